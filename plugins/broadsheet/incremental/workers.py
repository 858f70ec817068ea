"""Workers: the same job for many items, in batches, in other processes or on other machines.

A job is a function of a module. It gets the rules, which are the same for all items, and a batch
of items, and returns a result for each item. Rules, items and results must be picklable.

There are three places to work at, and the results are the same from each:

- this process, where there is little to do or one worker only;
- a pool of processes on this machine;
- a Dask cluster, which the setting BUILD_SCHEDULER names. It needs the extra `dask` here. Its
  machines need the same Python, the same packages and the same checkout of the site, with that
  checkout on `sys.path`, so that they can import `plugins`. They must also find at the same
  paths whatever files a job reads. Scheduler and workers run the code that they are sent:
  name only a scheduler that you trust, on a network that you trust.

A process that stands on other code or packages than this one does no work: its results would be
kept as if they were ours.
"""

from __future__ import annotations

import importlib
import itertools
import logging
import multiprocessing
import os
import pickle
import re
import signal
import sys
import threading
import traceback
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self, TypeVar

from broadsheet.faults import Fault, setting_fault
from broadsheet.incremental.fingerprints import Fingerprint, changed
from broadsheet.incremental.interrupts import interrupts_held

Rules = TypeVar("Rules")
Item = TypeVar("Item")
Result = TypeVar("Result")
Job = Callable[[Rules, Sequence[Item]], list[Result]]
Environment = Callable[[], Fingerprint]

# Batches in flight for each worker: one at work, and enough behind it that no worker waits while
# an earlier, slower batch holds up the results.
_AHEAD = 3

_PATIENCE = 10.0  # seconds to wait for a scheduler, and for a cluster that has lost all workers

_ADDRESS = re.compile(r"(?:tcp|tls)://(?:\[[0-9A-Fa-f:.]+\]|[^\s/:\[\]]+):(?P<port>\d{1,5})")


class CannotWork(Exception):
    """There is nobody to do the work; the message says why and what to do."""


class WorkerLost(CannotWork):
    """A worker ended in the midst of its work; the message names the work."""


class Workers:
    """Does jobs in parallel. A context manager: leaving it ends all that it has started.

    Processes are started when there is work for them and are kept for further work. Leaving by
    an exception, Ctrl+C among them, ends them at once.
    """

    def __init__(
        self,
        count: int | None = 0,
        scheduler: str | None = None,
        preload: Sequence[str] = (),
        environment: Environment = dict,
    ) -> None:
        """Take note of who is to work; nothing is started yet.

        count: the number of processes; 0 or None means all cores, 1 means this process.
        scheduler: the address of a Dask scheduler, in place of processes on this machine.
        preload: the modules that jobs need. They are imported once for all processes.
        environment: returns the fingerprint of what results depend on besides rules and items, such
        as code. It must be picklable: a process where it returns something else does no work.
        """
        self.count = count or cores()
        self.scheduler = scheduler
        self.preload = tuple(preload)
        self.environment = environment
        self._executor: _Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.close(at_once=kind is not None)

    def each(
        self,
        job: Job[Rules, Item, Result],
        rules: Rules,
        items: Iterable[Item],
        size: int,
        *,
        label: str = "at work on",
        name: Callable[[Item], str] = str,
        few: int = 0,
    ) -> Iterator[Result]:
        """Yield what the job returns, in the order of the items.

        items: taken only as workers need them, so they may be made on the way.
        size: the most items in a batch.
        label and name: how a message says what was being done and to which item: "reading" and
        a function that returns the item's path.
        few: up to so many items are done in this process.

        A process keeps the rules it was sent: its jobs get the same object for every batch. An
        exception that a job raises is raised here. Raises CannotWork where the rules cannot be
        sent to others, where a cluster cannot be reached or a process is in another environment,
        and WorkerLost where a worker ends before its work is done.
        """
        items = iter(items)
        first = list(itertools.islice(items, few + 1))
        alone = self.count == 1 and self.scheduler is None
        items = itertools.chain(first, items)
        if alone or len(first) <= few:
            for batch in _batches(items, size):
                yield from job(rules, batch)
        else:
            yield from self._spread(job, rules, _batches(items, size), label, name)

    def _spread(
        self,
        job: Job[Rules, Item, Result],
        rules: Rules,
        batches: Iterator[list[Item]],
        label: str,
        name: Callable[[Item], str],
    ) -> Iterator[Result]:
        if self._executor is None:
            self._executor = self._start()
        executor = self._executor
        packed = _packed((self.environment, self.environment(), _packed(rules)))
        flight: deque[list[Item]] = deque()
        futures: deque[Future[list[Result]]] = deque()

        def send(number: int) -> None:
            for batch in itertools.islice(batches, number):
                flight.append(batch)
                futures.append(executor.submit(_work, job, packed, batch))

        try:
            send(executor.ahead)
            while futures:
                results = executor.result(futures[0])
                futures.popleft()
                flight.popleft()
                send(1)  # before anything is yielded: the workers go on while the caller does
                yield from results
        except executor.losses as error:
            first, last = name(flight[0][0]), name(flight[-1][-1])
            raise WorkerLost(executor.lost(f"{label} {first} to {last}", error)) from error

    def _start(self) -> _Executor:
        return _Cluster(self.scheduler) if self.scheduler else _Pool(self.count, self.preload)


