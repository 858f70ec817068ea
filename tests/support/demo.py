"""The demo paper, built once for all tests that look at it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-22T12:00:00+00:00"
SHARED = ROOT.parent / "shared" / "corpus"


def pelican(*arguments: str, hash_seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run Pelican's own command line on the project, with a fixed clock, in another process."""
    return subprocess.run(
        [sys.executable, "-m", "pelican", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def cached_in(folder: Path) -> str:
    """Return the override of a setting by which the store of builds is kept in a folder."""
    return f'CACHE_PATH="{folder}"'


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo paper as `pelican content -s pelicanconf.py` builds it."""
    folder = tmp_path_factory.mktemp("demo")
    output = folder / "output"
    settings = [f'NOW="{NOW}"', cached_in(folder / "cache")]
    built = pelican("content", "-s", "pelicanconf.py", "-o", str(output), "-e", *settings)
    assert built.returncode == 0, built.stderr + built.stdout
    yield output
