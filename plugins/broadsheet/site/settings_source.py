"""Where a setting is written: in which settings file and line, or on the command line.

It is used only when a fault is shown. The files are parsed
(https://docs.python.org/3/library/ast.html) and never run.
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from broadsheet.incremental.fingerprints import is_installed
from broadsheet.pelican_api import settings_given
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.faults import SETTINGS, Fault, setting_fault

COMMAND_LINE = "the command line"
"""The path of a fault of a setting that was given there."""

_FOLDERS = frozenset({"THEME_TEMPLATES_OVERRIDES", "THEME_STATIC_OVERRIDES", "LOCALE_PATHS"})
"""Settings that list folders and that Pelican does not make absolute."""


class PaperSettings(dict[str, Any]):
    """Settings that know where they come from."""

    def __init__(self, settings: Mapping[str, Any], source: SettingsSource) -> None:
        """Take settings, with relative folders as seen from the settings file.

        Pelican does so for PATH and some others. Folders given on the command line are relative to
        the current folder.
        """
        super().__init__(settings)
        self.source = source
        for name in _FOLDERS - set(source.given):
            if self.get(name) and isinstance(self[name], (list, tuple)):
                self[name] = [source.seen_from(folder) for folder in self[name]]


@dataclass(frozen=True)
class SettingsSource:
    """A settings file, and the names of the settings that were given on the command line."""

    file: Path
    given: Collection[str] = ()

    def seen_from(self, folder: Any) -> Any:
        """Return a folder, as the settings name it, as it is found from anywhere."""
        if not isinstance(folder, (str, os.PathLike)) or isinstance(folder, bytes):
            return folder  # the checks of settings report it
        return str(self.file.parent / folder)

    def files(self) -> list[Path]:
        """Return the settings file and those of the paper's own that it imports, in this order."""
        files = [self.file]
        for file in files:  # it grows
            for statement in _statements_of(file):
                module = getattr(statement, "module", None) or ""
                if isinstance(statement, ast.ImportFrom) and not module.startswith("broadsheet."):
                    home = _file_of(module, file)
                    if home and home not in files and not is_installed(str(home)):
                        files.append(home)
        return files

    def placed(self, fault: Fault) -> Fault:
        """Return a fault of a setting at the place where that is written; others as they are.

        Where the setting is nowhere, or its line cannot be told, the settings file alone.
        """
        if not fault.setting or fault.path != SETTINGS:
            return fault
        name, _, keys = fault.setting.partition(".")
        if name in self.given:
            return replace(fault, path=COMMAND_LINE)
        found = _Search(self.file).find(name, keys)
        if found is None or is_installed(str(found.file)):  # nobody's own to mend
            return replace(fault, path=seen_from_here(self.file))
        return replace(fault, path=seen_from_here(found.file), line=found.line)


def source_of(settings: Mapping[str, Any]) -> SettingsSource | None:
    """Return where settings come from, None where nobody knows."""
    return settings.source if isinstance(settings, PaperSettings) else None


def placed(fault: Fault, settings: Mapping[str, Any]) -> Fault:
    """Return a fault of one of these settings at the place where that is written."""
    source = source_of(settings)
    return source.placed(fault) if source else fault


def written_at(name: str, settings: Mapping[str, Any]) -> str:
    """Return where a setting is written, as messages begin: `pelicanconf.py:57`."""
    found = placed(setting_fault(name, "", ""), settings)
    return f"{found.path}:{found.line}" if found.line else found.path


