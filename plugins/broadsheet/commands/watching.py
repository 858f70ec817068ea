"""Watching: notices saves in folders and files, which may come, go and be replaced.

The system reports saves in folders. It knows a folder by its inode and not by its name, and so
reports nothing after the folder was moved away or replaced. So the identity of each folder is also
checked five times a second, and so is the state of the few single files. A file that an editor
replaces counts like one that it writes to.
"""

from __future__ import annotations

import asyncio
import logging
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct
from watchfiles import Change, DefaultFilter, watch

logger = logging.getLogger(__name__)

_LOOK = 200  # milliseconds between two looks
_TOGETHER = 50  # milliseconds within which saves count as one
_AGAIN = 1.0  # seconds until the next attempt to watch what cannot be watched
_MANY = 1000  # files saved at once; of so many the system may have dropped some


class Places(Struct, frozen=True):
    """What is watched. Nothing of it need exist.

    folders: of sources, watched with all that lies in them; code: of the program, likewise.
    files: single ones. ignored: files and folders of which nothing is told, whatever they lie in.
    """

    folders: frozenset[Path] = frozenset()
    code: frozenset[Path] = frozenset()
    files: frozenset[Path] = frozenset()
    ignored: frozenset[Path] = frozenset()

    def seen(self) -> dict[Path, tuple[int, ...]]:
        """Return for each folder which one it is, and for each file its state, () where it is not.

        A file's state changes with each save, and with each file that takes its place.
        """
        found = {file: _stat(file) for file in self.files}
        states = {
            file: (of.st_dev, of.st_ino, of.st_size, of.st_mtime_ns, of.st_ctime_ns) if of else ()
            for file, of in found.items()
        }
        return states | {folder: _identity(folder) for folder in self.folders | self.code}


def _identity(folder: Path) -> tuple[int, ...]:
    found = _stat(folder)
    return (found.st_dev, found.st_ino) if found and stat.S_ISDIR(found.st_mode) else ()


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (OSError, ValueError):  # not there, behind a disk that is away, or no name at all
        return None


@dataclass
class Watcher:
    """Notices what is saved. ending: set when there is nothing more to wait for.

    trouble: why saves are not noticed at present, "" where they are.
    """

    ending: asyncio.Event
    places: Places = field(default_factory=Places)
    trouble: str = ""
    _seen: dict[Path, tuple[int, ...]] = field(default_factory=dict)
    _early: set[Path] = field(default_factory=set)
    _saves: Iterator[set[tuple[Change, str]]] | None = None
    _is_told: DefaultFilter = field(default_factory=DefaultFilter)

    def look_at(self, places: Places) -> None:
        """Watch other places, or the same ones afresh; saves from now on will be noticed."""
        self.close()
        # Before the system watches: what is replaced in between differs at the next look.
        self.places, self._seen = places, places.seen()
        self._begin()

    def wait(self) -> frozenset[Path]:
        """Return what has been saved, as soon as there is something; nothing after a while.

        A folder that is gone, has come back or is another one counts as saved itself, and so does
        one of which it is not sure that all saves have been noticed.
        """
        saved = self._noticed()
        if len(saved) > _MANY:
            saved |= self.places.folders
        seen = self.places.seen()
        saved |= {path for path, state in seen.items() if state != self._seen.get(path)}
        self._seen = seen
        return frozenset(filter(self._is_heeded, saved))

    def close(self) -> None:
        """Watch nothing any more."""
        saves, self._saves = self._saves, None
        close = getattr(saves, "close", None)
        if close:
            close()

    def _begin(self) -> None:
        there = [folder for folder in self.places.folders | self.places.code if folder.is_dir()]
        try:
            self._saves = watch(
                *sorted(there),
                watch_filter=None,  # what is filtered out there would keep us from looking
                debounce=_TOGETHER,
                step=_TOGETHER // 5,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
                stop_event=self.ending,
                ignore_permission_denied=True,
            )
            self._early = self._next()  # with which the system begins to watch
        except Exception as error:  # whatever it is, it is told, and tried again
            self._fail(error)
        else:
            self.trouble = ""

    def _noticed(self) -> set[Path]:
        if self._saves is None:
            time.sleep(_AGAIN)
            self._begin()
            return set() if self.trouble else set(self.places.folders)
        early, self._early = self._early, set()
        try:
            return early or self._next()
        except Exception as error:
            self._fail(error)
            return set()

    def _next(self) -> set[Path]:
        changes = next(self._saves, set()) if self._saves else set()
        return {Path(path) for _, path in changes}

    def _fail(self, error: Exception) -> None:
        logger.debug("watching failed", exc_info=error)
        self.close()
        self.trouble = f"saves are not noticed: {error} (trying again every second)"

    def _is_heeded(self, path: Path) -> bool:
        """Say whether a save matters: not one of an editor's own files, or of our output."""
        if path in self._seen:
            return True
        is_ours = self.places.ignored.intersection((path, *path.parents))
        return not is_ours and self._is_told(Change.modified, str(path))
