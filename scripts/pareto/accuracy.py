"""How far a variant is from the truth in rendered clips: joints, angles, counts."""

import json
import shutil
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accuracy import compact
from evaluation.score import ClipScore
from evaluation.summary import fault_figures
from evaluation.truth import Truth
from evaluation.work import score_clip
from formcheck.loop import Sighting
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Estimator, Pose
from formcheck.video.reader import open_clip
from pareto.variants import Variant

Floats = NDArray[np.float64]
# What exercises are counted and judged by.
JOINTS = [
    L[f"{side}_{joint}"]
    for joint in ("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE")
    for side in ("LEFT", "RIGHT")
]
# A picture of the exact joints belongs to one of the clip when it is of the same moment.
SAME_S = 0.004


@dataclass(frozen=True, slots=True)
class Errors:
    """One variant on all clips.

    Attributes:
        joints_pct: distance of each joint from the exact one, in % of the torso's length; empty where the
            exact joints are not at hand.
        angles_deg: sizes of the errors of all angles that the exercises use, within repetitions.
        counts: the clips' count errors, got minus expected.
        false_flags, clean: flags on repetitions without a fault, and the number of these.
    """

    joints_pct: Floats
    angles_deg: Floats
    counts: tuple[int, ...]
    false_flags: int
    clean: int

    @property
    def wrong(self) -> int:
        """Repetitions too many and too few."""
        return sum(map(abs, self.counts))


def measure(
    variant: Variant, chosen: Sequence[tuple[Truth, Path]], clips: Path, exact: Path | None, cache: Path
) -> Errors:
    """Run a variant on clips, as far as that was not done before, and hold it against the truth.

    Args:
        variant: what is run.
        chosen: truth and landmarks of each clip.
        clips: folder of the clips' pictures.
        exact: folder of the exact joints that ``film_evaluation.py --perfect`` writes, or None.
        cache: where the landmarks of each variant are kept.
    """
    scores, joints = list[ClipScore](), list[Floats]()
    for truth, landmarks in chosen:
        kept = cache / variant.key / landmarks.name
        if not kept.exists():
            # an estimator follows one clip: some cannot begin another
            with closing(variant.make()) as estimator:
                _keep(kept, estimate(estimator, clips / f"{truth.clip}.mp4", variant.every), landmarks)
        scores.append(score_clip((truth, kept)))
        if exact is not None:
            joints.append(joint_errors_pct(compact.load(kept)[0], compact.load(exact / landmarks.name)[0]))
    faults = fault_figures(scores)
    counts = tuple(score.error for score in scores)
    return Errors(_joined(joints), _angles(scores), counts, faults.false, faults.clean)


def estimate(estimator: Estimator, clip: Path, every: int) -> list[Sighting]:
    """The landmarks of a clip; of one picture in so many, and between them on a straight line."""
    with open_clip(clip) as frames:
        seen = [
            Sighting(f.t_s, estimator(f) if i % every == 0 else None, f.size_px) for i, f in enumerate(frames)
        ]
    return seen if every == 1 else filled(seen, every)


def filled(seen: list[Sighting], every: int) -> list[Sighting]:
    """Poses between two that were looked at; none where one of the two has none."""
    last = (len(seen) - 1) // every * every
    found = []
    for i, s in enumerate(seen):
        before, after = seen[i - i % every], seen[min(i - i % every + every, last)]
        is_between = i % every and before.pose and after.pose
        found.append(replace(s, pose=_between(before.pose, after.pose, s.t_s)) if is_between else s)
    return found


def _between(before: Pose | None, after: Pose | None, t_s: float) -> Pose:
    assert before is not None
    assert after is not None
    span_s = after.t_s - before.t_s
    share = (t_s - before.t_s) / span_s if span_s > 0 else 0.0
    values = {
        name: getattr(before, name) + share * (getattr(after, name) - getattr(before, name))
        for name in ("xy_px", "world_m", "visibility")
    }
    return Pose(t_s=t_s, size_px=before.size_px, **values)


def joint_errors_pct(seen: Sequence[Sighting], exact: Sequence[Sighting]) -> Floats:
    """(N,) distances of the joints from the exact ones, in % of the clip's median torso length."""
    times_s = np.array([s.t_s for s in exact])
    torso_px = float(np.median([_torso_px(s.pose.xy_px) for s in exact if s.pose]))
    errors = []
    for s in seen:
        true = exact[int(np.abs(times_s - s.t_s).argmin())]
        if s.pose and true.pose and abs(true.t_s - s.t_s) <= SAME_S:
            errors.append(np.linalg.norm(s.pose.xy_px[JOINTS] - true.pose.xy_px[JOINTS], axis=1))
    return np.asarray(100 * _joined(errors) / torso_px)


def _torso_px(xy_px: NDArray[np.floating]) -> float:
    shoulders, hips = xy_px[[L.LEFT_SHOULDER, L.RIGHT_SHOULDER]], xy_px[[L.LEFT_HIP, L.RIGHT_HIP]]
    return float(np.linalg.norm(shoulders.mean(0) - hips.mean(0)))


def _joined(parts: Sequence[NDArray[np.floating]]) -> Floats:
    whole = np.concatenate([np.empty(0), *parts])
    return np.asarray(whole[np.isfinite(whole)], np.float64)


def _angles(scores: Iterable[ClipScore]) -> Floats:
    return _joined([np.abs(c.errors) for score in scores for c in score.compared if c.unit == "deg"])


def _keep(path: Path, seen: Sequence[Sighting], landmarks: Path) -> None:
    """Save landmarks with the truth of the same clip."""
    partial = path.with_suffix(".part.npz")
    compact.save(partial, seen, compact.load(landmarks)[1])
    shutil.move(partial, path)


def choose(
    folder: Path, all_truths: Sequence[tuple[Truth, Path]], clips: Path, each: int
) -> list[tuple[Truth, Path]]:
    """Of each exercise, the shortest clips whose pictures are at hand."""
    frames = {
        t.clip: int(json.loads((folder / f"{t.clip}.json").read_bytes())["frames"]) for t, _ in all_truths
    }
    by_exercise: dict[str, list[tuple[Truth, Path]]] = {}
    for truth, landmarks in sorted(all_truths, key=lambda pair: (frames[pair[0].clip], pair[0].clip)):
        of_this = by_exercise.setdefault(truth.exercise, [])
        if len(of_this) < each and (clips / f"{truth.clip}.mp4").exists():
            of_this.append((truth, landmarks))
    return [pair for pairs in by_exercise.values() for pair in pairs]
