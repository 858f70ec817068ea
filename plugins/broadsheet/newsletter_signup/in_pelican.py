"""In any Pelican site: the sign-up block of articles, chosen and placed as in a paper.

There are no pages around it: no list of newsletters, and none to come back to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from broadsheet.in_pelican.desk import Desk, Turn
from broadsheet.in_pelican.likeness import Likeness
from broadsheet.in_pelican.showing import SITE_URL, Block
from broadsheet.in_pelican.site import PelicanSite
from broadsheet.in_pelican.stories import section_of, story_of
from broadsheet.in_pelican.text import Text
from broadsheet.newsletter_signup.blocks import blocks_of
from broadsheet.newsletter_signup.forms import form_of, heading_of, link_of
from broadsheet.newsletter_signup.keys import NewsletterKeys
from broadsheet.newsletter_signup.markers import (
    Marker,
    markers_in,
    may_be_marked,
    pieces_at_markers,
)
from broadsheet.newsletter_signup.marking import marker_faults
from broadsheet.newsletter_signup.placement import place
from broadsheet.newsletter_signup.selection import Choice, Roster, unknown_newsletter
from broadsheet.newsletter_signup.settings import (
    NO_NEWSLETTER,
    Newsletter,
    NewsletterSettings,
)
from broadsheet.reporting.faults import Fault
from broadsheet.site.options import read_options
from broadsheet.site.web_addresses import is_path
from broadsheet.story.front import keys_of
from broadsheet.story.model import Story
from broadsheet.story.slots import SlotMaker


class SignupBlocks(Desk):
    """Puts the block into articles. Without newsletters it only takes markers out."""

    turn = Turn.WITHIN
    templates = "broadsheet.newsletter_signup"

    def __init__(self, site: PelicanSite) -> None:
        super().__init__(site)
        options, faults = read_options(NewsletterSettings, site.settings)
        newsletters, self._heading = options.newsletters, options.heading
        self._roster = Roster.of(newsletters) if newsletters else None
        self.faults += faults
        for each in newsletters:
            self.faults += site.unfound(f"NEWSLETTERS.{each.id}.privacy", each.privacy)

    def edit(self, text: Text) -> None:
        """Put the block where its marker stands, else where the rule says."""
        if not text.is_article:
            return
        story = story_of(text, NewsletterKeys)
        keys = keys_of(NewsletterKeys, story.own)
        _free_markers(text)
        likeness = text.likeness()
        markers = list(markers_in(likeness.root, text.source))
        text.faults += marker_faults(text.path, markers, unwanted=keys.is_unwanted)
        alone = [(marker, node) for marker in markers if (node := marker.paragraph) is not None]
        paragraphs = [likeness.tag(node) for _, node in alone]
        if self._roster is not None:
            text.faults += _unknown(story, [marker for marker, _ in alone], self._roster)
        if self._roster is not None and not keys.is_unwanted:
            marker = alone[0][0] if alone else None
            choice = self._choice(story, marker, text, self._roster)
            slot = text.hold(Block(self._block(choice, story)))
            if marker is None:
                where = _put_by_rule(slot, choice.newsletter, likeness, text)
            else:
                where = f"at its marker in line {marker.line}"
                paragraphs[0].insert_before(slot)
            text.reasons.append(f"newsletter “{choice.newsletter.id}” ({choice.reason}), {where}")
        for paragraph in paragraphs:
            paragraph.extract()
            text.is_changed = True

    def _choice(self, story: Story, marker: Marker | None, text: Text, roster: Roster) -> Choice:
        marked = roster.marked(marker.newsletter_id) if marker else None
        named = keys_of(NewsletterKeys, story.own).named
        return marked or roster.choose(named, story.tags, section_of(text))

    def _block(self, choice: Choice, story: Story) -> str:
        newsletter = choice.newsletter
        privacy = newsletter.privacy
        featured = newsletter.name if choice.featured else None
        return self.site.printer.print(
            "broadsheet/newsletter.html",
            dom_id=f"signup:{newsletter.id}",
            heading=heading_of(self._heading, self.site.name, featured, self.site.words),
            newsletter=newsletter,
            form=form_of(newsletter.provider, story.slug),
            link=link_of(newsletter.provider),
            privacy=f"{SITE_URL}{privacy}" if is_path(privacy) else privacy,
        )


def _unknown(story: Story, markers: Sequence[Marker], roster: Roster) -> Iterator[Fault]:
    """Report newsletters that do not exist."""
    written = keys_of(NewsletterKeys, story.own).named
    if written and roster.named(written) is None:
        known = [*roster.by_id, NO_NEWSLETTER]
        yield unknown_newsletter(story.path, story.line("newsletter"), written, known)
    for marker in markers:
        written = marker.newsletter_id
        if written and roster.named(written) is None:
            yield unknown_newsletter(story.path, marker.line, written, roster.by_id)


def _put_by_rule(slot: Tag, newsletter: Newsletter, likeness: Likeness, text: Text) -> str:
    """Put the block among the others of an article; return why there."""
    body = blocks_of(likeness.root, SlotMaker.for_body(text.html))
    placement = place(body.blocks)
    above = None if placement.after is None else body.nodes[placement.after]
    if above is not None and not isinstance(above, str) and newsletter.placement == "inside":
        likeness.tag(above).insert_after("\n", slot)
        return placement.reason
    text.soup.extend(["\n", slot])
    return placement.reason if above is None else "after the body, where this one always stands"


def _free_markers(text: Text) -> None:
    """Make a paragraph of its own of each line of a paragraph that is a marker."""
    if not may_be_marked(text.soup.get_text()):
        return
    for paragraph in text.soup.find_all("p"):
        words = paragraph.get_text()
        if "\n" in words and may_be_marked(words):
            _split_at_markers(paragraph, text)


def _split_at_markers(paragraph: Tag, text: Text) -> None:
    pieces = pieces_at_markers([_as_content(child) for child in paragraph.contents])
    if len(pieces) == 1:
        return
    text.is_changed = True
    for number, piece in enumerate(pieces):
        split = text.soup.new_tag("p")
        if number == 0:
            split.attrs = dict(paragraph.attrs)
        split.extend(piece)
        if split.find(True) or split.get_text().strip():
            paragraph.insert_before(split)
    paragraph.extract()


def _as_content(child: PageElement) -> PageElement | str:
    """Return a text as a plain one; comments and their like are none."""
    is_text = isinstance(child, NavigableString) and not isinstance(child, PreformattedString)
    return str(child) if is_text else child
