"""Every fault that a site can have, as a folder: its content, and the exact report it must give.

`sites/NAME/` holds a content folder, perhaps a `settings.json` with settings to override, and in
`expected.txt` what the build must write to the terminal, line by line.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.halyard import NOW, PELICANCONF, cached_in
from tests.support.small_paper import build_paper

SITES = Path(__file__).with_name("sites")
NAMES = sorted(folder.name for folder in SITES.iterdir())
LAST = {".broadsheet": "index.html\n", "index.html": "the last good edition", "CNAME": "foreign"}


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to build in, with the last good edition in `output/`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output").mkdir()
    for name, text in LAST.items():
        (tmp_path / "output" / name).write_text(text)
    return tmp_path


def last_edition(workplace: Path) -> dict[str, str]:
    """Return the output folder as it is now."""
    return {path.name: path.read_text() for path in (workplace / "output").iterdir()}


def content_of(name: str, workplace: Path) -> Path:
    """Return a copy of an invalid site's content."""
    described = shutil.ignore_patterns("expected.txt", "settings.json")
    return Path(shutil.copytree(SITES / name, workplace / "content", ignore=described))


def settings_of(name: str) -> dict[str, object]:
    """Return the settings that an invalid site overrides."""
    file = SITES / name / "settings.json"
    return dict(json.loads(file.read_text("utf-8"))) if file.exists() else {}


def expected(name: str) -> list[str]:
    """Return the report that an invalid site must give."""
    return (SITES / name / "expected.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_an_invalid_site_gives_its_report_and_changes_nothing(
    name: str,
    workplace: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The report is exact, the exit status 1, and the last good edition stays as it was."""
    content = content_of(name, workplace)
    paper = build_paper(content, workplace / "output", monkeypatch, settings_of(name))
    assert paper.report == expected(name)
    assert paper.stopped is not None and paper.stopped.exit_status == 1
    assert last_edition(workplace) == LAST


@pytest.mark.parametrize("name", ["many-faults-and-advice", "setting-section-takes-a-page"])
def test_pelicans_own_command_says_the_same(name: str, workplace: Path) -> None:
    """`pelican PATH -s pelicanconf.py -o DIR` reports it, without a traceback, and exits with 1."""
    content_of(name, workplace)
    overrides = [f"{key}={json.dumps(value)}" for key, value in settings_of(name).items()]
    command = ["content", "-s", str(PELICANCONF), "-o", "output"]
    settings = [f'NOW="{NOW}"', cached_in(workplace / "cache")]
    done = subprocess.run(
        [sys.executable, "-m", "pelican", *command, "-e", *settings, *overrides],
        cwd=workplace,
        env={**os.environ, "COLUMNS": "40", "PYTHONUTF8": "1", "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    *told, last = [line for line in lines if line.startswith(("error: ", "warning: "))]
    assert told == expected(name)
    assert last == lines[-1] and last.endswith("; nothing was written")
    assert "Traceback" not in done.stdout + done.stderr
    assert "BuildStopped" not in done.stdout + done.stderr
    assert last_edition(workplace) == LAST
