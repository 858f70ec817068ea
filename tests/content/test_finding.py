"""Finding content: what lies in a folder is found, or the folder is told."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.small_paper import MakeSite, story


@pytest.mark.parametrize("folder", ["articles", "pages", "articles/2024"])
@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_a_folder_that_cannot_be_read_stops_the_build(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, folder: str, number: int
) -> None:
    """All that lies in it would vanish from the site, without a word."""
    files = {"articles/2024/a.md": story(), "pages/about.md": "---\ntitle: About\n---\n\nWe.\n"}
    before = site(files).files()
    disk = SimpleNamespace(**{**vars(os), "scandir": refusing(os.scandir, folder, number)})
    monkeypatch.setattr("broadsheet.content.finding.os", disk)
    made = site(files)
    assert str(made.stopped).endswith(
        f"content/{folder}: {os.strerror(number)} (let this user read all of the content folder)"
    )
    assert made.files() == before


def refusing(scandir: Callable[[Any], Any], folder: str, number: int) -> Callable[[Any], Any]:
    """Return how folders are read by a disk that does not give one of them."""

    def read(path: Any) -> Any:
        if Path(path).as_posix().endswith(f"content/{folder}"):
            raise OSError(number, os.strerror(number), str(path))
        return scandir(path)

    return read
