"""Composing: turns stories into what templates are given, with every slot filled.

The medium is "page" for the site's pages; bodies for other media, such as "feed" and "copy", get
full addresses.

A function that makes a page's inputs gets the composer and its arguments, and nothing else. The
questions that the composer was asked are recorded; see `answers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from markupsafe import Markup

from broadsheet.content.edition import Edition
from broadsheet.reporting.contracts import require
from broadsheet.site.addresses import Feeds
from broadsheet.site.names import key_of
from broadsheet.site.outputs import Copy, Derivative, Inputs, Listing, Made, Output, Page
from broadsheet.site.settings import Section, Site
from broadsheet.story.model import Author, PictureUse, Story
from broadsheet.story.slots import Part, Slot
from broadsheet.story.targets import LinkTarget
from broadsheet.views.answers import Answers
from broadsheet.views.beginnings import beginning_of
from broadsheet.views.bodies import body_parts, finished_html
from broadsheet.views.contributions import COMMON_INPUTS, Contributions, with_additions
from broadsheet.views.kept import Kept
from broadsheet.views.links import (
    address_for,
    author_link,
    feed_links,
    section_link,
    story_url,
    topic_link,
    url_of,
)
from broadsheet.views.media import PAGE, Medium
from broadsheet.views.page_descriptions import (
    all_stories_of,
    listing_of,
    page_meta,
    social_card,
    story_listing,
)
from broadsheet.views.records import (
    Agency,
    BodyParts,
    Card,
    CardPicture,
    CorrectionView,
    FeedLink,
    Figure,
    FramedPicture,
    Link,
    LiveCoverage,
    MainPicture,
    PageMeta,
    PictureFile,
    PictureSizes,
    Signature,
    StoryView,
)
from broadsheet.views.site_view import site_view
from broadsheet.views.stories import card_of, story_view
from broadsheet.words.translating import Words

Key = TypeVar("Key")
View = TypeVar("View")
Subject = Story | PictureFile | FramedPicture | MainPicture | Signature | Site
"""What capabilities tell something of."""

MadeWith = Callable[[Derivative, Sequence[str]], frozenset[str] | None]
"""See `Composer.made_with`."""


def nobody_knows(derivative: Derivative, sources: Sequence[str]) -> None:
    """Return what is known of files where nothing was made: nothing."""
    del derivative, sources


_UNTRANSLATED = Words()
_CARDS = 20_000  # that are kept; some 1.5 KB each
_VIEWS = 4_000  # of each other kind, such as stories in feeds, of some 15 KB
_PICTURES = (PictureFile, FramedPicture, MainPicture)
_FRONT = re.compile(r"/[\w-]+")


class Composer(Answers):
    """Makes views of one edition with the help of the capabilities.

    It must not be part of a reference cycle: a preview makes one with every save, and the old one
    must be freed at once, with its whole edition.
    """

    def __init__(
        self,
        edition: Edition,
        contributions: Contributions,
        words: Words = _UNTRANSLATED,
        made_with: MadeWith = nobody_knows,
    ) -> None:
        """Keep the edition and the contributions.

        words: the translations of the paper. made_with: knows what is made together with a file.
        """
        site = site_view(edition, contributions, words.translator)
        super().__init__(edition, site, words, contributions.queries)
        self._contributions = contributions
        self._made_with = made_with
        self.forget_views()

    # What capabilities add

    @property
    def feeds(self) -> Feeds:
        """Where feeds are printed."""
        return self._contributions.feeds

    def feed_links(self, label: str, path: str | None) -> tuple[FeedLink, ...]:
        """Return the links to a feed in all its formats, none without a path."""
        return feed_links(self.addresses, self.feeds, label, path)

    def former_fronts(self, path: str, aliases: Iterable[str] = ()) -> tuple[str, ...]:
        """Return where the front at a path stood before: what belongs to it is looked for there.

        aliases: those of its file. Only an address of the same form was one of a front.
        """
        beside = path.rstrip("/").rpartition("/")[0]
        old = {each.rstrip("/") for each in (*aliases, *self.ask("moved_to", path))}
        fronts = (each for each in sorted(old) if _FRONT.fullmatch(each.removeprefix(beside)))
        return tuple(f"{each}/" for each in fronts if each.startswith(f"{beside}/"))

    @property
    def claimed_slugs(self) -> frozenset[str]:
        """The slugs of static pages that capabilities print themselves."""
        return self._contributions.page_slugs

    def fill(self, slot: Slot, path: str, medium: Medium, story: Story | None = None) -> Any:
        """Return what stands in a slot, or None when no capability has anything for it."""
        filler = self._contributions.fillers.get(slot.kind)
        return filler(slot, path, story, self, medium) if filler else None

    def contribution(self, kind: type[View], subject: Subject) -> View | None:
        """Return what a capability tells of a subject as a value of a type, None where none does.

        subject: a story, its picture, a picture file, a framed one, a name, or the paper as a
        whole (`paper`). Raises TypeError for an answer of another type, which must not pass for
        none. What is told of a picture is kept: pages, cards, feeds and plans ask for it.
        """
        tell = partial(self._contribution, kind)
        return self.kept(kind, subject, tell) if isinstance(subject, _PICTURES) else tell(subject)

    def _contribution(self, kind: type[View], subject: Subject) -> View | None:
        contributor = self._contributions.contributors.get((type(subject), kind))
        found = contributor(subject, self) if contributor else None
        if contributor is None or found is None:
            return None
        require(isinstance(found, kind), contributor, found, f"{kind.__name__} or None")
        answer: View = found
        return answer

    def beginning(self, path: str) -> str:
        """Return the first sentences of a file, "" without a text of its own or without a file."""
        return beginning_of(self.text(path).parts) if path else ""

    def is_organization(self, name: str) -> bool:
        """Say whether a name of a byline or a credit is no person's.

        Such are the paper, the agencies that a capability knows, and authors whose file says so.
        """
        if self.paper.owns(name) or self.contribution(Agency, Signature(name)) is not None:
            return True
        author: Author | None = self.ask("author", key_of(name))
        return author is not None and author.kind == "organization"

    # Inputs

    def inputs(self, output: Made) -> tuple[Inputs, set[str]]:
        """Return the inputs of a page or a document, and the questions that were asked.

        A page also gets `site`, `places`, and what capabilities add to any page. Raises
        BuildStopped if two give inputs of one name.
        """
        with self.queries.recording() as names:
            inputs = output.make(self, *output.arguments)
            require(isinstance(inputs, Mapping), output.make, inputs, "inputs by their names")
            if isinstance(output, Page):
                inputs = self._page_inputs(output, inputs)
        return inputs, names

    def _page_inputs(self, page: Page, own: Inputs) -> Inputs:
        common = dict(zip(COMMON_INPUTS, (self.site, self._contributions.places), strict=True))
        maker = f"{page.make.__module__}.{page.make.__qualname__}"
        added = ((name, of(page, own, self)) for name, of in self._contributions.page_inputs)
        owners = dict.fromkeys(common, "broadsheet")
        return with_additions(common, owners, chain([(maker, own)], added), "a page")

    def story_inputs(self, story: Story, own: Inputs) -> Inputs:
        """Return the inputs of a story's page: its own, and what all capabilities add to them.

        Raises BuildStopped where a capability gives an input the name of another.
        """
        added = ((name, of(story, self)) for name, of in self._contributions.story_inputs)
        owners = dict.fromkeys([*own, "site"], "the page itself")
        return with_additions(own, owners, added, "a story's page")

    # Pictures, bodies and the links in them

    def figure(self, use: PictureUse | None, path: str, medium: Medium = PAGE) -> Figure | None:
        """Return a picture that front matter names, ready to print."""
        filled = self.fill(Slot("figure", use, use.line), path, medium) if use else None
        return filled if isinstance(filled, Figure) else None

    def main_picture(self, kind: type[View], story: Story) -> View | None:
        """Return the picture of a story as it is shown elsewhere, None where there is none to show.

        kind: `CardPicture` or `SharedPictures`.
        """
        return self.contribution(kind, MainPicture(story.lead, story.path)) if story.lead else None

    def body(self, path: str, here: str, medium: Medium, story: Story | None = None) -> BodyParts:
        """Return the body of a file with its links finished and its slots filled.

        here: the site-internal address of its page.
        """
        return body_parts(
            self.text(path).parts,
            fill=lambda slot: self.fill(slot, path, medium, story),
            address_of=partial(self.address, medium=medium, here=here),
        )

    def finish(self, parts: Sequence[Part], medium: Medium, here: str = "") -> Markup:
        """Return HTML whose only slots are links, with their addresses filled in.

        here: the site-internal address of the page, for links to places on it.
        """
        return finished_html(parts, partial(self.address, medium=medium, here=here))

    def address(self, target: LinkTarget, medium: Medium, here: str = "") -> str | None:
        """Return where a link leads, None for what may not be seen: in full for other media."""
        return address_for(self, target, medium, here)

    def url_of(self, target: LinkTarget) -> str | None:
        """Return the address of a link's target inside the site, None where there is none."""
        return url_of(self, target)

    # Stories, and links to what there is

    def story(self, story: Story) -> StoryView:
        """Return a story as its own page shows it."""
        return story_view(self, story, self.corrections(story.path))

    def corrections(self, path: str, medium: Medium = PAGE) -> tuple[CorrectionView, ...]:
        """Return the corrections of a story, the latest last, by its file."""
        when = self.story_at(path).corrected
        return tuple(
            CorrectionView(
                self.dates.when(each.written),
                self.finish(text, medium),
                self.dates.iso(each.moment),
                each.is_first,
            )
            for each, text in zip(when, self.text(path).corrections, strict=True)
        )

    def card(self, path: str) -> Card:
        """Return the story of a file as fronts show it."""
        return self._cards.of(path, self._new_card)

    def _new_card(self, path: str) -> Card:
        story = self.story_at(path)
        live = self.contribution(LiveCoverage, story)
        is_live = live is not None and live.ends is None
        picture = self.main_picture(CardPicture, story)
        return card_of(self, story, picture, is_live=is_live)

    def kept(self, kind: type, subject: Key, make: Callable[[Key], View]) -> View:
        """Return what is made of a subject once, such as a story's file for several documents.

        kind: of what is made. make: makes it of the subject; it must depend on that, on the
        composer and on a capability's settings only.
        """
        views = self._kept.setdefault(kind, Kept(self.queries, _VIEWS))
        found: View = views.of(subject, make)
        return found

    def forget_views(self) -> None:
        """Make all views anew from now on: what `made_with` knows is more than it was."""
        self._cards: Kept[str, Card] = Kept(self.queries, _CARDS)
        self._kept: dict[type, Kept[Any, Any]] = {}

    def cards(self, paths: Iterable[str]) -> tuple[Card, ...]:
        """Return the stories of files as fronts show them."""
        return tuple(map(self.card, paths))

    def story_url(self, story: Story) -> str:
        """Return the site-internal address of a story."""
        return story_url(self, story)

    def section_link(self, section: Section) -> Link:
        """Return the link to a section's front."""
        return section_link(self.addresses, section)

    def topic_link(self, name: str) -> Link:
        """Return the link to a topic's front."""
        return topic_link(self, name)

    def author_link(self, name: str) -> Link:
        """Return the link to an author's page."""
        return author_link(self, name)

    # What is said of a page

    @property
    def social_card(self) -> Figure | None:
        """The picture that stands for a page without one of its own: 1200 by 630 pixels."""
        return social_card(self)

    def meta(self, path: str, title: str, **more: Any) -> PageMeta:
        """Return what the head of the page at `path` says; `more` are fields of PageMeta."""
        return page_meta(self, path, title, **more)

    def all_stories_of(self, name: str) -> str:
        """Return what is said of the stories of a section, a topic, an author or a series."""
        return all_stories_of(self, name)

    def listing(self, path: str, kind: str, title: str, **more: Any) -> Listing:
        """Return what indexes may say of the page at `path`; `more` are fields of Listing."""
        return listing_of(self, path, kind, title, **more)

    def story_listing(self, story: Story) -> Listing:
        """Return what indexes may say of a story's page."""
        return story_listing(self, story, self.pictures_in(story.path, story.lead))

    def pictures_in(self, path: str, main: PictureUse | None = None) -> tuple[str, ...]:
        """Return the full addresses of the pictures that the page of a file shows, `main` first."""
        uses = (use for use in (main, *self.text(path).pictures) if use)
        # Without their captions, whose links a list of pictures need not follow.
        bare = (PictureUse(use.src, use.line, "", credit=use.credit, name=use.name) for use in uses)
        shown = (self.figure(use, path) for use in bare)
        return tuple(dict.fromkeys(figure.absolute_url for figure in shown if figure))

    def picture(
        self,
        path: str,
        origin: str,
        line: int = 0,
        parts: Iterable[PictureSizes] = (),
        credit: str = "",
    ) -> Iterator[Output]:
        """Yield the files in which a picture of the content folder is published.

        path: a content path. They are those of its sizes, where a capability makes such, and else
        the picture itself. origin, line: where a text asks for it. parts: of it, shown as well.
        credit: see `PictureFile`.
        """
        sizes = self.contribution(PictureSizes, PictureFile(path, credit))
        if sizes is None or sizes.with_original:
            yield self.copy(path, origin, line)
        for each in (*parts, sizes):
            if each is not None:
                yield from (replace(file, origin=origin, line=line) for file in each.files)

    def made_with(self, derivative: Derivative, sources: Sequence[str]) -> frozenset[str] | None:
        """Return the names of all parts that a recipe makes together with a derivative.

        sources: the digests of its sources, from `digest_of` or `PictureDetails`: with the recipe
        and its arguments they decide alone what it makes. None as long as nobody knows: the plan
        then has all parts that may be made, and is checked so. It is made anew before it is
        printed.
        """
        return self._made_with(derivative, sources)

    def copy(self, path: str, origin: str, line: int = 0) -> Copy:
        """Return the copy of a file of the content folder, which keeps its content path.

        `addresses.file` has its address. origin, line: where a text asks for it.
        """
        return Copy(path, self._edition.content / path, origin, line)
