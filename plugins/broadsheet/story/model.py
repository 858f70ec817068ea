"""What is read from content files, as plain records that can be stored.

Python's collector of garbage does not look at them (`gc=False`): there may be a hundred thousand,
and a frozen record of plain data cannot lead back to itself
(https://jcristharif.com/msgspec/structs.html#struct-gc).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from broadsheet.story.framing import Point, Region
from broadsheet.story.slots import Part, Slot, slots_in
from broadsheet.story.targets import LinkTarget

Words = str | Slot[LinkTarget]
"""A part of a line of text: safe HTML, or an unfinished link."""

AuthorKind = Literal["person", "organization"]

Corrections = tuple[tuple[Words, ...], ...]
"""The words of each correction."""


class Captioned(Struct, frozen=True, gc=False):
    """The data of a slot that has words of its own: their links are checked as those of a text."""

    @property
    def words(self) -> tuple[Words, ...]:
        """All its words: safe inline HTML with slots for unfinished links."""
        return ()

    @property
    def links(self) -> tuple[Slot, ...]:
        """The unfinished links in the words."""
        return slots_in(self.words)

    @property
    def leads_to(self) -> str:
        """The complete address to which the slot itself leads, "" where it leads to none."""
        return ""


class Named(Struct, frozen=True, gc=False):
    """A file that a text or a sidecar names. src: as written; path, line: where that stands."""

    src: str
    path: str
    line: int


class Chart(Struct, frozen=True, gc=False):
    """What is said of a drawing of numbers. data: the file that holds these."""

    title: str
    note: str | None = None
    source: str | None = None
    data: Named | None = None


class PictureUse(Captioned, frozen=True, gc=False):
    """A picture at one place: what the place says about it.

    src: as written; alt: None where none was given, "" where it is decorative.
    caption: safe inline HTML with slots for unfinished links, () where there is none.
    credit: whose picture the place says it is. name: what a bracket at the caption's end says that
    reads like a name, and is the credit only if nobody knows another; whole: the caption with it.
    href: where the picture leads: a complete address, or a target that the site finishes.
    line: where in the file it stands. focus, crops: how it is to be cropped, None where the place
    does not say; see `framing.py`. card: another picture for cards. small: whether it
    can be seen in a small size, None where the place does not say.
    width: how it stands, "" for as wide as the text; see `classes.py`. phone, dark: what stands for
    it on narrow and on dark screens. chart: what is said of it if it is one.
    kind: what it is, "" where the place does not say; see `picture_kinds.py`.
    """

    src: str
    line: int
    alt: str | None = None
    caption: tuple[Words, ...] = ()
    credit: str | None = None
    href: LinkTarget | str | None = None
    name: str | None = None
    whole: tuple[Words, ...] = ()
    focus: Point | None = None
    crops: tuple[tuple[str, Region], ...] | None = None
    card: Named | None = None
    small: bool | None = None
    width: str = ""
    phone: Named | None = None
    dark: Named | None = None
    chart: Chart | None = None
    kind: str = ""

    @property
    def credit_written(self) -> str | None:
        """The credit as the place writes it, certain or not."""
        return self.credit or self.name

    @property
    def words(self) -> tuple[Words, ...]:
        """All words of the caption, those of a bracket that may be the credit among them."""
        return self.whole or self.caption

    @property
    def links(self) -> tuple[Slot, ...]:
        """The unfinished links: the picture's own, then those of its caption."""
        own = (Slot("link", self.href, self.line),) if isinstance(self.href, LinkTarget) else ()
        return own + slots_in(self.words)

    @property
    def leads_to(self) -> str:
        """The address behind the picture, if that is complete."""
        return self.href if isinstance(self.href, str) else ""


