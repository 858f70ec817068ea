"""Complete links: those of a content file that need nothing of this site to be finished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from broadsheet.story.model import Author, Body, Captioned, Item
from broadsheet.story.places import place_of_address, without_code

# Within a tag: code that is shown as text holds attributes too, but its `<` is escaped.
_HREF = re.compile(r'<[a-z][^<>]*?\s(?:href|src|background|cite)="([^"]+)"')


def complete_links(item: Item, body: Body) -> Iterator[tuple[str, int]]:
    """Yield the complete links of a file as they are written, with their lines.

    The line is 0 where it is not stored; see `line_of`.
    """
    captions = item.picture.words if item.picture else ()
    texts = (*body.html, *(part for part in captions if isinstance(part, str)))
    yield from ((unescape(link), 0) for html in texts for link in _HREF.findall(html))
    for slot in body.slots:
        if isinstance(slot.data, Captioned) and slot.data.leads_to:
            yield slot.data.leads_to, slot.line
    if isinstance(item, Author):
        yield from ((url, 0) for _, url in item.links)


def line_of(link: str, file: Path) -> int:
    """Return the line of a file on which an address stands, else the first."""
    text = file.read_text("utf-8-sig", errors="replace")
    place = place_of_address(without_code(text), link)
    place = place if place >= 0 else max(0, text.find(link))
    return text.count("\n", 0, place) + 1
