"""The box `meta` of AVIF and HEIC: which items there are, where they lie, and what they belong to.

It is read, and written again as large as it was, without the items that go, so that all that
stays keeps its place: films and pictures are found by it.

Formats: ISO/IEC 14496-12, section 8.11; HEIF, ISO/IEC 23008-12, for references and properties.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from broadsheet.privacy.boxes import Box, blank, box, boxes
from broadsheet.privacy.reader import CannotClean, Reader

SAVE_AS = "save it as JPEG or PNG"

# fmt: off
_PROPERTIES = {
    b"ispe", b"pixi", b"pasp", b"colr", b"clli", b"mdcv", b"cclv", b"amve", b"ndwt", b"reve",
    b"irot", b"imir", b"clap", b"iscl", b"rloc", b"auxC", b"lsel", b"a1op", b"a1lx", b"tols",
    b"oinf", b"altt", b"av1C", b"hvcC", b"lhvC", b"avcC", b"vvcC", b"evcC", b"jpgC", b"j2kH",
}
# fmt: on
_ALPHA = ("auxid:1", "auxiliary:alpha", "hdrgainmap")  # how the names of what is shown end


class Extent(NamedTuple):
    """A piece of an item. item: the number of one that it refers to, where there is one."""

    item: int
    offset: int
    length: int


@dataclass
class Place:
    """Where an item lies. method: 0 in the file, 1 in the box `idat`, 2 in other items."""

    number: int
    method: int
    reference: int
    base: int
    extents: list[Extent]


@dataclass
class Item:
    """An item. entry: its box in the list of items. content: the media type of a `mime`."""

    number: int
    kind: bytes
    content: bytes
    entry: bytes


@dataclass
class Reference:
    """What one item is to others: `thmb` a thumbnail, `dimg` made of them, `auxl` a layer."""

    kind: bytes
    source: int
    targets: list[int]


@dataclass
class Meta:
    """The box `meta`, taken apart. sizes: of the numbers in its list of places, in bytes."""

    children: list[Box] = field(default_factory=list)
    primary: int = 0
    items: dict[int, Item] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    sizes: tuple[int, int, int, int] = (4, 4, 0, 0)
    references: list[Reference] = field(default_factory=list)
    auxiliary: set[int] = field(default_factory=set)
    idat: Box | None = None


def ranges_of(meta: Meta, number: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield where in a file of this size an item lies; raise CannotClean where that is nowhere.

    Of an item in another file, or made of other items, there is nothing to yield.
    """
    place = meta.places.get(number)
    if place is None or place.reference or place.method > 1:
        return
    start, end = 0, size
    if place.method == 1:
        start, end = (meta.idat.body, meta.idat.end) if meta.idat else (0, 0)
    for extent in place.extents:
        first = start + place.base + extent.offset
        last = first + extent.length if extent.length else end
        if not start <= first <= last <= end:
            raise CannotClean("a part of it is missing")
        yield first, last


def has_items(data: bytes | bytearray, where: Box) -> bool:
    """Say whether a box `meta` lists items: those of films may be of another kind."""
    try:
        return any(each.kind == b"iloc" for each in boxes(data, where.body + 4, where.end))
    except CannotClean:
        return False


def read(data: bytes, where: Box) -> Meta:
    """Return the box `meta` at a place, taken apart; raise CannotClean."""
    meta = Meta(children=boxes(data, where.body + 4, where.end))
    for each in meta.children:
        reader = Reader(data[each.body : each.end])
        if each.kind == b"pitm":
            meta.primary = reader.number(2 if reader.number(4) >> 24 == 0 else 4)
        elif each.kind == b"iinf":
            reader.take(6 if reader.number(4) >> 24 == 0 else 8)
            start = each.body + (6 if data[each.body] == 0 else 8)
            items = [_item(data, entry) for entry in boxes(data, start, each.end)]
            meta.items = {item.number: item for item in items if item}
        elif each.kind == b"iloc":
            _read_places(reader, meta)
        elif each.kind == b"iref":
            meta.references = list(_references(data, each))
        elif each.kind == b"iprp":
            meta.auxiliary = _auxiliary(data, each)
        elif each.kind == b"idat":
            meta.idat = each
    return meta


