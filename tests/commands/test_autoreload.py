"""`pelican -r`: Pelican's own loop, which waits for a save after a build that returns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pelican
import pytest

from broadsheet.pelican_app import Newspaper
from broadsheet.reporting.errors import BuildStopped
from tests.support.halyard import NOW, PELICANCONF
from tests.support.small_paper import story

BUILDS = 5  # after so many without a save between them, the loop is taken for one without end


@pytest.fixture
def autoreload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """Pelican's loop over the content folder of a test, given what is done instead of each save.

    Returns how many builds had begun before each of these, and ends with Ctrl+C after the last.
    """
    builds = 0
    attend = Newspaper.attend

    def counted(paper: Newspaper, work: Any) -> Any:
        nonlocal builds
        builds += 1
        if builds > BUILDS:
            raise KeyboardInterrupt
        return attend(paper, work)

    monkeypatch.setattr(Newspaper, "attend", counted)

    def run(*saves: Callable[[], object]) -> list[int]:
        waited: list[int] = []

        def wait(*_: object) -> set[tuple[int, str]]:
            waited.append(builds)
            if len(waited) > len(saves):
                raise KeyboardInterrupt
            saves[len(waited) - 1]()
            return {(1, "a story")}

        monkeypatch.setattr(pelican, "wait_for_changes", wait)
        options = [f'NOW="{NOW}"', f'CACHE_PATH="{tmp_path / "cache"}"', "BUILD_WORKERS=1"]
        arguments = ["content", "-r", "-s", str(PELICANCONF), "-o", "output"]
        monkeypatch.chdir(tmp_path)
        with pytest.raises((KeyboardInterrupt, SystemExit)):
            pelican.autoreload(pelican.parse_arguments([*arguments, "-e", *options]))
        return waited

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A story that is at fault."""
    made = tmp_path / "content/articles/harbour-reopens.md"
    made.parent.mkdir(parents=True)
    made.write_text(story(titel="Harbour"), "utf-8")
    return made


def test_a_faulty_story_is_reported_once_a_save(
    file: Path, autoreload: Callable[..., list[int]], capsys: pytest.CaptureFixture[str]
) -> None:
    """And the save that mends it is built."""
    built = autoreload(
        lambda: file.write_text(story(titel="Harbour again"), "utf-8"),
        lambda: file.write_text(story(), "utf-8"),
    )
    assert built == [1, 2, 3]
    told = capsys.readouterr().err
    assert told.count("titel") == 2
    assert told.count("error: 1 error, 0 warnings; nothing was written") == 2
    assert (file.parents[2] / "output/2024/06/harbour-reopens/index.html").is_file()


def test_a_build_that_fails_as_nobody_expected_waits_too(
    file: Path,
    autoreload: Callable[..., list[int]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """With the traceback that a report needs."""
    file.write_text(story(), "utf-8")
    build = Newspaper.build

    def fail(*_: object) -> None:
        raise ArithmeticError("eleven")

    monkeypatch.setattr(Newspaper, "build", fail)
    assert autoreload(lambda: monkeypatch.setattr(Newspaper, "build", build)) == [1, 2]
    assert "ArithmeticError: eleven" in caplog.text


def test_a_build_by_itself_still_fails(file: Path, tmp_path: Path) -> None:
    """Its exit status says so."""
    settings = {
        "PATH": str(file.parents[1]),
        "OUTPUT_PATH": str(tmp_path / "output"),
        "CACHE_PATH": str(tmp_path / "cache"),
        "BUILD_WORKERS": 1,
    }
    paper = Newspaper(pelican.read_settings(str(PELICANCONF), override=settings))
    with pytest.raises(BuildStopped):
        paper.run()
