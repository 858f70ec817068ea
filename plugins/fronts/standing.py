"""Standing pages: home, the static pages, the lists of everything, and the page for lost readers.

Pages that every paper needs exist even where nobody has written them: an unwritten one says
what the settings know.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from plugins.edition.compose import Composer
from plugins.edition.outputs import Output
from plugins.edition.views import Link
from plugins.fronts.archives import volumes
from plugins.fronts.home import lay_out
from plugins.story.model import StaticPage


def home_page(composer: Composer) -> Output:
    """Return the home page."""
    site = composer.edition.site

    def inputs() -> dict[str, Any]:
        layout = lay_out(composer.edition)
        opinion = layout.opinion
        return {
            "page": composer.meta("/", site.name, description=site.description or None),
            "lead": composer.card(layout.lead) if layout.lead else None,
            "secondary": composer.cards(layout.secondary),
            "blocks": [
                {
                    "section": composer.section_link(section),
                    "lead": composer.card(stories[0]),
                    "cards": composer.cards(stories[1:]),
                }
                for section, stories in layout.blocks
            ],
            "opinion": opinion
            and {
                "section": composer.section_link(opinion[0]),
                "cards": composer.cards(opinion[1]),
            },
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
            groups.append({"label": link.label, "url": link.url, "links": links})
        return {"page": composer.meta("/archive/", "Archive"), "heading": "Archive"} | {
            "groups": groups
        }

    return composer.page("/archive/", "archives.html", inputs, "the archive's index")


def name_index(path: str, heading: str, links: list[Link], composer: Composer) -> Output:
    """Return a page that lists names, such as all topics, by their first letters."""

    def inputs() -> dict[str, Any]:
        in_order = sorted(links, key=lambda link: (link.label.casefold(), link.url))
        groups = [
            {"label": letter, "url": None, "links": list(group)}
            for letter, group in groupby(in_order, lambda link: link.label[0].upper())
        ]
        return {"page": composer.meta(path, heading), "heading": heading, "groups": groups}

    return composer.page(path, "archives.html", inputs, f"the list {heading}")


def _written(page: StaticPage, composer: Composer) -> Output:
    path = composer.edition.addresses.page(page)

    def inputs() -> dict[str, Any]:
        return {
            "page": composer.meta(path, page.heading, description=page.summary),
            "heading": page.heading,
            "summary": page.summary,
            "body": composer.body(page.body, page.path, path, "page"),
        }

    return composer.page(path, "page.html", inputs, page.path)


def _notice(path: str, heading: str, paragraphs: list[str], composer: Composer) -> Output:
    home = Link("To the front page", composer.edition.addresses.site_url("/"))
    robots = "noindex" if path == "/404.html" else None

    def inputs() -> dict[str, Any]:
        return {
            "page": composer.meta(path, heading, robots=robots),
            "heading": heading,
            "paragraphs": paragraphs,
            "link": home,
        }

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
