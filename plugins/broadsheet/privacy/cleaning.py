"""Cleaning: finds the kind of a picture by its first bytes, and calls the cleaner of that kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from msgspec import Struct

from broadsheet.privacy import gif, heif, ico, jpeg, jxl, png, svg, tiff, webp
from broadsheet.privacy.boxes import brands_of
from broadsheet.privacy.reader import CannotClean

HEAD = 1 << 16
"""How many bytes of a file tell what it is."""

_EXPORT = "export it as JPEG, PNG, WebP or AVIF"
_ENDINGS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".gif", ".webp", ".avif", ".avifs"}
    | {".heic", ".heif", ".hif", ".svg", ".svgz", ".tif", ".tiff", ".jxl"}
)


class Kind(Struct, frozen=True):
    """A kind of picture.

    cut: returns one without what goes; raises CannotClean. with_xmp: returns a clean one with an
    XMP packet in place of its own; None where nobody needs that.
    """

    name: str
    cut: Callable[[bytes], bytes]
    with_xmp: Callable[[bytes, bytes], bytes] | None = None

    def clean(self, data: bytes) -> bytes:
        """Return a picture of this kind cleaned; raise CannotClean."""
        try:
            return self.cut(data)
        except RecursionError:  # we go down as deep as boxes, or drawings within drawings, do
            raise CannotClean("it is nested too deep") from None


def clean(data: bytes) -> bytes:
    """Return a picture without private metadata; other files unchanged.

    A cleaned file is not changed again. Raises CannotClean.
    """
    kind = kind_of(data[:HEAD])
    return kind.clean(data) if kind else data


def kind_of(head: bytes) -> Kind | None:
    """Return what kind of picture begins so, None for what is no picture. head: HEAD bytes."""
    for magic, kind in _KINDS:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _WEBP
    if brands := brands_of(head):
        return _of_brands(brands)
    if ico.is_ico(head):
        return _ICON
    if svg.is_svg(head):
        return _SVG
    return _SVGZ if svg.is_svgz(head) else None


def pretends(path: str) -> bool:
    """Say whether a file that is of no known kind is named like a picture."""
    return PurePosixPath(path).suffix.lower() in _ENDINGS


def _of_brands(brands: set[bytes]) -> Kind | None:
    """Return the kind of a file of boxes: most of them are films."""
    if b"crx " in brands:
        return _refused("a camera's raw file")
    return _HEIF if brands & heif.BRANDS else None


def _refused(what: str) -> Kind:
    def refuse(data: bytes) -> bytes:
        del data
        raise CannotClean(f"it is {what}, which nobody can clean here", _EXPORT)

    return Kind(what, refuse)


_WEBP = Kind("WebP", webp.clean_webp, webp.with_xmp)
_HEIF = Kind("AVIF or HEIC", heif.clean_heif, heif.with_xmp)
_ICON = Kind("icon", ico.clean_ico)
_SVG = Kind("SVG", lambda data: svg.clean_svg(data, clean))
_SVGZ = Kind("SVG", lambda data: svg.clean_svgz(data, clean))
_KINDS: list[tuple[bytes, Kind]] = [
    (jpeg.MAGIC, Kind("JPEG", jpeg.clean_jpeg)),
    (png.MAGIC, Kind("PNG", png.clean_png, png.with_xmp)),
    *((magic, Kind("GIF", gif.clean_gif, gif.with_xmp)) for magic in gif.MAGICS),
    *((magic, Kind("TIFF", tiff.clean_tiff)) for magic in tiff.MAGICS),
    (jxl.MAGIC, Kind("JPEG XL", jxl.clean_jxl)),
    (jxl.BARE, Kind("JPEG XL", lambda data: data)),  # a picture alone, which says nothing
    (b"II+\0", _refused("a BigTIFF")),
    (b"MM\0+", _refused("a BigTIFF")),
    (b"8BPS", _refused("a Photoshop file")),
    (b"\0\0\0\x0cjP  \r\n\x87\n", _refused("a JPEG 2000")),
    (b"FUJIFILMCCD-RAW", _refused("a camera's raw file")),
    (b"IIRO", _refused("a camera's raw file")),
    (b"IIRS", _refused("a camera's raw file")),
    (b"MMOR", _refused("a camera's raw file")),
    (b"IIU\0", _refused("a camera's raw file")),
    (b"II\xbc\x01", _refused("a JPEG XR")),
    (b"gimp xcf", _refused("a GIMP file")),
]
