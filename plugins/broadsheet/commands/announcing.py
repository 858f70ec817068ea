"""Announcing: those who asked for it are told which addresses have changed for readers.

What readers see and what each announcer was told of it lie beside the store, as digests by
addresses. What differs is told; so what could not be sent is sent the next time, by itself. A page
that names another style, and is the same for the rest, has not changed for anybody who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from time import monotonic

import msgspec
from msgspec import Struct, field

from broadsheet.build.plan import Plan
from broadsheet.commands.edition_lists import listed_digest, listed_digests
from broadsheet.commands.publish import Destination
from broadsheet.commands.settings_file import newspaper
from broadsheet.incremental.digests import digest
from broadsheet.incremental.locks import Busy, held
from broadsheet.incremental.whole_files import write_whole
from broadsheet.plan.announcing import Announcer, Refused
from broadsheet.plan.capabilities import capabilities_of, feeds_of
from broadsheet.plan.capability import Capability
from broadsheet.reporting.counting import count
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import printable
from broadsheet.site.addresses import Addresses
from broadsheet.site.lasting_names import without_marks_of_theme
from broadsheet.site.outputs import FEED
from broadsheet.site.own_links import file_at
from broadsheet.site.settings import Settings, read_site

ENDING = ".told"
"""That of the name of the file."""

_LONGEST = 200  # signs of what somebody else's server says

Digests = dict[str, str]
"""Digests by the paths of addresses, "" for one at which nothing is any more."""


class Told(Struct):
    """What an announcer was told.

    now: what readers see; told: what they saw when it was told; both without the names of styles.
    files: the digests of the files behind `now`, of which those that stay are not read again.
    """

    now: Digests = field(default_factory=dict)
    told: Digests = field(default_factory=dict)
    files: Digests = field(default_factory=dict)

    @property
    def due(self) -> list[str]:
        """The addresses that have changed since."""
        return sorted(at for at, of in self.now.items() if of != self.told.get(at, ""))

    def see(self, public: Mapping[str, str], read: Callable[[str], str]) -> None:
        """Keep what readers see now; an address that was public is known to be gone.

        public: the digests of the files at addresses; read: returns that of what readers see there.
        """
        known = {at: self.now.get(at, "") for at, of in public.items() if self.files.get(at) == of}
        found = {at: known.get(at) or read(at) for at in public}
        self.now = {**dict.fromkeys(self.now, ""), **found}
        self.files = dict(public)

    def hear(self, addresses: Iterable[str]) -> None:
        """Keep that it was told what readers see at addresses; what is gone is forgotten then."""
        self.told.update((at, self.now[at]) for at in addresses)
        gone = {at for at, of in self.now.items() if not of and not self.told.get(at, "")}
        self.now = {at: of for at, of in self.now.items() if at not in gone}
        self.told = {at: of for at, of in self.told.items() if at not in gone}


class Announcements(Struct, frozen=True):
    """Who is told of the changes of a site, and the file of what they were told.

    patience: for how many seconds each of them may hold the publication up.
    """

    file: Path
    announcers: Sequence[Announcer]
    addresses: Addresses | None
    patience: float = 60

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
        self,
        plan: Plan,
        folder: Path,
        files: Mapping[str, bytes],
        before: Callable[[], Mapping[str, str] | None],
    ) -> None:
        """Keep what readers see of an edition.

        files: the digests of its files, by their paths in a folder; before: returns those of the
        edition before it, None where they are not known. An announcer that is new hears what this
        edition changes against that.
        """
        if not self.announcers:
            return
        listed = listed_digests(files)

        def read(at: str) -> str:
            return _digest_without_style(folder / str(file_at(at, listed)))

        with self._alone():
            known = self._read()
            for who in self.announcers:
                public = _public(plan, who.tells, listed)
                is_new = who.name not in known
                told = known.setdefault(who.name, Told())
                told.see(public, read)
                if is_new:
                    told.hear(_unchanged(public, before()))
            self._write(known)

    def note_older(self, files: Mapping[str, str] | None) -> None:
        """Keep what readers see of an older edition. files: None where they are not known."""
        if files is None or not self.announcers:
            return
        with self._alone():
            known = self._read()
            for told in known.values():
                public = _at(told.now, files)
                told.see(public, public.__getitem__)
            self._write(known)

    def send(self) -> Iterator[str]:
        """Tell all what is due; yield in words what came of it. It never fails."""
        if not self.announcers:
            return
        try:
            with self._alone():
                known = self._read()
                for who in self.announcers:
                    if who.name in known:
                        keep = partial(self._write, known)
                        yield from self._tell(who, known[who.name], keep)
        except (OSError, Busy) as error:
            yield f"what was told could not be kept, and is told again: {error}"

    def _tell(self, who: Announcer, told: Told, keep: Callable[[], None]) -> Iterator[str]:
        """Tell one what is due; yield in words what came of it.

        keep: called after each message, so that whoever is stopped in the midst of thousands goes
        on from there. A message that is refused holds no other up.
        """
        ends, due = monotonic() + self.patience, told.due
        taken, refused = list[str](), list[str]()
        failure: OSError | None = None
        for first in range(0, len(due), who.most):
            batch = due[first : first + who.most]
            try:
                who.send([self._url(at) for at in batch], self._left(ends))
            except Refused as error:
                refused += batch
                failure = error
                continue
            except OSError as error:
                failure = error
                break
            taken += batch
            told.hear(batch)
            keep()
        if taken:
            yield f"{who.name} was told of {_count(taken, who)}"
        if failure is None:
            return
        # Whoever takes other messages and not these has no such addresses any more.
        if taken and (gone := [at for at in refused if not told.now[at]]):
            told.hear(gone)
            keep()
            yield f"{who.name} would not hear of {_count(gone, who)}, gone by now, and need not"
        if left := told.due:
            why = printable(str(failure))[:_LONGEST]
            again = "the next publication tries again, or run `broadsheet pings`"
            yield f"{who.name} was not told of {_count(left, who)}: {why} ({again})"

    def _left(self, ends: float) -> float:
        """Return the seconds that are left; raise TimeoutError where there are none."""
        if (left := ends - monotonic()) <= 0:
            raise TimeoutError(f"it took longer than {self.patience:g} seconds")
        return left

    def _url(self, path: str) -> str:
        assert self.addresses is not None  # noqa: S101 - without a site there are no announcers
        return self.addresses.absolute(self.addresses.site_url(path))

    def _read(self) -> dict[str, Told]:
        """Return what each was told; nothing where that is damaged, so that all begins anew."""
        try:
            return _decode(self.file.read_bytes())
        except (OSError, msgspec.MsgspecError):
            return {}

    def _alone(self) -> AbstractContextManager[None]:
        """Keep other commands from the file: one would forget what the other was told."""
        return held(Path(f"{self.file}.lock"), lambda: None)

    def _write(self, known: dict[str, Told]) -> None:
        write_whole(self.file, _encode(known))


def tell_of_older(settings_file: Path, to: Destination) -> Iterator[str]:
    """Tell what has changed for readers who were taken back; yield in words what came of it.

    It never fails: readers have their edition already.
    """
    try:
        settings = newspaper(str(settings_file)).settings
        announcements = Announcements.of(settings, capabilities_of(settings))
        current = to.place.look().current
        files = to.place.files_of(current) if current else None
        announcements.note_older(files.own if files else None)
        yield from announcements.send()
    except (BroadsheetError, OSError) as error:
        yield f"nobody was told of what has changed: {error}"


def _count(addresses: Sequence[str], who: Announcer) -> str:
    return count(addresses, f"changed {who.tells[:-1]}")


def _public(plan: Plan, tells: str, listed: Mapping[str, str]) -> Digests:
    """Return what readers see of what somebody is told of: never what is hidden."""
    return _at(_paths(plan, tells), listed)


def _at(paths: Iterable[str], files: Mapping[str, str]) -> Digests:
    """Return the digests of what readers see at the paths of addresses. files: by their paths."""
    found = ((at, file_at(at, files)) for at in paths)
    return {at: files[file] for at, file in found if file is not None}


def _paths(plan: Plan, tells: str) -> Iterable[str]:
    listings = (each for of in plan.site_plan.listings.values() for each in of)
    if tells == "feeds":
        return sorted(each.path for each in listings if each.kind == FEED)
    return sorted(each.path for each in listings if each.indexable)


def _unchanged(public: Digests, before: Mapping[str, str] | None) -> list[str]:
    """Return the addresses at which readers saw the same before; all, where that is not known."""
    seen = public if before is None else _at(public, before)
    return [at for at, of in public.items() if seen.get(at) == of]


def _digest_without_style(file: Path) -> str:
    return listed_digest(digest(without_marks_of_theme(file.read_bytes())))


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(dict[str, Told]).decode
