"""Cropping: which parts of a picture are shown where the whole of it does not fit.

What a use says takes precedence over the sidecar. Nobody crops a picture whose owner forbids it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from broadsheet.image_captions.catalogue import Picture
from broadsheet.image_captions.flaws import Flaw
from broadsheet.reporting.faults import Gravity
from broadsheet.story.framing import CARD, FOUND, SHARED, Framing
from broadsheet.story.model import PictureUse
from broadsheet.views.records import PictureCrop


def framing_of(use: PictureUse, picture: Picture) -> Framing:
    """Return how a picture may be cropped at one place."""
    crops = picture.notes.crops if use.crops is None else use.crops
    is_whole = crops == () or picture.facts.metadata.forbids_cropping
    return Framing(use.focus or picture.notes.focus, crops or (), is_whole)


def on_cards(use: PictureUse) -> PictureUse:
    """Return the use of a story's picture on cards: another picture may stand for it there."""
    if not use.card:
        return use
    own = {"focus": None, "crops": None, "card": None, "small": None}
    return replace(use, src=use.card, line=use.card_line, **own)


def is_small(use: PictureUse, picture: Picture) -> bool:
    """Say whether small cards show a picture too."""
    told = picture.notes.small if use.small is None else use.small
    return told is not False


def card_crops(use: PictureUse, picture: Picture) -> tuple[PictureCrop, ...]:
    """Return the part of a picture that cards show, none where they show the whole."""
    return _crops(use, picture, (CARD,), is_shared=False)


def shared_crops(use: PictureUse, picture: Picture) -> tuple[PictureCrop, ...]:
    """Return the parts of a picture that other sites are given."""
    return _crops(use, picture, (*FOUND, SHARED), is_shared=True)


def _crops(
    use: PictureUse, picture: Picture, shapes: tuple[str, ...], *, is_shared: bool
) -> tuple[PictureCrop, ...]:
    framing = framing_of(use, picture)
    if framing.is_whole:
        return ()
    path, focus, crops = picture.path, framing.focus, framing.crops
    return tuple(PictureCrop(path, each, focus, crops, is_shared) for each in shapes)


def idle_crops(use: PictureUse, picture: Picture) -> Iterator[Flaw]:
    """Yield what is wrong with a focus and with crops that nobody will see."""
    if use.focus is None and not use.crops:
        return
    reason = ""
    if picture.facts.metadata.forbids_cropping:
        reason = "its owner forbids to crop it, as the file says"
    elif picture.facts.kind in ("vector", "moving"):
        reason = "only photographs and drawings of points are cropped"
    if reason:
        yield Flaw(
            f"`focus` and `crops` change nothing of {picture.path}: {reason}",
            "take them out",
            Gravity.ADVICE,
            kind="crop-idle",
        )
