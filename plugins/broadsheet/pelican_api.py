"""Pelican's own functions that this program uses. No other module imports Pelican.

But for `pelican_app.py`, which is a Pelican program, and `in_pelican`, which works in Pelican sites
that are no papers.

For Pelican's own command line alone, `_arguments` looks at who called. `broadsheet` and `inv` know
their settings file and show what is raised. Pelican's `main` makes a traceback of whatever a build
raises, and its `--autoreload` waits for a save only after a build that returns, else it builds
again at once, without end. Of neither, and of the settings file that was read, do the settings say
anything, nor any argument of PELICAN_CLASS, of a plugin or of a signal: that was looked for, and
only the functions of the command line know. A command line of our own in the place of `main` would
not be asked, for `pelican` is Pelican's entry point.
"""

from __future__ import annotations

import logging
from argparse import Namespace
from traceback import walk_stack

import pelican
import pelican.settings
from pelican import plugins as plugin_namespace
from pelican.log import FatalLogger, console
from pelican.paginator import PaginationRule
from pelican.plugins import _utils as plugin_loading
from pelican.settings import DEFAULT_CONFIG, read_settings
from pelican.utils import slugify

__all__ = [
    "DEFAULT_CONFIG",
    "SETTINGS_MODULE",
    "PaginationRule",
    "are_warnings_fatal",
    "console",
    "is_run_again_and_again",
    "is_run_by_command_line",
    "main",
    "plugin_loading",
    "plugin_namespace",
    "read_settings",
    "settings_given",
    "slugify",
]

SETTINGS_MODULE: str = pelican.settings.__file__
"""The file of Pelican's code that reads settings."""

main = pelican.main
"""Pelican's command line."""


def are_warnings_fatal() -> bool:
    """Say whether `--fatal warnings` was given."""
    return bool(FatalLogger.fatal_lvl <= logging.WARNING)


def is_run_by_command_line() -> bool:
    """Say whether Pelican's own command line runs this."""
    return _arguments() is not None


def is_run_again_and_again() -> bool:
    """Say whether Pelican's `--autoreload` runs this."""
    arguments = _arguments()
    return arguments is not None and arguments.autoreload


def settings_given() -> tuple[str, frozenset[str]] | None:
    """Return the settings file of Pelican's command line, and the names of settings given there.

    None where that does not run this, or reads no settings file.
    """
    arguments = _arguments()
    if arguments is None or not arguments.settings:
        return None
    return arguments.settings, frozenset(pelican.get_config(arguments))


def _arguments() -> Namespace | None:
    """Return the arguments of Pelican's command line, None where something else runs this."""
    for frame, _ in walk_stack(None):
        if frame.f_code in _COMMAND_LINE:
            arguments: Namespace | None = frame.f_locals.get("args")
            return arguments
    return None


_COMMAND_LINE = {
    function.__code__ for function in (pelican.main, pelican.autoreload, pelican.get_instance)
}
"""The code of the functions that hold the arguments under the name `args`."""
