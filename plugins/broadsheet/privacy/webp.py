"""WebP: a row of chunks in a RIFF file, of which those stay that a picture needs.

Format: RFC 9649. What stands behind the end of the row goes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from broadsheet.privacy.exif import clean_exif
from broadsheet.privacy.reader import CUT_SHORT, CannotClean
from broadsheet.privacy.xmp import clean_xmp

_DRAWN = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ICCP"}
_FRAME, _FEATURES, _EXIF, _XMP = b"ANMF", b"VP8X", b"EXIF", b"XMP "
_FRAME_HEAD = 16
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def clean_webp(data: bytes) -> bytes:
    """Return a WebP without what it says of its maker's whereabouts; raise CannotClean."""
    (size,) = struct.unpack_from("<I", data, 4)
    if 8 + size > len(data) + 1:  # the last byte may only fill up
        raise CannotClean(CUT_SHORT)
    chunks = [(kind, _cleaned(kind, value)) for kind, value in _chunks(data[12 : 8 + size])]
    chunks = [(kind, value) for kind, value in chunks if value]
    if not {kind for kind, _ in chunks} & {b"VP8 ", b"VP8L", _FRAME}:
        raise CannotClean("it holds no picture")
    return _file_of(chunks)


def with_xmp(data: bytes, packet: bytes) -> bytes:
    """Return a clean WebP of the extended kind with an XMP packet in place of its own.

    Those that move are of that kind.
    """
    chunks = [each for each in _chunks(data[12:]) if each[0] != _XMP]
    return _file_of([*chunks, (_XMP, packet)])


def _file_of(chunks: list[tuple[bytes, bytes]]) -> bytes:
    body = b"WEBP" + b"".join(
        _chunk(kind, _features(value, chunks) if kind == _FEATURES else value)
        for kind, value in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _cleaned(kind: bytes, value: bytes) -> bytes:
    """Return what a chunk may hold, b"" where it may not stay."""
    if kind in _DRAWN:
        return value
    if kind == _FRAME:
        inner = _chunks(value[_FRAME_HEAD:])
        kept = [_chunk(name, part) for name, part in inner if name in _DRAWN]
        return value[:_FRAME_HEAD] + b"".join(kept)
    if kind == _EXIF:
        return clean_exif(value.removeprefix(b"Exif\0\0"))
    return clean_xmp(value) if kind == _XMP else b""


def _features(value: bytes, chunks: list[tuple[bytes, bytes]]) -> bytes:
    """Return the head of an extended file, which says what there is."""
    kinds = {kind for kind, _ in chunks}
    flags = value[0] & ~(_HAS_EXIF | _HAS_XMP)
    flags |= _HAS_EXIF * (_EXIF in kinds) | _HAS_XMP * (_XMP in kinds)
    return bytes([flags]) + value[1:]


def _chunk(kind: bytes, value: bytes) -> bytes:
    return kind + struct.pack("<I", len(value)) + value + b"\0" * (len(value) % 2)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        (size,) = struct.unpack_from("<I", data, at + 4)
        value = data[at + 8 : at + 8 + size]
        if len(value) < size:
            raise CannotClean(CUT_SHORT)
        yield data[at : at + 4], value
        at += 8 + size + size % 2
