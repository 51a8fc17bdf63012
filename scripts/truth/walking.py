"""Walking up to a place and turning there, or walking off: planted feet, swinging legs and arms."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from truth.idle import STILL, Idle
from truth.kinematics import OTHER, SIDE_SIGN, Array, X, Y, Z, about, ease, unit
from truth.passage import blend
from truth.pose import Arm, ArmAlong, Leg, LegTo, Pose, Poser, Trunk

# Length of a step (m) and its time (s): 1.1 m a second, an unhurried walk indoors.
STEP_M, STEP_S = 0.53, 0.50
# Distance of a foot from the line walked along (m), height of the swinging foot (m).
_ASIDE_M, _LIFT_M = 0.075, 0.06
# The foot leaves the floor over its ball and comes down on its heel, by these angles.
_OFF_DEG, _ON_DEG = 32.0, -10.0
# Time from standing to the exercise's own posture, and of standing quietly (s).
_SETTLE_S, _STAND_S = 0.8, 0.5
_GRID_S = 0.02
_SAMPLES = np.linspace(-0.5, 0.5, 9)


@dataclass(frozen=True)
class Foothold:
    """Where a foot stands: its ankle along the floor (m) and the turn of its toes from -Y (degrees)."""

    xy_m: Array
    turn_deg: float


@dataclass(frozen=True)
class Step:
    """One foot goes from one place to another between two times (s)."""

    side: str
    start_s: float
    end_s: float
    start: Foothold
    end: Foothold


@dataclass(frozen=True, eq=False)
class Walk:
    """A way on foot that ends or begins in the given pose.

    Args:
        poser: who walks.
        motion_pose: the exercise's resting pose, standing, for any idle movement.
        from_m: how far the other end of the way is.
        from_deg: where that end lies about the person: 0 in front (-Y), 90 on the left (+X).
        leaving: walk off instead of in.
    """

    poser: Poser
    motion_pose: Callable[[Idle], Pose]
    from_m: float = 2.4
    from_deg: float = 90.0
    leaving: bool = False

    @property
    def seconds(self) -> float:
        """How long it takes at a natural pace."""
        return self._walked_s + _SETTLE_S + _STAND_S

    def pose(self, poser: Poser, share: float, idle: Idle) -> Pose:
        """The pose at a share (0 to 1) of the time."""
        t_s = min(max(share, 0.0), 1.0) * self.seconds
        if self.leaving:
            settled = 1.0 - ease((t_s - _STAND_S) / _SETTLE_S)
            walk_s = t_s - _STAND_S - _SETTLE_S
        else:
            settled, walk_s = ease((t_s - self._walked_s) / _SETTLE_S), t_s
        own = self.motion_pose(idle)
        if settled >= 1.0:
            return own
        walking = self._walking(walk_s)
        return walking if settled <= 0.0 else blend(poser, walking, own, settled, "ankle")

    @property
    def _walked_s(self) -> float:
        # half a step more until the hips have come to rest over the feet
        return max(step.end_s for step in self._steps) + STEP_S / 2

    # ---- where the feet go

    @cached_property
    def _ends(self) -> dict[str, Foothold]:
        """Where the feet stand in the resting pose."""
        pose = self.motion_pose(STILL)
        points, placed = self.poser.points(pose), self.poser.place(pose)
        ends: dict[str, Foothold] = {}
        for side in SIDE_SIGN:
            toes = placed.rotation[f"foot_{side[0]}"] @ -Y
            turn = float(np.degrees(np.arctan2(toes[0], -toes[1])))
            ends[side] = Foothold(points[f"{side}_ankle"][:2], turn)
        return ends

    @cached_property
    def _steps(self) -> tuple[Step, ...]:
        heading = self.from_deg if self.leaving else self.from_deg - 180.0
        heading = (heading + 180.0) % 360.0 - 180.0
        centre = (self._ends["left"].xy_m + self._ends["right"].xy_m) / 2
        # the foot on the inside of the turn goes first, or the legs would cross
        first = "left" if (heading > 0) == self.leaving else "right"
        half = {side: self._beside(side, centre, heading / 2) for side in SIDE_SIGN}
        along = {side: self._beside(side, centre, heading) for side in SIDE_SIGN}
        if self.leaving:
            moves = [(first, half[first]), (OTHER[first], along[OTHER[first]])]
            return self._timed(self._ends, moves + self._line(first, centre, heading, 1.0))
        line = self._line(first, centre, heading, -1.0)
        start = {side: self._beside(side, self._far(centre), heading) for side in SIDE_SIGN}
        last = OTHER[line[-1][0]]
        turning = [(last, half[last]), (OTHER[last], self._ends[OTHER[last]]), (last, self._ends[last])]
        return self._timed(start, line + turning)

    def _far(self, centre: Array) -> Array:
        return np.asarray(centre + self.from_m * (about(Z, self.from_deg) @ -Y)[:2])

    def _line(self, first: str, centre: Array, heading: float, way: float) -> list[tuple[str, Foothold]]:
        """Steps along the straight part: towards the centre (``way`` -1) or away from it."""
        count = max(2, round(self.from_m / STEP_M))
        far = self._far(centre)
        start, end = (centre, far) if way > 0 else (far, centre)
        moves: list[tuple[str, Foothold]] = []
        side = first
        for k in range(1, count + 1):
            moves.append((side, self._beside(side, start + (end - start) * k / count, heading)))
            side = OTHER[side]
        return moves

    def _beside(self, side: str, centre: Array, turn_deg: float) -> Foothold:
        aside = about(Z, turn_deg) @ (X * SIDE_SIGN[side] * _ASIDE_M)
        return Foothold(np.asarray(centre + aside[:2]), turn_deg + 5.0 * SIDE_SIGN[side])

    def _timed(self, start: dict[str, Foothold], moves: list[tuple[str, Foothold]]) -> tuple[Step, ...]:
        now, steps, t = dict(start), [], STEP_S / 2 if self.leaving else 0.0
        for side, end in moves:
            # a tenth of the time both feet stand
            steps.append(Step(side, t + 0.05 * STEP_S, t + 0.95 * STEP_S, now[side], end))
            now[side], t = end, t + STEP_S
        return tuple(steps)

    def _foothold(self, side: str, t_s: float) -> tuple[Foothold, float, float]:
        """Where a foot is, how high it is lifted (m) and how far it pitches over its ball (degrees)."""
        mine = [step for step in self._steps if step.side == side]
        begun = [step for step in mine if step.start_s <= t_s]
        hold = begun[-1].end if begun else mine[0].start
        if begun and t_s < begun[-1].end_s:
            return _swinging(begun[-1], t_s)
        off = next((step.start_s for step in mine if step.start_s > t_s), None)
        length_m = next((_length_m(step) for step in mine if step.start_s > t_s), 0.0)
        pitch = 0.0
        if off is not None:
            pitch = _OFF_DEG * min(length_m, 1.0) * ease(1.0 - (off - t_s) / (0.5 * STEP_S))
        if begun and t_s < begun[-1].end_s + 0.15:
            pitch += _ON_DEG * min(_length_m(begun[-1]), 1.0) * (1 - ease((t_s - begun[-1].end_s) / 0.15))
        return hold, 0.0, pitch

    # ---- the body over them

    def _middle(self, t_s: float) -> tuple[Array, float]:
        """Middle of the feet (m) and their mean turn (degrees), smoothed over one step: hips do not stop."""
        rows = []
        for offset in _SAMPLES:
            left, right = (self._foothold(side, t_s + float(offset) * STEP_S)[0] for side in SIDE_SIGN)
            rows.append([*(left.xy_m + right.xy_m) / 2, (left.turn_deg + right.turn_deg) / 2])
        mean = np.mean(rows, 0)
        return mean[:2], float(mean[2])

    def _hips(self, t_s: float) -> tuple[Array, Array]:
        """Middle of the hips (m), never further from an ankle than the leg reaches, and the body's turn."""
        middle, turn_deg = self._middle(t_s)
        turn, poser = about(Z, turn_deg), self.poser
        reach_m = 0.9985 * (poser.body.thigh_m + poser.body.shank_m)
        heights = []
        for side in SIDE_SIGN:
            ankle = self._ankle(side, t_s)[0]
            top = np.array([*middle, 0.0]) + turn @ (X * SIDE_SIGN[side] * poser.body.hip_width_m / 2)
            heights.append(ankle[2] + np.sqrt(max(reach_m**2 - float(((ankle - top)[:2] ** 2).sum()), 0.01)))
        return np.array([*middle, min(heights)]), turn

    @cached_property
    def _heights(self) -> tuple[Array, Array]:
        """Times (s) and hip heights (m): as low as the longest stride near by needs, without a jolt."""
        times = np.arange(-STEP_S, self._walked_s + STEP_S, _GRID_S)
        most = np.array([self._hips(float(t))[0][2] for t in times])
        half = round(0.4 * STEP_S / _GRID_S)
        near = np.lib.stride_tricks.sliding_window_view(np.pad(most, half, mode="edge"), 2 * half + 1)
        lowest = np.pad(near.min(1), half, mode="edge")
        return times, np.lib.stride_tricks.sliding_window_view(lowest, 2 * half + 1).mean(1)

    def _walking(self, t_s: float) -> Pose:
        poser = self.poser
        hips, turn = self._hips(t_s)
        hips[2] = np.interp(t_s, *self._heights)
        feet = {side: self._ankle(side, t_s) for side in SIDE_SIGN}
        ahead = {side: float((turn.T @ (feet[side][0] - hips))[1]) for side in SIDE_SIGN}
        # the pelvis follows the leg in front, the chest the arm
        yaw = 10.0 * (ahead["right"] - ahead["left"])
        trunk = Trunk(
            pelvis=turn @ about(Z, -yaw),
            chest=turn @ about(Z, yaw) @ about(X, 2),
            head=turn @ about(X, 3),
            hip_centre_m=hips,
        )
        legs: dict[str, Leg] = {
            side: LegTo(ankle_m=ankle, pole=turn @ -Y, foot=foot, toe=toe)
            for side, (ankle, foot, toe) in feet.items()
        }
        arms = {side: _swung_arm(turn, side, ahead[OTHER[side]]) for side in SIDE_SIGN}
        return poser.build(trunk, legs, arms)

    def _ankle(self, side: str, t_s: float) -> tuple[Array, Array, Array]:
        """Ankle (m), and the rotations of foot and toes."""
        body = self.poser.body
        hold, lift, pitch = self._foothold(side, t_s)
        turn, level = about(Z, hold.turn_deg), np.array([*hold.xy_m, body.ankle_height_m + lift])
        foot = turn @ about(X, pitch)
        pivot = f"{side[0]}-foot-1"
        lever = body.cube[f"{side[0]}-ankle"] - (
            body.cube[pivot] if pitch >= 0 else body.landmarks[f"{side}_heel"][1]
        )
        ankle = level + (foot - turn) @ lever
        # toes that bend over the floor straighten as they leave it
        bend = pitch if pitch < 0 else pitch * min(1.0, lift / 0.04)
        return ankle, foot, turn @ about(X, bend)


