"""Fingerprints of what a build runs on: its code, packages, settings and time zone.

A fingerprint is a mapping from names to digests, so that a build can say which of them changed.
"""

from __future__ import annotations

import os
import re
import sys
import zoneinfo
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path, PurePath
from types import BuiltinMethodType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any, NamedTuple

from broadsheet.incremental.digests import digest, digest_of
from broadsheet.incremental.file_digests import file_digest

Fingerprint = dict[str, bytes]


def code_fingerprint(modules: Iterable[str]) -> Fingerprint:
    """Return the digests of modules, folder by folder, and of all that they import.

    For each name, the whole top-level module or package counts, with the data files in it.
    Installed packages are left out (`packages_fingerprint` has their versions), and so are modules
    that no import statement names. For a module that is imported already, its source at the first
    call counts, since a running preview does not run later edits.

    modules: names of modules that are imported or can be found; others are left out.
    """
    return {f"the code of {name}": of for name, of in _code_around(modules, _code_of).items()}


def edited_code(modules: Iterable[str]) -> list[str]:
    """Return the folders of code that have changed since `code_fingerprint` first read them.

    The running code is still the old one.
    """
    names = list(modules)
    return changed(_code_around(names, _code_of), _code_around(names, _read))


def packages_fingerprint() -> Fingerprint:
    """Return the digest of the versions of Python and of all installed packages.

    All packages count, since an extension that a setting names may depend on any. Of one that did
    not come from an index its files count too: two commits may have one version. All is read once,
    since what is imported does not change.
    """
    return {"the installed packages": _packages_on(tuple(sys.path))}


@cache
def _packages_on(path: tuple[str, ...]) -> bytes:
    # The names of these folders hold name and version; importlib.metadata would take long.
    folders = [Path(each) for each in path if each and Path(each).is_dir()]
    found = {each for folder in folders for each in folder.glob("*-info")}
    names = sorted({each.name for each in found})
    files = {line for each in found if (each / _DIRECT).is_file() for line in _recorded(each)}
    return digest_of([sys.version, names, sorted(files)])


def _recorded(info: Path) -> Iterator[str]:
    """Yield the files of an installed package, each with its digest.

    Scripts, links to folders of code and the notes of installers are left out, since they say where
    and when something was installed. See
    https://packaging.python.org/en/latest/specifications/recording-installed-packages/.
    """
    try:
        lines = (info / "RECORD").read_text("utf-8").splitlines()
    except OSError:
        return
    yield from (each for each in lines if "=" in each and not _OF_INSTALLERS.match(each))


def settings_fingerprint(settings: Mapping[str, Any]) -> Fingerprint:
    """Return the digest of each setting."""
    return {f"the setting {name}": setting_digest(settings[name]) for name in sorted(settings)}


def setting_digest(value: Any) -> bytes:
    """Return the digest of a setting's value: of plain data, and of code by name and source.

    Paths are left out, since a clone of the paper has other paths.
    """
    return digest_of(_plain(value))


