"""Fronts of sections, topics and authors, each with its archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from plugins.edition.compose import Composer
from plugins.edition.edition import Topic
from plugins.edition.outputs import Output
from plugins.edition.site import Section
from plugins.edition.views import Card, Link, LinkGroup
from plugins.edition.web_address import final
from plugins.fronts.archives import Volume, volumes
from plugins.story.model import Author, Story


def section_fronts(section: Section, composer: Composer) -> Iterator[Output]:
    """Yield the front of a section and its archive by month."""
    edition = composer.edition
    path = edition.addresses.section(section)
    stories = edition.by_section[section.slug]
    months = volumes(stories, "month", edition.site.zone)
    feed = _feed_link(section.name, edition.addresses.section_feed(section.slug), composer)

    def inputs() -> dict[str, Any]:
        cards = _latest(stories, composer)
        return {
            "page": composer.meta(
                path,
                section.name,
                description=section.description,
                section_url=composer.section_link(section).url,
                feeds=(feed,) if feed else (),
            ),
            "heading": section.name,
            "kind": "section",
            "description": section.description,
            **_lead_and_rest(cards),
            "archives": _months_by_year(path, months, composer),
            "feed": feed,
        }

    yield composer.page(path, "front.html", inputs, f"the front of the section {section.name}")
    link = composer.section_link(section)
    yield from _archive_pages(path, link, months, composer)


def topic_fronts(topic: Topic, composer: Composer) -> Iterator[Output]:
    """Yield the front of a topic and its archive by year."""
    edition = composer.edition
    path = edition.addresses.topic(topic.slug)
    stories = edition.by_topic[topic.slug]
    years = volumes(stories, "year", edition.site.zone)

    def inputs() -> dict[str, Any]:
        return {
            "page": composer.meta(path, topic.name),
            "heading": topic.name,
            "kind": "topic",
            "description": None,
            **_lead_and_rest(_latest(stories, composer)),
            "archives": _years(path, years, composer),
            "feed": None,
        }

    yield composer.page(path, "front.html", inputs, f"the front of the topic {topic.name}")
    yield from _archive_pages(path, composer.topic_link(topic.name), years, composer)


def author_fronts(key: str, author: Author, composer: Composer) -> Iterator[Output]:
    """Yield the page of an author and its archive by year."""
    edition = composer.edition
    path = edition.addresses.author(author.slug)
    stories = edition.by_author[key]
    years = volumes(stories, "year", edition.site.zone)
    feed = _feed_link(author.name, edition.addresses.author_feed(author.slug), composer)

    def inputs() -> dict[str, Any]:
        portrait = composer.figure(author.portrait, author.path)
        return {
            "page": composer.meta(
                path,
                author.name,
                description=author.role,
                image=portrait or composer.social_card,
                feeds=(feed,) if feed else (),
            ),
            "name": author.name,
            "role": author.role,
            "bio": composer.body(author.bio, author.path, path, "page"),
            "picture": portrait,
            "email": author.email,
            "links": tuple(
                Link(label, final(url, edition.addresses)) for label, url in author.links
            ),
            "cards": _latest(stories, composer),
            "archives": _years(path, years, composer),
            "feed": feed,
        }

    origin = author.path or f"the page of {author.name}"
    yield composer.page(path, "author.html", inputs, origin)
    yield from _archive_pages(path, composer.author_link(author.name), years, composer)


def _feed_link(name: str, path: str | None, composer: Composer) -> Link | None:
    return Link(name, composer.edition.addresses.site_url(path)) if path else None


def _latest(stories: Sequence[Story], composer: Composer) -> tuple[Card, ...]:
    return composer.cards(stories[: composer.edition.site.front_length])


def _lead_and_rest(cards: tuple[Card, ...]) -> Mapping[str, Any]:
    return {"lead": cards[0] if cards else None, "cards": cards[1:]}


def _archive_pages(
    front: str, parent: Link, shelf: Sequence[Volume], composer: Composer
) -> Iterator[Output]:
    for place, volume in enumerate(shelf):
        before = shelf[place + 1] if place + 1 < len(shelf) else None
        yield _archive_page(front, parent, volume, before, composer)


def _archive_page(
    front: str, parent: Link, volume: Volume, before: Volume | None, composer: Composer
) -> Output:
    path = front + volume.path
    label = volume.label(composer.dates)

    def inputs() -> dict[str, Any]:
        return {
            "page": composer.meta(path, f"{parent.label}, {label}"),
            "heading": label,
            "parent": parent,
            "cards": composer.cards(volume.stories),
            "earlier": _link(front, before, composer) if before else None,
        }

    origin = f"the archive of {parent.label}, {volume.path.strip('/')}"
    return composer.page(path, "archive.html", inputs, origin)


def _link(front: str, volume: Volume, composer: Composer) -> Link:
    url = composer.edition.addresses.site_url(front + volume.path)
    return Link(volume.label(composer.dates), url)


def _years(front: str, shelf: Sequence[Volume], composer: Composer) -> list[LinkGroup]:
    links = tuple(_link(front, volume, composer) for volume in shelf)
    return [LinkGroup(None, links)] if links else []


def _months_by_year(front: str, shelf: Sequence[Volume], composer: Composer) -> list[LinkGroup]:
    return [
        LinkGroup(str(year), tuple(_link(front, volume, composer) for volume in months))
        for year, months in groupby(shelf, lambda volume: volume.begins.year)
    ]
