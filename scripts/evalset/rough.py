"""Clips of rooms that are not quiet: cuts, people hidden for a while, passers-by, mirrors."""

from dataclasses import replace

from evalset.cases import Case, Place, Try
from evalset.reel import At, Cut, Hidden, RoughFilm

_CLEAN = Try()
# Long enough at rest for somebody to be hidden there.
_LONG_REST = Try(rest_s=1.6)
_PORTRAIT, _LANDSCAPE, _WIDE = (360, 480), (480, 360), (640, 360)

_SQUAT = Place(yaw_deg=0, height_m=1.0, distance_m=2.9, size_px=_PORTRAIT)
_LUNGE = Place(yaw_deg=90, height_m=0.9, distance_m=3.1, size_px=_LANDSCAPE)
_BRIDGE = Place(yaw_deg=90, height_m=0.6, distance_m=2.6, size_px=_WIDE)
_CLAM = Place(yaw_deg=0, height_m=0.7, distance_m=2.5, size_px=_WIDE)
_HANDS = Place(yaw_deg=-90, height_m=0.7, distance_m=2.7, size_px=_LANDSCAPE)
_ROOMY = 1.7


def _sides(first: str, *tries: Try) -> tuple[Try, ...]:
    """The tries with their sides in turn."""
    order = ("left", "right") if first == "left" else ("right", "left")
    return tuple(replace(attempt, side=order[i % 2]) for i, attempt in enumerate(tries))


def _same(side: str, *tries: Try) -> tuple[Try, ...]:
    return tuple(replace(attempt, side=side) for attempt in tries)


def _case(
    title: str, part: str, exercise: str, person: str, place: Place, tries: tuple[Try, ...], film: RoughFilm
) -> Case:
    name = f"{part}_{exercise}_rough_{title}"
    return Case(name=name, exercise=exercise, part=part, person=person, place=place, tries=tries, film=film)


def rough_cases() -> list[Case]:
    """All of them."""
    return [*_cuts(), *_hidden(), *_company()]


def _cuts() -> list[Case]:
    """Out of one movement into the middle of another: neither is a whole repetition."""
    down, deep, up = At(attempt=1, share=0.35), At(attempt=1, share=0.5), At(attempt=2, share=0.75)
    there = Cut(leave=down, resume=up, place=replace(_SQUAT, yaw_deg=-50, distance_m=2.4, height_m=1.3))
    beside = Cut(leave=down, resume=up, place=replace(_LUNGE, yaw_deg=35, distance_m=3.6))
    lying = Cut(
        leave=deep, resume=At(attempt=2, share=0.8), place=replace(_BRIDGE, yaw_deg=-70, height_m=1.1)
    )
    side = Cut(leave=deep, resume=At(attempt=2, share=0.8), place=replace(_CLAM, yaw_deg=35, height_m=1.2))
    stays = Cut(leave=deep, resume=At(attempt=2, share=1.02))
    four, lunges = (_CLEAN,) * 4, _sides("left", *(_CLEAN,) * 4)
    return [
        _case("cut_place", "report", "squat", "woman_small_old", _SQUAT, four, RoughFilm(cut=there)),
        _case(
            "cut_posture",
            "tuning",
            "squat",
            "man_heavy",
            replace(_SQUAT, yaw_deg=60),
            four,
            RoughFilm(fps=24, cut=stays),
        ),
        _case("cut_place", "tuning", "lunge", "woman_loose", _LUNGE, lunges, RoughFilm(fps=24, cut=beside)),
        _case("cut_posture", "report", "lunge", "man_tall_thin", _LUNGE, lunges, RoughFilm(cut=stays)),
        _case("cut_place", "report", "bridge", "woman_small_old", _BRIDGE, four, RoughFilm(cut=lying)),
        _case(
            "cut_place",
            "tuning",
            "clamshell",
            "woman_loose",
            _CLAM,
            _same("left", *four),
            RoughFilm(cut=side),
        ),
    ]


def _hidden() -> list[Case]:
    """Covered at rest, and in a movement."""
    at_rest, in_it = At(attempt=0, share=1.1), At(attempt=1, share=0.3)
    rests = (_LONG_REST,) * 4
    whole = RoughFilm(
        hidden=(Hidden(at=at_rest, seconds=0.8), Hidden(at=At(attempt=2, share=1.1), seconds=0.4))
    )
    long = RoughFilm(fps=24, hidden=(Hidden(at=in_it, seconds=2.0),))
    lower = RoughFilm(
        hidden=(
            Hidden(at=at_rest, seconds=0.7, part="lower"),
            Hidden(at=At(attempt=2, share=0.4), seconds=0.6, part="lower"),
        )
    )
    return [
        _case("hidden", "report", "bridge", "woman_heavy", _BRIDGE, rests, whole),
        _case("hidden_long", "tuning", "clamshell", "man_heavy", _CLAM, _same("right", *rests), long),
        _case("hidden_lower", "report", "superman", "man_tall_thin", _HANDS, _sides("left", *rests), lower),
        _case("hidden_lower", "tuning", "squat", "woman_loose", replace(_SQUAT, yaw_deg=30), rests, lower),
        _case("hidden", "report", "lunge", "woman_black_dim", _LUNGE, _sides("left", *rests), whole),
        _case("hidden_long", "report", "squat", "man_strong", _SQUAT, rests, long),
    ]


def _company() -> list[Case]:
    """Somebody passes by, or a mirror hangs on the wall: room beside the person, so that both are seen."""
    four = (_CLEAN,) * 4
    crossed, behind = RoughFilm(passer_by="in front"), RoughFilm(passer_by="behind")
    mirror = RoughFilm(mirror=True)
    return [
        _case(
            "crossed",
            "tuning",
            "clamshell",
            "man_heavy",
            replace(_CLAM, room=_ROOMY),
            _same("left", *four),
            crossed,
        ),
        _case("crossed", "report", "squat", "woman_small_old", replace(_SQUAT, room=_ROOMY), four, crossed),
        _case(
            "passed_behind",
            "tuning",
            "superman",
            "woman_loose",
            replace(_HANDS, room=_ROOMY),
            _sides("left", *four),
            behind,
        ),
        _case(
            "mirror",
            "report",
            "superman",
            "man_old_heavy",
            replace(_HANDS, room=_ROOMY),
            _sides("left", *four),
            mirror,
        ),
        _case(
            "mirror",
            "tuning",
            "lunge",
            "man_heavy",
            replace(_LUNGE, room=_ROOMY, yaw_deg=20),
            _sides("left", *four),
            mirror,
        ),
    ]
