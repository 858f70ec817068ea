"""Workers: the same results from anyone, and never a hang."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from broadsheet.build.worker_settings import read_workers
from broadsheet.incremental import executors
from broadsheet.incremental.workers import CannotWork, WorkerLost, Workers, cores
from tests.incremental import jobs_for_workers as jobs

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds after which a test calls it a hang

PROGRAM = """
from broadsheet.incremental.workers import Workers
from tests.incremental.jobs_for_workers import stay
if __name__ == "__main__":
    with Workers(2) as workers:
        list(workers.each(stay, None, range(100), 1))
"""


class TestPool:
    @pytest.mark.parametrize("count", [1, 2, 3])
    @pytest.mark.parametrize("size", [1, 7, 1000])
    def test_results_come_in_the_order_of_the_items(self, count: int, size: int) -> None:
        """However many work, and however the items are cut."""
        with Workers(count) as executor:
            results = list(executor.each(jobs.double, 1, range(200), size))
        assert results == [2 * item + 1 for item in range(200)]

    def test_two_processes_do_the_work(self) -> None:
        """Neither is the one that asked for it."""
        with Workers(2) as executor:
            done = set(executor.each(jobs.where, None, range(400), 1))
        assert os.getpid() not in done
        assert 1 <= len(done) <= 2

    def test_what_cannot_be_sent_to_others_is_told_in_one_sentence(self) -> None:
        """Such as an extension of Markdown that a settings file has made around a lambda."""
        with (
            pytest.raises(CannotWork, match=r"sent to other processes: .*lambda"),
            Workers(2) as staff,
        ):
            list(staff.each(jobs.where, lambda: None, range(4), 1))

    def test_processes_are_kept_for_further_work(self) -> None:
        """What is read and what is rendered is done by the same processes."""
        with Workers(2) as executor:
            done = {pid for _ in range(4) for pid in executor.each(jobs.where, None, range(60), 2)}
        assert len(done) <= 2

    def test_items_are_made_as_they_are_needed(self) -> None:
        """Few more items are taken than results were given."""
        taken = 0

        def items() -> Iterator[int]:
            nonlocal taken
            for item in range(2000):
                taken += 1
                yield item

        with Workers(2) as executor:
            for given, _ in enumerate(executor.each(jobs.double, 0, items(), 5)):
                assert taken - given <= 5 * (2 * 3 + 1)
        assert taken == 2000

    def test_a_process_unpacks_the_rules_once(self) -> None:
        """A job may keep what it derives from them."""
        with Workers(2) as executor:
            seen = set(executor.each(jobs.rules_seen, ("some", "rules"), range(100), 1))
        assert {number for _, number in seen} == {1}

    def test_a_process_in_another_environment_does_no_work(self) -> None:
        """It would do other work. What differs is named, and what to do."""
        environment = partial(jobs.environment_for, os.getpid())
        told = r"this process: the code of crew\. .*start this again"
        with pytest.raises(CannotWork, match=told), Workers(2, environment=environment) as executor:
            list(executor.each(jobs.double, 1, [1] * 9, 1))

    def test_work_that_is_left_off_ends(self) -> None:
        """Who wants no more results does not wait for those that nobody began."""
        with Workers(2) as executor:
            assert next(executor.each(jobs.double, 0, range(1000), 1)) == 0

    def test_after_the_end_work_begins_anew(self) -> None:
        """Leaving ends the processes, and not the use of the workers."""
        executor = Workers(2)
        for _ in range(2):
            with executor:
                assert list(executor.each(jobs.double, 0, [1, 2], 1)) == [2, 4]


class TestLittleWork:
    @pytest.mark.parametrize(("count", "number"), [(2, 0), (2, 10), (1, 500)])
    def test_nothing_is_started(self, count: int, number: int) -> None:
        """Ten items are no more than `few`, and a single worker is this process."""
        with Workers(count) as executor:
            assert set(executor.each(jobs.where, None, range(number), 3, few=10)) <= {os.getpid()}

    def test_one_item_more_is_worth_a_pool(self) -> None:
        """Then others do all of it."""
        with Workers(2) as executor:
            assert os.getpid() not in set(executor.each(jobs.where, None, range(11), 3, few=10))

    def test_batches_are_no_larger_here(self) -> None:
        """The size of a batch holds in this process too."""
        with Workers(1) as executor:
            sizes = list(executor.each(lambda _, batch: [len(batch)], None, range(7), 3))
        assert sizes == [3, 3, 1]


class TestTrouble:
    @pytest.mark.parametrize("count", [1, 2])
    def test_an_exception_of_a_job_is_raised_as_it_is(self, count: int) -> None:
        """After the results of the batches before it."""
        results = []
        with pytest.raises(KeyError, match="50"), Workers(count) as executor:
            for result in executor.each(jobs.fault_at, 50, range(100), 10):
                results.append(result)
        assert results == list(range(50))

    def test_an_exception_does_not_end_the_pool(self) -> None:
        """The same processes do what comes next."""
        with Workers(2) as executor:
            with pytest.raises(KeyError):
                list(executor.each(jobs.fault_at, 5, range(10), 1))
            assert list(executor.each(jobs.fault_at, -1, range(10), 1)) == list(range(10))

    def test_an_exception_that_cannot_travel_is_told_of(self) -> None:
        """It would break the pool: its name and message come in its place."""
        with pytest.raises(RuntimeError, match=r"Stubborn: a\.md:7"), Workers(2) as executor:
            list(executor.each(jobs.stubborn_fault, None, range(10), 1))

    @pytest.mark.parametrize("bulk", ["", "x" * 200_000])
    def test_a_killed_worker_is_an_error_that_names_its_work(self, bulk: str) -> None:
        """Also where more was on its way to it than a pipe holds."""
        items = [f"{number}.md{bulk}" for number in range(60)]
        with pytest.raises(WorkerLost) as caught, Workers(2) as executor:
            list(executor.each(jobs.die_at, 30, items, 2, label="reading", name=lambda x: x[:5]))
        message = str(caught.value)
        first, last = message.split("reading ")[1].split(";")[0].split(" to ")
        assert int(first.split(".")[0]) <= 30 <= int(last.split(".")[0])
        assert "BUILD_WORKERS" in message

    def test_a_worker_does_not_heed_ctrl_c(self) -> None:
        """What to do about it is for the program to say."""
        with Workers(2) as executor:
            assert list(executor.each(jobs.interrupted, None, range(10), 1)) == list(range(10))

    @pytest.mark.parametrize("path", [None, "somewhere"])
    def test_the_environment_is_left_alone(
        self, monkeypatch: pytest.MonkeyPatch, path: str | None
    ) -> None:
        """What a fork server must know is not told to anybody else."""
        for name in ("PYTHONPATH", "PYTHONSAFEPATH"):
            monkeypatch.delenv(name, raising=False)
        if path is not None:
            monkeypatch.setenv("PYTHONPATH", path)
        before = dict(os.environ)
        with Workers(2) as executor:
            list(executor.each(jobs.double, 0, range(10), 1))
        assert dict(os.environ) == before


@pytest.fixture
def program(tmp_path: Path, slow: None) -> Iterator[subprocess.Popen[str]]:
    """A program whose two workers are at work, and never end by themselves."""
    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        start_new_session=True,
    )
    assert running.stdout is not None
    assert [running.stdout.readline() for _ in range(2)] == ["at work\n"] * 2
    yield running
    running.kill()
    running.communicate(timeout=PATIENCE)


class TestTheEnd:
    """Every process of a program holds its output open: it closes when the last one has ended."""

    @pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
    def test_a_killed_program_leaves_no_process(
        self, program: subprocess.Popen[str], sign: signal.Signals
    ) -> None:
        """Its workers end with it, in the midst of a job."""
        program.send_signal(sign)
        program.communicate(timeout=PATIENCE)
        assert program.returncode == -sign

    def test_ctrl_c_ends_everything_at_once(self, program: subprocess.Popen[str]) -> None:
        """A terminal sends it to all processes; only the program itself heeds it."""
        os.killpg(program.pid, signal.SIGINT)
        _, told = program.communicate(timeout=PATIENCE)
        assert program.returncode == -signal.SIGINT
        assert told.count("Traceback") == 1
        assert told.strip().endswith("KeyboardInterrupt")


@pytest.fixture(scope="module")
def scheduler(slow: None) -> Iterator[str]:
    """The address of a Dask cluster of two processes, where a lost worker is lost."""
    dask = pytest.importorskip("dask")
    distributed = pytest.importorskip("distributed")
    soon = {
        "distributed.scheduler.allowed-failures": 0,
        "distributed.comm.timeouts.connect": "1s",  # how long results of the dead are asked for
    }
    with (
        dask.config.set(soon),
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=50,
        ) as cluster,
    ):
        yield cluster.scheduler_address


class TestCluster:
    def test_results_are_the_same(self, scheduler: str) -> None:
        """In the order of the items, by processes of the cluster."""
        with Workers(1, scheduler) as executor:
            results = list(executor.each(jobs.double, 1, range(200), 7))
            assert os.getpid() not in set(executor.each(jobs.where, None, range(200), 7))
        assert results == [2 * item + 1 for item in range(200)]

    def test_equal_batches_are_done_each(self, scheduler: str) -> None:
        """Dask takes no result for another's because the inputs are equal."""
        with Workers(0, scheduler) as executor:
            assert len(set(executor.each(jobs.once, 1, [3] * 20, 1))) == 20

    def test_an_exception_of_a_job_is_raised_as_it_is(self, scheduler: str) -> None:
        """As from processes of this machine."""
        with pytest.raises(KeyError, match="50"), Workers(0, scheduler) as executor:
            list(executor.each(jobs.fault_at, 50, range(100), 10))

    def test_a_worker_stands_on_what_it_first_stood_on(
        self, scheduler: str, tmp_path: Path
    ) -> None:
        """What it has imported stays as it was, whatever lies on the disk of its machine now."""
        code = tmp_path / "crew.py"
        environment = partial(jobs.ground_in, code)
        for word, is_ours in ((b"1", True), (b"2", False), (b"1", True)):
            code.write_bytes(word)
            with Workers(0, scheduler, environment=environment) as executor:
                if is_ours:
                    assert set(executor.each(jobs.double, 1, [1] * 20, 1)) == {3}
                    continue
                with pytest.raises(CannotWork, match=r"this process: the code of crew\."):
                    list(executor.each(jobs.double, 1, [1] * 20, 1))

    def test_a_killed_worker_is_an_error_that_names_its_work(self, scheduler: str) -> None:
        """The cluster gives up a job that kills its worker."""
        items = [f"{number}.md" for number in range(60)]
        with pytest.raises(WorkerLost, match=r"reading \d+\.md to \d+\.md \("):  # noqa: SIM117 - the start of the workers is no part of it
            with Workers(0, scheduler) as executor:
                list(executor.each(jobs.die_at, 30, items, 2, label="reading"))

    def test_results_taken_for_an_exception_are_a_loss(
        self, scheduler: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Dask's executor may misread the results of a dying worker: no job is blamed for it."""
        distributed = pytest.importorskip("distributed")
        monkeypatch.setattr(distributed.Future, "status", "lost")
        with pytest.raises(WorkerLost, match="Error: "), Workers(0, scheduler) as executor:
            list(executor.each(jobs.double, 1, range(10), 3))

    def test_without_the_package_there_is_advice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Who has not installed Dask is told how."""
        monkeypatch.setitem(sys.modules, "distributed", None)
        with pytest.raises(CannotWork, match="extra `dask`"), Workers(0, "tcp://h:1") as executor:
            list(executor.each(jobs.double, 1, [1], 1))

    def test_a_scheduler_that_does_not_answer_is_an_error(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is named, and soon."""
        monkeypatch.setattr(executors, "_PATIENCE", 0.5)
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers there
            address = f"tcp://127.0.0.1:{held.getsockname()[1]}"
            with pytest.raises(CannotWork, match=address), Workers(0, address) as executor:
                list(executor.each(jobs.double, 1, [1], 1))

    def test_a_cluster_without_workers_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Dask itself would wait for ever."""
        distributed = pytest.importorskip("distributed")
        monkeypatch.setattr(executors, "_PATIENCE", 0.5)
        with (
            distributed.LocalCluster(
                n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
            ) as cluster,
            pytest.raises(CannotWork, match="no workers"),
            Workers(0, cluster.scheduler_address) as executor,
        ):
            list(executor.each(jobs.double, 1, [1], 1))


class TestSettings:
    def test_by_default_all_cores_work(self) -> None:
        """On this machine."""
        executor, faults = read_workers({})
        assert (executor.count, executor.scheduler, faults) == (cores(), None, [])

    @pytest.mark.parametrize(("value", "count"), [(0, cores()), (None, cores()), (1, 1), (5, 5)])
    def test_a_number_of_processes(self, value: int | None, count: int) -> None:
        """0 means all cores too."""
        executor, faults = read_workers({"BUILD_WORKERS": value})
        assert (executor.count, faults) == (count, [])

    @pytest.mark.parametrize("value", [-1, "2", 1.5, True, [2]])
    def test_what_is_no_number_is_a_fault(self, value: object) -> None:
        """The setting and its value are named."""
        (fault,) = read_workers({"BUILD_WORKERS": value})[1]
        assert str(fault).startswith(f"settings: BUILD_WORKERS: “{value}” is no number")

    @pytest.mark.parametrize(
        "value", ["tcp://127.0.0.1:8786", "tls://dask.example:1", "tcp://[::1]:8786"]
    )
    def test_an_address_of_a_scheduler(self, value: str) -> None:
        """By name or by number."""
        executor, faults = read_workers({"BUILD_SCHEDULER": value})
        assert (executor.scheduler, faults) == (value, [])

    @pytest.mark.parametrize(
        "value", ["", "127.0.0.1:8786", "http://h:1", "tcp://h", "tcp://h:0", "tcp://h:65536", 7]
    )
    def test_what_is_no_address_is_a_fault(self, value: object) -> None:
        """The setting and its value are named."""
        (fault,) = read_workers({"BUILD_SCHEDULER": value})[1]
        assert str(fault).startswith(f"settings: BUILD_SCHEDULER: “{value}” is no address")
