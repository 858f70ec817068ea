"""Feeds in Atom as feedgenerator writes it (RFC 4287), with what a newspaper adds.

All authors of a story instead of the first; the lead picture as Media RSS
(https://www.rssboard.org/media-rss) with its credit; a link to its licence (RFC 4946); the hub that
tells of changes (https://www.w3.org/TR/websub/).

Somebody who opens a feed in a browser sees what stands in it as XHTML, by a style sheet in CSS.
Programs that read feeds pass over it, as over all elements that they do not know (RFC 4287,
section 6). XSLT, which made pages of feeds, is leaving the browsers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import StringIO
from typing import Any, Protocol
from xml.sax.saxutils import quoteattr

from feedgenerator import Atom1Feed
from feedgenerator import Enclosure as FeedEnclosure
from markupsafe import Markup

from broadsheet.site.outputs import Inputs, Templates
from broadsheet.story.unstyled import unstyled
from broadsheet.syndication.entries import FeedEntry, FeedHead, latest_change
from broadsheet.views.records import Figure

_HTML = "http://www.w3.org/1999/xhtml"
_MEDIA = "http://search.yahoo.com/mrss/"


class _Handler(Protocol):
    def startElement(self, name: str, attrs: Mapping[str, str]) -> None: ...  # noqa: N802 - SAX

    def endElement(self, name: str) -> None: ...  # noqa: N802 - SAX

    def characters(self, content: str) -> None: ...

    def addQuickElement(  # noqa: N802 - feedgenerator
        self, name: str, contents: str | None = None, attrs: Mapping[str, str] | None = None
    ) -> None: ...


def write_atom(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return a feed in Atom; template: that of a story in it."""
    feed = NewsFeed(inputs["feed"], inputs["entries"])
    for entry in inputs["entries"]:
        feed.add(entry, entry.content(templates, template))
    return feed.to_bytes()


class NewsFeed(Atom1Feed):  # type: ignore[misc]  # feedgenerator carries no types
    """A feed of stories. What feedgenerator does not know of stands in the records."""

    def __init__(self, head: FeedHead, entries: Sequence[FeedEntry]) -> None:
        super().__init__(
            title=head.title,
            link=head.url,
            description=head.subtitle,
            language=head.language,
            feed_url=head.feed_url,
            author_name=head.author,
            feed_copyright=head.rights,
        )
        self.head, self.entries = head, entries

    def add(self, entry: FeedEntry, content: str) -> None:
        """Add a story. content: as HTML."""
        self.add_item(
            title=entry.title,
            link=entry.url,
            unique_id=entry.id,
            description=unstyled(entry.standfirst) if entry.standfirst else None,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
            item_copyright=entry.rights.statement if entry.rights else None,
            enclosures=[
                FeedEnclosure(file.url, str(file.length), file.media_type)
                for file in entry.enclosures
            ],
            content=content,
            entry=entry,
        )

    def root_attributes(self) -> dict[str, str]:
        """Declare the namespaces of pictures, and of what browsers show."""
        return {**super().root_attributes(), "xmlns:media": _MEDIA, "xmlns:h": _HTML}

    def latest_post_date(self) -> datetime:
        """Return when the latest story was changed."""
        return latest_change(self.entries)

    def add_root_elements(self, handler: _Handler) -> None:
        """Write what the feed says of itself."""
        super().add_root_elements(handler)
        if self.head.hub is not None:
            handler.addQuickElement("link", "", {"rel": "hub", "href": self.head.hub})
        if self.head.icon is not None:
            handler.addQuickElement("icon", self.head.icon)
        self._show_head(handler)

    def _show_head(self, handler: _Handler) -> None:
        head, shown = self.head, self.head.shown
        handler.startElement("h:header", {"dir": "auto"})
        handler.addQuickElement("h:h1", head.title)
        if head.subtitle:
            handler.addQuickElement("h:p", head.subtitle)
        handler.addQuickElement("h:p", shown.how, {"class": "how"})
        handler.startElement("h:p", {})
        handler.addQuickElement("h:a", shown.page.label, {"href": shown.page.url})
        handler.endElement("h:p")
        handler.endElement("h:header")

    def item_attributes(self, item: Mapping[str, Any]) -> dict[str, str]:
        """Return the language of a story, where it is another than the feed's."""
        language = item["entry"].language
        return {} if language == self.head.language else {"xml:lang": language}

    def add_item_elements(self, handler: _Handler, item: Mapping[str, Any]) -> None:
        """Write a story."""
        super().add_item_elements(handler, item)
        entry: FeedEntry = item["entry"]
        for author in entry.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", author.label)
            handler.addQuickElement("uri", author.url)
            handler.endElement("author")
        if entry.rights and entry.rights.licence:
            licence = entry.rights.licence
            link = {"rel": "license", "href": licence.url, "title": licence.label}
            handler.addQuickElement("link", "", link)
        if entry.lead is not None:
            _add_picture(handler, entry.lead)
        _show_entry(handler, entry)

    def to_bytes(self) -> bytes:
        """Return the feed as UTF-8."""
        text = StringIO()
        self.write(text, "utf-8")
        beginning, end, feed = text.getvalue().partition("?>\n")
        address = quoteattr(self.head.shown.stylesheet)
        style = f'<?xml-stylesheet type="text/css" href={address}?>\n'
        return "".join((beginning, end, style, feed)).encode()


def _show_entry(handler: _Handler, entry: FeedEntry) -> None:
    handler.startElement("h:article", {"dir": "auto"})
    handler.startElement("h:h2", {})
    handler.addQuickElement("h:a", entry.title, {"href": entry.url})
    handler.endElement("h:h2")
    for words in _words(entry):
        handler.addQuickElement("h:p", words)
    handler.startElement("h:p", {"class": "day"})
    handler.addQuickElement("h:bdi", entry.day)
    for author in entry.authors:
        handler.characters(" · ")  # between the two, in the direction of neither
        handler.addQuickElement("h:bdi", author.label)
    handler.endElement("h:p")
    handler.endElement("h:article")


def _words(entry: FeedEntry) -> Iterator[str]:
    """Yield what stands below a headline: the standfirst, or the excerpt in its place."""
    told = (entry.standfirst,) if entry.standfirst else ()
    for each in entry.excerpt.paragraphs if entry.excerpt else told:
        yield each.striptags() if isinstance(each, Markup) else each


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
