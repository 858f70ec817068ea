"""The edition: everything that readers may see at the moment of a build, sorted and grouped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from broadsheet.content.confidential import BY_NAME, Confidential
from broadsheet.content.elsewhere import Elsewhere
from broadsheet.content.loaded import LoadedContent
from broadsheet.content.spelling import find_file
from broadsheet.incremental.digests import digest_of
from broadsheet.incremental.file_digests import FileDigests
from broadsheet.site.addresses import Addresses
from broadsheet.site.grounds import NO_GROUNDS, Grounds
from broadsheet.site.names import key_of, slugs_of
from broadsheet.site.old_addresses import NOTHING_MOVED, OldAddresses
from broadsheet.site.settings import Section, Site
from broadsheet.site.wordmark import Wordmark
from broadsheet.story.model import Author, StaticPage, Story


class Topic(Struct, frozen=True):
    """A topic: the letter case that most stories use, and its slug."""

    name: str
    slug: str


@dataclass(frozen=True)
class Edition:
    """What a build prints.

    now: the moment of the build. content: the content folder. stories: all that readers may see,
    latest first, translations included. withdrawn: those of which readers may only learn that they
    were withdrawn, by their files. hidden: the files of all stories but those that they may see.
    theme_files: the static files of the theme. wordmark: the one among them, if any.
    confidential: which content files are never printed as they are. old_addresses: what the
    settings say of addresses that readers knew. grounds: the colours of the pages.
    published_as_is: the paths in the site of the files of STATIC_PATHS. page_files: the published
    names of what pages load of the theme, by the names there.
    """

    site: Site
    now: datetime
    content: Path
    stories: tuple[Story, ...]
    withdrawn: Mapping[str, Story]
    hidden: frozenset[str]
    pages: Mapping[str, StaticPage]
    written_authors: tuple[Author, ...]
    sections: tuple[Section, ...]
    loaded: LoadedContent
    theme_files: frozenset[str] = frozenset()
    confidential: Confidential = BY_NAME
    wordmark: Wordmark | None = None
    old_addresses: OldAddresses = NOTHING_MOVED
    grounds: Grounds = NO_GROUNDS
    published_as_is: frozenset[str] = frozenset()
    page_files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        loaded: LoadedContent,
        site: Site,
        now: datetime,
        content: Path,
        theme_files: Iterable[str] = (),
        confidential: Confidential = BY_NAME,
        wordmark: Wordmark | None = None,
        old_addresses: OldAddresses = NOTHING_MOVED,
        grounds: Grounds = NO_GROUNDS,
        published_as_is: Iterable[str] = (),
        page_files: Mapping[str, str] | None = None,
    ) -> Edition:
        """Sort what was loaded into an edition."""
        shown = [
            story for story in loaded.stories if site.previews(story.path) or is_public(story, now)
        ]
        visible = [story for story in shown if story.withdrawn is None]
        # Moments of different time zones are slow to compare.
        visible.sort(key=lambda story: (story.date.timestamp(), story.path), reverse=True)
        seen = {story.path for story in visible}
        return cls(
            site=site,
            now=now,
            content=content,
            stories=tuple(visible),
            withdrawn={story.path: story for story in shown if story.withdrawn is not None},
            hidden=frozenset(story.path for story in loaded.stories if story.path not in seen),
            pages={page.slug: page for page in loaded.pages},
            written_authors=tuple(loaded.authors),
            sections=site.sections if site.sections is not None else _sections(visible, site),
            loaded=loaded,
            theme_files=frozenset(theme_files),
            confidential=confidential,
            wordmark=wordmark,
            old_addresses=old_addresses,
            grounds=grounds,
            published_as_is=frozenset(published_as_is),
            page_files=page_files or {},
        )

    @cached_property
    def addresses(self) -> Addresses:
        """The maker of addresses."""
        return Addresses(self.site)

    @cached_property
    def originals(self) -> tuple[Story, ...]:
        """The stories that fronts and feeds list: all but translations."""
        return tuple(story for story in self.stories if not story.translation)

    @cached_property
    def corrected(self) -> tuple[Story, ...]:
        """The stories with a correction."""
        return tuple(story for story in self.stories if story.corrected)

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
    def visible_when_fit(self) -> frozenset[str]:
        """The files of the stories that readers would see but for faults of their front matter."""
        stories = (story for story in self.loaded.unfit if is_public(story, self.now))
        return frozenset(story.path for story in stories if story.withdrawn is None)

    @cached_property
    def section_keys(self) -> Mapping[str, Section]:
        """Sections by the key of their name and by their slug."""
        named = {key_of(section.name): section for section in self.sections}
        return {**{section.slug: section for section in self.sections}, **named}

    def section_of(self, story: Story) -> Section:
        """Return the section of a story; a hidden story's may have no visible story yet.

        The checks have made sure that the story names one.
        """
        name = category_of(story, self.site)
        found = self.section_keys.get(key_of(name))
        return found or Section(name=name)

    def path_of(self, story: Story) -> str:
        """Return the path of a story's page, without SITEURL's own."""
        path = self._paths.get(story.path)
        if path is None:
            path = self.addresses.story_path(story, self.section_of(story))
            self._paths[story.path] = path
        return path

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {}

    def day_of(self, story: Story) -> date:
        """Return the day on which a story appeared, in the site's time zone."""
        return story.date.astimezone(self._zone).date()

    @cached_property
    def _zone(self) -> ZoneInfo:
        return self.site.zone

    @cached_property
    def fingerprints(self) -> Mapping[str, bytes]:
        """The fingerprints of the content files, by path, which show whether a file has changed.

        Each is the digest of its item without the body, the digest of its bytes, and its state:
        whether readers can see it, and whether a preview marks it as still to come.
        """
        known, sources = self.loaded.known, self.loaded.sources
        standing = dict.fromkeys(self.visible_paths, b"seen")
        standing.update(dict.fromkeys(self.withdrawn, b"withdrawn"))
        if self.site.preview:
            standing.update((each.path, b"later") for each in self.stories if self.is_future(each))
        return {
            path: b"".join((known[path], sources[path], standing.get(path, b"hidden")))
            for path in (item.path for item in self.loaded.items)
        }

    @cached_property
    def known(self) -> Mapping[str, bytes]:
        """The digests of the stories without their bodies, by their files."""
        if self.loaded.known:
            return self.loaded.known
        return {story.path: digest_of(story) for story in self.stories}

    @cached_property
    def lists(self) -> Mapping[str, tuple[Story, ...]]:
        """The lists of stories, latest first: of "section world", "topic syria", "author jane".

        A section goes by its slug, a topic and an author by the keys of their names. The list of
        all stories has the name "", and that of corrected ones "corrected". Translations are in
        the last alone.
        """
        lists = {"": self.originals, "corrected": self.corrected}
        lists |= {f"section {slug}": found for slug, found in self.by_section.items()}
        lists |= {f"topic {slug}": found for slug, found in self.by_topic.items()}
        return lists | {f"author {key}": found for key, found in self.by_author.items()}

    def known_in(self, name: str) -> Sequence[bytes]:
        """Return the digest of each story in a list, without its body, in the order of the list."""
        found = self._known_in.get(name)
        if found is None:
            known = self.known
            found = [known[story.path] for story in self.lists.get(name, ())]
            self._known_in[name] = found
        return found

    @cached_property
    def _known_in(self) -> dict[str, list[bytes]]:
        return {}

    def _grouped(
        self, keys: Iterable[str], keys_of: Callable[[Story], Iterable[str]]
    ) -> dict[str, tuple[Story, ...]]:
        """Return the stories under each key, latest first."""
        groups: dict[str, list[Story]] = {key: [] for key in keys}
        for story in self.originals:
            for key in keys_of(story):
                groups[key].append(story)
        return {key: tuple(stories) for key, stories in groups.items()}

    def is_future(self, story: Story) -> bool:
        """Say whether readers cannot see a story yet at the moment of this build."""
        return story.public_from > self.now

    @cached_property
    def by_section(self) -> Mapping[str, tuple[Story, ...]]:
        """Stories of each section by its slug, latest first; empty sections too."""
        slugs = [section.slug for section in self.sections]
        return self._grouped(slugs, lambda story: (self.section_of(story).slug,))

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Topics by the keys of their names, in the order of their slugs."""
        spellings = _spellings(reversed(self.stories), lambda story: story.tags)
        slugs = slugs_of(dict.fromkeys([*map(key_of, self.site.topics), *spellings]))
        found = sorted((slugs[key], key) for key in spellings if slugs[key])
        return {key: Topic(_usual(spellings[key]), slug) for slug, key in found}

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Story, ...]]:
        """Stories of each topic by the key of its name, latest first."""
        return self._grouped(self.topics, lambda story: dict.fromkeys(map(key_of, story.tags)))

    @cached_property
    def topics_by_slug(self) -> Mapping[str, Topic]:
        """Topics by their slugs."""
        return {topic.slug: topic for topic in self.topics.values()}

    @cached_property
    def authors(self) -> Mapping[str, Author]:
        """Authors by the keys of their names: those with a file, and a plain one for the rest."""
        found = {key_of(author.name): author for author in self.written_authors}
        spellings = _spellings(reversed(self.stories), lambda story: story.authors)
        rest = [key for key in spellings if key not in self._spelt_in_files]
        slugs = slugs_of(rest, (author.slug for author in self.written_authors))
        found |= {key: Author(name=_usual(spellings[key]), slug=slugs[key]) for key in rest}
        return dict(sorted(found.items()))

    def author_of(self, key: str) -> Author | None:
        """Return the author of a name's key, whichever of the author's spellings it is."""
        return self.authors.get(self._spelt_in_files.get(key, key))

    @cached_property
    def authors_by_slug(self) -> Mapping[str, Author]:
        """Authors by their slugs."""
        return {author.slug: author for author in self.authors.values()}

    @cached_property
    def _spelt_in_files(self) -> Mapping[str, str]:
        """The key of an author with a file by the keys of all spellings that the file gives."""
        return {
            key_of(spelling): key_of(author.name)
            for author in self.written_authors
            for spelling in (*author.also, author.name)
        }

    @cached_property
    def by_author(self) -> Mapping[str, tuple[Story, ...]]:
        """Stories of each author by the key of their name, latest first."""
        spelt = self._spelt_in_files

        def keys(story: Story) -> Iterable[str]:
            return dict.fromkeys(spelt.get(key, key) for key in map(key_of, story.authors))

        return self._grouped(self.authors, keys)

    @cached_property
    def namesakes(self) -> Mapping[str, tuple[str, ...]]:
        """The files of stories that share a slug, such as a story and its translations."""
        uses = Counter(story.slug for story in self.stories)
        shared: dict[str, list[str]] = defaultdict(list)
        for story in self.stories:
            if uses[story.slug] > 1:
                shared[story.slug].append(story.path)
        return {slug: tuple(paths) for slug, paths in shared.items()}

    @property
    def visible_paths(self) -> Iterator[str]:
        """The files of all that readers may see whole."""
        yield from (story.path for story in self.stories)
        yield from (author.path for author in self.written_authors)
        yield from (page.path for page in self.pages.values())

    def spelt(self, path: str) -> str:
        """Return a content path as the disk spells it; the same where there is no such file."""
        if path.isascii() or path.startswith(".."):
            return path
        return find_file(self.content, path) or path

    def has_file(self, path: str) -> bool:
        """Say whether a content path names a file that may be copied to readers; texts may not.

        The answer is cached, so it stays the same for the whole edition.
        """
        return self._where(path) is not None and not self.has_confidential(path)

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """What finds the files that texts may mean where they name one that is not there."""
        return Elsewhere(self.content)

    @cached_property
    def digest_of_file(self) -> Callable[[str], bytes]:
        """What gives the digest of a content file by its path, b"" where there is none."""
        return self.loaded.digest_of_file or FileDigests(str(self.content))

    def has_confidential(self, path: str) -> bool:
        """Say whether a content path names, or leads to, a file that is never printed as it is."""
        real = self._where(path)
        return real is not None and any(map(self.confidential.what, (path, real)))

    def _where(self, path: str) -> str | None:
        """Return the content path of a file, links followed; None if it is outside the folder."""
        if path not in self._files:
            self._files[path] = self._find(path)
        return self._files[path]

    @cached_property
    def _files(self) -> dict[str, str | None]:
        return {}

    def _find(self, path: str) -> str | None:
        if path.startswith(".."):
            return None
        file, home = self.content / path, self.content.resolve()
        try:
            real = file.resolve() if file.is_file() else None
        except (OSError, ValueError):  # not a valid file name
            return None
        return real.relative_to(home).as_posix() if real and real.is_relative_to(home) else None


def is_public(story: Story, now: datetime) -> bool:
    """Say whether readers may see a story at a moment."""
    return not story.draft and story.public_from <= now


def category_of(story: Story, site: Site) -> str:
    """Return the section as the story names it, else the site's default, else ""."""
    return story.category or site.default_section or ""


def _sections(stories: Sequence[Story], site: Site) -> tuple[Section, ...]:
    """Take the sections from the stories, which are latest first, in the order of their slugs."""
    spellings = _spellings(reversed(stories), lambda story: (category_of(story, site),))
    found = sorted((slug, key) for key, slug in slugs_of(spellings).items() if slug)
    return tuple(
        Section(name=_usual(spellings[key]), slug=slug, opinion=key == "opinion")
        for slug, key in found
    )


def _spellings(
    stories: Iterable[Story], names_of: Callable[[Story], Iterable[str]]
) -> dict[str, Counter[str]]:
    """Return how often each name is spelt in which way, by its key, in the order of first use."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for story in stories:
        for name in names_of(story):
            spellings[key_of(name)][name] += 1
    return spellings


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))
