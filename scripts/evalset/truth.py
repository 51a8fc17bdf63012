"""The exact truth of a case, as its JSON file holds it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evalset.cases import Case, Try
from evalset.planting import TIMED, sided, value_at, working_side
from evalset.scene import Moment, Scene
from evalset.timeline import held
from evalset.trial import Trial, Turns
from evalset.trials import trials
from formcheck.motion.view import NAMED_COS, ViewKind
from truth.kinematics import SIDE_SIGN
from truth.measures import fppa_deg
from truth.mesh import SKIN_VERTICES
from truth.people import PEOPLE
from truth.signals import true_signals
from truth.timing import Rep

Truth = dict[str, Any]
# Within 20 degrees of square on, the picture shows the frontal plane.
_SQUARE_SIN = 0.34
Floats = NDArray[np.float64]


def truth_of(scene: Scene, t_s: Floats, exact: Mapping[str, Floats]) -> Truth:
    """All that is known of a clip whose frames were taken at ``t_s``, with their exact signals."""
    case, clock = scene.case, scene.clock
    whole = [(t, r) for t, r in zip(case.tries, clock.reps, strict=True) if not t.is_partial]
    partial = [(t, r) for t, r in zip(case.tries, clock.reps, strict=True) if t.is_partial]
    counts = case.exercise != "none"
    reps = _reps(case, whole) if counts else []
    return {
        "clip": case.name,
        "exercise": case.exercise,
        "variant": case.variant,
        "part": case.part,
        "person": case.person,
        "build": _build(scene),
        "camera": _camera(scene),
        "conditions": conditions(case),
        "fps": case.film.fps,
        "frames": len(t_s),
        "reps": len(reps),
        "reps_by_side": _by_side(reps),
        "partials": len(partial) if counts else 0,
        "rep_times": reps,
        "partial_times": [_times(r, _side(case, t)) for t, r in partial] if counts else [],
        "holds": [_hold(case, t, r) for t, r in whole if _is_held(case, t)],
        "outside_s": _outside(scene),
        "faults": _faults(scene, exact, t_s) if counts else [],
    }


def _reps(case: Case, whole: Sequence[tuple[Try, Rep]]) -> list[list[Any]]:
    """Start, peak, end, side; on hands and knees a repetition is both diagonals and has no side."""
    if _trial(case).raises_per_rep == 1:
        return [_times(r, _side(case, t)) for t, r in whole]
    return [
        [round(a.start_s, 3), round(a.peak_s, 3), round(b.end_s, 3), None]
        for (_, a), (_, b) in zip(whole[::2], whole[1::2], strict=False)
    ]


def _side(case: Case, attempt: Try) -> str | None:
    return None if _trial(case).turns is Turns.NONE else attempt.side


def _trial(case: Case) -> Trial:
    return trials()[case.exercise]


def _times(rep: Rep, side: str | None) -> list[Any]:
    return [round(rep.start_s, 3), round(rep.peak_s, 3), round(rep.end_s, 3), side]


def _by_side(reps: Sequence[Sequence[Any]]) -> dict[str, int]:
    return {side: sum(row[3] == side for row in reps) for side in ("left", "right")}


def _is_held(case: Case, attempt: Try) -> bool:
    trial = _trial(case)
    planted = [(trial.plants[name], size) for name, size in attempt.sizes if name in trial.plants]
    return trial.is_held and not any(size >= plant.spoils_hold_at for plant, size in planted)


def _hold(case: Case, attempt: Try, rep: Rep) -> list[Any]:
    first, last = held(rep, _trial(case).held_from)
    return [round(first, 3), round(last, 3), _side(case, attempt)]


def _outside(scene: Scene) -> list[list[Any]]:
    clock, case = scene.clock, scene.case
    spans = [[0.0, round(clock.enter_s, 3), "getting into position"]] if case.enters else []
    if case.leaves:
        spans.append([round(clock.leave_from_s, 3), round(clock.length_s, 3), "getting out of position"])
    return spans


# ---- faults


def _faults(scene: Scene, exact: Mapping[str, Floats], t_s: Floats) -> list[Truth]:
    rows: list[Truth] = []
    whole = [i for i, attempt in enumerate(scene.case.tries) if not attempt.is_partial]
    for number, i in enumerate(whole, 1):
        rep = (number - 1) // _trial(scene.case).raises_per_rep + 1
        for name, size in scene.case.tries[i].sizes:
            value, unit, onset_s = _planted(scene, i, (name, size), exact, t_s)
            rows.append(
                {
                    "name": _called(scene.case, name),
                    "side": _side(scene.case, scene.case.tries[i]),
                    "rep": rep,
                    "size": size,
                    "value": round(value, 2),
                    "unit": unit,
                    "onset_s": None if onset_s is None else round(onset_s, 3),
                }
            )
    return rows


def _called(case: Case, name: str) -> str:
    plant = _trial(case).plants.get(name)
    return plant.called if plant and plant.called else name


def _planted(
    scene: Scene, index: int, fault: tuple[str, float], exact: Mapping[str, Floats], t_s: Floats
) -> tuple[float, str, float | None]:
    """Value at full range, its unit, and when it passes the limit (s)."""
    (name, size), rep, attempt = fault, scene.clock.reps[index], scene.case.tries[index]
    if name in TIMED:
        value = _off_pace_s(scene, index) if name == "off_pace" else _timed(rep, attempt, name)
        return value, TIMED[name][1], rep.end_s if size >= 1 else None
    plant, motion = _trial(scene.case).plants[name], scene.motions[index]
    if not plant.signal:
        shows_s = rep.end_s if plant.at_u > 1 else _reaches(rep, 1 / size)
        return plant.limit * size, plant.unit, shows_s if size >= 1 else None
    value = value_at(motion, plant, scene.poser, scene.eye_m)
    if plant.at_full:
        shows_s = rep.end_s if plant.at_u > 1 else rep.full_s
        return value, plant.unit, shows_s if size >= 1 else None
    values = exact[sided(plant.signal, working_side(motion))]
    values = values - float(np.interp(rep.start_s, t_s, values)) * plant.is_change
    inside = t_s[(t_s >= rep.start_s) & (t_s <= rep.end_s) & (values >= plant.limit)]
    return value, plant.unit, float(inside[0]) if len(inside) else None


def _reaches(rep: Rep, share: float) -> float:
    """When the movement first comes to a share of its own full range (s)."""
    return rep.above(min(share, 0.98) * rep.amplitude)[0]


def _timed(rep: Rep, attempt: Try, name: str) -> float:
    first, last = held(rep)
    values = {"hold_short": last - first, "too_fast": rep.end_s - rep.start_s}
    values |= dict.fromkeys(("range_small", "fading"), attempt.reach)
    return float(values.get(name, 2.0))


def _off_pace_s(scene: Scene, index: int) -> float:
    """How far the time since the top of the attempt before is from that of 30 a minute (s)."""
    before, rep = scene.clock.reps[index - 1 : index + 1]
    return abs(rep.peak_s - before.peak_s - 2.0)


# ---- frames


def exact_signals(moments: Sequence[Moment], scene: Scene) -> dict[str, Floats]:
    """The exact signals of every frame, by the product's names."""
    rest = scene.moment(scene.clock.reps[0].start_s).points
    rows = [true_signals(m.points, rest) | _pictured(scene, m) for m in moments]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def _pictured(scene: Scene, moment: Moment) -> dict[str, float]:
    """The frontal plane projection angle, which by its definition is an angle in the picture.

    Seen squarely from behind, the person's left is on the picture's left, and the turn the other way round.
    """
    yaw = np.radians(scene.case.place.yaw_deg)
    angles = {f"fppa_deg_{side}": float("nan") for side in SIDE_SIGN}
    if scene.is_upright and abs(np.sin(yaw)) < _SQUARE_SIN:
        places = scene.camera.project(np.array(list(moment.points.values())))
        px = dict(zip(moment.points, places, strict=True))
        angles = {f"fppa_deg_{s}": float(np.sign(np.cos(yaw))) * fppa_deg(px, s) for s in SIDE_SIGN}
    return angles | {"knees_in_deg": sum(angles.values()) / 2}


