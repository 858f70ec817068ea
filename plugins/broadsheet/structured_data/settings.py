"""The setting NEWS_MEDIA."""

from __future__ import annotations

from pydantic import Field

from broadsheet.api import CapabilitySettings, StrictSettings, WebAddressOrPath


class NewsMedia(StrictSettings):
    """What a paper says of itself besides its name: paths of this site, or full addresses."""

    publishing_principles: WebAddressOrPath | None = None
    """The page that says by what principles the paper is made."""

    corrections_policy: WebAddressOrPath | None = None
    """The page that says how errors are corrected."""

    ethics_policy: WebAddressOrPath | None = None
    """The page that says what its people may and may not do."""

    feedback_policy: WebAddressOrPath | None = None
    """The page that says how readers are heard."""

    same_as: tuple[WebAddressOrPath, ...] = ()
    """Its pages elsewhere, on social networks for example."""


class StructuredDataSettings(CapabilitySettings):
    """What search engines are told of the paper."""

    news_media: NewsMedia = Field(NewsMedia(), alias="NEWS_MEDIA")
    """The pages that tell of the paper's principles, and its pages elsewhere."""
