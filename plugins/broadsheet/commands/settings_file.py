"""Loading the paper's settings outside Pelican's command line."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pelican.settings
from pelican.settings import read_settings

from broadsheet.faults import Fault, in_words, setting_fault
from broadsheet.incremental.fingerprints import is_installed
from broadsheet.pelican_app import Newspaper
from broadsheet.site.settings_source import PaperSettings, SettingsSource
from broadsheet.terminal import seen_from_here

_FOLDERS = ("PATH", "THEME")


class CannotRead(Exception):
    """Settings that cannot be read; the fault says in one line where, why and what to do.

    Its cause is what Python or Pelican raised; there is none where there is no settings file.
    """

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def load(settings_file: str, overrides: Mapping[str, Any] | None = None) -> PaperSettings:
    """Return the settings of a file, with overrides, as Pelican's command line would.

    They know where they are written, so that a fault of one can tell.

    Raises CannotRead, whatever the file does.
    """
    file, given = Path(settings_file), dict(overrides or {})
    if file.suffix != ".py" or not file.is_file():
        mend = "make it, or give another with --settings; its name ends in .py"
        raise CannotRead(Fault(seen_from_here(file), 0, "no such settings file", mend))
    try:
        settings = read_settings(settings_file, override=given)
    except (Exception, SystemExit) as error:
        raise CannotRead(_missing_folder(error, file, given) or fault_of(error, file)) from error
    return PaperSettings(settings, SettingsSource(file.absolute(), frozenset(given)))


def newspaper(settings_file: str, overrides: Mapping[str, Any] | None = None) -> Newspaper:
    """Return a paper ready to be planned or built; raise CannotRead as `load` does."""
    return Newspaper(load(settings_file, overrides))


def named_folders(file: Path, overrides: Mapping[str, Any]) -> dict[str, Path]:
    """Return the content folder and the theme that settings name, by the names of the settings.

    Of settings that cannot be read, those that have been read before the fault; not all exist.
    """
    module = sys.modules.get(file.stem)  # where Pelican leaves what it could read
    is_ours = getattr(module, "__file__", None) == str(file.absolute())
    values = {**(vars(module) if module and is_ours else {}), **overrides}
    paths = {name: values[name] for name in _FOLDERS if isinstance(values.get(name), str | Path)}
    return {name: Path(os.path.abspath(file.parent / path)) for name, path in paths.items()}  # noqa: PTH100 - links stay


def fault_of(error: BaseException, file: Path) -> Fault:
    """Return what somebody's Python code raised as a fault, at the line of the code to blame.

    file: the one to blame where no line of anybody's code took part.
    """
    frames = own_frames(error)
    place, line = (frames[-1].filename, frames[-1].lineno) if frames else (str(file), 0)
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_file():
        place, line = error.filename, error.lineno
    mend = "correct the name, or install it" if isinstance(error, ImportError) else "correct it"
    return Fault(seen_from_here(Path(place)), line or 0, in_words(error), mend)


def _missing_folder(error: BaseException, file: Path, overrides: Mapping[str, Any]) -> Fault | None:
    """Return the fault of a folder without which Pelican refuses to read any settings."""
    frames = traceback.extract_tb(error.__traceback__)
    if not isinstance(error, ValueError) or frames[-1].filename != pelican.settings.__file__:
        return None
    for name, folder in named_folders(file, overrides).items():
        if not folder.is_dir():
            what = f"there is no folder {seen_from_here(folder)}"
            fault = setting_fault(name, what, "make it, or correct it")
            return SettingsSource(file, frozenset(overrides)).placed(fault)
    return None


def own_frames(error: BaseException) -> list[traceback.FrameSummary]:
    """Return the lines of somebody's own code that took part in an error.

    These are neither Python's, nor a package's, nor of this module, which begins the reading.
    """
    frames = traceback.extract_tb(error.__traceback__)
    own = (frame for frame in frames if not frame.filename.startswith(("<", __file__)))
    return [frame for frame in own if not is_installed(frame.filename)]
