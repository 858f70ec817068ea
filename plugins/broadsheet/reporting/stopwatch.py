"""The stopwatch: how long each stage of a build took."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_SOON = 10  # seconds; shorter times are shown in hundredths


@dataclass
class Stopwatch:
    """Measures how long each stage of a build takes."""

    begun: float = field(default_factory=time.monotonic)
    stages: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of_process(cls) -> Stopwatch:
        """Return a watch that runs since this process began; the time so far is a stage."""
        starting = _age_of_process()
        return cls(time.monotonic() - starting, {"starting": starting})

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time spent in this context to the stage of that name."""
        begun = time.monotonic()
        try:
            yield
        finally:
            spent = time.monotonic() - begun
            self.stages[name] = self.stages.get(name, 0.0) + spent

    def __str__(self) -> str:
        """Return the seconds in total, and those of each stage that took a noticeable time."""
        digits = 2 if (elapsed := time.monotonic() - self.begun) < _SOON else 1
        stages = self.stages.items()
        spent = [f"{name} {seconds:.{digits}f}" for name, seconds in stages if seconds >= 0.02]
        total = f"{elapsed:.{digits}f} s"
        return f"{total} ({', '.join(spent)})" if spent else total


def _age_of_process() -> float:
    """Return the seconds since this process began, 0 if the system does not say."""
    try:
        status = Path("/proc/self/stat").read_text("utf-8")
        ticks = int(status.rpartition(")")[2].split()[19])  # proc(5): the 22nd field, starttime
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError):  # not Linux
        return 0.0
