"""Editions: reads the state of a target, and decides what to change. Nothing here touches a disk.

A target holds `editions/NAME/` for each edition and its list (`edition_lists.py`), the symbolic
link `current` that the web server follows, and, if readers are held at an edition, the file `held`.
Entries of `editions` whose names are not those of editions are not ours: they are neither counted
nor deleted.
"""

from __future__ import annotations

import posixpath
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from broadsheet.commands.edition_lists import Changes, EditionFiles, changes_in
from broadsheet.incremental.digests import digest_of
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import nearest

EDITIONS, CURRENT, HELD = "editions", "current", "held"

PREVIOUS = ".previous"
"""The name, in `editions`, of the link to what readers had before."""

PARTIAL = ".partial"
"""The end of the name of an incomplete edition; such a name begins with a dot."""

_DIGEST = 8  # bytes of a digest in a name; a new edition is only compared with the last one
_WRITTEN = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(rf"\d{{8}}T\d{{6}}Z-[0-9a-f]{{{2 * _DIGEST}}}")
_EARLIER_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")


class CannotPublish(BroadsheetError):
    """Readers could not be given another edition; they still see the last one."""


class NoSpace(CannotPublish):
    """The disk of a target is full, or the share of it that we may use."""


def edition_name(files: Mapping[str, bytes], moment: datetime) -> str:
    """Return the name of an edition: the moment of its build and a digest of its files.

    files: the digests of the files, by their paths. moment: aware.
    """
    content = digest_of(sorted(files.items()))[:_DIGEST].hex()
    return f"{moment.astimezone(UTC):{_WRITTEN}}-{content}"


def moment_of(name: str) -> datetime | None:
    """Return the moment of an edition by its name, None where it is not the name of one."""
    if not (_NAME.fullmatch(name) or _EARLIER_NAME.fullmatch(name)):
        return None
    try:
        return datetime.strptime(name.partition("-")[0], _WRITTEN).replace(tzinfo=UTC)
    except ValueError:  # a thirteenth month
        return None


def date_of(name: str, zone: tzinfo, to_the_second: bool = False) -> str:
    """Return the date of an edition in words, in a time zone."""
    moment = moment_of(name)
    return moment_in_words(moment, zone, to_the_second) if moment else name


def moment_in_words(moment: datetime, zone: tzinfo, to_the_second: bool = False) -> str:
    """Return a moment as people at the desk are told it, in a time zone."""
    time = "%H:%M:%S" if to_the_second else "%H:%M"
    return f"{moment.astimezone(zone):%Y-%m-%d {time} %Z}"


def digest_in(name: str) -> str:
    """Return the digest of the files of an edition by its name."""
    return name.partition("-")[2]


def is_leftover(name: str) -> bool:
    """Say whether a name in `editions` is that of one of our incomplete editions."""
    return name.startswith(".") and name.endswith(PARTIAL) and "/" not in name


def hold_text(name: str, moment: datetime) -> str:
    """Return the text of the file `held`: the edition at which readers are held, and since when."""
    return f"{name} {moment.astimezone(UTC).isoformat(timespec='seconds')}"


class Keeping(Struct, frozen=True):
    """Which editions are kept: the last `number`, and those that are younger than `days`."""

    number: int = 5
    days: float = 0


