"""The Halyard, a paper that belongs to the tests, built once for all that look at it.

Tests of the product build this one, or a small paper with its settings. What the checkout's own
content/ and settings hold is looked at in tests/paper, and nowhere else.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.picture_sizes import with_kept_sizes
from tests.support.sharing import made_once

ROOT = Path(__file__).resolve().parents[2]
HALYARD = ROOT / "tests" / "papers" / "halyard"
PELICANCONF = HALYARD / "pelicanconf.py"
PUBLISHCONF = HALYARD / "publishconf.py"
NOW = "2026-11-22T12:00:00+00:00"
SHARED = ROOT.parent / "shared" / "corpus"


def beginning_with(settings: Path) -> str:
    """Return the first line of a settings file that has all that one of The Halyard's sets.

    Another test may have read the settings of another paper, which is a module of the same name.
    """
    forget = "[sys.modules.pop(name, None) for name in ('pelicanconf', 'publishconf')]"
    find = f"sys.path.insert(0, {str(settings.parent)!r})"
    return f"import sys; {forget}; {find}; from {settings.stem} import *\n"


def pelican(
    *arguments: str, hash_seed: str = "0", cwd: Path = HALYARD
) -> subprocess.CompletedProcess[str]:
    """Run Pelican's own command line in the folder of a paper, in another process."""
    return subprocess.run(
        [sys.executable, "-m", "pelican", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def build_halyard(
    output: Path, *settings: str, hash_seed: str = "0"
) -> subprocess.CompletedProcess[str]:
    """Build The Halyard as `pelican content -s pelicanconf.py` does, at a fixed time.

    settings: overrides, as `-e` takes them. The store is kept beside the output folder.
    """
    arguments = ["content", "-s", PELICANCONF.name, "-o", str(output)]
    fixed = [f'NOW="{NOW}"', cached_in(with_kept_sizes(output.parent / "cache"))]
    return pelican(*arguments, "-e", *fixed, *settings, hash_seed=hash_seed)


def cached_in(folder: Path) -> str:
    """Return the override of a setting by which the store of builds is kept in a folder."""
    return f'CACHE_PATH="{folder}"'


@pytest.fixture(scope="session")
def halyard(request: pytest.FixtureRequest, slow: None) -> Path:
    """The output folder of The Halyard, built by two processes, once for all tests of a run."""

    def build(folder: Path) -> None:
        built = build_halyard(folder / "output", "BUILD_WORKERS=2")
        assert built.returncode == 0, built.stderr + built.stdout

    return made_once(request, "halyard", build) / "output"
