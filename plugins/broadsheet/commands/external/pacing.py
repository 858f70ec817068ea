"""Pacing: a host is asked once in a while, however many of its addresses are wanted."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Lock


class Stopped(RuntimeError):
    """Whoever asks is to stop, since the editor has pressed Ctrl+C."""


class Pace:
    """Gives each host its turns.

    seconds: between two turns of one host. clock, wait: the time in seconds, and what waits for
    some of them and says whether to stop.
    """

    def __init__(
        self,
        seconds: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        self._seconds, self._clock = seconds, clock
        self._stopping = Event()
        self._wait = wait or self._stopping.wait
        self._next: dict[str, float] = {}
        self._lock = Lock()

    def turn(self, host: str) -> None:
        """Return when it is a host's turn; raise Stopped if that is never."""
        with self._lock:
            now = self._clock()
            mine = max(now, self._next.get(host, now))
            self._next[host] = mine + self._seconds
        if self._stopping.is_set() or (mine > now and self._wait(mine - now)):
            raise Stopped

    def rest(self, host: str, seconds: float) -> None:
        """Give a host no turn for some seconds, as it asked."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0), self._clock() + seconds)

    def stop(self) -> None:
        """Have everybody who waits, or would, stop."""
        self._stopping.set()
