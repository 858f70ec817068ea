"""The capability: hands notices, the republishing page and copy pages to the edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from plugins.edition.capability import Capability
from plugins.edition.compose import Composer
from plugins.edition.edition import Edition
from plugins.edition.outputs import Output
from plugins.edition.site import Settings
from plugins.republishing.copies import copy_inputs, copy_path
from plugins.republishing.notice import notice_of
from plugins.republishing.page import HEADING, page_inputs
from plugins.republishing.request import PAGE
from plugins.republishing.rights import decide, unknown_rights, unknown_sections
from plugins.republishing.settings import SETTING, read_terms
from plugins.republishing.terms import Terms
from plugins.story.faults import Fault
from plugins.story.model import Story


class Republishing(Capability):
    """On what terms others may print a story. Without the setting REPUBLISHING it does nothing."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.terms, self.faults = read_terms(settings)
        if self.terms:
            self.footer_links = ((HEADING, PAGE),)
            self.page_slugs = frozenset({PAGE.strip("/")})

    def check(self, edition: Edition, hidden: Sequence[Story]) -> Iterable[Fault]:
        """Report rights and sections that do not exist."""
        if self.terms is None:
            return
        yield from unknown_rights((*edition.stories, *hidden), self.terms)
        yield from unknown_sections(SETTING, edition, self.terms)

    def story_inputs(self, story: Story, edition: Edition) -> Mapping[str, Any]:
        """Return the notice of a story."""
        return {"notice": notice_of(story, edition, self.terms) if self.terms else None}

    def outputs(self, edition: Edition, composer: Composer) -> Iterable[Output]:
        """Return the republishing page, and a copy page for each story under an open policy."""
        if self.terms is None:
            return
        written = edition.pages.get(PAGE.strip("/"))
        origin = written.path if written else "the republishing page"
        inputs = partial(page_inputs, self.terms, composer)
        yield composer.page(PAGE, "republishing.html", inputs, origin)
        yield from _copies(edition, composer, self.terms)


def _copies(edition: Edition, composer: Composer, terms: Terms) -> Iterator[Output]:
    for story in edition.stories:
        licence = decide(story, edition.section_of(story), terms).licence
        if licence:
            yield composer.page(
                copy_path(composer.path_of(story)),
                "copy.html",
                partial(copy_inputs, story, licence, composer),
                story.path,
                story.line("slug"),
            )
