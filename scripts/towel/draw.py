"""Draws a foot on a towel: the toes pull it towards the heel and let it go, over a floor with a grain."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
# Where the middle half of the picture begins and ends; the towel lies there.
_LOW, _HIGH = 0.25, 0.75


@dataclass(frozen=True, kw_only=True)
class TowelFilm:
    """One film.

    Args:
        pulls: how far the towel moves in each curl, in shares of the picture's width.
        every_s: from one curl to the next; a third of it the towel lies still.
        first_s: when the first one begins.
        fps: frames a second.
        noise: strength of the sensor's noise, grey levels.
        shake_px: how far a hand-held camera wanders, at most.
        size_px: width and height.
        seed: of texture and noise.
    """

    pulls: tuple[float, ...]
    every_s: float = 2.4
    first_s: float = 1.5
    fps: float = 20.0
    noise: float = 4.0
    shake_px: float = 0.0
    size_px: tuple[int, int] = (320, 240)
    seed: int = 1

    @property
    def length_s(self) -> float:
        """Seconds, with a rest at the end."""
        return self.first_s + len(self.pulls) * self.every_s + 1.5

    def pulled(self, t_s: float) -> float:
        """How far the towel is pulled at a moment, in shares of the picture's width."""
        number, into_s = divmod(t_s - self.first_s, self.every_s)
        if not 0 <= number < len(self.pulls) or into_s > self.every_s * 2 / 3:
            return 0.0
        return self.pulls[int(number)] * (0.5 - 0.5 * math.cos(2 * math.pi * into_s / (self.every_s * 2 / 3)))

    def pictures(self) -> Iterator[tuple[float, Picture]]:
        """Each moment (s) with its picture (height, width, 3)."""
        rng = np.random.default_rng(self.seed)
        wide, high = self.size_px
        floor, cloth = grain(rng, (high + 40, wide + 40), 9.0), grain(rng, (high, 2 * wide), 3.0)
        for i in range(round(self.length_s * self.fps)):
            t_s = i / self.fps
            yield t_s, self._noisy(self._drawn(floor, cloth, t_s), rng)

    def _drawn(self, floor: Picture, cloth: Picture, t_s: float) -> Picture:
        wide, high = self.size_px
        x, y = (round(20 + self.shake_px * math.sin(k * t_s)) for k in (0.9, 0.6))
        picture = floor[y : y + high, x : x + wide].copy()
        shift = self.pulled(t_s) * wide
        top, bottom, left, right = (
            round(s * v) for s, v in ((_LOW, high), (_HIGH, high), (_LOW, wide), (_HIGH, wide))
        )
        # the towel slides under the heel, which stays; the toes curl with it
        moved = np.array([[1, 0, -wide / 2 + shift], [0, 1, 0]], np.float32)
        towel = cv2.warpAffine(cloth, moved, (wide, high))
        picture[top:bottom, left:right] = towel[top:bottom, left:right]
        toes = (round(0.52 * wide + shift * 0.8), round(0.5 * high))
        cv2.ellipse(picture, toes, (round(0.09 * wide), round(0.12 * high)), 0, 0, 360, (196, 150, 128), -1)
        for k in (-2, -1, 0, 1, 2):
            nail = (toes[0] - round(0.06 * wide), toes[1] + round(0.045 * k * high))
            cv2.circle(picture, nail, 4, (226, 190, 176), -1)
        cv2.ellipse(
            picture,
            (round(0.8 * wide), round(0.5 * high)),
            (round(0.24 * wide), round(0.1 * high)),
            *(0, 0, 360),
            (188, 142, 120),
            -1,
        )
        return picture

    def _noisy(self, picture: Picture, rng: np.random.Generator) -> Picture:
        noisy = picture + rng.normal(0.0, self.noise, picture.shape)
        return np.clip(noisy, 0, 255).astype(np.uint8)


def grain(rng: np.random.Generator, size: tuple[int, int], blur_px: float) -> Picture:
    """A grained surface (height, width, 3), coarser with more blur."""
    rough = cv2.GaussianBlur(rng.normal(0.0, 1.0, size), (0, 0), blur_px)
    level = 128 + 45 * rough / float(np.std(rough))
    return np.repeat(np.clip(level, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
