"""Jobs: runs a batch in a worker, and brings its errors back."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from broadsheet.incremental.fingerprints import Fingerprint, changed
from broadsheet.reporting.contracts import add_places, places_of
from broadsheet.reporting.errors import BroadsheetError

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")
Job = Callable[[Shared, Sequence[Item]], list[Result]]


class CannotWork(BroadsheetError):
    """No worker can do the work; the message says why and what to do."""


# The environment of this process, as first found. A worker that has run for days still runs the
# code that it first imported.
_first_found: Fingerprint = {}


@lru_cache(maxsize=2)  # reading and rendering may alternate
def _unpacked(packed: bytes) -> Any:
    # The bytes are sent with each batch, which is cheap; unpickling them is not.
    environment, expected, shared = pickle.loads(packed)  # noqa: S301 - they come from the parent
    found = {name: _first_found.setdefault(name, of) for name, of in environment().items()}
    others = changed(expected, found)
    if others:
        raise CannotWork(
            f"a worker is not in the environment of this process: {', '.join(others)}. Give it the "
            "same, and start it again; where there is no cluster, start this again"
        )
    return pickle.loads(shared)  # noqa: S301 - our own


def run_job(job: Job[Any, Item, Result], packed: bytes, batch: list[Item]) -> list[Result]:
    try:
        return job(_unpacked(packed), batch)
    except Exception as error:
        places = places_of(error)
        if _is_picklable(error):
            add_places(error, places)
            raise
        stand_in = RuntimeError(f"{type(error).__name__}: {error}")
        add_places(stand_in, places)
        raise stand_in from error


def outcome(
    work: Callable[..., list[Result]], *inputs: Any
) -> tuple[list[Result], Exception | None]:
    """Do work for Dask; return the results, or the exception of the job.

    The exception is returned and not raised, so that anything a Dask future raises is a fault of
    the cluster. When a worker dies, Dask's executor may even raise results as if they were an
    exception.
    """
    try:
        return work(*inputs), None
    except Exception as error:
        error.add_note("In a worker:\n" + traceback.format_exc())
        return [], error


def _is_picklable(error: Exception) -> bool:
    """Say whether an exception can be unpickled: one that cannot would break the whole pool."""
    try:
        return type(pickle.loads(pickle.dumps(error))) is type(error)  # noqa: S301 - our own
    except Exception:
        return False


def pack(value: object) -> bytes:
    """Return a value as bytes for another process; raise CannotWork if it cannot be pickled."""
    try:
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError) as error:  # pickle raises any of these
        raise CannotWork(
            f"something in the settings cannot be sent to other processes: {error}. Write it so "
            "that a module holds it under a name, or set BUILD_WORKERS to 1"
        ) from error
