"""Fronts of sections, topics and authors, each with its archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from broadsheet.content.edition import Topic
from broadsheet.fronts.archive_pages import archive_pages, months_of, paths_of, years_of
from broadsheet.fronts.archives import Place, Volume, months, volumes
from broadsheet.fronts.editing import FRONT, Order
from broadsheet.fronts.old_addresses import redirects
from broadsheet.fronts.room import SECTION_LEAD, layout_for
from broadsheet.fronts.wordings import (
    announcements_of,
    cards_as_worded,
    files_of_own_pictures,
    with_faces,
)
from broadsheet.site.outputs import Output, page
from broadsheet.site.settings import Section
from broadsheet.site.web_addresses import printed_address
from broadsheet.story.model import Author
from broadsheet.views.composer import Composer
from broadsheet.views.records import Card, Link


def section_fronts(composer: Composer, slug: str, length: int) -> Iterator[Output]:
    """Yield the front of a section, with so many stories, and its archive by month."""
    section = next(each for each in composer.sections if each.slug == slug)
    path = composer.addresses.section(section)
    order: Order = composer.ask(FRONT, slug)
    stories = composer.stories(f"section {slug}")
    pinned = [*order.pinned, *order.below]
    newest = [path for path in paths_of(stories[: length + len(pinned)]) if path not in pinned]
    closed = months(stories, composer.day_of)
    yield page(
        path,
        "front.html",
        section_inputs,
        section,
        order,
        (*order.pinned, *newest)[:length],
        _places(closed),
        origin=f"the front of the section {section.name}",
        listing=composer.listing(path, "section", section.name),
    )
    yield from files_of_own_pictures(order, slug, composer)
    yield from archive_pages(path, section.name, closed, composer, sectioned=False)


def section_inputs(
    composer: Composer,
    section: Section,
    order: Order,
    paths: Sequence[str],
    closed: Sequence[Place],
) -> Mapping[str, Any]:
    """Return the inputs of a section's front. order: of editors. paths: of its stories' files."""
    path = composer.addresses.section(section)
    feeds = composer.feed_links(section.name, composer.feeds.of_section(section.slug))
    cards = cards_as_worded(paths, order, composer)
    if section.opinion:
        cards = with_faces(cards, paths, composer)
    return {
        "page": composer.meta(
            path,
            section.name,
            description=section.description or composer.all_stories_of(section.name),
            section_url=composer.section_link(section).url,
            announcements=announcements_of(order),
            feeds=feeds,
        ),
        "heading": section.name,
        "kind": "section",
        "description": section.description,
        "below": composer.cards(order.below),
        **_lead_and_rest(cards, order.layout),
        "archives": months_of(path, closed, composer),
        "feed": feeds[0] if feeds else None,
    }


def topic_fronts(composer: Composer, key: str, length: int) -> Iterator[Output]:
    """Yield the front of a topic, with so many stories, and its archive by year."""
    topic: Topic = composer.ask("topic", key)
    path = composer.addresses.topic(topic.slug)
    stories = composer.stories(f"topic {key}")
    years = volumes(stories, "year", composer.day_of)
    yield page(
        path,
        "front.html",
        topic_inputs,
        topic,
        paths_of(stories[:length]),
        _places(years),
        origin=f"the front of the topic {topic.name}",
        listing=composer.listing(path, "topic", topic.name),
    )
    yield from archive_pages(path, topic.name, years, composer)


def topic_inputs(
    composer: Composer, topic: Topic, latest: Sequence[str], years: Sequence[Place]
) -> Mapping[str, Any]:
    """Return the inputs of a topic's front. latest: the files of its stories."""
    path = composer.addresses.topic(topic.slug)
    feeds = composer.feed_links(topic.name, composer.feeds.of_topic(topic.slug))
    return {
        "page": composer.meta(
            path, topic.name, description=composer.all_stories_of(topic.name), feeds=feeds
        ),
        "heading": topic.name,
        "kind": "topic",
        "description": None,
        "below": (),
        **_lead_and_rest(composer.cards(latest)),
        "archives": years_of(path, years, composer),
        "feed": feeds[0] if feeds else None,
    }


def author_fronts(composer: Composer, key: str, length: int) -> Iterator[Output]:
    """Yield the page of an author, with so many stories, and its archive by year."""
    author: Author = composer.ask("author", key)
    path = composer.addresses.author(author.slug)
    stories = composer.stories(f"author {key}")
    pictures = composer.pictures_in(author.path, author.portrait) if author.path else ()
    years = volumes(stories, "year", composer.day_of)
    yield page(
        path,
        "author.html",
        author_inputs,
        author.name,
        paths_of(stories[:length]),
        _places(years),
        origin=author.path or f"the page of {author.name}",
        listing=composer.listing(path, "author", author.name, pictures=pictures),
    )
    yield from archive_pages(path, author.name, years, composer, author.aliases)
    yield from redirects(author, path)


def author_inputs(
    composer: Composer, name: str, latest: Sequence[str], years: Sequence[Place]
) -> Mapping[str, Any]:
    """Return the inputs of an author's page. latest: the files of their stories."""
    author = composer.author_at(name)
    addresses = composer.addresses
    path = addresses.author(author.slug)
    feeds = composer.feed_links(author.name, composer.feeds.of_author(author.slug))
    portrait = composer.figure(author.portrait, author.path)
    return {
        "page": composer.meta(
            path,
            author.name,
            description=composer.beginning(author.path)
            or author.role
            or composer.all_stories_of(author.name),
            kind="website" if composer.is_organization(author.name) else "profile",
            image=portrait or composer.social_card,
            feeds=feeds,
            accounts=(author.fediverse,) if author.fediverse else (),
        ),
        "name": author.name,
        "role": author.role,
        "bio": composer.body(author.path, path, "page") if author.path else (),
        "picture": portrait,
        "email": author.email,
        "links": tuple(Link(label, printed_address(url, addresses)) for label, url in author.links),
        "cards": composer.cards(latest),
        "archives": years_of(path, years, composer),
        "feed": feeds[0] if feeds else None,
    }


def _places(closed: Sequence[Volume]) -> tuple[Place, ...]:
    return tuple(volume.place for volume in closed)


def _lead_and_rest(cards: tuple[Card, ...], layout: str | None = None) -> Mapping[str, Any]:
    """Return the inputs of the lead and of what follows it. layout: what editors want."""
    lead = cards[0] if cards else None
    return {"lead": lead, "cards": cards[1:], "layout": layout or layout_for(lead, SECTION_LEAD)}