# ---- who, where


def _build(scene: Scene) -> Truth:
    look, skin_m = PEOPLE[scene.case.person], scene.poser.body.mesh.vertices_m[:SKIN_VERTICES]
    return {
        "sex": look.gender,
        "skin": round(float(np.mean(look.skin)), 2),
        "weight": look.weight,
        "height_m": round(float(np.ptp(skin_m[:, 2])), 2),
        "age": look.age,
        "clothes": "loose" if look.loose_m else "shorts" if look.shorts else "tight",
    }


def _camera(scene: Scene) -> Truth:
    place = scene.case.place
    return {
        "place": place_name(scene).value,
        "yaw_deg": round(scene.true_yaw_deg(), 1),
        "height_m": round(place.height_m, 2),
        "distance_m": round(place.distance_m, 2),
        "portrait": place.size_px[0] < place.size_px[1],
    }


def place_name(scene: Scene) -> ViewKind:
    """The named view the camera truly has, by the product's own rule of 32 degrees."""
    yaw = np.radians(scene.case.place.yaw_deg)
    ahead, aside = float(np.cos(yaw)), float(np.sin(yaw))
    upright = scene.is_upright
    if upright:
        named = {
            ViewKind.FRONT: ahead,
            ViewKind.REAR: -ahead,
            ViewKind.SIDE_RIGHT: aside,
            ViewKind.SIDE_LEFT: -aside,
        }
    elif scene.case.exercise == "clamshell":
        named = {
            ViewKind.FRONT: ahead,
            ViewKind.REAR: -ahead,
            ViewKind.HEAD_END: aside,
            ViewKind.FEET_END: -aside,
        }
    else:
        named = {
            ViewKind.FEET_END: ahead,
            ViewKind.HEAD_END: -ahead,
            ViewKind.SIDE_RIGHT: aside,
            ViewKind.SIDE_LEFT: -aside,
        }
    kind = max(named, key=named.__getitem__)
    return kind if named[kind] > NAMED_COS else ViewKind.OBLIQUE


def conditions(case: Case) -> list[str]:
    """What is special about a clip, in words."""
    film, look = case.film, PEOPLE[case.person]
    known = {
        "getting into position": case.enters,
        "getting out of position": case.leaves,
        "partial repetitions": any(t.is_partial for t in case.tries),
        "fast": any(t.pace > 1.5 for t in case.tries),
        "slow": any(t.pace < 0.7 for t in case.tries),
        "pauses": any((t.rest_s or 0) > 2 or (t.hold_s or 0) > 1.9 for t in case.tries),
        "uneven": any(0.5 < t.reach < 0.9 and not t.sizes for t in case.tries),
        "motion blur": film.shutter > 0,
        "noise": film.noise >= 5,
        "compression": film.crf >= 33,
        "dropped frames": film.dropped > 0,
        "15 frames a second": film.fps == 15,
        "60 frames a second": film.fps == 60,
        "passer-by": bool(film.passer_by),
        "mirror": film.mirror,
        "loose clothes": look.loose_m > 0,
        "dark room": look.light < 0.8,
    }
    return [name for name, holds in known.items() if holds]
