"""Where to put the camera, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A place of the camera, and what it is good for.

    Attributes:
        name: in words, as one would say it to the person: ``at your side``.
        shows: what can be judged from there, in words.
        yaw_deg: about the body, as ``View.yaw_deg``.
        height_m, distance_m: from and to, above the floor and away.
        is_upright: whether a phone stands upright there, instead of lying on its side.
        is_close: whether it stands nearer than the usual 2 m on purpose, because what moves is small.
        in_picture: what must be seen.
        source: the figures behind it.
    """

    name: str
    shows: str
    yaw_deg: float
    height_m: tuple[float, float]
    distance_m: tuple[float, float]
    is_upright: bool = False
    is_close: bool = False
    in_picture: str = "head to feet"
    source: str

    @property
    def words(self) -> str:
        """The advice in one sentence, without its end."""
        phone = "phone upright" if self.is_upright else "phone on its side"
        where = f"{_from_to(*self.height_m)} m high, {_from_to(*self.distance_m)} m away"
        return f"Camera {self.name}, {where}, {phone}, {self.in_picture} in the picture: shows {self.shows}"


def _from_to(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
