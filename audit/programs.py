"""The programs that audits need: found, installed by npm where they are missing, and run."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from broadsheet.reporting.errors import BroadsheetError

_MOST = 300  # seconds, for a page or for an install


class CannotAudit(BroadsheetError):
    """Something that the audit needs is missing or fails."""


def installed_file(cache: Path, package: str, version: str, path: str) -> Path:
    """Return a file of a package, which npm puts into a folder of the cache when it is missing."""
    folder = cache / f"{package}-{version}"
    if (folder / path).exists():
        return folder / path
    npm = shutil.which("npm")
    if npm is None:
        raise CannotAudit(f"npm is missing (install Node.js and npm: {package} comes with them)")
    folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder)]
    ended = run([*command, f"{package}@{version}"])
    if ended.returncode:
        shutil.rmtree(folder)
        raise CannotAudit(f"npm cannot install {package}: {last_line(ended.stderr)}")
    return folder / path


def run(
    command: list[str], environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, and return what it said."""
    return subprocess.run(  # noqa: S603 - programs that we have found ourselves
        command,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=_MOST,
    )


def last_line(text: str) -> str:
    """Return the last line of what a program said."""
    return (text.strip().splitlines() or ["it says nothing"])[-1]