def nameless(value: Any, place: str) -> Iterator[str]:
    """Yield the places in a setting of functions or classes that no name of their module refers to.

    Such are lambdas and closures. The values that a closure holds are in no source, and other
    processes cannot unpickle it. `functools.partial` of a named function is fine: its arguments
    can be seen.

    place: the name of the setting, such as "JINJA_FILTERS".
    """
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from nameless(each, f"{place}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, each in enumerate(value):
            yield from nameless(each, f"{place}.{number}")
    elif isinstance(value, partial):
        for each in (value.func, *value.args, *value.keywords.values()):
            yield from nameless(each, place)
    elif not has_name(value):
        yield place


def has_name(code: Any) -> bool:
    """Say whether a function, a class or an object's class has a name in its module."""
    return "<" not in getattr(code, "__qualname__", type(code).__qualname__)


def zone_digest(name: str) -> bytes:
    """Return the digest of the system's data on a time zone.

    b"" if the data come from the package tzdata, whose version counts instead. It is read once, as
    by Python itself.
    """
    return _zone_in(zoneinfo.TZPATH, name)


@cache
def _zone_in(folders: tuple[str, ...], name: str) -> bytes:
    return next(filter(None, (file_digest(f"{folder}/{name}") for folder in folders)), b"")


def changed(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> list[str]:
    """Return the names whose digests differ."""
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


class _Code(NamedTuple):
    """What is known of a module or a whole package: digests by folders, and what it imports."""

    digests: Mapping[str, bytes]
    imports: frozenset[str]


# A reimported module, such as a preview's settings, is a new object with the same name.
_known: dict[str, tuple[ModuleType, _Code]] = {}

# A pattern and not a parser, since parsing a plugin would take longer than all else here.
_IMPORT = re.compile(
    rb"(?:^|[:;])[ \t]*(?:from[ \t]+([^\s.]+)\S*[ \t]+import\b"
    rb"|import[ \t]+((?:[^\s,;#]+(?:[ \t]+as[ \t]+\w+)?[ \t]*(?:,[ \t]*|(?=[;#\r\n]|\Z)))+))",
    re.MULTILINE,
)

_CATALOGUES = (".po", ".pot")
_OF_PAGES = frozenset({"templates", "static"})  # folders in a package

_CONTINUED = re.compile(rb"\\\r?\n")


def _code_around(modules: Iterable[str], look: Callable[[str], _Code]) -> dict[str, bytes]:
    """Return the digests of modules and of all that they import, in the order of their names.

    look: returns the digests and imports of one of them.
    """
    found: dict[str, _Code] = {}
    names = {name.partition(".")[0] for name in modules}
    while names:
        found |= {name: look(name) for name in names}
        names = {each for name in names for each in found[name].imports} - found.keys()
    return dict(sorted(row for code in found.values() for row in code.digests.items()))


def _code_of(name: str) -> _Code:
    module = sys.modules.get(name)
    if module is None:
        return _read(name)
    if name not in _known or _known[name][0] is not module:
        _known[name] = module, _read(name)
    return _known[name][1]


def _read(name: str) -> _Code:
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):  # nothing that could be a name, or a program's own module
        spec = None
    rows: dict[str, list[Any]] = defaultdict(list)
    imports: set[str] = set()
    for folder, file in _files(name, spec) if spec else ():
        try:
            data = Path(file).read_bytes()
        except OSError:
            continue
        rows[folder].append([os.path.basename(file), digest(data)])  # noqa: PTH119 - it is a text
        if file.endswith(".py"):
            imports.update(_imports(data))
    return _Code({folder: digest_of(sorted(of)) for folder, of in rows.items()}, frozenset(imports))


def _files(name: str, spec: ModuleSpec) -> Iterator[tuple[str, str]]:
    """Yield the files of a module or package, each after the name of its folder as a package.

    Installed, compiled and hidden files are left out, and so are files on which pages depend one by
    one: gettext's catalogues, and the files in the folders `templates` and `static` of a package.
    """
    places = spec.submodule_search_locations
    if places is None and spec.has_location and spec.origin and not is_installed(spec.origin):
        yield name, spec.origin
    seen: set[str] = set()
    for place in places or ():
        for folder, below, files in os.walk(place, followlinks=True):
            below[:] = sorted(each for each in below if each[0] != "." and each != "__pycache__")
            # A link to a folder above would make the walk endless.
            if is_installed(folder) or (real := os.path.realpath(folder)) in seen:
                below.clear()
                continue
            seen.add(real)
            if "__init__.py" in files:
                below[:] = [each for each in below if not _is_of_pages(folder, each)]
            package = name + folder.removeprefix(place).replace(os.sep, ".")
            for file in files:
                if file[0] != "." and not file.endswith((".pyc", *_CATALOGUES)):
                    yield package, f"{folder}/{file}"


def _is_of_pages(package: str, folder: str) -> bool:
    """Say whether a folder of a package holds files that pages depend on one by one, not code."""
    return folder in _OF_PAGES and not Path(package, folder, "__init__.py").exists()


def is_installed(path: str) -> bool:
    """Say whether a file belongs to Python or to an installed package."""
    return path.startswith(_OF_PYTHON) or not _INSTALLED.isdisjoint(PurePath(path).parts)


def _imports(source: bytes) -> Iterator[str]:
    """Yield the top names of the modules that a source names in statements of import."""
    for line in _lines_with(b"import", _CONTINUED.sub(b" ", source)):
        for module, modules in _IMPORT.findall(line):
            for each in (module or modules).split(b","):
                yield each.strip().partition(b".")[0].partition(b" ")[0].decode("utf-8", "replace")


def _lines_with(word: bytes, source: bytes) -> Iterator[bytes]:
    """Yield the lines that hold a word: to find those first is much faster than any pattern."""
    place = source.find(word)
    while place >= 0:
        start, end = source.rfind(b"\n", 0, place) + 1, source.find(b"\n", place)
        yield source[start : end if end >= 0 else None]
        place = source.find(word, end) if end >= 0 else -1


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

    An object that shows only its address in memory differs in each process: then more is rebuilt
    than necessary, but nothing is stale.
    """
    if isinstance(value, re.Pattern):
        return [value.pattern, value.flags]
    if isinstance(value, partial):
        return [_plain(value.func), _plain(value.args), _plain(value.keywords)]
    if isinstance(value, _METHODS) and not isinstance(value.__self__, ModuleType):
        return [_plain(getattr(value, "__func__", value.__name__)), _plain(value.__self__)]
    kind = value if hasattr(value, "__qualname__") else type(value)
    module = str(getattr(kind, "__module__", None) or "builtins")  # `str.upper` has none
    held: list[Any] = [] if isinstance(value, type) else [getattr(value, "__dict__", None)]
    if isinstance(value, FunctionType):
        held += [value.__defaults__, value.__kwdefaults__, _data_named_by(value)]
    elif kind is not value and not held[0]:
        held = [repr(value)]
    return [f"{module}.{kind.__qualname__}", _code_around([module], _code_of), _plain(held)]


def _data_named_by(function: FunctionType) -> dict[str, Any]:
    """Return the data of its module that a function names, or another of the module that it calls.

    Data of functions that it calls count too. They may come from a file that the module has read.
    """
    codes, found, module = [function.__code__], dict[str, Any](), function.__globals__
    for code in codes:  # the list grows in the loop
        values = {name: _undecorated(module[name]) for name in code.co_names if name in module}
        found |= {name: value for name, value in values.items() if _is_data(value)}
        called = [each for each in values.values() if isinstance(each, FunctionType)]
        more = [each.__code__ for each in called if each.__globals__ is module]
        more += [each for each in code.co_consts if isinstance(each, CodeType)]
        codes += [each for each in more if each not in codes]
    return found


def _undecorated(value: Any) -> Any:
    """Return the function that a decorator such as `functools.cache` wraps, else the value."""
    return getattr(value, "__wrapped__", value)


def _is_data(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(map(_is_data, (*value.keys(), *value.values())))
    if isinstance(value, (list, tuple, set, frozenset)):
        return all(map(_is_data, value))
    return value is None or isinstance(value, (str, bytes, int, float))


_METHODS = (MethodType, BuiltinMethodType)
_DIRECT = "direct_url.json"  # what did not come from an index has it
_OF_INSTALLERS = re.compile(r"\.\./|[^/]*-info/|[^/]*\.pth,|.*\.pyc,")
_OF_PYTHON = os.path.dirname(os.__file__) + os.sep  # noqa: PTH120 - a prefix of texts
_INSTALLED = frozenset({"site-packages", "dist-packages"})
