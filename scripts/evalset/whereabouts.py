"""Where everybody truly is in each picture: the person's joints, the passer-by's hips, the mirror image's."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from accuracy.places import JOINTS
from evalset.passer import Passer
from evalset.reel import Reel
from truth.mirror import mirror_behind

Floats = NDArray[np.float64]


def whereabouts(reel: Reel, times_s: Sequence[float]) -> dict[str, Floats]:
    """Pixels by name, (frames, joints, 2) or (frames, 2); NaN while somebody is not there.

    ``joints`` are in the order of `JOINTS`; ``passer`` and ``mirror`` are the middle of the hips.
    """
    film = reel.scene.case.film
    found = {"joints": np.array([_joints(reel, t_s) for t_s in times_s])}
    if film.mirror and not film.passer_by:
        found["mirror"] = np.array([_reflected(reel, t_s) for t_s in times_s])
    if film.passer_by:
        passer = Passer(reel.scene)
        found["passer"] = np.array([_passer(passer, t_s) for t_s in times_s])
    return found


def _joints(reel: Reel, t_s: float) -> Floats:
    points = reel.moment(t_s).points
    return np.asarray(reel.take(t_s).scene.camera.project([points[name] for name in JOINTS]))


def _reflected(reel: Reel, t_s: float) -> Floats:
    camera, points = reel.scene.camera, reel.moment(t_s).points
    hips = (points["left_hip"] + points["right_hip"]) / 2
    return np.asarray(camera.project((mirror_behind(camera).reflection @ np.r_[hips, 1.0])[:3])[0])


def _passer(passer: Passer, t_s: float) -> Floats:
    pose = passer.pose(t_s)
    if pose is None:
        return np.full(2, np.nan)
    points = passer.poser.points(pose)
    return np.asarray(passer.scene.camera.project((points["left_hip"] + points["right_hip"]) / 2)[0])
