"""Who does the work makes no difference: one process, two, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.edited_paper import (
    BYLINES,
    DATES,
    LINES,
    SECTIONS,
    TOPICS,
    Built,
    Desk,
    EditedPaper,
    assert_same,
)
from tests.support.halyard import ROOT, build_halyard, halyard  # noqa: F401 - the last is a fixture

pytestmark = pytest.mark.slow

WHO = ["two processes", "a cluster"]


@pytest.fixture(scope="module")
def cluster(alone: tuple[EditedPaper, Built]) -> Iterator[str]:
    """The address of a Dask cluster of two processes on this machine."""
    distributed = pytest.importorskip("distributed")
    with pytest.MonkeyPatch.context() as patch:
        # The operator of a cluster sees to it that its workers find the code; Dask hands on ours.
        for folder in (ROOT, alone[0].root / "code"):
            patch.syspath_prepend(str(folder))
        cluster = distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=50,
        )
    with cluster:
        yield cluster.scheduler_address


def settings_for(who: str, request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return the settings that have a build done by somebody."""
    if who == "a cluster":
        return {"BUILD_SCHEDULER": request.getfixturevalue("cluster")}
    return {"BUILD_WORKERS": 2}


def large_desk() -> Desk:
    """Return a desk with so many stories that it is worth while to share the work."""
    loaded = Desk.of_the_paper()
    for number in range(240):
        loaded.write(
            f"s{number:03}",
            "\n\n".join([LINES[number % len(LINES)]] * (number % 7 + 1)),
            title=f"Story '' {number}",
            date=DATES[number % 7],
            category=SECTIONS[number % 4],
            slug=f"s{number:03}",
            tags=TOPICS[number % len(TOPICS)],
            authors=BYLINES[number % len(BYLINES)],
            rights="open" if number % 9 == 0 else "fee",
        )
    return loaded


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[EditedPaper, Built]:
    """A paper, and what one process makes of it."""
    paper = EditedPaper(tmp_path_factory.mktemp("alone"), large_desk())
    built = paper.build()
    assert built.stopped is None
    return paper, built


class TestSmallPaper:
    @pytest.mark.parametrize("who", WHO)
    def test_a_cold_build_is_the_same(
        self,
        alone: tuple[EditedPaper, Built],
        tmp_path: Path,
        who: str,
        request: pytest.FixtureRequest,
    ) -> None:
        """The same files, and the same warnings in the same order."""
        paper = EditedPaper(tmp_path, large_desk())
        built = paper.build(**settings_for(who, request))
        assert (built.stopped, built.warnings) == (None, alone[1].warnings)
        assert_same(built.files, alone[1].files)

    @pytest.mark.parametrize("who", WHO)
    def test_an_edit_is_the_same(
        self, alone: tuple[EditedPaper, Built], who: str, request: pytest.FixtureRequest
    ) -> None:
        """What one has begun another can go on with: a store does not know who filled it."""
        paper = alone[0]
        paper.loaded = large_desk()
        paper.loaded.settings["SITENAME"] = f"Printed by {who}"
        paper.loaded.change("s007", "title", "Another title")
        built = paper.build(**settings_for(who, request))
        assert built.stopped is None
        assert_same(built.files, paper.build_clean().files)

    @pytest.mark.parametrize("who", WHO)
    def test_faults_are_the_same(
        self, tmp_path: Path, who: str, request: pytest.FixtureRequest
    ) -> None:
        """Every faulty story is told of, once, in the same order; nothing hangs."""
        paper = EditedPaper(tmp_path, large_desk())
        for number in (3, 50, 119):
            paper.loaded.change(f"s{number:03}", "sumary", "x")
        paper.loaded.change("s077", "body", "[there]({filename}/articles/2024/no.md)")
        expected = paper.build()
        built = paper.build(**settings_for(who, request))
        assert len(built.faults) == 4
        assert (built.faults, built.stopped) == (expected.faults, expected.stopped)

    @pytest.mark.parametrize("who", WHO)
    def test_a_template_that_fails_is_the_same(
        self, tmp_path: Path, who: str, request: pytest.FixtureRequest
    ) -> None:
        """Faults of the theme are told by the file and line of the template, each once."""
        paper = EditedPaper(tmp_path, large_desk())
        place = "{{ story.headline | unbroken }}</h1>"
        paper.loaded.replace(paper.loaded.theme, "templates/article.html", place, "{{ more }}")
        expected = paper.build()
        built = paper.build(**settings_for(who, request))
        assert built.stopped and built.faults == expected.faults


def test_a_cluster_that_runs_older_code_makes_nothing(
    alone: tuple[EditedPaper, Built], cluster: str
) -> None:
    """Started before a plugin was edited, it would print by the old code: it must start anew."""
    paper = alone[0]
    paper.loaded = large_desk()
    paper.loaded.settings["TYPOGRIFY"] = False  # so that the cluster has something to read
    assert paper.build(BUILD_SCHEDULER=cluster).stopped is None
    paper.loaded.append(paper.loaded.code, "stringer/words.py", 'SIGNATURE += " Twice."')
    stopped = paper.build(BUILD_SCHEDULER=cluster).stopped
    assert stopped and "of this process: the code of stringer. Give it the same" in stopped
    built = paper.build(BUILD_WORKERS=2)
    assert built.stopped is None
    assert_same(built.files, paper.build_clean().files)


@pytest.mark.parametrize("who", ["one process", "a cluster"])
def test_the_halyard_is_the_same(
    halyard: Path,  # noqa: F811 - pytest's way to ask for a fixture
    tmp_path: Path,
    who: str,
    request: pytest.FixtureRequest,
) -> None:
    """Every page, feed and file of The Halyard as two processes have printed it, byte for byte.

    Python's sets fall into another order each time; nothing may hang on it.
    """
    settings = {"BUILD_WORKERS": 1} if who == "one process" else settings_for(who, request)
    pairs = [
        f"{name}={value}" if isinstance(value, int) else f'{name}="{value}"'
        for name, value in settings.items()
    ]
    built = build_halyard(tmp_path / "output", *pairs, hash_seed="4711")
    assert built.returncode == 0, built.stderr + built.stdout
    assert_same(Built.of_folder(tmp_path / "output"), Built.of_folder(halyard))
