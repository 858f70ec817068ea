"""What is made once for all tests of a run, whichever process of it comes first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from xdist import is_xdist_worker


def folder_of_run(request: pytest.FixtureRequest) -> Path:
    """Return the temporary folder that all processes of this run have in common."""
    factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    base = factory.getbasetemp()
    return base.parent if is_xdist_worker(request) else base


def made_once(request: pytest.FixtureRequest, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first process to ask has filled, while the others waited.

    A lock ends with its process. Where one died at work, the next begins in a folder of its own:
    only what is whole is written down.
    """
    whole = folder_of_run(request) / f"{name}.whole"
    with FileLock(f"{whole}.lock"):
        if not whole.exists():
            folder = request.getfixturevalue("tmp_path_factory").mktemp(name)
            make(folder)
            whole.with_suffix(".part").write_text(str(folder), "utf-8")
            whole.with_suffix(".part").replace(whole)
        return Path(whole.read_text("utf-8"))
