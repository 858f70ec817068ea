"""Icons: several pictures in a file, of which a PNG may carry metadata, and a bitmap cannot.

Format: Microsoft, "The Evolution of the ICO File Format".
"""

from __future__ import annotations

import struct

from broadsheet.privacy.png import MAGIC as PNG
from broadsheet.privacy.png import clean_png
from broadsheet.privacy.reader import CUT_SHORT, CannotClean, Reader

_MAGICS = (b"\0\0\1\0", b"\0\0\2\0")


def is_ico(head: bytes) -> bool:
    """Say whether a file that begins so is an icon, or a pointer: four bytes would not tell."""
    (count,) = struct.unpack_from("<H", head.ljust(6, b"\0"), 4)
    (start,) = struct.unpack_from("<I", head.ljust(22, b"\0"), 18)
    return head.startswith(_MAGICS) and 0 < count < 256 and start >= 6 + 16 * count


def clean_ico(data: bytes) -> bytes:
    """Return an icon, or a pointer, with its PNGs cleaned; raise CannotClean."""
    reader = Reader(data)
    head = reader.take(4)
    (count,) = struct.unpack("<H", reader.take(2))
    entries = [reader.take(16) for _ in range(count)]
    at = 6 + 16 * count
    table, pictures = b"", b""
    for entry in entries:
        size, start = struct.unpack_from("<II", entry, 8)
        picture = data[start : start + size]
        if len(picture) < size:
            raise CannotClean(CUT_SHORT)
        picture = clean_png(picture) if picture.startswith(PNG) else picture
        table += entry[:8] + struct.pack("<II", len(picture), at + len(pictures))
        pictures += picture
    return head + struct.pack("<H", count) + table + pictures
