"""The digests of files: each found out once, and anew when somebody has saved something."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

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