class Body(Struct, frozen=True):
    """The text of a file, after reading: HTML in parts, with slots between them.

    words: the number of words in the text. headings: the ids and the words of those of the highest
    level, in their order.
    """

    parts: tuple[Part, ...] = ()
    words: int = 0
    corrections: Corrections = ()
    headings: tuple[tuple[str, str], ...] = ()

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots, in the order of the body."""
        return slots_in(self.parts)

    @property
    def pictures(self) -> tuple[PictureUse, ...]:
        """The pictures that it shows, in their order."""
        return tuple(slot.data for slot in self.slots if isinstance(slot.data, PictureUse))

    @property
    def links(self) -> tuple[Slot, ...]:
        """The unfinished links, those of pictures, of all captions and of corrections too."""
        found: list[Slot] = []
        for slot in self.slots:
            if isinstance(slot.data, Captioned):
                found += slot.data.links
            elif slot.kind == "link":
                found.append(slot)
        for text in self.corrections:
            found += slots_in(text)
        return tuple(found)

    @property
    def html(self) -> Iterator[str]:
        """The HTML between the slots, that of captions and corrections too, piece by piece."""
        texts = [self.parts, *self.corrections]
        texts += [slot.data.words for slot in self.slots if isinstance(slot.data, Captioned)]
        yield from (part for text in texts for part in text if isinstance(part, str))


class Correction(Struct, frozen=True, gc=False):
    """When a story was corrected. line: in its file.

    day: in the paper's zone. moment: aware. is_timed: whether its file tells the moment; one that
    tells the day alone counts as made when that day began, and never before the story appeared.
    is_first: whether it stands above the story.
    """

    day: dt.date
    moment: datetime
    is_timed: bool
    line: int
    is_first: bool = False

    @property
    def written(self) -> dt.date:
        """What readers are told: the moment, or the day alone."""
        return self.moment if self.is_timed else self.day


class Withdrawal(Struct, frozen=True, gc=False):
    """That a story was withdrawn, and why: safe inline HTML with slots for unfinished links."""

    reason: tuple[Words, ...]
    day: dt.date | None = None


class Story(Struct, frozen=True, gc=False, kw_only=True):
    """What the site knows of a story without opening its body: enough for cards and lists.

    path: its file, relative to the content folder. title, summary, kicker, dateline, key_facts:
    set, plain; headline, standfirst: the first two as safe HTML. date, modified, embargo: aware.
    days: which of `date` and `modified` are written without a time: they stand for their whole day.
    corrected: when, the words are in the body. updates: the moment of each timed addition to the
    text, aware, with its line; the latest counts as `modified`, too. withdrawn: None unless readers
    are only to be told that it is. All else stands as the front matter says it. own: the keys that
    capabilities declare, as plain data; see `front.keys_of`. lines: the line of each top-level key,
    for faults found later. fit: False where its front matter has faults; it then only serves to
    find more of them.
    """

    path: str
    title: str
    slug: str
    headline: str
    date: datetime
    summary: str | None = None
    standfirst: str | None = None
    modified: datetime | None = None
    embargo: datetime | None = None
    days: tuple[str, ...] = ()
    category: str | None = None
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    lang: str | None = None
    translation: bool = False
    draft: bool = False
    kicker: str | None = None
    dateline: str | None = None
    key_facts: tuple[str, ...] = ()
    corrected: tuple[Correction, ...] = ()
    updates: tuple[tuple[datetime, int], ...] = ()
    withdrawn: Withdrawal | None = None
    aliases: tuple[str, ...] = ()
    lead: PictureUse | None = None
    own: dict[str, Any] = {}
    lines: dict[str, int] = {}
    fit: bool = True

    def line(self, key: str) -> int:
        """Return the line of a front-matter key, else the first."""
        return self.lines.get(key, 1)

    @property
    def picture(self) -> PictureUse | None:
        """The main picture, under the name that all content files have for it."""
        return self.lead

    @property
    def last_corrected(self) -> Correction | None:
        """The latest correction."""
        return max(self.corrected, key=lambda each: each.moment, default=None)

    @property
    def last_changed(self) -> datetime:
        """When anything of the story's page changed for the last time: a correction counts, too.

        All that tells other programs of a change tells this: feeds, sitemaps, and heads of pages.
        """
        corrected = (each.moment for each in self.corrected)
        return max(self.public_from, self.modified or self.public_from, *corrected)

    @property
    def public_from(self) -> datetime:
        """The moment before which nothing of the story may be seen."""
        return max(self.date, self.embargo) if self.embargo else self.date


class Author(Struct, frozen=True, gc=False):
    """A byline's page. `path` is "" for an author who has no page of their own.

    kind: an agency, a ministry or the like is no person.
    also: other spellings of the name that bylines have. sort: the name as a list from A to Z has
    it, "" where nothing is said. fediverse: the account there, such as @jane@social.example.
    aliases: old addresses. lines: the line of each top-level key.
    """

    name: str
    slug: str
    path: str = ""
    also: tuple[str, ...] = ()
    kind: AuthorKind = "person"
    role: str | None = None
    email: str | None = None
    sort: str = ""
    fediverse: str | None = None
    portrait: PictureUse | None = None
    links: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    lines: dict[str, int] = {}

    def line(self, key: str) -> int:
        """Return the line of a front-matter key, else the first."""
        return self.lines.get(key, 1)

    @property
    def picture(self) -> PictureUse | None:
        """The main picture, under the name that all content files have for it."""
        return self.portrait


class StaticPage(Struct, frozen=True, gc=False):
    """A page that is no story: about, contact, privacy…

    footer: whether it stands at the foot of each page; None where it does not say. aliases: old
    addresses. lines: the line of each top-level key.
    """

    path: str
    slug: str
    heading: str
    summary: str | None
    footer: bool | None = None
    aliases: tuple[str, ...] = ()
    lines: dict[str, int] = {}

    def line(self, key: str) -> int:
        """Return the line of a front-matter key, else the first."""
        return self.lines.get(key, 1)

    @property
    def picture(self) -> None:
        """A static page has no main picture."""
        return None


Item = Story | Author | StaticPage
"""What a content file makes, without its body."""
