"""Pelican's `--autoreload`: whether it is what runs a build."""

from __future__ import annotations

from traceback import walk_stack

from pelican import autoreload


def is_run_again_and_again() -> bool:
    """Say whether Pelican's `--autoreload` runs this build.

    Its loop waits for a save after a build that returns. After one that raises it begins the
    next at once, without end. No setting and no argument tells of it.
    """
    return any(frame.f_code is autoreload.__code__ for frame, _ in walk_stack(None))
