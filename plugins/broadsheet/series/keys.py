"""The front-matter key `series`: to which series a story belongs, and as which part."""

from __future__ import annotations

from pydantic import Field

from broadsheet.api import StoryKeys
from broadsheet.story.fields import Text
from broadsheet.story.text_or_group import TextOrGroup


class Membership(TextOrGroup):
    """To which series a story belongs: its name alone, or with the number of the part."""

    name: Text = Field(description="The name of the series.", examples=["The long war"])
    part: int | None = Field(
        None,
        ge=1,
        description="Which part of it this is; without numbers parts stand by their dates.",
        examples=["2"],
    )


class SeriesKeys(StoryKeys):
    """What a story says of its series."""

    series: Membership | None = Field(
        None,
        description="The series that the story belongs to: its name, or `name` and `part`.",
        examples=["The long war"],
    )
