"""Lettering: how large the smallest letters of a drawing are.

Sizes are those of faces, as `font-size` and `style` give them and `transform` changes them. Of a
drawing whose style sheet sizes its letters nothing is known, nor of letters in other units.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from broadsheet.privacy.xml import local_name, parse
from broadsheet.site.svg_sizes import NUMBER, shown_size, view_box

_UNTOLD = 16.0  # pixels: the `medium` of browsers, of letters whose size is not told
_UNSHOWN = frozenset({"defs", "symbol", "title", "desc", "metadata"})
_LETTERING = frozenset({"text", "tspan", "textPath"})
_FACE = re.compile(r"(?:^|[;{\s])font(?:-size)?\s*:\s*([^;}]*)")
_SIZE = re.compile(r"\s*(\d+\.?\d*|\.\d+)(px|pt|em|%)?\s*")
_SCALING = re.compile(r"(matrix|scale)\s*\(([^)]*)\)")


def least_lettering(data: bytes) -> float:
    """Return the size of the smallest letters of an SVG, in pixels where it has its own width.

    0 where it has no letters, or where their size is not known. data: an SVG that can be read.
    """
    root = parse(data)
    if any(map(_hides_sizes, root.iterdescendants("*"))):
        return 0.0
    box = view_box(root.get("viewBox"))
    per_unit = shown_size(root)[0] / box[0] if box and box[0] else 1.0
    return min(_sizes(root), default=0.0) * per_unit


def _hides_sizes(element: Any) -> bool:
    """Say whether letters may have a size that no element tells, in its units or at all."""
    name = local_name(element.tag)
    is_of_letters = name == "style" and _FACE.search("".join(element.itertext()))
    return name == "svg" or bool(is_of_letters)


def _sizes(root: Any) -> Iterator[float]:
    """Yield the sizes of all letters in the units of the root."""
    waiting: list[tuple[Any, float | None, float]] = [(root, _UNTOLD, 1.0)]
    while waiting:
        element, size, scale = waiting.pop()
        name = local_name(element.tag)
        if name in _UNSHOWN:
            continue
        size, scale = _size_of(element, size), scale * _scaling(element.get("transform"))
        if size is not None and name in _LETTERING and (element.text or "").strip():
            yield size * scale
        waiting.extend((child, size, scale) for child in element.iterchildren("*"))


def _size_of(element: Any, inherited: float | None) -> float | None:
    """Return the size of an element's letters in its own units, None where it is not known."""
    styled = _FACE.search(element.get("style") or "")
    told = styled[1] if styled else element.get("font-size")
    if told is None:
        return inherited
    size = _SIZE.fullmatch(told)
    if size is None:
        return None
    number, unit = float(size[1]), size[2]
    if unit in ("em", "%"):
        return None if inherited is None else inherited * (number if unit == "em" else number / 100)
    return number * 4 / 3 if unit == "pt" else number


def _scaling(transform: str | None) -> float:
    """Return by how much an element's `transform` enlarges what is in it."""
    scale = 1.0
    for name, arguments in _SCALING.findall(transform or ""):
        numbers = [float(each) for each in re.findall(NUMBER, arguments)]
        if name == "matrix" and len(numbers) == 6:
            scale *= math.sqrt(abs(numbers[0] * numbers[3] - numbers[1] * numbers[2]))
        elif name == "scale" and numbers:
            scale *= math.sqrt(abs(numbers[0] * numbers[-1]))
    return scale
