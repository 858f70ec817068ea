"""The recipes: sizes of pictures, drawings, and what moves; each loads what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

from broadsheet.api import CannotDerive, Recipe
from broadsheet.pictures.boxes import Box


def develop(
    sources: tuple[bytes, ...],
    sizes: tuple[tuple[str, int, Box | None, bool], ...],
    rights: tuple[tuple[str, str], ...],
    encoder: str,
) -> Mapping[str, bytes]:
    """Return those sizes of a picture that are worth a file, by their names.

    sizes: that it may have, as the fields of `Size` have it. rights: what is known of the picture
    besides what it says itself. encoder: see `encoder`; another one makes other bytes. Raises
    CannotDerive.
    """
    from broadsheet.pictures.developing import developed

    del encoder
    (data,) = sources
    return developed(data, sizes, rights)


RECIPE = Recipe("pictures", 12, develop)  # raise it with each change of what is made


@cache
def encoder() -> str:
    """Return by what pictures are encoded, with versions: a system's Pillow has other encoders."""
    from PIL import features

    parts = (f"{name} {features.version(name)}" for name in ("avif", "webp", "jpg", "zlib"))
    return ", ".join((f"Pillow {version('pillow')}", *parts))


def draw(sources: tuple[bytes, ...], rights: tuple[tuple[str, str], ...], printer: str) -> bytes:
    """Return a drawing (SVG) in fewer bytes, without what programs write beside it.

    rights: what is known of it besides what it says itself. printer: see `printer`; another one
    makes other bytes. Raises CannotDerive.
    """
    from broadsheet.pictures.minifying import minified
    from broadsheet.privacy.cleaning import clean
    from broadsheet.privacy.reader import CannotClean

    del printer
    (data,) = sources
    try:
        return minified(clean(data), rights)
    except CannotClean as error:
        raise CannotDerive(f"the drawing cannot be cleaned: {error.what}", error.mend) from error


DRAWING = Recipe("drawings", 3, draw)  # raise it with each change of what is made


def annotate(
    sources: tuple[bytes, ...], rights: tuple[tuple[str, str], ...], printer: str
) -> bytes:
    """Return the file of a picture that moves, with its rights.

    rights, printer: as for `draw`. Raises CannotDerive.
    """
    from broadsheet.pictures.annotating import annotated

    del printer
    (data,) = sources
    return annotated(data, rights)


MOVING = Recipe("moving", 2, annotate)  # raise it with each change of what is made


@cache
def printer() -> str:
    """Return by what XML is printed, with its version: lxml carries libxml2 along."""
    return f"lxml {version('lxml')}"
