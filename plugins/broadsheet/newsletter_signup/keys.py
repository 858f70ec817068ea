"""The front-matter key `newsletter`: which one a story wants to offer."""

from __future__ import annotations

from pydantic import Field

from broadsheet.newsletter_signup.settings import NO_NEWSLETTER
from broadsheet.story.fields import Text
from broadsheet.story.front import StoryKeys


class NewsletterKeys(StoryKeys):
    """What a story says of newsletters."""

    newsletter: Text | None = Field(
        None,
        description="The id of the newsletter to offer, or `none`.",
        examples=["morning"],
    )

    @property
    def is_unwanted(self) -> bool:
        """Whether the story asks for no newsletter at all."""
        return (self.newsletter or "").lower() == NO_NEWSLETTER

    @property
    def named(self) -> str | None:
        """The id of the newsletter that the story names, as written; None where it names none."""
        return None if self.is_unwanted else self.newsletter
