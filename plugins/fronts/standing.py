"""Standing pages: home, the static pages, the lists of everything, and the page for lost readers.

Pages that every paper needs exist even where nobody has written them: an unwritten one says
what the settings know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Any

from plugins.edition.compose import Composer
from plugins.edition.outputs import Output
from plugins.edition.site import Section
from plugins.edition.views import Link, LinkGroup, SectionBlock
from plugins.edition.written_pages import notice_page, written_page
from plugins.fronts.archives import volumes
from plugins.fronts.home import lay_out
from plugins.story.model import StaticPage, Story


def home_page(composer: Composer) -> Output:
    """Return the home page."""
    site = composer.edition.site

    def inputs() -> dict[str, Any]:
        layout = lay_out(composer.edition)
        return {
            "page": composer.meta("/", site.name, description=site.description or None),
            "lead": composer.card(layout.lead) if layout.lead else None,
            "secondary": composer.cards(layout.secondary),
            "blocks": _blocks(layout.blocks, composer),
            "opinion": _blocks(layout.opinion, composer),
            "latest": composer.cards(layout.latest),
        }

    return composer.page("/", "home.html", inputs, "the home page")


def static_pages(composer: Composer) -> Iterator[Output]:
    """Yield the static pages, written and unwritten, but those that a capability prints."""
    edition = composer.edition
    for slug in sorted(edition.pages.keys() - composer.claimed_pages):
        yield _written(edition.pages[slug], composer)
    for slug, heading, paragraphs in _unwritten(composer):
        if slug not in edition.pages:
            yield _notice(f"/{slug}/", heading, paragraphs, composer)
    yield _notice(
        "/404.html",
        "This page is not here",
        ["The address may be mistyped, or the page may have moved."],
        composer,
        robots="noindex",
    )


def _blocks(
    groups: Iterable[tuple[Section, tuple[Story, ...]]], composer: Composer
) -> tuple[SectionBlock, ...]:
    return tuple(
        SectionBlock(composer.section_link(section), composer.cards(stories))
        for section, stories in groups
    )


def archive_index(composer: Composer) -> Output:
    """Return the page that links to every month of every section."""
    edition = composer.edition

    def inputs() -> dict[str, Any]:
        groups = []
        for section in edition.sections:
            link = composer.section_link(section)
            months = volumes(edition.by_section[section.slug], "month", edition.site.zone)
            links = [Link(each.label(composer.dates), link.url + each.path) for each in months]
            groups.append(LinkGroup(link.label, tuple(links), link.url))
        return {"page": composer.meta("/archive/", "Archive"), "heading": "Archive"} | {
            "groups": groups
        }

    return composer.page("/archive/", "archives.html", inputs, "the archive's index")


def name_index(path: str, heading: str, links: list[Link], composer: Composer) -> Output:
    """Return a page that lists names, such as all topics, by their first letters."""

    def inputs() -> dict[str, Any]:
        in_order = sorted(links, key=lambda link: (link.label.casefold(), link.url))
        groups = [
            LinkGroup(letter, tuple(group))
            for letter, group in groupby(in_order, lambda link: link.label[0].upper())
        ]
        return {"page": composer.meta(path, heading), "heading": heading, "groups": groups}

    return composer.page(path, "archives.html", inputs, f"the list {heading}")


def _written(page: StaticPage, composer: Composer) -> Output:
    path = composer.edition.addresses.page(page)
    inputs = partial(written_page, composer, page.slug, page.heading, path)
    return composer.page(path, "page.html", inputs, page.path)


def _notice(
    path: str, heading: str, paragraphs: list[str], composer: Composer, robots: str | None = None
) -> Output:
    inputs = partial(notice_page, composer, path, heading, paragraphs, robots=robots)
    return composer.page(path, "notice_page.html", inputs, f"the page {path}")


def _unwritten(composer: Composer) -> list[tuple[str, str, list[str]]]:
    publisher = composer.edition.site.publisher
    write = f"Write to {publisher.email}." if publisher.email else "Write to the editors."
    return [
        ("about", "About us", [publisher.sentence, f"Published by {publisher.name}."]),
        ("contact", "Contact", [write]),
        (
            "privacy",
            "Privacy",
            [
                "These pages set no cookies and keep no record of what you read.",
                "What you type into a form goes to the service that the form names, "
                "for the purpose that it names.",
            ],
        ),
    ]
