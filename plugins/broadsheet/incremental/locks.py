"""Locks: what one build at a time may work with, while the others wait."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from broadsheet.errors import BroadsheetError

_PATIENCE = 600  # seconds that a build waits for another one


class Busy(BroadsheetError):
    """Another build has been at work for longer than anybody should wait."""


@contextmanager
def held(file: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Have within it what nobody else has who holds the same file.

    The file stays behind: were it deleted, somebody who waits for it and somebody who makes it
    anew could both go on. waiting: called once where another build holds it. Raises Busy when
    that does not end, OSError where the disk does not let us.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.is_dir() or file.is_symlink():
        raise OSError(errno.EEXIST, "stands in the place of a lock; delete it", str(file))
    # A preview takes the lock in one thread and gives it back in another.
    lock = FileLock(file, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        try:
            lock.acquire(timeout=_PATIENCE, poll_interval=0.1)
        except Timeout:
            minutes = _PATIENCE // 60
            what = f"another build has been at work here for {minutes} minutes"
            raise Busy(f"{what} (wait for it, or end it)") from None
    try:
        yield
    finally:
        lock.release()
