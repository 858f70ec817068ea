"""Developing: makes all sizes of a picture, each with what the picture says of its rights.

How strongly a format compresses is found by trial: as strongly as leaves a picture that is similar
enough to the one it is made of; numbers of quality mean something else in each format, and for each
picture. An AVIF file is never larger than the WebP file of the same width.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO
from itertools import starmap
from typing import Any

from PIL import Image

from broadsheet.pictures.boxes import Box
from broadsheet.pictures.colours import upright_srgb
from broadsheet.pictures.rights import Rights, packet_of
from broadsheet.pictures.similarity import similarity
from broadsheet.pictures.sizes import AVIF, JPEG, PNG, WEBP, Size, height_of
from broadsheet.site.outputs import CannotDerive

_SIMILAR = 0.93
_TRIED_AT = 640  # pixels of width
_QUALITIES = {AVIF: range(45, 76), WEBP: range(60, 91), JPEG: range(60, 91)}
_OF_DRAWINGS = (90, 80, 70, 60)
_FEW_COLOURS = 64
_SAVED = 0.9  # of the bytes of the next larger size of a drawing; a tenth at least is to be saved
_STEP = 5  # by which an AVIF file is made smaller
_ROOM = 60_000  # bytes for XMP in a JPEG, whose segments have 65,533


def developed(
    data: bytes, sizes: Iterable[tuple[str, int, Box | None]], rights: Rights
) -> Mapping[str, bytes]:
    """Return the sizes of a picture by their names; raise CannotDerive.

    data: the picture's file. sizes: media type, width and part of each; see `Size`. rights: what is
    known of the picture besides what it says itself.
    """
    wanted: dict[Box | None, list[Size]] = defaultdict(list)
    for each in starmap(Size, sizes):
        wanted[each.box].append(each)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a broken Exif block says nothing
            with Image.open(BytesIO(data)) as image:
                xmp = packet_of(data, rights)
                short = xmp if len(xmp) <= _ROOM else packet_of(b"", rights)
                whole, made = upright_srgb(image), dict[str, bytes]()
                for box, of in wanted.items():
                    shown = whole.crop(box) if box else whole
                    made |= _Development(image, shown, xmp, short).files(of)
                return made
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise CannotDerive(f"the picture cannot be scaled: {error}", "save it anew") from error


class _Development:
    """One picture, or a part of one, while its sizes are made.

    own: the picture as it was opened. shown: the pixels that are shown of it. xmp: what each size
    says of rights. short: the same for a JPEG, which has less room.
    """

    def __init__(self, own: Image.Image, shown: Image.Image, xmp: bytes, short: bytes) -> None:
        self._own, self._whole = own, shown
        self._xmp, self._short = xmp, short
        self._is_drawn = False
        self._qualities: dict[str, int] = {}

    def files(self, sizes: Collection[Size]) -> dict[str, bytes]:
        """Return the bytes of each size by its name."""
        return dict(self._files(sizes))

    def _files(self, sizes: Collection[Size]) -> Iterator[tuple[str, bytes]]:
        self._is_drawn = not any(each.media_type in (AVIF, JPEG) for each in sizes)
        widest: int | None = None
        widths = sorted({each.width for each in sizes}, reverse=True)
        self._whole = self._reduced(widths[0])  # of which all narrower ones are made
        for width in widths:
            image = self._reduced(width)
            wanted = {each.media_type: each.name for each in sizes if each.width == width}
            if PNG in wanted:
                yield wanted[PNG], self._as_png(image)
            if JPEG in wanted:
                yield wanted[JPEG], self._at(image, JPEG, self._quality(JPEG))
            if WEBP in wanted:
                webp = self._drawn(image, widest) if self._is_drawn else self._lossy(image, WEBP)
                widest = len(webp)
                yield wanted[WEBP], webp
            if AVIF in wanted:
                yield wanted[AVIF], self._lossy(image, AVIF, limit=widest)

    def _reduced(self, width: int) -> Image.Image:
        if width == self._whole.width:
            return self._whole
        size = (width, height_of(width, self._whole.size))
        return self._whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)

    def _lossy(self, image: Image.Image, media_type: str, limit: int | None = None) -> bytes:
        """Return a photograph in a format. limit: the most bytes that it may have, None for any."""
        quality = self._quality(media_type)
        data = self._at(image, media_type, quality)
        while limit is not None and len(data) > limit and quality > _STEP:
            quality -= _STEP
            data = self._at(image, media_type, quality)
        return data

    def _drawn(self, image: Image.Image, wider: int | None) -> bytes:
        """Return a drawing as WebP: as it is, or nearly so where that is smaller.

        wider: the bytes of the next larger size. A smaller one whose edges are smoothed has more
        colours, and would be larger.
        """
        best = self._lossless(image)
        if wider is None or len(best) <= (limit := wider * _SAVED):
            return best
        best = min(best, self._lossless(_with_few_colours(image)), key=len)
        for quality in _OF_DRAWINGS:
            best = min(best, self._at(image, WEBP, quality), key=len)
            if len(best) <= limit:
                break
        return best

    def _lossless(self, image: Image.Image) -> bytes:
        return _saved(image, "WEBP", lossless=True, quality=60, method=4, xmp=self._xmp)

    def _as_png(self, image: Image.Image) -> bytes:
        """Return a picture as PNG; one that is a PNG of that size keeps its palette."""
        from PIL.PngImagePlugin import PngInfo

        told = PngInfo()
        if self._xmp:
            told.add_itxt("XML:com.adobe.xmp", self._xmp.decode())
        is_own = (
            self._own.format == "PNG"
            and image.size == self._own.size
            and not (self._own.info.get("icc_profile") or self._own.getexif())
        )
        return _saved(self._own if is_own else image, "PNG", optimize=True, pnginfo=told)

    def _at(self, image: Image.Image, media_type: str, quality: int) -> bytes:
        xmp = self._xmp
        if media_type == AVIF:
            return _saved(image, "AVIF", quality=quality, speed=8, max_threads=1, xmp=xmp)
        if media_type == WEBP:
            sharp = self._is_drawn
            return _saved(image, "WEBP", quality=quality, method=4, use_sharp_yuv=sharp, xmp=xmp)
        short = self._short
        return _saved(image, "JPEG", quality=quality, progressive=True, optimize=True, xmp=short)

    def _quality(self, media_type: str) -> int:
        """Return the least quality of a format that leaves the picture similar enough."""
        if media_type not in self._qualities:
            trial = self._reduced(min(_TRIED_AT, self._whole.width))
            plain = _on_white(trial)
            options = _QUALITIES[media_type]
            low, high = 0, len(options) - 1
            while low < high:
                middle = (low + high) // 2
                data = self._at(trial, media_type, options[middle])
                with Image.open(BytesIO(data)) as made:
                    is_similar = similarity(plain, _on_white(made)) >= _SIMILAR
                low, high = (low, middle) if is_similar else (middle + 1, high)
            self._qualities[media_type] = options[low]
        return self._qualities[media_type]


def _on_white(image: Image.Image) -> Image.Image:
    """Return a picture as it looks on paper."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")


def _with_few_colours(image: Image.Image) -> Image.Image:
    """Return a drawing with so many colours that smoothed edges still look smooth."""
    if image.mode == "RGBA":
        return image.quantize(_FEW_COLOURS, method=Image.Quantize.FASTOCTREE).convert("RGBA")
    return image.quantize(_FEW_COLOURS, dither=Image.Dither.NONE).convert("RGB")


def _saved(image: Image.Image, form: str, **options: Any) -> bytes:
    made = BytesIO()
    if not options.get("xmp", True):
        del options["xmp"]
    image.save(made, form, **options)
    return made.getvalue()
