"""Composing: turns stories into what templates are given, with every slot filled.

The medium says for whom: "page" for readers of the site, "feed" and "copy" for those elsewhere,
who get full addresses.

Whoever makes a page's inputs has the composer and nothing else. It records what was asked for, so
that the next build can tell whether the page may have become another.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar

from markupsafe import Markup, escape

from broadsheet.content.edition import Edition
from broadsheet.content.questions import LinkEnd, queries_of
from broadsheet.incremental.queries import PlainQuery, Queries
from broadsheet.site.addresses import Addresses, Feeds, file_of, key_of
from broadsheet.site.outputs import Document, Inputs, Listing, Made, Maker, Page, Writer
from broadsheet.site.settings import Section, Site
from broadsheet.story.model import Author, Body, PictureUse, StaticPage, Story
from broadsheet.story.slots import Part, Slot
from broadsheet.story.targets import LinkTarget
from broadsheet.views.contributions import Contributions, claim
from broadsheet.views.dates import Dates
from broadsheet.views.records import (
    BodyParts,
    Card,
    CorrectionView,
    Figure,
    Filled,
    Link,
    PageMeta,
    PictureFile,
    SiteView,
    StoryView,
)
from broadsheet.words.translating import Translator, Words

Medium = str
"""For whom a body is printed: "page" for readers of the site, or a medium of a capability's."""

PAGE: Medium = "page"
View = TypeVar("View")

_UNTRANSLATED = Words()
TRANSLATION = "translation"  # the query for that of a message

_CARDS = 20_000  # kept at a time; some 1.5 KB each


