"""Standing pages: home, the static pages, the lists of everything, and the page for lost readers.

Pages that every paper needs exist even where nobody has written them: an unwritten one says
what the settings know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from plugins.edition.compose import Composer, page
from plugins.edition.edition import Edition
from plugins.edition.outputs import Output
from plugins.edition.site import Section
from plugins.edition.views import Link, LinkGroup, SectionBlock
from plugins.edition.written_pages import notice_page, written_page
from plugins.fronts.archives import Place, volumes
from plugins.fronts.home import HomeLayout, lay_out
from plugins.story.model import StaticPage


def home_page(edition: Edition) -> Output:
    """Return the home page."""
    return page("/", "home.html", home_inputs, lay_out(edition), origin="the home page")


def home_inputs(composer: Composer, layout: HomeLayout) -> Mapping[str, Any]:
    """Return the inputs of the home page."""
    paper = composer.paper
    return {
        "page": composer.meta("/", paper.name, description=paper.description or None),
        "lead": composer.card(layout.lead) if layout.lead else None,
        "secondary": composer.cards(layout.secondary),
        "blocks": _blocks(layout.blocks, composer),
        "opinion": _blocks(layout.opinion, composer),
        "latest": composer.cards(layout.latest),
    }


def static_pages(edition: Edition) -> Iterator[Output]:
    """Yield the static pages, written and unwritten, but those that a capability prints."""
    for slug in sorted(edition.pages.keys() - edition.claimed):
        yield _written(edition.pages[slug], edition)
    for slug, heading, paragraphs in _unwritten(edition):
        if slug not in edition.pages:
            yield _notice(f"/{slug}/", heading, paragraphs)
    yield _notice(
        "/404.html",
        "This page is not here",
        ("The address may be mistyped, or the page may have moved.",),
        robots="noindex",
    )


def _blocks(
    groups: Iterable[tuple[Section, tuple[str, ...]]], composer: Composer
) -> tuple[SectionBlock, ...]:
    return tuple(
        SectionBlock(composer.section_link(section), composer.cards(paths))
        for section, paths in groups
    )


def archive_index(edition: Edition) -> Output:
    """Return the page that links to every month of every section."""
    groups = []
    for section in edition.sections:
        months = volumes(edition.by_section[section.slug], "month", edition.days)
        groups.append((section, tuple(volume.place for volume in months)))
    origin = "the archive's index"
    return page("/archive/", "archives.html", archives_inputs, tuple(groups), origin=origin)


def archives_inputs(
    composer: Composer, sections: Sequence[tuple[Section, Sequence[Place]]]
) -> Mapping[str, Any]:
    """Return the inputs of the archive's index: the sections with their months."""
    groups = []
    for section, months in sections:
        link = composer.section_link(section)
        links = [Link(month.label(composer.dates), link.url + month.path) for month in months]
        groups.append(LinkGroup(link.label, tuple(links), link.url))
    return {
        "page": composer.meta("/archive/", "Archive"),
        "heading": "Archive",
        "groups": tuple(groups),
    }


def topic_index(edition: Edition) -> Output:
    """Return the page that lists all topics."""
    names = tuple(topic.name for topic in edition.topics.values())
    return page("/topics/", "archives.html", topics_inputs, names, origin="the list Topics")


def topics_inputs(composer: Composer, names: Sequence[str]) -> Mapping[str, Any]:
    """Return the inputs of the list of topics."""
    return _name_inputs("/topics/", "Topics", map(composer.topic_link, names), composer)


def author_index(edition: Edition) -> Output:
    """Return the page that lists all authors."""
    names = tuple(author.name for author in edition.authors.values())
    return page("/authors/", "archives.html", authors_inputs, names, origin="the list Authors")


def authors_inputs(composer: Composer, names: Sequence[str]) -> Mapping[str, Any]:
    """Return the inputs of the list of authors."""
    return _name_inputs("/authors/", "Authors", map(composer.author_link, names), composer)


def _name_inputs(
    path: str, heading: str, links: Iterable[Link], composer: Composer
) -> Mapping[str, Any]:
    """Return the inputs of a page that lists names by their first letters."""
    in_order = sorted(links, key=lambda link: (link.label.casefold(), link.url))
    groups = tuple(
        LinkGroup(letter, tuple(group))
        for letter, group in groupby(in_order, lambda link: link.label[0].upper())
    )
    return {"page": composer.meta(path, heading), "heading": heading, "groups": groups}


def _written(written: StaticPage, edition: Edition) -> Output:
    path = edition.addresses.page(written)
    arguments = (written.slug, written.heading, path)
    return page(path, "page.html", written_page, *arguments, origin=written.path)


def _notice(
    path: str, heading: str, paragraphs: tuple[str, ...], robots: str | None = None
) -> Output:
    arguments = (path, heading, paragraphs, robots)
    return page(path, "notice_page.html", notice_page, *arguments, origin=f"the page {path}")


def _unwritten(edition: Edition) -> list[tuple[str, str, tuple[str, ...]]]:
    publisher = edition.site.publisher
    write = f"Write to {publisher.email}." if publisher.email else "Write to the editors."
    return [
        ("about", "About us", (publisher.sentence, f"Published by {publisher.name}.")),
        ("contact", "Contact", (write,)),
        (
            "privacy",
            "Privacy",
            (
                "These pages set no cookies and keep no record of what you read.",
                "What you type into a form goes to the service that the form names, "
                "for the purpose that it names.",
            ),
        ),
    ]
