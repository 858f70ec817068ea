"""JPEG XL: a bare picture, which says nothing, or boxes around one.

Format: ISO/IEC 18181-2. From the box `jbrd`, which goes, a JPEG with all that it said could be
made again; of what is compressed as `brob`, nothing is kept.
"""

from __future__ import annotations

from broadsheet.privacy.boxes import box, boxes
from broadsheet.privacy.exif import clean_exif
from broadsheet.privacy.reader import CannotClean
from broadsheet.privacy.xmp import clean_xmp

BARE = b"\xff\x0a"
MAGIC = b"\0\0\0\x0cJXL \r\n\x87\n"

_DRAWN = {b"JXL ", b"ftyp", b"jxll", b"jxli", b"jxlc", b"jxlp"}


def clean_jxl(data: bytes) -> bytes:
    """Return a JPEG XL without what it says of its maker's whereabouts; raise CannotClean."""
    found = boxes(data, 0, len(data))
    if not {each.kind for each in found} & {b"jxlc", b"jxlp"}:
        raise CannotClean("it holds no picture")
    written = b""
    for each in found:
        body = data[each.body : each.end]
        if each.kind in _DRAWN:
            written += data[each.start : each.end]
        elif each.kind == b"Exif" and (exif := clean_exif(body[4 + _offset(body) :])):
            written += box(b"Exif", bytes(4) + exif)
        elif each.kind == b"xml " and (xmp := clean_xmp(body)):
            written += box(b"xml ", xmp)
    return written


def _offset(body: bytes) -> int:
    return int.from_bytes(body[:4], "big")