def with_source(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings with their source, where Pelican's command line has read them."""
    if isinstance(settings, PaperSettings):
        return settings
    source = command_line_source()
    return PaperSettings(settings, source) if source else settings


def command_line_source() -> SettingsSource | None:
    """Return where the settings of Pelican's command line come from, None where it runs nothing."""
    found = settings_given()
    if found is None:
        return None
    file, given = found
    return SettingsSource(Path(file).absolute(), given)


# Finding the line


@dataclass(frozen=True)
class _Spot:
    """A line. rest: the keys that lead further, and are not written out there."""

    file: Path
    line: int
    rest: str = ""


@dataclass(frozen=True)
class _Search:
    """Where a name is looked for: in a file, before a line of it.

    seen: what has been looked up on the way, so that names that lead to one another end.
    """

    file: Path
    before: int = sys.maxsize
    seen: frozenset[tuple[Path, int, str]] = frozenset()

    def find(self, name: str, keys: str) -> _Spot | None:
        """Return where the name, or what is at keys within its value, is written last.

        keys: with full stops between them. None where the name is not written.
        """
        step = (self.file, self.before, name)
        if step in self.seen:
            return None
        search = replace(self, seen=self.seen | {step})
        for statement in reversed(_statements_of(self.file)):
            if statement.lineno < self.before:
                found = search.at(statement.lineno).in_statement(statement, name, keys)
                if found is not None:
                    return found
        return None

    def at(self, line: int) -> _Search:
        """Return what looks in the same file before a line."""
        return replace(self, before=line)

    def in_statement(self, statement: ast.stmt, name: str, keys: str) -> _Spot | None:
        """Return where a statement, or one within it, writes the name or what is at the keys."""
        match statement:
            case ast.ImportFrom():
                return self._imported(statement, name, keys)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return _Spot(self.file, statement.lineno) if statement.name == name else None
        inner = [self.in_statement(each, name, keys) for each in _inner(statement)]
        found = list(dict.fromkeys(filter(None, inner)))
        if len(found) > 1:  # which branch was taken, nobody knows
            return _Spot(self.file, statement.lineno, keys)
        return found[0] if found else self._assigned(statement, name, keys)

    def _imported(self, statement: ast.ImportFrom, name: str, keys: str) -> _Spot | None:
        home = _file_of(statement.module or "", self.file)
        there = _Search(home, seen=self.seen) if home else None
        for alias in statement.names:
            if alias.name == "*" and there and not name.startswith("_"):
                return there.find(name, keys)
            if name == (alias.asname or alias.name):
                found = there.find(alias.name, keys) if there else None
                return found or _Spot(self.file, statement.lineno, keys)
        return None

    def _assigned(self, statement: ast.stmt, name: str, keys: str) -> _Spot | None:
        for target, value in _assignments(statement):
            path = _path_from(target, name)
            rest = None if path is None else _behind(path, keys)
            if rest is not None:
                return self._within(value, rest, _Spot(self.file, target.lineno, rest))
        return None

    def _within(self, value: ast.expr | None, keys: str, spot: _Spot) -> _Spot:
        """Return where keys stand in a value, as far as that is written out; else the spot."""
        if not keys or value is None:
            return spot
        if isinstance(value, ast.Name):
            return self.find(value.id, keys) or spot
        for key, line, inner in reversed(list(_items(value))):
            if key is None:  # `**OTHERS`, `*OTHERS`
                found = self._within(inner, keys, replace(spot, rest=keys))
                if found.rest != keys:
                    return found
            elif (rest := _behind([key], keys)) is not None:
                return self._within(inner, rest, _Spot(spot.file, line, rest))
        return spot


def _statements_of(file: Path) -> list[ast.stmt]:
    try:
        return ast.parse(file.read_bytes()).body
    except (OSError, SyntaxError, ValueError, RecursionError):
        return []


def _inner(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Yield the statements within a compound one, such as an `if` or a `try`."""
    for part in ast.iter_child_nodes(statement):
        if isinstance(part, ast.stmt):
            yield part
        elif isinstance(part, (ast.ExceptHandler, ast.match_case)):
            yield from part.body


def _assignments(statement: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """Yield the targets of a statement, each with its value, None where that is not plain."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                if isinstance(target, (ast.Tuple, ast.List)):
                    yield from ((each, None) for each in target.elts)
                else:
                    yield target, value
        case ast.AnnAssign(target=target, value=value) if value is not None:
            yield target, value
        case ast.AugAssign(target=target):
            yield target, None


def _path_from(target: ast.expr, name: str) -> list[str] | None:
    """Return the keys of `NAME["key"][0]`, none of a mere `NAME`; None for another target."""
    match target:
        case ast.Name(id=found) if found == name:
            return []
        case ast.Subscript(value=value, slice=ast.Constant(value=key)):
            path = _path_from(value, name)
            return None if path is None else [*path, str(key)]
    return None


def _behind(path: Iterable[str], keys: str) -> str | None:
    """Return the keys behind the first ones, None where those are others.

    A key may hold full stops itself: the name of a file, for example.
    """
    for key in path:
        if keys != key and not keys.startswith(f"{key}."):
            return None
        keys = keys[len(key) + 1 :]
    return keys


def _items(value: ast.expr) -> Iterator[tuple[str | None, int, ast.expr]]:
    """Yield the keys of a value that is written out, each with its line and what stands there."""
    match value:
        case ast.Dict(keys=names, values=values):
            for name, inner in zip(names, values, strict=True):
                if name is None:
                    yield None, inner.lineno, inner
                elif isinstance(name, ast.Constant):
                    yield str(name.value), name.lineno, inner
        case ast.Call(func=ast.Name(id="dict"), keywords=keywords):
            for keyword in keywords:
                yield keyword.arg, keyword.value.lineno, keyword.value
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            is_counted = True
            for number, inner in enumerate(elements):
                if isinstance(inner, ast.Starred):
                    yield None, inner.lineno, inner.value
                    is_counted = False  # nobody knows the numbers of those behind it
                    continue
                if is_counted:
                    yield str(number), inner.lineno, inner
                for key, _, name in _items(inner):
                    if key == "id" and isinstance(name, ast.Constant):
                        yield str(name.value), inner.lineno, inner


def _file_of(module: str, beside: Path) -> Path | None:
    """Return the file of a module that a file imports, None where there is none."""
    found = getattr(sys.modules.get(module), "__file__", None)
    if found:
        return Path(found)
    file = beside.parent.joinpath(*module.split(".")).with_suffix(".py")
    return file if file.is_file() else None
