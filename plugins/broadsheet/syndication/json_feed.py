"""Feeds in JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): what Atom has, for programs.

What the format has no word for stands in `_rights`, as it asks for: on what terms a story may be
printed, where to ask for it, and its licence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import json

from broadsheet.site.outputs import Inputs, Templates
from broadsheet.syndication.entries import FeedEntry, FeedHead
from broadsheet.views.records import Rights

_VERSION = "https://jsonfeed.org/version/1.1"


def write_json(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return a feed in JSON; template: that of a story in it."""
    head: FeedHead = inputs["feed"]
    entries: Iterable[FeedEntry] = inputs["entries"]
    items = [_item(each, head, each.content(templates, template)) for each in entries]
    feed = _said(
        version=_VERSION,
        title=head.title,
        description=head.subtitle,
        home_page_url=head.url,
        feed_url=head.feed_url,
        icon=head.icon,
        favicon=head.favicon,
        language=head.language,
        authors=[{"name": head.author}],
        hubs=[{"type": "WebSub", "url": head.hub}] if head.hub else None,
    )
    # Python's own module takes five times as long to indent, and a paper has hundreds of feeds.
    return json.format(json.encode({**feed, "items": items}), indent=1) + b"\n"


def _item(entry: FeedEntry, head: FeedHead, content: str) -> Mapping[str, Any]:
    return _said(
        id=entry.id,
        url=entry.url,
        title=entry.title,
        summary=entry.standfirst.striptags() if entry.standfirst else None,
        content_html=content,
        image=entry.preview,
        date_published=entry.published.isoformat(),
        date_modified=entry.updated.isoformat(),
        authors=[{"name": each.label, "url": each.url} for each in entry.authors],
        tags=entry.categories,
        language=entry.language if entry.language != head.language else None,
        attachments=[
            {"url": file.url, "mime_type": file.media_type, "size_in_bytes": file.length}
            for file in entry.enclosures
        ],
        _rights=_terms(entry.rights) if entry.rights else None,
    )


def _terms(rights: Rights) -> Mapping[str, Any]:
    return _said(
        statement=rights.statement,
        url=rights.link.url if rights.link else None,
        license=rights.licence.url if rights.licence else None,
    )


def _said(**words: Any) -> dict[str, Any]:
    """Return what there is something to say of."""
    return {name: value for name, value in words.items() if value not in (None, (), [])}
