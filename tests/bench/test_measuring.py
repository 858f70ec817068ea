"""Time, processor and memory of a process and its children."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

import pytest

from bench.measure import CommandFailedError, measure, memory_of, tree

MEGABYTE = 1_000_000
HOLD = "import time; held = bytearray(80_000_000); time.sleep(0.4)"


def test_time_processor_and_memory_are_measured(tmp_path: Path) -> None:
    """A process that works and holds memory is seen to do both."""
    work = "held = bytearray(80_000_000); sum(range(3_000_000))"
    took = measure([sys.executable, "-c", work], tmp_path / "log", 60)
    assert took.processor > 0
    assert 0 < took.seconds < 60
    own = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # a child begins with it
    assert 80 * MEGABYTE < took.memory < max(200 * MEGABYTE, own + MEGABYTE)
    assert not took.cut_off


def test_memory_of_children_is_added(tmp_path: Path) -> None:
    """Two children at once take twice the memory of one."""
    start = f"import subprocess, sys; a = [sys.executable, '-c', {HOLD!r}]; "
    start += "both = [subprocess.Popen(a), subprocess.Popen(a)]; [each.wait() for each in both]"
    took = measure([sys.executable, "-c", start], tmp_path / "log", 60)
    own = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert 150 * MEGABYTE < took.memory < max(300 * MEGABYTE, own + MEGABYTE)


def test_work_of_children_that_nobody_waits_for_is_counted(tmp_path: Path) -> None:
    """Workers may end after their parent: their processor time is not lost."""
    child = (
        "import time; begun = time.process_time()\nwhile time.process_time() < begun + 0.5: pass"
    )
    start = f"import os, subprocess, sys; c = subprocess.Popen([sys.executable, '-c', {child!r}]); "
    start += "os.waitid(os.P_PID, c.pid, os.WEXITED | os.WNOWAIT); os._exit(0)"
    took = measure([sys.executable, "-c", start], tmp_path / "log", 60)
    assert took.processor > 0.3


def test_a_command_that_takes_too_long_is_cut_off(tmp_path: Path) -> None:
    """It is ended and reported so, and is no failure."""
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    took = measure(sleep, tmp_path / "log", 0.2)
    assert took.cut_off
    assert took.seconds < 30


def test_a_command_that_fails_is_an_error(tmp_path: Path) -> None:
    """The error shows what the command printed."""
    with pytest.raises(CommandFailedError, match="no such town"):
        measure([sys.executable, "-c", "raise SystemExit('no such town')"], tmp_path / "log", 60)


def test_a_process_that_is_gone_holds_nothing() -> None:
    """Processes end between two looks."""
    assert memory_of([2**22 + 1]) == 0
    assert tree(2**22 + 1) == [2**22 + 1]
    assert memory_of([os.getpid()]) > 0
