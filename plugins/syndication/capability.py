"""Syndication as a capability: which feeds there are and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from plugins.edition.capability import Capability, Planner
from plugins.edition.compose import Composer, made
from plugins.edition.edition import Edition
from plugins.edition.outputs import Output
from plugins.edition.site import Settings
from plugins.edition.views import Rights
from plugins.incremental.facts import Kind
from plugins.story.faults import Fault
from plugins.story.model import Author, Story
from plugins.syndication.atom import ENTRY, FeedEntry, FeedHead, write_feed
from plugins.syndication.excerpt import Excerpt, first_paragraphs
from plugins.syndication.id_list import read_list
from plugins.syndication.ids import LISTED, Listed, id_of


class Syndication(Capability):
    """Plans the feeds at the addresses of Pelican's FEED_ALL_ATOM and its relatives."""

    prints_feeds = True

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        if settings["FEED_ALL_ATOM"]:
            self.footer_links = (("Feed", f"/{settings['FEED_ALL_ATOM']}"),)

    def check(self, edition: Edition) -> Iterable[Fault]:
        """Report what is wrong with the list of ids."""
        return read_list(edition.content)[1]

    def kinds(self, edition: Edition) -> Mapping[str, Kind]:
        """Return the kind of facts that the list of ids is."""
        return {LISTED: Listed(edition.content)}

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
    going_out = (each for each in composer.stories(stories) if _goes_out(each, composer))
    listed = islice(going_out, composer.paper.feed_length)
    arguments = (path, title, front, tuple(story.path for story in listed))
    return made(path, ENTRY, feed_inputs, *arguments, write=write_feed, origin=f"the feed {path}")


def _goes_out(story: Story, composer: Composer) -> bool:
    """Say whether a story stands in feeds at all."""
    rights = composer.contribution(Rights, story)
    return rights is None or rights.in_feeds != "none"


def feed_inputs(
    composer: Composer, path: str, title: str, front: str, latest: Sequence[str]
) -> Mapping[str, Any]:
    """Return the inputs of an Atom feed.

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
    rights = composer.contribution(Rights, story)
    lead, excerpt = composer.figure(story.lead, path, "feed"), None
    if rights and rights.in_feeds != "full":
        # The text stays behind, and so do all pictures that are not the paper's own.
        lead = lead if lead and composer.paper.owns(lead.credit) else None
        words = (view.standfirst,) if view.standfirst else None
        excerpt = Excerpt(words or first_paragraphs(composer.text(path).parts), view.absolute_url)
    return FeedEntry(
        title=story.title,
        link=view.absolute_url,
        unique_id=id_of(story, composer),
        # An excerpt has the standfirst already, and a summary should not say it again (RFC 4287).
        description=str(view.standfirst) if view.standfirst and not excerpt else None,
        pubdate=story.date,
        updateddate=story.modified or story.date,
        categories=(view.section.label, *(topic.label for topic in view.topics)),
        authors=tuple(author.label for author in view.byline),
        item_copyright=rights.statement if rights else None,
        lead=lead,
        body=() if excerpt else composer.body(path, view.url, "feed", story),
        excerpt=excerpt,
        rights=rights,
    )
