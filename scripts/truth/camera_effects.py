"""What happens between the room and the file: long exposures, and a second person in the picture."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from truth.look import Look

if TYPE_CHECKING:
    # drawing needs packages that mixing finished pictures does not
    from truth.body import Placed
    from truth.render import Renderer

Picture = NDArray[np.uint8]

_GAMMA = 2.2
_TO_LIGHT = (np.arange(256) / 255).astype(np.float32) ** _GAMMA


class Layer(NamedTuple):
    """A picture of one person in the room, and how much of each pixel (0 to 1) the person covers."""

    picture: Picture
    cover: NDArray[np.float32]


def exposure_times_s(t_s: float, exposure_s: float, count: int) -> list[float]:
    """``count`` moments spread evenly over an exposure whose middle is ``t_s``; not before 0."""
    shares = (np.arange(count) + 0.5) / count - 0.5
    return [max(0.0, float(t_s + share * exposure_s)) for share in shares]


def motion_blur(pictures: Sequence[Picture]) -> Picture:
    """One exposure: the mean light of pictures (height, width, 3) taken while the shutter was open."""
    if len(pictures) == 1:
        return pictures[0]
    light = np.mean([_TO_LIGHT[picture] for picture in pictures], axis=0, dtype=np.float32)
    return np.asarray(np.rint(255 * light ** (1 / _GAMMA)), np.uint8)


def in_room_of(look: Look, host: Look) -> Look:
    """``look``'s person in the room and the light of ``host``."""
    return replace(look, wall=host.wall, floor=host.floor, mat=host.mat, light=host.light)


class Together:
    """Draws two people in one room: each by their own renderer, then laid over each other.

    Args:
        first: the person who exercises; without a mirror.
        second: the other one: same camera, same mat and same room (see ``in_room_of``).
    """

    def __init__(self, first: "Renderer", second: "Renderer") -> None:
        self._first, self._second = first, second
        self._room = first.draw_room()

    def draw(self, first: "Placed", second: "Placed", second_in_front: bool) -> Picture:
        """The picture (height, width, 3); ``second_in_front`` says who is nearer to the camera."""
        layers = Layer(*self._second.draw_layer(second)), Layer(*self._first.draw_layer(first))
        front, back = layers if second_in_front else layers[::-1]
        return compose(front, back, self._room)


def compose(front: Layer, back: Layer, room: Picture) -> Picture:
    """Lay ``front`` over ``back`` in the empty ``room``; both shadows stay on the room."""
    ground = room * _shade(front, room) * _shade(back, room)
    behind = _over(back, ground)
    return np.asarray(np.clip(np.rint(_over(front, behind)), 0, 255), np.uint8)


def _over(layer: Layer, ground: NDArray[np.float32]) -> NDArray[np.float32]:
    cover = layer.cover[..., None]
    return np.asarray(cover * layer.picture + (1 - cover) * ground, np.float32)


def _shade(layer: Layer, room: Picture) -> NDArray[np.float32]:
    """How much light (0 to 1) the person's shadow leaves on each pixel of the room."""
    left = layer.picture / np.maximum(room, 1).astype(np.float32)
    return np.asarray(np.where(layer.cover[..., None] > 0, 1, np.minimum(left, 1)), np.float32)
