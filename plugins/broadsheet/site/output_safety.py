"""Output safety: refuses output folders where a build could overwrite or delete other files.

An output folder that is a folder of sources or of the system, holds one, or lies among sources is
refused before anything is touched. Folders are compared by their identity on disk, so that a link,
a second mount, or a name in another case does not get round the check.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import Struct
from pydantic import Field, field_validator

from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.faults import setting_fault
from broadsheet.site.models import StrictSettings, read_settings_model
from broadsheet.site.places import read_locale_paths
from broadsheet.site.settings import Settings
from broadsheet.site.shapes import shape_faults

try:
    import pwd
except ImportError:  # a system without a list of accounts
    pwd = None  # type: ignore[assignment]  # asked for below

_HISTORIES = (".git", ".hg", ".svn", ".bzr", ".jj", "_darcs", ".pijul")
"""What version control keeps at the top of a work tree."""

_NAMES = {"SITENAME", "PELICAN_CLASS"}  # a settings file for this program has at least one of these
_PROGRAM = Path(__file__).resolve().parents[1]
_DEFAULTS = str(_PROGRAM / "defaults.py")  # imported by all papers, and no paper itself
_MEND = "name a folder of its own, such as “output” beside the settings file"


@dataclass(frozen=True)
class Place:
    """A folder and its identity on disk.

    path: its name. line: its identity, then that of each folder above it, up to the root.
    """

    path: str
    line: tuple[object, ...]

    def is_same(self, other: Place) -> bool:
        """Say whether two names are names of one folder."""
        return self.line[0] == other.line[0]

    def lies_in(self, other: Place) -> bool:
        """Say whether this folder is the other one, or lies somewhere below it."""
        return other.line[0] in self.line


class Forbidden(Struct, frozen=True):
    """A folder into which builds must not print.

    what: what it is, in words. is_closed: whether nothing may be printed below it either.
    """

    what: str
    place: Place
    is_closed: bool = False


def objection(output: Place, forbidden: Sequence[Forbidden]) -> str | None:
    """Return in words how an output folder conflicts with one of these; None if it does not."""
    for each in forbidden:
        if output.is_same(each.place):
            return f"is {each.what}"
    for each in forbidden:
        if each.place.lies_in(output):
            return f"holds {each.what}, “{each.place.path}”"
    for each in forbidden:
        if each.is_closed and output.lies_in(each.place):
            return f"lies in {each.what}, “{each.place.path}”"
    return None


def check_output(settings: Settings) -> None:
    """Raise BuildStopped where the settings' output folder, or what may go from it, is not safe.

    Or where settings have shapes by which nobody could tell.
    """
    if wrong := shape_faults(settings):
        raise BuildStopped.by(wrong)
    _, faults = read_settings_model("", _Sweeping, {name: settings[name] for name in _SWEEPING})
    what = _wrong_with(settings["OUTPUT_PATH"]) or _objection_to(settings)
    if what:
        faults.append(setting_fault("OUTPUT_PATH", what, _MEND))
    if faults:
        raise BuildStopped.by(faults)


class _Sweeping(StrictSettings):
    """Whether files that no build made are deleted, and the names at the top that stay."""

    deletes: bool = Field(alias="DELETE_OUTPUT_DIRECTORY")
    retained: tuple[str, ...] = Field(alias="OUTPUT_RETENTION")

    @field_validator("deletes", mode="before")
    @classmethod
    def _require_boolean(cls, value: Any) -> Any:
        if not isinstance(value, bool):  # a text such as "False" would be taken for true
            raise ValueError(f"“{value}” is neither True nor False")
        return value

    @field_validator("retained", mode="before")
    @classmethod
    def _names(cls, value: Any) -> Any:
        if not isinstance(value, (list, tuple, set, frozenset)):
            raise ValueError(f"“{value}” is no list of names, such as ['CNAME']")
        for name in value:
            if not isinstance(name, str) or name in ("", ".", "..") or set(name) & set("/\\\0"):
                raise ValueError(f"“{name}” is no name of a file or folder at the top of it")
        return tuple(value)


_SWEEPING = ("DELETE_OUTPUT_DIRECTORY", "OUTPUT_RETENTION")


def _wrong_with(output: str | os.PathLike[str]) -> str | None:
    """Say why a path names no folder to print into, whatever lies there; None where it does."""
    if not str(output):
        return f"“{output}” is no folder"
    path = Path(output)
    if "~" in path.parts:
        return f"“{path}” is not your home folder: “~” stands for nothing in settings"
    if path.is_symlink() and not path.exists():
        return f"“{path}” is a link that leads nowhere"
    if path.exists() and not path.is_dir():
        return f"“{path}” is a file"
    return None


def _objection_to(settings: Settings) -> str | None:
    path = os.path.abspath(settings["OUTPUT_PATH"])
    real, output = os.path.realpath(path), place_of(path)
    what = objection(output, [*_forbidden(settings), *_histories(Path(real))])
    leads = "" if real == path else f", which leads to “{real}”,"
    return what and f"“{path}”{leads} {what}"


def place_of(folder: str | os.PathLike[str]) -> Place:
    """Ask the disk about a folder, which need not be there."""
    real = Path(os.path.realpath(folder))
    return Place(os.path.abspath(folder), tuple(map(_identity, (real, *real.parents))))


def _identity(folder: Path) -> object:
    """Return what `os.path.samefile` would compare, the path where there is nothing to compare."""
    try:
        status = folder.stat()
    except OSError:
        return str(folder)
    return (status.st_dev, status.st_ino) if status.st_ino else str(folder)


# Forbidden folders


def _forbidden(settings: Settings) -> Iterator[Forbidden]:
    """Yield the forbidden folders; if one has several names, the most telling comes first."""
    yield Forbidden("the root of the disk", place_of(os.sep))
    for folder in _settings_folders():
        yield Forbidden("the folder of the settings", place_of(folder))
    for name in sorted(_homes()):
        yield Forbidden("a home folder", place_of(name))
    yield from _content(settings)
    overrides = [settings["THEME_TEMPLATES_OVERRIDES"], settings.get("THEME_STATIC_OVERRIDES")]
    theme = [settings["THEME"], *(each for value in overrides for each in _names_in(value))]
    yield from (Forbidden("the theme", place_of(each), is_closed=True) for each in theme)
    for folder in read_locale_paths(settings)[0]:
        yield Forbidden("the catalogues", place_of(folder), is_closed=True)
    yield from _code(settings)
    yield Forbidden("the folder of the store (CACHE_PATH)", place_of(settings["CACHE_PATH"]))


def _settings_folders() -> list[Path]:
    """Return where the settings files lie that have been loaded, and what they are links to.

    Pelican does not say which file it has read, but keeps it in `sys.modules`. A module counts if
    it sets one of `_NAMES`.
    """
    modules = [vars(each) for each in list(sys.modules.values()) if hasattr(each, "__dict__")]
    files = {each.get("__file__") for each in modules if not each.keys().isdisjoint(_NAMES)}
    files.discard(_DEFAULTS)
    paths = [Path(os.path.abspath(file)) for file in files if file]
    return sorted({form.parent for path in paths for form in (path, Path(os.path.realpath(path)))})


def _homes() -> set[str]:
    """Return the home folders of who is at work and of everybody who can log in."""
    found = {os.path.expanduser("~")}
    for account in pwd.getpwall() if pwd else ():
        if not account.pw_shell.endswith(("nologin", "false")):
            found.add(account.pw_dir)
    return {home for home in found if os.path.isabs(home)}


def _content(settings: Settings) -> Iterator[Forbidden]:
    """Yield the content folder and the folders of texts in it, which may be links out of it."""
    content = Path(settings["PATH"])
    yield _perhaps_shared("the content folder", content, _settings_folders())
    home = place_of(content)
    for name in ("ARTICLE_PATHS", "PAGE_PATHS", "AUTHOR_PATHS", "STATIC_PATHS"):
        for room in _names_in(settings.get(name)):
            place = place_of(content / room)
            # What leads out of the folder is none of it, and told by `static_paths.py`.
            if name != "STATIC_PATHS" or place.lies_in(home):
                yield Forbidden(f"part of the content ({name})", place, is_closed=True)


def _names_in(value: object) -> list[str]:
    """Return the names of folders in a setting; what else stands there is told by `places.py`."""
    names = value if isinstance(value, (list, tuple)) else ()
    return [
        str(each)
        for each in names
        if isinstance(each, (str, os.PathLike)) and "\0" not in str(each)
    ]


def _code(settings: Settings) -> Iterator[Forbidden]:
    """Yield where plugins lie: their packages, and the folders in which Python finds them."""
    for folder in sorted({_PROGRAM, *_packages(settings["PLUGINS"] or ())}):
        yield Forbidden("the code of plugins", place_of(folder), is_closed=True)
    papers = [Path(settings["PATH"]), *_settings_folders()]
    for folder in sorted(map(Path, settings["PLUGIN_PATHS"] or ())):
        yield _perhaps_shared("a folder of plugins (PLUGIN_PATHS)", folder, papers)


def _perhaps_shared(what: str, folder: Path, papers: Iterable[Path]) -> Forbidden:
    """Return a folder that is closed, unless a whole paper, with its output folder, lies in it."""
    place = place_of(folder)
    return Forbidden(what, place, not any(place_of(paper).lies_in(place) for paper in papers))


def _packages(plugins: Iterable[object]) -> Iterator[Path]:
    for name in plugins:
        module = sys.modules.get(str(name).partition(".")[0])
        yield from map(Path, getattr(module, "__path__", ()))


def _histories(output: Path) -> Iterator[Forbidden]:
    """Yield the work tree whose top a folder is, and the history within which it lies."""
    for name in _HISTORIES:
        if os.path.lexists(output / name):
            yield Forbidden(f"the top of a work tree, which “{name}” in it tells", place_of(output))
    for folder in (output, *output.parents):
        if folder.name in _HISTORIES:
            yield Forbidden("the history of a work tree", place_of(folder), is_closed=True)
