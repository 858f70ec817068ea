"""The digests of files: each found out once, and anew when somebody has saved something."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.incremental import file_digests
from plugins.incremental.file_digests import SIZE, FileDigests, file_digest


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


@pytest.mark.parametrize("beside", [False, True])
def test_a_link_within_the_folder_is_another_name_for_what_it_leads_to(
    digests: FileDigests, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: bool
) -> None:
    """Whoever saves a picture names it once, by whichever way leads to it."""
    content = tmp_path / "content"
    (content / "pictures/2024").mkdir(parents=True)
    (content / "images").symlink_to("pictures")
    picture = content / "pictures/2024/a.png"
    picture.write_bytes(b"a")
    names = ["pictures/2024/a.png", "images/2024/a.png", "lead.png"]
    if beside:
        monkeypatch.setattr(file_digests, "_WORTH_A_PROCESS", 1)
        digests.begin(names)
    assert [digests(name) for name in names[:2]] == [of(b"a")] * 2
    picture.write_bytes(b"A")
    digests.forget_below(str(content), [picture])
    assert [digests(name) for name in names[:2]] == [of(b"A")] * 2
    (content / "a.png").write_bytes(b"B")
    digests.forget_below(str(content), [content / "a.png"])
    assert digests("lead.png") == of(b"B")


def test_who_leaves_while_digests_are_found_out_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as at Ctrl+C, which the process beside us does not heed."""
    monkeypatch.setattr(file_digests, "_WORTH_A_PROCESS", 1)
    with FileDigests(str(tmp_path), is_patient=True) as patient:
        patient.begin(["a"])
        assert patient._beside is not None
        process = patient._beside._process
    assert process.returncode is not None


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system knows no niceness")
@pytest.mark.parametrize("niceness", [0, 7])
def test_the_process_is_as_patient_as_it_is_told(niceness: int) -> None:
    """Others go first; and Ctrl+C, which goes to every process of a terminal, does not end it."""
    program = (
        "import os, runpy, signal, sys\n"
        f"sys.argv = ['digests', '{niceness}']\n"
        f"runpy.run_path({file_digests.__file__!r}, run_name='__main__')\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
        "print(os.nice(0), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=b"/\0tmp", capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stderr) == min(19, os.nice(0) + niceness)