@dataclass(frozen=True)
class TargetState:
    """What a target holds.

    whole: the names of complete editions, the oldest first. uncertain: the names of editions made
    by an earlier version, which uploaded under the final name, so that they may be incomplete.
    leftovers: the names of incomplete editions. current: the edition that readers see. previous:
    the one that they saw before it. held: the text of the file `held`, None if there is none.
    changes: what editions change against what readers saw before, by their names; those of which
    that is not known are left out.
    """

    whole: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    current: str | None = None
    previous: str | None = None
    held: str | None = None
    changes: Mapping[str, Changes] = field(default_factory=dict)

    def hold_in(self, zone: tzinfo) -> str:
        """Return the hold in words, with its moment in a time zone."""
        name, since = self._hold
        if name is None:
            return f"readers are held by the file `{HELD}`"
        moment = self.held_since
        told = moment_in_words(moment.astimezone(zone), zone) if moment else since
        return f"readers are held at {name}" + (f" since {told}" if told else "")

    @property
    def held_at(self) -> str | None:
        """The edition at which readers are held, None where the file `held` names none."""
        return self._hold[0]

    @property
    def held_since(self) -> datetime | None:
        """The moment since which they are, None where that file names none."""
        try:
            return datetime.fromisoformat(self._hold[1])
        except ValueError:  # written by hand
            return None

    @property
    def _hold(self) -> tuple[str | None, str]:
        """The edition in the file `held`, and what stands behind it."""
        name, _, since = (self.held or "").partition(" ")
        return (name, since) if moment_of(name) and since.isprintable() else (None, "")

    def shows(self, name: str) -> bool:
        """Say whether readers see the files of an edition, whenever it was built."""
        return self.current is not None and digest_in(self.current) == digest_in(name)

    def before_current(self) -> str | None:
        """Return the edition to go back to, None where there is none.

        That is the one that readers saw before this one; or, if that was built later (readers were
        taken back from it), the last one that was built before this one.
        """
        older = [name for name in self.whole if name < (self.current or "")]
        if self.previous in older:
            return self.previous
        return older[-1] if older else None

    def to_clear(self, newest: str, now: datetime, keeping: Keeping) -> tuple[str, ...]:
        """Return the names in `editions` to delete once `newest` is in place.

        Uncertain editions do not count among the kept ones, and go when there are enough whole
        editions. The edition in place and the one before it stay.
        """
        whole = sorted({*self.whole, newest})
        before = self.previous if newest == self.current else self.current
        kept = {newest, before, *whole[-keeping.number :]}
        if len(whole) < keeping.number:
            kept.update(self.uncertain)
        old = (
            name
            for name in (*whole, *self.uncertain)
            if name not in kept and not _is_younger(name, now, keeping.days)
        )
        return (*self.leftovers, *sorted(old))

    def find(self, name: str) -> str:
        """Return the name of an edition that was asked for; raise CannotPublish for another.

        name: the whole of it, or its digest.
        """
        names = sorted({*self.whole, *self.uncertain}, reverse=True)
        for each in names:
            if name in (each, digest_in(each)):
                return each
        if not names:
            raise CannotPublish(f"there is no edition {name}, nor any other")
        near = nearest(name, names)
        question = f" (did you mean {near}?)" if near else ""
        raise CannotPublish(f"there is no edition {name}{question}; there are {', '.join(names)}")


def _is_younger(name: str, now: datetime, days: float) -> bool:
    moment = moment_of(name)
    if moment is None:
        return False
    return max(0, (now - moment).total_seconds()) < days * 24 * 60 * 60  # 0 where a clock is wrong


def read_state(label: str, facts: Iterable[tuple[str, str]]) -> TargetState:
    """Return what a target holds from what was found there; raise CannotPublish if it is not ours.

    label: the target, for messages. facts: kinds and values. `obstacle`: the name of something
    that stands where something of another kind must be. `editions`: the real path of that folder,
    and `lying`: the name of a folder in it. `current` and `previous`: what these links say, and
    `shown`: the real path of the folder to which `current` leads. `held`: what that file says.
    `changes`: the name of an edition, and after a space the first line of its list.
    """
    found: dict[str, list[str]] = {}
    for kind, value in facts:
        found.setdefault(kind, []).append(value)
    for name in found.get("obstacle", ()):
        raise CannotPublish(_obstacle(label, name))

    def only(kind: str) -> str | None:
        return next(iter(found.get(kind, ())), None)

    current, previous = None, posixpath.basename(only("previous") or "")
    if (link := only("current")) is not None:
        current = _edition_behind(link, only("shown"), only("editions"))
        if current is None:
            raise CannotPublish(
                f"{label}/{CURRENT} leads to {link}, which is no edition of ours "
                "(publish to another folder, or delete that link)"
            )
    names = sorted(name for name in found.get("lying", ()) if moment_of(name))
    # An edition that readers see, or saw, was complete.
    whole = [name for name in names if _NAME.fullmatch(name) or name in (current, previous)]
    return TargetState(
        whole=tuple(whole),
        uncertain=tuple(name for name in names if name not in whole),
        leftovers=tuple(sorted(name for name in found.get("lying", ()) if is_leftover(name))),
        current=current if current in whole else None,
        previous=previous if previous in whole else None,
        held=only("held"),
        changes=dict(_changes(found.get("changes", ()), names)),
    )


