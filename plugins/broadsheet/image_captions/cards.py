"""Cards: which picture of a story they and other sites show, and whether small ones show any.

What a story says takes precedence over the sidecar of its picture.
"""

from __future__ import annotations

from msgspec.structs import replace

from broadsheet.image_captions.catalogue import Picture, picture_of
from broadsheet.story.model import PictureUse
from broadsheet.views.composer import Composer


def on_cards(use: PictureUse, path: str, composer: Composer) -> tuple[PictureUse, str]:
    """Return the use of a story's picture on cards, and the file in which it stands.

    Another picture may stand for it there. path: the story's file.
    """
    picture = picture_of(use, path, composer)
    named = use.card or (picture.card if isinstance(picture, Picture) else None)
    if named is None:
        return use, path
    own = dict.fromkeys(("focus", "crops", "card", "small", "phone", "dark", "chart"))
    return replace(use, src=named.src, line=named.line, width="", kind="", **own), named.path


def on_other_sites(use: PictureUse, path: str, composer: Composer) -> tuple[PictureUse, str]:
    """Return the use of a story's picture that other sites are given, and the file it stands in.

    They show no drawing in lines; one in points that stands for it on cards does there as well.
    path: the story's file.
    """
    picture = picture_of(use, path, composer)
    if isinstance(picture, Picture) and picture.facts.kind == "vector":
        return on_cards(use, path, composer)
    return use, path


def is_small(use: PictureUse, picture: Picture) -> bool:
    """Say whether small cards show a picture too."""
    told = picture.notes.small if use.small is None else use.small
    return told is not False
