"""Training pictures made different each time they are looked at: turned, moved, mirrored, relit, blurred."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from pelvis.sample import KEPT_PX
from pelvis.square import INPUT_PX
from pelvis.store import Samples

Floats = NDArray[np.float32]
Pictures = NDArray[np.uint8]
Ints = NDArray[np.int64]
# How far the square is off at run time beyond what its own landmarks do to it: turn, side, middle.
_TURN_DEG, _SCALE, _SHIFT_PX = 7.0, 0.08, 4.0
_FLAT_NOISE, _DEEP_NOISE_M = 0.008, 0.012


class Batch(NamedTuple):
    """What the network is given and should answer; all float32."""

    image: Floats
    marks: Floats
    truth: Floats


def plain(samples: Samples, rows: Ints) -> Batch:
    """The rows as they are at run time."""
    edge = (KEPT_PX - INPUT_PX) // 2
    crops = samples.crop[rows][:, edge : edge + INPUT_PX, edge : edge + INPUT_PX]
    return Batch(crops.astype(np.float32) / np.float32(255), samples.marks[rows], samples.truth[rows])


def varied(samples: Samples, rows: Ints, sets: Ints, rng: np.random.Generator) -> Batch:
    """The rows changed at random; pictures of one set are mirrored and coloured alike, as in one clip."""
    looks = {number: Change.drawn(rng) for number in np.unique(sets).tolist()}
    pairs = zip(rows.tolist(), sets.tolist(), strict=True)
    done = [looks[number].apply(samples, row, rng) for row, number in pairs]
    return Batch(*(np.stack(column) for column in zip(*done, strict=True)))


class Change(NamedTuple):
    """What all pictures of a set have in common."""

    mirrored: bool
    mix: Floats
    gamma: float
    blur_px: float

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> "Change":
        """Anything."""
        mix = np.eye(3) + rng.normal(0, 0.12, (3, 3))
        grey = rng.random() * (rng.random() < 0.5)
        mix = (1 - grey) * mix + grey * np.full((3, 3), 1 / 3)
        blur = float(rng.choice([0.0, 0.0, rng.uniform(0.3, 1.3)]))
        return cls(bool(rng.random() < 0.5), mix.astype(np.float32), float(rng.uniform(0.65, 1.5)), blur)

    def apply(self, samples: Samples, row: int, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
        """Picture, landmarks and truth of one row."""
        turn = np.radians(rng.normal(0, _TURN_DEG / 2))
        scale, shift = np.exp(rng.normal(0, _SCALE / 2)), rng.normal(0, _SHIFT_PX / 2, 2)
        image = self._picture(samples.crop[row], float(turn), float(scale), shift, rng)
        flat, deep = samples.marks[row][: 2 * 8].reshape(8, 2), samples.marks[row][2 * 8 :].reshape(8, 3)
        flat = _turned(flat, float(turn)) * scale + shift / INPUT_PX + rng.normal(0, _FLAT_NOISE, (8, 2))
        deep = _turned(deep, float(turn)) + rng.normal(0, _DEEP_NOISE_M, (8, 3))
        truth = _turned(samples.truth[row], float(turn))
        if self.mirrored:
            image = image[:, ::-1]
            swap = np.arange(8) ^ 1
            flat, deep = (flat * [-1, 1])[swap], (deep * [-1, 1, 1])[swap]
            # a mirrored left points from right to left again once the sides have changed their names
            truth = truth * np.array([[1, -1, -1], [-1, 1, 1], [1, -1, -1]])
        marks = np.concatenate([flat.ravel(), deep.ravel()])
        return image, marks.astype(np.float32), truth.astype(np.float32)

    def _picture(
        self, crop: Pictures, turn: float, scale: float, shift: NDArray[np.float64], rng: np.random.Generator
    ) -> Floats:
        cos, sin = scale * np.cos(turn), scale * np.sin(turn)
        turned = np.array([[cos, -sin], [sin, cos]])
        move = np.full(2, INPUT_PX / 2) + shift - turned @ np.full(2, KEPT_PX / 2)
        whole = cv2.warpAffine(
            crop, np.c_[turned, move], (INPUT_PX, INPUT_PX), borderMode=cv2.BORDER_REPLICATE
        )
        if self.blur_px:
            whole = cv2.GaussianBlur(whole, (0, 0), self.blur_px)
        light = (whole.astype(np.float32) / 255) @ self.mix
        light = np.clip(light, 0, 1) ** np.float32(self.gamma) * np.float32(rng.uniform(0.85, 1.15))
        noise = rng.standard_normal(light.shape, dtype=np.float32) * np.float32(rng.uniform(0, 0.025))
        return np.clip(light + noise, 0, 1)


def _turned(vectors: Floats, turn_rad: float) -> Floats:
    """The x and y of vectors turned clockwise in the picture, as the picture is."""
    cos, sin = np.cos(turn_rad), np.sin(turn_rad)
    out = np.array(vectors, np.float64)
    out[:, 0], out[:, 1] = (
        cos * vectors[:, 0] - sin * vectors[:, 1],
        sin * vectors[:, 0] + cos * vectors[:, 1],
    )
    return out.astype(np.float32)
