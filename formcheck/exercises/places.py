"""Where to put the camera: the places that several exercises share.

Which place shows which fault, and how well, was measured with rendered people seen from all around:
docs/accuracy/observability.md.
"""

from formcheck.engine.spec import Placement

MAP = "docs/accuracy/observability.md"


def facing(shows: str) -> Placement:
    """In front of somebody who stands."""
    return Placement(
        name="facing you",
        shows=shows,
        yaw_deg=0.0,
        height_m=(0.8, 1.3),
        distance_m=(2.5, 4.0),
        is_upright=True,
        source=MAP,
    )


def beside_standing(shows: str) -> Placement:
    """Square to the side of somebody who stands."""
    return Placement(
        name="at your side",
        shows=shows,
        yaw_deg=90.0,
        height_m=(0.4, 1.0),
        distance_m=(2.5, 4.0),
        is_upright=True,
        source=MAP,
    )


def beside_floor(shows: str, in_picture: str = "hands to feet") -> Placement:
    """Square to the side of somebody on the floor."""
    return Placement(
        name="at your side",
        shows=shows,
        yaw_deg=90.0,
        height_m=(0.4, 1.0),
        distance_m=(2.5, 3.0),
        in_picture=in_picture,
        source=MAP,
    )
