"""GIF: a row of blocks, of which those stay that a picture needs, and cleaned metadata.

Formats: GIF89a; the applications' blocks NETSCAPE2.0 and ANIMEXTS1.0, which tell how often an
animation runs, and ICCRGBG1 012, a colour profile; XMP part 3, section 1.1.2.
"""

from __future__ import annotations

from broadsheet.privacy.reader import CannotClean, Reader
from broadsheet.privacy.words import speaks_of_rights
from broadsheet.privacy.xmp import clean_xmp

MAGICS = (b"GIF87a", b"GIF89a")

_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_CONTROL, _REMARK, _APPLICATION = 0xF9, 0xFE, 0xFF
_KEPT = {b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}
_XMP = b"XMP DataXMP"
# XMP is no row of blocks; read as one, from wherever a reader gets into this, it comes to an end.
_TRAILER = b"\1" + bytes(range(255, -1, -1)) + b"\0"


def clean_gif(data: bytes) -> bytes:
    """Return a GIF without what it says of its maker's whereabouts; raise CannotClean."""
    reader = Reader(data)
    screen = reader.take(13)
    written = [screen, reader.take(_colours(screen[10]))]
    while not reader.is_at_end:  # a few programs leave out the end
        kind = reader.number(1)
        if kind == _END:
            written.append(b"\x3b")
            break
        if kind == _IMAGE:
            place = reader.take(9)
            head = b"\x2c" + place + reader.take(_colours(place[8])) + reader.take(1)
            written.append(head + _blocks(reader))
        elif kind == _EXTENSION:
            label = reader.number(1)
            written.append(_cleaned(label, _blocks(reader)))
        elif kind:  # zeros are skipped by every reader
            raise CannotClean("a block of it is damaged")
    return b"".join(written)


def _colours(flags: int) -> int:
    """Return the bytes of a table of colours, by the flags before it."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks(reader: Reader) -> bytes:
    """Return a row of blocks as it stands, with the zero at its end."""
    start, size = reader.at, -1
    while size:
        size = reader.number(1)
        reader.take(size)
    return reader.data[start : reader.at]


def _cleaned(label: int, blocks: bytes) -> bytes:
    """Return an extension as it may stay, b"" where it may not."""
    name = blocks[1 : 1 + blocks[0]]
    if label == _REMARK:
        is_kept = speaks_of_rights(_joined(blocks))
    elif label == _APPLICATION and name == _XMP:
        xmp = clean_xmp(blocks[12:].partition(_TRAILER[1:4])[0].removesuffix(b"\1"))
        blocks = blocks[:12] + xmp + _TRAILER
        is_kept = bool(xmp)
    else:
        is_kept = label == _CONTROL or (label == _APPLICATION and name in _KEPT)
    return bytes([_EXTENSION, label]) + blocks if is_kept else b""


def _joined(blocks: bytes) -> bytes:
    reader, pieces = Reader(blocks), []
    while size := reader.number(1):
        pieces.append(reader.take(size))
    return b"".join(pieces)
