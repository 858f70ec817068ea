"""Composing: turns stories into what templates are given, with every slot filled.

The medium says for whom: "page" for readers of the site, "feed" and "copy" for those elsewhere,
who get full addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from markupsafe import Markup, escape

from plugins.edition.addresses import file_of, key_of
from plugins.edition.capability import Capability
from plugins.edition.dates import Dates
from plugins.edition.edition import Edition
from plugins.edition.outputs import Page
from plugins.edition.site import Section
from plugins.edition.views import (
    BodyParts,
    Card,
    CorrectionView,
    Figure,
    Filled,
    Link,
    PageMeta,
    SiteView,
    StoryView,
)
from plugins.story.links import LinkTarget
from plugins.story.model import Body, PictureUse, Story
from plugins.story.slots import Part, Slot

Medium = Literal["page", "feed", "copy"]


@dataclass(frozen=True)
class Composer:
    """Makes views of one edition with the help of the capabilities."""

    edition: Edition
    capabilities: Sequence[Capability]

    @cached_property
    def dates(self) -> Dates:
        """The printer of dates."""
        return Dates(self.edition.site)

    @cached_property
    def _fillers(self) -> Mapping[str, Capability]:
        return {kind: each for each in self.capabilities for kind in sorted(each.slots)}

    def fill(self, slot: Slot, path: str, medium: Medium, story: Story | None = None) -> Any:
        """Return what stands in a slot, or None when no capability has anything for it."""
        filler = self._fillers.get(slot.kind)
        return filler.fill(slot, path, story, self, medium) if filler else None

    def story_inputs(self, story: Story) -> Mapping[str, Any]:
        """Return what all capabilities add to the inputs of a story's page."""
        inputs: dict[str, Any] = {}
        for each in self.capabilities:
            inputs.update(each.story_inputs(story, self.edition))
        return inputs

    @cached_property
    def claimed_pages(self) -> frozenset[str]:
        """The slugs of static pages that a capability prints itself."""
        return frozenset[str]().union(*(each.page_slugs for each in self.capabilities))

    def figure(self, use: PictureUse | None, path: str, medium: Medium = "page") -> Figure | None:
        """Return a picture that front matter names, ready to print."""
        filled = self.fill(Slot("figure", use, use.line), path, medium) if use else None
        return filled if isinstance(filled, Figure) else None

    def body(
        self, body: Body, path: str, here: str, medium: Medium, story: Story | None = None
    ) -> BodyParts:
        """Return a body with its links finished and its slots filled.

        path: the file it comes from; here: the site-internal address of its page.
        """
        parts: list[str | Filled] = []
        for part in body.parts:
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
        absolute = self.edition.addresses.absolute
        return absolute(here) + url if target.kind == "here" else absolute(url)

    def url_of(self, target: LinkTarget) -> str | None:
        """Return the address of a link's target inside the site, None where there is none."""
        edition = self.edition
        site_url = edition.addresses.site_url
        if target.kind == "here":
            return target.fragment
        if target.kind == "site":
            return site_url(target.value + target.fragment)
        if target.kind == "file":
            path = self._file_path(target.value)
            return site_url(path + target.fragment) if path else None
        key = key_of(target.value)
        if target.kind == "category" and key in edition.section_keys:
            return self.section_link(edition.section_keys[key]).url
        if target.kind == "tag" and key in edition.topics:
            return self.topic_link(target.value).url
        if target.kind == "author" and key in edition.authors:
            return self.author_link(target.value).url
        return None

    def _file_path(self, content_path: str) -> str | None:
        edition = self.edition
        if content_path in edition.by_path:
            return self.path_of(edition.by_path[content_path])
        if content_path in edition.pages_by_path:
            return edition.addresses.page(edition.pages_by_path[content_path])
        if content_path in edition.authors_by_path:
            return edition.addresses.author(edition.authors_by_path[content_path].slug)
        return edition.addresses.file(content_path) if edition.has_file(content_path) else None

    def path_of(self, story: Story) -> str:
        """Return the path of a story's page, without SITEURL's own."""
        return self.edition.addresses.story_path(story, self.edition.section_of(story))

    def story_url(self, story: Story) -> str:
        """Return the site-internal address of a story."""
        return self.edition.addresses.site_url(self.path_of(story))

    def section_link(self, section: Section) -> Link:
        """Return the link to a section's front."""
        addresses = self.edition.addresses
        return Link(section.name, addresses.site_url(addresses.section(section)))

    def topic_link(self, name: str) -> Link:
        """Return the link to a topic's front."""
        addresses = self.edition.addresses
        topic = self.edition.topics[key_of(name)]
        return Link(topic.name, addresses.site_url(addresses.topic(topic.slug)))

    def author_link(self, name: str) -> Link:
        """Return the link to an author's page."""
        addresses = self.edition.addresses
        author = self.edition.authors[key_of(name)]
        return Link(author.name, addresses.site_url(addresses.author(author.slug)))

    def card(self, story: Story) -> Card:
        """Return a story as fronts show it."""
        section = self.edition.section_of(story)
        return Card(
            url=self.story_url(story),
            headline=story.headline,
            standfirst=story.standfirst,
            kicker=story.front.kicker,
            section=self.section_link(section),
            byline=self.byline(story),
            date=self.dates.when(story.date),
            picture=self.figure(story.lead, story.path),
            opinion=section.opinion,
            state=self._state(story),
        )

    def cards(self, stories: Sequence[Story]) -> tuple[Card, ...]:
        """Return stories as fronts show them."""
        return tuple(self.card(story) for story in stories)

    def byline(self, story: Story) -> tuple[Link, ...]:
        """Return the links of a byline."""
        return tuple(dict.fromkeys(self.author_link(name) for name in story.front.authors))

    def story(self, story: Story) -> StoryView:
        """Return a story as its own page shows it."""
        addresses = self.edition.addresses
        section = self.edition.section_of(story)
        url = self.story_url(story)
        home = Link("Home", addresses.site_url("/"))
        return StoryView(
            id=addresses.story_id(self.path_of(story)),
            url=url,
            absolute_url=addresses.absolute(url),
            headline=story.headline,
            headline_text=story.front.title,
            standfirst=story.standfirst,
            kicker=story.front.kicker,
            dateline=story.front.dateline,
            section=self.section_link(section),
            breadcrumb=(home, self.section_link(section)),
            byline=self.byline(story),
            date=self.dates.when(story.date),
            modified=self.dates.when(story.modified) if story.modified else None,
            lang=story.front.lang or self.edition.site.lang,
            topics=tuple(dict.fromkeys(self.topic_link(name) for name in story.front.tags)),
            corrections=tuple(
                CorrectionView(self.dates.when(day), self.finish(text, "page"))
                for day, text in story.corrections
            ),
            opinion=section.opinion,
            state=self._state(story),
        )

    def _state(self, story: Story) -> str | None:
        """Return what a preview says of a story that readers cannot see."""
        site = self.edition.site
        if story.front.status == "draft":
            return "Draft"
        if story.public_from > site.now:
            until = self.dates.when(story.public_from)
            return f"Embargoed until {until.day}, {until.clock}"
        return None

    @cached_property
    def site(self) -> SiteView:
        """What every page shows of the site."""
        edition = self.edition
        site, site_url = edition.site, edition.addresses.site_url
        masthead = [each.masthead_link for each in self.capabilities if each.masthead_link]
        footer = [link for each in self.capabilities for link in each.footer_links]

        def identity(name: str) -> str | None:
            present = name in edition.theme_files
            return site_url(f"/theme/{name}") if present else None

        return SiteView(
            name=site.name,
            tagline=site.tagline,
            description=site.description,
            lang=site.lang,
            home=site_url("/"),
            nav=tuple(self.section_link(section) for section in edition.sections),
            footer=tuple(Link(label, site_url(path)) for label, path in footer),
            feed=site_url(f"/{site.feed}") if site.feed else None,
            masthead=tuple(Link(label, site_url(path)) for label, path in masthead),
            theme=site_url("/theme"),
            favicon_svg=identity("identity/favicon.svg"),
            favicon_ico=identity("identity/favicon.ico"),
            mark=identity("identity/mark.svg"),
        )

    @cached_property
    def social_card(self) -> Figure | None:
        """The picture that stands for a page without one of its own: 1200 by 630 pixels."""
        if "identity/social-card.png" not in self.edition.theme_files:
            return None
        url = self.edition.addresses.site_url("/theme/identity/social-card.png")
        absolute = self.edition.addresses.absolute(url)
        return Figure(url, absolute, 1200, 630, "image/png", alt=self.edition.site.name)

    def meta(self, path: str, title: str, **more: Any) -> PageMeta:
        """Return what the head of the page at `path` says; `more` are fields of PageMeta."""
        url = self.edition.addresses.site_url(path)
        absolute = self.edition.addresses.absolute(url)
        defaults: dict[str, Any] = {
            "canonical": absolute,
            "image": self.social_card,
            "lang": self.edition.site.lang,
        }
        return PageMeta(title=title, url=url, absolute_url=absolute, **{**defaults, **more})

    def page(
        self,
        path: str,
        template: str,
        inputs: Callable[[], Mapping[str, Any]],
        origin: str,
        line: int = 0,
    ) -> Page:
        """Return the page at a path of the site; its inputs are made when it is rendered."""
        return Page(
            path=file_of(path),
            template=template,
            inputs=lambda: {"site": self.site, **inputs()},
            origin=origin,
            line=line,
        )
