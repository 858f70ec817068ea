"""Fronts as a capability: every page that shows stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plugins.edition.capability import Capability
from plugins.edition.edition import Edition
from plugins.edition.outputs import Output
from plugins.fronts.front_pages import author_fronts, section_fronts, topic_fronts
from plugins.fronts.related import Related
from plugins.fronts.standing import (
    archive_index,
    author_index,
    home_page,
    static_pages,
    topic_index,
)
from plugins.fronts.story_page import story_pages
from plugins.incremental.facts import Kind


class Fronts(Capability):
    """Plans the pages of stories, fronts, archives and the standing pages."""

    footer_links = (
        ("About us", "/about/"),
        ("Contact", "/contact/"),
        ("Privacy", "/privacy/"),
        ("Topics", "/topics/"),
        ("Authors", "/authors/"),
        ("Archive", "/archive/"),
    )

    def kinds(self, edition: Edition) -> Mapping[str, Kind]:
        """Return the kind `related`: the stories related to one, by its file."""
        return {"related": Related(edition)}

    def outputs(self, edition: Edition) -> Iterable[Output]:
        """Yield every page that shows stories, the written pages first."""
        for story in edition.stories:
            yield from story_pages(story, edition)
        yield from static_pages(edition)
        yield home_page(edition)
        yield archive_index(edition)
        for section in edition.sections:
            yield from section_fronts(section, edition)
        for topic in edition.topics.values():
            yield from topic_fronts(topic, edition)
        for key, author in edition.authors.items():
            yield from author_fronts(key, author, edition)
        yield topic_index(edition)
        yield author_index(edition)
