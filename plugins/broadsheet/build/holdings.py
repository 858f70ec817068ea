"""Holdings: which files in an output folder builds have printed, and which are foreign.

Two files at the top of the folder say so. The list, `.broadsheet`, names the printed files. The
mark, `.broadsheet.own`, says that a build made the folder, or found no foreign file in it: only
then may files that are not on the list be deleted. A folder with the list and without the mark is
shared: foreign files in it are neither deleted nor overwritten.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from broadsheet.content.memory import Printed
from broadsheet.reporting.counting import count
from broadsheet.reporting.faults import Fault
from broadsheet.site.addresses import safe_path
from broadsheet.site.output_folder import LIST_NAME, MARK_NAME, site_files

_MARK = (
    "Broadsheet made this folder, or found it empty. Files that are put into it by others may be "
    "deleted: `broadsheet publish` publishes nothing else than the site.\n"
)
_MEND = "move elsewhere what is yours, or name another folder; if nothing is, delete this one"
_OF_THE_DISK = "lost+found"  # a folder at the top of many mounted disks, unreadable for users


class Holdings(Struct, frozen=True):
    """The files in one output folder.

    printed: the remembered files of the last edition, by path. on_disk: gives the digest of a file
    in the folder.
    """

    folder: Path
    printed: Mapping[str, Printed]
    on_disk: Callable[[str], bytes]

    def last_edition(self, planned: Set[str] = frozenset()) -> set[str]:
        """Return the files of the last edition. planned: paths that are known to be safe."""
        listed = self._listed(planned)
        # The list may be damaged: a file with the bytes that were printed is ours as well.
        unlisted = self.printed.keys() - listed - planned
        return listed | {
            path for path in unlisted if self.on_disk(path) == self.printed[path].file != b""
        }

    def everything(self, retained: Sequence[str]) -> set[str]:
        """Return all files but our list, mark and lock and those below the `retained` names."""
        return set(site_files(self.folder, retained))

    @property
    def is_marked(self) -> bool:
        """Whether a build has claimed the folder."""
        mark = self.folder / MARK_NAME
        return mark.is_file() and not mark.is_symlink()

    def is_own(self) -> bool:
        """Say whether a build has claimed the folder, or may because it has no foreign file."""
        return self.is_marked or next(self.foreign(), None) is None

    def foreign(self, retained: Sequence[str] = ()) -> Iterator[str]:
        """Yield the files that are not of the last edition, and the folders that cannot be read.

        retained: top-level names to leave out.
        """
        ours, unreadable = self.last_edition(), list[OSError]()
        for path in site_files(self.folder, retained, unreadable.append):
            if path not in ours:
                yield path
        for error in unreadable:
            path = os.path.relpath(error.filename, self.folder)
            if path != _OF_THE_DISK and not isinstance(error, FileNotFoundError):
                yield path

    def sweeping_faults(self, retained: Sequence[str]) -> list[Fault]:
        """Report foreign files that a sweep would delete from a folder that is not our own."""
        found = [] if self.is_marked else sorted(self.foreign(retained))
        return [_not_ours(self.folder, found)] if found else []

    def claim(self) -> None:
        """Mark the folder as our own, for all builds to come."""
        with suppress(FileExistsError), (self.folder / MARK_NAME).open("x") as mark:
            mark.write(_MARK)

    def write_list(self, paths: Set[str]) -> None:
        """Write the list of the files that are of the last edition, or may be."""
        file, data = self.folder / LIST_NAME, "\n".join(sorted(paths)).encode() + b"\n"
        if not file.is_file() or file.is_symlink() or file.read_bytes() != data:
            fresh = file.with_name(file.name + ".new")
            fresh.unlink(missing_ok=True)  # it might be a link out of the folder
            fresh.write_bytes(data)
            fresh.replace(file)

    def remove(self, path: str) -> None:
        """Delete a file and the folders that it leaves empty; never through a link out of it."""
        folder, file = self.folder, self.folder / path
        if not file.parent.resolve().is_relative_to(folder.resolve()):
            return
        # After an interrupted run, a folder may be where the file was, or a file above it.
        if file.is_file() or file.is_symlink():
            file.unlink()
        for parent in file.parents:
            if parent == folder:
                break
            if parent.is_dir():  # else an interrupted run has removed it
                if any(parent.iterdir()):
                    break
                parent.rmdir()

    def _listed(self, planned: Set[str]) -> set[str]:
        try:
            lines = (self.folder / LIST_NAME).read_text("utf-8").split("\n")
        except (FileNotFoundError, UnicodeDecodeError):
            return set()
        return {line for line in lines if line in planned or _is_safe(line)}


def in_the_way(folder: Path, paths: Sequence[str]) -> Fault:
    """Report foreign files at paths where files of the new edition belong."""
    what = f"{_some(paths)}, not made by this program, would be overwritten"
    return Fault(str(folder), 0, what, _MEND, kind="output-taken")


def _not_ours(folder: Path, found: Sequence[str]) -> Fault:
    what = f"holds {_some(found)}, not made by this program, which does not delete or publish it"
    return Fault(str(folder), 0, what, _MEND, kind="output-taken")


def _some(paths: Sequence[str]) -> str:
    named = f"“{paths[0]}”"
    return f"{count(paths, 'file')}, such as {named}" if len(paths) > 1 else named


def _is_safe(path: str) -> bool:
    try:
        return bool(safe_path(path))
    except ValueError:
        return False
