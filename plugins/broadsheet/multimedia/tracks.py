"""Tracks: what is found in a container, and what its metadata give away."""

from __future__ import annotations

from msgspec import Struct

PLACE, DEVICE = "where it was recorded", "what it was recorded with"

# The keys of QuickTime, of 3GPP and of Exif in XMP, and what cameras and telephones write.
_PLACES = (b"\xa9xyz", b"loci", b"location.ISO6709", b"GPSLatitude", b"GPSCoordinates")
_DEVICES = (
    *(b"\xa9mak", b"\xa9mod", b"com.apple.quicktime.make", b"com.apple.quicktime.model"),
    *(b"com.android.manufacturer", b"com.android.model", b"tiff:Make", b"SerialNumber"),
)
POSITIONS = frozenset({b"gpmd", b"camm", b"rtmd"})
"""The kinds of tracks in which cameras record their position and how they move."""


class Tracks(Struct, frozen=True):
    """What is in a container. width, height: of its picture as it is shown, 0 where it has none.

    is_rarely_shown: whether few browsers show the picture. says: what else it says.
    """

    has_sound: bool = False
    width: int = 0
    height: int = 0
    is_rarely_shown: bool = False
    says: tuple[str, ...] = ()


def says_in(metadata: bytes) -> tuple[str, ...]:
    """Return what metadata say of where, and by what, something was recorded."""
    place = any(key in metadata for key in _PLACES)
    device = any(key in metadata for key in _DEVICES)
    return (PLACE,) * place + (DEVICE,) * device
