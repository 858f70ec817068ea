"""The capability: joins selection, placement and forms to the edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from broadsheet.content.edition import Edition
from broadsheet.newsletter_signup.forms import Signup, form_of, heading_of, link_of
from broadsheet.newsletter_signup.keys import NewsletterKeys
from broadsheet.newsletter_signup.places import KIND, Place
from broadsheet.newsletter_signup.selection import Choice, Roster, unknown_newsletter
from broadsheet.newsletter_signup.settings import NO_NEWSLETTER, Newsletter, NewsletterSettings
from broadsheet.plan.capability import Capability, Planner
from broadsheet.plan.texts import CheckContext
from broadsheet.reporting.faults import Fault, Gravity, choose_from, setting_fault
from broadsheet.site.names import key_of
from broadsheet.site.outputs import Output, page
from broadsheet.site.settings import Settings
from broadsheet.site.web_addresses import printed_address
from broadsheet.story.front import keys_of
from broadsheet.story.model import Body, Story
from broadsheet.story.slots import Slot
from broadsheet.views.composer import Composer
from broadsheet.views.media import Medium
from broadsheet.views.records import Link
from broadsheet.views.written_pages import notice_page, written_page
from broadsheet.words import N_

PAGE = "/newsletters/"
THANKS = "/newsletters/thanks/"
CONFIRM = "/newsletters/confirm/"

_HEADING = N_("Newsletters")
_NOTICES = (
    (
        THANKS,
        N_("Thank you"),
        (
            N_("Your address is confirmed and you are signed up."),
            N_("Every issue has a link at its end with which you can unsubscribe."),
        ),
    ),
    (
        CONFIRM,
        N_("Confirm your address"),
        (
            N_(
                "One more step: we have sent you an email. Follow the link in it to confirm that "
                "the address is yours. Until then we send you nothing else."
            ),
            N_(
                "Nothing there after a few minutes? Look into your spam folder, or sign up once "
                "more."
            ),
        ),
    ),
)


class NewsletterSignup(Capability[NewsletterSettings]):
    """The newsletter block in stories, and the pages around it.

    Without any newsletter in the settings it only reports what asks for one.
    """

    passes = ("broadsheet.newsletter_signup.marking.mark_newsletter",)
    slots: Mapping[str, type] = MappingProxyType({KIND: Place})
    story_keys = NewsletterKeys

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.newsletters = self.settings.newsletters
        self.roster = Roster.of(self.newsletters) if self.newsletters else None
        if self.newsletters:
            self.footer_links = ((_HEADING, PAGE),)
            self.masthead_link = (_HEADING, PAGE)
            self.page_slugs = frozenset({PAGE.strip("/")})
            self.links = tuple(_links(self.newsletters))

    def check(self, edition: Edition) -> Iterator[Fault]:
        """Report sections that do not exist, to which a newsletter is set."""
        if self.roster is not None:
            yield from _unknown_sections(self.newsletters, edition)

    def check_file(self, context: CheckContext) -> Iterator[Fault]:
        """Report newsletters that do not exist."""
        if not isinstance(context.item, Story):
            return
        if self.roster is None:
            yield from _asked_in_vain(context.item, context.body)
        else:
            yield from _unknown_newsletters(context.item, context.body, self.roster)

    def fill(
        self, slot: Slot, path: str, story: Story | None, composer: Composer, medium: Medium
    ) -> Signup | None:
        """Return the block for a slot, None for the one of two slots that stays empty."""
        del path, medium
        choice = self._choice(slot.data, story, composer) if story else None
        if story is None or choice is None or not _stands_in(slot.data, choice.newsletter):
            return None
        newsletter = choice.newsletter
        featured = newsletter.name if choice.featured else None
        own = self.settings.heading
        heading = heading_of(own, composer.paper.name, featured, composer.words)
        dom_id = f"signup:{newsletter.id}"
        return signup(newsletter, dom_id, heading, composer, story.slug)

    def planners(self) -> Mapping[str, Planner]:
        """Return the planner of the pages around the newsletters."""
        return {"newsletters": self.pages} if self.newsletters else {}

    def pages(self, composer: Composer, _key: str) -> Iterator[Output]:
        """Yield the page of all newsletters and the two that providers lead back to."""
        written = composer.static_page(PAGE.strip("/"))
        origin = written.path if written else "the page of newsletters"
        _ = composer.words.gettext
        listing = composer.listing(PAGE, "page", written.heading if written else _(_HEADING))
        yield page(PAGE, "newsletters.html", self.listing, origin=origin, listing=listing)
        for path, heading, paragraphs in _NOTICES:
            arguments = (path, _(heading), tuple(map(_, paragraphs)), "noindex")
            origin = f"the page “{heading}”"
            yield page(path, "notice_page.html", notice_page, *arguments, origin=origin)

    def account(self, story: Story, composer: Composer) -> Iterator[str]:
        """Say which newsletter a story offers, why that one, where it stands and why there."""
        for slot in composer.text(story.path).slots:
            choice = self._choice(slot.data, story, composer) if slot.kind == KIND else None
            if choice and _stands_in(slot.data, choice.newsletter):
                yield f"newsletter “{choice.newsletter.id}” ({choice.reason}), {slot.data.reason}"
                return
        if self.roster:
            yield f"no newsletter (`newsletter: {NO_NEWSLETTER}`)"

    def listing(self, composer: Composer) -> Mapping[str, Any]:
        """Return the inputs of the page of all newsletters."""
        signups = (
            signup(each, f"newsletter:{each.id}", each.name, composer) for each in self.newsletters
        )
        heading = composer.words.gettext(_HEADING)
        words = written_page(composer, PAGE.strip("/"), heading, PAGE)
        return {**words, "signups": tuple(signups)}

    def _choice(self, place: Place, story: Story, composer: Composer) -> Choice | None:
        if self.roster is None:
            return None
        marked = self.roster.marked(place.newsletter_id)
        if marked:
            return marked
        named = keys_of(NewsletterKeys, story.own).named
        return self.roster.choose(named, story.tags, composer.section_of(story))


def signup(
    newsletter: Newsletter,
    dom_id: str,
    heading: str,
    composer: Composer,
    slug: str | None = None,
) -> Signup:
    """Return the block of a newsletter; slug: of the story in which it stands."""
    addresses = composer.addresses
    page = addresses.absolute(addresses.site_url(PAGE))
    privacy = composer.words.gettext("How we handle your address: the privacy notice")
    return Signup(
        dom_id=dom_id,
        heading=heading,
        name=newsletter.name,
        pitch=newsletter.pitch,
        frequency=newsletter.frequency,
        form=form_of(newsletter.provider, slug),
        link=link_of(newsletter.provider),
        privacy=Link(privacy, printed_address(newsletter.privacy, addresses)),
        page_url=f"{page}#newsletter:{newsletter.id}",
    )


def _stands_in(place: Place, newsletter: Newsletter) -> bool:
    """Say whether this is the slot in which a newsletter stands; a marker always is."""
    if place.position == "marker":
        return True
    inside = place.has_inside and newsletter.placement == "inside"
    return place.position == ("inside" if inside else "end")


def _links(newsletters: Iterable[Newsletter]) -> Iterator[tuple[str, str]]:
    """Yield pairs of a setting's name and the address to which blocks link because of it."""
    for newsletter in newsletters:
        yield f"NEWSLETTERS.{newsletter.id}.privacy", newsletter.privacy
        page = link_of(newsletter.provider)
        if page is not None:
            yield f"NEWSLETTERS.{newsletter.id}.provider.url", page


