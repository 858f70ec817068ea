"""Lists of names, from A to Z: the topics, and the authors with their portraits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Protocol, TypeVar

from broadsheet.content.edition import Topic
from broadsheet.site.alphabet import initial_of, order_of
from broadsheet.site.names import key_of
from broadsheet.site.outputs import Output, page
from broadsheet.story.model import Author
from broadsheet.views.composer import Composer
from broadsheet.views.records import AuthorEntry, CountedLink


class _Labelled(Protocol):
    @property
    def label(self) -> str: ...


Entry = TypeVar("Entry", bound=_Labelled)


def topic_index(composer: Composer, _: str) -> Iterator[Output]:
    """Yield the page that lists all topics, each with how many stories it has."""
    topics: Sequence[Topic] = composer.ask("topics", "")
    counts = tuple(
        (topic.name, len(composer.stories(f"topic {key_of(topic.name)}"))) for topic in topics
    )
    heading = composer.words.gettext("Topics")
    yield page(
        "/topics/",
        "topics.html",
        topics_inputs,
        counts,
        origin=f"the list {heading}",
        listing=composer.listing("/topics/", "list", heading),
    )


def topics_inputs(composer: Composer, counts: Sequence[tuple[str, int]]) -> Mapping[str, Any]:
    """Return the inputs of the list of topics. counts: of stories, beside names."""
    heading = composer.words.gettext("Topics")
    entries = (
        CountedLink(link.label, link.url, count)
        for link, count in ((composer.topic_link(name), count) for name, count in counts)
    )
    return {
        "page": composer.meta("/topics/", heading),
        "heading": heading,
        "groups": _by_letter(entries, lambda entry: entry.label, composer.paper.lang),
    }


def author_index(composer: Composer, _: str) -> Iterator[Output]:
    """Yield the page that lists all authors."""
    authors: Sequence[Author] = composer.ask("authors", "")
    heading = composer.words.gettext("Authors")
    yield page(
        "/authors/",
        "authors.html",
        authors_inputs,
        tuple(author.name for author in authors),
        origin=f"the list {heading}",
        listing=composer.listing("/authors/", "list", heading),
    )


def authors_inputs(composer: Composer, names: Sequence[str]) -> Mapping[str, Any]:
    """Return the inputs of the list of authors, by their family names."""
    heading = composer.words.gettext("Authors")
    entries = (_author_entry(name, composer) for name in names)

    def sorted_as(entry: AuthorEntry) -> str:
        if composer.is_organization(entry.label):
            return entry.label
        return composer.author_at(entry.label).sort or _family_name(entry.label)

    return {
        "page": composer.meta("/authors/", heading),
        "heading": heading,
        "groups": _by_letter(entries, sorted_as, composer.paper.lang),
    }


def _author_entry(name: str, composer: Composer) -> AuthorEntry:
    author, link = composer.author_at(name), composer.author_link(name)
    face = composer.figure(author.portrait, author.path)
    return AuthorEntry(link.label, link.url, author.role, face)


def _by_letter(
    entries: Iterable[Entry], sorted_as: Callable[[Entry], str], lang: str
) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Return entries in their order, under their first letters.

    sorted_as: gives what an entry is found by.
    """

    def place(entry: Entry) -> tuple[object, ...]:
        return order_of(sorted_as(entry), lang), order_of(entry.label, lang)

    in_order = sorted(entries, key=place)
    groups = groupby(in_order, lambda entry: initial_of(sorted_as(entry), lang))
    return tuple((letter, tuple(group)) for letter, group in groups)


def _family_name(name: str) -> str:
    """Return the word by which a list of people has a name that does not say another: the last."""
    return name.split()[-1]
