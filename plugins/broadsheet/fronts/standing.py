"""Standing pages: home, the static pages, the lists of everything, and the page for lost readers.

Pages that every paper needs exist even without a content file: then their text is made from the
settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from broadsheet.content.edition import Edition, Topic
from broadsheet.fronts.archives import Place, volumes
from broadsheet.fronts.editing import Order
from broadsheet.fronts.home import HomeBlock, HomeLayout, lay_out
from broadsheet.fronts.old_addresses import redirects
from broadsheet.fronts.wordings import announcements_of, cards_as_worded, worded
from broadsheet.incremental.queries import Changes, Query
from broadsheet.site.alphabet import initial_of, order_of
from broadsheet.site.outputs import Listing, Maker, Output, page
from broadsheet.site.settings import Section
from broadsheet.story.model import Author, StaticPage
from broadsheet.views.composer import Composer
from broadsheet.views.records import (
    ArchiveOfSection,
    Figure,
    Link,
    LinkGroup,
    MonthLink,
    SectionBlock,
    When,
    YearOfMonths,
)
from broadsheet.views.written_pages import notice_page, written_page

_LATEST = 4  # stories for lost readers


def home_page(composer: Composer, _: str) -> Iterator[Output]:
    """Yield the home page."""
    listing = composer.listing("/", "home", composer.paper.name)
    layout = lay_out(composer)
    yield page("/", "home.html", home_inputs, layout, origin="the home page", listing=listing)


def home_inputs(composer: Composer, layout: HomeLayout) -> Mapping[str, Any]:
    """Return the inputs of the home page."""
    paper, order = composer.paper, layout.order
    return {
        "page": composer.meta(
            "/",
            paper.name,
            description=paper.description or paper.publisher.sentence,
            announcements=announcements_of(order),
        ),
        "layout": order.layout,
        "day": _day(composer),
        "lead": worded(composer.card(layout.lead), layout.lead, order) if layout.lead else None,
        "below": composer.cards(order.below),
        "secondary": cards_as_worded(layout.secondary, order, composer),
        "blocks": tuple(_block(each, order, composer) for each in layout.blocks),
        "latest": composer.cards(layout.latest),
    }


def _day(composer: Composer) -> When | None:
    """Return the day of the newest story, which the head of the home page tells."""
    newest = composer.stories()[:1]
    return composer.dates.weekday(composer.day_of(newest[0])) if newest else None


def _block(block: HomeBlock, order: Order, composer: Composer) -> SectionBlock:
    section = composer.section_link(block.section)
    cards = tuple(
        # One from another section says so.
        card if card.kicker or card.section == section else replace(card, kicker=card.section.label)
        for card in cards_as_worded(block.stories, order, composer)
    )
    if block.layout == "voices":
        cards = tuple(
            replace(card, face=_face(path, composer))
            for card, path in zip(cards, block.stories, strict=True)
        )
    return SectionBlock(section, cards, block.layout)


def _face(path: str, composer: Composer) -> Figure | None:
    """Return the portrait of the one who wrote a story, None where several did."""
    names = composer.story_at(path).authors
    author = composer.author_at(names[0]) if len(names) == 1 else None
    return composer.figure(author.portrait, author.path) if author else None


def written_pages(composer: Composer, path: str) -> Iterator[Output]:
    """Yield the static page of a file, unless a capability prints it, and its redirects."""
    pages: Sequence[StaticPage] = composer.ask("pages", "")
    written = next(each for each in pages if each.path == path)
    if written.slug not in composer.claimed_slugs:
        yield _written(written, composer)
    yield from redirects(written, composer.addresses.page(written))


def unwritten_pages(composer: Composer, _: str) -> Iterator[Output]:
    """Yield the pages that every paper needs and nobody has written."""
    pages: Sequence[StaticPage] = composer.ask("pages", "")
    slugs = {written.slug for written in pages}
    for slug, heading, paragraphs in _unwritten(composer):
        if slug not in slugs:
            path = f"/{slug}/"
            yield _notice(path, heading, paragraphs, composer.listing(path, "page", heading))
    latest = tuple(story.path for story in composer.stories()[:_LATEST])
    yield page("/404.html", "lost.html", lost_inputs, latest, origin="the page /404.html")


def lost_inputs(composer: Composer, latest: Sequence[str]) -> Mapping[str, Any]:
    """Return the inputs of the page for lost readers. latest: the files of the newest stories."""
    _ = composer.words.gettext
    words = (_("The address may be mistyped, or the page may have moved."),)
    notice = notice_page(composer, "/404.html", _("This page is not here"), words, robots="noindex")
    return {**notice, "cards": composer.cards(latest)}


def archive_index(composer: Composer, _: str) -> Iterator[Output]:
    """Yield the page that links to every month of every section."""
    groups = tuple((each, composer.ask("months", each.slug)) for each in composer.sections)
    yield page(
        "/archive/",
        "archive_index.html",
        archive_index_inputs,
        groups,
        origin="the archive's index",
        listing=composer.listing("/archive/", "list", composer.words.gettext("Archive")),
    )


@dataclass(frozen=True)
class Months(Query):
    """The query `months`: those with stories of a section, and how many, by its slug."""

    edition: Edition

    def value(self, key: str) -> tuple[tuple[Place, int], ...]:
        """Return the months, the latest first."""
        if key not in self._known:
            stories = self.edition.by_section.get(key, ())
            found = volumes(stories, "month", self.edition.day_of)
            self._known[key] = tuple((each.place, len(each.stories)) for each in found)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[str, tuple[tuple[Place, int], ...]]:
        return {}

    def suspects(self, changes: Changes, last: Mapping[str, bytes]) -> Iterable[str]:
        """Return the sections of which the list of stories has changed."""
        lists = changes.changed("list")
        return (slug for slug in last if f"section {slug}" in lists)


def archive_index_inputs(
    composer: Composer, sections: Sequence[tuple[Section, Sequence[tuple[Place, int]]]]
) -> Mapping[str, Any]:
    """Return the inputs of the archive's index: the sections with their years and months."""
    heading = composer.words.gettext("Archive")
    return {
        "page": composer.meta("/archive/", heading),
        "heading": heading,
        "sections": tuple(
            _archive_of(composer.section_link(section), months, composer)
            for section, months in sections
        ),
    }


