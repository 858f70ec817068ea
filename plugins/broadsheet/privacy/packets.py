"""Packets: the XMP of an open picture, of the kinds too of which Pillow reads none."""

from __future__ import annotations

from PIL.ImageFile import ImageFile

from broadsheet.privacy import gif, heif


def packet_in(image: ImageFile, data: bytes) -> bytes:
    """Return the XMP packet of a picture, b"" where it has none. data: its file."""
    found: bytes | str | None = image.info.get("xmp")
    if found:
        return found.encode("utf-8", "replace") if isinstance(found, str) else found
    if image.format == "GIF":
        return gif.xmp_of(data)
    return heif.xmp_of(data) if image.format == "AVIF" else b""
