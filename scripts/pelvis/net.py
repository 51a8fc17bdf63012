"""The part that is trained: what the landmark model's lower layers see of the hips, and the landmarks, in."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from pelvis.backbone import CELLS, CHANNELS
from pelvis.square import MARKS

VECTORS = 3
_WIDE, _OUT = 48, 24


class Head(nn.Module):  # type: ignore[misc]
    """Features and landmarks to three unit vectors.

    Args:
        mean, spread: (88,) of the features over the training pictures.
        picture: whether it looks at the picture; without, the landmarks show what they are worth alone.
    """

    def __init__(self, mean: NDArray[np.float32], spread: NDArray[np.float32], *, picture: bool) -> None:
        super().__init__()
        self._picture = picture
        self.register_buffer("mean", torch.from_numpy(mean).reshape(1, CHANNELS, 1, 1))
        self.register_buffer("spread", torch.from_numpy(spread).reshape(1, CHANNELS, 1, 1))
        self._look = nn.Sequential(
            *_conv(CHANNELS, _WIDE, 1),
            *_conv(_WIDE, _WIDE, 3),
            nn.Dropout2d(0.1),
            *_conv(_WIDE, _OUT, 1),
            nn.Flatten(),
        )
        self._read = nn.Sequential(nn.Linear(MARKS, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU())
        self._join = nn.Sequential(
            nn.Dropout(0.2),
            nn.Linear(_OUT * CELLS**2 * picture + 64, 128),
            nn.ReLU(),
            nn.Dropout(0.2),
            nn.Linear(128, 3 * VECTORS),
        )

    def forward(self, features: Tensor, marks: Tensor) -> Tensor:
        """(N, 88, 6, 6) and (N, 40) to (N, 3, 3)."""
        parts = [self._look((features - self.mean) / self.spread)] if self._picture else []
        parts.append(self._read(marks))
        vectors = self._join(torch.cat(parts, 1)).reshape(-1, VECTORS, 3)
        return vectors / (vectors.norm(dim=2, keepdim=True) + 1e-6)


def _conv(inputs: int, outputs: int, size: int) -> tuple[nn.Module, ...]:
    convolution = nn.Conv2d(inputs, outputs, size, padding=size // 2, bias=False)
    return convolution, nn.BatchNorm2d(outputs), nn.ReLU()
