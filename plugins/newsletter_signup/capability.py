"""The capability: joins selection, placement and forms to the edition."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from plugins.edition.addresses import key_of
from plugins.edition.capability import Capability
from plugins.edition.compose import Composer, Medium
from plugins.edition.edition import Edition
from plugins.edition.outputs import Output
from plugins.edition.site import Settings
from plugins.edition.views import Link
from plugins.edition.web_address import final
from plugins.edition.written_pages import notice_page, written_page
from plugins.newsletter_signup.forms import Signup, form_of, link_of
from plugins.newsletter_signup.marking import KIND, Place, is_unwanted, mark_newsletter
from plugins.newsletter_signup.selection import Choice, Roster
from plugins.newsletter_signup.settings import (
    NO_NEWSLETTER,
    Newsletter,
    read_heading,
    read_newsletters,
)
from plugins.story.faults import Fault, choose_from
from plugins.story.model import Story
from plugins.story.slots import Slot

logger = logging.getLogger(__name__)

PAGE = "/newsletters/"
THANKS = "/newsletters/thanks/"
CONFIRM = "/newsletters/confirm/"

_PRIVACY_LABEL = "How we handle your address: the privacy notice"
_NOTICES = (
    (
        THANKS,
        "Thank you",
        (
            "Your address is confirmed and you are signed up.",
            "Every issue has a link at its end with which you can unsubscribe.",
        ),
    ),
    (
        CONFIRM,
        "Confirm your address",
        (
            "One more step: we have sent you an email. Follow the link in it to confirm that "
            "the address is yours. Until then we send you nothing else.",
            "Nothing there after a few minutes? Look into your spam folder, or sign up once more.",
        ),
    ),
)


class NewsletterSignup(Capability):
    """The newsletter block in stories, and the pages around it.

    Without any newsletter in the settings it does nothing.
    """

    passes = (mark_newsletter,)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.newsletters, faults = read_newsletters(settings)
        self.heading, more = read_heading(settings)
        self.faults = [*faults, *more]
        self.roster = Roster.of(self.newsletters) if self.newsletters else None
        if self.newsletters:
            self.slots = frozenset({KIND})
            self.footer_links = (("Newsletters", PAGE),)
            self.masthead_link = ("Newsletters", PAGE)
            self.page_slugs = frozenset({PAGE.strip("/")})

    def check(self, edition: Edition, hidden: Sequence[Story]) -> Iterator[Fault]:
        """Report newsletters and sections that do not exist, in hidden stories too."""
        if self.roster is None:
            return
        yield from _unknown_sections(self.newsletters, edition)
        for story in (*edition.stories, *hidden):
            yield from _unknown_newsletters(story, self.roster)

    def fill(
        self, slot: Slot, path: str, story: Story | None, composer: Composer, medium: Medium
    ) -> Signup | None:
        """Return the block for a slot, None for the one of two slots that stays empty."""
        del path, medium
        edition = composer.edition
        choice = self._choice(slot.data, story, edition) if story else None
        if story is None or choice is None or not _stands_in(slot.data, choice.newsletter):
            return None
        newsletter = choice.newsletter
        heading = self.heading.replace("{site}", edition.site.name)
        if choice.featured:
            heading = f"{heading}, starting with {newsletter.name}"
        return signup(newsletter, f"signup:{newsletter.id}", heading, edition, story.slug)

    def outputs(self, edition: Edition, composer: Composer) -> Iterator[Output]:
        """Yield the page of all newsletters and the two that providers lead back to.

        At the level INFO the log says for each story which newsletter stands where, and why.
        """
        if self.roster is None:
            return
        if logger.isEnabledFor(logging.INFO):
            for story in edition.stories:
                logger.info("%s: %s", story.path, self.account(story, edition))
        page = edition.pages.get(PAGE.strip("/"))
        origin = page.path if page else "the page of newsletters"
        yield composer.page(PAGE, "newsletters.html", partial(self._listing, composer), origin)
        for path, heading, paragraphs in _NOTICES:
            inputs = partial(notice_page, composer, path, heading, paragraphs, robots="noindex")
            yield composer.page(path, "notice_page.html", inputs, f"the page “{heading}”")

    def account(self, story: Story, edition: Edition) -> str:
        """Say which newsletter a story offers, why that one, where it stands and why there."""
        for slot in story.body.slots:
            choice = self._choice(slot.data, story, edition) if slot.kind == KIND else None
            if choice and _stands_in(slot.data, choice.newsletter):
                return f"newsletter “{choice.newsletter.id}” ({choice.reason}), {slot.data.reason}"
        return f"no newsletter (`newsletter: {NO_NEWSLETTER}`)"

    def _choice(self, place: Place, story: Story, edition: Edition) -> Choice | None:
        if self.roster is None:
            return None
        named = self.roster.named(place.newsletter_id) if place.newsletter_id else None
        if named:
            return Choice(named, "its marker names it")
        front = story.front
        return self.roster.choose(front.newsletter, front.tags, edition.section_of(story))

    def _listing(self, composer: Composer) -> Mapping[str, Any]:
        signups = (
            signup(each, f"newsletter:{each.id}", each.name, composer.edition)
            for each in self.newsletters
        )
        words = written_page(composer, PAGE.strip("/"), "Newsletters", PAGE)
        return {**words, "signups": tuple(signups)}


def signup(
    newsletter: Newsletter, dom_id: str, heading: str, edition: Edition, slug: str | None = None
) -> Signup:
    """Return the block of a newsletter; slug: of the story in which it stands."""
    addresses = edition.addresses
    page = addresses.absolute(addresses.site_url(PAGE))
    return Signup(
        dom_id=dom_id,
        heading=heading,
        name=newsletter.name,
        pitch=newsletter.pitch,
        frequency=newsletter.frequency,
        form=form_of(newsletter.provider, slug),
        link=link_of(newsletter.provider),
        privacy=Link(_PRIVACY_LABEL, final(newsletter.privacy, addresses)),
        page_url=f"{page}#newsletter:{newsletter.id}",
    )


def _stands_in(place: Place, newsletter: Newsletter) -> bool:
    """Say whether this is the slot in which a newsletter stands; a marker always is."""
    if place.position == "marker":
        return True
    inside = place.has_inside and newsletter.placement == "inside"
    return place.position == ("inside" if inside else "end")


def _unknown_sections(newsletters: Iterable[Newsletter], edition: Edition) -> Iterator[Fault]:
    if edition.site.sections is None:
        return
    names = [section.name for section in edition.site.sections]
    for newsletter in newsletters:
        for name in newsletter.sections:
            if key_of(name) not in edition.section_keys:
                what = f"NEWSLETTERS.{newsletter.id}.sections: unknown section “{name}”"
                yield Fault("settings", 0, what, choose_from(name, names))


def _unknown_newsletters(story: Story, roster: Roster) -> Iterator[Fault]:
    written = story.front.newsletter
    if written and not is_unwanted(story.front) and roster.named(written) is None:
        advice = choose_from(written, [*roster.by_id, NO_NEWSLETTER])
        what = f"unknown newsletter “{written}”"
        yield Fault(story.path, story.line("newsletter"), what, advice)
    for slot in story.body.slots:
        written = slot.data.newsletter_id if slot.kind == KIND else None
        if written and roster.named(written) is None:
            what = f"unknown newsletter “{written}”"
            yield Fault(story.path, slot.line, what, choose_from(written, roster.by_id))
