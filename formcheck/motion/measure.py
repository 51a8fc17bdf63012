"""From what a backend saw to what the engine judges: jumps found, landmarks mended, signals measured."""

from dataclasses import replace

from formcheck.motion.observe import Observation, Observer
from formcheck.pose.cut import CutFinder, Verdict
from formcheck.pose.pose import Pose
from formcheck.pose.repair import Repair


class Measuring:
    """One person's raw poses in, repaired poses and observations out.

    A cut starts it anew: what was learned of the person from one camera place is not used in another.
    """

    def __init__(self) -> None:
        self._cuts, self._repair, self._observer = CutFinder(), Repair(), Observer()

    def step(self, t_s: float, pose: Pose | None) -> tuple[Pose | None, Observation]:
        """Take one raw pose, or None when nobody was seen.

        Returns:
            The repaired pose, None also while a leap may yet prove a slip of the tracking; and what was
            measured.
        """
        verdict = self._cuts.step(pose) if pose is not None else Verdict.SAME
        if verdict is Verdict.CUT:
            self._repair, self._observer = Repair(), Observer()
        mended = self._repair.step(t_s, None if verdict is Verdict.WAIT else pose)
        seen = self._observer.step(t_s, mended)
        return mended, replace(seen, cut_s=self._cuts.leapt_s) if verdict is Verdict.CUT else seen
