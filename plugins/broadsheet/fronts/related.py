"""Related stories: what to read after a story.

A story is related to those that share its topics, or failing that its section. Only its close
neighbours in time are considered, earlier and later, in each topic and in the section: readers want
the same events and not the same topic ten years ago, and a new story then changes the pages of a
few stories and not of a whole archive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

from broadsheet.content.edition import Edition
from broadsheet.incremental.digests import digest
from broadsheet.incremental.queries import Changes, Query
from broadsheet.site.names import key_of
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer
from broadsheet.views.records import SeriesPart

MOST = 6
_ROW = 4
_NEIGHBOURS = 6  # on each side, in each topic and in the section
_KINDS = ("topic ", "section ")  # of the lists that are looked at


@dataclass(frozen=True)
class Related(Query):
    """The query `related`: the files of the stories related to one of an edition."""

    edition: Edition

    def value(self, key: str) -> tuple[str, ...]:
        """Return at most six files: most shared topics first, then nearest in time."""
        story = self.edition.by_path[key]
        topics, section, moment = self._features(story)

        def rank(other: Story) -> tuple[int, bool, float, str]:
            its_topics, its_section, its_moment = self._features(other)
            shared, distance = len(topics & its_topics), abs(its_moment - moment)
            return (-shared, its_section != section, distance, other.path)

        return tuple(other.path for other in nsmallest(MOST, self._candidates(story), key=rank))

    def digest(self, key: str) -> bytes:
        """Return the digest of the neighbours' records, from which the value is made."""
        story = self.edition.by_path.get(key)
        if story is None:
            return b""
        known_in = self.edition.known_in
        near = [known_in(name)[near.start : near.stop] for name, near in self._windows(story)]
        return digest(b"/".join(map(b"".join, near)))

    def suspects(self, changes: Changes, last: Mapping[str, bytes]) -> Iterable[str]:
        """Return the stories of the lists that have changed; the others' neighbours have not."""
        lists = self.edition.lists
        within = {
            story.path
            for name in changes.changed("list")
            if name.startswith(_KINDS)
            for story in lists.get(name, ())
        }
        return within & last.keys()

    def _features(self, story: Story) -> tuple[frozenset[str], str, float]:
        """Return the topics, the section and the second of a story: each is asked for often."""
        found = self._known_features.get(story.path)
        if found is None:
            topics = frozenset(map(key_of, story.tags))
            found = topics, self.edition.section_of(story).slug, story.date.timestamp()
            self._known_features[story.path] = found
        return found

    @cached_property
    def _known_features(self) -> dict[str, tuple[frozenset[str], str, float]]:
        return {}

    def _candidates(self, story: Story) -> Iterable[Story]:
        found: dict[str, Story] = {}
        for name, near in self._windows(story):
            for other in self.edition.lists[name][near.start : near.stop]:
                if other.path != story.path and not _is_original_of(other, story):
                    found[other.path] = other
        return found.values()

    def _windows(self, story: Story) -> Iterator[tuple[str, range]]:
        """Yield the part of each list in which a story stands near; a translation is in none."""
        if story.translation:
            return
        topics, section, _ = self._features(story)
        number = self._numbers[story.path]
        for name in [*(f"topic {key}" for key in sorted(topics)), f"section {section}"]:
            place = bisect_left(self._numbered(name), number)
            end = len(self.edition.lists[name])
            yield name, range(max(0, place - _NEIGHBOURS), min(end, place + 1 + _NEIGHBOURS))

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """The stories by their files, numbered from the latest on, as all lists are sorted."""
        return {story.path: number for number, story in enumerate(self.edition.stories)}

    @cached_property
    def _numbered_lists(self) -> dict[str, list[int]]:
        return {}

    def _numbered(self, name: str) -> list[int]:
        """Return the numbers of the stories of a list, which grow."""
        numbers = self._numbered_lists.get(name)
        if numbers is None:
            number = self._numbers
            numbers = [number[story.path] for story in self.edition.lists[name]]
            self._numbered_lists[name] = numbers
        return numbers


def related_to(story: Story, composer: Composer) -> tuple[str, ...]:
    """Return the files of the stories that the page of a story leads on to: a row of four.

    The parts of its series before and after it are none of them: the page names these anyway.
    """
    found: tuple[str, ...] = composer.ask("related", story.path)
    part = composer.contribution(SeriesPart, story)
    beside = part.beside if part else ()
    return tuple(path for path in found if composer.story_at(path).slug not in beside)[:_ROW]


def _is_original_of(other: Story, story: Story) -> bool:
    """Say whether a story is a translation of another, which its readers need not be sent to."""
    return story.translation and other.slug == story.slug
