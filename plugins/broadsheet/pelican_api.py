"""Pelican's own functions that this program uses. No other module imports Pelican.

Exceptions are `pelican_app.py`, which subclasses Pelican's program, and `in_pelican`, which works
in Pelican sites that are not papers.
"""

from __future__ import annotations

import inspect
from traceback import walk_stack
from types import FunctionType

import pelican
import pelican.settings
from pelican import plugins as plugin_namespace
from pelican.log import console
from pelican.paginator import PaginationRule
from pelican.plugins import _utils as plugin_loading
from pelican.settings import DEFAULT_CONFIG, read_settings
from pelican.utils import slugify

__all__ = [
    "DEFAULT_CONFIG",
    "SETTINGS_MODULE",
    "PaginationRule",
    "console",
    "is_run_again_and_again",
    "is_run_by",
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


def is_run_by(caller: FunctionType) -> bool:
    """Say whether a function of Pelican's own command line runs this build.

    caller: `main` or `autoreload`. `main` prints a traceback of what a build raises. `autoreload`
    waits for a save after a build that returns; after one that raises it builds again at once,
    forever. No setting or argument says which of them runs, so the stack is searched.
    """
    return any(frame.f_code is caller.__code__ for frame, _ in walk_stack(None))


def is_run_again_and_again() -> bool:
    """Say whether Pelican's `--autoreload` runs this build."""
    return is_run_by(pelican.autoreload)


def settings_given() -> tuple[str, frozenset[str]] | None:
    """Return the settings file of Pelican's command line, and the names of settings given there.

    None if Pelican's command line is not reading settings right now. Pelican passes the file to
    nobody, so it is read from the command line's stack frame.
    """
    frame = inspect.currentframe()
    while frame is not None and frame.f_code is not pelican.get_instance.__code__:
        frame = frame.f_back
    arguments = frame.f_locals["args"] if frame else None
    if arguments is None or not arguments.settings:
        return None
    return arguments.settings, frozenset(pelican.get_config(arguments))