def _item(data: bytes, entry: Box) -> Item | None:
    if entry.kind != b"infe":
        return None
    reader = Reader(data[entry.body : entry.end])
    version = reader.number(4) >> 24
    number = reader.number(4 if version == 3 else 2)
    reader.take(2)
    kind = reader.take(4) if version >= 2 else b"uri "  # of pictures there is no older kind
    content = b""
    if kind == b"mime":
        reader.until_nul()
        content = reader.until_nul()
        if not reader.is_at_end and reader.until_nul():
            content = b"compressed"
    return Item(number, kind, content, data[entry.start : entry.end])


def _read_places(reader: Reader, meta: Meta) -> None:
    version = reader.number(4) >> 24
    sizes = reader.number(2)
    offset, length, base, index = (sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15)
    index *= version in (1, 2)
    meta.sizes = (offset, length, base, index)
    wide = 4 if version == 2 else 2
    for _ in range(reader.number(wide)):
        number = reader.number(wide)
        method = reader.number(2) & 15 if version in (1, 2) else 0
        place = Place(number, method, reader.number(2), reader.number(base), [])
        count = reader.number(2)
        if count > 1 and not offset:  # parts without a place, of which a few bytes could tell many
            raise CannotClean("its lists are damaged")
        for _ in range(count):
            extent = Extent(reader.number(index), reader.number(offset), reader.number(length))
            place.extents.append(extent)
        meta.places[number] = place


def _references(data: bytes, where: Box) -> Iterator[Reference]:
    wide = 4 if data[where.body : where.body + 1] != b"\0" else 2
    for each in boxes(data, where.body + 4, where.end):
        reader = Reader(data[each.body : each.end])
        source = reader.number(wide)
        yield Reference(each.kind, source, [reader.number(wide) for _ in range(reader.number(2))])


def _auxiliary(data: bytes, where: Box) -> set[int]:
    """Return the items that a property names as what is shown: transparency and brightness."""
    shown, number = set(), 0
    for each in boxes(data, where.body, where.end):
        for prop in boxes(data, each.body, each.end) if each.kind == b"ipco" else ():
            number += 1
            name = data[prop.body + 4 : prop.end].partition(b"\0")[0].decode("latin-1")
            if prop.kind == b"auxC" and name.endswith(_ALPHA):
                shown.add(number)
    return {
        item
        for each in boxes(data, where.body, where.end)
        if each.kind == b"ipma"
        for item, links, wide in _associations(data, each)
        if shown & set(_linked(links, wide))
    }


def _associations(data: bytes, where: Box) -> Iterator[tuple[int, bytes, int]]:
    """Yield which properties each item has: its number, and theirs, each so many bytes wide."""
    reader = Reader(data[where.body : where.end])
    flags = reader.number(4)
    wide = 2 if flags & 1 else 1
    for _ in range(reader.number(4)):
        number = reader.number(4 if flags >> 24 else 2)
        yield number, reader.take(reader.number(1) * wide), wide


def _linked(links: bytes, wide: int) -> Iterator[int]:
    for at in range(0, len(links), wide):
        yield int.from_bytes(links[at : at + wide], "big") & (1 << 8 * wide - 1) - 1


# Writing it again


def rewrite(out: bytearray, where: Box, meta: Meta, gone: set[int]) -> None:
    """Write the box `meta` anew, as large as it was."""
    head = bytes(out[where.body : where.body + 4])
    body = head + b"".join(_rewritten(out, each, meta, gone) for each in meta.children)
    spare = where.end - where.body - len(body)
    if 0 < spare < 8:
        raise CannotClean("its lists leave no room to be written again", SAVE_AS)
    if spare:
        body += box(b"free", bytes(spare - 8))
    out[where.body : where.end] = body


