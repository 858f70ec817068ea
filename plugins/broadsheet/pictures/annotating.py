"""Annotating: a picture that moves, in its own file, with what is known of its rights as XMP.

Nothing of it is encoded again. An AVIF sequence is cleaned alone, and keeps what it says itself.
"""

from __future__ import annotations

from collections.abc import Callable

from broadsheet.api import CannotDerive
from broadsheet.pictures.rights import Rights, packet_of
from broadsheet.privacy import gif, png, webp
from broadsheet.privacy.cleaning import clean
from broadsheet.privacy.reader import CannotClean

_WRITERS: dict[bytes, Callable[[bytes, bytes], bytes]] = {
    **dict.fromkeys(gif.MAGICS, gif.with_xmp),
    png.MAGIC: png.with_xmp,
    b"RIFF": webp.with_xmp,
}


def annotated(data: bytes, rights: Rights) -> bytes:
    """Return the file of a picture that moves, clean and with its rights.

    rights: what is known of it besides what it says itself. Raises CannotDerive.
    """
    try:
        picture, packet = clean(data), packet_of(data, rights)
        writers = (write for magic, write in _WRITERS.items() if data.startswith(magic))
        write = next(writers, None)
        return write(picture, packet) if write and packet else picture
    except CannotClean as error:
        raise CannotDerive(f"the picture cannot be cleaned: {error.what}", error.mend) from error
