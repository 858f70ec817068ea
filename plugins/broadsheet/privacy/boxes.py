"""Boxes: the row of pieces, one in another, that AVIF, HEIC and JPEG XL files are made of.

Format: ISO base media file format (ISO/IEC 14496-12), section 4.2.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from broadsheet.privacy.reader import CUT_SHORT, CannotClean


class Box(NamedTuple):
    """A box. start: where its size stands; body: what is behind its head; end: behind it."""

    kind: bytes
    start: int
    body: int
    end: int


def brands_of(head: bytes) -> set[bytes]:
    """Return the brands of a file of boxes, by its beginning; empty for any other file.

    They say which kinds of file it is: https://mp4ra.org/registered-types/brands
    """
    if head[4:8] != b"ftyp":
        return set()
    (size,) = struct.unpack_from(">I", head)
    return {head[8:12], *(head[at : at + 4] for at in range(16, min(size, len(head)), 4))}


def boxes(data: bytes | bytearray, start: int, end: int) -> list[Box]:
    """Return the boxes of a part of a file; raise CannotClean where one leads out of it."""
    found = []
    while start < end:
        if start + 8 > end:
            raise CannotClean(CUT_SHORT)
        size, kind = struct.unpack_from(">I4s", data, start)
        body = start + 8
        if size == 1:
            if start + 16 > end:
                raise CannotClean(CUT_SHORT)
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        size = size or end - start  # 0: to the end
        if start + size > end:
            raise CannotClean(CUT_SHORT)
        if start + size < body:
            raise CannotClean("a box of it is damaged")
        found.append(Box(kind, start, body, start + size))
        start += size
    return found


def box(kind: bytes, body: bytes) -> bytes:
    """Return a box."""
    return struct.pack(">I4s", 8 + len(body), kind) + body


def blank(data: bytearray, each: Box) -> None:
    """Make a box one of nothing, which readers skip; all that lies behind it keeps its place."""
    data[each.start + 4 : each.start + 8] = b"free"
    data[each.body : each.end] = bytes(each.end - each.body)
