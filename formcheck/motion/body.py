"""One pose made convenient: named points, the trunk's directions in the picture, and the person's scale."""

import math
from dataclasses import dataclass, field

import numpy as np

from formcheck.motion.geometry import NAN, Vector, joint_deg
from formcheck.motion.ground import NO_GROUND, Ground
from formcheck.motion.view import NO_VIEW, BodyAxes, Posture, View
from formcheck.pose.landmarks import Landmark as L
from formcheck.pose.pose import Pose
from formcheck.pose.scale import px_per_m

SIDE_NAMES = ("left", "right")
# by (joint, side); a name put together and looked up costs ten times as much, a hundred times a frame
_AT = {
    (name[len(s) + 1 :].lower(), s): int(at)
    for s in SIDE_NAMES
    for name, at in L.__members__.items()
    if name.startswith(f"{s.upper()}_")
}


@dataclass(slots=True)
class Body:
    """A pose with the view it was seen from; every signal is a function of this.

    Attributes:
        xy: (33, 2) float64 pixels.
        view, posture, axes: the averaged view at that moment.
        leg_px: the person's standing hip height in pixels at the present distance; NaN before it was seen.
        ground: how low each foot has been in the picture.
        main_motion: how far the person is from where they rest, see ``body_motion``; NaN unless followed.
        travel: how fast the hips move to the person's left, in standing legs a second; NaN for a single pose.
    """

    pose: Pose
    view: View = NO_VIEW
    posture: Posture = Posture.UNKNOWN
    axes: BodyAxes | None = None
    leg_px: float = NAN
    ground: Ground = NO_GROUND
    travel: float = NAN
    main_motion: float = NAN
    xy: Vector = field(init=False)
    _middles: dict[str, Vector] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.xy = self.pose.xy_px.astype(np.float64)

    def point(self, joint: str, side: str) -> Vector:
        """Pixels of a joint: ``point("knee", "left")``."""
        found: Vector = self.xy[_AT[joint, side]]
        return found

    def seen(self, joint: str, side: str) -> float:
        """How much the pose model claims to see a joint, 0 to 1."""
        return float(self.pose.visibility[_AT[joint, side]])

    @property
    def is_blazepose(self) -> bool:
        """Whether BlazePose's known biases apply: it alone gives metres, and another model errs elsewhere."""
        return not math.isnan(float(self.pose.world_m[L.NOSE, 0]))

    def middle(self, joint: str) -> Vector:
        """Pixels half way between the left and the right joint."""
        if joint not in self._middles:
            self._middles[joint] = (self.point(joint, "left") + self.point(joint, "right")) / 2
        return self._middles[joint]

    @property
    def trunk(self) -> Vector:
        """Pixels from the middle of the hips to the middle of the shoulders."""
        return self.middle("shoulder") - self.middle("hip")

    def back_sign(self) -> float:
        """+1 when the person's front lies clockwise of the head direction in the picture, -1 otherwise.

        The sign tells a joint that opens towards the front from one that opens towards the back, which an
        unsigned angle cannot: a bridge at 190 degrees from one at 170. NaN before a person was seen.
        """
        if self.axes is None:
            return NAN
        front, up = self.axes.front[:2], self.axes.up[:2]
        return math.copysign(1.0, float(up[0] * front[1] - up[1] * front[0]))

    def front_sign(self) -> float:
        """+1 when the person's front is turned towards the camera, -1 when it is turned away."""
        return NAN if self.axes is None else math.copysign(1.0, -float(self.axes.front[2]))

    def left_sign(self) -> float:
        """+1 when the person's left is to the right of the picture (seen from the front), -1 from behind."""
        return NAN if self.axes is None else math.copysign(1.0, float(self.axes.left[0]))


class StandingHeight:
    """Remembers how high above the feet this person's hips are when upright, in model metres."""

    # A set lasts a minute or two: what was seen in it counts, what was seen before fades.
    FADE_S = 60.0
    # With straight legs this is the standing height, however high an earlier guess was.
    STRAIGHT_S = 1.0
    # One-frame spikes must not raise the mark: the height has to be reached for this long.
    RISE_S = 0.15

    # The scale changes as somebody walks up, not as a knee bends.
    SCALE_S = 0.5

    def __init__(self) -> None:
        self._best_m = self._t_s = self._scale = NAN

    def step(self, body: Body) -> float:
        """Take one pose; return the standing hip height in pixels at the present distance."""
        dt_s = body.pose.t_s - self._t_s if not math.isnan(self._t_s) else 0.0
        self._t_s = body.pose.t_s
        self._scale = self._follow(px_per_m(body.pose), dt_s)
        height_m = hip_height_px(body) / self._scale
        if not math.isnan(height_m) and body.posture is Posture.STANDING:
            self._learn(height_m, dt_s, legs_straight(body))
        return self._best_m * self._scale

    def _follow(self, scale: float, dt_s: float) -> float:
        if math.isnan(scale) or math.isnan(self._scale):
            return self._scale if math.isnan(scale) else scale
        return self._scale + (scale - self._scale) * min(1.0, dt_s / self.SCALE_S)

    def _learn(self, height_m: float, dt_s: float, straight: bool) -> None:
        if math.isnan(self._best_m):
            self._best_m = height_m
        rising = height_m > self._best_m
        over_s = self.RISE_S if rising else self.STRAIGHT_S if straight else self.FADE_S
        self._best_m += (height_m - self._best_m) * min(1.0, dt_s / over_s)


def legs_straight(body: Body) -> bool:
    """Whether both knees are straight, in the picture and, roughly, in the pose model's 3D."""
    return all(_knee_straight(body, side) for side in SIDE_NAMES)


def _knee_straight(body: Body, side: str) -> bool:
    hip, knee, ankle = (_AT[joint, side] for joint in ("hip", "knee", "ankle"))
    flat = joint_deg(body.xy[hip], body.xy[knee], body.xy[ankle])
    world = body.pose.world_m.astype(np.float64)
    deep = joint_deg(world[hip], world[knee], world[ankle])
    return flat > 165.0 and not deep < 145.0


def hip_height_px(body: Body) -> float:
    """Height of the hips above the lower ankle: the lower one stands, the other may be raised."""
    ankles_y = body.point("ankle", "left")[1], body.point("ankle", "right")[1]
    seen = [y for y in ankles_y if not math.isnan(y)]
    return float(max(seen) - body.middle("hip")[1]) if seen else NAN


# Somebody on the floor holds a foot up when it is this far above the other in the picture, in trunk lengths.
# Two planted feet differ by up to 0.2, seen obliquely.
FOOT_UP = 0.5


def foot_up_side(body: Body) -> str | None:
    """The side whose foot is held clearly above the other; None when both are planted or one is not seen."""
    rise_px = float(body.point("ankle", "right")[1] - body.point("ankle", "left")[1])
    if not abs(rise_px) > FOOT_UP * math.hypot(*body.trunk):
        return None
    return "left" if rise_px > 0 else "right"
