"""How well people the model never saw are told apart: a level pelvis from one turned by 12 and 18 degrees."""

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from pelvis.sample import KEPT_PX
from pelvis.square import INPUT_PX
from pelvis.trial import Takes
from sweep.features import CHANGE, Marks, readings
from sweep.plan import GOOD, LANDSCAPE
from sweep.separation import Sample, best_feature

Floats = NDArray[np.floating]


class Model:
    """A model file that reads the pelvis, on one core.

    Args:
        path: what ``scripts/train_pelvis.py`` wrote.
    """

    def __init__(self, path: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = ort.InferenceSession(path.read_bytes(), options)
        self._inputs = {given.name for given in self._session.get_inputs()}

    def __call__(self, image: Floats, marks: Floats) -> Floats:
        """(N, 96, 96, 3) in 0..1 and (N, 40) to (N, 3, 3) unit vectors."""
        given = {"image": image, "marks": marks}
        found = self._session.run(None, {name: given[name] for name in given if name in self._inputs})
        return np.asarray(found[0])


def rise_deg(left: Floats) -> float:
    """How far the line from the right hip to the left one rises, as the camera sees gravity.

    Bending at the hips turns the pelvis about this very line, so a bridge leaves it as it is.
    """
    return -math.degrees(math.asin(np.clip(float(left[1]), -1.0, 1.0)))


def rolled_deg(left: Floats) -> float:
    """How far the left hip of somebody on their right side leans away from a camera in front of them."""
    return math.degrees(math.atan2(float(left[2]), -float(left[1])))


# The product's measure of each movement, from the direction of the hips in camera axes.
MEASURES: Mapping[str, Callable[[Floats], float]] = {
    "clamshell": rolled_deg,
    "superman": rise_deg,
    "bridge_single": rise_deg,
    "bridge": rise_deg,
}
# Two at rest and one midway; then two pictures of each repetition.
_REST, _BEFORE = 2, 3
# People without whom a spread says nothing.
_FEWEST = 3


class Row(NamedTuple):
    """One movement from one place, over all people.

    Attributes:
        yaw_deg, height_m: the place.
        off_deg: mean error of the pelvis' left at full range.
        level_deg, planted_deg: mean change from rest of the measure, with a level pelvis and with 18 degrees.
        error_deg: spread of the error of the change, a repetition against the person's own good one.
        own: d' of 12 and of 18 degrees, the repetition against the person's own good one.
        rest: d' of 12 and of 18 degrees, the change from rest.
        marks: the same as ``own`` of the landmark feature that tells best among the people for tuning.
        feature: that feature.
    """

    yaw_deg: float
    height_m: float
    off_deg: float
    level_deg: float
    planted_deg: float
    error_deg: float
    own: tuple[float, float]
    rest: tuple[float, float]
    marks: tuple[float, float]
    feature: str


def takes_of(folder: Path, movement: str) -> list[Takes]:
    """The trials of all people in a folder."""
    files = sorted(folder.glob(f"{movement}_*.npz"))
    # bridge_single_... is no bridge_...
    files = [f for f in files if not f.stem.removeprefix(f"{movement}_").startswith("single")]
    return [_read(path) for path in files]


def _read(path: Path) -> Takes:
    with np.load(path, allow_pickle=False) as stored:
        return Takes(*(stored[name] for name in Takes._fields))


def directions(takes: Takes, network: Model) -> Floats:
    """The pelvis' left (places, frames, 3) in camera axes, as the model reads it; NaN with nobody seen."""
    found = np.full(takes.truth.shape, np.nan)
    edge = (KEPT_PX - INPUT_PX) // 2
    for place, frame in np.argwhere(np.isfinite(takes.marks[:, :, 0])):
        crop = takes.crop[place, frame, edge : edge + INPUT_PX, edge : edge + INPUT_PX]
        image = (crop.astype(np.float32) / np.float32(255))[None]
        found[place, frame] = network(image, takes.marks[place, frame][None])[0]
    return in_picture(found[:, :, 0], takes.angle_rad)


def in_picture(vectors: Floats, angle_rad: NDArray[np.float32]) -> Floats:
    """Vectors (places, frames, 3) turned from their squares' axes to the picture's."""
    cos, sin = np.cos(angle_rad), np.sin(angle_rad)
    x, y = vectors[:, :, 0], vectors[:, :, 1]
    return np.stack([cos * x - sin * y, sin * x + cos * y, vectors[:, :, 2]], axis=2)


def changes(left: Floats, measure: Callable[[Floats], float]) -> Floats:
    """Change of the measure from rest to full range (places, repetitions) in degrees."""
    values = np.apply_along_axis(measure, 2, left)
    since = (values - values[:, :1] + 180.0) % 360.0 - 180.0
    pairs = since[:, _BEFORE:].reshape(len(since), -1, 2)
    return np.asarray(pairs.mean(2) - since[:, :_REST].mean(1)[:, None])


def against_own(change: Floats) -> Floats:
    """Each repetition against the first good one; that one against the second."""
    own = change[:, :1].repeat(change.shape[1], axis=1)
    own[:, 0] = change[:, 1]
    return change - own


def separations(values: Floats) -> tuple[float, float]:
    """Tell the two sizes from level: d' of each (people, repetitions).

    As ``sweep.separation.d_prime``, but for as few people as there are.
    """
    twelve, eighteen = (_d_prime(values[:, :GOOD].ravel(), values[:, GOOD + i]) for i in range(2))
    return twelve, eighteen


def _d_prime(good: Floats, bad: Floats) -> float:
    good, bad = good[np.isfinite(good)], bad[np.isfinite(bad)]
    freedom = len(good) + len(bad) - 2
    if min(len(good), len(bad)) < _FEWEST:
        return math.nan
    squares = ((good - good.mean()) ** 2).sum() + ((bad - bad.mean()) ** 2).sum()
    spread = math.sqrt(float(squares) / freedom) or math.nan
    return float(bad.mean() - good.mean()) / spread * (1.0 - 3.0 / (4.0 * freedom - 1.0))


def rows(movement: str, people: list[Takes], tuners: list[Takes], network: Model) -> list[Row]:
    """The figures of one movement, place by place.

    Args:
        movement: a key of ``MEASURES``.
        people: whose figures.
        tuners: who may choose a landmark feature to compare with.
        network: the model.
    """
    measure = MEASURES[movement]
    lefts = [directions(takes, network) for takes in people]
    told = np.array([changes(left, measure) for left in lefts])
    true = np.array([changes(in_picture(t.truth[:, :, 0], t.angle_rad), measure) for t in people])
    off = np.array([_off_deg(left, takes) for left, takes in zip(lefts, people, strict=True)])
    own = np.array([against_own(change) for change in told])
    error = own - np.array([against_own(change) for change in true])
    found = []
    for place, (yaw_deg, height_m) in enumerate(people[0].place.tolist()):
        found.append(
            Row(
                yaw_deg,
                height_m,
                float(np.nanmean(off[:, place])),
                float(np.nanmean(told[:, place, :GOOD])),
                float(np.nanmean(told[:, place, GOOD + 1])),
                float(np.nanstd(error[:, place])),
                separations(own[:, place]),
                separations(told[:, place]),
                *landmark_separations(people, tuners, place),
            )
        )
    return found


def _off_deg(left: Floats, takes: Takes) -> Floats:
    """Mean angle between the read and the true left, place by place, at full range."""
    true = in_picture(takes.truth[:, :, 0], takes.angle_rad)
    cosine = np.clip((left * true).sum(2)[:, _BEFORE:], -1, 1)
    return np.asarray(np.degrees(np.nanmean(np.arccos(cosine), axis=1)))


def landmark_separations(
    people: list[Takes], tuners: list[Takes], place: int
) -> tuple[tuple[float, float], str]:
    """Tell both sizes (d') by the landmark feature that tells best among the tuners, and its name."""
    chosen = [_features(takes, place) for takes in tuners]
    names = sorted(set.intersection(*(set(found) for found in chosen)))
    tables = [np.array([found[name] for name in names], np.float64).T for found in chosen]
    whose, faulty = np.arange(len(tables)), len(tables[0]) - GOOD
    best = best_feature(
        Sample(np.concatenate([t[:GOOD] for t in tables]), whose.repeat(GOOD)),
        Sample(np.concatenate([t[GOOD:] for t in tables]), whose.repeat(faulty)),
    ).feature
    if best < 0:
        return (math.nan, math.nan), ""
    nobody = np.full(GOOD + faulty, math.nan)
    told = [_features(takes, place).get(names[best], nobody) for takes in people]
    return separations(np.array(told)), names[best]


def _features(takes: Takes, place: int) -> dict[str, Floats]:
    """Every landmark feature of the repetitions, held against the person's own good one."""
    marks = Marks(takes.xy_px[place], takes.world_m[place], takes.visibility[place])
    found = [reading.free for reading in readings(marks, LANDSCAPE)]
    names = {name for free in found for name in free if CHANGE not in name}
    table = {name: np.array([[free.get(name, math.nan) for free in found]]) for name in names}
    return {name: against_own(values)[0] for name, values in table.items()}
