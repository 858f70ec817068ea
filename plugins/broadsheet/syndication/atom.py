"""Atom as feedgenerator writes it (RFC 4287), with what a newspaper adds.

All authors of a story instead of the first; the lead picture as Media RSS
(https://www.rssboard.org/media-rss) with its credit; a link to its licence (RFC 4946); no clock: a
feed is as old as its stories.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from io import StringIO
from typing import Any, Protocol

from feedgenerator import Atom1Feed
from feedgenerator import Enclosure as FeedEnclosure

from broadsheet.site.outputs import Inputs, Templates
from broadsheet.syndication.excerpt import Excerpt
from broadsheet.views.records import BodyParts, CorrectionView, Enclosure, Figure, Rights

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

_SHOWN = ("lead", "body", "excerpt", "corrections", "rights")


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
    """A story in a feed, in feedgenerator's words, and what its template shows.

    body: () where the story goes out as an excerpt. item_copyright: the terms as plain text.
    """

    title: str
    link: str
    unique_id: str
    description: str | None
    pubdate: datetime
    updateddate: datetime
    categories: tuple[str, ...]
    authors: tuple[str, ...]
    item_copyright: str | None
    lead: Figure | None
    body: BodyParts
    excerpt: Excerpt | None
    corrections: tuple[CorrectionView, ...]
    rights: Rights | None
    enclosures: tuple[Enclosure, ...] = ()


def write_feed(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return an Atom feed; template: that of a story in it."""
    feed = NewsFeed(**_fields(inputs["feed"]))
    for entry in inputs["entries"]:
        words = _fields(entry)
        shown = {name: words.pop(name) for name in _SHOWN}
        content = templates.render(template, shown)
        licence = entry.rights.licence if entry.rights else None
        words["enclosures"] = tuple(map(_enclosure, entry.enclosures))
        feed.add_item(**words, content=content, picture=entry.lead, licence=licence)
    return feed.to_bytes()


def _enclosure(file: Enclosure) -> FeedEnclosure:
    return FeedEnclosure(file.url, str(file.length), file.media_type)


def _fields(record: FeedHead | FeedEntry) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in fields(record)}


class NewsFeed(Atom1Feed):  # type: ignore[misc]  # feedgenerator carries no types
    """An Atom feed of stories.

    Items take three arguments more: `authors`, a sequence of names, `picture`, a Figure, and
    `licence`, a Link.
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
        if item["licence"] is not None:
            licence = {"rel": "license", "href": item["licence"].url}
            handler.addQuickElement("link", "", {**licence, "title": item["licence"].label})
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
