"""Syndication as a capability: which feeds there are and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from feedgenerator import get_tag_uri

from plugins.edition.capability import Capability
from plugins.edition.compose import Composer, made
from plugins.edition.edition import Edition
from plugins.edition.outputs import Output
from plugins.edition.site import Settings
from plugins.story.model import Story
from plugins.syndication.atom import ENTRY, FeedEntry, FeedHead, write_feed


class Syndication(Capability):
    """Plans the feeds at the addresses of Pelican's FEED_ALL_ATOM and its relatives."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        if settings["FEED_ALL_ATOM"]:
            self.footer_links = (("Feed", f"/{settings['FEED_ALL_ATOM']}"),)

    def outputs(self, edition: Edition) -> Iterator[Output]:
        """Yield a feed for the site, each section and each author, where they are asked for."""
        name = edition.site.name
        if edition.site.feed:
            yield _feed(f"/{edition.site.feed}", name, "/", edition.originals, edition)
        for section in edition.sections:
            path = edition.addresses.section_feed(section.slug)
            if path:
                front = edition.addresses.section(section)
                stories = edition.by_section[section.slug]
                yield _feed(path, f"{section.name} | {name}", front, stories, edition)
        for key, author in edition.authors.items():
            path = edition.addresses.author_feed(author.slug)
            if path:
                front = edition.addresses.author(author.slug)
                stories = edition.by_author[key]
                yield _feed(path, f"{author.name} | {name}", front, stories, edition)


def _feed(path: str, title: str, front: str, stories: Sequence[Story], edition: Edition) -> Output:
    latest = tuple(story.path for story in stories[: edition.site.feed_length])
    arguments = (path, title, front, latest)
    return made(path, ENTRY, feed_inputs, *arguments, write=write_feed, origin=f"the feed {path}")


def feed_inputs(
    composer: Composer, path: str, title: str, front: str, latest: Sequence[str]
) -> Mapping[str, Any]:
    """Return the inputs of an Atom feed of full stories.

    path: of the feed; front: of the page that it belongs to; latest: the files of its stories.
    """
    addresses, paper = composer.addresses, composer.paper

    def full(site_path: str) -> str:
        return addresses.absolute(addresses.site_url(site_path))

    return {
        "feed": FeedHead(
            title=title,
            link=full(front),
            description=paper.tagline or None,
            language=paper.lang,
            feed_url=full(path),
            author_name=paper.name,
            feed_copyright=paper.publisher.name,
        ),
        "entries": tuple(_entry(path, composer) for path in latest),
    }


def _entry(path: str, composer: Composer) -> FeedEntry:
    story = composer.story_at(path)
    view = composer.story(story)
    return FeedEntry(
        title=story.title,
        link=view.absolute_url,
        unique_id=get_tag_uri(view.absolute_url, story.date),
        description=str(view.standfirst) if view.standfirst else None,
        pubdate=story.date,
        updateddate=story.modified or story.date,
        categories=(view.section.label, *(topic.label for topic in view.topics)),
        authors=tuple(author.label for author in view.byline),
        lead=composer.figure(story.lead, path, "feed"),
        body=composer.body(path, view.url, "feed", story),
    )
