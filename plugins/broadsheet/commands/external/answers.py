"""Answers: what other sites said of addresses, and the cache that keeps it for some days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from broadsheet.incremental.whole_files import write_whole
from broadsheet.site.settings import Settings

NAME = "external-links.json"


class Answer(msgspec.Struct, frozen=True):
    """What came of asking for an address.

    problem, mend: what is wrong with it and what to do, in plain words; "" where it leads
    somewhere. moved: the address to which the site leads for good, "" if there is none. is_lasting:
    whether asking again soon would give the same.
    """

    problem: str = ""
    mend: str = ""
    moved: str = ""
    is_lasting: bool = True


class Kept(msgspec.Struct, frozen=True):
    """An answer, and when it was given."""

    asked: datetime
    answer: Answer


class AnswerCache:
    """Keeps lasting answers in a file for some days.

    A file that is damaged, or of another version, counts as empty.
    """

    def __init__(self, file: Path, now: datetime, days: float) -> None:
        self._file, self._now = file, now
        oldest = now - timedelta(days=days)
        self._kept = {
            address: kept for address, kept in _read(file).items() if oldest < kept.asked <= now
        }

    @classmethod
    def of(cls, settings: Settings, now: datetime, days: float) -> AnswerCache:
        """Return that of a paper, in CACHE_PATH."""
        return cls(Path(settings["CACHE_PATH"], NAME), now, days)

    def known(self, addresses: Collection[str]) -> dict[str, Answer]:
        """Return the answers that need not be asked for."""
        kept = self._kept
        return {address: kept[address].answer for address in addresses if address in kept}

    def note(self, address: str, answer: Answer) -> None:
        """Keep an answer, if it is a lasting one; `write` puts it on the disk."""
        if answer.is_lasting:
            self._kept[address] = Kept(self._now, answer)

    def write(self) -> None:
        """Write the file, all of it or none; raise OSError where the disk does not let us."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        kept = msgspec.json.encode(dict(sorted(self._kept.items())))
        write_whole(self._file, msgspec.json.format(kept))


def _read(file: Path) -> dict[str, Kept]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Kept])
    except (FileNotFoundError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
