"""Atom as feedgenerator writes it (RFC 4287), with what a newspaper adds.

All authors of a story instead of the first; the lead picture as Media RSS
(https://www.rssboard.org/media-rss) with its credit; no clock: a feed is as old as its stories.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from io import StringIO
from typing import Any, Protocol

from feedgenerator import Atom1Feed

from plugins.edition.outputs import Inputs, Templates
from plugins.edition.views import BodyParts, Figure

_MEDIA = "http://search.yahoo.com/mrss/"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class _Handler(Protocol):
    def startElement(self, name: str, attrs: Mapping[str, str]) -> None: ...  # noqa: N802 - SAX

    def endElement(self, name: str) -> None: ...  # noqa: N802 - SAX

    def addQuickElement(  # noqa: N802 - feedgenerator
        self, name: str, contents: str | None = None, attrs: Mapping[str, str] | None = None
    ) -> None: ...


ENTRY = "feed/body.html"
"""The template of a story in a feed."""


@dataclass(frozen=True)
class FeedHead:
    """What a feed says of itself, in feedgenerator's words."""

    title: str
    link: str
    description: str | None
    language: str
    feed_url: str
    author_name: str
    feed_copyright: str


@dataclass(frozen=True)
class FeedEntry:
    """A story in a feed. lead, body: what its template shows."""

    title: str
    link: str
    unique_id: str
    description: str | None
    pubdate: datetime
    updateddate: datetime
    categories: tuple[str, ...]
    authors: tuple[str, ...]
    lead: Figure | None
    body: BodyParts


def write_feed(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return an Atom feed; template: that of a story in it."""
    feed = NewsFeed(**_fields(inputs["feed"]))
    for entry in inputs["entries"]:
        shown = {"lead": entry.lead, "body": entry.body}
        words = {name: value for name, value in _fields(entry).items() if name not in shown}
        content = templates.render(template, shown)
        feed.add_item(**words, content=content, picture=entry.lead)
    return feed.to_bytes()


def _fields(record: FeedHead | FeedEntry) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in fields(record)}


class NewsFeed(Atom1Feed):  # type: ignore[misc]  # feedgenerator carries no types
    """An Atom feed of full stories.

    Items take two arguments more: `authors`, a sequence of names, and `picture`, a Figure.
    """

    def root_attributes(self) -> dict[str, str]:
        """Declare the namespace of pictures."""
        return {**super().root_attributes(), "xmlns:media": _MEDIA}

    def latest_post_date(self) -> datetime:
        """Return when the latest story was changed; an empty feed is as old as the epoch."""
        dates = [item["updateddate"] or item["pubdate"] for item in self.items]
        return max(dates, default=_LONG_AGO)

    def add_item_elements(self, handler: _Handler, item: Mapping[str, Any]) -> None:
        """Write a story."""
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        if item["picture"] is not None:
            _add_picture(handler, item["picture"])

    def to_bytes(self) -> bytes:
        """Return the feed as UTF-8."""
        text = StringIO()
        self.write(text, "utf-8")
        return text.getvalue().encode()


def _add_picture(handler: _Handler, picture: Figure) -> None:
    attributes = {
        "url": picture.absolute_url,
        "medium": "image",
        "width": str(picture.width),
        "height": str(picture.height),
        "type": picture.media_type,
    }
    handler.startElement("media:content", attributes)
    if picture.alt:
        handler.addQuickElement("media:description", picture.alt, {"type": "plain"})
    if picture.credit:
        role = {"role": "owner", "scheme": "urn:ebu"}
        handler.addQuickElement("media:credit", picture.credit, role)
    handler.endElement("media:content")
