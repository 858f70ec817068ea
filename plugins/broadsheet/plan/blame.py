"""Blame: whose code raised an exception, and at which line.

Settings files, plugins and the modules they import are Python code that is not ours. When it fails,
a fault names the line that its author can mend; the traceback is shown with `-v` only.
"""

from __future__ import annotations

import inspect
import linecache
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path
from traceback import FrameSummary
from types import ModuleType
from typing import Any

import broadsheet
from broadsheet.incremental.fingerprints import is_installed
from broadsheet.pelican_api import SETTINGS_MODULE
from broadsheet.reporting.contracts import places_of
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.faults import Fault, in_words, setting_fault
from broadsheet.site.settings_source import SettingsSource
from broadsheet.site.shapes import shape_faults

logger = logging.getLogger(__name__)

_FOLDERS = ("PATH", "THEME")
_LONG = 80
_LIKE_A_CALL = re.compile("object is not callable|is not subscriptable|indices must be")
_COMMA = "perhaps a comma is missing at the end of this line, or of one before"
_PROGRAM = Path(broadsheet.__file__).parent
_REPORT = "report this to its author, or take the plugin out of PLUGINS; -v shows the traceback"


def own_frames(error: BaseException) -> list[FrameSummary]:
    """Return the frames of an error's traceback that are in the code of a paper or a plugin.

    Frames of Python, of installed packages and of this program are left out.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = (frame for frame in frames if not frame.filename.startswith(("<", f"{_PROGRAM}/")))
    return [frame for frame in own if not is_installed(frame.filename)]


# Settings


def settings_fault(error: BaseException, file: Path, overrides: Mapping[str, Any]) -> Fault:
    """Return as a fault why a settings file cannot be read: the error that it or Pelican raised.

    overrides: the settings that were given in addition, such as on the command line.
    """
    fault = (
        _unreadable(error, file)
        or _missing_folder(error, file, overrides)
        or _fault_of_value(error, file, overrides)
    )
    return fault or fault_of(error, file)


def named_folders(file: Path, overrides: Mapping[str, Any]) -> dict[str, Path]:
    """Return the content folder and the theme that settings name, by "PATH" and "THEME".

    If the settings file fails, the values that were set before the failure count. The folders need
    not exist.
    """
    values = _values_in(file, overrides)
    paths = {name: values[name] for name in _FOLDERS if isinstance(values.get(name), str | Path)}
    return {name: Path(os.path.abspath(file.parent / path)) for name, path in paths.items()}  # noqa: PTH100 - links stay


def _unreadable(error: BaseException, file: Path) -> Fault | None:
    """Return the fault of a settings file that the system does not let us read."""
    if isinstance(error, OSError) and error.filename in (str(file), str(file.absolute())):
        what = f"the settings file cannot be read: {error.strerror}"
        return Fault(seen_from_here(file), 0, what, "let this user read it")
    return None


def _missing_folder(error: BaseException, file: Path, overrides: Mapping[str, Any]) -> Fault | None:
    """Return the fault of a missing content or theme folder, if that made Pelican fail."""
    frames = traceback.extract_tb(error.__traceback__)
    if not isinstance(error, ValueError) or frames[-1].filename != SETTINGS_MODULE:
        return None
    for name, folder in named_folders(file, overrides).items():
        if not folder.is_dir():
            what = f"there is no folder {seen_from_here(folder)}"
            fault = setting_fault(name, what, "make it, or correct it")
            return SettingsSource(file, frozenset(overrides)).placed(fault)
    return None


def _fault_of_value(error: BaseException, file: Path, overrides: Mapping[str, Any]) -> Fault | None:
    """Return the fault of a setting whose value makes Pelican fail; None if there is none."""
    if own_frames(error) or isinstance(error, SyntaxError):
        return None
    faults = shape_faults(_values_in(file, overrides))
    return SettingsSource(file, frozenset(overrides)).placed(faults[0]) if faults else None


def _values_in(file: Path, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that a file has set before it failed, with the overrides applied."""
    module = sys.modules.get(file.stem)  # Pelican keeps the partly read module there
    is_ours = getattr(module, "__file__", None) == str(file.absolute())
    return {**(vars(module) if module and is_ours else {}), **overrides}


def fault_of(error: BaseException, file: Path) -> Fault:
    """Return an error that the code of settings raised as a fault, at the line to blame.

    file: the settings file, which is blamed if no line of `own_frames` took part.
    """
    frames = own_frames(error)
    place, line = (frames[-1].filename, frames[-1].lineno) if frames else (str(file), 0)
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_file():
        place, line = error.filename, error.lineno
    written = _written(place, line or 0)
    what = f"{in_words(error)}, in `{written}`" if written else in_words(error)
    return Fault(seen_from_here(Path(place)), line or 0, what, _mend(error), kind="plugin")


def _written(file: str, line: int) -> str:
    """Return what stands in a line of code, shortened; "" if it cannot be read."""
    linecache.checkcache(file)  # it may have been saved since
    text = linecache.getline(file, line).strip()
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def _mend(error: BaseException) -> str:
    if isinstance(error, ImportError):
        return "correct the name, or install it"
    # Two entries without a comma between them are a call, or an index, of the first.
    if isinstance(error, TypeError) and _LIKE_A_CALL.search(str(error)):
        return _COMMA
    # Python looks for a comma within a line only.
    if isinstance(error, SyntaxError) and error.msg == "invalid syntax":
        return _COMMA
    return "correct it"


# Plugins


def plugin_fault(error: BaseException, plugins: Iterable[ModuleType]) -> Fault | None:
    """Return the fault of the plugin with the innermost frame of an error; None if there is none.

    The plugins that come with this program are never blamed: an error in one is our own error.
    """
    homes = {home: plugin for plugin in plugins for home in _homes(plugin)}
    for file, line in reversed(places_of(error)):
        for home, plugin in homes.items():
            if Path(file).is_relative_to(home):
                return _failure(plugin.__name__, error, file, line)
    return None


def set_up_fault(plugin: str, kind: type, error: BaseException) -> Fault:
    """Return the fault of a plugin whose capability class `kind` could not be set up.

    plugin: its name. The fault has the innermost line in the file of the class; if there is none,
    as when `__init__` takes other arguments, the line of the class itself.
    """
    file = inspect.getsourcefile(kind) or plugin
    lines = [line for place, line in places_of(error) if place == file]
    return _failure(plugin, error, file, lines[-1] if lines else inspect.getsourcelines(kind)[1])


def _failure(plugin: str, error: BaseException, file: str, line: int) -> Fault:
    what = f"the plugin {plugin} failed"
    logger.info("%s", what, exc_info=error)
    return Fault(file, line, f"{what}: {in_words(error)}", _REPORT, kind="plugin")


def _homes(plugin: ModuleType) -> list[Path]:
    """Return the folders of a plugin that is a package, else its file; none if it is our own."""
    places = [*getattr(plugin, "__path__", ())] or [getattr(plugin, "__file__", None)]
    paths = (Path(place) for place in places if place)
    return [path for path in paths if not path.is_relative_to(_PROGRAM)]
