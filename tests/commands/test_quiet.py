"""Quiet runs, for cron: only what is wrong and what has changed is said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from invoke import Context, Exit

import tasks
from broadsheet.commands.settings_file import newspaper
from broadsheet.reporting.errors import BuildStopped
from tests.commands.conftest import STORY
from tests.support.halyard import ROOT

Settings = Callable[[Mapping[str, Any]], Path]
WARNED = {"NOBODY_READS_IT": 1}
FILE = "articles/2024/harbour-reopens.md"


def quietly(settings: Path, capfd: pytest.CaptureFixture[str]) -> str:
    """Build, and return all that was said."""
    newspaper(str(settings), {"BUILD_QUIET": True}).run()
    return "".join(capfd.readouterr())


def test_a_build_that_changes_nothing_says_nothing(
    paper: Path, settings_file: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    """Of a warning neither: it was told when the file changed that it is about."""
    settings = settings_file(WARNED)
    said = quietly(settings, capfd)
    assert "NOBODY_READS_IT" in said and " written, " in said
    assert quietly(settings, capfd) == ""
    (paper / FILE).write_text(f"{STORY}\nReally.\n", "utf-8")
    said = quietly(settings, capfd)
    assert "1 known warning: 1 setting-unread" in said and " written, " in said


def test_a_page_that_goes_is_a_change(
    paper: Path, settings_file: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    """Readers lose something."""
    settings = settings_file({})
    (paper / "articles/2024/second.md").write_text(STORY.replace("Harbour", "Port"), "utf-8")
    quietly(settings, capfd)
    (paper / "articles/2024/second.md").unlink()
    assert " deleted" in quietly(settings, capfd)


def test_errors_are_told_each_time(
    paper: Path, settings_file: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    """Until somebody mends them; nothing is written."""
    (paper / FILE).write_text("no front matter", "utf-8")
    for _ in range(2):
        with pytest.raises(BuildStopped):
            quietly(settings_file({}), capfd)
        assert "harbour-reopens.md" in capfd.readouterr().err


def test_a_check_says_what_is_wrong_and_nothing_else(
    settings_file: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    """There is no last time to which it could refer, so a warning is told each time."""
    tasks.check.body(Context(), settings=str(settings_file({})), quiet=True)
    assert "".join(capfd.readouterr()) == ""
    for _ in range(2):
        tasks.check.body(Context(), settings=str(settings_file(WARNED)), quiet=True)
        kind, line = "".join(capfd.readouterr()).splitlines()
        assert kind == "1 setting-unread: Nothing reads a setting." and "NOBODY_READS_IT" in line


def test_a_check_that_fails_fails_in_quiet_as_well(paper: Path, settings_file: Settings) -> None:
    """With the status 1."""
    (paper / FILE).write_text("no front matter", "utf-8")
    with pytest.raises(Exit) as caught:
        tasks.check.body(Context(), settings=str(settings_file({})), quiet=True)
    assert caught.value.code == 1


@pytest.mark.slow
def test_the_command_is_quiet(settings_file: Settings) -> None:
    """Nothing of Pelican's is said either; warnings that are fatal are told each time."""
    command = [sys.executable, "-m", "broadsheet", "build", "--quiet"]
    command += ["--settings", str(settings_file(WARNED))]

    def run(*options: str) -> tuple[int, str]:
        done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    status, said = run()
    assert status == 0 and said.count("NOBODY_READS_IT") == 1
    assert run() == (0, "")
    status, said = run("--fatal", "warnings")
    assert status == 1 and "NOBODY_READS_IT" in said
