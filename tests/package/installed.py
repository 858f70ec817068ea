"""Broadsheet as others have it: built once, and installed into an empty environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.halyard import ROOT

NOW = "2026-11-22T12:00:00+00:00"
ANSWERS = (
    *("--name", "Die „Große“ Post", "--url", "https://post.example"),
    *("--time-zone", "Europe/Berlin", "--lang", "de", "--sections", "Übersee, Kultur & Leben"),
    *("--publisher", 'Verein O\'Neil "Süd"', "--email", "post@post.example"),
)


def uv() -> str | None:
    """Return the program uv: the one that runs the tests, or any that is installed."""
    return os.environ.get("UV") or shutil.which("uv")


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    status: int
    said: str


@dataclass(frozen=True)
class Installed:
    """An environment that holds Broadsheet and what it needs, and nothing else."""

    folder: Path

    def run(self, *arguments: str, at: Path, **environment: str) -> Done:
        """Run a program of the environment in a folder, without a terminal."""
        program, *rest = arguments
        kept = {name: of for name, of in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(
            [str(self.folder / "bin" / program), *rest],
            cwd=at,
            env={**kept, "COLUMNS": "200", "PYTHONUTF8": "1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return Done(done.returncode, done.stdout)

    def broadsheet(self, *arguments: str, at: Path, **environment: str) -> Done:
        """Run the command `broadsheet`."""
        return self.run("broadsheet", *arguments, at=at, **environment)


def built(folder: Path) -> Path:
    """Build an sdist, and from what is unpacked of it a wheel; return where both lie."""
    dist = folder / "dist"
    _uv("build", "--sdist", "--out-dir", str(dist), at=ROOT)
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (source,) = (folder / "unpacked").iterdir()
    _uv("build", "--wheel", "--out-dir", str(dist), at=source)
    return dist


def installed(wheel: Path, folder: Path) -> Installed:
    """Install a wheel, with the versions that the lock file names."""
    constraints = folder / "constraints.txt"
    export = ("export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes")
    _uv(*export, "--output-file", str(constraints), at=ROOT)
    environment = folder / "environment"
    _uv("venv", "--quiet", str(environment), at=folder)
    python = ("--python", str(environment / "bin" / "python"))
    _uv("pip", "install", "--quiet", *python, "-c", str(constraints), str(wheel), at=folder)
    return Installed(environment)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, by their paths."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def _uv(*arguments: str, at: Path) -> None:
    environment: dict[str, Any] = {**os.environ}
    environment.pop("VIRTUAL_ENV", None)
    done = subprocess.run(
        [str(uv()), *arguments],
        cwd=at,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
