"""JPEG: a row of segments, of which those stay that a picture needs, and cleaned metadata.

Formats: ITU-T T.81 annex B; JFIF 1.02; Exif 3.0; XMP part 3 (ISO 16684-3), section 1.1.3, with
its extension; ICC.1 annex B.4. Behind the end there may be more pictures (CIPA DC-007), films and
logs of a telephone: all that goes.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from broadsheet.privacy.exif import clean_exif
from broadsheet.privacy.iptc import clean_resources
from broadsheet.privacy.reader import AGAIN, CUT_SHORT, CannotClean
from broadsheet.privacy.words import speaks_of_rights
from broadsheet.privacy.xmp import clean_xmp, joined_xmp

MAGIC = b"\xff\xd8\xff"

_END, _SCAN, _REMARK = 0xD9, 0xDA, 0xFE
_ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
_DRAWN = {*range(0xC0, 0xD0), *range(0xDA, 0xE0), 0xF7, 0xF8} - {0xC8}  # tables, frames, scans
_JFIF, _APP1, _APP2, _PHOTOSHOP, _ADOBE = 0xE0, 0xE1, 0xE2, 0xED, 0xEE

_MARKER = re.compile(rb"\xff+[^\xff]")
_MARKER_IN_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_EXIF = re.compile(rb"Exif\0.", re.DOTALL)
_XMP, _EXTENSION = b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_EXTENSION_HEAD = len(_EXTENSION) + 32 + 8  # which packet it belongs to, how long, and where
_RESOURCES = b"Photoshop 3.0\0"
_MOST = 0xFFFF - 2  # bytes in a segment


class _Part(NamedTuple):
    """A segment, or the bytes of a scan, which have no marker."""

    marker: int | None
    data: bytes


def clean_jpeg(data: bytes) -> bytes:
    """Return a JPEG without what it says of its maker's whereabouts; raise CannotClean.

    Scans, tables and colour profile are byte for byte what they were.
    """
    parts = list(_parts(data))
    if not any(part.marker == _SCAN for part in parts):
        raise CannotClean("it holds no picture")
    resources = clean_resources(_joined(parts, _PHOTOSHOP, _RESOURCES))
    extension = b"".join(
        part.data[_EXTENSION_HEAD:]
        for part in parts
        if part.marker == _APP1 and part.data.startswith(_EXTENSION)
    )
    written = [data[:2]]
    for part in parts:
        if part.marker == _PHOTOSHOP:  # one block in many segments: all of it at the first
            pieces = range(0, len(resources), _MOST - len(_RESOURCES))
            size = pieces.step
            written += [
                _segment(_PHOTOSHOP, _RESOURCES + resources[at : at + size]) for at in pieces
            ]
            resources = b""
        else:
            written.append(_cleaned(part, extension))
    return b"".join(written)


def _cleaned(part: _Part, extension: bytes) -> bytes:
    """Return a part as it may stay, b"" where it may not."""
    marker, data = part
    if marker is None or marker == _END:
        return data
    if marker == _APP1:
        data = _cleaned_app1(data, extension)
    elif marker == _JFIF:  # without its thumbnail
        data = data[:12] + b"\0\0" if data.startswith(b"JFIF\0") and len(data) >= 14 else b""
    elif marker == _ADOBE:
        data = data[:12] if data.startswith(b"Adobe") else b""
    elif marker == _APP2:
        data = data if data.startswith(b"ICC_PROFILE\0") else b""
    elif marker == _REMARK:
        data = data if speaks_of_rights(data) else b""
    elif marker not in _DRAWN:
        data = b""
    return _segment(marker, data) if data else b""


def _cleaned_app1(data: bytes, extension: bytes) -> bytes:
    if _EXIF.match(data):
        exif = clean_exif(data[6:])
        return b"Exif\0\0" + exif if exif else b""
    if data.startswith(_XMP):
        packet, room = data[len(_XMP) :], _MOST - len(_XMP)
        xmp = joined_xmp(packet, extension, room) if extension else clean_xmp(packet, room)
        return _XMP + xmp if xmp else b""
    return b""


def _joined(parts: list[_Part], marker: int, head: bytes) -> bytes:
    return b"".join(
        part.data[len(head) :]
        for part in parts
        if part.marker == marker and part.data.startswith(head)
    )


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _parts(data: bytes) -> Iterator[_Part]:
    """Yield segments and scans up to the end of the picture.

    A picture that breaks off within a scan is shown as far as it goes: all of it is yielded.
    """
    at = 2
    while True:
        found = _MARKER.search(data, at)  # what stands before it is skipped by every reader
        if found is None:
            raise CannotClean(CUT_SHORT)
        marker, at = data[found.end() - 1], found.end()
        if marker == _END:
            yield _Part(_END, b"\xff\xd9")
            return
        if marker in _ALONE:
            continue
        size = int.from_bytes(data[at : at + 2], "big")
        if size < 2 and at + 2 <= len(data):
            raise CannotClean("a segment of it is damaged", AGAIN)
        if at + size > len(data) or at + 2 > len(data):
            raise CannotClean(CUT_SHORT)
        yield _Part(marker, data[at + 2 : at + size])
        at += size
        if marker == _SCAN:
            found = _MARKER_IN_SCAN.search(data, at)
            yield _Part(None, data[at : found.start() if found else len(data)])
            if found is None:
                return
            at = found.start()
