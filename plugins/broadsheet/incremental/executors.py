"""Executors: run batches of work in processes on this machine or on a Dask cluster."""

from __future__ import annotations

import importlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from broadsheet.incremental.interrupts import interrupts_held
from broadsheet.incremental.jobs import CannotWork, Result, outcome

# Batches in flight for each worker: one at work, and enough behind it that no worker waits while
# an earlier, slower batch holds up the results.
_AHEAD = 3

_PATIENCE = 10.0  # seconds to wait for a scheduler, and for a cluster that has lost all workers


class Workforce(ABC):
    """A group of workers.

    ahead: how many batches to hand out before the first result is taken.
    losses: the exceptions that mean that a worker has died.
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
        """End all workers; queued batches never run.

        at_once: whether to end without waiting for running batches.
        """


class Pool(Workforce):
    """Processes on this machine.

    They are forked from a fork server: a process without threads that has imported what jobs
    need. Forking this process would be unsafe, since the preview builds in one of its threads.
    Spawning makes each process import everything: 3.6 s against 0.9 s, measured with 8 processes
    on two cores. With two processes both take 0.8 s, but spawning uses twice the CPU time. The
    server stays until this process ends, so the next build of a preview has its pool in 0.01 s.
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
    """Make a fork server that is started in this context use the same `sys.path`.

    It would otherwise look in the current folder first, which may hold other plugins.
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


class Cluster(Workforce):
    """The workers of a Dask cluster."""

    def __init__(self, address: str) -> None:
        try:
            distributed = importlib.import_module("distributed")
        except ImportError as error:
            what = f"BUILD_SCHEDULER names {address}, but Dask is not installed"
            raise CannotWork(f"{what}; install Broadsheet with the extra `dask`") from error
        self.address = address
        # Dask's log is silenced: our exceptions say what happened to the connection.
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
        try:
            return self._executor.submit(outcome, work, *inputs)  # type: ignore[arg-type]  # `result` unpacks what `outcome` returns
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
        return results  # type: ignore[no-any-return]  # Dask carries no types

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


def _begin(lifeline: Connection) -> None:
    """Prepare a process of the pool: it ignores Ctrl+C, and ends when its lifeline closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    # Nothing is ever sent. The pipe becomes ready when its other end closes: the parent closes it,
    # or has died, even by SIGKILL.
    lifeline.poll(None)
    os._exit(1)
