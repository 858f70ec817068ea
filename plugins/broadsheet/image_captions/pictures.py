"""Picture files: what kind they are, how large, and what they say of themselves."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image, ImageChops, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from broadsheet.image_captions.embedded import metadata_of, xmp_metadata
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.house_drawings import house_drawing
from broadsheet.image_captions.lettering import least_lettering
from broadsheet.image_captions.no_pictures import kind_by_signature, no_picture_in
from broadsheet.image_captions.picture_facts import PictureFacts
from broadsheet.image_captions.resolution import SUFFIXES
from broadsheet.image_captions.svg import svg_size
from broadsheet.privacy.cleaning import clean
from broadsheet.privacy.orientation import is_on_its_side
from broadsheet.privacy.reader import CannotClean

# The last two are known only so that a file that pretends can be named for what it is.
_READERS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
_NAMES = {"MPO": "JPEG", "WEBP": "WebP"}
_MOST_COLOURS = 4096  # of a drawing, whose edges are smoothed
# Of a drawing's pixels, as many at least are like the next. Of photographs that were reduced to 256
# colours, most have a third and none measured has more than 0.73; charts and maps have 0.82 and
# more.
_ALIKE = 0.75


def read_facts(data: bytes, path: str) -> PictureFacts | Flaw:
    """Read a picture, whole, so that a damaged one is noticed.

    path: the content path of its file, for the flaws.
    """
    kind, media_type = SUFFIXES.get(PurePosixPath(path).suffix.lower(), (None, ""))
    no_picture = no_picture_in(data, path)
    if no_picture:
        return no_picture
    if kind is None:
        return _misnamed(path, data)
    if kind == "SVG":
        return _drawing(data, path, media_type)
    with warnings.catch_warnings():
        # What Pillow warns of is a flaw here, or of no consequence, such as a broken Exif block.
        warnings.simplefilter("ignore")
        return _photograph(data, path, kind, media_type)


def _drawing(data: bytes, path: str, media_type: str) -> PictureFacts | Flaw:
    size = svg_size(data)
    if isinstance(size, Flaw):
        return Flaw(f"{path} {size.what}", size.mend)
    try:
        cleaned = clean(data)  # as it is when it is published: what hinders that is told before
    except CannotClean as error:
        return Flaw(f"{path} cannot be cleaned: {error.what}", error.mend)
    drawing = house_drawing(cleaned)
    if isinstance(drawing, Flaw):
        return Flaw(f"{path} {drawing.what}", drawing.mend)
    metadata, lettering = xmp_metadata(data), least_lettering(data)
    return PictureFacts(*size, media_type, metadata, "vector", drawing, lettering)


def _photograph(data: bytes, path: str, kind: str, media_type: str) -> PictureFacts | Flaw:
    Image.init()
    try:
        image = Image.open(BytesIO(data), formats=_READERS)
    except Image.DecompressionBombError:
        return _too_large(path)
    except UnidentifiedImageError:
        return Flaw(f"{path} is not a picture", f"save it again as {_name(kind)}")
    except Exception:  # a damaged file makes Pillow's readers raise anything
        return _damaged(path)
    if _name(image.format) != _name(kind):
        return _pretender(path, _name(image.format), _name(kind))
    # Pillow itself refuses only what is twice as large.
    if Image.MAX_IMAGE_PIXELS and image.width * image.height > Image.MAX_IMAGE_PIXELS:
        return _too_large(path)
    width, height = image.size
    try:
        # A JPEG is read to its end in an eighth of its size too, in a fraction of the time.
        image.draft(None, (width // 8 + 1, height // 8 + 1))
        image.load()
    except Exception:  # as above
        return _damaged(path)
    if is_on_its_side(image):
        width, height = height, width
    return PictureFacts(
        width,
        height,
        media_type,
        metadata_of(image, data),
        _kind_of(image),
        is_opaque=_is_opaque(image),
        has_unknown_inks=image.mode == "CMYK" and not image.info.get("icc_profile"),
    )


def _kind_of(image: ImageFile) -> str:
    """Return whether a picture moves, is drawn in few colours, or is a photograph."""
    if getattr(image, "is_animated", False) and image.format != "MPO":
        return "moving"
    return "drawing" if _is_drawn(image) else "photograph"


def _is_opaque(image: ImageFile) -> bool:
    """Say whether nothing shows through a picture; of one that moves, through its first frame."""
    if not image.has_transparency_data:
        return True
    return image.convert("RGBA").getchannel("A").getextrema() == (255, 255)


def _is_drawn(image: ImageFile) -> bool:
    """Say whether a picture has few colours in even planes; of a JPEG's nothing is even."""
    has_eight_bits = image.mode[0] not in "IF"
    return (
        image.format not in ("JPEG", "MPO")
        and has_eight_bits
        and image.getcolors(_MOST_COLOURS) is not None
        and _alike(image) >= _ALIKE
    )


def _alike(image: ImageFile) -> float:
    """Return the share of the pixels that have the colour of the next one in their row."""
    shown = image.convert("RGBA" if image.has_transparency_data else "RGB")
    width, height = shown.size
    if width == 1:
        return 1.0
    here, beside = shown.crop((0, 0, width - 1, height)), shown.crop((1, 0, width, height))
    most, *others = ImageChops.difference(here, beside).split()
    for channel in others:
        most = ImageChops.lighter(most, channel)
    return most.histogram()[0] / ((width - 1) * height)


def _name(kind: str | None) -> str:
    return _NAMES.get(kind or "", kind or "")


def _misnamed(path: str, data: bytes) -> Flaw:
    """Return the flaw of a picture by whose ending no browser knows it."""
    kind = kind_by_signature(data)
    ending = next((each for each, (name, _) in SUFFIXES.items() if name == kind), None)
    if kind and ending:
        right = PurePosixPath(path).with_suffix(ending)
        return Flaw(f"{path} is a {_name(kind)} file under another name", f"rename it to `{right}`")
    return Flaw(f"{path} is no picture for the web", "save it as JPEG, PNG, GIF, WebP, AVIF or SVG")


def _too_large(path: str) -> Flaw:
    return Flaw(f"{path} is too large to be opened safely", "scale it down")


def _damaged(path: str) -> Flaw:
    return Flaw(f"{path} is damaged or cut short", "copy it again from the original")


def _pretender(path: str, real: str, kind: str) -> Flaw:
    return Flaw(
        f"{path} is a {real} file that calls itself {kind}",
        f"give it the right ending, or save it again as {kind}",
    )
