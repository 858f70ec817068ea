"""Rereading: reads settings repeatedly, each time with fresh imports of all that they import.

Python imports a module once in a process. So before settings are read again, the modules that
they have imported are dropped. The program's own are not: it would no longer know its classes.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from broadsheet.build.session import store_file
from broadsheet.commands.settings_file import CannotRead, class_of, load
from broadsheet.commands.watching import Places
from broadsheet.incremental.fingerprints import is_installed
from broadsheet.pelican_app import Newspaper
from broadsheet.plan.blame import fault_of, named_folders, own_frames
from broadsheet.site.output_folder import beside
from broadsheet.site.settings_source import PaperSettings

PROGRAM = ("broadsheet",)
"""The packages that are the program, and never read again."""

_DATA = {".py", ".json", ".toml", ".yaml", ".yml", ".ini", ".csv"}  # what settings may be read from


@dataclass
class SettingsReader:
    """Reads the settings of a paper, as often as one likes.

    file: the settings file; overrides: as for `broadsheet.commands.settings_file.load`.
    """

    file: Path
    overrides: Mapping[str, Any]
    _settings: Mapping[str, Any] = field(default_factory=dict)
    _plugins: tuple[str, ...] = ()
    _imported: dict[str, ModuleType] = field(default_factory=dict)
    _error: BaseException | None = None

    def paper(self) -> Newspaper:
        """Read the settings, and return a paper with them.

        Raises CannotRead; so it does where the plugins cannot be loaded.
        """
        self._drop_modules()
        self._error = None
        try:
            with self._noting_imports(), _no_bytecode():
                settings = load(str(self.file), self.overrides)
            self._settings = settings
            self._plugins = tuple(self._list("PLUGINS"))
            return _newspaper(settings, self.file)
        except CannotRead as error:
            self._error = error.__cause__
            raise

    @property
    def modules(self) -> tuple[str, ...]:
        """The names of the modules whose code is the program: our own, and other plugins."""
        return (*PROGRAM, *self._plugins)

    def places(self) -> Places:
        """Return what calls for another reading or another build when it changes.

        After a reading that has failed, what may have to do with the fault as well.
        """
        found = named_folders(self.file, self.overrides)
        folders = {*found.values(), *map(_full, self._paths("PATH", "THEME"))}
        for name in ("THEME_TEMPLATES_OVERRIDES", "THEME_STATIC_OVERRIDES", "LOCALE_PATHS"):
            folders |= set(map(_full, self._list(name)))
        program = map(sys.modules.get, _tops(self.modules))
        code = {place for module in program for place in _folders_of(module)}
        sources = frozenset(folders | {place for place in code if not is_installed(str(place))})
        return Places(
            folders=frozenset(folders),
            code=sources - folders,
            files=frozenset(self._files()),
            # An output folder that holds sources is refused; they are watched until it is mended.
            ignored=frozenset(place for place in self._made() if not _holds(place, sources)),
        )

    def _made(self) -> Iterator[Path]:
        """Yield what builds write."""
        if len(self._paths("OUTPUT_PATH", "CACHE_PATH")) == 2:
            output, store = Path(self._settings["OUTPUT_PATH"]), store_file(self._settings)
            yield from (output, beside(output, "staging"), beside(output, "lock"))
            yield from (store, Path(f"{store}-journal"), Path(f"{store}.lock"))

    def _paths(self, *names: str) -> list[str]:
        found = (self._settings.get(name) for name in names)
        return [str(path) for path in found if isinstance(path, str | Path)]

    def _files(self) -> Iterator[Path]:
        """Yield the files of the settings, and those that would mend a fault by being there."""
        yield self.file
        for module in (*self._imported.values(), *map(sys.modules.get, self._plugins)):
            yield from _file_of(module)
        with suppress(OSError):  # no folder, no files in it
            yield from (each for each in self.file.parent.iterdir() if each.suffix in _DATA)
        missing = [name for name in self._plugins if name not in sys.modules]
        yield from _homes(missing, [*self._list("PLUGIN_PATHS"), *sys.path])
        for error in _causes(self._error):
            yield from _files_behind(error)

    def _list(self, name: str) -> list[str]:
        """Return the texts in a setting that is a list of them; what else it is, a build tells."""
        value = self._settings.get(name)
        return [str(each) for each in value] if isinstance(value, list | tuple) else []

    def _drop_modules(self) -> None:
        kept = _tops(self.modules)
        for name, module in self._imported.items():
            if name.partition(".")[0] in kept:
                continue
            if sys.modules.get(name) is module:
                del sys.modules[name]
            parent, _, child = name.rpartition(".")
            if getattr(sys.modules.get(parent), child, None) is module:
                delattr(sys.modules[parent], child)  # else `from parent import child` finds it
        self._imported = {}
        importlib.invalidate_caches()

    @contextmanager
    def _noting_imports(self) -> Iterator[None]:
        before = dict(sys.modules)
        try:
            yield
        finally:
            self._imported = {
                name: module
                for name, module in sys.modules.items()
                if before.get(name) is not module and _is_paper_code(module)
            }


def _newspaper(settings: PaperSettings, file: Path) -> Newspaper:
    """Return a paper of the class that the settings name; raise CannotRead where it is none."""
    kind = class_of(settings)
    try:
        return kind(settings)
    except (Exception, SystemExit) as error:
        raise CannotRead(faults=[fault_of(error, file)]) from error


@contextmanager
def _no_bytecode() -> Iterator[None]:
    """Keep Python from storing compiled modules.

    It knows them by the second of a save: two saves within one would be taken for the same.
    """
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


def _holds(place: Path, sources: Iterable[Path]) -> bool:
    return any(place in (source, *source.parents) for source in sources)


def _tops(modules: Iterable[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def _is_paper_code(module: ModuleType) -> bool:
    """Say whether a module is neither Python's nor a package's."""
    places = (*_file_of(module), *_folders_of(module))
    return any(not is_installed(str(place)) for place in places)


def _file_of(module: ModuleType | None) -> list[Path]:
    file = getattr(module, "__file__", None)
    return [Path(file)] if file else []


def _folders_of(module: ModuleType | None) -> list[Path]:
    """Return the folders of a package; a module by itself has none."""
    return list(map(Path, getattr(module, "__path__", ())))


def _homes(modules: Iterable[str], folders: Iterable[str]) -> Iterator[Path]:
    """Yield where modules would be found, and the packages that they belong to."""
    for module in modules:
        parts = module.split(".")
        for folder in folders:
            for depth in range(1, len(parts) + 1):
                place = Path(folder or ".", *parts[:depth]).absolute()
                yield place.with_name(f"{place.name}.py")
                yield place / "__init__.py"
                yield place  # a folder is a package without that file as well


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that led to it."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or error.__context__


def _files_behind(error: BaseException) -> Iterator[Path]:
    """Yield the files that an error is about, whether they are there or not."""
    yield from (Path(frame.filename) for frame in own_frames(error))
    if isinstance(error, (SyntaxError, OSError)) and isinstance(error.filename, str):
        yield _full(error.filename)
    if isinstance(error, ImportError) and error.name:
        yield from _homes([error.name], sys.path)


def _full(path: str) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay what they are
