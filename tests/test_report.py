"""The report: one page that needs nothing else, says what was measured, and trusts no name it is given."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from formcheck.errors import FormcheckError
from formcheck.ground import ground_of
from formcheck.report import Material, content_policy, read_result, render, stored_material
from formcheck.report.figure import nearest
from formcheck.report.limits import against_limits
from formcheck.report.pictures import pictures
from formcheck.report.plot import HEIGHT, Curve, against, ticks
from formcheck.report.words import amount, beyond, findings, letter_of
from formcheck.results import FaultFound, Result
from formcheck.store import Store
from shell import SAMPLES, Done, formcheck, one_clear_line
from test_store import LUNGE, begin, record, steps


class Page(HTMLParser):
    """Every tag with its attributes, and the text outside the style sheet."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data: str) -> None:
        if self._open != "style":
            self.words = " ".join([*self.words.split(), *data.split()])

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(folder=tmp_path / "data")


@pytest.fixture
def stored(store: Store) -> str:
    return render(stored_material(store, record(store, ground=ground_of("mat", "barefoot"))))


def test_it_needs_nothing_from_elsewhere(stored: str) -> None:
    page = Page(stored)
    links = [
        v for _, attributes in page.tags for k, v in attributes.items() if k in ("src", "href", "action")
    ]
    assert [link for link in links if urlsplit(link or "").scheme != "data"] == []
    assert page.all("script") + page.all("link") + page.all("iframe") == []
    assert not [k for _, attributes in page.tags for k in attributes if k.startswith("on") or k == "style"]
    assert "@import" not in stored
    assert re.findall(r"url\((?!#)", stored) == []


def test_its_policy_lets_in_its_own_style_only(stored: str) -> None:
    (policy,) = [m["content"] for m in Page(stored).all("meta") if "http-equiv" in m]
    assert policy == content_policy()
    assert "unsafe" not in content_policy()


def test_it_tells_the_runner_and_the_physiotherapist(stored: str) -> None:
    result, words = steps(*LUNGE)[1], Page(stored).words
    fault = result.faults[0]
    assert "2 of 4" in words
    assert fault.cue in words
    assert f"{fault.value:.0f} ± {fault.standard_error:.2g}°" in words
    assert all(source in words for source in ("Piva 2006", "engineering default"))
    assert "stand side-on to the camera to check the trunk" in words
    assert "on a mat, barefoot" in words
    assert not re.search(r"injur|\brisk", words, re.IGNORECASE)


def test_it_can_be_read_without_seeing_it(stored: str) -> None:
    page = Page(stored)
    drawings = [svg for svg in page.all("svg") if "aria-hidden" not in svg]
    assert drawings
    assert all(svg["role"] == "img" and svg["aria-label"] for svg in drawings)
    assert all(th.get("scope") in ("col", "row") for th in page.all("th"))
    assert all(image["alt"] for image in page.all("img"))
    headings = [tag for tag, _ in page.tags if tag in ("h1", "h2", "h3")]
    assert headings[0] == "h1"
    assert headings.count("h1") == 1


def test_plots_and_figures_come_from_what_was_kept(stored: str) -> None:
    kinds = [attributes.get("class") for attributes in Page(stored).all("svg")]
    # two flagged moments, two repetitions at their start and their furthest; one strip and one pair
    assert (kinds.count("figure"), kinds.count("plot")) == (6, 3)


def test_a_fault_is_drawn_against_its_limit(store: Store) -> None:
    material = stored_material(store, record(store))
    fault = max(material.result.faults, key=lambda f: f.value or 0.0)
    assert fault.value is not None
    assert fault.limit is not None
    (drawn,) = against_limits(material, material.result.faults, findings(material.result), {fault.name: "A"})
    lines = {a["class"]: a for a in Page(drawn.drawing).all("line")}
    limit_y = float(str(lines["limit"]["y1"]))
    (curve,) = Page(drawn.drawing).all("polyline")
    top_y = min(float(point.split(",")[1]) for point in str(curve["points"]).split())
    grid = sorted(float(str(a["y1"])) for a in Page(drawn.drawing).all("line") if a["class"] == "grid")
    past = (limit_y - top_y) / (grid[1] - grid[0])
    # as far past it in the drawing as in the table, but for the samples that are not kept
    assert past == pytest.approx((fault.value - fault.limit) / _step(drawn.drawing), rel=0.05)


