"""Atom as feedgenerator writes it (RFC 4287), with what a newspaper adds.

All authors of a story instead of the first; the lead picture as Media RSS
(https://www.rssboard.org/media-rss) with its credit; no clock: a feed is as old as its stories.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import StringIO
from typing import Any, Protocol

from feedgenerator import Atom1Feed

from plugins.edition.views import Figure

_MEDIA = "http://search.yahoo.com/mrss/"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class _Handler(Protocol):
    def startElement(self, name: str, attrs: Mapping[str, str]) -> None: ...  # noqa: N802 - SAX

    def endElement(self, name: str) -> None: ...  # noqa: N802 - SAX

    def addQuickElement(  # noqa: N802 - feedgenerator
        self, name: str, contents: str | None = None, attrs: Mapping[str, str] | None = None
    ) -> None: ...


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
