"""PNG: a row of chunks, of which those stay that a picture needs, and cleaned metadata.

Formats: Portable Network Graphics, third edition (W3C), with the animations; XMP part 3, section
1.1.5; the "Raw profile" texts of ImageMagick. What stands behind the last chunk goes: some
programs leave there what was cut off a picture.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from broadsheet.privacy.exif import clean_exif
from broadsheet.privacy.iptc import clean_iim, clean_resources
from broadsheet.privacy.reader import CannotClean, Reader, inflated
from broadsheet.privacy.words import speaks_of_rights
from broadsheet.privacy.xmp import clean_xmp

MAGIC = b"\x89PNG\r\n\x1a\n"

# fmt: off
_DRAWN = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT",
    b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI",
    b"bKGD", b"hIST", b"pHYs", b"sPLT",
}
_CREDITS = {
    b"title", b"author", b"creator", b"description", b"copyright", b"disclaimer",
    b"license", b"licence", b"rights", b"credit", b"usage terms",
}
# fmt: on
_TEXTS = {b"tEXt", b"zTXt", b"iTXt"}
_REMARK = b"comment"
_XMP = b"XML:com.adobe.xmp"
_RAW = b"Raw profile type "


def clean_png(data: bytes) -> bytes:
    """Return a PNG without what it says of its maker's whereabouts; raise CannotClean."""
    reader = Reader(data, len(MAGIC))
    written, kind = [MAGIC], b""
    while kind != b"IEND":
        size = reader.number(4)
        kind = reader.take(4)
        value = reader.take(size)
        cleaned = _cleaned(kind, value)
        checksum = reader.take(4)
        if cleaned == value and kind in _DRAWN:
            written.append(struct.pack(">I", size) + kind + value + checksum)
        elif cleaned:
            written.append(_chunk(kind, cleaned))
    if not any(chunk[4:8] == b"IHDR" for chunk in written):
        raise CannotClean("it holds no picture")
    return b"".join(written)


def with_xmp(data: bytes, packet: bytes) -> bytes:
    """Return a clean PNG with an XMP packet in place of its own. Raises CannotClean."""
    reader = Reader(data, len(MAGIC))
    written, kind = [MAGIC], b""
    while kind != b"IEND":
        start, size = reader.at, reader.number(4)
        kind = reader.take(4)
        value = reader.take(size)
        reader.take(4)  # the checksum
        if kind != b"iTXt" or not value.startswith(_XMP + b"\0"):
            written.append(data[start : reader.at])
        if kind == b"IHDR":
            written.append(_chunk(b"iTXt", _XMP + b"\0\0\0\0\0" + packet))
    return b"".join(written)


def _chunk(kind: bytes, value: bytes) -> bytes:
    return (
        struct.pack(">I", len(value)) + kind + value + struct.pack(">I", zlib.crc32(kind + value))
    )


def _cleaned(kind: bytes, value: bytes) -> bytes:
    """Return what a chunk may hold, b"" where it may not stay."""
    if kind in _DRAWN:
        return value
    if kind == b"eXIf":
        return clean_exif(value)
    return _cleaned_text(kind, value) if kind in _TEXTS else b""


def _cleaned_text(kind: bytes, value: bytes) -> bytes:
    """Return a text whose keyword says that it is a credit, or that holds metadata."""
    keyword, _, rest = value.partition(b"\0")
    if keyword.strip().lower() in _CREDITS:
        return value
    text = _text(kind, rest)
    if not text:
        return b""
    if keyword.strip().lower() == _REMARK:
        return value if speaks_of_rights(text) else b""
    if keyword == _XMP:
        xmp = clean_xmp(text)
        return _XMP + b"\0\0\0\0\0" + xmp if xmp and kind == b"iTXt" else b""
    if keyword.startswith(_RAW):
        profile = _cleaned_profile(keyword[len(_RAW) :], text)
        compressed = b"\0" + zlib.compress(profile) if kind == b"zTXt" else profile
        return keyword + b"\0" + compressed if profile and kind != b"iTXt" else b""
    return b""


def _text(kind: bytes, rest: bytes) -> bytes | None:
    """Return what stands behind a keyword, None where it is damaged."""
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return inflated(rest[1:])
    text = rest[2:].split(b"\0", 2)[-1]  # behind the language, and the keyword in it
    return inflated(text) if rest[:1] == b"\1" else text


def _cleaned_exif(data: bytes) -> bytes:
    head = b"Exif\0\0" if data.startswith(b"Exif\0\0") else b""
    exif = clean_exif(data[len(head) :])
    return head + exif if exif else b""


def _unchanged(data: bytes) -> bytes:
    return data


_PROFILES: dict[bytes, Callable[[bytes], bytes]] = {
    b"exif": _cleaned_exif,
    b"APP1": _cleaned_exif,
    b"xmp": clean_xmp,
    b"8bim": clean_resources,
    b"iptc": lambda data: clean_resources(data) if data[:4] == b"8BIM" else clean_iim(data),
    b"icc": _unchanged,
    b"icm": _unchanged,
}


def _cleaned_profile(name: bytes, text: bytes) -> bytes:
    """Return a block of metadata that is written as hexadecimal digits, behind name and size."""
    clean = _PROFILES.get(name)
    if clean is None:
        return b""
    try:
        _, _, _, digits = text.split(b"\n", 3)
        data = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return b""
    cleaned = clean(data)
    if cleaned == data:
        return text
    digits = cleaned.hex().encode()
    lines = b"\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    return b"\n%s\n%8d\n%s\n" % (name, len(cleaned), lines) if cleaned else b""
