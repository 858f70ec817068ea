"""Sizes: in which widths and formats a picture may be published.

Which of them are worth a file is known once they are made; see `developing.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.pictures.boxes import Box, size_of
from broadsheet.story.framing import FEWEST_PIXELS

WIDTHS = (240, 360, 540, 800, 1000, 1400, 1800)
"""Pixels. Each has two thirds of those of the next or less: none is far from what is needed."""

_LEAST = 120  # pixels; a sign no wider than this is published as it is
_CUT_OUT = 1000  # pixels; as PNG, which takes ten times the bytes of JPEG, no one needs more
_SHARED = 1200  # pixels, as previews of links and search engines ask for
SAVED = 0.9  # of the next larger size; a tenth at least is to be saved

AVIF, WEBP, JPEG, PNG = "image/avif", "image/webp", "image/jpeg", "image/png"
ENDINGS = {AVIF: "avif", WEBP: "webp", JPEG: "jpg", PNG: "png"}


class Size(Struct, frozen=True):
    """A file of a picture. width: pixels. box: the part that it shows, None for the whole.

    is_on_white: whether white shines through where anything would.
    """

    media_type: str
    width: int
    box: Box | None = None
    is_on_white: bool = False

    @property
    def name(self) -> str:
        """The name of the file among all of its picture."""
        height = f"x{height_of(self.width, size_of(self.box))}" if self.box else ""
        return f"{self.width}{height}.{ENDINGS[self.media_type]}"


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

    def made(self, names: Collection[str]) -> Sizes:
        """Return those that were made. names: of the files; the plain one is always among them."""
        of = (tuple(each for each in sizes if each.name in names) for sizes in self.modern)
        return Sizes(tuple(filter(None, of)), self.plain)


def sizes_of(width: int, kind: str, *, is_opaque: bool) -> Sizes | None:
    """Return in which sizes a picture is published; None for one that is left as it is.

    width: its own, in pixels, which no other exceeds. kind, is_opaque: as in `PictureDetails`.
    """
    if kind not in ("photograph", "drawing") or not is_large(width):
        return None
    return _sizes(widths_of(width), kind, None, is_opaque=is_opaque)


def still_of(width: int, *, is_opaque: bool) -> Sizes:
    """Return the one size of a still of a picture that moves. width: the picture's, in pixels."""
    return Sizes((), _plain(min(width, WIDTHS[-1]), "moving", None, is_opaque=is_opaque))


def is_large(width: int) -> bool:
    """Say whether a picture of so many pixels is more than a sign."""
    return width > _LEAST


def card_sizes_of(box: Box, kind: str, *, is_opaque: bool) -> Sizes:
    """Return in which sizes a part of a picture is published for cards; a lead's is a page wide."""
    return _sizes(widths_of(size_of(box)[0]), kind, box, is_opaque=is_opaque)


def shared_size_of(box: Box, kind: str) -> Size | None:
    """Return in which size other sites are given a part of a picture: opaque, on whatever ground.

    None where it has too few pixels for them.
    """
    width, height = size_of(box)
    if width * height < FEWEST_PIXELS:
        return None
    return replace(_plain(min(width, _SHARED), kind, box, is_opaque=True), is_on_white=True)


def _sizes(widths: tuple[int, ...], kind: str, box: Box | None, *, is_opaque: bool) -> Sizes:
    media_types = (WEBP,) if kind == "drawing" else (AVIF, WEBP)
    files = tuple(tuple(Size(each, of, box) for of in widths) for each in media_types)
    return Sizes(files, _plain(widths[-1], kind, box, is_opaque=is_opaque))


def _plain(width: int, kind: str, box: Box | None, *, is_opaque: bool) -> Size:
    """Return the size for old programs, which in PNG would get megabytes of a photograph.

    JPEG knows nothing that shows through.
    """
    if kind == "drawing":
        return Size(PNG, width, box)
    return Size(JPEG, width, box) if is_opaque else Size(PNG, min(width, _CUT_OUT), box)


def widths_of(width: int) -> tuple[int, ...]:
    """Return the widths of a picture of a width; what saves too few pixels saves no bytes."""
    largest = min(width, WIDTHS[-1])
    return (*(each for each in WIDTHS if (each / largest) ** 2 < SAVED), largest)


def height_of(width: int, original: tuple[int, int]) -> int:
    """Return the height of a picture in a width. original: width and height of the whole."""
    return max(1, round(width * original[1] / original[0]))
