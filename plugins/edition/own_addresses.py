"""Own addresses: which files of the site a text names by their address, and not by their file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

from plugins.edition.addresses import Addresses, file_of
from plugins.story.model import Author, Body, Item, PictureUse
from plugins.story.slots import Part

_ATTRIBUTE = re.compile(r'\s(?:href|src|srcset|poster|data|background)="([^"]*)"')
_LOADING = (' src="', ' srcset="', ' poster="', ' data="', ' background="')
_HOST = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def own_addresses(item: Item, body: Body, addresses: Addresses) -> tuple[str, ...]:
    """Return the paths, below the output folder, that a content file names by their addresses."""
    uses = [slot.data for slot in body.slots if isinstance(slot.data, PictureUse)]
    uses += [item.picture] if item.picture else []
    links = [*body.links, *(link for use in uses for link in use.links)]
    written = [link.data.value for link in links if link.data.kind == "site"]
    full = [use.href for use in uses if isinstance(use.href, str)]
    full += [url for _, url in item.links] if isinstance(item, Author) else []
    texts: list[Iterable[Part]] = [body.parts, *(use.caption for use in uses)]
    texts += [words for _, words in body.corrections]
    full += [url for parts in texts for url in _in_html(parts, addresses)]
    found = [*written, *(own for url in full if (own := _own(url, addresses)))]
    return tuple(dict.fromkeys(file_of(unquote(re.split("[?#]", each)[0])) for each in found))


def _in_html(parts: Iterable[Part], addresses: Addresses) -> Iterator[str]:
    """Yield the addresses in pieces of HTML that may be our own; links to the site are slots."""
    host = _HOST.sub("", addresses.site.url, count=1)
    for part in parts:
        if isinstance(part, str) and (host in part or any(each in part for each in _LOADING)):
            for value in _ATTRIBUTE.findall(part):
                for candidate in unescape(value).split(","):
                    yield from candidate.split()[:1]


def _own(url: str, addresses: Addresses) -> str | None:
    """Return an address without that of the site, None where it is another's."""
    host = _HOST.sub("", addresses.site.url, count=1)
    rest = _HOST.sub("", url, count=1)
    if rest != url:
        return rest.removeprefix(host) if rest.startswith(f"{host}/") else None
    return url.removeprefix(addresses.base) if url.startswith(f"{addresses.base}/") else None
