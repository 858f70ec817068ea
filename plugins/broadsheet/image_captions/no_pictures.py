"""No pictures: what files are that call themselves pictures, told by how they begin."""

from __future__ import annotations

import re

from broadsheet.image_captions.flaws import Flaw
from broadsheet.privacy import gif, jpeg, png
from broadsheet.privacy.boxes import brands_of

_LFS = b"version https://git-lfs.github.com/spec/"
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})
_FILM = frozenset({b"isom", b"iso2", b"mp41", b"mp42", b"M4V ", b"qt  ", b"avc1", b"3gp4", b"3gp5"})
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_SIGNATURES = ((jpeg.MAGIC, "JPEG"), (png.MAGIC, "PNG"), (gif.MAGICS, "GIF"))
_BEGINNING = 4096
_FROM_ORIGINAL = "copy it again from the original"


def kind_by_signature(data: bytes) -> str | None:
    """Return the kind of a picture for the web by its first bytes, by Pillow's name."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if brands_of(data[:_BEGINNING]) & _AVIF:
        return "AVIF"
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)


def no_picture_in(data: bytes, path: str) -> Flaw | None:
    """Return what a file is that is no picture for browsers, None where it is none of these.

    path: the content path of the file.
    """
    beginning = data[:_BEGINNING]
    if not data.strip(b"\0 \t\r\n"):
        return Flaw(f"{path} is empty", _FROM_ORIGINAL)
    if beginning.startswith(_LFS):
        what = f"{path} is a Git LFS pointer: the picture itself was not fetched"
        return Flaw(what, "run `git lfs pull`")
    if _HTML.match(beginning):
        return Flaw(
            f"{path} is a web page (HTML) that was saved under a picture's name",
            "save the picture itself",
        )
    if data.startswith(b"%PDF-"):
        return Flaw(f"{path} is a PDF file", "save the page as JPEG or PNG, or link to the PDF")
    brands = brands_of(beginning)
    if brands & _AVIF:
        return None
    if brands & _HEIC:
        return Flaw(f"{path} is a HEIC photo, which few browsers show", "save it as JPEG")
    if brands & _FILM:
        return Flaw(f"{path} is a film", "save a single picture of it as JPEG")
    return None
