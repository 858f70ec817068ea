"""Static paths: the files that the settings publish as they are, and their paths in the site.

STATIC_PATHS names files and folders, STATIC_EXCLUDES takes some of them out, IGNORE_FILES skips
files that are not named themselves, and EXTRA_PATH_METADATA gives files another path in the site.
The names are Pelican's: https://docs.getpelican.com/en/stable/settings.html. Mistakes that Pelican
ignores silently, such as a name of no file, are faults here.
"""

from __future__ import annotations

import dataclasses
import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from broadsheet.content.confidential import BY_NAME, TEXT, Confidential, is_below
from broadsheet.content.finding import content_folder, find
from broadsheet.reporting.faults import Fault, Gravity, nearest, setting_fault
from broadsheet.site.addresses import safe_path
from broadsheet.site.file_identity import FileId, id_of
from broadsheet.site.places import UNTOUCHED_PATHS, UNTOUCHED_PLACEMENT, Places

_MEND = "correct it"


@dataclass(frozen=True)
class StaticFiles:
    """The files that the settings publish.

    paths: the paths in the site, by content paths. withheld: the confidential files that are left
    out, each with its kind in words. confidential: decides what is, with the settings considered.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    withheld: Mapping[str, str] = field(default_factory=dict)
    confidential: Confidential = BY_NAME
    faults: tuple[Fault, ...] = ()

    def is_expected(self, path: str) -> bool:
        """Say whether a withheld file needs no advice, since nobody expects it to be published."""
        return self.withheld[path] != TEXT or self.confidential.is_among_texts(path)


def find_static_files(
    content: Path,
    places: Places,
    confidential: Confidential,
    texts: Iterable[str] = (),
    apart: Iterable[str] = (),
) -> StaticFiles:
    """Return the files of the content folder that the settings publish as they are.

    texts: content paths of the texts that were read. apart: folders that hold no content although
    they may lie in the content folder, such as the output folder.
    """
    search = _Search(_ContentFolder(content), places)
    search.run(apart)
    confidential = dataclasses.replace(confidential, named=frozenset(search.named))
    withheld = dict(sorted(search.withheld(confidential, texts)))
    refused = [search.refusal(path, withheld[path]) for path in withheld if path in search.named]
    paths = {path: search.target(path) for path in sorted(search.found.keys() - withheld.keys())}
    return StaticFiles(paths, withheld, confidential, (*search.faults, *refused))


@dataclass
class _Search:
    """Finds the static files. found: their content paths with links followed, by content path.

    entries: what STATIC_PATHS names. placed: the paths that EXTRA_PATH_METADATA gives.
    """

    folder: _ContentFolder
    places: Places
    entries: list[str] = field(default_factory=list)
    placed: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def run(self, apart: Iterable[str]) -> None:
        """Fill `found`, `named` and `faults`."""
        self._read_entries()
        self._read_placements()
        excluded = self._excluded()
        for entry in self.entries:
            self._look_below(entry, [each for each in excluded if not is_below(entry, each)])
        self._add_placed(excluded)
        self._leave_out([self.folder.real_of(place) for place in apart])

    def withheld(
        self, confidential: Confidential, texts: Iterable[str]
    ) -> Iterator[tuple[str, str]]:
        """Yield the files that are confidential under one of their names, each with its kind."""
        known: set[FileId | None] | None = None
        for path, real in self.found.items():
            what = confidential.what(path) or confidential.what(real)
            if what is None and self.folder.has_more_names(path):
                if known is None:
                    known = {self.folder.id_of(text) for text in texts} - {None}
                what = TEXT if self.folder.id_of(path) in known else None
            if what is not None:
                yield path, what

    def refusal(self, path: str, what: str) -> Fault:
        """Return the fault of a confidential file that the settings name."""
        setting = "STATIC_PATHS" if path in self.entries else "EXTRA_PATH_METADATA"
        return _fault(setting, path, f"is {what}, never published as it is", "take it out")

    def target(self, path: str) -> str:
        """Return a file's path in the site, by its own placement or that of the nearest folder."""
        above = path
        while above and above not in self.placed:
            above = above.rpartition("/")[0]
        if above not in self.placed:
            return path
        rest = path.removeprefix(above).removeprefix("/")
        return posixpath.join(self.placed[above], rest) if rest else self.placed[above]

    # The settings

    def _read_entries(self) -> None:
        for written in self.places.static:
            fault = self.folder.fault("STATIC_PATHS", written)
            if fault is None:
                self.entries.append(content_folder(written))
            elif (written,) not in UNTOUCHED_PATHS:
                self.faults.append(fault)
            elif self.places.static not in UNTOUCHED_PATHS:  # else nobody has asked for it
                self.faults.append(
                    dataclasses.replace(fault, gravity=Gravity.ADVICE, kind="static-missing")
                )

    def _read_placements(self) -> None:
        setting = "EXTRA_PATH_METADATA"
        for written, target in self._targets.items():
            path = content_folder(written)
            fault = self.folder.fault(setting, written)
            is_folder = fault is None and self.folder.is_folder(path)
            target = content_folder(target) if is_folder else target
            fault = fault or _fault_of_target(written, target, is_folder)
            if fault is None:
                self.placed[path] = target
            elif self._has_placements:
                self.faults.append(fault)

    @property
    def _targets(self) -> Mapping[str, str]:
        return {written: each.path for written, each in self.places.placed.items()}

    @property
    def _has_placements(self) -> bool:
        """Whether EXTRA_PATH_METADATA differs from the default."""
        return self._targets != UNTOUCHED_PLACEMENT

    def _excluded(self) -> list[str]:
        """Return what STATIC_EXCLUDES names.

        A misspelt name would publish the file that was meant, so it is a fault. A name with nothing
        like it is allowed: the folder may be absent on this machine, such as one of large
        originals.
        """
        for written in self.places.excluded:
            fault = self.folder.fault("STATIC_EXCLUDES", written)
            if fault is not None and self.folder.may_be_absent(written):
                fault = dataclasses.replace(fault, gravity=Gravity.ADVICE, kind="static-missing")
            self.faults += [fault] if fault else []
        excluded = [content_folder(written) for written in self.places.excluded]
        for entry in sorted(set(self.entries).intersection(excluded)):
            what = "is named in STATIC_EXCLUDES as well"
            self.faults.append(_fault("STATIC_PATHS", entry, what, "take it out of one of them"))
        return excluded

    # The files

    def _look_below(self, entry: str, excluded: list[str]) -> None:
        if not self.folder.is_folder(entry):
            self.named.add(entry)
            self.found[entry] = self.folder.real(entry)
            return
        is_linked = self.folder.real(entry) != (entry or ".")
        linked: list[str] = []
        for path, is_odd in find(self.folder.place, [entry], self.places.ignored, linked):
            if not _is_one_of(path, excluded):
                self.found[path] = self.folder.real(path) if is_odd or is_linked else path
        for path in linked:
            if path not in self.entries and not _is_one_of(path, excluded):
                what = "a link to a folder: nothing that lies there is published"
                mend = "name it in STATIC_PATHS, or in STATIC_EXCLUDES"
                self.faults.append(Fault(path, 0, what, mend, Gravity.ADVICE, kind="not-published"))

    def _add_placed(self, excluded: list[str]) -> None:
        """Add files of static folders that EXTRA_PATH_METADATA names, hidden ones too."""
        for path in self.placed:
            is_folder = self.folder.is_folder(path)
            is_reached = _is_one_of(path, self.entries) and not _is_one_of(path, excluded)
            if is_reached and not is_folder:
                self.named.add(path)
                self.found[path] = self.folder.real(path)
            elif self._has_placements and not any(_is_one_of(each, [path]) for each in self.found):
                what = "is published by no entry of STATIC_PATHS"
                self.faults.append(_fault("EXTRA_PATH_METADATA", path, what, "name it there"))

    def _leave_out(self, apart: list[str]) -> None:
        """Leave out the files in `apart`."""
        inside = [each for each in apart if not _is_out(each) and each != "."]
        if inside:
            for path in [path for path, real in self.found.items() if _is_one_of(real, inside)]:
                del self.found[path]


