"""Texts: the content files of which pages are made: stories, static pages, authors' files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from broadsheet.story.model import Author, Body, Item, PictureUse
from broadsheet.views.composer import Composer


@dataclass(frozen=True)
class Text:
    """A content file as planners of the files it uses get it.

    path: a content path. picture: its main picture, None if it has none. is_portrait: whether the
    picture shows the author whom the file describes.
    """

    path: str
    body: Body
    picture: PictureUse | None = None
    is_portrait: bool = False


@dataclass(frozen=True)
class CheckContext:
    """What the check of one content file is given.

    visible: whether readers may see it. composer: for looking at the rest of the paper.
    """

    item: Item
    body: Body
    visible: bool
    composer: Composer

    @cached_property
    def text(self) -> Text:
        """The file as planners get it."""
        is_portrait = isinstance(self.item, Author)
        return Text(self.item.path, self.body, self.item.picture, is_portrait)
