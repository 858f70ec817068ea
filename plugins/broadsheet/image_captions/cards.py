"""Cards: which picture of a story they and other sites show, and whether small ones show any.

What a story says takes precedence over the sidecar of its picture.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from broadsheet.image_captions.catalogue import Picture, picture_of
from broadsheet.image_captions.flaws import Flaw
from broadsheet.reporting.faults import Gravity
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


def not_shared(main: PictureUse, path: str, composer: Composer) -> Iterator[Flaw]:
    """Yield the flaw of a drawing with which other sites show no picture beside links to its story.

    They show none in lines. Where the paper has a picture for sharing, that one stands for it.
    main: the main picture of the story; path: of its file.
    """
    use, at = on_other_sites(main, path, composer)
    picture = picture_of(use, at, composer)
    if not isinstance(picture, Picture) or picture.facts.kind != "vector":
        return
    if composer.social_card is None:
        yield Flaw(
            f"other sites show no drawing in lines with links to the story, as {picture.path} is",
            "name a picture in pixels by `card:`, or give the paper an identity/social-card.png",
            Gravity.ADVICE,
            kind="drawing-unshared",
        )
