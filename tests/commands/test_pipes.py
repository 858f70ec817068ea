"""What a command prints into a pipe that nobody reads any more, as in `inv stats | head`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.halyard import ROOT

Settings = Callable[[Mapping[str, Any]], Path]


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["stats"],
        ["stats", "--format", "json"],
        ["check"],
        ["check", "--format", "json"],
        ["schema"],
        ["--list"],
        ["editions", "--target", "nowhere"],
    ],
    ids=" ".join,
)
def test_a_pipe_that_is_closed_ends_a_command_in_silence(
    paper: Path, settings_file: Settings, arguments: list[str]
) -> None:
    """With the status of a program that the system ends for it, as a shell tells it."""
    settings = settings_file({"NOBODY_READS_IT": 1})  # a check has something to print
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "broadsheet", *arguments]
    command += [] if arguments[0] in ("schema", "--list") else ["--settings", str(settings)]
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(command, cwd=ROOT, stdout=pipe, stderr=subprocess.PIPE, text=True)
    assert "roken pipe" not in done.stderr and "Traceback" not in done.stderr
    assert done.returncode == 141
