"""AVIF and HEIC: items that lie somewhere in a file, of which those stay that a picture needs.

All that stays keeps its place, since films and pictures are found by it: what must go is
overwritten with zeros and struck off the lists, and a box of nothing fills what gets free.

Formats: ISO/IEC 14496-12, section 8.11 (the box `meta`); HEIF, ISO/IEC 23008-12; AVIF 1.1.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from plugins.privacy.boxes import Box, blank, box, boxes
from plugins.privacy.exif import clean_exif
from plugins.privacy.reader import CannotClean, Reader
from plugins.privacy.xmp import clean_xmp

BRANDS = frozenset(
    {b"avif", b"avis", b"mif1", b"mif2", b"msf1", b"miaf", b"heic", b"heix", b"heim", b"heis"}
    | {b"hevc", b"hevx"}
)

_TOP = {b"ftyp", b"meta", b"mdat", b"moov"}
_DETAILS = {b"udta", b"meta", b"uuid", b"free", b"skip"}  # of a film, or of one of its tracks
_HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts"}
# fmt: off
_PROPERTIES = {
    b"ispe", b"pixi", b"pasp", b"colr", b"clli", b"mdcv", b"cclv", b"amve", b"ndwt", b"reve",
    b"irot", b"imir", b"clap", b"iscl", b"rloc", b"auxC", b"lsel", b"a1op", b"a1lx", b"tols",
    b"oinf", b"altt", b"av1C", b"hvcC", b"lhvC", b"avcC", b"vvcC", b"evcC", b"jpgC", b"j2kH",
}
# fmt: on
_ALPHA = ("auxid:1", "auxiliary:alpha", "hdrgainmap")  # how the names of what is shown end
_ELSEWHERE = "its metadata lie where nobody looks for them"
_SAVE_AS = "save it as JPEG or PNG"


class _Extent(NamedTuple):
    item: int
    offset: int
    length: int


@dataclass
class _Place:
    """Where an item lies. method: 0 in the file, 1 in the box `idat`, 2 in other items."""

    number: int
    method: int
    reference: int
    base: int
    extents: list[_Extent]


@dataclass
class _Item:
    """An item. entry: its box in the list of items. content: the media type of a `mime`."""

    number: int
    kind: bytes
    content: bytes
    entry: bytes


@dataclass
class _Reference:
    kind: bytes
    source: int
    targets: list[int]


@dataclass
class _Meta:
    """The box `meta`, taken apart. sizes: of the numbers in its list of places, in bytes."""

    children: list[Box] = field(default_factory=list)
    primary: int = 0
    items: dict[int, _Item] = field(default_factory=dict)
    places: dict[int, _Place] = field(default_factory=dict)
    sizes: tuple[int, int, int, int] = (4, 4, 0, 0)
    references: list[_Reference] = field(default_factory=list)
    auxiliary: set[int] = field(default_factory=set)
    idat: Box | None = None

    def child(self, kind: bytes) -> Box | None:
        """Return the first box of a kind."""
        return next((each for each in self.children if each.kind == kind), None)


def clean_heif(data: bytes) -> bytes:
    """Return an AVIF or HEIC without what it says of its maker's whereabouts; raise CannotClean."""
    out = bytearray(data)
    top = boxes(data, 0, len(data))
    held = {each.kind for each in top}
    if b"mdat" not in held or not held & {b"meta", b"moov"}:
        raise CannotClean("it holds no picture")
    metas = [each for each in top if each.kind == b"meta"]
    if len(metas) > 1:
        raise CannotClean("it has two lists of what is in it", _SAVE_AS)
    for each in top:
        if each.kind not in _TOP:
            blank(out, each)
        elif each.kind == b"moov":
            _blank_details(out, each)
    for each in metas:
        kept = _clean_items(out, each)
        if b"moov" not in held:  # else there is more in it than the items
            _blank_gaps(out, (box for box in top if box.kind == b"mdat"), kept)
    end = max(each.end for each in top if each.kind in _TOP)
    return bytes(out[:end])


def _blank_details(out: bytearray, film: Box) -> None:
    for each in boxes(out, film.body, film.end):
        if each.kind in _DETAILS:
            blank(out, each)
        elif each.kind in _HOLDERS:
            _blank_details(out, each)


