"""Workers: run one job for many items, in batches, in other processes or on other machines.

A job is a function of a module. It gets data that all items share, and a batch of items, and
returns a result for each item. Shared data, items and results must be picklable.

Work is done in one of three places, with the same results:

- this process, where there is little to do or one worker only;
- a pool of processes on this machine;
- a Dask cluster, which the setting BUILD_SCHEDULER names. It needs the extra `dask` here. Its
  machines need the same Python, the same packages and the same code, and must find at the same
  paths whatever files a job reads. Scheduler and workers run the code that they are sent: name
  only a scheduler that you trust, on a network that you trust.

A process with other code or packages than this one refuses the work: its results would be stored
as if they were ours.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from broadsheet.incremental.fingerprints import Fingerprint
from broadsheet.incremental.jobs import CannotWork, Item, Job, Result, Shared, pack, run_job

if TYPE_CHECKING:
    from concurrent.futures import Future

    from broadsheet.incremental.executors import Workforce

Environment = Callable[[], Fingerprint]


class WorkerLost(CannotWork):
    """A worker died while it worked; the message names the work."""


class Workers:
    """Runs jobs in parallel. A context manager: leaving it ends all processes that it started.

    Processes are started when there is work for them and are kept for further work. Leaving by an
    exception, such as Ctrl+C, ends them at once.
    """

    def __init__(
        self,
        count: int | None = 0,
        scheduler: str | None = None,
        preload: Sequence[str] = (),
        environment: Environment = dict,
    ) -> None:
        """Keep the arguments; nothing is started yet.

        count: the number of processes; 0 or None means all cores, 1 means this process.
        scheduler: the address of a Dask scheduler, in place of processes on this machine.
        preload: the modules that jobs need. They are imported once for all processes.
        environment: returns the fingerprint of what results depend on besides the job's arguments,
        such as code. It must be picklable: a process where it returns another value refuses work.
        """
        self.count = count or cores()
        self.scheduler = scheduler
        self.preload = tuple(preload)
        self.environment = environment
        self._executor: Workforce | None = None

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
        job: Job[Shared, Item, Result],
        shared: Shared,
        items: Iterable[Item],
        size: int,
        *,
        label: str = "at work on",
        name: Callable[[Item], str] = str,
        few: int = 0,
    ) -> Iterator[Result]:
        """Yield what the job returns, in the order of the items.

        items: consumed lazily, as workers need them.
        size: the most items in a batch.
        label and name: how a message says what was being done and to which item: "reading" and
        a function that returns the item's path.
        few: up to so many items are done in this process.

        A process unpickles `shared` once, and passes the same object to the job for every batch. An
        exception that a job raises is raised here. Raises CannotWork if `shared` cannot be pickled,
        a cluster cannot be reached or a process has another environment, and WorkerLost if a worker
        dies before its work is done.
        """
        items = iter(items)
        first = list(itertools.islice(items, few + 1))
        alone = self.count == 1 and self.scheduler is None
        items = itertools.chain(first, items)
        if alone or len(first) <= few:
            for batch in _batches(items, size):
                yield from job(shared, batch)
        else:
            yield from self._spread(job, shared, _batches(items, size), label, name)

    def _spread(
        self,
        job: Job[Shared, Item, Result],
        shared: Shared,
        batches: Iterator[list[Item]],
        label: str,
        name: Callable[[Item], str],
    ) -> Iterator[Result]:
        if self._executor is None:
            self._executor = self._start()
        executor = self._executor
        packed = pack((self.environment, self.environment(), pack(shared)))
        flight: deque[list[Item]] = deque()
        futures: deque[Future[list[Result]]] = deque()

        def send(number: int) -> None:
            for batch in itertools.islice(batches, number):
                flight.append(batch)
                futures.append(executor.submit(run_job, job, packed, batch))

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

    def _start(self) -> Workforce:
        # Small builds start no processes, and need nothing that would.
        from broadsheet.incremental.executors import Cluster, Pool

        return Cluster(self.scheduler) if self.scheduler else Pool(self.count, self.preload)


def cores() -> int:
    """Return how many cores this process may use, at least one."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    items = iter(items)
    while batch := list(itertools.islice(items, size)):
        yield batch
