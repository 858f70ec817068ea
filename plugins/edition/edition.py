"""The edition: everything that may be seen at this moment, sorted and grouped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plugins.edition.addresses import Addresses, key_of
from plugins.edition.gather import Copydesk
from plugins.edition.site import Section, Site
from plugins.story.model import Author, Body, PictureUse, StaticPage, Story
from plugins.story.slots import Slot, slots_in


@dataclass(frozen=True)
class Topic:
    """A topic: the spelling most stories use, and its slug."""

    name: str
    slug: str


@dataclass(frozen=True)
class Edition:
    """What a build prints.

    stories: all that readers may see, latest first; translations stand beside their originals.
    content: the content folder. theme_files: the static files of the theme.
    """

    site: Site
    content: Path
    stories: tuple[Story, ...]
    pages: Mapping[str, StaticPage]
    written_authors: tuple[Author, ...]
    sections: tuple[Section, ...]
    theme_files: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, desk: Copydesk, site: Site, content: Path, theme_files: Iterable[str] = ()
    ) -> Edition:
        """Sort what was gathered into an edition."""
        visible = (story for story in desk.stories if is_visible(story, site))
        latest_first = sorted(visible, key=lambda story: (story.date, story.path), reverse=True)
        return cls(
            site=site,
            content=content,
            stories=tuple(latest_first),
            pages={page.slug: page for page in desk.pages},
            written_authors=tuple(desk.authors),
            sections=site.sections if site.sections is not None else _sections(desk, site),
            theme_files=frozenset(theme_files),
        )

    @cached_property
    def addresses(self) -> Addresses:
        """The maker of addresses."""
        return Addresses(self.site)

    @cached_property
    def originals(self) -> tuple[Story, ...]:
        """The stories that fronts and feeds list: all but translations."""
        return tuple(story for story in self.stories if not story.front.translation)

    @cached_property
    def by_path(self) -> Mapping[str, Story]:
        """Visible stories by their files."""
        return {story.path: story for story in self.stories}

    @cached_property
    def pages_by_path(self) -> Mapping[str, StaticPage]:
        """Static pages by their files."""
        return {page.path: page for page in self.pages.values()}

    @cached_property
    def authors_by_path(self) -> Mapping[str, Author]:
        """Authors with a page of their own, by its file."""
        return {author.path: author for author in self.written_authors}

    @cached_property
    def section_keys(self) -> Mapping[str, Section]:
        """Sections by the slug of their name and by their slug."""
        named = {key_of(section.name): section for section in self.sections}
        return {**{section.slug: section for section in self.sections}, **named}

    def section_of(self, story: Story) -> Section:
        """Return the section of a story; the checks have made sure that there is one."""
        return self.section_keys[key_of(category_of(story, self.site))]

    @cached_property
    def by_section(self) -> Mapping[str, tuple[Story, ...]]:
        """Stories of each section by its slug, latest first; empty sections too."""
        groups: dict[str, list[Story]] = {section.slug: [] for section in self.sections}
        for story in self.originals:
            groups[self.section_of(story).slug].append(story)
        return {slug: tuple(stories) for slug, stories in groups.items()}

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Topics by slug, in the order of their slugs."""
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for story in self.stories:
            for name in story.front.tags:
                spellings[key_of(name)][name] += 1
        return {slug: Topic(_usual(spellings[slug]), slug) for slug in sorted(spellings) if slug}

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Story, ...]]:
        """Stories of each topic by its slug, latest first."""
        groups: dict[str, list[Story]] = {slug: [] for slug in self.topics}
        for story in self.originals:
            for slug in _keys(story.front.tags):
                groups[slug].append(story)
        return {slug: tuple(stories) for slug, stories in groups.items()}

    @cached_property
    def authors(self) -> Mapping[str, Author]:
        """Authors by the slug of their name: those with a page, and a plain one for the rest."""
        found = {key_of(author.name): author for author in self.written_authors}
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for story in self.stories:
            for name in story.front.authors:
                spellings[key_of(name)][name] += 1
        for key in spellings.keys() - found.keys():
            found[key] = Author(name=_usual(spellings[key]), slug=key)
        return dict(sorted(found.items()))

    @cached_property
    def by_author(self) -> Mapping[str, tuple[Story, ...]]:
        """Stories of each author by the slug of their name, latest first."""
        groups: dict[str, list[Story]] = {key: [] for key in self.authors}
        for story in self.originals:
            for key in _keys(story.front.authors):
                groups[key].append(story)
        return {key: tuple(stories) for key, stories in groups.items()}

    @cached_property
    def by_slug(self) -> Mapping[str, tuple[Story, ...]]:
        """Stories that share a slug, such as a story and its translations."""
        groups: dict[str, list[Story]] = defaultdict(list)
        for story in self.stories:
            groups[story.slug].append(story)
        return {slug: tuple(stories) for slug, stories in groups.items()}

    def has_file(self, path: str) -> bool:
        """Say whether a content path names a file that may be printed as it is: no source text."""
        if path.startswith("..") or path.endswith(".md"):
            return False
        file = self.content / path
        try:
            return file.is_file() and file.resolve().is_relative_to(self.content.resolve())
        except (OSError, ValueError):  # a name that no disk could hold
            return False

    def bodies(self) -> Iterable[tuple[str, Body, PictureUse | None]]:
        """Yield the file, the body and the main picture of everything that may be seen."""
        for story in self.stories:
            yield story.path, story.body, story.lead
        for author in self.written_authors:
            yield author.path, author.bio, author.portrait
        for page in self.pages.values():
            yield page.path, page.body, None

    def links(self) -> Iterator[tuple[str, Slot]]:
        """Yield the file and the slot of every unfinished link that may be seen.

        Those of pictures, captions and corrections too.
        """
        for path, body, picture in self.bodies():
            for link in (*body.links, *(picture.links if picture else ())):
                yield path, link
        for story in self.stories:
            for _, text in story.corrections:
                yield from ((story.path, link) for link in slots_in(text))


def is_visible(story: Story, site: Site) -> bool:
    """Say whether this build may show a story: a public one, or any in a preview."""
    return site.preview or is_public(story, site)


def is_public(story: Story, site: Site) -> bool:
    """Say whether readers may see a story at the moment of this build."""
    return story.front.status != "draft" and story.public_from <= site.now


def category_of(story: Story, site: Site) -> str:
    """Return the section as the story names it, else the site's default, else ""."""
    return story.front.category or site.default_section or ""


def _sections(desk: Copydesk, site: Site) -> tuple[Section, ...]:
    """Take the sections from the stories, in the order of their names."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for story in desk.stories:
        if is_visible(story, site):
            name = category_of(story, site)
            spellings[key_of(name)][name] += 1
    return tuple(
        Section(name=_usual(spellings[slug]), slug=slug, opinion=slug == "opinion")
        for slug in sorted(spellings)
        if slug
    )


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def _keys(names: Iterable[str]) -> list[str]:
    """Return the keys of names, each once, in their order."""
    return list(dict.fromkeys(map(key_of, names)))
