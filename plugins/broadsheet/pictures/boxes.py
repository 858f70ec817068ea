"""Boxes: which pixels of a picture a shape shows."""

from __future__ import annotations

from broadsheet.story.framing import SHAPES, Point, Region

Box = tuple[int, int, int, int]
"""Pixels of a picture: its left, upper, right and lower edge."""

_LOST = 0.2  # of the pixels of a file, which readers would load for nothing


def box_of(
    size: tuple[int, int], shape: str, focus: Point | None = None, region: Region | None = None
) -> Box:
    """Return the largest part of a picture that has a shape.

    size: its width and height in pixels. focus: what is to be in the middle, as far as that goes;
    by itself it is the middle of the picture, or of the region. region: beyond which nothing is
    shown.
    """
    width, height = size
    left, top, right, bottom = region or (0.0, 0.0, 1.0, 1.0)
    middle = focus or ((left + right) / 2, (top + bottom) / 2)
    room = max(1.0, (right - left) * width), max(1.0, (bottom - top) * height)
    wide = min(room[0], room[1] * SHAPES[shape])
    high = wide / SHAPES[shape]
    x, w = _placed(middle[0] * width, wide, left * width, right * width, width)
    y, h = _placed(middle[1] * height, high, top * height, bottom * height, height)
    return x, y, x + w, y + h


def _placed(middle: float, length: float, low: float, high: float, most: int) -> tuple[int, int]:
    """Return where a length begins whose middle is as near as can be, and its pixels."""
    start = max(low, min(middle - length / 2, high - length))
    pixels = min(most, max(1, round(length)))
    return max(0, min(round(start), most - pixels)), pixels


def size_of(box: Box) -> tuple[int, int]:
    """Return the width and the height of a part of a picture."""
    left, top, right, bottom = box
    return right - left, bottom - top


def is_far_from(size: tuple[int, int], box: Box) -> bool:
    """Say whether a part leaves out so much of a picture that it is worth a file of its own."""
    width, height = size_of(box)
    return width * height < (1 - _LOST) * size[0] * size[1]
