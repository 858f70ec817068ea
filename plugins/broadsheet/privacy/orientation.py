"""Orientation: how a picture is turned where it is shown."""

from __future__ import annotations

from PIL import ExifTags, Image

TAG = ExifTags.Base.Orientation
_ON_ITS_SIDE = 5  # from which on width and height are exchanged


def orientation_of(image: Image.Image) -> int:
    """Return the orientation that browsers heed, from 1 to 8: that of Exif, of an open picture.

    Pillow takes that of XMP where Exif has none; browsers do not. Exif that cannot be read has
    none.
    """
    exif = Image.Exif()
    try:
        exif.load(image.info.get("exif") or b"")
        found = exif.get(TAG)
    except Exception:  # Pillow's reader was not made for damaged blocks and raises anything
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def is_on_its_side(image: Image.Image) -> bool:
    """Say whether browsers exchange the width and the height of an open picture."""
    return orientation_of(image) >= _ON_ITS_SIDE
