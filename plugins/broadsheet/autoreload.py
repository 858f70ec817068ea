"""Who runs a build: Pelican's command line, its `--autoreload`, or neither."""

from __future__ import annotations

from traceback import walk_stack
from types import FunctionType

from pelican import autoreload


def is_run_by(caller: FunctionType) -> bool:
    """Say whether a function of Pelican's own command line runs this build.

    `main` makes a traceback of what a build raises. `autoreload` waits for a save after a build
    that returns; after one that raises it begins the next at once, without end. No setting and no
    argument tells of either.
    """
    return any(frame.f_code is caller.__code__ for frame, _ in walk_stack(None))


def is_run_again_and_again() -> bool:
    """Say whether Pelican's `--autoreload` runs this build."""
    return is_run_by(autoreload)