def read_workers(
    settings: Mapping[str, Any], preload: Sequence[str] = (), environment: Environment = dict
) -> tuple[Workers, list[Fault]]:
    """Return the workers that BUILD_WORKERS and BUILD_SCHEDULER name, and all faults.

    A setting at fault counts as not set. Nothing is started. preload, environment: see `Workers`.
    """
    faults = []
    count, scheduler = settings.get("BUILD_WORKERS"), settings.get("BUILD_SCHEDULER")
    if count is not None and (type(count) is not int or count < 0):
        what, mend = (
            f"“{count}” is no number of processes",
            "write one such as 2, or 0 for all cores",
        )
        faults.append(setting_fault("BUILD_WORKERS", what, mend))
        count = None
    if scheduler is not None and not _is_address(scheduler):
        what = f"“{scheduler}” is no address of a Dask scheduler"
        mend = "write one such as tcp://127.0.0.1:8786, or None to work on this machine"
        faults.append(setting_fault("BUILD_SCHEDULER", what, mend))
        scheduler = None
    return Workers(count, scheduler, preload, environment), faults


def cores() -> int:
    """Return how many cores this process may use, at least one."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _is_address(value: object) -> bool:
    found = _ADDRESS.fullmatch(value) if isinstance(value, str) else None
    return found is not None and 0 < int(found["port"]) < 65536


def _packed(value: object) -> bytes:
    try:
        return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError) as error:  # as the object pleases
        raise CannotWork(
            f"something in the settings cannot be sent to other processes: {error}. Write it so "
            "that a module holds it under a name, or set BUILD_WORKERS to 1"
        ) from error


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    items = iter(items)
    while batch := list(itertools.islice(items, size)):
        yield batch


# What runs in a worker


# What this process was first found to run on. Code is not read again when its files change: a
# cluster that has been at work for days runs the code of its first day.
_first_found: Fingerprint = {}


@lru_cache(maxsize=2)  # reading and rendering may alternate
def _unpacked(packed: bytes) -> Any:
    # The bytes travel with each batch: that is cheap. To unpickle them is not.
    environment, expected, rules = pickle.loads(packed)  # noqa: S301 - they come from the parent
    found = {name: _first_found.setdefault(name, of) for name, of in environment().items()}
    others = changed(expected, found)
    if others:
        raise CannotWork(
            f"a worker is not in the environment of this process: {', '.join(others)}. Give it the "
            "same, and start it again; where there is no cluster, start this again"
        )
    return pickle.loads(rules)  # noqa: S301


def _work(job: Job[Any, Item, Result], packed: bytes, batch: list[Item]) -> list[Result]:
    try:
        return job(_unpacked(packed), batch)
    except Exception as error:
        if _travels(error):
            raise
        raise RuntimeError(f"{type(error).__name__}: {error}") from error


def _outcome(
    work: Callable[..., list[Result]], *inputs: Any
) -> tuple[list[Result], Exception | None]:
    """Do work for Dask; return the results, or the exception of the job.

    The exception is no exception to Dask. So whatever its future raises is a fault of the cluster.
    When a worker dies, Dask's executor may even take results for an exception and raise some
    nonsense about them.
    """
    try:
        return work(*inputs), None
    except Exception as error:
        error.add_note("In a worker:\n" + traceback.format_exc())
        return [], error


def _travels(error: Exception) -> bool:
    """Say whether an exception can be unpickled: one that cannot would break the whole pool."""
    try:
        return type(pickle.loads(pickle.dumps(error))) is type(error)  # noqa: S301
    except Exception:
        return False


def _begin(lifeline: Connection) -> None:
    """Prepare a process of the pool: Ctrl+C is its parent's affair; without a lifeline it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    # Nothing is ever sent. The pipe becomes ready when its other end closes: because the parent
    # wants that, or because it is no more, even by SIGKILL.
    lifeline.poll(None)
    os._exit(1)


# Who works