def test_what_leaps_out_of_the_repetition_does_not_flatten_the_curve() -> None:
    curve = Curve("", [0.0, 1.0, 2.0, 3.0, 4.0], [1.0, 13.0, 2.0, -150.0, 2.0], "one")
    drawn = Page(against(curve, (0.0, 2.0), 6.0, "6", "deg", "knee"))
    (line,) = drawn.all("polyline")
    heights = [float(point.split(",")[1]) for point in str(line["points"]).split()]
    assert len(heights) == 3
    assert max(heights) - min(heights) > 0.8 * HEIGHT


def _step(drawing: str) -> float:
    """The distance of two grid lines in the unit of the plot."""
    values = [float(v) for v in re.findall(r'text-anchor="end">(-?[0-9.]+)<', drawing)]
    return abs(values[1] - values[0])


def test_a_result_alone_gives_a_report_that_says_what_is_missing() -> None:
    words = Page(render(Material(result=steps(*LUNGE)[1]))).words
    assert "holds no measured curve" in words
    assert "holds no landmarks" in words


def test_pictures_come_from_the_clip_when_it_is_at_hand(store: Store) -> None:
    clip = SAMPLES / "lunge_knee_collapse.mp4"
    with_figures = Page(render(stored_material(store, record(store), clip)))
    assert len([i for i in with_figures.all("image") if str(i["href"]).startswith("data:image/jpeg")]) == 2
    alone = Page(render(Material(result=steps(*LUNGE)[1], clip=clip)))
    assert len(alone.all("img")) == 2


def test_a_picture_is_the_frame_nearest_to_its_moment() -> None:
    clip = SAMPLES / "lunge_knee_collapse.mp4"
    found = pictures(clip, [1.0, 1.004, 5.0, 1e6])
    assert set(found) == {1.0, 1.004, 5.0}
    assert found[1.0] == found[1.004] != found[5.0]


def test_names_from_outside_are_only_text() -> None:
    evil = "<script>alert(1)</script>"
    result = steps(*LUNGE)[1]
    fault = result.faults[0].model_copy(update={"title": evil, "cue": evil, "side": evil, "name": '"><b'})
    changed = {"source": evil, "warnings": [evil], "dropped": [evil], "notes": [evil], "faults": [fault]}
    page = Page(render(Material(result=result.model_copy(update=changed), ground=evil)))
    assert page.all("script") + page.all("b") == []


@pytest.mark.parametrize("exercise", ["bridge", "superman"])
def test_a_session_cut_off_at_once_still_reads(store: Store, exercise: str) -> None:
    recorder = begin(store, exercise)
    recorder.close()
    words = Page(render(stored_material(store, recorder.id))).words
    assert "not complete" in words
    assert "No repetition was counted" in words


def test_it_says_whether_a_change_is_one(store: Store) -> None:
    record(store)
    words = Page(render(stored_material(store, record(store)))).words
    assert "Against the first session like this one" in words
    assert "no change shown" in words


FAULT = FaultFound.model_validate(
    {
        **{"name": "n", "title": "t", "side": None, "rep": 1, "t_s": 1.0, "severity": "fault", "cue": "c"},
        **{"value": 12.0, "limit": 10.0, "unit": "deg", "standard_error": 3.0},
    }
)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (amount(12.34, "deg", 1.5), "12 ± 1.5°"),
        (amount(0.0545, "ratio", 0.015), "0.054 ± 0.015 ratio"),
        (amount(None, "deg"), "not measured"),
        (beyond(FAULT), "2° (0.7 standard errors; within the error of one reading)"),
        (beyond(FAULT.model_copy(update={"value": None})), "not measured"),
        (letter_of(27), "B2"),
        (ticks(-6.0, 98.0, 4), [0.0, 20.0, 40.0, 60.0, 80.0]),
    ],
)
def test_numbers_in_words(shown: object, expected: object) -> None:
    assert shown == expected