def _length_m(step: Step) -> float:
    return float(np.linalg.norm(step.end.xy_m - step.start.xy_m))


def _swinging(step: Step, t_s: float) -> tuple[Foothold, float, float]:
    x = (t_s - step.start_s) / (step.end_s - step.start_s)
    # the foot is fastest in the middle, and still at both ends
    share, length = 3 * x * x - 2 * x**3, min(_length_m(step), 1.0)
    hold = Foothold(
        (1 - share) * step.start.xy_m + share * step.end.xy_m,
        (1 - share) * step.start.turn_deg + share * step.end.turn_deg,
    )
    pitch = length * ((1 - ease(x / 0.7)) * _OFF_DEG + ease((x - 0.5) / 0.5) * _ON_DEG)
    return hold, _LIFT_M * float(np.sin(np.pi * x)) * (0.4 + 0.6 * length), pitch


def _swung_arm(turn: Array, side: str, opposite_behind_m: float) -> Arm:
    """An arm that swings as the opposite foot does."""
    sign, swing = SIDE_SIGN[side], about(X, 55.0 * float(np.clip(opposite_behind_m, -0.5, 0.5)))
    bent = about(X, -8.0 - 18.0 * max(0.0, -opposite_behind_m))
    upper = turn @ swing @ unit([0.16 * sign, 0.03, -1.0])
    fore = turn @ swing @ bent @ unit([0.05 * sign, -0.10, -1.0])
    return ArmAlong(upper=upper, fore=fore, pole=turn @ np.array([0.4 * sign, 1.0, 0.0]))
