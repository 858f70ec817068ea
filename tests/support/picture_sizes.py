"""The sizes of pictures, made once for all tests of a run: to encode those of a paper takes a minute.

They are kept by what they are made of and how, so any paper may take them from another's cache.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.sharing import folder_of_run

_NAME = "TESTS_PICTURE_SIZES"  # of the environment, so that tests of another checkout share them


def keep_sizes(request: pytest.FixtureRequest, patch: pytest.MonkeyPatch) -> None:
    """Keep the sizes beside the temporary folders of this run, whichever process makes them."""
    sizes = folder_of_run(request) / "picture-sizes"
    patch.setenv(_NAME, os.environ.get(_NAME, str(sizes)))


def with_kept_sizes(cache: Path) -> Path:
    """Return a cache folder that has the sizes which other tests have made."""
    sizes = Path(os.environ[_NAME])
    sizes.mkdir(exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    if not (cache / "derivatives").exists():
        (cache / "derivatives").symlink_to(sizes)
    return cache
