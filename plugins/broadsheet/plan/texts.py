"""Texts: the content files of which pages are made: stories, static pages, authors' files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from broadsheet.story.model import Author, Body, Item, PictureUse, Story
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


def reason_of(story: Story) -> Body:
    """Return the text of the page of a story that was withdrawn: the reason alone."""
    return Body(story.withdrawn.reason if story.withdrawn else ())


@dataclass(frozen=True)
class CheckContext:
    """What the check of one content file is given.

    visible: whether readers may see it. composer: for looking at the rest of the paper.
    """

    item: Item
    body: Body
    visible: bool
    composer: Composer

    @property
    def reason(self) -> CheckContext | None:
        """What readers are told of a story that was withdrawn, None of anything else."""
        story = self.item
        if not isinstance(story, Story) or story.withdrawn is None:
            return None
        if self.composer.ask("withdrawn", story.path) is None:  # its moment has not come
            return None
        return CheckContext(replace(story, lead=None), reason_of(story), True, self.composer)

    @cached_property
    def text(self) -> Text:
        """The file as planners get it."""
        is_portrait = isinstance(self.item, Author)
        return Text(self.item.path, self.body, self.item.picture, is_portrait)
