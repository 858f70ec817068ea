"""Writing: the XML of sitemaps, in the namespaces of the protocol and of Google's extensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

Entry = tuple[str, str, tuple[str, ...]]
"""An address, when it changed, "" where nobody knows, and the addresses of its pictures."""

NewsEntry = tuple[str, str, str, str]
"""The address of a story, its language, when it was published, and its title."""


def written(root: str, child: str, entries: Sequence[Entry]) -> bytes:
    """Return a sitemap, or an index of sitemaps. root, child: the names of its elements."""
    pictures = {"image": IMAGES} if any(of for _, _, of in entries) else {}
    tree = _root(root, pictures)
    for address, changed, shown in entries:
        entry = _add(tree, SITEMAPS, child)
        _add(entry, SITEMAPS, "loc", address)
        if changed:
            _add(entry, SITEMAPS, "lastmod", changed)
        for each in shown:
            _add(_add(entry, IMAGES, "image"), IMAGES, "loc", each)
    return _printed(tree)


def written_news(publication: str, entries: Sequence[NewsEntry], others: Sequence[str]) -> bytes:
    """Return the sitemap of news. publication: the paper's name. others: addresses of no news."""
    tree = _root("urlset", {"news": NEWS})
    for address, language, published, title in entries:
        entry = _add(tree, SITEMAPS, "url")
        _add(entry, SITEMAPS, "loc", address)
        news = _add(entry, NEWS, "news")
        of = _add(news, NEWS, "publication")
        _add(of, NEWS, "name", publication)
        _add(of, NEWS, "language", language)
        _add(news, NEWS, "publication_date", published)
        _add(news, NEWS, "title", title)
    for address in others:
        _add(_add(tree, SITEMAPS, "url"), SITEMAPS, "loc", address)
    return _printed(tree)


def _root(name: str, more: dict[str, str]) -> Any:
    names: Any = {None: SITEMAPS, **more}  # as lxml has it
    return etree.Element(f"{{{SITEMAPS}}}{name}", nsmap=names)


def _add(parent: Any, namespace: str, name: str, text: str | None = None) -> Any:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}")
    element.text = text
    return element


def _printed(tree: Any) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", pretty_print=True)
