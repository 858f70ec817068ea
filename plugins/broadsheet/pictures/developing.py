"""Developing: makes all sizes of a picture, each with what the picture says of its rights.

How strongly a photograph is compressed is found by trial, for each file: as strongly as leaves it
similar enough to what it is made of. Numbers of quality mean something else in each format, in each
width, and for each picture.

What is not worth a file is left out. A width is not if it saves less than a tenth of the bytes of
the next larger one. AVIF is not if one of its files, although it took longer, is larger than the
WebP file of the same width: browsers that know AVIF take nothing else.
"""

from __future__ import annotations

import math
import warnings
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from io import BytesIO
from itertools import chain, starmap
from typing import Any

from PIL import Image

from broadsheet.pictures.boxes import Box, size_of
from broadsheet.pictures.colours import upright_srgb
from broadsheet.pictures.rights import Rights, packet_of
from broadsheet.pictures.similarity import similarity
from broadsheet.pictures.sizes import AVIF, JPEG, PNG, SAVED, WEBP, Size, height_of
from broadsheet.privacy.orientation import is_on_its_side
from broadsheet.site.outputs import CannotDerive

_SIMILAR = 0.93
_NEARLY = 0.012  # more than that is enough as well: further trials would save few bytes
_SLOPE = (
    0.0015,
    0.004,
    0.01,
)  # of similarity for a step of quality: the least, the usual, the most
# Below them colours suffer, which similarity does not see; above them the bytes grow and no more.
_QUALITIES = {AVIF: (35, 85), WEBP: (45, 95), JPEG: (50, 95)}
_FIRST = {AVIF: 50, WEBP: 60, JPEG: 63}
_FAST, _SLOW = 8, 6  # how AVIF is encoded; 4 would be smaller still, and takes five times as long
_OF_DRAWINGS = (90, 80, 70, 60)
_FEW_COLOURS = 64
_Names = Mapping[int, Mapping[str, str]]  # of the files, by widths and media types
_REDUCIBLE = ("L", "LA", "P", "RGB", "RGBA", "CMYK")  # modes of which Pillow averages pixels
_ROOM = 60_000  # bytes for XMP in a JPEG, whose segments have 65,533


def developed(data: bytes, sizes: Iterable[tuple[Any, ...]], rights: Rights) -> Mapping[str, bytes]:
    """Return those sizes of a picture that are worth a file, by their names; raise CannotDerive.

    data: the picture's file. sizes: that it may have, as the fields of `Size` have it. rights: what
    is known of the picture besides what it says itself.
    """
    wanted: dict[tuple[Box | None, bool], list[Size]] = defaultdict(list)
    for each in starmap(Size, sizes):
        wanted[each.box, each.is_on_white].append(each)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a broken Exif block says nothing
            with Image.open(BytesIO(data)) as image:
                longest = max(image.size)
                xmp = packet_of(data, rights)
                short = xmp if len(xmp) <= _ROOM else packet_of(b"", rights)
                spare = _spare(image, chain.from_iterable(wanted.values()))
                whole, made = upright_srgb(_read_smaller(image, spare)), dict[str, bytes]()
                share = max(whole.size) / longest
                for (box, is_on_white), of in wanted.items():
                    shown = whole.crop(_scaled(box, share)) if box else whole
                    own = None if is_on_white else image
                    shown = _on_white(shown) if is_on_white else shown
                    made |= _Development(own, shown, xmp, short).files(of)
                return made
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise CannotDerive(f"the picture cannot be scaled: {error}", "save it anew") from error


def _spare(image: Image.Image, sizes: Iterable[Size]) -> float:
    """Return how many times smaller a picture may be read: twice the width of each size is left."""
    width, height = image.size
    upright = height if is_on_its_side(image) else width
    return min((size_of(each.box)[0] if each.box else upright) / (2 * each.width) for each in sizes)