def _archive_of(
    section: Link, months: Sequence[tuple[Place, int]], composer: Composer
) -> ArchiveOfSection:
    counts = {(place.begins.year, place.begins.month): count for place, count in months}
    years = sorted({year for year, _ in counts}, reverse=True)

    def link(year: int, month: int) -> MonthLink:
        place = Place("month", date(year, month, 1))
        count = counts.get((year, month), 0)
        url = section.url + place.path if count else None
        return MonthLink(composer.dates.short_month(place.begins), url, count)

    return ArchiveOfSection(
        section,
        tuple(
            YearOfMonths(str(year), tuple(link(year, month) for month in range(1, 13)))
            for year in years
        ),
    )


def topic_index(composer: Composer, _: str) -> Iterator[Output]:
    """Yield the page that lists all topics."""
    topics: Sequence[Topic] = composer.ask("topics", "")
    names = tuple(topic.name for topic in topics)
    yield _list("/topics/", composer.words.gettext("Topics"), topics_inputs, names, composer)


def topics_inputs(composer: Composer, names: Sequence[str]) -> Mapping[str, Any]:
    """Return the inputs of the list of topics."""
    heading = composer.words.gettext("Topics")
    return _name_inputs("/topics/", heading, map(composer.topic_link, names), composer)


def author_index(composer: Composer, _: str) -> Iterator[Output]:
    """Yield the page that lists all authors."""
    authors: Sequence[Author] = composer.ask("authors", "")
    names = tuple(author.name for author in authors)
    yield _list("/authors/", composer.words.gettext("Authors"), authors_inputs, names, composer)


def authors_inputs(composer: Composer, names: Sequence[str]) -> Mapping[str, Any]:
    """Return the inputs of the list of authors, by their family names."""
    heading = composer.words.gettext("Authors")
    links = map(composer.author_link, names)
    return _name_inputs("/authors/", heading, links, composer, _family_name)


def _name_inputs(
    path: str,
    heading: str,
    links: Iterable[Link],
    composer: Composer,
    key_word: Callable[[str], str] = str,
) -> Mapping[str, Any]:
    """Return the inputs of a page that lists names by their first letters.

    key_word: gives the part of a name by which it is found.
    """
    lang = composer.paper.lang
    in_order = sorted(
        links,
        key=lambda link: (
            order_of(key_word(link.label), lang),
            order_of(link.label, lang),
            link.url,
        ),
    )
    groups = tuple(
        LinkGroup(letter, tuple(group))
        for letter, group in groupby(in_order, lambda link: initial_of(key_word(link.label), lang))
    )
    return {"page": composer.meta(path, heading), "heading": heading, "groups": groups}


def _family_name(name: str) -> str:
    """Return the word by which a list of people has a name: the last."""
    return name.split()[-1]


def _written(written: StaticPage, composer: Composer) -> Output:
    path = composer.addresses.page(written)
    arguments = (written.slug, written.heading, path)
    pictures = composer.pictures_in(written.path)
    listing = composer.listing(path, "page", written.heading, pictures=pictures)
    return page(path, "page.html", written_page, *arguments, origin=written.path, listing=listing)


def _list(
    path: str, heading: str, make: Maker, names: tuple[str, ...], composer: Composer
) -> Output:
    """Return the page that lists all topics, or all authors."""
    listing = composer.listing(path, "list", heading)
    return page(path, "archives.html", make, names, origin=f"the list {heading}", listing=listing)


def _notice(
    path: str,
    heading: str,
    paragraphs: tuple[str, ...],
    listing: Listing | None = None,
) -> Output:
    arguments, origin = (path, heading, paragraphs), f"the page {path}"
    return page(path, "notice_page.html", notice_page, *arguments, origin=origin, listing=listing)


def _unwritten(composer: Composer) -> list[tuple[str, str, tuple[str, ...]]]:
    publisher, _ = composer.paper.publisher, composer.words.gettext
    published = _("Published by %(publisher)s.", publisher=publisher.name)
    if publisher.email:
        write = _("Write to %(address)s.", address=publisher.email)
    else:
        write = _("Write to the editors.")
    return [
        ("about", _("About us"), (publisher.sentence, published)),
        ("contact", _("Contact"), (write,)),
        (
            "privacy",
            _("Privacy"),
            (
                _("These pages set no cookies and keep no record of what you read."),
                _(
                    "What you type into a form goes to the service that the form names, "
                    "for the purpose that it names."
                ),
            ),
        ),
    ]