def _unknown_sections(newsletters: Iterable[Newsletter], edition: Edition) -> Iterator[Fault]:
    if edition.site.sections is None:
        return
    names = [section.name for section in edition.site.sections]
    for newsletter in newsletters:
        for name in newsletter.sections:
            if key_of(name) not in edition.section_keys:
                place, what = f"NEWSLETTERS.{newsletter.id}.sections", f"unknown section “{name}”"
                yield setting_fault(place, what, choose_from(name, names))


def _asked_in_vain(story: Story, body: Body) -> Iterator[Fault]:
    """Report what asks for a newsletter where there is none; a bare marker may wait for one."""
    what = "this paper has no newsletters"
    if keys_of(NewsletterKeys, story.own).named:
        mend = "set NEWSLETTERS, or take the key out"
        yield Fault(story.path, story.line("newsletter"), what, mend, kind="newsletter")
    for slot in body.slots:
        if slot.kind == KIND and slot.data.position == "marker":
            gravity = Gravity.WRONG if slot.data.newsletter_id else Gravity.ADVICE
            mend = "set NEWSLETTERS, or take the marker out"
            yield Fault(story.path, slot.line, what, mend, gravity, kind="marker-idle")


def _unknown_newsletters(story: Story, body: Body, roster: Roster) -> Iterator[Fault]:
    written = keys_of(NewsletterKeys, story.own).named
    if written and roster.named(written) is None:
        known = [*roster.by_id, NO_NEWSLETTER]
        yield unknown_newsletter(story.path, story.line("newsletter"), written, known)
    for slot in body.slots:
        written = slot.data.newsletter_id if slot.kind == KIND else None
        if written and roster.named(written) is None:
            yield unknown_newsletter(story.path, slot.line, written, roster.by_id)