def _read_smaller(image: Image.Image, spare: float) -> Image.Image:
    """Return a picture far larger than its sizes in half its size or less.

    Its pixels in several copies would take gigabytes. spare: see `_spare`. A JPEG is not even read
    in its own size.
    """
    if spare < 2:
        return image
    width, height = image.size
    image.draft(None, (math.ceil(width / spare), math.ceil(height / spare)))
    times = int(spare * image.width / width)
    if times < 2 or image.mode not in _REDUCIBLE:
        return image
    if image.mode == "P":
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.reduce(times)


def _scaled(box: Box, share: float) -> Box:
    left, upper, right, lower = (round(edge * share) for edge in box)
    return left, upper, right, lower


class _Development:
    """One picture, or a part of one, while its sizes are made.

    own: the picture as it was opened, None where no size may be like it. shown: what is shown of
    it. xmp: what each size says of rights. short: the same for a JPEG, which has less room.
    """

    def __init__(
        self, own: Image.Image | None, shown: Image.Image, xmp: bytes, short: bytes
    ) -> None:
        self._own, self._whole = own, shown
        self._xmp, self._short = xmp, short
        self._qualities = dict(_FIRST)

    def files(self, sizes: Collection[Size]) -> dict[str, bytes]:
        """Return the bytes of each size that is worth a file, by its name."""
        by_width: dict[int, dict[str, str]] = defaultdict(dict)
        for each in sizes:
            by_width[each.width][each.media_type] = each.name
        self._whole = self._reduced(max(by_width))  # of which all narrower ones are made
        is_drawing = all(each.media_type in (WEBP, PNG) for each in sizes)
        made = self._drawings if is_drawing else self._photographs
        files = dict(made(by_width))
        return {name: files[name] for name in _worthwhile(by_width, files)}

    def _photographs(self, names: _Names) -> Iterator[tuple[str, bytes]]:
        """Yield the sizes of a photograph, the narrowest first: in it trials take no time."""
        images = {width: self._reduced(width) for width in sorted(names)}
        webp: dict[int, int] = {}
        for width, image in images.items():
            of = names[width]
            if JPEG in of:
                yield of[JPEG], self._similar(image, JPEG)[0]
            if PNG in of:
                yield of[PNG], self._as_png(image)
            if WEBP in of:
                data, _ = self._similar(image, WEBP)
                webp[width] = len(data)
                yield of[WEBP], data
        yield from self._avif_files(images, names, webp).items()

    def _avif_files(
        self, images: Mapping[int, Image.Image], names: _Names, webp: Mapping[int, int]
    ) -> dict[str, bytes]:
        """Return a photograph as AVIF by names, nothing where that is not worth it.

        images: the photograph, names: of its files, webp: the bytes of those in WebP, by widths.
        """
        made: dict[str, bytes] = {}
        for width, image in images.items():
            if AVIF in names[width]:
                data = self._avif(image, webp.get(width))
                if data is None:
                    return {}
                made[names[width][AVIF]] = data
        return made

    def _drawings(self, names: _Names) -> Iterator[tuple[str, bytes]]:
        """Yield the sizes of a drawing, the widest first: no narrower one is to be larger."""
        wider: int | None = None
        for width, of in sorted(names.items(), reverse=True):
            image = self._reduced(width)
            if PNG in of:
                yield of[PNG], self._as_png(image)
            if WEBP in of:
                webp = self._drawn(image, wider)
                wider = len(webp) if _saves(len(webp), wider) else wider
                yield of[WEBP], webp

    def _reduced(self, width: int) -> Image.Image:
        if width == self._whole.width:
            return self._whole
        size = (width, height_of(width, self._whole.size))
        return self._whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)

    def _avif(self, image: Image.Image, limit: int | None) -> bytes | None:
        """Return a photograph as AVIF, None where it needs more bytes than it may have.

        limit: the most bytes, None for any number.
        """
        for speed, nearly in ((_FAST, _NEARLY), (_SLOW, 0.0)):
            data, is_similar = self._similar(image, AVIF, nearly, speed=speed)
            if is_similar and (limit is None or len(data) <= limit):
                return data
        return None

    def _similar(
        self, image: Image.Image, media_type: str, nearly: float = _NEARLY, **how: int
    ) -> tuple[bytes, bool]:
        """Return a photograph in few bytes, and whether it is similar enough.

        Where no quality makes it so, it is as similar as can be. The first guess is the quality
        that the size before needed. nearly: how much more similar will do; 0 finds the fewest
        bytes. how: for the encoder.
        """
        plain = _on_white(image)
        low, high = _QUALITIES[media_type]
        quality, enough = self._qualities[media_type], b""
        slope = _SLOPE[1]
        last: tuple[int, float] | None = None
        while low <= high:
            data = self._at(image, media_type, quality, **how)
            with Image.open(BytesIO(data)) as made:
                above = similarity(plain, _on_white(made)) - _SIMILAR
            if above >= 0:
                enough, self._qualities[media_type], high = data, quality, quality - 1
            else:
                low = quality + 1
            if 0 <= above < nearly:
                break
            if last:
                slope = min(max(_SLOPE[0], (above - last[1]) / (quality - last[0])), _SLOPE[2])
            last = quality, above
            quality = min(max(quality + round((nearly / 2 - above) / slope), low), high)
        return enough or data, bool(enough)

    def _drawn(self, image: Image.Image, wider: int | None) -> bytes:
        """Return a drawing as WebP: as it is, or nearly so where that is smaller.

        wider: the bytes of the next larger size. A smaller one whose edges are smoothed has more
        colours, and would be larger.
        """
        best = self._lossless(image)
        if _saves(len(best), wider):
            return best
        best = min(best, self._lossless(_with_few_colours(image)), key=len)
        for quality in _OF_DRAWINGS:
            best = min(best, self._smooth(image, quality), key=len)
            if _saves(len(best), wider):
                break
        return best

    def _lossless(self, image: Image.Image) -> bytes:
        return _saved(image, "WEBP", lossless=True, quality=60, method=4, xmp=self._xmp)

    def _smooth(self, image: Image.Image, quality: int) -> bytes:
        """Return a drawing nearly as it is: with sharp edges between colours."""
        xmp = self._xmp
        return _saved(image, "WEBP", quality=quality, method=4, use_sharp_yuv=True, xmp=xmp)

    def _as_png(self, image: Image.Image) -> bytes:
        """Return a picture as PNG; one that is a PNG of that size keeps its palette."""
        from PIL.PngImagePlugin import PngInfo

        told = PngInfo()
        if self._xmp:
            told.add_itxt("XML:com.adobe.xmp", self._xmp.decode())
        own = self._own if self._own and _is_as_shown(self._own, image) else image
        return _saved(own, "PNG", optimize=True, pnginfo=told)

    def _at(
        self, image: Image.Image, media_type: str, quality: int, *, speed: int = _FAST
    ) -> bytes:
        xmp = self._xmp
        if media_type == AVIF:
            return _saved(image, "AVIF", quality=quality, speed=speed, max_threads=1, xmp=xmp)
        if media_type == WEBP:
            return _saved(image, "WEBP", quality=quality, method=4, xmp=xmp)
        shown, short = _on_white(image), self._short
        return _saved(shown, "JPEG", quality=quality, progressive=True, optimize=True, xmp=short)


def _is_as_shown(own: Image.Image, image: Image.Image) -> bool:
    """Say whether a picture is a PNG of just those pixels, which then keeps its palette."""
    is_changed = own.info.get("icc_profile") or own.getexif()
    return own.format == "PNG" and own.size == image.size and not is_changed


def _worthwhile(names: _Names, files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the names of the files that are worth it: in each format the widest, and what saves.

    names: all that may be made. files: those that were made, by their names.
    """
    next_larger: dict[str, int] = {}  # bytes, by media types
    for _, of in sorted(names.items(), reverse=True):
        for media_type, name in of.items():
            if name not in files:
                continue
            size = len(files[name])
            if _saves(size, next_larger.get(media_type)):
                next_larger[media_type] = size
                yield name


def _saves(size: int, next_larger: int | None) -> bool:
    """Say whether so many bytes are worth a file. next_larger: those of the next larger size."""
    return next_larger is None or size <= next_larger * SAVED


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
