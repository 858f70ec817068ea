"""The settings of feeds: where they lie, how long they are, and how they name stories."""

from __future__ import annotations

import re
from datetime import date

from pydantic import Field, field_validator

from broadsheet.site.options import CapabilitySettings
from broadsheet.site.settings import parts_of
from broadsheet.site.web_addresses import WebAddress
from broadsheet.story.fields import Day

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


class FeedSettings(CapabilitySettings):
    """Which feeds there are. The first four are Pelican's, and None means no such feed."""

    site: str | None = Field("feeds/all.atom.xml", alias="FEED_ALL_ATOM")
    """Where the feed of the site lies."""

    sections: str | None = Field("feeds/{slug}.atom.xml", alias="CATEGORY_FEED_ATOM")
    """Where the feeds of sections lie; `{slug}` stands for the section's."""

    authors: str | None = Field("feeds/author/{slug}.atom.xml", alias="AUTHOR_FEED_ATOM")
    """Where the feeds of authors lie; `{slug}` stands for the author's."""

    topics: str | None = Field("feeds/topic/{slug}.atom.xml", alias="TAG_FEED_ATOM")
    """Where the feeds of topics lie; `{slug}` stands for the topic's."""

    series: str | None = Field("feeds/series/{slug}.atom.xml", alias="SERIES_FEED_ATOM")
    """Where the feeds of series lie; `{slug}` stands for the series'."""

    with_json: bool = Field(True, alias="FEED_JSON")
    """Whether each feed lies beside in JSON, `feeds/all.json` beside `feeds/all.atom.xml`."""

    hub: WebAddress | None = Field(None, alias="FEED_HUB")
    """The address of the WebSub hub that tells subscribers of changes, public in each feed."""

    length: int = Field(20, alias="FEED_LENGTH", ge=1)
    """How many stories a feed holds."""

    ids_since: Day = Field(date(2026, 12, 1), alias="FEED_IDS_SINCE")
    """The day in the ids of stories dated from it on.

    Where nothing is set it is that of the first release in which ids were made so.
    """

    ids_host: str | None = Field(None, alias="FEED_IDS_HOST")
    """The host in the ids of stories, if the paper has moved; None for that of SITEURL."""

    @field_validator("sections", "authors", "topics", "series")
    @classmethod
    def _one_each(cls, value: str | None) -> str | None:
        if value and {name for _, name, _, _ in parts_of(value) if name is not None} != {"slug"}:
            raise ValueError("it needs {slug}, and knows nothing else")
        return value

    @field_validator("ids_host")
    @classmethod
    def _host(cls, value: str | None) -> str | None:
        if value is not None and not _HOST.fullmatch(value):
            raise ValueError(f"“{value}” is no host such as example.org")
        return value
