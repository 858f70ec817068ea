"""Similarity: how much an encoded picture looks like what it was made of.

The structural similarity index of Wang, Bovik, Sheikh and Simoncelli ("Image quality assessment:
from error visibility to structural similarity", 2004), over blocks of eight by eight pixels that
do not overlap, of the brightness alone. 1 is the same picture.
"""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageMath

_BLOCK = 8  # pixels
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def similarity(one: Image.Image, other: Image.Image) -> float:
    """Return the similarity of two pictures of one size, both RGB or grey."""
    x, y = (each.convert("L").convert("F") for each in (one, other))
    means = [_mean(each) for each in (x, y, _product(x, x), _product(y, y), _product(x, y))]
    names = ("x", "y", "xx", "yy", "xy")
    index = ImageMath.lambda_eval(_index, **dict(zip(names, means, strict=True)))
    return float(index.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))


def _mean(image: Image.Image) -> Image.Image:
    return image.reduce(_BLOCK)


def _product(one: Image.Image, other: Image.Image) -> Image.Image:
    product: Image.Image = ImageMath.lambda_eval(lambda of: of["a"] * of["b"], a=one, b=other)
    return product


def _index(of: dict[str, Any]) -> Any:
    x, y = of["x"], of["y"]
    spread = of["xx"] - x * x + of["yy"] - y * y
    together = of["xy"] - x * y
    return (x * y * 2 + _C1) * (together * 2 + _C2) / ((x * x + y * y + _C1) * (spread + _C2))
