"""Where the time of a build went, as its last line tells."""

from __future__ import annotations

import subprocess
import sys
import time

from broadsheet.reporting.stopwatch import Stopwatch
from tests.support.halyard import ROOT


def test_the_start_of_the_program_is_a_stage_of_its_own() -> None:
    """Whoever waits for a build waits for Python, too."""
    told = "from broadsheet.reporting.stopwatch import Stopwatch; print(Stopwatch.of_process())"
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    elapsed = time.monotonic() - begun
    total, _, stages = done.stdout.strip().partition(" s (")
    assert stages.startswith("starting ")
    assert 0 < float(total) <= elapsed + 0.02


def test_only_stages_that_took_some_time_are_told() -> None:
    """The line stays short."""
    watch = Stopwatch(stages={"reading": 0.5, "checking": 0.001})
    assert str(watch).partition(" s ")[2] == "(reading 0.50)"
