"""Syndication as a capability: which feeds there are and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from feedgenerator import get_tag_uri

from plugins.edition.capability import Capability, Planner
from plugins.edition.compose import Composer, made
from plugins.edition.outputs import Output
from plugins.edition.site import Settings
from plugins.story.model import Author
from plugins.syndication.atom import ENTRY, FeedEntry, FeedHead, write_feed


class Syndication(Capability):
    """Plans the feeds at the addresses of Pelican's FEED_ALL_ATOM and its relatives."""

    prints_feeds = True

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        if settings["FEED_ALL_ATOM"]:
            self.footer_links = (("Feed", f"/{settings['FEED_ALL_ATOM']}"),)

    def planners(self) -> Mapping[str, Planner]:
        """Return the planners of the feeds of the site, of sections and of authors."""
        return {"feed": _site_feed, "section": _section_feed, "author": _author_feed}


def _site_feed(composer: Composer, _: str) -> Iterator[Output]:
    path = composer.paper.feed
    if path:
        yield _feed(f"/{path}", composer.paper.name, "/", "", composer)


def _section_feed(composer: Composer, slug: str) -> Iterator[Output]:
    path = composer.addresses.section_feed(slug)
    if path:
        section = next(each for each in composer.sections if each.slug == slug)
        front = composer.addresses.section(section)
        title = f"{section.name} | {composer.paper.name}"
        yield _feed(path, title, front, f"section {slug}", composer)


def _author_feed(composer: Composer, key: str) -> Iterator[Output]:
    author: Author = composer.look("author", key)
    path = composer.addresses.author_feed(author.slug)
    if path:
        front = composer.addresses.author(author.slug)
        title = f"{author.name} | {composer.paper.name}"
        yield _feed(path, title, front, f"author {key}", composer)


def _feed(path: str, title: str, front: str, stories: str, composer: Composer) -> Output:
    """Return the feed of a list of stories, by the name of the list."""
    listed = composer.stories(stories)[: composer.paper.feed_length]
    arguments = (path, title, front, tuple(story.path for story in listed))
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
