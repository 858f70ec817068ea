"""Python's collector of garbage, told when there is none.

A build loads hundreds of thousands of records and throws none of them away. To look through them
for garbage again and again would take longer than to load them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Look for no garbage within it; then take all that there is for lasting."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_at_work:
            gc.enable()


@contextmanager
def collector_at_work() -> Iterator[None]:
    """Look for garbage within it: trees of HTML are full of circles."""
    was_at_work = gc.isenabled()
    gc.enable()
    try:
        yield
    finally:
        if not was_at_work:
            gc.disable()