# The items


def _clean_items(out: bytearray, where: Box) -> list[tuple[int, int]]:
    """Clean the items, in place, and return where in the file those lie that stay."""
    meta = _read(bytes(out), where)
    gone = _unwanted(meta)
    for number in gone:
        for start, end in _ranges(meta, number, len(out), is_strict=False):
            out[start:end] = bytes(end - start)
    for item in list(meta.items.values()):
        cleaner = _cleaner(item)
        if item.number not in gone and cleaner and not _cleaned(out, meta, item.number, cleaner):
            gone.add(item.number)
    staying = [each for item in meta.items.keys() - gone for each in _ranges(meta, item, len(out))]
    _rewrite(out, where, meta, gone)
    return staying


def _cleaner(item: _Item) -> Callable[[bytes], bytes] | None:
    if item.kind == b"Exif":
        return _cleaned_exif
    return clean_xmp if item.kind == b"mime" else None


def _cleaned_exif(data: bytes) -> bytes:
    """Return an item `Exif`: its first number tells how far behind it the block begins."""
    exif = clean_exif(data[4 + int.from_bytes(data[:4], "big") :])
    return bytes(4) + exif if exif else b""


def _cleaned(out: bytearray, meta: _Meta, number: int, clean: Callable[[bytes], bytes]) -> bool:
    """Clean an item where it lies, and say whether anything is left of it."""
    ranges = list(_ranges(meta, number, len(out)))
    data = b"".join(bytes(out[start:end]) for start, end in ranges)
    cleaned = _fitting(clean, data)
    others = meta.items.keys() - {number}
    for start, end in ranges:
        if any(_overlap((start, end), each) for each in _all_ranges(meta, others, len(out))):
            raise CannotClean("its metadata and its picture lie in one place", _SAVE_AS)
        out[start:end] = bytes(end - start)
    place = meta.places.get(number)
    if not cleaned or place is None:
        return False
    extents = []
    for extent, (start, end) in zip(place.extents, ranges, strict=True):
        piece, cleaned = cleaned[: end - start], cleaned[end - start :]
        out[start : start + len(piece)] = piece
        if piece:
            extents.append(extent._replace(length=len(piece)))
    place.extents = extents
    return True


def _fitting(clean: Callable[[bytes], bytes], data: bytes) -> bytes:
    cleaned = clean_xmp(data, len(data)) if clean is clean_xmp else clean(data)
    if len(cleaned) > len(data):  # tags that share their values
        raise CannotClean("what it says of rights takes more room than there is", _SAVE_AS)
    return cleaned


def _unwanted(meta: _Meta) -> set[int]:
    """Return the items that go: thumbnails, maps of depth, and what is neither picture nor known.

    With a picture go the tiles that it alone is made of.
    """
    gone = {
        item.number
        for item in meta.items.values()
        if item.kind == b"uri " or (item.kind == b"mime" and item.content != b"application/rdf+xml")
    }
    gone |= {each.source for each in meta.references if each.kind == b"thmb"}
    gone |= {
        each.source
        for each in meta.references
        if each.kind == b"auxl" and each.source not in meta.auxiliary
    }
    gone.discard(meta.primary)
    made_of = [each for each in meta.references if each.kind == b"dimg"]
    while True:
        tiles = {target for each in made_of if each.source in gone for target in each.targets}
        tiles -= {target for each in made_of if each.source not in gone for target in each.targets}
        if tiles - {meta.primary} <= gone:
            return gone & meta.items.keys()
        gone |= tiles - {meta.primary}


def _all_ranges(meta: _Meta, numbers: Iterable[int], size: int) -> Iterator[tuple[int, int]]:
    for number in numbers:
        yield from _ranges(meta, number, size)


