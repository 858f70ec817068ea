"""Annotating: a picture that moves, in its own file, with what is known of its rights as XMP.

Nothing of it is encoded again.
"""

from __future__ import annotations

from broadsheet.api import CannotDerive
from broadsheet.pictures.rights import Rights, packet_of
from broadsheet.privacy.cleaning import HEAD, clean, kind_of
from broadsheet.privacy.reader import CannotClean


def annotated(data: bytes, rights: Rights) -> bytes:
    """Return the file of a picture that moves, clean and with its rights.

    rights: what is known of it besides what it says itself. Raises CannotDerive.
    """
    try:
        picture, packet = clean(data), packet_of(data, rights)
        kind = kind_of(data[:HEAD])
        write = kind.with_xmp if kind else None
        return write(picture, packet) if write and packet else picture
    except CannotClean as error:
        raise CannotDerive(f"the picture cannot be cleaned: {error.what}", error.mend) from error
