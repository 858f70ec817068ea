"""Exif: a block of tags, of which those stay that are on a list.

The rest goes: position, serial numbers, the names of device, owner and program, times, maker
notes, and the thumbnail. Format: Exif 3.0 (CIPA DC-008), which stands on TIFF 6.0; the texts of
Windows (XPTitle, XPAuthor) are Microsoft's.
"""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.privacy.directories import (
    ASCII,
    BYTE,
    LONG,
    ORDERS,
    RATIONAL,
    SHORT,
    UNDEFINED,
    UTF8,
    Directory,
    Entry,
    long,
    numbers,
    picked,
    read,
    size_of,
    written,
)

Kinds = frozenset[int]

_TEXT, _NUMBER = frozenset({ASCII, UTF8}), frozenset({SHORT, LONG})
_VERSION, _EXIF, _INTEROPERABILITY = 0x9000, 0x8769, 0xA005

WORDS: Mapping[int, Kinds] = {
    0x010E: _TEXT,  # ImageDescription
    0x013B: _TEXT,  # Artist
    0x8298: _TEXT,  # Copyright
    0x9C9B: frozenset({BYTE}),  # XPTitle
    0x9C9D: frozenset({BYTE}),  # XPAuthor
}
_MAIN: Mapping[int, Kinds] = {
    **WORDS,
    0x0112: _NUMBER,  # Orientation
    0x011A: frozenset({RATIONAL}),  # XResolution; browsers size some pictures by it
    0x011B: frozenset({RATIONAL}),  # YResolution
    0x0128: _NUMBER,  # ResolutionUnit
}
_PHOTO: Mapping[int, Kinds] = {
    _VERSION: frozenset({UNDEFINED}),
    0xA001: _NUMBER,  # ColorSpace
    0xA002: _NUMBER,  # PixelXDimension
    0xA003: _NUMBER,  # PixelYDimension
    0xA436: _TEXT,  # ImageTitle
    0xA437: _TEXT,  # Photographer
}
_COLOURS: Mapping[int, Kinds] = {1: frozenset({ASCII})}  # InteroperabilityIndex: R03 is Adobe RGB
_SHORT_WORDS = {_VERSION, 1}  # of four bytes, too few for anything else


def clean_exif(data: bytes) -> bytes:
    """Return an Exif block with the tags that may stay, b"" where none is worth keeping.

    data: from the byte order on. Of a damaged block what can be read counts; never raises.
    """
    order = ORDERS.get(data[:4])
    if order is None or len(data) < 8:
        return b""
    main = read(data, order, int.from_bytes(data[4:8], "little" if order == "<" else "big"))
    photo = _below(data, order, main, _EXIF)
    colours = allowed(_below(data, order, photo, _INTEROPERABILITY), _COLOURS)
    main, photo = allowed(main, _MAIN), allowed(photo, _PHOTO)
    if not (main or colours or photo.keys() - {_VERSION}):
        return b""
    return data[:4] + long(order, 8).value + _tables(order, main, photo, colours)


def allowed(tags: Directory, kinds: Mapping[int, Kinds]) -> dict[int, Entry]:
    """Return the tags that are on a list, with values of the kind that it gives."""
    return {
        tag: entry
        for tag, entry in picked(tags, kinds).items()
        if entry.kind in kinds[tag] and _is_plain(tag, entry)
    }


def _is_plain(tag: int, entry: Entry) -> bool:
    """Say whether a tag holds one number or a text: no more than there should be."""
    if tag in _SHORT_WORDS:
        return len(entry.value) <= 4
    return entry.kind not in (SHORT, LONG, RATIONAL) or entry.count == 1


def _below(data: bytes, order: str, above: Directory, tag: int) -> dict[int, Entry]:
    """Return the directory to which a tag leads."""
    places = numbers(above.get(tag), order)
    return read(data, order, places[0]) if len(places) == 1 else {}


def _tables(
    order: str, main: dict[int, Entry], photo: dict[int, Entry], colours: dict[int, Entry]
) -> bytes:
    """Return three directories, the first at 8, each with a pointer to the one behind it."""
    if colours:
        photo = {**photo, _INTEROPERABILITY: long(order, 0)}
    if photo:
        main = {**main, _EXIF: long(order, 0)}
    photo_at = 8 + size_of(main)
    colours_at = photo_at + size_of(photo)
    if photo:
        main[_EXIF] = long(order, photo_at)
    if colours:
        photo[_INTEROPERABILITY] = long(order, colours_at)
    tables = written(order, main, 8)
    tables += written(order, photo, photo_at) if photo else b""
    return tables + (written(order, colours, colours_at) if colours else b"")
