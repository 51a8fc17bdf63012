"""Towel curls in synthetic films: counted in the picture, in the chosen region, without any body."""

import numpy as np
import pytest

from formcheck.analysis import Stream, judge
from formcheck.coach.coaching import Coaching
from formcheck.coach.plan import Plan
from formcheck.engine.events import Flag, Rep
from formcheck.errors import ExerciseError, VideoError
from formcheck.exercises import find
from formcheck.live.screen import Screen, Status
from formcheck.loop import Session, Sighting, follow
from formcheck.results import Result
from formcheck.video.region import MIDDLE, Region
from towel.draw import TowelFilm

PLAIN = TowelFilm(pulls=(0.09,) * 4)


def said(film: TowelFilm, region: Region | None = None) -> list[object]:
    seen = (Sighting(t_s, None, film.size_px, image) for t_s, image in film.pictures())
    steps = follow(seen, Session(find("towel_curl"), region))
    return [event for step in steps for event in step.events]


def reps(film: TowelFilm, region: Region | None = None) -> list[Rep]:
    return [event for event in said(film, region) if isinstance(event, Rep)]


def test_curls_are_counted_when_they_happen() -> None:
    counted = reps(PLAIN)
    peaks_s = [PLAIN.first_s + (i + 1 / 3) * PLAIN.every_s for i in range(4)]
    assert [rep.peak_s for rep in counted] == pytest.approx(peaks_s, abs=0.25)


@pytest.mark.parametrize(
    ("film", "region"),
    [
        pytest.param(TowelFilm(pulls=(0.0,) * 4), None, id="the-towel-lies-still"),
        pytest.param(PLAIN, Region(0.0, 0.0, 0.2, 0.2), id="the-region-is-elsewhere"),
        pytest.param(TowelFilm(pulls=(0.09,)), None, id="a-single-curl"),
    ],
)
def test_what_does_not_repeat_in_the_region_is_not_counted(film: TowelFilm, region: Region | None) -> None:
    assert reps(film, region) == []


def test_a_fading_range_is_told() -> None:
    film = TowelFilm(pulls=(0.09, 0.09, 0.09, 0.056))
    flags = [e for e in said(film) if isinstance(e, Flag) and e.name == "range_fades"]
    assert [flag.rep for flag in flags] == [4]


@pytest.mark.parametrize(
    ("region", "counted"),
    [pytest.param(None, 4, id="the-middle"), pytest.param(Region(0.0, 0.0, 0.2, 0.2), 0, id="elsewhere")],
)
def test_the_coach_counts_in_the_region_though_nobody_is_in_the_picture(
    region: Region | None, counted: int
) -> None:
    coaching = Coaching(find("towel_curl"), Plan(countdown_s=0.0), region=region)
    for t_s, image in PLAIN.pictures():
        moment = coaching.step(Sighting(t_s, None, PLAIN.size_px, image))
        assert moment.framing == ""
    coaching.end()
    assert coaching.reps_total == counted


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_the_window_outlines_what_is_watched(is_mirrored: bool) -> None:
    region = Region(0.1, 0.2, 0.5, 0.5)
    dark = np.zeros((720, 960, 3), np.uint8)
    coaching = Coaching(find("towel_curl"), Plan(countdown_s=0.0), region=region)
    moment = coaching.step(Sighting(0.0, None, (960, 720), dark))
    screen = Screen(find("towel_curl"), is_mirrored=is_mirrored, region=region)
    shown = screen.picture(moment, Status())
    white = (shown[:, -960:].min(axis=2) == 255).sum(axis=0)
    edges = [959 - x for x in (576, 96)] if is_mirrored else [96, 576]
    # its sides are half as high as the picture
    assert all(white[x - 3 : x + 4].max() >= 360 for x in edges)
    assert not dark.any()


def test_nobody_need_be_in_the_picture() -> None:
    def result(region: Region | None) -> Result:
        seen = (Sighting(t_s, None, PLAIN.size_px, image) for t_s, image in PLAIN.pictures())
        return judge(Stream("t.mp4", PLAIN.size_px, None, seen), Session(find("towel_curl"), region))

    found, elsewhere = result(None), result(Region(0.0, 0.0, 0.2, 0.2))
    assert (found.reps, found.warnings, found.notes) == (4, [], [])
    assert (elsewhere.reps, elsewhere.warnings) == (0, [])
    assert "--region" in elsewhere.notes[0]


def test_recorded_landmarks_have_no_picture() -> None:
    session = Session(find("towel_curl"))
    with pytest.raises(ExerciseError, match=r"counted in the picture.*Recorded landmarks have none"):
        session.step(Sighting(0.0, None, (320, 240)))


@pytest.mark.parametrize(
    "words", ["", "0.1,0.2,0.3", "a,b,c,d", "0.8,0,0.5,0.5", "-0.1,0,0.5,0.5", "0,0,0,1"]
)
def test_a_senseless_region_is_said_in_one_line(words: str) -> None:
    with pytest.raises(VideoError, match="region") as raised:
        Region.parse(words)
    assert "\n" not in str(raised.value)
    assert "--region 0.25,0.25,0.5,0.5" in str(raised.value)


def test_a_region_cuts_its_part() -> None:
    _, image = next(PLAIN.pictures())
    assert MIDDLE.cut(image).shape == (120, 160, 3)
    assert Region.parse("0.5, 0, 0.5, 1").cut(image).shape == (240, 160, 3)
