"""Links inside the site: which words they show, and where they lead."""

from __future__ import annotations

from broadsheet.site.addresses import Addresses, Feeds
from broadsheet.site.names import key_of
from broadsheet.site.settings import Section
from broadsheet.story.model import Story
from broadsheet.story.targets import LinkTarget
from broadsheet.views.answers import Answers
from broadsheet.views.media import PAGE, Medium
from broadsheet.views.records import FeedLink, Link


def story_url(answers: Answers, story: Story) -> str:
    """Return the site-internal address of a story."""
    return answers.addresses.site_url(answers.path_of(story))


def section_link(addresses: Addresses, section: Section) -> Link:
    """Return the link to a section's front."""
    return Link(section.name, addresses.site_url(addresses.section(section)))


def topic_link(answers: Answers, name: str) -> Link:
    """Return the link to a topic's front."""
    topic = answers.ask("topic", key_of(name))
    addresses = answers.addresses
    return Link(topic.name, addresses.site_url(addresses.topic(topic.slug)))


def author_link(answers: Answers, name: str) -> Link:
    """Return the link to an author's page, with the name as the byline spells it."""
    author = answers.author_at(name)
    addresses = answers.addresses
    return Link(name, addresses.site_url(addresses.author(author.slug)))


def byline_links(answers: Answers, story: Story) -> tuple[Link, ...]:
    """Return the links of a byline, each author once, in the spelling that comes first."""
    links = [author_link(answers, name) for name in story.authors]
    return tuple({link.url: link for link in reversed(links)}.values())[::-1]


def feed_links(
    addresses: Addresses, feeds: Feeds, label: str, path: str | None
) -> tuple[FeedLink, ...]:
    """Return the links to a feed in all its formats, none without a path."""
    formats = feeds.formats(path) if path else ()
    return tuple(FeedLink(label, addresses.site_url(at), of) for at, of in formats)


def address_for(answers: Answers, target: LinkTarget, medium: Medium, here: str) -> str | None:
    """Return where a link leads, None for what may not be seen: in full for other media.

    here: the site-internal address of the page with the link, for places on that page.
    """
    url = url_of(answers, target)
    if url is None or medium == PAGE:
        return url
    absolute = answers.addresses.absolute
    return absolute(here) + url if target.kind == "here" else absolute(url)


def url_of(answers: Answers, target: LinkTarget) -> str | None:
    """Return the address of a link's target inside the site, None where there is none."""
    if target.kind == "here":
        return target.fragment
    if target.kind == "site":
        return answers.addresses.site_url(target.value + target.fragment)
    path = answers.link_end(target).path
    return None if path is None else answers.addresses.site_url(path + target.fragment)
