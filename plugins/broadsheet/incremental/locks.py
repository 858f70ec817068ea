"""Locks: let one build at a time use a folder or a store, while others wait."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from broadsheet.reporting.errors import BroadsheetError

_PATIENCE = 600  # seconds that a build waits for another one


class Busy(BroadsheetError):
    """Another build has held the lock for longer than we wait."""


@contextmanager
def held(file: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a file in this context.

    The file is not deleted: else a build that waits for it and a build that makes it anew could
    both get the lock. waiting: called once if another build holds it. Raises Busy if that lasts too
    long, OSError if the disk fails.
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
