"""From what a backend saw to what the engine judges: jumps found, landmarks mended, signals measured."""

from dataclasses import dataclass, field, replace

from formcheck.motion.observe import Observation, Observer
from formcheck.pose.back import Home
from formcheck.pose.cut import CutFinder, Verdict
from formcheck.pose.doubt import Doubt
from formcheck.pose.leap import Outline
from formcheck.pose.pose import Pose
from formcheck.pose.repair import Repair


@dataclass(slots=True)
class Take:
    """What is remembered of one person from one camera place."""

    doubt: Doubt = field(default_factory=Doubt)
    repair: Repair = field(default_factory=Repair)
    observer: Observer = field(default_factory=Observer)
    past: list[Outline] = field(default_factory=list)

    def step(self, t_s: float, pose: Pose | None) -> tuple[Pose | None, Observation]:
        """Take one raw pose; return the repaired one, None where it is no body, and what was measured."""
        if pose is not None:
            self.past = Home.recent(self.past, pose)
            pose = None if self.doubt.step(pose, self.past[-1]) else pose
        mended = self.repair.step(t_s, pose)
        return mended, self.observer.step(t_s, mended)


class Measuring:
    """One person's raw poses in, repaired poses and observations out.

    A cut starts it anew: what was learned of the person from one camera place is not used in another. If it
    was none, but the track went over to somebody who passed, and is back, then it goes on as before.

    Args:
        follows_motion: as in ``Observer``.
    """

    def __init__(self, *, follows_motion: bool = False) -> None:
        self._follows_motion = follows_motion
        self._cuts, self._take = CutFinder(), self._new_take()
        self._left: tuple[Take, Home] | None = None

    def step(self, t_s: float, pose: Pose | None) -> tuple[Pose | None, Observation]:
        """Take one raw pose, or None when nobody was seen.

        Returns:
            The repaired pose, None also while a leap may yet prove a slip of the tracking, or where the pose
            is no body; and what was measured.
        """
        verdict = self._cuts.step(pose) if pose is not None else Verdict.SAME
        if pose is not None and self._is_back(pose):
            mended, seen = self._take.step(t_s, pose)
            return mended, replace(seen, is_back=True)
        if verdict is Verdict.CUT:
            # who returns from a short absence is waited for, not who was seen meanwhile
            self._left = self._left or (self._take, Home(self._take.past))
            self._take = self._new_take()
        mended, seen = self._take.step(t_s, None if verdict is Verdict.WAIT else pose)
        return mended, replace(seen, cut_s=self._cuts.leapt_s) if verdict is Verdict.CUT else seen

    def _new_take(self) -> Take:
        return Take(observer=Observer(follows_motion=self._follows_motion))

    def _is_back(self, pose: Pose) -> bool:
        """Whether the person from before the last leap is back; then their take is taken up again."""
        if self._left is None:
            return False
        take, home = self._left
        is_back = home.is_back(pose)
        if is_back:
            # what looks like a leap is the way back
            self._take, self._cuts = take, CutFinder()
        if is_back or home.is_over(pose.t_s):
            self._left = None
        return is_back
