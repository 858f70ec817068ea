"""Loading the paper's settings outside Pelican's command line."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from broadsheet.changes import heed_deprecated
from broadsheet.pelican_api import DEFAULT_CONFIG, read_settings
from broadsheet.pelican_app import Newspaper
from broadsheet.plan.blame import settings_fault
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import Fault, setting_fault
from broadsheet.site.settings_source import PaperSettings, SettingsSource, placed


class CannotRead(BroadsheetError):
    """Settings that cannot be read; its one fault says where, why and what to do.

    Its cause is what Python or Pelican raised; there is none where there is no settings file.
    """


def load(settings_file: str, overrides: Mapping[str, Any] | None = None) -> PaperSettings:
    """Return the settings of a file, with overrides, as Pelican's command line would.

    They know where they are written, so that a fault of one can tell.

    Raises CannotRead, whatever the file does.
    """
    file, given = Path(settings_file), dict(overrides or {})
    if file.suffix != ".py" or not file.is_file():
        mend = "make it, or give another with --settings; its name ends in .py"
        fault = Fault(seen_from_here(file), 0, "no such settings file", mend)
        raise CannotRead(faults=[fault])
    try:
        with warnings.catch_warnings():
            # What it warns of fails in the next moment, and is told in one line then.
            warnings.filterwarnings("ignore", ".*perhaps you missed a comma", SyntaxWarning)
            with _without_pelicans_advice():
                settings = read_settings(settings_file, override=given)
    except (Exception, SystemExit) as error:
        raise CannotRead(faults=[settings_fault(error, file, given)]) from error
    heed_deprecated(settings)
    return PaperSettings(settings, SettingsSource(file.absolute(), frozenset(given)))


_PELICANS = logging.getLogger("pelican.settings")
_TOLD_BY_US = ("Feeds generated without SITEURL", "No timezone information")


@contextmanager
def _without_pelicans_advice() -> Iterator[None]:
    """Hold back what Pelican says of settings for which a newspaper has its own faults."""

    def is_pelicans_to_tell(record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith(_TOLD_BY_US)

    _PELICANS.addFilter(is_pelicans_to_tell)
    try:
        yield
    finally:
        _PELICANS.removeFilter(is_pelicans_to_tell)


def class_of(settings: PaperSettings) -> type[Newspaper]:
    """Return the class that PELICAN_CLASS names; raise CannotRead where it prints no newspaper."""
    kind = settings["PELICAN_CLASS"]
    if isinstance(kind, type) and issubclass(kind, Newspaper):
        return kind
    name = kind.__qualname__ if isinstance(kind, type) else repr(kind)
    mend = "import Newspaper from broadsheet.pelican_app, and name it without quotes"
    if kind == DEFAULT_CONFIG["PELICAN_CLASS"]:  # the file does not name one
        mend = f"begin the file with `from broadsheet.defaults import *`; or else {mend}"
    fault = setting_fault("PELICAN_CLASS", f"{name} prints no newspaper", mend)
    raise CannotRead(faults=[placed(fault, settings)])


def newspaper(settings_file: str, overrides: Mapping[str, Any] | None = None) -> Newspaper:
    """Return a paper ready to be planned or built; raise CannotRead as `load` and `class_of` do."""
    settings = load(settings_file, overrides)
    return class_of(settings)(settings)
