"""Announcing: those who asked for it are told which addresses have changed for readers.

What readers see and what each announcer was told of it lie beside the store, as digests by
addresses. What differs is told; so what could not be sent is sent the next time, by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct, field

from broadsheet.build.known_addresses import feeds_in
from broadsheet.build.plan import Plan
from broadsheet.commands.edition_lists import listed_digests
from broadsheet.commands.publish import Destination
from broadsheet.commands.settings_file import newspaper
from broadsheet.incremental.whole_files import write_whole
from broadsheet.plan.announcing import Announcer
from broadsheet.plan.capabilities import capabilities_of, feeds_of
from broadsheet.plan.capability import Capability
from broadsheet.reporting.counting import count
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.site.addresses import Addresses
from broadsheet.site.own_links import file_at
from broadsheet.site.settings import Settings, read_site

ENDING = ".told"
"""That of the name of the file."""

Digests = dict[str, str]
"""Digests by the paths of addresses, "" for one at which nothing is any more."""


class Told(Struct):
    """What an announcer was told. now: what readers see; told: what they saw when it was told."""

    now: Digests = field(default_factory=dict)
    told: Digests = field(default_factory=dict)

    @property
    def due(self) -> list[str]:
        """The addresses that have changed since."""
        return sorted(at for at, of in self.now.items() if of != self.told.get(at, ""))

    def see(self, public: Mapping[str, str]) -> None:
        """Keep what readers see now; an address that was public is known to be gone."""
        self.now = {**dict.fromkeys(self.now, ""), **public}


class Announcements(Struct, frozen=True):
    """Who is told of the changes of a site, and the file of what they were told."""

    file: Path
    announcers: Sequence[Announcer]
    addresses: Addresses | None

    @classmethod
    def of(cls, settings: Settings, capabilities: Sequence[Capability]) -> Announcements:
        """Return those of the site that settings publish."""
        site, _ = read_site(settings)
        name = Path(settings["OUTPUT_PATH"]).name or "output"
        feeds = feeds_of(capabilities)
        who = [one for each in capabilities for one in each.announcers(site, feeds)] if site else []
        addresses = Addresses(site) if site else None
        return cls(Path(settings["CACHE_PATH"], f"{name}{ENDING}"), who, addresses)

    def note(
        self, plan: Plan, files: Mapping[str, bytes], before: Callable[[], Mapping[str, str] | None]
    ) -> None:
        """Keep what readers see of a new edition.

        files: the digests of its files; before: returns those of the edition before it, None where
        they are not known. An announcer that is new hears what this edition changes against that.
        """
        if not self.announcers:
            return
        listed, known = listed_digests(files), self._read()
        for who in self.announcers:
            public = _public(plan, who.tells, listed)
            told = known.get(who.name)
            if told is None:
                told = known[who.name] = Told(told=_told_before(public, before()))
            told.see(public)
        self._write(known)

    def note_older(self, files: Mapping[str, str] | None) -> None:
        """Keep what readers see of an older edition. files: None where they are not known."""
        if files is None:
            return
        known = self._read()
        for told in known.values():
            told.see(_at(told.now, files))
        self._write(known)

    def send(self) -> list[str]:
        """Tell all what is due; return in words what came of it. It never fails."""
        known, lines = self._read(), []
        for who in self.announcers:
            told = known.get(who.name)
            if told is not None and told.due:
                lines.append(self._tell(who, told))
        if lines:
            try:
                self._write(known)
            except OSError as error:
                lines.append(f"what was told could not be kept, and is told again: {error}")
        return lines

    def _tell(self, who: Announcer, told: Told) -> str:
        due = iter(told.due)
        number = 0
        while batch := list(islice(due, who.most)):
            try:
                who.send([self._url(at) for at in batch])
            except OSError as error:
                left = count(told.due, f"changed {who.tells[:-1]}")
                again = "the next publication tries again, or run `broadsheet pings`"
                return f"{who.name} was not told of {left}: {error} ({again})"
            told.told.update((at, told.now[at]) for at in batch)
            number += len(batch)
        return f"{who.name} was told of {count(range(number), f'changed {who.tells[:-1]}')}"

    def _url(self, path: str) -> str:
        assert self.addresses is not None  # noqa: S101 - without a site there are no announcers
        return self.addresses.absolute(self.addresses.site_url(path))

    def _read(self) -> dict[str, Told]:
        """Return what each was told; nothing where that is damaged, so that all begins anew."""
        try:
            return _decode(self.file.read_bytes())
        except (OSError, msgspec.MsgspecError):
            return {}

    def _write(self, known: dict[str, Told]) -> None:
        if known:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.file, _encode(known))


def tell_of_older(settings_file: Path, to: Destination) -> list[str]:
    """Tell what has changed for readers who were taken back; return in words what came of it.

    It never fails: readers have their edition already.
    """
    try:
        settings = newspaper(str(settings_file)).settings
        announcements = Announcements.of(settings, capabilities_of(settings))
        current = to.place.look().current
        announcements.note_older(to.place.files_of(current) if current else None)
        return announcements.send()
    except (BroadsheetError, OSError) as error:
        return [f"nobody was told of what has changed: {error}"]


def _public(plan: Plan, tells: str, listed: Mapping[str, str]) -> Digests:
    """Return what readers see of what somebody is told of: never what is hidden."""
    return _at(_paths(plan, tells), listed)


def _at(paths: Iterable[str], files: Mapping[str, str]) -> Digests:
    """Return the digests of what readers see at the paths of addresses. files: by their paths."""
    found = ((at, file_at(at, files)) for at in paths)
    return {at: files[file] for at, file in found if file is not None}


def _paths(plan: Plan, tells: str) -> Iterable[str]:
    if tells == "feeds":
        feeds = feeds_in(plan.site_plan, plan.edition)
        return sorted(at for paths in feeds.values() for at in paths)
    listings = (each for of in plan.site_plan.listings.values() for each in of)
    return sorted(each.path for each in listings if each.indexable and not each.leads_to)


def _told_before(public: Digests, before: Mapping[str, str] | None) -> Digests:
    if before is None:
        return dict(public)
    return _at(public, before)


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(dict[str, Told]).decode