def test_nobody_seen_is_no_figure(store: Store) -> None:
    landmarks = store.landmarks(record(store))
    assert nearest(landmarks, 1e6) is None
    assert nearest(landmarks, 3.0) is not None


def result_file(path: Path, result: Result) -> Path:
    path.write_text(result.model_dump_json(), encoding="utf-8")
    return path


def test_a_result_file_is_read_back(tmp_path: Path) -> None:
    path = result_file(tmp_path / "r.json", steps(*LUNGE)[1])
    assert read_result(path).model_dump_json() == steps(*LUNGE)[1].model_dump_json()


UNREADABLE = [
    ("missing", None, "cannot read"),
    ("binary", b"\xff\xfe\x00", "is no result"),
    ("no-json", b"hello", "is no result"),
    ("other-json", b'{"a": 1}', "is no result"),
    ("empty", b"", "is no result"),
]


@pytest.mark.parametrize(("content", "what"), [u[1:] for u in UNREADABLE], ids=[u[0] for u in UNREADABLE])
def test_a_bad_result_file_is_one_clear_line(tmp_path: Path, content: bytes | None, what: str) -> None:
    path = tmp_path / "result.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FormcheckError, match=what) as caught:
        read_result(path)
    assert "\n" not in str(caught.value)


def test_the_command_saves_lists_reports_exports_and_deletes(tmp_path: Path) -> None:

    def run(*words: object) -> Done:
        return formcheck(*words, FORMCHECK_DATA=str(tmp_path / "data"))

    recording = Path(__file__).parent / "recorded" / "squat_too_shallow.npz"
    counted = run("count", recording, "-e", "squat", "--save")
    assert counted.returncode == 0
    assert "saved: formcheck report" in counted.stderr
    listed = run("history")
    assert re.search(r"squat\s+4\s+4\s+too_shallow 1", " ".join(listed.stdout.split()))
    assert "Go a little deeper" not in run("history", "show", "last").stderr
    done = run("report", "last", "--out", tmp_path / "r.html")
    assert done.stdout == f"wrote {tmp_path / 'r.html'}\n"
    assert "Go a little deeper" in (tmp_path / "r.html").read_text(encoding="utf-8")
    for ending in ("csv", "json"):
        exported = run("history", "export", tmp_path / f"all.{ending}")
        assert exported.stdout.endswith("(1 session)\n")
    assert "nobody to ask" in one_clear_line(run("history", "delete", "last"))
    assert run("history", "delete", "--all", "--yes").stdout == "deleted all 1 sessions\n"
    assert "Nothing saved" in run("history").stdout


BAD: list[tuple[str, tuple[str, ...], str]] = [
    ("no-session", ("report", "zzz"), "there is no session zzz"),
    ("no-file", ("report", "none.json"), "cannot read none.json"),
    ("no-out", ("report", "last", "--out", "/proc/none/r.html"), "there is no session last"),
    ("both", ("history", "delete", "last", "--all"), "nothing was deleted"),
    ("ending", ("history", "export", "all.txt"), "cannot tell what to write"),
    ("shown", ("history", "show", "zzz"), "there is no session zzz"),
    ("exercise", ("history", "list", "-e", "dance"), "unknown exercise"),
]


@pytest.mark.parametrize(("words", "line"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_bad_input_is_one_clear_line(tmp_path: Path, words: tuple[str, ...], line: str) -> None:
    done = formcheck(*words, FORMCHECK_DATA=str(tmp_path), cwd=tmp_path)
    assert line in one_clear_line(done)


def test_counting_does_not_load_the_database() -> None:
    code = "import formcheck.cli.app, sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name.split(".")[0] for name in ran.stdout.split()} & {"sqlalchemy", "jinja2"} == set()
