"""Knowledge: the kinds of facts that pages can look at in an edition.

Whatever a page's inputs are made of, besides the settings, comes from here or from a capability's
own kinds; so a fact's digest must change whenever its value could.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from plugins.edition.addresses import key_of
from plugins.edition.edition import Edition
from plugins.incremental.facts import Kind, Plain

Standing = Literal["page", "file", "hidden", "missing"]


@dataclass(frozen=True)
class LinkEnd:
    """Where a link inside the site ends.

    path: of the site, None for what cannot be seen, or does not exist.
    """

    path: str | None
    standing: Standing


def kinds_of(edition: Edition) -> Mapping[str, Kind]:
    """Return the kinds of facts of an edition.

    story: by its file. text: the body of a file. topic, author: by the key of the name. page: a
    static page by its slug, or None. sections: all of them. link: the end of one, by the kind and
    the value of its target.
    """
    return {
        "story": _Stories(edition),
        "text": _Texts(edition),
        "topic": Plain(edition.topics.get),
        "author": Plain(edition.authors.get),
        "page": Plain(edition.pages.get),
        "sections": Plain(lambda _: edition.sections),
        "link": Plain(lambda key: _link_end(edition, key)),
    }


@dataclass(frozen=True)
class _Stories:
    edition: Edition

    def value(self, key: str) -> Any:
        return self.edition.by_path[key]

    def digest(self, key: str) -> bytes:
        story = self.edition.by_path.get(key)
        if story is None:
            return b""
        known = self.edition.known(story)
        # Only a preview shows what is still to come, and says so.
        is_marked = self.edition.site.preview and self.edition.is_future(story)
        return known + b"later" if is_marked else known


@dataclass(frozen=True)
class _Texts:
    edition: Edition

    def value(self, key: str) -> Any:
        if key in self.edition.hidden:
            raise KeyError(f"{key} is not to be seen")
        return self.edition.desk.body(key)

    def digest(self, key: str) -> bytes:
        return self.edition.desk.sources.get(key, b"")


def _link_end(edition: Edition, key: str) -> LinkEnd:
    kind, _, value = key.partition(" ")
    addresses = edition.addresses
    if kind == "file":
        return _file_end(edition, value)
    slug = key_of(value)
    if kind == "category" and slug in edition.section_keys:
        return _page_at(addresses.section(edition.section_keys[slug]))
    if kind == "tag" and slug in edition.topics:
        return _page_at(addresses.topic(slug))
    if kind == "author" and slug in edition.authors:
        return _page_at(addresses.author(edition.authors[slug].slug))
    return LinkEnd(None, "missing")


def _file_end(edition: Edition, path: str) -> LinkEnd:
    if path in edition.by_path:
        return _page_at(edition.path_of(edition.by_path[path]))
    if path in edition.pages_by_path:
        return _page_at(edition.addresses.page(edition.pages_by_path[path]))
    if path in edition.authors_by_path:
        author = edition.authors_by_path[path]
        return _page_at(edition.addresses.author(author.slug))
    if path in edition.hidden:
        return LinkEnd(None, "hidden")
    if edition.has_file(path):
        return LinkEnd(edition.addresses.file(path), "file")
    return LinkEnd(None, "missing")


def _page_at(path: str) -> LinkEnd:
    return LinkEnd(path, "page")
