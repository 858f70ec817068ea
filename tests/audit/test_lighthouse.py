"""Lighthouse as the audit meets it: missing, or with a report to be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from audit.goals import CATEGORIES
from audit.lighthouse import VERSION, chromium, chromium_for_audits, figures_of, installed
from audit.programs import CannotAudit

AUDITS = {
    "first-contentful-paint": 800.5,
    "largest-contentful-paint": 1600.25,
    "cumulative-layout-shift": 0,
    "total-blocking-time": 12,
    "total-byte-weight": 150_123,
}


def report(**other: Any) -> bytes:
    """Return what matters here of a report, with other parts."""
    audits = {name: {"id": name, "score": 1, "numericValue": n} for name, n in AUDITS.items()}
    categories = {name: {"title": name, "score": 0.98} for name in CATEGORIES}
    return json.dumps({"audits": audits, "categories": categories, **other}).encode()


def test_the_figures_of_a_report_are_read() -> None:
    """Scores of 100, times in milliseconds, bytes."""
    found = figures_of(report(), "/")
    assert found.scores == (98, 98, 98, 98)
    assert (found.first_paint, found.largest_paint, found.shift) == (800.5, 1600.25, 0)
    assert (found.blocked, found.size) == (12, 150_123)


def test_a_report_of_a_failure_is_told_with_its_page() -> None:
    """Lighthouse writes one when the page does not come, and one without figures when it fails."""
    trouble = {"code": "NO_FCP", "message": "The page did not paint any content."}
    with pytest.raises(CannotAudit, match="/lost/: Lighthouse fails: The page did not paint"):
        figures_of(report(runtimeError=trouble), "/lost/")
    with pytest.raises(CannotAudit, match="/: Lighthouse has no figure for first-contentful"):
        figures_of(report(audits={}), "/")


def test_what_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without npm nothing is installed and nothing is begun."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium() is None
    assert chromium_for_audits() is None
    with pytest.raises(CannotAudit, match=r"npm is missing \(install Node\.js and npm"):
        installed(tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_the_browser_without_its_windows_is_preferred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For audits: the whole one lays pages out for reasons of its own. Tests open pages in that."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("chromium", "chromium-headless-shell"):
        (tmp_path / name).write_text("#!/bin/sh\n", "utf-8")
        (tmp_path / name).chmod(0o755)
        assert chromium_for_audits() == str(tmp_path / name)
    assert chromium() == str(tmp_path / "chromium")


def test_an_install_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the next audit would take half of a program for the whole."""
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm error: no network' >&2; exit 1\n", "utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(CannotAudit, match="npm cannot install lighthouse: npm error: no network"):
        installed(tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_program_that_is_there_is_taken(tmp_path: Path) -> None:
    """Of its own version, without asking anybody."""
    program = tmp_path / f"lighthouse-{VERSION}" / "node_modules/.bin/lighthouse"
    program.parent.mkdir(parents=True)
    program.touch()
    assert installed(tmp_path) == program
