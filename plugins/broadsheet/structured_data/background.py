"""The keys `backstory` and `based_on`: how a story came about, and what it rests on."""

from __future__ import annotations

from msgspec import Struct
from pydantic import Field

from broadsheet.api import Link, StoryKeys, StrictSettings, WebAddress


class Background(Struct, frozen=True):
    """How a story came about, as its page shows it."""

    backstory: str | None
    sources: tuple[Link, ...]


class Source(StrictSettings):
    """Something that a story is based on."""

    name: str = Field(description="What it is called.", examples=["The harbour's accounts of 2023"])
    url: WebAddress = Field(
        description="Its full address.", examples=["https://example.org/accounts"]
    )


class BackgroundKeys(StoryKeys):
    """What a story says of how it came about."""

    backstory: str | None = Field(
        None,
        description="How and why it was reported, in a sentence or two, as plain text.",
        examples=["Our reporter read two hundred letters"],
    )
    based_on: tuple[Source, ...] = Field(
        (),
        description="Documents, data or reports that it is based on, "
        "each with its `name` and its `url`.",
        examples=["[{name: The accounts, url: 'https://example.org/accounts'}]"],
    )

    @property
    def background(self) -> Background | None:
        """What readers are told of it, None where the story says nothing."""
        if not (self.backstory or self.based_on):
            return None
        return Background(
            self.backstory, tuple(Link(each.name, each.url) for each in self.based_on)
        )
