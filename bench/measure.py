"""Runs one command and measures it: time, processor, memory.

Memory is that of the whole tree of processes. While there is one process its resident set is
taken, and while there are several the sum of their proportional shares (PSS), so that what
workers share is counted once. Both are sampled every 50 milliseconds; the kernel's own high-water
mark of the largest process (ru_maxrss) makes up for peaks between the samples. It begins with that
of the process that measures, which must be a small one.

Processor time is what the kernel counts for the process and for the children that it waited for,
or, where workers outlive their parent and so are not counted, the sum of what the samples saw.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measurement:
    """What one run took. seconds: wall time; processor: user and system seconds of all processes.

    memory: bytes at the peak. cut_off: ended by us after the time allowed.
    """

    seconds: float
    processor: float
    memory: int
    cut_off: bool


class CommandFailedError(Exception):
    """A measured command did not succeed; the text shows the end of what it printed."""


def measure(
    command: Sequence[str],
    log: Path,
    allowed: float,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Measurement:
    """Run a command to its end and return what it took.

    log: takes what it prints; allowed: seconds after which it is ended; environment: variables
    laid over ours. Raises CommandFailedError when its exit status is not 0.
    """
    with log.open("wb") as output:
        begun = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - commands of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**_usual_environment(), **(environment or {})},
            cwd=folder,
            start_new_session=True,
        )
        with _Watch(process.pid, begun + allowed) as watch:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 and not watch.cut_off:
        raise CommandFailedError(f"{' '.join(command)}\n{log.read_text('utf-8')[-2000:]}")
    return Measurement(
        seconds=seconds,
        processor=max(watch.processor, usage.ru_utime + usage.ru_stime),
        memory=max(watch.peak, usage.ru_maxrss * 1024),
        cut_off=watch.cut_off,
    )


class _Watch:
    """A thread that samples a tree of processes, and ends it when time is up."""

    def __init__(self, root: int, deadline: float) -> None:
        self.peak = 0
        self.cut_off = False
        self._seen: dict[int, float] = {}
        self._root = root
        self._deadline = deadline
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def processor(self) -> float:
        """The processor seconds of all processes, as last seen."""
        return sum(self._seen.values())

    def _run(self) -> None:
        while not self._ended.wait(_INTERVAL):
            processes = tree(self._root)
            self.peak = max(self.peak, memory_of(processes))
            for process in processes:
                self._seen[process] = max(self._seen.get(process, 0.0), _processor(process))
            if time.perf_counter() > self._deadline and not self.cut_off:
                self.cut_off = True
                os.killpg(self._root, signal.SIGKILL)


def tree(root: int) -> list[int]:
    """Return the ids of a process and of all that it has started, directly or not."""
    found = [root]
    for parent in found:
        found += _children(parent)
    return found


def memory_of(processes: Sequence[int]) -> int:
    """Return the bytes of memory that processes hold together; those that are gone hold none."""
    reading = _resident if len(processes) == 1 else _proportional
    return sum(reading(process) for process in processes)


def _children(process: int) -> list[int]:
    """Return the direct children of a process, of whichever of its threads they are."""
    children: list[int] = []
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            children += map(int, (task / "children").read_text().split())
    except OSError:
        pass
    return children


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _proportional(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _processor(process: int) -> float:
    """Return the user and system seconds of a process, without its children."""
    try:
        # The name of the program, in brackets, may hold spaces; what is wanted stands behind it.
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _usual_environment() -> dict[str, str]:
    """Return the environment without what would keep Python from keeping its compiled modules."""
    return {name: of for name, of in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
