"""The capability: hands notices, the republishing page and copy pages to the edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from broadsheet.content.edition import Edition
from broadsheet.plan.capability import Capability, Planner
from broadsheet.plan.texts import CheckContext
from broadsheet.reporting.faults import Fault
from broadsheet.republishing.copies import copy_inputs, copy_path
from broadsheet.republishing.keys import RightsKeys
from broadsheet.republishing.notice import notice_of, rights_of
from broadsheet.republishing.page import HEADING, page_inputs
from broadsheet.republishing.request import PAGE, PLACEHOLDERS, filled
from broadsheet.republishing.rights import (
    agency_of,
    decide,
    unknown_rights,
    unknown_sections,
    unruled_agencies,
)
from broadsheet.republishing.settings import SETTING, RepublishingSettings
from broadsheet.republishing.terms import Terms
from broadsheet.site.outputs import Output, page
from broadsheet.site.settings import Settings
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer
from broadsheet.views.contributions import Contributor
from broadsheet.views.records import Agency, Rights, Signature


class Republishing(Capability[RepublishingSettings]):
    """On what terms others may print a story.

    Without the setting REPUBLISHING it only reports stories that name a policy.
    """

    media = ("copy",)
    added_inputs = ("notice",)
    story_keys = RightsKeys

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.terms = self.settings.terms
        if self.terms:
            self.footer_links = ((HEADING, PAGE),)
            self.page_slugs = frozenset({PAGE.strip("/")})
            self.links = tuple(_links(self.terms))

    def check(self, edition: Edition) -> Iterable[Fault]:
        """Report rules on sections that do not exist."""
        return unknown_sections(SETTING, edition, self.terms) if self.terms else ()

    def check_file(self, context: CheckContext) -> Iterator[Fault]:
        """Report rights that do not exist, and names of agencies that no rule sees."""
        if not isinstance(context.item, Story):
            return
        yield from unknown_rights(context.item, self.terms)
        if self.terms is not None:
            section = partial(context.composer.section_of, context.item)
            yield from unruled_agencies(context.item, section, self.terms)

    def story_inputs(self, story: Story, composer: Composer) -> Mapping[str, Any]:
        """Return the notice of a story."""
        return {"notice": notice_of(story, composer, self.terms) if self.terms else None}

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        """Return what tells the rights of a story, and which names are agencies'."""
        if self.terms is None:
            return {}
        return {(Story, Rights): self.rights, (Signature, Agency): self.agency}

    def planners(self) -> Mapping[str, Planner]:
        """Return the planners of the republishing page and of the copy pages."""
        return {"republishing": self.page, "story": self.copy_page} if self.terms else {}

    def rights(self, story: Story, composer: Composer) -> Rights | None:
        """Return on what terms others may print a story."""
        return rights_of(story, composer, self.terms) if self.terms else None

    def agency(self, signature: Signature, _: Composer) -> Agency | None:
        """Return whose name it is, if it is an agency's."""
        policy = agency_of(signature.name, self.terms) if self.terms else None
        return Agency(policy) if policy else None

    def page(self, composer: Composer, _: str) -> Iterator[Output]:
        """Yield the republishing page."""
        written = composer.static_page(PAGE.strip("/"))
        origin = written.path if written else "the republishing page"
        listing = composer.listing(
            PAGE, "page", written.heading if written else composer.words.gettext(HEADING)
        )
        yield page(PAGE, "republishing.html", self.terms_page, origin=origin, listing=listing)

    def copy_page(self, composer: Composer, path: str) -> Iterator[Output]:
        """Yield the copy page of a story under an open policy."""
        story = composer.story_at(path)
        if self.terms and decide(story, composer.section_of(story), self.terms).licence:
            address, line = copy_path(composer.path_of(story)), story.line("slug")
            inputs = self.copy_inputs
            yield page(address, "copy.html", inputs, path, origin=path, line=line)

    def terms_page(self, composer: Composer) -> Mapping[str, Any]:
        """Return the inputs of the republishing page."""
        return page_inputs(self.terms, composer) if self.terms else {}

    def copy_inputs(self, composer: Composer, path: str) -> Mapping[str, Any]:
        """Return the inputs of the copy page of a story."""
        story = composer.story_at(path)
        policy = decide(story, composer.section_of(story), self.terms) if self.terms else None
        return copy_inputs(story, policy.licence, composer) if policy and policy.licence else {}


def _links(terms: Terms) -> Iterator[tuple[str, str]]:
    """Yield pairs of a setting's name and the address to which notices link because of it."""
    if terms.more is not None:
        yield f"{SETTING}.more", terms.more
    if terms.request and terms.request.url is not None:
        yield f"{SETTING}.request.url", filled(terms.request.url, dict.fromkeys(PLACEHOLDERS, ""))
    for policy in terms.policies:
        if policy.licence is not None:
            yield f"{SETTING}.policies.{policy.id}.licence.url", policy.licence.url
