"""Where the time of a build goes, by modules."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from bench import profile
from bench.measure import measure

MODULE = """
def busy():
    return sum(sorted(range(200_000), reverse=True))

busy()
"""


def test_time_is_shared_out_among_modules(tmp_path: Path) -> None:
    """What is done in C is the time of the module that asked for it, and nothing gets lost."""
    (tmp_path / "rooms").mkdir()
    (tmp_path / "rooms" / "busy.py").write_text(MODULE, "utf-8")
    found = tmp_path / "busy.prof"
    build = (sys.executable, "-m", "rooms.busy")
    measure(profile.command(found, build), tmp_path / "log", 60, folder=tmp_path)
    shares = profile.shares(found, tmp_path)
    assert sum(shares.values()) == pytest.approx(1)
    assert [*shares.values()] == sorted(shares.values(), reverse=True)
    assert next(iter(shares)) == "rooms/busy.py"


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("/a/.venv/lib/python3.11/site-packages/pelican/readers.py", "pelican"),
        ("/a/.venv/lib/python3.11/site-packages/smartypants.py", "smartypants"),
        ("/a/plugins/broadsheet/build/writing.py", "plugins/broadsheet/build/writing.py"),
        ("<frozen importlib._bootstrap>", "importing"),
        ("<string>", "Python’s own library"),
        (re.__file__, "Python’s own library"),
        ("/b/conf.py", "conf.py"),
    ],
)
def test_modules_have_the_names_by_which_one_knows_them(place: str, name: str) -> None:
    """Those of the project by their path, installed packages by their name."""
    assert profile.module_of(place, Path("/a")) == name
