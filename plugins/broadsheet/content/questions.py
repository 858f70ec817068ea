"""The queries that pages can ask of an edition.

A page and its plan are made from the settings, these queries and the queries of capabilities only.
So each query must name every question whose answer may have changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Any, ClassVar, Literal

from msgspec import Struct

from broadsheet.content.edition import Edition
from broadsheet.incremental.digests import SIZE, digest, digest_of
from broadsheet.incremental.queries import Changes, PlainQuery, Query
from broadsheet.site.names import key_of
from broadsheet.story.model import Author, Body, StaticPage, Story

Standing = Literal["page", "file", "confidential", "hidden", "missing"]

FILE = "file"
"""The query of the fingerprints of the content files, which `Changes` gets from the store."""


class LinkEnd(Struct, frozen=True):
    """Where a link inside the site ends.

    path: of the site, None if the target is hidden or does not exist. file: the content path of a
    file that is no page, as the disk spells it. near: the content path of a file that may be meant,
    where there is none; of a word, the address that may be.
    """

    path: str | None
    standing: Standing
    file: str = ""
    near: str | None = None


def queries_of(edition: Edition) -> Mapping[str, Query]:
    """Return the queries of an edition.

    story: by its file. withdrawn: a story that was withdrawn, by its file. text: the body of a
    file. list: stories, latest first: those of "section world", "topic syria" or "author jane", all
    for "", those with corrections for "corrected". namesakes: the files of stories that share a
    slug. topic, author: by the key of the name. page: a static page by its slug, or None. topics,
    authors, pages, sections: all of them. moved: the addresses of ALIASES, each with where it
    leads. moved_to: those that lead to a path. moved_from: whether ALIASES tells of a path.
    published_as_is: whether STATIC_PATHS publish a file at a path. link: the end of one, by the
    kind and the value of its target. digest: of a content file by its path, hexadecimal.
    """
    return {
        FILE: _Files(edition),
        "story": _Stories(edition),
        "text": _Texts(edition),
        "list": _Lists(edition),
        "withdrawn": PlainQuery(edition.withdrawn.get),
        "namesakes": _Namesakes(edition),
        "topic": PlainQuery(edition.topics.get),
        "author": PlainQuery(edition.author_of),
        "page": PlainQuery(edition.pages.get),
        "topics": PlainQuery(lambda _: tuple(edition.topics.values())),
        "authors": PlainQuery(lambda _: tuple(edition.authors.values())),
        "pages": PlainQuery(lambda _: tuple(edition.pages[slug] for slug in sorted(edition.pages))),
        "sections": PlainQuery(lambda _: edition.sections),
        "moved": PlainQuery(lambda _: edition.old_addresses.moved),
        "moved_to": PlainQuery(edition.old_addresses.leading_to),
        "moved_from": PlainQuery(edition.old_addresses.tells_of),
        "published_as_is": PlainQuery(
            lambda path: path.removeprefix("/") in edition.published_as_is
        ),
        "link": _Links(edition),
        "digest": PlainQuery(lambda path: edition.digest_of_file(path).hex()),
    }


@dataclass(frozen=True)
class _Files(Query):
    """The fingerprints of content files: asked by no page; other queries use their changes."""

    edition: Edition
    is_remembered: ClassVar[bool] = False

    def value(self, key: str) -> Any:
        return self.edition.fingerprints[key]

    def changed(self, changes: Changes, last: Mapping[str, bytes]) -> Iterator[str]:
        now = self.edition.fingerprints
        yield from (path for path, fingerprint in now.items() if last.get(path) != fingerprint)
        yield from last.keys() - now.keys()

    def differing(self, changes: Changes, part: slice) -> Iterator[str]:
        """Yield the files with a change in this part of the fingerprint, or in their state."""
        last, now = changes.last(FILE), self.edition.fingerprints
        for path in changes.changed(FILE):
            before, after = last.get(path, b""), now.get(path, b"")
            if (before[part], before[2 * SIZE :]) != (after[part], after[2 * SIZE :]):
                yield path


@dataclass(frozen=True)
class _Stories(Query):
    edition: Edition
    is_remembered: ClassVar[bool] = False

    def value(self, key: str) -> Any:
        return self.edition.by_path[key]

    def changed(self, changes: Changes, last: Mapping[str, bytes]) -> Iterator[str]:
        return _Files(self.edition).differing(changes, slice(SIZE))


@dataclass(frozen=True)
class _Texts(Query):
    edition: Edition
    is_remembered: ClassVar[bool] = False

    @cached_property
    def _bodies(self) -> Callable[[str], Body]:
        # The makers of one page ask for its body several times in a row.
        return lru_cache(maxsize=1)(self.edition.loaded.body)

    def value(self, key: str) -> Any:
        if key in self.edition.hidden:
            raise KeyError(f"{key} is not to be seen")
        return self._bodies(key)

    def changed(self, changes: Changes, last: Mapping[str, bytes]) -> Iterator[str]:
        return _Files(self.edition).differing(changes, slice(SIZE, 2 * SIZE))


@dataclass(frozen=True)
class _Lists(Query):
    edition: Edition

    def value(self, key: str) -> Any:
        return self.edition.lists.get(key, ())

    def digest(self, key: str) -> bytes:
        return digest(b"".join(self.edition.known_in(key)))

    def suspects(self, changes: Changes, last: Mapping[str, bytes]) -> Iterable[str]:
        return last.keys() | self.edition.lists.keys()


@dataclass(frozen=True)
class _Namesakes(Query):
    edition: Edition

    def value(self, key: str) -> Any:
        return self.edition.namesakes.get(key, ())

    def digest(self, key: str) -> bytes:
        paths = self.edition.namesakes.get(key)
        return digest_of(paths) if paths else b""  # most stories have none

    def suspects(self, changes: Changes, last: Mapping[str, bytes]) -> Iterable[str]:
        return last.keys() | self.edition.namesakes.keys()


@dataclass(frozen=True)
class _Links(Query):
    edition: Edition

    def value(self, key: str) -> LinkEnd:
        kind, _, value = key.partition(" ")
        edition, addresses = self.edition, self.edition.addresses
        if kind == "file":
            return _file_end(edition, value)
        key = key_of(value)
        if kind == "word":
            return LinkEnd(None, "missing", near=self._meant_by(key))
        if kind == "category" and key in edition.section_keys:
            return _page_at(addresses.section(edition.section_keys[key]))
        topic = kind == "tag" and (edition.topics.get(key) or edition.topics_by_slug.get(value))
        if topic:
            return _page_at(addresses.topic(topic.slug))
        author = kind == "author" and (edition.author_of(key) or edition.authors_by_slug.get(value))
        if author:
            return _page_at(addresses.author(author.slug))
        return LinkEnd(None, "missing")

    def _meant_by(self, word: str) -> str | None:
        """Return the address by which a text can link to what has a word for its name or slug."""
        edition = self.edition
        if path := self._texts.get(word):
            return f"{{filename}}/{path}"
        if section := edition.section_keys.get(word):
            return f"{{category}}{section.slug}"
        if topic := edition.topics_by_slug.get(word) or edition.topics.get(word):
            return f"{{tag}}{topic.slug}"
        author = edition.authors_by_slug.get(word)
        return f"{{author}}{author.slug}" if author else None

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        """The files of all texts by their names and slugs; of two, that of the newer story."""
        loaded = self.edition.loaded
        stories = sorted(loaded.stories, key=lambda story: (story.date, story.path))
        texts: list[Author | StaticPage | Story] = [*loaded.authors, *loaded.pages, *stories]
        named = {key_of(PurePosixPath(text.path).stem): text.path for text in texts}
        return named | {key_of(text.slug): text.path for text in texts}

    def suspects(self, changes: Changes, last: Mapping[str, bytes]) -> Iterable[str]:
        """Return all links but those to unchanged content files, which lead to the same page."""
        if changes.changed("sections"):
            return last
        touched, files = changes.changed("story"), self.edition.fingerprints
        steady = files.keys() - touched if touched else files.keys()
        return (key for key in last if key[:5] != "file " or key[5:] not in steady)


def _file_end(edition: Edition, written: str) -> LinkEnd:
    path = edition.spelt(written)
    if path in edition.by_path:
        return _page_at(edition.path_of(edition.by_path[path]))
    if path in edition.pages_by_path:
        return _page_at(edition.addresses.page(edition.pages_by_path[path]))
    if path in edition.authors_by_path:
        author = edition.authors_by_path[path]
        return _page_at(edition.addresses.author(author.slug))
    if path in edition.withdrawn:
        return _page_at(edition.path_of(edition.withdrawn[path]))
    if path in edition.hidden:
        return LinkEnd(None, "hidden")
    if edition.has_file(path):
        return LinkEnd(edition.addresses.file(path), "file", path)
    if edition.has_confidential(path):
        return LinkEnd(None, "confidential")
    return LinkEnd(
        None, "missing", near=edition.elsewhere.like(path, _may_be_linked(edition, path))
    )


def _may_be_linked(edition: Edition, path: str) -> Callable[[str], bool]:
    """Return a function that says whether a file can be meant by a link to another path."""
    texts = edition.loaded.sources
    return texts.__contains__ if path.endswith(".md") else edition.has_file


def _page_at(path: str) -> LinkEnd:
    return LinkEnd(path, "page")
