"""Related stories: what to read after a story.

A story is related to those that share its topics, or failing that its section. Only its close
neighbours in time are looked at, earlier and later, in each topic and in the section: readers
want the same affair rather than the same word ten years ago, and a new story then changes the
pages of a few others and not of a whole archive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from plugins.edition.addresses import key_of
from plugins.edition.compose import Composer
from plugins.edition.edition import Edition
from plugins.incremental.digests import SIZE, digest
from plugins.story.model import Story

Shelf = tuple[str, str]

MOST = 5
_NEIGHBOURS = 6  # on each side, in each topic and in the section


@dataclass(frozen=True)
class Related:
    """The kind of facts `related`: the files of the stories related to one of an edition."""

    edition: Edition

    def value(self, key: str) -> tuple[str, ...]:
        """Return at most five files: most shared topics first, then nearest in time."""
        story = self.edition.by_path[key]
        topics = set(map(key_of, story.tags))
        section = self.edition.section_of(story)

        def rank(other: Story) -> tuple[int, bool, float, str]:
            shared = len(topics.intersection(map(key_of, other.tags)))
            same_section = self.edition.section_of(other) is section
            distance = abs((other.date - story.date).total_seconds())
            return (-shared, not same_section, distance, other.path)

        return tuple(other.path for other in sorted(self._candidates(story), key=rank)[:MOST])

    def digest(self, key: str) -> bytes:
        """Return the digest of what is known of the neighbours, of whom the value is made."""
        windows = self._windows.get(key)
        return digest(b"/".join(windows)) if windows else b""

    def _candidates(self, story: Story) -> Iterable[Story]:
        found: dict[str, Story] = {}
        for shelf, place in self._places_of(story):
            stories = self._shelves[shelf]
            near = stories[max(0, place - _NEIGHBOURS) : place + 1 + _NEIGHBOURS]
            for other in near:
                if other.path != story.path and not _is_original_of(other, story):
                    found[other.path] = other
        return found.values()

    def _places_of(self, story: Story) -> Iterator[tuple[Shelf, int]]:
        """Yield where a story stands; a translation stands in no list of its own."""
        keys = [("topic", key) for key in sorted(set(map(key_of, story.tags)))]
        for shelf in [*keys, ("section", self.edition.section_of(story).slug)]:
            place = self._places[shelf].get(story.path) if shelf in self._places else None
            if place is not None:
                yield shelf, place

    @cached_property
    def _shelves(self) -> Mapping[Shelf, Sequence[Story]]:
        """The lists of each topic and each section."""
        topics = {("topic", key): found for key, found in self.edition.by_topic.items()}
        sections = {("section", key): found for key, found in self.edition.by_section.items()}
        return {**topics, **sections}

    @cached_property
    def _places(self) -> Mapping[Shelf, Mapping[str, int]]:
        """Where each story stands in each list."""
        return {
            shelf: {story.path: place for place, story in enumerate(stories)}
            for shelf, stories in self._shelves.items()
        }

    @cached_property
    def _windows(self) -> Mapping[str, list[bytes]]:
        """What is known of the neighbours of each story, list by list, digest beside digest."""
        known = self.edition.known
        reach = _NEIGHBOURS * SIZE
        windows: dict[str, list[bytes]] = defaultdict(list)
        for stories in self._shelves.values():
            row = b"".join(map(known, stories))
            for place, story in enumerate(stories):
                middle = place * SIZE
                windows[story.path].append(row[max(0, middle - reach) : middle + SIZE + reach])
        return windows


def related_to(path: str, composer: Composer) -> tuple[str, ...]:
    """Return the files of the stories related to that of a file."""
    found: tuple[str, ...] = composer.look("related", path)
    return found


def _is_original_of(other: Story, story: Story) -> bool:
    """Say whether a story is a translation of another, which its readers need not be sent to."""
    return story.translation and other.slug == story.slug
