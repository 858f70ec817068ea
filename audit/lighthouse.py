"""Lighthouse: installed where it is missing, run, and read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct, field

from audit.goals import CATEGORIES, Figures
from audit.programs import CannotAudit, installed_file, last_line, run

VERSION = "12.8.2"  # a later one wants a later Node than Debian 12 has
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
_HEADLESS_SHELL = "chromium-headless-shell"


class _Category(Struct):
    score: float | None = None


class _Measure(Struct):
    value: float | None = field(name="numericValue", default=None)


class _Trouble(Struct):
    message: str


class _Report(Struct):
    categories: dict[str, _Category]
    audits: dict[str, _Measure]
    trouble: _Trouble | None = field(name="runtimeError", default=None)


def chromium() -> str | None:
    """Return the path of the system's Chromium, None where there is none."""
    return _first_of(_CHROMIUMS)


def chromium_for_audits() -> str | None:
    """Return the path of the Chromium that measures pages, None where there is none.

    It is rather the one without windows, its headless shell. The whole browser looks for forms to
    fill before the stylesheet comes; Lighthouse takes that layout for the first and counts the true
    one as work that blocks.
    """
    return _first_of((_HEADLESS_SHELL, *_CHROMIUMS))


def _first_of(programs: Iterable[str]) -> str | None:
    return next(filter(None, map(shutil.which, programs)), None)


def installed(cache: Path) -> Path:
    """Return the program, installed where it is missing."""
    return installed_file(cache, "lighthouse", VERSION, "node_modules/.bin/lighthouse")


def audited(program: Path, browser: str, address: str, report: Path) -> Figures:
    """Return what Lighthouse finds of a page on a phone. report: the file for all that it says."""
    flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
    command = [str(program), address, "--quiet", "--output=json", f"--output-path={report}"]
    report.unlink(missing_ok=True)
    ended = run([*command, f"--chrome-flags={flags}"], {"CHROME_PATH": browser})
    if not report.exists():
        raise CannotAudit(f"{address}: Lighthouse fails: {last_line(ended.stderr)}")
    return figures_of(report.read_bytes(), address)


def figures_of(report: bytes, address: str) -> Figures:
    """Return the figures of a report; raise CannotAudit where it has none."""
    found = msgspec.json.decode(report, type=_Report)
    if found.trouble:
        raise CannotAudit(f"{address}: Lighthouse fails: {found.trouble.message}")

    def value(name: str) -> float:
        number = found.audits[name].value if name in found.audits else None
        if number is None:
            raise CannotAudit(f"{address}: Lighthouse has no figure for {name}")
        return number

    return Figures(
        scores=tuple(100 * (found.categories[name].score or 0) for name in CATEGORIES),
        first_paint=value("first-contentful-paint"),
        largest_paint=value("largest-contentful-paint"),
        shift=value("cumulative-layout-shift"),
        blocked=value("total-blocking-time"),
        size=value("total-byte-weight"),
    )
