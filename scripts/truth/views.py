"""Where the cameras of the sample clips stand: names, positions in metres, and the mat laid out there."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class View:
    """A camera place by name, as the truth file reports it, and the mat laid out for it."""

    name: str
    eye_m: tuple[float, float, float]
    at_m: tuple[float, float, float]
    fovy_deg: float
    size_px: tuple[int, int] = (640, 480)
    mat_m: tuple[float, float, float, float] = (-1.15, 1.05, -0.42, 0.42)


_STANDING_MAT = (-0.9, 0.9, -1.2, 0.6)
FRONT = View(
    name="front",
    eye_m=(0, -3.6, 1.0),
    at_m=(0, -0.1, 0.87),
    fovy_deg=36,
    size_px=(480, 640),
    mat_m=_STANDING_MAT,
)
SQUAT_SIDE = replace(FRONT, name="side_left", eye_m=(3.4, -0.22, 1.0), at_m=(0, -0.22, 0.82), fovy_deg=37)
LUNGE_SIDE = View(
    name="side_left", eye_m=(3.6, -0.35, 0.95), at_m=(0, -0.35, 0.78), fovy_deg=34, mat_m=_STANDING_MAT
)
LUNGE_FRONT = replace(FRONT, eye_m=(0, -4.2, 1.0), at_m=(0, -0.3, 0.78), fovy_deg=30)
BRIDGE_SIDE = View(name="side_left", eye_m=(0.1, -2.9, 0.8), at_m=(0.1, 0, 0.32), fovy_deg=29)
# half-way from the left side towards the head
BRIDGE_HEAD = View(name="oblique", eye_m=(2.14, -2.04, 0.5), at_m=(0.1, 0, 0.36), fovy_deg=31)
CLAM_FRONT = View(name="front", eye_m=(0, -2.9, 0.9), at_m=(0, 0, 0.28), fovy_deg=31)
CLAM_HIGH = View(name="front", eye_m=(0, -2.5, 2.0), at_m=(0.02, -0.1, 0.15), fovy_deg=31)
KNEELING_SIDE = View(name="side_right", eye_m=(-0.1, -3.0, 0.8), at_m=(-0.1, 0, 0.38), fovy_deg=36)
PRONE_SIDE = View(name="side_right", eye_m=(-0.05, -3.1, 0.8), at_m=(-0.05, 0, 0.34), fovy_deg=38)
DOWN_SIDE = View(name="side_right", eye_m=(-0.1, -4.0, 1.0), at_m=(-0.1, 0, 0.75), fovy_deg=30)
