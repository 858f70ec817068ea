"""The demo paper, which lies in the top folder of the product's repository.

A paper of one's own is made by `broadsheet init`, and has a test of its own. No test here asks for a story, a section or a setting by its name. Each builds in a process of its own,
as the tasks do: the settings files of this paper and of the tests' are modules of the same names.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.halyard import ROOT, cached_in
from tests.support.picture_sizes import with_kept_sizes

pytestmark = pytest.mark.slow

REHEARSAL = """
import sys
from pathlib import Path
from broadsheet.commands.release import release
folder = sys.argv[1]
apart = {"OUTPUT_PATH": f"{folder}/output", "CACHE_PATH": f"{folder}/cache"}
release(Path("publishconf.py"), f"{folder}/www", overrides=apart)
"""


def python(*arguments: str) -> tuple[int, str]:
    """Run Python at the top of the checkout; return its exit status and what it said."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def test_a_preview_is_built_without_an_error(tmp_path: Path) -> None:
    """Settings and content are checked, and every page is printed."""
    places = ["-o", str(tmp_path / "output"), "-e", cached_in(with_kept_sizes(tmp_path / "cache"))]
    status, said = python("-m", "pelican", "-s", "pelicanconf.py", *places)
    assert status == 0, said
    assert (tmp_path / "output/index.html").is_file()


def test_it_can_be_published(tmp_path: Path) -> None:
    """Production finds no error, and on the pages every link, picture, feed and id is sound."""
    with_kept_sizes(tmp_path / "cache")
    status, said = python("-c", REHEARSAL, str(tmp_path))
    assert status == 0, said
    assert (tmp_path / "www/current/index.html").is_file()