def _rewritten(out: bytearray, each: Box, meta: Meta, gone: set[int]) -> bytes:
    """Return a box in `meta` without the items that are gone, b"" where it may not stay."""
    data = bytes(out[each.start : each.end])
    if each.kind in (b"hdlr", b"pitm", b"dinf", b"idat"):
        return data
    head = bytes(out[each.body : each.body + 4])
    if each.kind == b"iinf":
        entries = [item.entry for number, item in meta.items.items() if number not in gone]
        count = struct.pack(">I" if head[0] else ">H", len(entries))
        return box(b"iinf", head + count + b"".join(entries))
    if each.kind == b"iloc":
        return box(b"iloc", head + _places(head[0], meta, gone))
    if each.kind == b"iref":
        return box(b"iref", head + _kept_references(head[0], meta, gone))
    if each.kind == b"iprp":
        inner = boxes(out, each.body, each.end)
        return box(b"iprp", b"".join(_properties(bytes(out), part, gone) for part in inner))
    if each.kind == b"grpl":
        inner = boxes(out, each.body, each.end)
        return box(b"grpl", b"".join(_group(bytes(out), part, gone) for part in inner))
    return b""


def _places(version: int, meta: Meta, gone: set[int]) -> bytes:
    offset, length, base, index = meta.sizes
    kept = [place for number, place in meta.places.items() if number not in gone]
    wide = 4 if version == 2 else 2
    written = struct.pack(">H", offset << 12 | length << 8 | base << 4 | index)
    written += len(kept).to_bytes(wide, "big")
    for place in kept:
        written += place.number.to_bytes(wide, "big")
        written += struct.pack(">H", place.method) if version in (1, 2) else b""
        written += struct.pack(">H", place.reference) + place.base.to_bytes(base, "big")
        written += struct.pack(">H", len(place.extents))
        for extent in place.extents:
            written += extent.item.to_bytes(index, "big")
            written += extent.offset.to_bytes(offset, "big")
            written += extent.length.to_bytes(length, "big")
    return written


def _kept_references(version: int, meta: Meta, gone: set[int]) -> bytes:
    wide, written = 4 if version else 2, b""
    for each in meta.references:
        targets = [target for target in each.targets if target not in gone]
        if each.source not in gone and targets:
            body = each.source.to_bytes(wide, "big") + struct.pack(">H", len(targets))
            body += b"".join(target.to_bytes(wide, "big") for target in targets)
            written += box(each.kind, body)
    return written


def _properties(data: bytes, part: Box, gone: set[int]) -> bytes:
    """Return the properties, each in its place, for items name them by number; or who has which."""
    if part.kind == b"ipco":
        kept = bytearray(data[part.start : part.end])
        for each in boxes(kept, part.body - part.start, len(kept)):
            if each.kind not in _PROPERTIES:
                blank(kept, each)
        return bytes(kept)
    if part.kind != b"ipma":
        return b""
    head = data[part.body : part.body + 4]
    wide = 4 if head[0] else 2
    entries = [
        number.to_bytes(wide, "big") + bytes([len(links) // size]) + links
        for number, links, size in _associations(data, part)
        if number not in gone
    ]
    return box(b"ipma", head + struct.pack(">I", len(entries)) + b"".join(entries))


def _group(data: bytes, part: Box, gone: set[int]) -> bytes:
    """Return a group of items, such as those of which one is to be shown."""
    reader = Reader(data[part.body : part.end])
    head = reader.take(8)
    members = [reader.number(4) for _ in range(reader.number(4))]
    kept = [each for each in members if each not in gone]
    rest = data[part.body + reader.at : part.end]
    numbers = b"".join(each.to_bytes(4, "big") for each in kept)
    return box(part.kind, head + struct.pack(">I", len(kept)) + numbers + rest)