def _changes(told: Iterable[str], names: Iterable[str]) -> Iterator[tuple[str, Changes]]:
    for name, _, line in (each.partition(" ") for each in told):
        if name in names and (changes := changes_in(line)):
            yield name, changes


def _obstacle(label: str, name: str) -> str:
    if name == CURRENT:
        what = f"{label}/{CURRENT} is no link"
    elif name == EDITIONS:
        what = f"{label}/{EDITIONS} is no folder"
    else:
        what = f"{label} is no folder"
    return f"{what} (publish to another folder, or move it away)"


def _edition_behind(link: str, shown: str | None, editions: str | None) -> str | None:
    """Return the name of the edition to which a link at the top of a target leads, else None."""
    if shown is not None and editions is not None:
        return posixpath.basename(shown) if posixpath.dirname(shown) == editions else None
    # The link is broken: its edition may have been deleted.
    path = posixpath.normpath(link)
    return posixpath.basename(path) if posixpath.dirname(path) == EDITIONS else None


def partial_name(name: str) -> str:
    """Return a unique name for an incomplete edition."""
    return f".{name}.{secrets.token_hex(4)}{PARTIAL}"


class Switch(Struct, frozen=True):
    """What is to be done in a target, in this order.

    hold: the new text of the file `held`. ends: the text of the hold to end; a hold with another
    text stays. partial: the name in `editions` of a partial edition, now complete, to rename to
    `to`. to: the edition that readers are to see, None to change nothing. clear: names in
    `editions` to delete.

    Without `hold`, an existing file `held` keeps readers where they are held.
    """

    to: str | None = None
    partial: str | None = None
    hold: str | None = None
    ends: str | None = None
    clear: tuple[str, ...] = ()


class Switched(Struct, frozen=True):
    """What a target holds after a switch. notes: what an operator should know of it."""

    state: TargetState
    notes: tuple[str, ...] = ()


class Place(Protocol):
    """Where editions lie: a folder of this machine, or of a server.

    Each of its methods raises CannotPublish where something stands in its way.
    """

    @property
    def label(self) -> str:
        """What people call it."""
        ...

    def look(self) -> TargetState:
        """Return what it holds."""
        ...

    def files_of(self, name: str) -> EditionFiles | None:
        """Return what the list of an edition says of its files; None where it has no list."""
        ...

    def bring(
        self,
        folder: Path,
        files: Mapping[str, bytes],
        name: str,
        state: TargetState,
        old: Sequence[str] = (),
    ) -> str:
        """Copy files of a folder into a partial edition, and return the name of that.

        files: the digests of the files, by their paths below the folder. name: of the edition to
        be. state: what the place holds; files that are there already need not be copied again. old:
        the paths of files of the edition that readers see, which this one is to have as well.
        """
        ...

    def switch(self, switch: Switch) -> Switched:
        """Do what a switch says; readers see the one edition or the other at any time.

        The list that a partial edition has brought along is put beside it first.
        """
        ...


def was_cleared(label: str) -> str:
    """Return what to say where somebody has deleted a partial edition that was nearly whole."""
    return f"{label}: somebody else has published there meanwhile (publish again)"