class Composer:
    """Makes views of one edition with the help of the capabilities.

    Nothing that it holds leads back to it: a preview makes one with every save, and each goes, with
    all its edition, as soon as the next is there.
    """

    def __init__(
        self, edition: Edition, contributions: Contributions, words: Words = _UNTRANSLATED
    ) -> None:
        """Have what the views are made of at hand. words: the translations of the paper."""
        self._edition = edition
        self._contributions = contributions
        # A story stands on its fronts, in its archives and beside others: a dozen times in all.
        self._cards: OrderedDict[str, tuple[Card, frozenset[str]]] = OrderedDict()
        site = _site_view(edition, contributions, words.translator)
        own = {
            **queries_of(edition),
            "site": PlainQuery(lambda _: site),
            TRANSLATION: PlainQuery(words.find),
        }
        self.queries = Queries({**own, **contributions.queries})
        self.words = Translator(partial(self.queries.ask, TRANSLATION))
        """Translates what code says to readers; each message is a question that is recorded."""

    @property
    def paper(self) -> Site:
        """The paper's settings."""
        return self._edition.site

    @property
    def addresses(self) -> Addresses:
        """The maker of addresses."""
        return self._edition.addresses

    @cached_property
    def feeds(self) -> Feeds:
        """Where feeds are printed."""
        return self._contributions.feeds

    @cached_property
    def dates(self) -> Dates:
        """The printer of dates."""
        return Dates(self.paper)

    # What can be asked for, and is recorded

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

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections."""
        sections: tuple[Section, ...] = self.ask("sections", "")
        return sections

    def section_of(self, story: Story) -> Section:
        """Return the section of a story."""
        self.ask("sections", "")
        return self._edition.section_of(story)

    def stories(self, name: str = "") -> tuple[Story, ...]:
        """Return a list of stories, latest first: "section world", "topic syria", "" for all."""
        stories: tuple[Story, ...] = self.ask("list", name)
        return stories

    def day_of(self, story: Story) -> date:
        """Return the day on which a story appeared, in the site's time zone."""
        return self._edition.day_of(story)

    # Slots, bodies and links

    def fill(self, slot: Slot, path: str, medium: Medium, story: Story | None = None) -> Any:
        """Return what stands in a slot, or None when no capability has anything for it."""
        filler = self._contributions.fillers.get(slot.kind)
        return filler(slot, path, story, self, medium) if filler else None

    def story_inputs(self, story: Story, own: Inputs) -> Inputs:
        """Return the inputs of a story's page: its own, and what all capabilities add to them.

        Raises BuildStopped where a capability gives an input the name of another.
        """
        inputs = dict(own)
        owners = dict.fromkeys([*own, "site"], "the page itself")
        for name, story_inputs in self._contributions.story_inputs:
            added = story_inputs(story, self)
            claim(added, owners, name, "the input “{}” of a story's page")
            inputs.update(added)
        return inputs

    def contribution(self, kind: type[View], subject: Story | PictureFile | Site) -> View | None:
        """Return what a capability tells of a subject as a value of a type, None where none does.

        subject: a story, a picture, or the paper as a whole (`paper`). Raises TypeError for an
        answer of another type, which must not pass for none.
        """
        contributor = self._contributions.contributors.get((type(subject), kind))
        found = contributor(subject, self) if contributor else None
        if found is None or isinstance(found, kind):
            return found
        raise TypeError(f"{type(found).__name__} was contributed as {kind.__name__}")

    def figure(self, use: PictureUse | None, path: str, medium: Medium = "page") -> Figure | None:
        """Return a picture that front matter names, ready to print."""
        filled = self.fill(Slot("figure", use, use.line), path, medium) if use else None
        return filled if isinstance(filled, Figure) else None

    def body(self, path: str, here: str, medium: Medium, story: Story | None = None) -> BodyParts:
        """Return the body of a file with its links finished and its slots filled.

        here: the site-internal address of its page.
        """
        parts: list[str | Filled] = []
        for part in self.text(path).parts:
            if isinstance(part, Slot) and part.kind != "link":
                data = self.fill(part, path, medium, story)
                if data is not None:
                    parts.append(Filled(part.kind, data))
                continue
            # A plain text: added to it, Markup would escape what stands before.
            html = str(self.finish((part,), medium, here))
            if parts and isinstance(parts[-1], str):
                parts[-1] += html
            else:
                parts.append(html)
        return tuple(parts)

    def finish(self, parts: Sequence[Part], medium: Medium, here: str = "") -> Markup:
        """Return HTML whose only slots are links, with their addresses filled in.

        A link to what may not be seen yet loses its address and keeps its words.
        here: the site-internal address of the page, for links to places on it.
        """

        def html(part: Part) -> str:
            if isinstance(part, str):
                return part
            url = self.address(part.data, medium, here)
            return "" if url is None else f' href="{escape(url)}"'

        # Parts are safe as they come, and the addresses are escaped.
        return Markup("".join(map(html, parts)))  # noqa: S704

    def address(self, target: LinkTarget, medium: Medium, here: str = "") -> str | None:
        """Return where a link leads, None for what may not be seen: in full for other media."""
        url = self.url_of(target)
        if url is None or medium == "page":
            return url
        absolute = self.addresses.absolute
        return absolute(here) + url if target.kind == "here" else absolute(url)

    def url_of(self, target: LinkTarget) -> str | None:
        """Return the address of a link's target inside the site, None where there is none."""
        if target.kind == "here":
            return target.fragment
        if target.kind == "site":
            return self.addresses.site_url(target.value + target.fragment)
        path = self.link_end(target).path
        return None if path is None else self.addresses.site_url(path + target.fragment)

    def link_end(self, target: LinkTarget) -> LinkEnd:
        """Return what stands at the end of a link to a file, a section, a topic or an author."""
        end: LinkEnd = self.ask("link", f"{target.kind} {target.value}")
        return end

    # Views

    def path_of(self, story: Story) -> str:
        """Return the path of a story's page, without SITEURL's own."""
        self.ask("sections", "")
        return self._edition.path_of(story)

    def story_url(self, story: Story) -> str:
        """Return the site-internal address of a story."""
        return self.addresses.site_url(self.path_of(story))

    def section_link(self, section: Section) -> Link:
        """Return the link to a section's front."""
        return _section_link(section, self.addresses)

    def topic_link(self, name: str) -> Link:
        """Return the link to a topic's front."""
        topic = self.ask("topic", key_of(name))
        return Link(topic.name, self.addresses.site_url(self.addresses.topic(topic.slug)))

    def author_link(self, name: str) -> Link:
        """Return the link to an author's page."""
        author = self.author_at(name)
        return Link(author.name, self.addresses.site_url(self.addresses.author(author.slug)))

    def card(self, path: str) -> Card:
        """Return the story of a file as fronts show it."""
        found = self._cards.get(path)
        if found is None:
            if len(self._cards) >= _CARDS:
                self._cards.popitem(last=False)
            found = self._cards[path] = self._recorded_card(path)
        card, names = found
        self.queries.record(names)
        return card

    def _recorded_card(self, path: str) -> tuple[Card, frozenset[str]]:
        with self.queries.recording() as names:
            card = self._card(path)
        return card, frozenset(names)

    def _card(self, path: str) -> Card:
        story = self.story_at(path)
        section = self.section_of(story)
        return Card(
            url=self.story_url(story),
            headline=_safe(story.headline),
            standfirst=_safe(story.standfirst) if story.standfirst else None,
            kicker=story.kicker,
            section=self.section_link(section),
            byline=self.byline(story),
            date=self.dates.when(story.date),
            picture=self.figure(story.lead, story.path),
            opinion=section.opinion,
            state=self._state(story),
        )

    def cards(self, paths: Iterable[str]) -> tuple[Card, ...]:
        """Return the stories of files as fronts show them."""
        return tuple(map(self.card, paths))

    def byline(self, story: Story) -> tuple[Link, ...]:
        """Return the links of a byline."""
        return tuple(dict.fromkeys(self.author_link(name) for name in story.authors))

    def story(self, story: Story) -> StoryView:
        """Return a story as its own page shows it."""
        section = self.section_of(story)
        url = self.story_url(story)
        return StoryView(
            id=self.addresses.story_id(self.path_of(story)),
            url=url,
            absolute_url=self.addresses.absolute(url),
            headline=_safe(story.headline),
            headline_text=story.title,
            standfirst=_safe(story.standfirst) if story.standfirst else None,
            kicker=story.kicker,
            dateline=story.dateline,
            section=self.section_link(section),
            breadcrumb=(
                Link(self.words.gettext("Home"), self.addresses.site_url("/")),
                self.section_link(section),
            ),
            byline=self.byline(story),
            date=self.dates.when(story.date),
            modified=self.dates.when(story.modified) if story.modified else None,
            lang=story.lang or self.paper.lang,
            topics=tuple(dict.fromkeys(map(self.topic_link, story.tags))),
            corrections=tuple(
                CorrectionView(self.dates.when(day), self.finish(text, "page"))
                for day, text in self.text(story.path).corrections
            ),
            opinion=section.opinion,
            state=self._state(story),
        )

    def _state(self, story: Story) -> str | None:
        """Return what a preview says of a story that readers cannot see."""
        if story.draft:
            return self.words.gettext("Draft")
        if self._edition.is_future(story):  # the story's query covers it
            until = self.dates.when(story.public_from)
            return self.words.gettext(
                "Embargoed until %(day)s, %(clock)s", day=until.day, clock=until.clock
            )
        return None

    @property
    def claimed_slugs(self) -> frozenset[str]:
        """The slugs of static pages that capabilities print themselves."""
        return self._contributions.page_slugs

    @property
    def social_card(self) -> Figure | None:
        """The picture that stands for a page without one of its own: 1200 by 630 pixels."""
        url = self.site.social_card
        if url is None:
            return None
        absolute = self.addresses.absolute(url)
        return Figure(url, absolute, 1200, 630, "image/png", alt=self.paper.name)

    def meta(self, path: str, title: str, **more: Any) -> PageMeta:
        """Return what the head of the page at `path` says; `more` are fields of PageMeta."""
        url = self.addresses.site_url(path)
        absolute = self.addresses.absolute(url)
        defaults: dict[str, Any] = {
            "canonical": absolute,
            "image": self.social_card,
            "lang": self.paper.lang,
        }
        return PageMeta(title=title, url=url, absolute_url=absolute, **{**defaults, **more})

    def listing(self, path: str, kind: str, title: str, **more: Any) -> Listing:
        """Return what indexes may say of the page at `path`; `more` are fields of Listing."""
        return Listing(path, kind, title, **{"lang": self.paper.lang, **more})

    def story_listing(self, story: Story) -> Listing:
        """Return what indexes may say of a story's page."""
        return self.listing(
            self.path_of(story),
            "story",
            story.title,
            lang=story.lang or self.paper.lang,
            published=self.dates.iso(story.date),
            modified=self.dates.iso(story.modified or story.date),
            indexable=self._state(story) is None,
        )

    def inputs(self, output: Made) -> tuple[Inputs, set[str]]:
        """Return the inputs of a page or a document, and the questions that were asked.

        A page has `site` besides, and what capabilities add to any page.
        """
        with self.queries.recording() as names:
            inputs = output.make(self, *output.arguments)
            if isinstance(output, Page):
                inputs = self._with_additions(output, inputs)
        return inputs, names

    def _with_additions(self, page: Page, own: Inputs) -> Inputs:
        """Return a page's inputs with `site`, `places`, and what capabilities add to any page.

        Raises BuildStopped where two give inputs of one name.
        """
        maker = f"{page.make.__module__}.{page.make.__qualname__}"
        owners = {"site": "broadsheet", "places": "broadsheet"}
        claim(own, owners, maker, "the input “{}” of a page")
        inputs = {"site": self.site, "places": self._contributions.places, **own}
        for name, page_inputs in self._contributions.page_inputs:
            added = page_inputs(page, own, self)
            claim(added, owners, name, "the input “{}” of a page")
            inputs.update(added)
        return inputs


