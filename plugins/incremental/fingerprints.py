"""Fingerprints of what a build runs on: its code, the installed packages, its settings.

A fingerprint is a mapping from names to digests, so that a build can say which of them changed.
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path, PurePath
from types import FunctionType, MethodType, ModuleType
from typing import Any

from plugins.incremental.digests import digest_of
from plugins.incremental.file_digests import file_digest

Fingerprint = dict[str, bytes]


def code_fingerprint(modules: Iterable[str]) -> Fingerprint:
    """Return the digests of modules' sources; of a package, all its Python files.

    Of a module that is imported already, the source counts that was there when it was first asked
    for: what somebody edits while a preview runs is not what the preview runs.

    modules: names of modules that are imported or can be found; others are left out.
    """
    found = {name: _sources(name) for name in sorted(set(modules))}
    return {f"the code of {name}": found[name] for name in found if found[name]}


def packages_fingerprint() -> Fingerprint:
    """Return the digest of the versions of Python and of all installed packages.

    All of them, since an extension that a setting names may stand on any.
    """
    # The names of these folders hold name and version; importlib.metadata would take long.
    folders = [Path(each) for each in sys.path if each and Path(each).is_dir()]
    found = {each.name for folder in folders for each in folder.glob("*-info")}
    return {"the installed packages": digest_of([sys.version, sorted(found)])}


def settings_fingerprint(settings: Mapping[str, Any], but: Iterable[str]) -> Fingerprint:
    """Return the digest of each setting, but for those that no page can see."""
    names = sorted(settings.keys() - set(but))
    return {f"the setting {name}": setting_digest(settings[name]) for name in names}


def setting_digest(value: Any) -> bytes:
    """Return the digest of a setting's value: of plain data, and of code by name and source.

    Paths are left out: where things lie is no content, and a clone lies elsewhere.
    """
    return digest_of(_plain(value))


def changed(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> list[str]:
    """Return the names whose digests differ."""
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


# What was imported anew, such as the settings of a preview, is another module of the same name.
_digested: dict[str, tuple[ModuleType, bytes]] = {}


def _sources(name: str) -> bytes:
    module = sys.modules.get(name)
    if module is None:
        return _sources_of(name, None)
    if name not in _digested or _digested[name][0] is not module:
        _digested[name] = module, _sources_of(name, module)
    return _digested[name][1]


def _sources_of(name: str, module: ModuleType | None) -> bytes:
    places = getattr(module, "__path__", None)
    file = getattr(module, "__file__", None)
    if module is None:
        try:
            spec = importlib.util.find_spec(name)
        except (ImportError, ValueError):
            spec = None
        places = spec.submodule_search_locations if spec else None
        file = spec.origin if spec else None
    files = sorted(each for place in places or () for each in Path(place).rglob("*.py"))
    if not files and file:
        files = [Path(file)]
    home = os.path.commonpath([each.parent for each in files]) if files else ""
    found = [[os.path.relpath(each, home), file_digest(str(each))] for each in files]
    return digest_of(found) if found else b""


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(item)] for key, item in value.items()]
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))
    if value is None or isinstance(value, (str, bytes, int, float, bool)):
        return value
    if isinstance(value, PurePath):
        return "a path"
    return _code(value)


def _code(value: Any) -> Any:
    """Return a function, a class or any object as plain data: its source, and what it holds.

    An object that shows nothing of itself but its place in memory is another in each process:
    then more is made anew than need be, and nothing is stale.
    """
    if isinstance(value, re.Pattern):
        return [value.pattern, value.flags]
    if isinstance(value, partial):
        return [_plain(value.func), _plain(value.args), _plain(value.keywords)]
    if isinstance(value, MethodType):
        return [_plain(value.__func__), _plain(value.__self__)]
    if isinstance(value, FunctionType):
        cells = [cell.cell_contents for cell in value.__closure__ or ()]
        return [
            value.__qualname__,
            _sources_around(value.__module__),
            *map(_plain, (cells, value.__defaults__, value.__kwdefaults__)),
        ]
    kind = value if hasattr(value, "__qualname__") else type(value)
    module = str(getattr(kind, "__module__", None) or "builtins")  # `str.upper` has none
    held = [] if kind is value else _plain(getattr(value, "__dict__", None) or repr(value))
    return [f"{module}.{kind.__qualname__}", _sources_around(module), held]


def _sources_around(name: str) -> list[Any]:
    """Return the digests of a module's source and of those that it imports, but for packages.

    What is installed is known by its version.
    """
    found: dict[str, bytes] = {}
    names = [name]
    while names:
        name = names.pop()
        module = sys.modules.get(name)
        file = getattr(module, "__file__", None) or ""
        if name in found or "site-packages" in file or file.startswith(_OF_PYTHON):
            continue
        found[name] = _sources(name)
        for each in list(vars(module).values()) if module and file else ():
            attribute = "__name__" if isinstance(each, ModuleType) else "__module__"
            other = getattr(each, attribute, None)
            names += [other] if isinstance(other, str) else []
    return sorted(found.items())


_OF_PYTHON = os.path.dirname(os.__file__) + os.sep  # noqa: PTH120 - a prefix of texts
