"""Where to put the camera: the places that several exercises share.

Which place shows which fault, and how well, was measured with rendered people seen from all around:
docs/accuracy/observability.md.
"""

from dataclasses import replace

from formcheck.engine.spec import Placement

MAP = "docs/accuracy/observability.md"
# Exercises that the map was not made for were filmed from their places all the same.
CLIPS = "evaluation clips of docs/accuracy/evaluation.md"


_FACING = Placement(
    name="facing you",
    shows="",
    yaw_deg=0.0,
    height_m=(0.8, 1.3),
    distance_m=(2.5, 4.0),
    is_upright=True,
    source=MAP,
)
_BESIDE = replace(_FACING, name="at your side", yaw_deg=90.0, height_m=(0.4, 1.0))


def facing(shows: str, source: str = MAP) -> Placement:
    """In front of somebody who stands."""
    return replace(_FACING, shows=shows, source=source)


def beside_standing(shows: str, source: str = MAP) -> Placement:
    """Square to the side of somebody who stands."""
    return replace(_BESIDE, shows=shows, source=source)


def beside_floor(shows: str, in_picture: str = "hands to feet") -> Placement:
    """Square to the side of somebody on the floor."""
    return replace(_BESIDE, shows=shows, distance_m=(2.5, 3.0), is_upright=False, in_picture=in_picture)
