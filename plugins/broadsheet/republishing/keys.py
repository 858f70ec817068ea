"""The front-matter key `rights`: on what terms a story may be printed, in its writer's word."""

from __future__ import annotations

from pydantic import Field

from broadsheet.story.fields import Text
from broadsheet.story.front import StoryKeys


class RightsKeys(StoryKeys):
    """What a story says of its rights."""

    rights: Text | None = Field(
        None, description="The id of the republishing policy.", examples=["agency"]
    )
