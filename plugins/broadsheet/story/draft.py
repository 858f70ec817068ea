"""Drafts: a body on its way from Markdown to parts, which capabilities change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.story.front import own_values

if TYPE_CHECKING:  # plugins name the type in builds that read nothing
    from datetime import datetime

    from broadsheet.story.front import ImageFront, PortraitFront, StoryFront
    from broadsheet.story.front_matter import Source
    from broadsheet.story.model import PictureUse
    from broadsheet.story.reading_settings import ReadingSettings
    from broadsheet.story.slots import SlotMaker
    from broadsheet.story.tree import Node


@dataclass
class Draft:
    """A body on its way from Markdown to parts, as a capability sees it.

    root: the tree to change; slots: the maker of placeholders; front: the story's front matter,
    None for pages and biographies; picture: what front matter says of the main picture; lead: how
    that picture is shown, which a capability may refine; updates: the moments, aware, at which the
    text says that something was added to it, each with its line, which a capability may find.
    """

    source: Source
    root: Node
    slots: SlotMaker
    front: StoryFront | None
    picture: ImageFront | PortraitFront | None
    lead: PictureUse | None
    reading: ReadingSettings
    updates: tuple[tuple[datetime, int], ...] = ()

    @property
    def lang(self) -> str | None:
        """The language that the story says it is in, None for the paper's."""
        return self.front.lang if self.front else None

    @property
    def own(self) -> dict[str, Any]:
        """The keys of capabilities that the story has, as `Story.own`; see `front.keys_of`."""
        return own_values(self.front) if self.front else {}
