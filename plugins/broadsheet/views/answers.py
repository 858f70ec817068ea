"""Answers: what a page may ask while it is made. Each question is recorded.

The next build uses these records to decide whether a page must be rebuilt.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any

from broadsheet.content.edition import Edition
from broadsheet.content.questions import LinkEnd, queries_of
from broadsheet.incremental.queries import PlainQuery, Queries, Query
from broadsheet.site.addresses import Addresses
from broadsheet.site.names import key_of
from broadsheet.site.settings import Section, Site
from broadsheet.story.model import Author, Body, StaticPage, Story
from broadsheet.story.targets import LinkTarget
from broadsheet.views.dates import Dates
from broadsheet.views.records import SiteView
from broadsheet.words.translating import Translator, Words

TRANSLATION = "translation"
"""The query for the translation of a message."""


class Answers:
    """Answers questions about one edition, and translates; what was asked is recorded."""

    def __init__(
        self, edition: Edition, site: SiteView, words: Words, more: Mapping[str, Query]
    ) -> None:
        """Make the queries. more: those of capabilities, by name."""
        self._edition = edition
        own = {
            **queries_of(edition),
            "site": PlainQuery(lambda _: site),
            TRANSLATION: PlainQuery(words.find),
        }
        self.queries = Queries({**own, **more})
        self.words = Translator(partial(self.queries.ask, TRANSLATION))
        """Translates what code says to readers; each message is a question that is recorded."""

    # From the settings alone, so nothing is recorded.

    @property
    def paper(self) -> Site:
        """The paper's settings."""
        return self._edition.site

    @property
    def addresses(self) -> Addresses:
        """The maker of addresses."""
        return self._edition.addresses

    @cached_property
    def dates(self) -> Dates:
        """The printer of dates."""
        return Dates(self.paper)

    def day_of(self, story: Story) -> date:
        """Return the day on which a story appeared, in the site's time zone."""
        return self._edition.day_of(story)

    # From the content and from capabilities: questions are recorded.

    def ask(self, kind: str, key: str) -> Any:
        """Return the answer to a query of the edition or of a capability."""
        return self.queries.ask(kind, key)

    @property
    def site(self) -> SiteView:
        """What every page shows of the site."""
        view: SiteView = self.ask("site", "")
        return view

    def story_at(self, path: str) -> Story:
        """Return the story of a file that readers may see."""
        story: Story = self.ask("story", path)
        return story

    def is_future(self, story: Story) -> bool:
        """Say whether readers cannot see a story yet; the question for the story was recorded."""
        return self._edition.is_future(story)

    def text(self, path: str) -> Body:
        """Return the body of a content file."""
        body: Body = self.ask("text", path)
        return body

    def author_at(self, name: str) -> Author:
        """Return the author of a name in a byline."""
        author: Author = self.ask("author", key_of(name))
        return author

    def static_page(self, slug: str) -> StaticPage | None:
        """Return a static page that somebody has written."""
        page: StaticPage | None = self.ask("page", slug)
        return page

    def stories(self, name: str = "") -> tuple[Story, ...]:
        """Return a list of stories, latest first: "section world", "topic syria", "" for all.

        "corrected" has those with corrections.
        """
        stories: tuple[Story, ...] = self.ask("list", name)
        return stories

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections."""
        sections: tuple[Section, ...] = self.ask("sections", "")
        return sections

    def section_of(self, story: Story) -> Section:
        """Return the section of a story."""
        self.ask("sections", "")
        return self._edition.section_of(story)

    def path_of(self, story: Story) -> str:
        """Return the path of a story's page, without SITEURL's own."""
        self.ask("sections", "")  # the path may name the section
        return self._edition.path_of(story)

    def digest_of(self, path: str) -> str:
        """Return the digest of a content file, hexadecimal, "" where there is none."""
        digest: str = self.ask("digest", path)
        return digest

    def link_end(self, target: LinkTarget) -> LinkEnd:
        """Return what stands at the end of a link to a file, a section, a topic or an author."""
        end: LinkEnd = self.ask("link", f"{target.kind} {target.value}")
        return end
