"""Drawings as text: the few shapes that a report needs."""

from collections.abc import Iterable

from markupsafe import Markup, escape

Point = tuple[float, float]


def tag(name: str, *inside: str, **attributes: object) -> Markup:
    """One element; text inside is escaped unless it is markup, ``stroke_width`` becomes ``stroke-width``."""
    words = [f'{key.rstrip("_").replace("_", "-")}="{escape(_text(v))}"' for key, v in attributes.items()]
    opening = " ".join([name, *words])
    content = Markup("").join(escape(part) for part in inside)
    return Markup(f"<{opening}>{content}</{name}>")


def _text(value: object) -> str:
    # a tenth of a unit is finer than a printer's dot
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def drawing(width: float, height: float, label: str, *inside: str, **attributes: object) -> Markup:
    """A whole picture with the words for who cannot see it."""
    box = f"0 0 {_text(width)} {_text(height)}"
    return tag("svg", tag("title", label), *inside, viewBox=box, role="img", aria_label=label, **attributes)


def polyline(points: Iterable[Point], class_: str) -> Markup:
    """A line through some points."""
    return tag("polyline", points=" ".join(f"{_text(x)},{_text(y)}" for x, y in points), class_=class_)


def line(a: Point, b: Point, class_: str) -> Markup:
    """A straight line."""
    return tag("line", x1=float(a[0]), y1=float(a[1]), x2=float(b[0]), y2=float(b[1]), class_=class_)


def rect(x: float, y: float, width: float, height: float, class_: str) -> Markup:
    """A box."""
    return tag(
        "rect", x=float(x), y=float(y), width=max(float(width), 0.0), height=float(height), class_=class_
    )


def text(x: float, y: float, words: str, class_: str = "", anchor: str = "middle") -> Markup:
    """A few words."""
    return tag("text", words, x=float(x), y=float(y), class_=class_, text_anchor=anchor)


def triangle(x: float, y: float, class_: str) -> Markup:
    """The mark of a fault: points up, about its middle."""
    return tag("path", d=f"M{_text(x)} {_text(y - 5)}l5.5 9.5h-11z", class_=class_)


def diamond(x: float, y: float, class_: str) -> Markup:
    """The mark of a caution."""
    return tag("path", d=f"M{_text(x)} {_text(y - 5)}l5 5l-5 5l-5 -5z", class_=class_)
