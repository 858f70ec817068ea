"""Room: whether a picture has pixels enough for its place, and its place enough for its letters."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.image_captions.catalogue import Picture
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.screens import on_phones
from broadsheet.reporting.faults import Gravity
from broadsheet.story.model import PictureUse
from broadsheet.views.composer import Composer

_LEAST = {"full": 1200, "wide": 800}  # pixels; what has fewer looks blurred on any desk

_PHONE = 298  # pixels: the width of a text in the narrowest windows, which have 320
_LEAST_LETTERS = 9  # pixels; smaller ones are guessed rather than read


def is_narrow(use: PictureUse, picture: Picture) -> bool:
    """Say whether a picture has too few pixels for its place. A drawing in lines fits any."""
    return picture.facts.kind != "vector" and picture.facts.width < _LEAST.get(use.width, 0)


def too_narrow(use: PictureUse, picture: Picture) -> Iterator[Flaw]:
    """Yield the flaw of a picture that its place shows too large."""
    if is_narrow(use, picture):
        least, width = _LEAST[use.width], picture.facts.width
        place = "from edge to edge" if use.width == "full" else "wide"
        yield Flaw(
            f"{picture.path} is {width:,} pixels wide, too few for a picture that stands {place}",
            f"give it in {least:,} pixels or more, or in another width",
            Gravity.ADVICE,
            kind="picture-narrow",
        )


def too_small_letters(use: PictureUse, picture: Picture, composer: Composer) -> Iterator[Flaw]:
    """Yield the flaw of a drawing whose letters nobody can read on a phone."""
    shown = on_phones(use, picture, composer)
    fits = _PHONE / shown.facts.width
    letters = shown.facts.lettering * (fits if shown is not picture else min(1, fits))
    if 0 < letters < _LEAST_LETTERS:
        yield Flaw(
            f"the smallest letters of {shown.path} are {letters:.1f} pixels high on a phone",
            f"make them at least {_LEAST_LETTERS}, or name a drawing for phones with `phone:`",
            Gravity.ADVICE,
            kind="letters-small",
        )
