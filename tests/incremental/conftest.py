"""The small paper that the tests of incremental builds edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.support.edited_paper import Built, Desk, EditedPaper

STOPPED = 1_700_000_000  # the time of all files, whenever they are edited: only bytes may count


@dataclass(frozen=True)
class PrintedOnce:
    """A paper that has been built, with a copy of its output and store set aside."""

    paper: EditedPaper
    built: Built


@pytest.fixture(scope="module")
def printed_once(tmp_path_factory: pytest.TempPathFactory) -> PrintedOnce:
    """The paper of these tests, proved right once for all tests of a module."""
    paper = EditedPaper(tmp_path_factory.mktemp("paper"))
    paper.file_time = STOPPED
    built = paper.prove()
    assert built.stopped is None
    paper.keep()
    return PrintedOnce(paper, built)


@pytest.fixture
def paper(printed_once: PrintedOnce) -> Iterator[EditedPaper]:
    """The paper as it was after its first build, for one test to edit."""
    paper = printed_once.paper
    paper.loaded, paper.file_time = Desk.of_the_paper(), STOPPED
    paper.lay_out()
    paper.set_times([STOPPED], "content", "theme", "code")
    paper.bring_back()
    yield paper


@pytest.fixture
def first(printed_once: PrintedOnce) -> Built:
    """What the first build of the paper came to."""
    return printed_once.built
