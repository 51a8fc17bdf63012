"""Smooth lines, panels, text and signs on a picture, in units that grow with it."""

from functools import cache
from math import sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Colour = tuple[int, int, int]
Point = tuple[float, float]

# Okabe and Ito's palette, told apart with every common colour blindness (Color Universal Design, 2008).
WHITE: Colour = (255, 255, 255)
SOFT: Colour = (196, 208, 220)
NIGHT: Colour = (14, 20, 30)
BLUE: Colour = (86, 180, 233)
GREEN: Colour = (0, 190, 140)
ORANGE: Colour = (240, 165, 20)
VERMILION: Colour = (232, 92, 18)
GREY: Colour = (160, 168, 176)

CAP = 0.70  # height of capitals and digits of the built-in font over its size
REGULAR, BOLD = 500, 680  # font weights, 100 to 1000

_SHIFT = 4  # OpenCV takes positions in 1/16 pixel, so that slow movements do not step
_MIN_SHORT_SIDE_PX = 360  # smaller pictures are enlarged, or text on them would be unreadable
_MAX_LONG_SIDE_PX = 1920
_PANEL_OPACITY = 0.78
COLUMN = 43  # units; a count of two digits, and what it is to become
_BAND = 15  # units; two lines that can be read from three metres


def canvas_size(size_px: tuple[int, int], zoom: float = 1.0, *, has_column: bool = False) -> tuple[int, int]:
    """Width and height drawn for a picture of ``size_px``: even, as video needs, large enough for text."""
    width, height = _picture_size(size_px)
    column = _column_width(width, height, zoom) if has_column else 0
    return column + width, height + _band_height(width, height, zoom)


def _picture_size(size_px: tuple[int, int]) -> tuple[int, int]:
    # a strip that is thin as a line would become a picture of a hundred megabytes
    scale = max(1.0, min(_MIN_SHORT_SIDE_PX / min(size_px), _MAX_LONG_SIDE_PX / max(size_px)))
    width, height = (max(2, round(side * scale / 2) * 2) for side in size_px)
    return width, height


def _band_height(width: int, height: int, zoom: float) -> int:
    return 2 * round(_BAND * zoom * sqrt(width * height) / 200)


def _column_width(width: int, height: int, zoom: float) -> int:
    return 2 * round(COLUMN * zoom * sqrt(width * height) / 200)


class Canvas:
    """A copy of a picture to draw on, with a dark band below it, so that no text hides feet on a mat.

    Args:
        image_rgb: the picture.
        zoom: how much larger than usual all text is.
        has_column: whether there is a dark column left of the picture, so that no number hides the person.

    Attributes:
        image: uint8 RGB of ``canvas_size``.
        left: where the picture begins, right of the column.
        width: of column and picture.
        height: of the picture; the band follows below.
        band: height of the band.
        unit: pixels; a hundredth of the side of a square of the picture's area, times the zoom.
        scale: (2,) pixels here for a pixel of the original picture, in x and y.
    """

    def __init__(self, image_rgb: Image, zoom: float = 1.0, *, has_column: bool = False) -> None:
        size_px = image_rgb.shape[1], image_rgb.shape[0]
        width, self.height = _picture_size(size_px)
        self.left = _column_width(width, self.height, zoom) if has_column else 0
        self.width = self.left + width
        self.band = _band_height(width, self.height, zoom)
        self.image: Image = np.empty((self.height + self.band, self.width, 3), np.uint8)
        self.clear_margins()
        if size_px != (width, self.height):
            larger = cv2.resize(image_rgb, (width, self.height), interpolation=cv2.INTER_CUBIC)
            image_rgb = np.asarray(larger, np.uint8)
        self.image[: self.height, self.left :] = image_rgb
        self.scale = np.array([width / size_px[0], self.height / size_px[1]])
        self.unit = zoom * sqrt(width * self.height) / 100

    def clear_margins(self) -> None:
        """Remove from band and column what was drawn beyond the picture's edges."""
        whole = self.width - 1, self.height + self.band - 1
        # ten times as fast as NumPy, which spreads the three channels one by one
        cv2.rectangle(self.image, (0, self.height), whole, NIGHT, cv2.FILLED)
        if self.left:
            cv2.rectangle(self.image, (0, 0), (self.left - 1, whole[1]), NIGHT, cv2.FILLED)

    def line(self, start: Point, end: Point, colour: Colour, width_px: float) -> None:
        """Draw a line with round ends."""
        thickness = max(1, round(width_px))
        cv2.line(self.image, _fixed(start), _fixed(end), colour, thickness, cv2.LINE_AA, _SHIFT)

    def disc(self, centre: Point, radius_px: float, colour: Colour) -> None:
        """Draw a filled circle."""
        cv2.circle(self.image, _fixed(centre), round(radius_px * 16), colour, cv2.FILLED, cv2.LINE_AA, _SHIFT)

    def panel(self, left: float, top: float, width: float, height: float, colour: Colour = NIGHT) -> None:
        """Darken a rounded rectangle so that light text reads on any background."""
        if colour == NIGHT and left + width <= self.left:
            return  # the column is as dark as a panel can be
        x0, y0 = max(0, round(left)), max(0, round(top))
        region = self.image[y0 : round(top + height), x0 : round(left + width)]
        if not region.size:
            return
        mask = _rounded(region.shape[1], region.shape[0], round(1.6 * self.unit))
        weight = mask[..., None] * np.float32(_PANEL_OPACITY / 255)
        region[:] = np.rint(region + (np.array(colour, np.float32) - region) * weight).astype(np.uint8)

    def marker(self, centre: Point, radius_px: float, colour: Colour, *, hollow: bool) -> None:
        """Draw a joint: filled on the person's left, hollow on the right."""
        self.disc(centre, 1.35 * radius_px, NIGHT)
        self.disc(centre, radius_px, colour)
        if hollow:
            self.disc(centre, 0.55 * radius_px, NIGHT)

    def bar(self, left: float, top: float, width: float, height: float, colour: Colour) -> None:
        """Draw a filled bar with round ends."""
        radius = min(width, height) / 2
        if width >= height:
            start, end = (left + radius, top + radius), (left + width - radius, top + radius)
        else:
            start, end = (left + radius, top + radius), (left + radius, top + height - radius)
        self.line(start, end, colour, 2 * radius)

    def text(
        self,
        text: str,
        left: float,
        top: float,
        size_px: float,
        colour: Colour = WHITE,
        weight: int = REGULAR,
    ) -> None:
        """Write one line whose capitals reach from ``top`` to ``top + CAP * size_px``."""
        origin = round(left), round(top + CAP * size_px)
        cv2.putText(self.image, clean(text), origin, colour, _font(), max(6, round(size_px)), weight)

    def warning(self, centre: Point, radius_px: float, colour: Colour) -> None:
        """Draw a triangle with an exclamation mark, which says "fault" without its colour."""
        x, y = centre
        corners = np.array([(x, y - radius_px), (x + 1.05 * radius_px, y + 0.8 * radius_px)])
        corners = np.vstack([corners, (x - 1.05 * radius_px, y + 0.8 * radius_px)])
        points = [np.rint(corners * 16).astype(np.int32)]
        cv2.polylines(self.image, points, True, NIGHT, max(2, round(0.7 * radius_px)), cv2.LINE_AA, _SHIFT)
        cv2.fillPoly(self.image, points, colour, cv2.LINE_AA, _SHIFT)
        cv2.polylines(self.image, points, True, colour, max(1, round(0.3 * radius_px)), cv2.LINE_AA, _SHIFT)
        self.line((x, y - 0.4 * radius_px), (x, y + 0.2 * radius_px), NIGHT, 0.28 * radius_px)
        self.disc((x, y + 0.58 * radius_px), 0.17 * radius_px, NIGHT)