def page(
    path: str,
    template: str,
    make: Maker,
    *arguments: Any,
    origin: str,
    line: int = 0,
    listing: Listing | None = None,
) -> Page:
    """Return the page at a path of the site.

    make, arguments, listing: as for `Page`.
    """
    return Page(file_of(path), template, make, arguments, origin, line, listing)


def document(
    path: str, write: Writer, make: Maker, *arguments: Any, origin: str, template: str = ""
) -> Document:
    """Return a file at a path of the site that code writes from its inputs, such as a feed.

    write, make, arguments, template: as for `Document`.
    """
    return Document(path.removeprefix("/"), write, make, arguments, origin, template=template)


def _section_link(section: Section, addresses: Addresses) -> Link:
    return Link(section.name, addresses.site_url(addresses.section(section)))


def _site_view(edition: Edition, contributions: Contributions, words: Translator) -> SiteView:
    """Return what every page shows of the site."""
    paper, site_url = edition.site, edition.addresses.site_url
    feed = contributions.feeds.site

    def links(told: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
        return tuple(Link(words.gettext(label), site_url(path)) for label, path in told)

    def identity(name: str) -> str | None:
        present = name in edition.theme_files
        return site_url(f"/theme/{name}") if present else None

    return SiteView(
        name=paper.name,
        tagline=paper.tagline,
        description=paper.description,
        lang=paper.lang,
        home=site_url("/"),
        nav=tuple(_section_link(section, edition.addresses) for section in edition.sections),
        footer=links(contributions.footer),
        feed=site_url(feed) if feed else None,
        masthead=links(contributions.masthead),
        theme=site_url("/theme"),
        favicon_svg=identity("identity/favicon.svg"),
        favicon_ico=identity("identity/favicon.ico"),
        mark=identity("identity/mark.svg"),
        social_card=identity("identity/social-card.png"),
    )


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - reading made it safe
