"""Sizes: in which widths and formats a picture is published."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

WIDTHS = (240, 360, 540, 800, 1200, 1800)
"""Pixels. Each has half the pixels of the next or less, so that none is far from what is needed."""

_LEAST = 480  # pixels; a picture no wider than this is published as it is
_TENTH = 0.9

AVIF, WEBP, JPEG, PNG = "image/avif", "image/webp", "image/jpeg", "image/png"
ENDINGS = {AVIF: "avif", WEBP: "webp", JPEG: "jpg", PNG: "png"}


class Size(Struct, frozen=True):
    """A file of a picture. width: pixels."""

    media_type: str
    width: int

    @property
    def name(self) -> str:
        """The name of the file among all of its picture."""
        return f"{self.width}.{ENDINGS[self.media_type]}"


class Sizes(Struct, frozen=True):
    """The files in which a picture is published.

    modern: by media types, the one that browsers are to prefer first; each in all widths, the
    smallest first. plain: for whoever knows neither of these, such as a program that reads feeds.
    """

    modern: tuple[tuple[Size, ...], ...]
    plain: Size

    @property
    def all(self) -> Iterator[Size]:
        """All files."""
        for sizes in self.modern:
            yield from sizes
        yield self.plain


def sizes_of(width: int, kind: str, *, is_opaque: bool) -> Sizes | None:
    """Return in which sizes a picture is published; None for one that is left as it is.

    width: its own, in pixels, which no other exceeds. is_opaque: whether nothing shines through.
    """
    if kind not in ("photograph", "drawing") or width <= _LEAST:
        return None
    widths = widths_of(width)
    media_types = (WEBP,) if kind == "drawing" else (AVIF, WEBP)
    plain = JPEG if kind == "photograph" and is_opaque else PNG
    modern = tuple(tuple(Size(each, of) for of in widths) for each in media_types)
    return Sizes(modern, Size(plain, widths[-1]))


def widths_of(width: int) -> tuple[int, ...]:
    """Return the widths of a picture of a width; a width that saves less than a tenth is left out.

    What counts are the pixels, by which the bytes go.
    """
    largest = min(width, WIDTHS[-1])
    return (*(each for each in WIDTHS if (each / largest) ** 2 < _TENTH), largest)


def height_of(width: int, original: tuple[int, int]) -> int:
    """Return the height of a picture in a width. original: width and height of the whole."""
    return max(1, round(width * original[1] / original[0]))
