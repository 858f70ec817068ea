"""Room: whether a picture has pixels enough for its place."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.image_captions.catalogue import Picture
from broadsheet.image_captions.flaws import Flaw
from broadsheet.reporting.faults import Gravity
from broadsheet.story.model import PictureUse

_LEAST = {"full": 1200, "wide": 800}  # pixels; what has fewer looks blurred on any desk


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