class _Executor(ABC):
    """Those who work, and what is particular about them.

    ahead: how many batches to hand out before the first result is taken.
    losses: the exceptions that mean that a worker was lost.
    """

    ahead: int
    losses: tuple[type[Exception], ...]

    @abstractmethod
    def submit(self, work: Callable[..., list[Result]], *inputs: Any) -> Future[list[Result]]:
        """Hand out a batch."""

    @abstractmethod
    def result(self, future: Future[list[Result]]) -> list[Result]:
        """Wait for a batch and return its results."""

    @abstractmethod
    def lost(self, work: str, error: Exception) -> str:
        """Return the message about work that was lost by one of the losses."""

    @abstractmethod
    def close(self, at_once: bool) -> None:
        """End everything: what is queued never runs.

        at_once: do not wait for what is running.
        """


class _Pool(_Executor):
    """Processes on this machine.

    They are forked from a fork server: a process without threads that has imported what jobs
    need. To fork this process would be unsafe, since the preview builds in one of its threads.
    To spawn makes each process import everything: measured with 8 on two cores, 3.6 s against
    0.9 s. With two it takes 0.8 s either way, but twice the work. The server stays until this
    process ends, so that the next build of a preview has its pool in 0.01 s.
    """

    losses = (BrokenProcessPool,)

    def __init__(self, count: int, preload: Sequence[str]) -> None:
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            context.set_forkserver_preload(list(preload))
        self.ahead = count * _AHEAD
        lifeline, self._hold = context.Pipe(duplex=False)
        self._lifeline = lifeline  # open as long as processes may still be started
        self._executor: Executor = ProcessPoolExecutor(count, context, _begin, (lifeline,))

    def submit(self, work: Callable[..., list[Result]], *inputs: Any) -> Future[list[Result]]:
        with _same_modules(), interrupts_held():  # this may start the server and a process
            return self._executor.submit(work, *inputs)

    def result(self, future: Future[list[Result]]) -> list[Result]:
        return future.result()

    def lost(self, work: str, error: Exception) -> str:
        return (
            f"a worker process ended while it was {work}; too little memory? "
            "Set BUILD_WORKERS to a smaller number"
        )

    def close(self, at_once: bool) -> None:
        try:
            if at_once:
                self._hold.close()
            self._executor.shutdown(wait=True, cancel_futures=True)
        finally:
            self._hold.close()
            self._lifeline.close()


@contextmanager
def _same_modules() -> Iterator[None]:
    """Have a fork server started within import modules from where this process does.

    By itself it would look into the current folder first, which may hold other plugins.
    """
    path = os.pathsep.join(dict.fromkeys(str(place) for place in sys.path if place))
    wanted = {"PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class _Cluster(_Executor):
    """The workers of a Dask cluster."""

    def __init__(self, address: str) -> None:
        try:
            distributed = importlib.import_module("distributed")
        except ImportError as error:
            what = f"BUILD_SCHEDULER names {address}, but Dask is not installed"
            raise CannotWork(f"{what}; install Broadsheet with the extra `dask`") from error
        self.address = address
        # What becomes of a connection is told by our exceptions.
        for name in ("client", "core", "comm"):
            logging.getLogger(f"distributed.{name}").setLevel(logging.CRITICAL)
        self.losses = (_Unfinished,)
        try:
            self._client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            what = f"BUILD_SCHEDULER: no Dask scheduler answers at {address}"
            raise CannotWork(f"{what}; start it, or unset BUILD_SCHEDULER") from error
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            self._client.close()
            what = f"BUILD_SCHEDULER: the Dask scheduler at {address} has no workers"
            raise CannotWork(f"{what}; start some, or unset BUILD_SCHEDULER") from error
        self.ahead = sum(self._client.nthreads().values()) * _AHEAD
        self._executor: Executor = self._client.get_executor(pure=False)

    def submit(self, work: Callable[..., list[Result]], *inputs: Any) -> Future[list[Result]]:
        # The future is known to `result` only, which takes the outcome apart.
        try:
            return self._executor.submit(_outcome, work, *inputs)  # type: ignore[arg-type]
        except Exception as error:
            raise _Unfinished(f"{type(error).__name__}: {error}") from error

    def result(self, future: Future[Any]) -> list[Any]:
        deserted = False
        try:
            while not wait([future], timeout=_PATIENCE).done:
                # Dask would wait for ever for a worker to come back.
                before, deserted = deserted, not self._client.nthreads()
                if before and deserted:
                    raise _Unfinished("no worker is left")
            results, fault = future.result()
        except _Unfinished:
            raise
        except Exception as error:
            raise _Unfinished(f"{type(error).__name__}: {error}") from error
        if fault is not None:
            raise fault
        return results  # type: ignore[no-any-return]

    def lost(self, work: str, error: Exception) -> str:
        return (
            f"the Dask cluster at {self.address} failed while it was {work} ({error}); have its "
            "machines too little memory, or other code than this one? See their logs"
        )

    def close(self, at_once: bool) -> None:
        try:
            self._executor.shutdown(wait=False)  # cancels what is queued; no result is wanted
        finally:
            self._client.close()


class _Unfinished(Exception):
    """A cluster did not finish a batch; the message says why."""