def clean(text: str) -> str:
    """One line without control characters and emoji; what else the font lacks becomes a question mark."""
    kept = "".join(
        char if char.isspace() or (char.isprintable() and ord(char) <= 0xFFFF) else "" for char in text
    )
    return " ".join(kept.split())


def text_width(text: str, size_px: float, weight: int = REGULAR) -> float:
    """Width in pixels of a line of text."""
    box = cv2.getTextSize((0, 0), clean(text), (0, 0), _font(), max(6, round(size_px)), weight)
    return float(box[2])


def fit(
    text: str, width_px: float, one_px: float, two_px: float, least_px: float, weight: int = REGULAR
) -> tuple[list[str], float]:
    """Lay text out on one line, else on two, as large as fits; cut as the last resort.

    Args:
        text: what to write.
        width_px: the room.
        one_px: largest font size on one line.
        two_px: largest on two lines, and the smallest before a second line is begun.
        least_px: smallest font size.
        weight: font weight.

    Returns:
        The lines and the font size.
    """
    lines, size_px = [clean(text)], one_px
    if text_width(lines[0], two_px, weight) > width_px:
        lines, size_px = _halves(lines[0], weight), two_px
    while size_px > least_px and any(text_width(line, size_px, weight) > width_px for line in lines):
        size_px = max(least_px, size_px - 1)
    return [_cut(line, width_px, size_px, weight) for line in lines], size_px


def _halves(text: str, weight: int) -> list[str]:
    """Break text where its two lines come out most alike; a single word stays whole."""
    words = text.split(" ")
    breaks = [[" ".join(words[:i]), " ".join(words[i:])] for i in range(1, len(words))]
    return min(breaks, key=lambda lines: max(text_width(line, 40, weight) for line in lines), default=[text])


def _cut(line: str, width_px: float, size_px: float, weight: int) -> str:
    while len(line) > 1 and text_width(line, size_px, weight) > width_px:
        line = line.rstrip("…")[:-1] + "…"
    return line


def _rounded(width: int, height: int, radius: int) -> NDArray[np.float32]:
    mask = np.zeros((height, width), np.uint8)
    radius = max(1, min(radius, width // 2, height // 2))
    cv2.rectangle(mask, (radius, 0), (width - radius - 1, height - 1), 255, cv2.FILLED)
    cv2.rectangle(mask, (0, radius), (width - 1, height - radius - 1), 255, cv2.FILLED)
    for x in (radius, width - radius - 1):
        for y in (radius, height - radius - 1):
            cv2.circle(mask, (x, y), radius, 255, cv2.FILLED, cv2.LINE_AA)
    return mask.astype(np.float32)


@cache
def _font() -> cv2.FontFace:
    return cv2.FontFace("sans")  # Rubik, built into OpenCV: no font has to be installed


def _fixed(point: Point) -> tuple[int, int]:
    return round(point[0] * 16), round(point[1] * 16)
