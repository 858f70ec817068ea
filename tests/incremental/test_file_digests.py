"""The digests of files: each found out once, and anew when somebody has saved something."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.incremental import file_digests
from broadsheet.incremental.file_digests import SIZE, FileDigests, file_digest


def of(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:SIZE]


@pytest.fixture
def digests(tmp_path: Path) -> FileDigests:
    """The digests of a folder with two pictures, a link to one, and a link to a folder of them."""
    home, elsewhere = tmp_path / "content", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    for folder in (home, elsewhere):
        (folder / "a.png").write_bytes(b"a")
        (folder / "b.png").write_bytes(b"b")
    (home / "lead.png").symlink_to("a.png")
    (home / "shared").symlink_to(elsewhere)
    return FileDigests(str(home))


def test_a_file_is_looked_at_once(digests: FileDigests, tmp_path: Path) -> None:
    """Until somebody says that it was saved."""
    assert digests("a.png") == of(b"a")
    file = tmp_path / "content/a.png"
    file.write_bytes(b"A")
    assert digests("a.png") == of(b"a")
    digests.forget_below(str(tmp_path / "content"), [file])
    assert digests("a.png") == of(b"A")


def test_what_a_link_leads_to_may_change_under_another_name(
    digests: FileDigests, tmp_path: Path
) -> None:
    """A picture that is saved, and a link that is turned to another one, are both noticed."""
    assert digests("lead.png") == of(b"a")
    (tmp_path / "content/a.png").write_bytes(b"A")
    assert digests("lead.png") == of(b"A")
    (tmp_path / "content/lead.png").unlink()
    (tmp_path / "content/lead.png").symlink_to("b.png")
    assert digests("lead.png") == of(b"b")


@pytest.mark.parametrize("named", ["content/shared/a.png", "content/shared"])
def test_a_folder_behind_a_link_is_known_by_the_name_of_the_link(
    digests: FileDigests, tmp_path: Path, named: str
) -> None:
    """What was saved there is told by the path that was watched."""
    assert digests("shared/a.png") == of(b"a")
    (tmp_path / "elsewhere/a.png").write_bytes(b"A")
    digests.forget_below(str(tmp_path / "content"), [tmp_path / named])
    assert digests("shared/a.png") == of(b"A")


def test_a_folder_within_may_be_a_link_to_another(digests: FileDigests, tmp_path: Path) -> None:
    """What is saved in that one is another file for all names that it has."""
    home = tmp_path / "content"
    (home / "2024/harbour").mkdir(parents=True)
    (home / "2024/harbour/a.png").write_bytes(b"a")
    (home / "lately").symlink_to("2024")
    assert digests("lately/harbour/a.png") == of(b"a")
    (home / "2024/harbour/a.png").write_bytes(b"A")
    digests.forget_below(str(home), [home / "2024/harbour/a.png"])
    assert digests("lately/harbour/a.png") == of(b"A")


def test_a_folder_may_become_a_link(digests: FileDigests, tmp_path: Path) -> None:
    """Then what it leads to counts."""
    home = tmp_path / "content"
    (home / "2024").mkdir()
    (home / "2024/a.png").write_bytes(b"old")
    assert digests("2024/a.png") == of(b"old")
    (home / "2024").rename(home / "2023")
    (home / "2024").symlink_to("2023")
    digests.forget_below(str(home), [home / "2024", home / "2023"])
    assert digests("2024/a.png") == of(b"old")
    (home / "2023/a.png").write_bytes(b"new")
    digests.forget_below(str(home), [home / "2023/a.png"])
    assert digests("2024/a.png") == of(b"new")


def test_a_content_folder_may_be_a_link_itself(digests: FileDigests, tmp_path: Path) -> None:
    """What was saved is told by its true path then."""
    (tmp_path / "link").symlink_to("content")
    through = FileDigests(str(tmp_path / "link"))
    assert through("a.png") == of(b"a")
    (tmp_path / "content/a.png").write_bytes(b"A")
    through.forget_below(str(tmp_path / "link"), [tmp_path / "content/a.png"])
    assert through("a.png") == of(b"A")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Nobody writes to it, and so there is nothing in it."""
    os.mkfifo(tmp_path / "pipe.md")
    assert file_digest(str(tmp_path / "pipe.md")) == of(b"")


Started = list[subprocess.Popen[bytes]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """The processes that digests were found out in; one file is worth one."""
    processes: Started = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *command: Any, **options: Any) -> None:
            super().__init__(*command, **options)
            processes.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    monkeypatch.setattr(file_digests, "_WORTH_A_PROCESS", 1)
    yield processes
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A file that takes minutes to read, until somebody makes it shorter."""
    file = tmp_path / "content/endless.png"
    with file.open("wb") as opened:
        opened.truncate(1 << 40)
    return file


def test_links_are_not_known_either_that_were_looked_at_beside(
    digests: FileDigests, tmp_path: Path, started: Started
) -> None:
    """What was saved there is told by other names; all else is looked at once."""
    digests.begin(["a.png", "lead.png", "shared/b.png", "no.png"])
    assert digests("a.png") == of(b"a")
    for file in (tmp_path / "content/a.png", tmp_path / "elsewhere/b.png"):
        file.write_bytes(b"new")
    found = [digests(path) for path in ("a.png", "lead.png", "shared/b.png", "no.png")]
    assert found == [of(b"a"), of(b"new"), of(b"new"), b""]
    assert [process.returncode for process in started] == [0]


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="this system does not keep who has ended")
def test_patient_digests_let_others_go_first(
    digests: FileDigests, tmp_path: Path, started: Started
) -> None:
    """A process that looks at what nobody will ask for soon takes what the others leave."""
    patient = FileDigests(str(tmp_path / "content"), is_patient=True)
    for each in (digests, patient):
        each.begin(["a.png"])
    for process in started:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    found = [os.getpriority(os.PRIO_PROCESS, process.pid) for process in started]
    assert found == [ours, min(ours + 10, 19)]


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Ctrl+C is no signal here")
def test_an_interrupt_is_not_the_affair_of_a_process_beside(
    digests: FileDigests, endless: Path, started: Started, capfd: pytest.CaptureFixture[str]
) -> None:
    """From its first moment on it goes on with its work, and says nothing."""
    digests.begin(["endless.png", "a.png"])
    started[0].send_signal(signal.SIGINT)
    os.truncate(endless, 0)
    assert digests("a.png") == of(b"a")
    assert started[0].returncode == 0
    assert capfd.readouterr() == ("", "")


def test_no_process_is_left_once_the_digests_are_closed(
    digests: FileDigests, endless: Path, started: Started
) -> None:
    """Although it is still at work."""
    with digests:
        digests.begin([endless.name])
    assert started[0].returncode == -signal.SIGKILL
