"""The setting NEWS_MEDIA."""

from __future__ import annotations

from pydantic import Field

from broadsheet.api import CapabilitySettings, StrictSettings, WebAddress, WebAddressOrPath


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

    ownership_funding: WebAddressOrPath | None = None
    """The page that says who owns and who pays for it."""

    masthead: WebAddressOrPath | None = None
    """The page that names its people."""

    mission: WebAddressOrPath | None = None
    """The page that says what it reports on, and what comes first."""

    diversity_policy: WebAddressOrPath | None = None
    """The page that says how it cares for diversity."""

    diversity_report: WebAddressOrPath | None = None
    """The page that says who works for it, in figures."""

    verification_policy: WebAddressOrPath | None = None
    """The page that says how facts are checked."""

    unnamed_sources_policy: WebAddressOrPath | None = None
    """The page that says when sources stay without a name."""

    no_bylines_policy: WebAddressOrPath | None = None
    """The page that says why a story may have no byline."""

    same_as: tuple[WebAddress, ...] = ()
    """Its pages elsewhere, on social networks for example: full addresses."""


class StructuredDataSettings(CapabilitySettings):
    """What search engines are told of the paper."""

    news_media: NewsMedia = Field(NewsMedia(), alias="NEWS_MEDIA")
    """The pages that tell of the paper's principles, and its pages elsewhere."""
