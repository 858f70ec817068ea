"""Editions in a folder of this machine."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from broadsheet.commands.edition_lists import ARRIVING, EditionFiles, files_in, list_name
from broadsheet.commands.editions import (
    CURRENT,
    EDITIONS,
    HELD,
    PARTIAL,
    PREVIOUS,
    CannotPublish,
    NoSpace,
    Switch,
    Switched,
    TargetState,
    is_leftover,
    moment_of,
    partial_name,
    read_state,
    was_cleared,
)
from broadsheet.incremental.file_digests import file_digest

_LIST = ".*.files"
_READABLE, _FOLDER, _FILE = 0o444, 0o555, 0o666
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


class DiskPlace(Struct, frozen=True):
    """A `Place` on this machine; it does as server.sh does, and tells the same facts."""

    folder: Path

    @property
    def label(self) -> str:
        """The path of the folder."""
        return str(self.folder)

    def look(self) -> TargetState:
        """Return what it holds."""
        with self._errors_in_words():
            return read_state(self.label, list(self._facts()))

    def files_of(self, name: str) -> EditionFiles | None:
        """Return what the list of an edition says of its files; None where it has no list."""
        try:
            lines = self._edition_path(list_name(name)).read_text("ascii").splitlines()
        except (OSError, UnicodeError):
            return None
        _, own, old, *_ = (*lines, "", "", "")
        return files_in(own, old)

    def bring(
        self,
        folder: Path,
        files: Mapping[str, bytes],
        name: str,
        state: TargetState,
        old: Sequence[str] = (),
    ) -> str:
        """Copy files to a partial edition, and return its name.

        One that is as in the last edition gets a second name, as rsync does it: an edition then
        takes the room of what has changed.
        """
        partial = partial_name(name)
        last = state.current or state.before_current()
        with self._errors_in_words():
            try:
                self._copy(
                    folder,
                    files,
                    self._edition_path(partial),
                    self._edition_path(last) if last else None,
                )
                if state.current:
                    _keep(old, self._edition_path(state.current), self._edition_path(partial))
            except BaseException as error:  # Ctrl+C as well
                shutil.rmtree(self._edition_path(partial), ignore_errors=True)
                if isinstance(error, OSError) and error.errno in _FULL:
                    tuple(self._clear(state.leftovers))
                raise
        return partial

    def switch(self, switch: Switch) -> Switched:
        """Do what a switch says."""
        notes: tuple[str, ...] = ()
        with self._errors_in_words():
            if switch.partial and not self._edition_path(switch.partial).is_dir():
                raise CannotPublish(was_cleared(self.label))
            if switch.hold is not None:
                self._hold(switch.hold)
            elif switch.ends is not None and self._held() == switch.ends:
                (self.folder / HELD).unlink()
            own = (switch.partial,) if switch.partial else ()
            if switch.hold is None and self._held() is not None:
                notes = tuple(self._clear(own))
            else:
                if switch.partial and switch.to and not self._edition_path(switch.to).is_dir():
                    with suppress(FileNotFoundError):
                        arriving = self._edition_path(switch.partial) / ARRIVING
                        arriving.replace(self._edition_path(list_name(switch.to)))
                    self._edition_path(switch.partial).rename(self._edition_path(switch.to))
                if switch.to:
                    self._switch_link(switch.to, switch.hold)
                notes = tuple(self._clear((*own, *switch.clear)))
        return Switched(self.look(), notes)

    def _facts(self) -> Iterator[tuple[str, str]]:
        if not os.path.lexists(self.folder):
            return
        if not self.folder.is_dir():
            yield "obstacle", "."
            return
        current, editions = self.folder / CURRENT, self.folder / EDITIONS
        if current.is_symlink():
            yield "current", str(current.readlink())
            if current.is_dir():
                yield "shown", os.path.realpath(current)
        elif current.exists():
            yield "obstacle", CURRENT
        if editions.is_dir():
            yield "editions", os.path.realpath(editions)
            for each in sorted(os.scandir(editions), key=lambda each: each.name):
                if each.is_dir(follow_symlinks=False):
                    yield "lying", each.name
            for name, file in self._lists():
                with suppress(OSError), file.open("rb") as listed:
                    yield "changes", f"{name} {listed.readline().decode('ascii', 'replace')}"
        elif os.path.lexists(editions):
            yield "obstacle", EDITIONS
        if self._edition_path(PREVIOUS).is_symlink():
            yield "previous", str(self._edition_path(PREVIOUS).readlink())
        held = self._held()
        if held is not None:
            yield "held", held

    def _edition_path(self, name: str) -> Path:
        return self.folder / EDITIONS / name

    def _lists(self) -> Iterator[tuple[str, Path]]:
        """Yield the lists in `editions`, each with the name of its edition."""
        for file in sorted((self.folder / EDITIONS).glob(_LIST)):
            yield file.name.removeprefix(".").removesuffix(".files"), file

    def _copy(
        self, folder: Path, files: Mapping[str, bytes], edition: Path, last: Path | None
    ) -> None:
        _make_readable(edition)
        with suppress(PermissionError):  # somebody else's, who has seen to it
            _open_to_readers(edition.parent, _FOLDER)
        made = {""}
        for path, digest in sorted(files.items()):  # texts, since an archive has many files
            place, parent = f"{edition}/{path}", path.rpartition("/")[0]
            if parent not in made:
                _make_readable(edition / parent)
                made.add(parent)
            if last is not None and digest != b"" and _is_same(f"{last}/{path}", digest):
                with suppress(OSError):  # a disk without second names, or with too many of it
                    os.link(f"{last}/{path}", place)
                    continue
            shutil.copy2(f"{folder}/{path}", place)
            _open_to_readers(Path(place), _READABLE, _FILE)

    def _held(self) -> str | None:
        """Return the first line of the file `held`, None where there is none."""
        file = self.folder / HELD
        if not os.path.lexists(file):
            return None
        try:
            return file.read_bytes().decode("utf-8", "surrogateescape").split("\n")[0]
        except OSError:  # it is there, and holds
            return ""

    def _hold(self, text: str) -> None:
        fresh = self.folder / f".{HELD}.new"
        fresh.write_text(f"{text}\n", "utf-8")
        fresh.replace(self.folder / HELD)

    def _switch_link(self, name: str, hold: str | None) -> None:
        """Point the link `current` to an edition, and `.previous` to the one before."""
        if not self._edition_path(name).is_dir():
            raise CannotPublish(f"there is no edition {name} any more")
        before = self._shown()
        if before not in ("", name) and self._edition_path(before).is_dir():
            _link(before, self._edition_path(PREVIOUS))
        _link(f"{EDITIONS}/{name}", self.folder / CURRENT)
        # Another process may have rolled back since we looked. A rollback writes `held` before it
        # changes the link, so that one of the two processes sees the other.
        elsewhere = (self._held() or "").partition(" ")[0] if hold is None else ""
        if elsewhere and "/" not in elsewhere and self._edition_path(elsewhere).is_dir():
            _link(f"{EDITIONS}/{elsewhere}", self.folder / CURRENT)

    def _shown(self) -> str:
        """Return the name of the edition that readers see, by the last part of the link."""
        try:
            return (self.folder / CURRENT).readlink().name
        except OSError:
            return ""

    def _clear(self, names: tuple[str, ...]) -> Iterator[str]:
        """Delete entries of `editions`, and yield in words those that could not be deleted.

        Each is renamed first, so that a half-deleted edition does not look whole, neither to
        readers nor to another process that still copies into it.
        """
        for name in names:
            is_ours = is_leftover(name) or moment_of(name) is not None
            if not is_ours or name == self._shown() or not self._edition_path(name).is_dir():
                continue
            stem = name.removeprefix(".").removeprefix("gone.").removesuffix(PARTIAL)
            gone = self._edition_path(f".gone.{stem}{PARTIAL}")
            try:
                if gone != self._edition_path(name):
                    shutil.rmtree(gone, ignore_errors=True)
                    self._edition_path(name).rename(gone)
                shutil.rmtree(gone)
            except OSError as error:
                yield f"{self._edition_path(name)} cannot be deleted: {error.strerror}"
        for name, file in self._lists():
            if moment_of(name) and not self._edition_path(name).is_dir():
                with suppress(OSError):
                    file.unlink()

    @contextmanager
    def _errors_in_words(self) -> Iterator[None]:
        """Turn an OSError into CannotPublish with a plain message."""
        try:
            yield
        except OSError as error:
            if error.errno in _FULL:
                mend = "make some, or keep fewer editions: PUBLISH_KEEP"
                raise NoSpace(f"no space left for {self.folder} ({mend})") from error
            place = error.filename2 or error.filename or self.folder
            if isinstance(error, PermissionError):
                mend = "make this user the owner of the target, or publish as its owner"
                raise CannotPublish(f"{place}: {error.strerror} ({mend})") from error
            mend = "name another target: a folder that this user can make, or write to"
            raise CannotPublish(f"{place}: {error.strerror} ({mend})") from error


def _keep(old: Sequence[str], before: Path, edition: Path) -> None:
    """Give an edition files of the one before it; what is not there any more is not needed."""
    for path in old:
        _make_readable((edition / path).parent)
        try:
            (edition / path).hardlink_to(before / path)
        except FileNotFoundError:
            continue
        except OSError:  # a disk without second names, or with too many of it
            shutil.copy2(before / path, edition / path)


def _is_same(file: str, digest: bytes) -> bool:
    """Say whether a published file is as the new one, and can be read by the web server."""
    if file_digest(file) != digest:
        return False
    return os.stat(file).st_mode & _READABLE == _READABLE  # noqa: PTH116 - a text


def _make_readable(folder: Path) -> None:
    """Make a folder, with those above it, that the web server can read whatever the umask."""
    try:
        folder.mkdir()
    except FileNotFoundError:
        _make_readable(folder.parent)
        folder.mkdir(exist_ok=True)
    except FileExistsError:
        return
    _open_to_readers(folder, _FOLDER)


def _open_to_readers(path: Path, wanted: int, allowed: int = 0o7777) -> None:
    """Let everybody read what is published. wanted: bits to set; allowed: all that may be set."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if (right := mode & allowed | wanted) != mode:
        path.chmod(right)


def _link(where: str, link: Path) -> None:
    """Have a link lead somewhere; readers find it there or where it led before."""
    fresh = link.with_name(f".{link.name.removeprefix('.')}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(where)
    fresh.replace(link)
