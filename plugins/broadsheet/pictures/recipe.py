"""The recipe: makes all sizes of a picture at once; what it needs is loaded when it runs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

from broadsheet.api import Recipe
from broadsheet.pictures.boxes import Box


def develop(
    sources: tuple[bytes, ...],
    sizes: tuple[tuple[str, int, Box | None], ...],
    rights: tuple[tuple[str, str], ...],
    encoder: str,
) -> Mapping[str, bytes]:
    """Return the sizes of a picture by their names.

    sizes: media type, width and part of each; see `Size`. rights: what is known of the picture
    besides what it says itself. encoder: see `encoder`; another one makes other bytes. Raises
    CannotDerive.
    """
    from broadsheet.pictures.developing import developed

    del encoder
    (data,) = sources
    return developed(data, sizes, rights)


RECIPE = Recipe("pictures", 3, develop)  # raise it with each change of what is made


@cache
def encoder() -> str:
    """Return by what pictures are encoded, with its version: it carries all encoders along."""
    return f"Pillow {version('pillow')}"
