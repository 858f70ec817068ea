"""A checkout of somebody else: a build writes to cache, output and target, and no byte more."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.commands.conftest import STORY
from tests.support.halyard import NOW

NOBODY = 65534
SETTINGS = f"""
import os
from broadsheet.defaults import *
SITENAME, SITEURL = "The Tide", "https://tide.example"
PUBLISHER = {{"name": "The Tide", "sentence": "The Tide is a paper."}}
NOW, BUILD_WORKERS = {NOW!r}, 2
CACHE_PATH = os.environ.get("CACHE_DIRECTORY", CACHE_PATH)
OUTPUT_PATH = os.path.join(CACHE_PATH, "published")
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A paper with a story, and settings as the guide for operators has them."""
    folder = tmp_path / "checkout"
    (folder / "content/articles").mkdir(parents=True)
    (folder / "content/articles/harbour.md").write_text(STORY, "utf-8")
    (folder / "serverconf.py").write_text(SETTINGS, "utf-8")
    return folder


def command(task: str, *options: str) -> list[str]:
    return [sys.executable, "-m", "broadsheet", task, "--settings", "serverconf.py", *options]


def state_of(folder: Path) -> Mapping[str, tuple[int, int]]:
    """Return size and time of all that lies in a folder; a file that came and went shows, too."""
    paths = (folder, *sorted(folder.rglob("*")))
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}


@pytest.mark.slow
def test_no_byte_is_written_to_a_checkout(checkout: Path, tmp_path: Path) -> None:
    """Neither a lock, nor a staging folder, nor compiled settings, even where that would work."""
    before = state_of(checkout)
    environment = {"CACHE_DIRECTORY": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    for task in (command("check"), command("publish", "--target", str(tmp_path / "www"))):
        done = subprocess.run(task, cwd=checkout, env={**os.environ, **environment}, text=True)
        assert done.returncode == 0
    assert (tmp_path / "www/current/2024/06/harbour-reopens/index.html").is_file()
    assert state_of(checkout) == before
    locks = set(tmp_path.rglob("*.lock"))
    assert locks and {path.parent for path in locks} == {tmp_path / "cache"}


@pytest.fixture
def other_user(tmp_path: Path) -> dict[str, int]:
    """The arguments of `subprocess.run` for a user without rights."""
    if os.geteuid():
        pytest.skip("only root can be somebody else")
    user = {"user": NOBODY, "group": NOBODY}
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH | stat.S_IROTH)
    try:
        subprocess.run([sys.executable, "-c", "import broadsheet"], check=True, **user)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this Python is for root alone")
    return user


@pytest.mark.slow
@pytest.mark.parametrize("is_built", [False, True], ids=["never built", "built by its owner"])
def test_a_user_who_may_only_read_can_check_and_count(
    checkout: Path, other_user: dict[str, int], is_built: bool
) -> None:
    """Neither needs a place to write to, whatever the owner's builds have left there."""
    if is_built:
        subprocess.run(command("check"), cwd=checkout, check=True)
    before = state_of(checkout)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
    for task, told in (("check", "checked: 0 errors"), ("stats", "1 story (")):
        done = subprocess.run(
            command(task),
            cwd=checkout,
            env=environment,
            capture_output=True,
            text=True,
            **other_user,
        )
        assert done.returncode == 0, done.stderr
        assert told in done.stdout + done.stderr
    assert state_of(checkout) == before


@pytest.mark.slow
def test_a_user_who_may_only_read_can_publish(
    checkout: Path, tmp_path: Path, other_user: dict[str, int]
) -> None:
    """To folders of their own; where none is named, or is another's, that is one plain line."""
    own = tmp_path / "own"
    own.mkdir()
    shutil.chown(own, NOBODY, NOBODY)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}

    def publish(to: Path, **more: str) -> tuple[int, list[str]]:
        done = subprocess.run(
            command("publish", "--quiet", "--target", str(to)),
            cwd=checkout,
            env={**environment, **more},
            capture_output=True,
            text=True,
            **other_user,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stderr.splitlines()

    status, said = publish(own / "www")
    assert status == 1
    assert said[0].startswith("error: serverconf.py:")
    assert said[0].endswith(
        "CACHE_PATH: .cache: Permission denied "
        "(make room there, let this user write to it, or name another folder)"
    )
    cache = str(own / "cache")
    (tmp_path / "shut").mkdir()
    status, said = publish(tmp_path / "shut", CACHE_DIRECTORY=cache)
    assert status == 1
    assert said[-1].endswith(
        "Permission denied (make this user the owner of the target, or publish as its owner)"
    )
    assert publish(own / "www", CACHE_DIRECTORY=cache)[0] == 0
    assert publish(own / "www", CACHE_DIRECTORY=cache) == (0, [])
