"""Editing: what of a front file holds at the moment of a build, for the readers of that build.

A story whose time at its place is over is laid out as all others are. One that readers cannot see
is left out, and told; nothing that the file says of it reaches a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from broadsheet.content.edition import Edition
from broadsheet.fronts.front_files import (
    BIG_STORIES,
    HOME,
    Layout,
    front_files_in,
    front_path,
)
from broadsheet.fronts.own_pictures import files_of, pictures_of
from broadsheet.incremental.queries import Query
from broadsheet.reporting.faults import Fault, Gravity, choose_from, nearest
from broadsheet.site.announcements import (
    OVER_BEFORE_IT_BEGINS,
    due,
    is_over_before_it_begins,
)
from broadsheet.site.names import key_of
from broadsheet.site.web_addresses import printed_address
from broadsheet.story.moments import placed
from broadsheet.story.typography import Typography
from broadsheet.views.records import AnnouncementView, Link

if TYPE_CHECKING:
    from broadsheet.fronts.front_reading import FrontFile, FrontStory

FRONT = "front"
"""The query for what editors say of a front, by its name: "home", or the slug of a section."""

PICTURED_PLACES = "pictured-place"
"""The query for the places at which front files show the picture of a story, by its file."""


class Wording(Struct, frozen=True):
    """What a front says of a story in place of the story's own words, as safe HTML.

    picture: the file of what it shows in place of the story's main picture.
    """

    headline: str | None = None
    standfirst: str | None = None
    picture: str | None = None


class BlockOrder(Struct, frozen=True):
    """What editors want of a section on the home page. slug: the section's. stories: files."""

    slug: str
    layout: Layout | None
    stories: tuple[str, ...]
    is_shown: bool


class PicturedPlace(Struct, frozen=True):
    """A place at which the layout that an editor chose shows a picture.

    file, line: where the story is named. layout: its name. picture: the file of what the front
    shows of the story there, None for its main picture.
    """

    file: str
    line: int
    layout: str
    picture: str | None


class Order(Struct, frozen=True):
    """What editors want of a front.

    lead, seconds: files of stories that readers can see. below: of those linked below the lead.
    wordings: what the front itself says of a story, by its file.
    """

    layout: str | None = None
    announcement: AnnouncementView | None = None
    lead: str | None = None
    below: tuple[str, ...] = ()
    seconds: tuple[str, ...] = ()
    blocks: tuple[BlockOrder, ...] = ()
    wordings: tuple[tuple[str, Wording], ...] = ()

    @property
    def pinned(self) -> tuple[str, ...]:
        """The files of the stories at the top, in their order."""
        return (*((self.lead,) if self.lead else ()), *self.seconds)


NO_ORDER = Order()
"""What is wanted of a front of which editors say nothing."""


