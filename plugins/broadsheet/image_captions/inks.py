"""Inks: whether it is known how the colours of a picture look on screens."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.image_captions.catalogue import Picture
from broadsheet.image_captions.flaws import Flaw
from broadsheet.reporting.faults import Gravity


def unknown_inks(picture: Picture) -> Iterator[Flaw]:
    """Yield the flaw of a picture for a press that does not say for which.

    The same share of an ink is another colour in each, so what screens show is a guess.
    """
    if picture.facts.has_unknown_inks:
        yield Flaw(
            f"{picture.path} has inks of a press (CMYK) without their profile: screens show "
            "colours that are guessed",
            "save it in sRGB, or with the profile of the press",
            Gravity.ADVICE,
            kind="picture-colours",
        )
