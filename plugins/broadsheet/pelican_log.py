"""Pelican's log: one line about settings that cannot be read, and the number of warnings.

The filter is needed for Pelican's own command line alone: `broadsheet` and `inv` read the settings
themselves, see `commands/settings_file.py`, and raise one fault. Pelican's `main` reads them before
it makes any `Newspaper`, and makes a traceback of what that raises before it ends. No code of ours
is asked on the way, but for what the settings import: neither PELICAN_CLASS nor a plugin is known
yet, Pelican sends no signal, and its logger is the only thing in reach that it uses then. To raise
another kind of error does not help either, since it is the settings themselves, or Pelican, that
raise, and a `sys.excepthook` is not asked, since `main` catches.
"""

from __future__ import annotations

import logging
from pathlib import Path
from traceback import walk_tb
from typing import Any

from broadsheet.pelican_api import read_settings
from broadsheet.plan.blame import settings_fault
from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.faults import Verdict

_PELICANS = logging.getLogger("pelican")

logger = logging.getLogger(__name__)


def warn_of(verdict: Verdict) -> None:
    """Log the number of warnings of a verdict.

    Raises BuildStopped if warnings are fatal, as under `--fatal warnings`.
    """
    try:
        logger.warning("%s", verdict)
    except RuntimeError:  # how Pelican's logger says that warnings are fatal
        raise BuildStopped.by(verdict.warnings, str(verdict)) from None


def tell_of_settings_in_one_line() -> None:
    """Have Pelican's logger say in one line why settings cannot be read."""
    if not any(isinstance(each, _SettingsInOneLine) for each in _PELICANS.filters):
        _PELICANS.addFilter(_SettingsInOneLine())


class _SettingsInOneLine(logging.Filter):
    """Shortens the record of a failed reading; at the level DEBUG the traceback is kept."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        given = _settings_being_read(error)
        if error is not None and given is not None:
            record.msg, record.args = "%s", (settings_fault(error, *given),)
            if not logging.getLogger().isEnabledFor(logging.DEBUG):
                record.exc_info = None
        return True


def _settings_being_read(error: BaseException | None) -> tuple[Path, dict[str, Any]] | None:
    """Return the settings file that Pelican was reading when an error was raised, and overrides."""
    for frame, _ in walk_tb(error.__traceback__ if error else None):
        if frame.f_code is read_settings.__code__ and frame.f_locals.get("path"):
            return Path(frame.f_locals["path"]), frame.f_locals["override"] or {}
    return None
