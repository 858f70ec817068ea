"""TIFF: pages of tags and strips; written anew, with the strips as they are and the tags of a list.

Thumbnails, positions on a map (GeoTIFF) and whatever lies between the pages go. Formats: TIFF 6.0
with its supplements; XMP part 3, section 1.1.9. The raw files of cameras are TIFFs as well: what
lies where in them is known to their makers only, so they are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

from broadsheet.privacy.directories import (
    ORDERS,
    UNDEFINED,
    Directory,
    Entry,
    following,
    long,
    numbers,
    picked,
    read,
    size_of,
    written,
)
from broadsheet.privacy.exif import WORDS, allowed
from broadsheet.privacy.iptc import clean_iim, clean_resources
from broadsheet.privacy.reader import CUT_SHORT, CannotClean
from broadsheet.privacy.xmp import clean_xmp

MAGICS = tuple(ORDERS)

_PURPOSE, _OLD_JPEG, _RAW = 254, 513, 50706
_SMALLER = 1  # a purpose: the smaller copy of another page
_PIECES = ((273, 279), (324, 325))  # where strips and tiles are, and how long
# fmt: off
_DRAWN = {
    _PURPOSE, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 274, 277, 278, 280, 281, 282, 283,
    284, 290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 332, 333, 334, 336,
    338, 339, 340, 341, 342, 347, 529, 530, 531, 532, 34675,
}
# fmt: on
_METADATA: dict[int, Callable[[bytes], bytes]] = {
    700: clean_xmp,
    33723: clean_iim,
    34377: clean_resources,
}


def clean_tiff(data: bytes) -> bytes:
    """Return a TIFF without what it says of its maker's whereabouts; raise CannotClean."""
    order = ORDERS[data[:4]]
    pages = _pages(data, order)
    if data[8:10] == b"CR" or any(_is_raw(page, order) for page in pages):
        raise CannotClean("it is a camera's raw file, or an old one", "export it as JPEG or PNG")
    sizes = (sum(numbers(page.get(size), order)) for page in pages for _, size in _PIECES)
    if sum(sizes) > len(data):
        raise CannotClean("parts of it lie over each other")
    pages = [page for page in pages if not _is_smaller(page, order)]
    if not pages:
        raise CannotClean(CUT_SHORT)
    at, written_pages = 8, []
    for number, page in enumerate(pages, 1):
        written_pages.append(_page(data, order, page, at, is_last=number == len(pages)))
        at += len(written_pages[-1])
    return b"".join((data[:4], long(order, 8).value, *written_pages))


def _pages(data: bytes, order: str) -> list[Directory]:
    found: dict[int, Directory] = {}
    at = int.from_bytes(data[4:8], "little" if order == "<" else "big")
    while at and at not in found:
        found[at] = read(data, order, at)
        at = following(data, order, at)
    if not all(found.values()):
        raise CannotClean(CUT_SHORT)
    return list(found.values())


def _is_raw(page: Directory, order: str) -> bool:
    """Say whether a page is of a camera, which puts a thumbnail first, or in the old JPEG way."""
    holds_pages = 330 in page and _is_smaller(page, order)
    return _RAW in page or _OLD_JPEG in page or holds_pages


def _is_smaller(page: Directory, order: str) -> bool:
    return numbers(page.get(_PURPOSE), order) == [_SMALLER]


def _page(data: bytes, order: str, page: Directory, at: int, *, is_last: bool) -> bytes:
    """Return a page as it stands at a place: its tags, then its strips or tiles."""
    where, size = next((pair for pair in _PIECES if pair[0] in page), _PIECES[0])
    places, sizes = numbers(page.get(where), order), numbers(page.get(size), order)
    if not places or len(places) != len(sizes):
        raise CannotClean("it holds no picture")
    pieces = [data[start : start + length] for start, length in zip(places, sizes, strict=True)]
    if [len(piece) for piece in pieces] != sizes:
        raise CannotClean(CUT_SHORT)
    tags = _kept(page) | {where: long(order, *places), size: long(order, *sizes)}
    behind = at + size_of(tags)
    tags[where] = long(order, *accumulate(sizes[:-1], initial=behind))
    body = b"".join(pieces)
    body += b"\0" * (len(body) % 2)
    next_at = 0 if is_last else behind + len(body)
    return written(order, tags, at, next_at) + body


def _kept(page: Directory) -> dict[int, Entry]:
    tags = picked(page, _DRAWN) | allowed(page, WORDS)
    for tag, clean in _METADATA.items():
        value = clean(page[tag].value) if tag in page else b""
        if value:
            tags[tag] = Entry(UNDEFINED, len(value), value)
    return tags
