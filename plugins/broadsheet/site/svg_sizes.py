"""SVG sizes: how large a drawing wants to be shown, by its root element."""

from __future__ import annotations

import math
import re
from typing import Any

ROOTS = ("{http://www.w3.org/2000/svg}svg", "svg")
"""The names that the root of an SVG file may have."""

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
"""A number of an SVG, as a regular expression."""

_LENGTH = re.compile(rf"\s*({NUMBER})(?:px)?\s*")


def shown_size(root: Any) -> tuple[int, int]:
    """Return width and height in CSS pixels of a drawing; 0 for one that has none.

    They are taken from `width` and `height` where these are pixels, else from the viewBox. Browsers
    would show 300 by 150 pixels of one that tells neither, whatever it draws.
    """
    width, height = _length(root.get("width")), _length(root.get("height"))
    box = view_box(root.get("viewBox"))
    if box and width is None and height is None:
        width, height = box
    elif box and width is None and height is not None:
        width = height * box[0] / box[1] if box[1] else 0.0
    elif box and height is None and width is not None:
        height = width * box[1] / box[0] if box[0] else 0.0
    return _pixels(width), _pixels(height)


def _pixels(length: float | None) -> int:
    """Round to whole pixels; a length above nothing is at least one."""
    if length is None or not math.isfinite(length) or length <= 0:
        return 0
    return max(1, round(length))


def _length(value: str | None) -> float | None:
    match = _LENGTH.fullmatch(value or "")
    return float(match[1]) if match else None


def view_box(value: str | None) -> tuple[float, float] | None:
    """Return width and height of a `viewBox` in its own units, None where it is none."""
    numbers = re.findall(NUMBER, value or "")
    return (float(numbers[2]), float(numbers[3])) if len(numbers) == 4 else None
