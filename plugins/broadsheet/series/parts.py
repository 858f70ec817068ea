"""Parts: which stories belong to a series, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from broadsheet.api import Edition, Fault, Gravity, Query, Story, choose_from, keys_of
from broadsheet.content.translations import original_of
from broadsheet.series.keys import Membership, SeriesKeys
from broadsheet.series.settings import NamedSeries
from broadsheet.site.likeness import alike
from broadsheet.site.names import key_of, slugs_of

SERIES = "series"
"""The query for a series, by the key of its name, and the family of all."""

PART = "series-part"
"""The query for the place of a story in its series, by the story's file."""


class Series(Struct, frozen=True):
    """A series. parts: the files of its stories, in their order."""

    name: str
    slug: str
    description: str | None
    parts: tuple[str, ...]

    @property
    def path(self) -> str:
        """The address of its front."""
        return f"/series/{self.slug}/"


class Part(Struct, frozen=True):
    """A story's place in its series.

    number: as the story has it, else by its place. before, after: the files of its neighbours.
    """

    name: str
    path: str
    number: int
    before: str | None
    after: str | None


Member = tuple[Story, Membership]
"""A story with what it says of its series."""


def membership_of(story: Story) -> Membership | None:
    """Return to which series a story belongs, None for most."""
    return keys_of(SeriesKeys, story.own).series if SERIES in story.own else None


def _members_of(stories: Iterable[Story]) -> list[Member]:
    """Return the stories of series, the oldest first."""
    found = [(story, member) for story in stories if (member := membership_of(story))]
    return sorted(found, key=lambda each: _age(each[0]))


@dataclass(frozen=True)
class AllSeries:
    """The series of an edition. named: those of the settings, None where these name none."""

    edition: Edition
    named: tuple[NamedSeries, ...] | None

    @cached_property
    def by_key(self) -> Mapping[str, Series]:
        """The series that have a part which readers can see, by the keys of their names."""
        named = {key_of(each.name): each for each in self.named or ()}
        members: dict[str, list[Story]] = defaultdict(list)
        names: dict[str, str] = {}
        for story, member in _members_of(self.edition.originals):
            key = key_of(member.name)
            members[key].append(story)
            names.setdefault(key, member.name)
        free = [key for key in sorted(members) if key not in named]
        slugs = slugs_of(free, (each.slug for each in named.values()))
        found: dict[str, Series] = {}
        for key in sorted(members):
            told = named.get(key) or NamedSeries(name=names[key], slug=slugs[key])
            parts = tuple(story.path for story in sorted(members[key], key=_order))
            found[key] = Series(told.name, told.slug, told.description, parts)
        return found

    def place_of(self, path: str) -> Part | None:
        """Return the place of a story in its series, by its file; a translation's by its original.

        A translation leads to the parts in its language, as far as there are any.
        """
        story = self.edition.by_path.get(path)
        original = original_of(story, self._namesakes(story)) if story else None
        said = membership_of(original) if original else None
        series = self.by_key.get(key_of(said.name)) if said else None
        if story is None or original is None or said is None or series is None:
            return None
        if original.path not in series.parts:  # readers cannot see what this translates
            return None
        at = series.parts.index(original.path)
        before, after = (
            self._in_language_of(story, series.parts[index])
            if 0 <= index < len(series.parts)
            else None
            for index in (at - 1, at + 1)
        )
        return Part(series.name, series.path, said.part or at + 1, before, after)

    def _namesakes(self, story: Story) -> list[Story]:
        paths = self.edition.namesakes.get(story.slug, ())
        return [self.edition.by_path[path] for path in paths]

    def _in_language_of(self, story: Story, path: str) -> str:
        """Return the file of a part in the language of a translation, else of the part itself."""
        part = self.edition.by_path[path]
        others = self._namesakes(part) if story.translation else []
        found = (
            each.path
            for each in others
            if each.lang == story.lang and original_of(each, others) is part
        )
        return next(found, path)

    def faults(self) -> Iterator[Fault]:
        """Report names that the settings do not know or that are alike, and parts of one number.

        And translations in a series to which their original does not belong.
        """
        members = _members_of(self.edition.loaded.stories)
        yield from self._doubtful(members) if self.named is None else self._unknown(members)
        originals = [each for each in members if not each[0].translation]
        yield from _of_one_number(originals)
        known = {(story.slug, key_of(member.name)) for story, member in originals}
        for story, member in members:
            if (story.slug, key_of(member.name)) not in known:
                what = f"the story that this translates is in no series “{member.name}”"
                mend = "write the same `series:` there, or take it out here"
                yield Fault(story.path, story.line(SERIES), what, mend)

    def _unknown(self, members: Sequence[Member]) -> Iterator[Fault]:
        known = {key_of(each.name): each.name for each in self.named or ()}
        for story, member in members:
            if key_of(member.name) not in known:
                mend = choose_from(member.name, known.values())
                what = f"there is no series “{member.name}”"
                yield Fault(story.path, story.line(SERIES), what, mend)

    def _doubtful(self, members: Sequence[Member]) -> Iterator[Fault]:
        first: dict[str, Member] = {}
        for story, member in members:
            first.setdefault(key_of(member.name), (story, member))
        for one, other in alike(list(first)):
            story, member = first[other]
            what = f"the series “{member.name}” is nearly “{first[one][1].name}”"
            mend = "write both alike, or name both in SERIES"
            line = story.line(SERIES)
            yield Fault(story.path, line, what, mend, Gravity.ADVICE, kind="name-near-another")


def _of_one_number(members: Iterable[Member]) -> Iterator[Fault]:
    """Report each part whose number another one has."""
    taken: dict[tuple[str, int], Story] = {}
    for story, member in members:
        if member.part is None:
            continue
        first = taken.setdefault((key_of(member.name), member.part), story)
        if first is not story:
            what = f"part {member.part} of this series is {first.path} already"
            yield Fault(story.path, story.line(SERIES), what, "give each part its own number")


@dataclass(frozen=True)
class SeriesByKey(Query):
    """The series of an edition, by the keys of their names."""

    series: AllSeries

    def value(self, key: str) -> Series:
        """Return a series."""
        return self.series.by_key[key]

    def digest(self, key: str) -> bytes:
        """Return nothing for a series that is gone."""
        return super().digest(key) if key in self.series.by_key else b""


@dataclass(frozen=True)
class PartByPath(Query):
    """The places of stories in their series, by their files."""

    series: AllSeries

    def value(self, key: str) -> Part | None:
        """Return the place of a story, None for one without a series."""
        return self.series.place_of(key)


def _age(story: Story) -> tuple[float, str]:
    return story.date.timestamp(), story.path


def _order(story: Story) -> tuple[float, float, str]:
    member = membership_of(story)
    number = member.part if member and member.part else float("inf")
    return (number, *_age(story))