def _ranges(
    meta: _Meta, number: int, size: int, *, is_strict: bool = True
) -> Iterator[tuple[int, int]]:
    """Yield where in a file of this size an item lies; raise CannotClean where that is nowhere."""
    place = meta.places.get(number)
    if place is None or place.reference:  # in no file, or in another one
        return
    start, end = 0, size
    if place.method == 1 and meta.idat:
        start, end = meta.idat.body, meta.idat.end
    elif place.method:
        is_metadata = number in meta.items and _cleaner(meta.items[number]) is not None
        if is_metadata or not is_strict:
            raise CannotClean(_ELSEWHERE, _SAVE_AS)
        return
    for extent in place.extents:
        first = start + place.base + extent.offset
        last = first + extent.length if extent.length else end
        if not start <= first <= last <= end:
            raise CannotClean("a part of it is missing")
        yield first, last


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


def _blank_gaps(out: bytearray, pieces: Iterable[Box], kept: list[tuple[int, int]]) -> None:
    """Overwrite what lies among the data and belongs to no item."""
    for each in pieces:
        at = each.body
        for start, end in [*sorted(kept), (each.end, each.end)]:
            start, end = min(max(start, at), each.end), min(max(end, at), each.end)
            out[at:start] = bytes(start - at)
            at = end


# Reading the box `meta`


def _read(data: bytes, where: Box) -> _Meta:
    meta = _Meta(children=boxes(data, where.body + 4, where.end))
    for each in meta.children:
        reader = Reader(data[: each.end], each.body)
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


def _item(data: bytes, entry: Box) -> _Item | None:
    if entry.kind != b"infe":
        return None
    reader = Reader(data[: entry.end], entry.body)
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
    return _Item(number, kind, content, data[entry.start : entry.end])


def _read_places(reader: Reader, meta: _Meta) -> None:
    version = reader.number(4) >> 24
    sizes = reader.number(2)
    offset, length, base, index = (sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15)
    index *= version in (1, 2)
    meta.sizes = (offset, length, base, index)
    wide = 4 if version == 2 else 2
    for _ in range(reader.number(wide)):
        number = reader.number(wide)
        method = reader.number(2) & 15 if version in (1, 2) else 0
        place = _Place(number, method, reader.number(2), reader.number(base), [])
        for _ in range(reader.number(2)):
            extent = _Extent(reader.number(index), reader.number(offset), reader.number(length))
            place.extents.append(extent)
        meta.places[number] = place


def _references(data: bytes, where: Box) -> Iterator[_Reference]:
    wide = 4 if data[where.body : where.body + 1] != b"\0" else 2
    for each in boxes(data, where.body + 4, where.end):
        reader = Reader(data[: each.end], each.body)
        source = reader.number(wide)
        yield _Reference(each.kind, source, [reader.number(wide) for _ in range(reader.number(2))])


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
    reader = Reader(data[: where.end], where.body)
    flags = reader.number(4)
    wide = 2 if flags & 1 else 1
    for _ in range(reader.number(4)):
        number = reader.number(4 if flags >> 24 else 2)
        yield number, reader.take(reader.number(1) * wide), wide


def _linked(links: bytes, wide: int) -> Iterator[int]:
    for at in range(0, len(links), wide):
        yield int.from_bytes(links[at : at + wide], "big") & (1 << 8 * wide - 1) - 1


# Writing it again


def _rewrite(out: bytearray, where: Box, meta: _Meta, gone: set[int]) -> None:
    """Write the box `meta` anew, as large as it was."""
    head = bytes(out[where.body : where.body + 4])
    body = head + b"".join(_rewritten(out, each, meta, gone) for each in meta.children)
    spare = where.end - where.body - len(body)
    if 0 < spare < 8:
        raise CannotClean(_ELSEWHERE, _SAVE_AS)
    if spare:
        body += box(b"free", bytes(spare - 8))
    out[where.body : where.end] = body


def _rewritten(out: bytearray, each: Box, meta: _Meta, gone: set[int]) -> bytes:
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


def _places(version: int, meta: _Meta, gone: set[int]) -> bytes:
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


def _kept_references(version: int, meta: _Meta, gone: set[int]) -> bytes:
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
    reader = Reader(data[: part.end], part.body)
    head = reader.take(8)
    members = [reader.number(4) for _ in range(reader.number(4))]
    kept = [each for each in members if each not in gone]
    rest = data[reader.at : part.end]
    numbers = b"".join(each.to_bytes(4, "big") for each in kept)
    return box(part.kind, head + struct.pack(">I", len(kept)) + numbers + rest)
