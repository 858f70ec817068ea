"""Framing: which part of a picture is shown where the whole of it does not fit.

An editor names the point that counts (`focus:`), or for single shapes the part itself (`crops:`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from msgspec import Struct
from pydantic import BeforeValidator, WithJsonSchema

from broadsheet.reporting.faults import choose_from
from broadsheet.story.fields import Unfit

SHAPES: Mapping[str, float] = {
    "3:2": 3 / 2,
    "16:9": 16 / 9,
    "4:3": 4 / 3,
    "1:1": 1,
    "1.91:1": 1.91,
}
"""The shapes in which pictures are cropped, and how much wider than high each is.

Cards are 3 to 2; search engines are given 16 to 9, 4 to 3 and 1 to 1
(https://developers.google.com/search/docs/appearance/structured-data/article); what is shared is
1.91 to 1 (https://ogp.me).
"""

CARD, SHARED = "3:2", "1.91:1"
FOUND = ("16:9", "4:3", "1:1")

FEWEST_PIXELS = 50_000
"""The pixels, all in all, below which search engines show no picture (the page named above)."""

Point = tuple[float, float]
"""A place in a picture: how far from its left and its upper edge, from 0 to 1."""

Region = tuple[float, float, float, float]
"""A part of a picture: its left, upper, right and lower edge, each as in `Point`."""

_PER_CENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?%")
_POINT = "write two numbers such as `40% 30%`: from the left and from the top"
_PART = "write four edges such as `10% 5% 90% 80%`: left, top, right, bottom"


class Framing(Struct, frozen=True, gc=False):
    """How a picture may be cropped.

    focus: the point that every crop keeps in its middle, as far as it can. crops: the part to be
    shown in each shape that has one of its own. is_whole: whether it must not be cropped.
    """

    focus: Point | None = None
    crops: tuple[tuple[str, Region], ...] = ()
    is_whole: bool = False


def _shares(value: object, count: int, mend: str) -> tuple[float, ...]:
    what = "point of a picture" if count == 2 else "part of a picture"
    if not isinstance(value, str):
        raise Unfit(f"a list or a group of keys, where a {what} is meant", mend)
    words = value.split()
    if len(words) != count or not all(map(_PER_CENT.fullmatch, words)):
        raise Unfit(f"“{value}” is no {what}", mend)
    shares = tuple(float(each.rstrip("%")) / 100 for each in words)
    if max(shares) > 1:
        raise Unfit(f"“{value}” lies outside of the picture", mend)
    return shares


def _focus(value: object) -> object:
    return _shares(value, 2, _POINT)


def _crops(value: object) -> object:
    """Return pairs of a shape and a part, and none for a picture that must not be cropped."""
    if value == "no":
        return ()
    if not isinstance(value, Mapping):
        raise Unfit("not a group of shapes", "write a line such as `16:9: 10% 5% 90% 80%`, or `no`")
    return tuple(sorted(_crop(value)))


def _crop(value: Mapping[Any, object]) -> Iterator[tuple[str, tuple[float, ...]]]:
    for shape, written in value.items():
        if shape not in SHAPES:
            raise Unfit(f"“{shape}” is no shape of ours", choose_from(str(shape), list(SHAPES)))
        left, top, right, bottom = part = _shares(written, 4, _PART)
        if left >= right or top >= bottom:
            raise Unfit(f"“{written}” leaves nothing of the picture", _PART)
        yield shape, part


_PATTERN = _PER_CENT.pattern
Focus = Annotated[
    Point,
    BeforeValidator(_focus),
    WithJsonSchema({"type": "string", "pattern": rf"^{_PATTERN} +{_PATTERN}$"}),
]
Crops = Annotated[
    tuple[tuple[str, Region], ...],
    BeforeValidator(_crops),
    WithJsonSchema(
        {
            "anyOf": [
                {"const": "no"},
                {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        shape: {"type": "string", "pattern": rf"^{_PATTERN}( +{_PATTERN}){{3}}$"}
                        for shape in SHAPES
                    },
                },
            ]
        }
    ),
]

FOCUS_TOLD = "The point that counts, from the left and from the top; every crop keeps it."
CROPS_TOLD = (
    "The part to be shown in a shape (3:2 on cards; 16:9, 4:3 and 1:1 for search engines; 1.91:1 "
    "where it is shared), by its edges: left, top, right, bottom. `no` for a picture that must not "
    "be cropped."
)
SMALL_TOLD = "`no` for a picture of which nothing can be made out in a small size, such as a chart."
CARD_TOLD = "Another picture for cards, such as a detail of a chart."
PHONE_TOLD = "Another picture for phones, such as a chart in large letters."
DARK_TOLD = "Another picture for dark screens, such as a drawing in light lines."
