"""One decoded video picture as upright RGB."""

from fractions import Fraction
from typing import cast

import cv2
import numpy as np
from av.sidedata.sidedata import SideData
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

Image = NDArray[np.uint8]

_UNSPECIFIED = 2  # AVCOL_SPC_UNSPECIFIED
_HD_HEIGHT_PX = 720  # players take untagged pictures from this height on for BT.709, smaller ones for BT.601


class Pictures:
    """Converts the pictures of one stream, all to the size of the first.

    Handles any pixel format, rotation and mirroring metadata, non-square pixels, and transparency
    (laid on white, as a browser shows it).

    Args:
        first: the first picture, which carries the stream's rotation.
        pixel_aspect: width of a pixel over its height, None for square ones.
        max_side_px: longest side of the result, None for no limit.
    """

    def __init__(self, first: VideoFrame, pixel_aspect: Fraction | None, max_side_px: int | None) -> None:
        self._stored_px = _stored_size(first.width, first.height, pixel_aspect, max_side_px)
        self._turn = Orientation.of(first)
        width, height = self._stored_px
        self.size_px = (height, width) if self._turn.swaps_axes else (width, height)
        # kept for all pictures: setting up a new converter costs more than converting
        self._reformatter = VideoReformatter()

    def __call__(self, raw: VideoFrame) -> Image:
        """Return (height, width, 3) uint8 of ``size_px``."""
        transparent = any(component.is_alpha for component in raw.format.components)
        rgb = self._reformatter.reformat(
            raw,
            width=self._stored_px[0],
            height=self._stored_px[1],
            format="rgba" if transparent else "rgb24",
            src_colorspace=_colorspace(raw),
            interpolation=Interpolation.AREA,
            threads=1,
        ).to_ndarray()
        image: Image = np.asarray(rgb, np.uint8)
        return self._turn.apply(_on_white(image) if transparent else image)


class Orientation:
    """How stored pixels are turned for display: by quarter turns, mirrored or not.

    Args:
        matrix: (2, 2) rows of the display matrix: a stored (x, y) is shown at x * row 0 + y * row 1.
    """

    def __init__(self, matrix: NDArray[np.int64]) -> None:
        (xx, xy), (yx, yy) = matrix.tolist()
        self.swaps_axes = abs(xy) > abs(xx)
        across, down = (yx, xy) if self.swaps_axes else (xx, yy)
        self._flip = {(False, False): None, (True, False): 1, (False, True): 0, (True, True): -1}[
            across < 0, down < 0
        ]

    @classmethod
    def of(cls, raw: VideoFrame) -> "Orientation":
        """Read the display matrix: 3x3 int32, row-major, libavutil/display.h."""
        data = raw.side_data.get("DISPLAYMATRIX")
        if data is None:
            return cls(np.eye(2, dtype=np.int64))
        return cls(
            np.frombuffer(bytes(cast(SideData, data)), np.int32).reshape(3, 3)[:2, :2].astype(np.int64)
        )

    def apply(self, image: Image) -> Image:
        """Return the picture upright."""
        if self.swaps_axes:
            image = np.asarray(cv2.transpose(image), np.uint8)
        return image if self._flip is None else np.asarray(cv2.flip(image, self._flip), np.uint8)


def _stored_size(
    width: int, height: int, aspect: Fraction | None, max_side_px: int | None
) -> tuple[int, int]:
    # an aspect within 1 % is rounding in the file, one beyond 4 a broken header
    square = aspect is None or not 0.25 <= aspect <= 4 or abs(aspect - 1) < 0.01
    shown = width if aspect is None or square else width * float(aspect)
    scale = min(1.0, max_side_px / max(shown, height)) if max_side_px else 1.0
    return max(1, round(shown * scale)), max(1, round(height * scale))


def _colorspace(raw: VideoFrame) -> Colorspace | None:
    if raw.colorspace == _UNSPECIFIED and raw.height >= _HD_HEIGHT_PX and not raw.format.is_rgb:
        return Colorspace.ITU709
    return None


def _on_white(rgba: Image) -> Image:
    alpha = rgba[..., 3:]
    if alpha.min() == 255:
        return np.ascontiguousarray(rgba[..., :3])
    weight = alpha.astype(np.uint16)
    blended = (rgba[..., :3] * weight + 255 * (255 - weight) + 127) // 255
    return blended.astype(np.uint8)