class _ContentFolder(Struct, frozen=True):
    """Looks up files in the content folder."""

    place: Path

    def real(self, path: str) -> str:
        """Return a content path with links followed; one that begins with `..` is outside."""
        return self.real_of(f"{self.place}/{path}")

    def real_of(self, place: str) -> str:
        """Return a full path as seen from the content folder, links followed."""
        home = os.path.realpath(self.place)
        return os.path.relpath(os.path.realpath(place), home).replace(os.sep, "/")

    def is_folder(self, path: str) -> bool:
        """Say whether a content path is that of a folder."""
        return os.path.isdir(f"{self.place}/{path}")  # noqa: PTH112 - as below

    def id_of(self, path: str) -> FileId | None:
        """Return the identity of the file at a content path, the same for all its names."""
        return id_of(f"{self.place}/{path}")

    def has_more_names(self, path: str) -> bool:
        """Say whether the file at a content path has another name on the disk."""
        try:
            return (self.place / path).stat().st_nlink > 1
        except OSError:
            return False

    def fault(self, setting: str, written: str) -> Fault | None:
        """Return the fault of a name in a setting, None if a file or folder has that name."""
        path = content_folder(written)
        if "\0" in path:
            return _fault(setting, written, "is no name of a file", _MEND)
        if Path(path).is_absolute():
            inside = self.real_of(path)
            mend = "copy it into the content folder" if _is_out(inside) else f"write `{inside}`"
            return _fault(setting, written, "is a full path", mend)
        exists = os.path.exists(f"{self.place}/{path}")  # noqa: PTH110 - bears a name of any length
        if _is_out(path) or (exists and _is_out(self.real(path))):
            mend = "copy it into that folder"
            return _fault(setting, written, "leads out of the content folder", mend)
        if exists:
            return None
        near = self._nearest(path)
        mend = f"did you mean `{near}`?" if near else _MEND
        return _fault(setting, written, "is nothing in the content folder", mend)

    def may_be_absent(self, written: str) -> bool:
        """Say whether a name is inside this folder, and no similar name exists there."""
        path = content_folder(written)
        return not (_is_out(path) or "\0" in path or self._nearest(path))

    def _nearest(self, path: str) -> str | None:
        """Return the content path most like one that is not there, None where none comes near."""
        folder, slash, name = path.rpartition("/")
        beside = (self.place / folder).iterdir() if self.is_folder(folder) else ()
        near = nearest(name, (each.name for each in beside))
        return f"{folder}{slash}{near}" if near else None


def _fault(setting: str, written: str, what: str, mend: str) -> Fault:
    return setting_fault(setting, f"“{written}” {what}", mend)


def _fault_of_target(written: str, target: str, is_folder: bool) -> Fault | None:
    """Return what is wrong with a path in the site; a folder's may be the site's root."""
    if is_folder and not target:
        return None
    try:
        safe_path(target)
    except ValueError as error:
        return _fault("EXTRA_PATH_METADATA", written, f"goes nowhere: {error}", _MEND)
    return None


def _is_one_of(path: str, names: Iterable[str]) -> bool:
    """Say whether a content path is one of these, or lies below one of them."""
    return any(path == name or is_below(path, name) for name in names)


def _is_out(path: str) -> bool:
    return path == ".." or path.startswith("../") or Path(path).is_absolute()
