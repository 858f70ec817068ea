"""AVIF and HEIC: items that lie somewhere in a file, of which those stay that a picture needs.

What stays keeps its position, since films and pictures are found by it: items that must go are
overwritten with zeros and removed from the lists, and an empty box fills the free bytes. An XMP
packet that is no item, as files that move have it, stands at the end then.

Formats: ISO/IEC 14496-12, section 8.11 (the box `meta`); HEIF, ISO/IEC 23008-12; AVIF 1.1; XMP
part 3, section 1.2.7 (the box `uuid`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from broadsheet.privacy.boxes import Box, blank, box, boxes
from broadsheet.privacy.exif import clean_exif
from broadsheet.privacy.heif_items import SAVE_AS, Item, Meta, has_items, ranges_of, read, rewrite
from broadsheet.privacy.reader import CannotClean
from broadsheet.privacy.xmp import clean_xmp

BRANDS = frozenset(
    {b"avif", b"avis", b"mif1", b"mif2", b"msf1", b"miaf", b"heic", b"heix", b"heim", b"heis"}
    | {b"hevc", b"hevx"}
)

Range = tuple[int, int]

_TOP = {b"ftyp", b"meta", b"mdat", b"moov"}
_DETAILS = {b"udta", b"meta", b"uuid", b"free", b"skip"}  # of a film, or of one of its tracks
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts"}


def clean_heif(data: bytes) -> bytes:
    """Return an AVIF or HEIC without what it says of its maker's whereabouts; raise CannotClean."""
    out = bytearray(data)
    top = boxes(data, 0, len(data))
    held = {each.kind for each in top}
    if not held & {b"meta", b"moov"}:
        raise CannotClean("it holds no picture")
    metas = [each for each in top if each.kind == b"meta"]
    if len(metas) > 1:
        raise CannotClean("it has two lists of what is in it", SAVE_AS)
    for each in top:
        if each.kind not in _TOP:
            blank(out, each)
        elif each.kind == b"moov":
            metas += _clean_film(out, each)
    for each in metas:
        kept = _clean_items(out, each)
        if b"moov" not in held:  # else there is more in it than the items
            _blank_gaps(out, (box for box in top if box.kind == b"mdat"), kept)
    end = max(each.end for each in top if each.kind in _TOP)
    return _with_packet(out[:end], clean_xmp(_packet_in(data, top)))


def xmp_of(data: bytes) -> bytes:
    """Return the XMP packet that is no item of an AVIF or HEIC, b"" where it has none."""
    try:
        return _packet_in(data, boxes(data, 0, len(data)))
    except CannotClean:
        return b""


def with_xmp(data: bytes, packet: bytes) -> bytes:
    """Return a clean AVIF or HEIC with an XMP packet at its end, in place of one that is there."""
    top = boxes(data, 0, len(data))
    end = max(each.end for each in top if each.kind in _TOP)
    return _with_packet(bytearray(data[:end]), packet)


def _packet_in(data: bytes, top: Iterable[Box]) -> bytes:
    """Return the packet of the first box that has one. top: the boxes of a file."""
    held = (data[each.body : each.end] for each in top if each.kind == b"uuid")
    packets = (each.removeprefix(_XMP) for each in held if each.startswith(_XMP))
    return next(filter(None, packets), b"")


def _with_packet(data: bytearray, packet: bytes) -> bytes:
    """Return a file with a packet behind its last box, which may have had no end but the file's."""
    if not packet:
        return bytes(data)
    last = boxes(data, 0, len(data))[-1]
    if data[last.start : last.start + 4] == bytes(4):
        data[last.start : last.start + 4] = (last.end - last.start).to_bytes(4, "big")
    return bytes(data) + box(b"uuid", _XMP + packet)


def _clean_film(out: bytearray, film: Box) -> list[Box]:
    """Blank what a film says of itself, and return the lists of items in it."""
    lists = []
    for each in boxes(out, film.body, film.end):
        if each.kind == b"meta" and has_items(out, each):
            lists.append(each)
        elif each.kind in _DETAILS:
            blank(out, each)
        elif each.kind in _HOLDERS:
            lists += _clean_film(out, each)
    return lists


# The items


def _clean_items(out: bytearray, where: Box) -> list[Range]:
    """Clean the items, in place, and return where in the file those lie that stay."""
    meta = read(bytes(out), where)
    gone = _unwanted(meta)
    cleaners = {number: _cleaner(meta.items[number]) for number in meta.items.keys() - gone}
    metadata = {number: clean for number, clean in sorted(cleaners.items()) if clean}
    _check_places(meta, gone | metadata.keys(), len(out))
    for number in gone:
        for start, end in ranges_of(meta, number, len(out)):
            out[start:end] = bytes(end - start)
    for number, clean in metadata.items():
        if not _clean_item(out, meta, number, clean):
            gone.add(number)
    staying = [
        each for number in meta.items.keys() - gone for each in ranges_of(meta, number, len(out))
    ]
    rewrite(out, where, meta, gone)
    return staying


def _check_places(meta: Meta, written_to: set[int], size: int) -> None:
    """Raise CannotClean where something lies over what is going to be overwritten."""
    if any(meta.places[number].method > 1 for number in written_to & meta.places.keys()):
        raise CannotClean("its metadata lie where nobody looks for them", SAVE_AS)
    ranges = sorted(
        (start, end, number in written_to)
        for number in meta.places
        for start, end in ranges_of(meta, number, size)
    )
    last, last_written = 0, 0
    for start, end, is_written in ranges:
        if start < (last if is_written else last_written):
            raise CannotClean("its metadata and its picture lie in one place", SAVE_AS)
        last = max(last, end)
        last_written = max(last_written, end if is_written else 0)


def _cleaner(item: Item) -> Callable[[bytes], bytes] | None:
    if item.kind == b"Exif":
        return _cleaned_exif
    return clean_xmp if item.kind == b"mime" else None


def _cleaned_exif(data: bytes) -> bytes:
    """Return an item `Exif`: its first number tells how far behind it the block begins."""
    exif = clean_exif(data[4 + int.from_bytes(data[:4], "big") :])
    return bytes(4) + exif if exif else b""


def _clean_item(out: bytearray, meta: Meta, number: int, clean: Callable[[bytes], bytes]) -> bool:
    """Clean an item where it lies, and say whether anything is left of it."""
    ranges = list(ranges_of(meta, number, len(out)))
    data = b"".join(out[start:end] for start, end in ranges)
    cleaned = clean_xmp(data, len(data)) if clean is clean_xmp else clean(data)
    if len(cleaned) > len(data):  # tags that share their values
        raise CannotClean("what it says of rights takes more room than there is", SAVE_AS)
    kept = []
    for place, (start, end) in enumerate(ranges):
        piece, cleaned = cleaned[: end - start], cleaned[end - start :]
        out[start:end] = piece.ljust(end - start, b"\0")
        if piece:
            extent = meta.places[number].extents[place]
            kept.append(extent._replace(length=len(piece)))
    if kept:
        meta.places[number].extents = kept
    return bool(kept)


def _unwanted(meta: Meta) -> set[int]:
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


def _blank_gaps(out: bytearray, pieces: Iterable[Box], kept: list[Range]) -> None:
    """Overwrite the bytes of the data boxes that belong to no item."""
    for each in pieces:
        at = each.body
        for start, end in [*sorted(kept), (each.end, each.end)]:
            start, end = min(max(start, at), each.end), min(max(end, at), each.end)
            out[at:start] = bytes(start - at)
            at = end
