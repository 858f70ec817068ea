"""Jobs that tests give to workers. A module of its own: each process of a pool imports it."""

from __future__ import annotations

import os
import signal
import uuid
from collections.abc import Sequence
from pathlib import Path

_SEEN: list[object] = []


class Stubborn(Exception):
    """An exception that can be pickled but not unpickled: it wants more than its message."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__(f"{path}:{line}")


def double(rules: int, items: Sequence[int]) -> list[int]:
    """Return each item, doubled, and the rules added."""
    return [2 * item + rules for item in items]


def where(rules: object, items: Sequence[int]) -> list[int]:
    """Return the process in which each item was done."""
    return [os.getpid()] * len(items)


def rules_seen(rules: object, items: Sequence[int]) -> list[tuple[int, int]]:
    """Return the process, and how many different rules it has got so far, for each item."""
    if not any(rules is seen for seen in _SEEN):
        _SEEN.append(rules)
    return [(os.getpid(), len(_SEEN))] * len(items)


def environment_for(process: int) -> dict[str, bytes]:
    """Return one thing to stand on for one process, and another for all others."""
    return {"the code of crew": b"ours" if os.getpid() == process else b"theirs"}


def ground_in(file: Path) -> dict[str, bytes]:
    """Return what a process finds that it stands on: what a file holds now."""
    return {"the code of crew": file.read_bytes(), "the code of deck": b"the same"}


def fault_at(rules: int, items: Sequence[int]) -> list[int]:
    """Fail at the item that is equal to the rules."""
    if rules in items:
        raise KeyError(rules)
    return list(items)


def stubborn_fault(rules: object, items: Sequence[int]) -> list[int]:
    """Fail with an exception that cannot be unpickled."""
    raise Stubborn("a.md", 7)


def die_at(rules: int, items: Sequence[object]) -> list[object]:
    """Be killed, as by a system without memory, at the item whose number is the rules."""
    if any(str(item).startswith(str(rules)) for item in items):
        os.kill(os.getpid(), signal.SIGKILL)
    return list(items)


def interrupted(rules: object, items: Sequence[int]) -> list[int]:
    """Get what Ctrl+C sends to every process of a terminal, and go on."""
    os.kill(os.getpid(), signal.SIGINT)
    return list(items)


def once(rules: object, items: Sequence[int]) -> list[str]:
    """Return a word for each item that no other call returns."""
    return [uuid.uuid4().hex for _ in items]


def stay(rules: object, items: Sequence[int]) -> list[int]:
    """Say that work has begun, and never end it."""
    os.write(1, b"at work\n")  # in one piece: two of them may say so at once
    while True:
        signal.pause()
