"""GIF: a row of blocks, of which those stay that a picture needs, and cleaned metadata.

Formats: GIF89a; the applications' blocks NETSCAPE2.0 and ANIMEXTS1.0, which tell how often an
animation runs, and ICCRGBG1 012, a colour profile; XMP part 3, section 1.1.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.privacy.reader import CannotClean, Reader
from broadsheet.privacy.words import speaks_of_rights
from broadsheet.privacy.xmp import clean_xmp

MAGICS = (b"GIF87a", b"GIF89a")

_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_LAST = bytes([_END])
_CONTROL, _REMARK, _APPLICATION = 0xF9, 0xFE, 0xFF
_KEPT = {b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}
_XMP = b"XMP DataXMP"
_XMP_HEAD = bytes([_EXTENSION, _APPLICATION, len(_XMP)]) + _XMP
# XMP is no row of blocks; read as one, from wherever a reader gets into this, it comes to an end.
_TRAILER = b"\1" + bytes(range(255, -1, -1)) + b"\0"


def clean_gif(data: bytes) -> bytes:
    """Return a GIF without what it says of its maker's whereabouts; raise CannotClean."""
    reader = Reader(data)
    head = _head(reader)
    parts = (part if label is None else _cleaned(label, part) for label, part in _parts(reader))
    return b"".join((head, *parts, _LAST))


def xmp_of(data: bytes) -> bytes:
    """Return the XMP packet of a GIF, b"" where it has none."""
    return data.partition(_XMP_HEAD)[2].partition(_TRAILER[:4])[0]


def with_xmp(data: bytes, packet: bytes) -> bytes:
    """Return a GIF with an XMP packet in place of its own. Raises CannotClean."""
    reader = Reader(data)
    version = MAGICS[1]  # the first knows no extensions
    head = version + _head(reader)[len(version) :]
    parts = (
        part if label is None else _extension(label, part)
        for label, part in _parts(reader)
        if not _holds_xmp(label, part)
    )
    return b"".join((head, *parts, _XMP_HEAD, packet, _TRAILER, _LAST))


def _head(reader: Reader) -> bytes:
    screen = reader.take(13)
    return screen + reader.take(_colours(screen[10]))


def _parts(reader: Reader) -> Iterator[tuple[int | None, bytes]]:
    """Yield the blocks behind the head: images with None, and extensions with their label."""
    while not reader.is_at_end:  # a few programs leave out the end
        kind = reader.number(1)
        if kind == _END:
            return
        if kind == _IMAGE:
            place = reader.take(9)
            head = b"\x2c" + place + reader.take(_colours(place[8])) + reader.take(1)
            yield None, head + _blocks(reader)
        elif kind == _EXTENSION:
            yield reader.number(1), _blocks(reader)
        elif kind:  # zeros are skipped by every reader
            raise CannotClean("a block of it is damaged")


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
    if label == _REMARK:
        is_kept = speaks_of_rights(_joined(blocks))
    elif _holds_xmp(label, blocks):
        xmp = clean_xmp(blocks[12:].partition(_TRAILER[1:4])[0].removesuffix(b"\1"))
        blocks = blocks[:12] + xmp + _TRAILER
        is_kept = bool(xmp)
    else:
        is_kept = label == _CONTROL or (label == _APPLICATION and _name(blocks) in _KEPT)
    return _extension(label, blocks) if is_kept else b""


def _extension(label: int, blocks: bytes) -> bytes:
    return bytes([_EXTENSION, label]) + blocks


def _holds_xmp(label: int | None, blocks: bytes) -> bool:
    return label == _APPLICATION and _name(blocks) == _XMP


def _name(blocks: bytes) -> bytes:
    return blocks[1 : 1 + blocks[0]]


def _joined(blocks: bytes) -> bytes:
    reader, pieces = Reader(blocks), []
    while size := reader.number(1):
        pieces.append(reader.take(size))
    return b"".join(pieces)
