"""MP4: boxes in boxes, of which those are read that say how large and by whom a film is.

Format: ISO base media file format (ISO/IEC 14496-12), section 8.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from broadsheet.multimedia.tracks import PLACE, POSITIONS, Tracks, says_in
from broadsheet.privacy.boxes import Box, boxes
from broadsheet.privacy.reader import CUT_SHORT, CannotClean

_INDEX_MOST = 1 << 26  # bytes of the index; that of a film of hours has a few million
_TELLING = frozenset({b"udta", b"meta", b"uuid"})
_RARE = frozenset({b"hvc1", b"hev1", b"dvh1", b"dvhe", b"mp4v", b"ap4h", b"apch", b"apcn"})


def read_mp4(file: BinaryIO, size: int) -> Tracks:
    """Return what is in a file; raise CannotClean where it is damaged or cut short."""
    index, told = b"", b""
    for kind, start, end in _outermost(file, size):
        if kind in _TELLING or kind == b"moov":
            file.seek(start)
            data = file.read(min(end - start, _INDEX_MOST))
            index, told = (data, told) if kind == b"moov" else (index, told + data)
    if not index:
        raise CannotClean(CUT_SHORT)
    return _tracks(index, told)


def _outermost(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind of each outermost box, and where its content begins and ends."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            raise CannotClean(CUT_SHORT)
        length, kind = struct.unpack_from(">I4s", head)
        body = 8
        if length == 1 and len(head) == 16:
            (length,) = struct.unpack_from(">Q", head, 8)
            body = 16
        length = length or size - at
        if length < body or at + length > size:
            raise CannotClean(CUT_SHORT)
        yield kind, at + body, at + length
        at += length


def _tracks(index: bytes, told: bytes) -> Tracks:
    has_sound, is_rare, width, height = False, False, 0, 0
    says = dict.fromkeys(says_in(told))
    for box in boxes(index, 0, len(index)):
        if box.kind in _TELLING:
            says.update(dict.fromkeys(says_in(index[box.body : box.end])))
        if box.kind != b"trak":
            continue
        handler, codec = _handler_and_codec(index, box)
        inner = boxes(index, box.body, box.end)
        for each in inner:
            if each.kind in _TELLING:
                says.update(dict.fromkeys(says_in(index[each.body : each.end])))
        if codec in POSITIONS:
            says[PLACE] = None
        has_sound = has_sound or handler == b"soun"
        if handler == b"vide" and not width:
            width, height = _size(index, inner)
            is_rare = codec in _RARE
    return Tracks(has_sound, width, height, is_rare, tuple(says))


def _inside(data: bytes, box: Box, *path: bytes) -> Box | None:
    """Return the box at the end of a path of kinds."""
    found: Box | None = box
    for kind in path:
        inner = boxes(data, found.body, found.end) if found else ()
        found = next((each for each in inner if each.kind == kind), None)
    return found


def _handler_and_codec(data: bytes, track: Box) -> tuple[bytes, bytes]:
    """Return for what a track is, such as `vide`, and how it is encoded, such as `avc1`."""
    handler = _inside(data, track, b"mdia", b"hdlr")
    described = _inside(data, track, b"mdia", b"minf", b"stbl", b"stsd")
    return (
        data[handler.body + 8 : handler.body + 12] if handler else b"",
        data[described.body + 12 : described.body + 16] if described else b"",
    )


def _size(data: bytes, inner: list[Box]) -> tuple[int, int]:
    """Return the width and the height of a track, turned as it is shown."""
    head = next((each for each in inner if each.kind == b"tkhd"), None)
    if head is None:
        return 0, 0
    # Two times and a duration are twice as long in version 1.
    at = head.body + (52 if data[head.body] == 1 else 40)
    if at + 44 > head.end:
        raise CannotClean(CUT_SHORT)
    across, _, _, _, down = struct.unpack_from(">5i", data, at)
    width, height = (each >> 16 for each in struct.unpack_from(">2I", data, at + 36))
    is_turned = across == 0 and down == 0
    return (height, width) if is_turned else (width, height)
