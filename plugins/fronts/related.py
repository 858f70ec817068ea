"""Related stories: what to read after a story.

A story is related to those that share its topics, or failing that its section. Only its close
neighbours in time are looked at, earlier and later, in each topic and in the section: readers
want the same affair rather than the same word ten years ago, and a new story then changes the
pages of a few others and not of a whole archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from plugins.edition.addresses import key_of
from plugins.edition.edition import Edition
from plugins.story.model import Story

MOST = 5
_NEIGHBOURS = 6  # on each side, in each topic and in the section


@dataclass(frozen=True)
class Related:
    """Finds the stories related to those of one edition."""

    edition: Edition

    def to(self, story: Story) -> list[Story]:
        """Return at most five stories: most shared topics first, then nearest in time."""
        topics = set(map(key_of, story.front.tags))
        section = self.edition.section_of(story)

        def rank(other: Story) -> tuple[int, bool, float, str]:
            shared = len(topics.intersection(map(key_of, other.front.tags)))
            same_section = self.edition.section_of(other) is section
            distance = abs((other.date - story.date).total_seconds())
            return (-shared, not same_section, distance, other.path)

        return sorted(self._candidates(story, topics, section.slug), key=rank)[:MOST]

    def _candidates(self, story: Story, topics: Iterable[str], section: str) -> Iterable[Story]:
        found: dict[str, Story] = {}
        for kind, key in [*(("topic", key) for key in sorted(topics)), ("section", section)]:
            for other in self._near(kind, key, story):
                if not _is_original_of(other, story):
                    found[other.path] = other
        return found.values()

    def _near(self, kind: str, key: str, story: Story) -> Iterator[Story]:
        shelf: Mapping[str, Sequence[Story]] = (
            self.edition.by_topic if kind == "topic" else self.edition.by_section
        )
        stories = shelf.get(key, ())
        place = self._places[kind].get((key, story.path))
        if place is None:  # a translation stands in no list of its own
            return
        yield from stories[max(0, place - _NEIGHBOURS) : place]
        yield from stories[place + 1 : place + 1 + _NEIGHBOURS]

    @cached_property
    def _places(self) -> Mapping[str, Mapping[tuple[str, str], int]]:
        """Where each story stands in the list of each topic and section."""
        return {
            kind: {
                (key, story.path): place
                for key, stories in shelf.items()
                for place, story in enumerate(stories)
            }
            for kind, shelf in (
                ("topic", self.edition.by_topic),
                ("section", self.edition.by_section),
            )
        }


def _is_original_of(other: Story, story: Story) -> bool:
    """Say whether a story is a translation of another, which its readers need not be sent to."""
    return story.front.translation and other.slug == story.slug
