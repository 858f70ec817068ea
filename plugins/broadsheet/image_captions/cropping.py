"""Cropping: which parts of a picture are shown where the whole of it does not fit.

What a use says takes precedence over the sidecar. Nobody crops a picture whose owner forbids it.
"""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.image_captions.catalogue import Picture
from broadsheet.image_captions.credits import credit_for_file
from broadsheet.image_captions.flaws import Flaw
from broadsheet.reporting.faults import Gravity
from broadsheet.story.framing import FEWEST_PIXELS, Framing
from broadsheet.story.model import PictureUse
from broadsheet.views.records import FramedPicture

_THIRD = 1 / 3


def framing_of(use: PictureUse, picture: Picture) -> Framing:
    """Return how a picture may be cropped at one place."""
    crops = picture.notes.crops if use.crops is None else use.crops
    is_whole = crops == () or picture.facts.metadata.forbids_cropping
    return Framing(use.focus or picture.notes.focus, crops or (), is_whole)


def kept_of(framing: Framing) -> str:
    """Return the edge that is to be seen of a picture too high for its place, "" for the middle."""
    down = framing.focus[1] if framing.focus else 0.5
    return "top" if down < _THIRD else "bottom" if down > 1 - _THIRD else ""


def framed(use: PictureUse, picture: Picture) -> FramedPicture:
    """Return a picture as one place may crop it."""
    return FramedPicture(picture.path, framing_of(use, picture), credit_for_file(use, picture))


def idle_crops(use: PictureUse, picture: Picture) -> Iterator[Flaw]:
    """Yield what is wrong with a focus and with crops that nobody will see."""
    if use.focus is None and not use.crops:
        return
    reason = ""
    if picture.facts.metadata.forbids_cropping:
        reason = "its owner forbids to crop it, as the file says"
    elif picture.facts.kind == "vector":
        reason = "a drawing in lines is never cropped"
    if reason:
        yield Flaw(
            f"`focus` and `crops` change nothing of {picture.path}: {reason}",
            "take them out",
            Gravity.ADVICE,
            kind="crop-idle",
        )


def small_crops(use: PictureUse, picture: Picture) -> Iterator[Flaw]:
    """Yield the flaws of crops that leave too few pixels of a picture for cards or other sites."""
    facts, framing = picture.facts, framing_of(use, picture)
    if framing.is_whole or facts.kind == "vector":
        return
    for shape, (left, top, right, bottom) in framing.crops:
        width, height = round((right - left) * facts.width), round((bottom - top) * facts.height)
        if width * height < FEWEST_PIXELS:
            yield Flaw(
                f"`crops`: {width:,} by {height:,} pixels are left of {picture.path} for {shape}, "
                "too few to be shown",
                "choose a larger part, or take a picture with more pixels",
                Gravity.ADVICE,
                kind="crop-small",
            )