@dataclass(frozen=True)
class Orders(Query):
    """The orders of editors for the fronts of an edition, by their names."""

    edition: Edition
    typography: Typography

    def value(self, key: str) -> Order:
        """Return the order for a front."""
        return self._all.orders.get(key, NO_ORDER)

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with the front files."""
        return self._all.faults

    @property
    def links(self) -> list[tuple[str, int, str]]:
        """The links of announcements that are shown: file, line and address of each."""
        return self._all.links

    def pictured_places(self, path: str) -> tuple[PicturedPlace, ...]:
        """Return the places at which the picture of the story of a file is shown."""
        return tuple(self._all.pictured.get(path, ()))

    @cached_property
    def _all(self) -> _Read:
        paths, read = front_files_in(self.edition.content), _Read()
        if not paths:
            return read
        # A paper without such files needs no reader of them, which takes long to load.
        from broadsheet.fronts.front_reading import read_front_files

        files, faults = read_front_files(self.edition.content, paths)
        read.faults.extend(faults)
        for file in files:
            reading = _Reading(file, self.edition, self.typography)
            read.orders[file.name] = reading.order()
            read.faults.extend(reading.faults)
            read.links.extend(reading.links)
            for path, place in reading.pictured:
                read.pictured.setdefault(path, []).append(place)
        return read


@dataclass(frozen=True)
class PicturedPlaces(Query):
    """The places at which the layouts that editors chose show pictures."""

    orders: Orders

    def value(self, key: str) -> tuple[PicturedPlace, ...]:
        """Return those of the story of a file."""
        return self.orders.pictured_places(key)


@dataclass(frozen=True)
class _Read:
    """What the front files of an edition say, see `Orders`."""

    orders: dict[str, Order] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    links: list[tuple[str, int, str]] = field(default_factory=list)
    pictured: dict[str, list[PicturedPlace]] = field(default_factory=dict)


@dataclass
class _Reading:
    """Reads one front file.

    told: the stories that have their place, or a link below the lead. lines: of those with a place.
    """

    file: FrontFile
    edition: Edition
    typography: Typography
    faults: list[Fault] = field(default_factory=list)
    links: list[tuple[str, int, str]] = field(default_factory=list)
    wordings: dict[str, Wording] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    lines: dict[str, int] = field(default_factory=dict)
    pictured: list[tuple[str, PicturedPlace]] = field(default_factory=list)

    def order(self) -> Order:
        says = self.file.says
        self._check_name()
        lead = self._pinned(says.lead, "lead") if says.lead else None
        if lead and says.layout == "major":
            self._note_picture(lead, says.layout)
        below = says.lead.below if says.lead and lead else ()
        return Order(
            layout=says.layout,
            announcement=self._announcement(),
            lead=lead,
            below=tuple(self._linked(below)),
            seconds=self._all_pinned(says.seconds, "seconds"),
            blocks=tuple(self._blocks()),
            wordings=tuple(sorted(self.wordings.items())),
        )

    def _check_name(self) -> None:
        slugs = [section.slug for section in self.edition.sections]
        if self.file.name not in (HOME, *slugs):
            what = f"no section has the slug “{self.file.name}”"
            files = [front_path(name).rpartition("/")[2] for name in (HOME, *slugs)]
            self._tell(0, what, choose_from(self.file.path.rpartition("/")[2], files))

    def _all_pinned(self, stories: Iterable[FrontStory], *keys: str | int) -> tuple[str, ...]:
        found = (self._pinned(each, *keys, number) for number, each in enumerate(stories))
        return tuple(path for path in found if path)

    def _pinned(self, wish: FrontStory, *keys: str | int) -> str | None:
        """Return the file of a story that is to stand at a place, None where it does not.

        keys: of the place in the file.
        """
        line = self.file.source.line(*keys, "story")
        is_its_time = self._is_known(wish.story, line) and self._is_its_time(wish, *keys)
        path = self._placed(wish.story, line) if is_its_time else None
        if path:
            self.lines[path] = line
            self._word(path, wish, *keys)
        return path

    def _note_picture(self, path: str, layout: str) -> None:
        """Note that a layout shows the picture of a story."""
        picture = self.wordings.get(path, Wording()).picture
        place = PicturedPlace(self.file.path, self.lines[path], layout, picture)
        self.pictured.append((path, place))

    def _is_its_time(self, wish: FrontStory, *keys: str | int) -> bool:
        """Say whether a story is to stand at its place at the moment of the build."""
        zone, now = self.edition.site.zone, self.edition.now
        begins = placed(wish.begins, zone) if wish.begins else now
        ends = placed(wish.until, zone) if wish.until else None
        if ends and wish.begins and ends <= begins:
            line = self.file.source.line(*keys, "until")
            self._tell(line, OVER_BEFORE_IT_BEGINS, "write a moment after `from`")
        elif ends and ends <= now:
            self._tell_over(f"the time of {wish.story} at this place is over", *keys, "until")
        return begins <= now and (ends is None or now < ends)

    def _placed(self, path: str, line: int) -> str | None:
        """Return the file of a story that gets a place, None for one that cannot have it."""
        if not self._is_seen(path, line):
            return None
        if path in self.told:
            self._tell(line, f"{path} has a place on this front already", "take one of them out")
            return None
        self.told.add(path)
        return path

    def _linked(self, paths: Iterable[str]) -> Iterator[str]:
        for number, path in enumerate(paths):
            line = self.file.source.line("lead", "below", number)
            if self._is_known(path, line) and (found := self._placed(path, line)):
                yield found

    def _word(self, path: str, wish: FrontStory, *keys: str | int) -> None:
        lang = self.edition.by_path[path].lang

        def as_set(text: str | None) -> str | None:
            return str(self.typography.text(text, lang)) if text else None

        picture = self._picture(path, wish.picture, *keys) if wish.picture else None
        wording = Wording(as_set(wish.headline), as_set(wish.standfirst), picture)
        if wording != Wording():
            self.wordings[path] = wording

    def _picture(self, path: str, wish: str, *keys: str | int) -> str | None:
        """Return the file of the picture that a front shows of a story, None for a wrong one.

        It is one of the story's own, whose credit and rights have been looked at there.
        """
        story, body = self.edition.by_path[path], self.edition.loaded.body(path)
        meant = {file for use in pictures_of(story, body) for file in files_of(use, path)}
        shown = sorted(each for each in meant if (self.edition.content / each).is_file())
        named = wish.lstrip("/")
        if named in shown:
            return named
        line = self.file.source.line(*keys, "picture")
        mend = choose_from(named, shown) if shown else "take it out: the story shows no picture"
        self._tell(line, f"{path} does not show the picture {wish}", mend)
        return None

    def _is_known(self, path: str, line: int) -> bool:
        """Say whether there is a story of this file; tell where there is none."""
        known = self._all_paths
        if path not in known and path not in self.edition.loaded.faulty:  # that is told there
            mend, gravity = self._unless_skipped(self._meant(path))
            self._tell(line, f"there is no story {path}", mend, gravity)
        return path in known

    @cached_property
    def _all_paths(self) -> frozenset[str]:
        return frozenset(story.path for story in self.edition.loaded.stories)

    def _is_seen(self, path: str, line: int) -> bool:
        """Say whether readers can see a story that there is; tell where they cannot."""
        edition = self.edition
        if path in edition.by_path:
            return True
        if path in edition.withdrawn:
            what, mend = f"{path} was withdrawn", "take it out"
        else:
            what = f"readers cannot see {path}: it is a draft, or its moment has not come"
            mend = "take it out, or give the place a `from`"
        self._tell(line, what, *self._unless_skipped(mend))
        return False

    def _unless_skipped(self, mend: str) -> tuple[str, Gravity]:
        """Return the advice for a story that is not there to be seen, and how grave that is."""
        if self.file.says.missing == "skip":
            return mend, Gravity.ADVICE
        return f"{mend}, or write `missing: skip` above", Gravity.WRONG

    def _meant(self, path: str) -> str:
        """Return as advice the file of the story that may be meant: by its slug, or its name.

        One that readers cannot see would only be the next fault.
        """
        stories = self.edition.stories
        by_name = {_name_of(each.path): each.path for each in reversed(stories)}
        by_name |= {each.slug: each.path for each in reversed(stories)}
        near = nearest(_name_of(path), by_name)
        meant = by_name.get(_name_of(path)) or (by_name[near] if near else None)
        return f"write `{meant}`" if meant else "name the story's file, such as articles/harbour.md"

    def _blocks(self) -> Iterator[BlockOrder]:
        known, told = self.edition.section_keys, set[str]()
        for number, wish in enumerate(self.file.says.blocks):
            line = self.file.source.line("blocks", number, "section")
            section = known.get(key_of(wish.section))
            if section is None:
                names = [each.name for each in self.edition.sections]
                what = f"there is no section “{wish.section}”"
                self._tell(line, what, choose_from(wish.section, names))
            elif section.slug in told:
                self._tell(line, f"the section {section.name} stands here twice", "take one out")
            else:
                told.add(section.slug)
                # Those of a section that is not shown have no place, and may stand elsewhere.
                wished = wish.stories if wish.shown else ()
                stories = self._all_pinned(wished, "blocks", number, "stories")
                layout = wish.layout or ""
                pictured = stories if layout == "row" else stories[: BIG_STORIES.get(layout, 0)]
                for path in pictured:
                    self._note_picture(path, layout)
                yield BlockOrder(section.slug, wish.layout, stories, wish.shown)

    def _announcement(self) -> AnnouncementView | None:
        wish, site = self.file.says.announcement, self.edition.site
        if wish and is_over_before_it_begins(wish, site.zone):
            line = self.file.source.line("announcement", "until")
            self._tell(line, OVER_BEFORE_IT_BEGINS, "write a moment after `from`")
        elif wish and wish.stops(site.zone) <= self.edition.now:
            self._tell_over("the time of this announcement is over", "announcement", "until")
        if wish is None or due((wish,), self.edition.now, site.zone) is None:
            return None
        plain, link = self.typography.plain, wish.link
        if link:
            line = self.file.source.line("announcement", "link")
            self.links.append((self.file.path, line, link.url))
        url = printed_address(link.url, self.edition.addresses) if link else ""
        return AnnouncementView(plain(wish.text), Link(plain(link.name), url) if link else None)

    def _tell_over(self, what: str, *keys: str | int) -> None:
        """Advise to take out what has had its time. keys: of its end."""
        file, line = self.file.path, self.file.source.line(*keys)
        self.faults.append(
            Fault(file, line, what, "take it out", Gravity.ADVICE, kind="place-over")
        )

    def _tell(self, line: int, what: str, mend: str, gravity: Gravity = Gravity.WRONG) -> None:
        self.faults.append(Fault(self.file.path, line, what, mend, gravity, kind="front-file"))


def _name_of(path: str) -> str:
    """Return the name of a story's file, or the last word of an address."""
    return path.strip("/").rpartition("/")[2].removesuffix(".md")
