"""What is made of the figures: verdicts, tables and a plot."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from bench import plot, report
from bench.builds import stages
from bench.results import Build, Results, Run, Series, load
from bench.targets import verdicts
from tests.bench.stored_run import results, series, size

ALL = results(
    size(1_000),
    size(
        10_000,
        {Build.COLD: series(20.0), Build.PELICAN: series(61.0)},
    ),
    size(
        100_000,
        {
            Build.PUBLISH: series(2.0),
            Build.NO_CHANGE: series(1.5),
            Build.HUGO_RELATED: series(240.0, memory=5_000_000_000),
            Build.HUGO_RELATED_AGAIN: series(230.0, memory=5_000_000_000),
            Build.PELICAN: series(900.0, cut_off=True),
        },
    ),
)


def test_a_run_is_read_as_it_was_stored(tmp_path: Path) -> None:
    """Nothing is lost on the way through the file."""
    ALL.store(tmp_path / "a" / "run.json")
    assert load(tmp_path / "a" / "run.json") == ALL


def test_figures_of_several_runs_are_put_together() -> None:
    """Time is the least and the median, memory and files the most, of all runs."""
    three = Series(runs=(*series(3.0, files=5).runs, *series(1.0, 2.0, memory=7).runs))
    assert (three.least, three.median, three.memory, three.files) == (1.0, 2.0, 100_000_000, 20)


def test_all_targets_are_judged_and_can_be_met() -> None:
    """A run that is quick enough meets every one of them."""
    judged = verdicts(ALL)
    assert len({verdict.target for verdict in judged}) == len(judged) == 13
    assert [verdict.target for verdict in judged if not verdict.met] == []


@pytest.mark.parametrize(
    ("stories", "build", "slow", "target"),
    [
        (10_000, Build.PUBLISH, series(0.8), "of Hugo’s full build"),
        (10_000, Build.PUBLISH, series(1.1), "of stock Pelican’s build"),
        (10_000, Build.COLD, series(31.0), "a cold build"),
        (10_000, Build.TEMPLATE, series(9.0, memory=601_000_000), "600 MB"),
        (10_000, Build.PUBLISH, series(0.6, files=41), "at most 40 files"),
        (10_000, Build.NO_CHANGE, series(0.7), "without a change"),
        (100_000, Build.PUBLISH, series(4.7), "of Hugo’s full build"),
        (100_000, Build.PUBLISH, series(2.0, memory=1_100_000_000), "memory for publishing"),
        (100_000, Build.PUBLISH, series(6.1), "times as long"),
    ],
)
def test_each_target_can_be_missed(stories: int, build: Build, slow: Series, target: str) -> None:
    """One figure beyond what is allowed, and the target that forbids it is missed."""
    sizes = [
        each.model_copy(update={"builds": {**each.builds, build: slow}})
        if each.stories == stories
        else each
        for each in ALL.sizes
    ]
    missed = [verdict for verdict in verdicts(results(*sizes)) if not verdict.met]
    assert any(target in verdict.target and verdict.factor > 1 for verdict in missed)


def test_only_sizes_that_were_run_are_judged() -> None:
    """A small run says nothing about large archives."""
    assert all(verdict.target.startswith("1,000 ") for verdict in verdicts(results(size(1_000))))


def test_the_quicker_of_hugos_builds_is_compared_with() -> None:
    """Hugo is not made to look slow by a build over an earlier site, or by a fresh one."""
    (verdict,) = [each for each in verdicts(ALL) if "at most 1/15" in each.target]
    assert "of 11.00 s" in verdict.found
    assert "1/15 of Hugo’s without related stories" in verdict.found


def test_a_cut_off_build_is_told_as_such() -> None:
    """Its time is a lower bound, in the table and in the plot."""
    text = report.markdown(ALL, "plot.svg")
    assert "| Stock Pelican (cut off after 15 min) | more than 900.00 |" in text
    assert "Stock Pelican (cut off)" in plot.draw(ALL)


def test_an_unequal_output_stands_out() -> None:
    """Nobody reads over a build that left other bytes than a clean one."""
    wrong = series(0.6).model_copy(update={"equal": False})
    text = report.markdown(results(size(1_000, {Build.TITLE: wrong})), "plot.svg")
    (row,) = [line for line in text.splitlines() if "edit a title" in line]
    assert row.endswith("| **no** |")


def test_the_page_is_updated_between_its_markers(tmp_path: Path) -> None:
    """What stands before and after them stays, and a page without them is refused."""
    page = tmp_path / "page.md"
    page.write_text(f"Before.\n{report.BEGIN}\nold\n{report.END}\nAfter.\n", "utf-8")
    report.update_page(page, "new")
    assert page.read_text("utf-8") == (f"Before.\n{report.BEGIN}\n\nnew\n\n{report.END}\nAfter.\n")
    page.write_text("Nothing.\n", "utf-8")
    with pytest.raises(ValueError, match="lacks"):
        report.update_page(page, "new")


@pytest.mark.parametrize("run", [ALL, results(size(1_000))], ids=["three sizes", "one size"])
def test_the_plot_is_sound_and_stays_inside_its_frame(run: Results) -> None:
    """It is XML, every mark lies in the picture, and no two names touch."""
    tree = etree.fromstring(plot.draw(run).encode())
    _, _, width, height = map(float, tree.get("viewBox").split())
    marks = tree.findall("{*}circle")
    assert marks
    for mark in marks:
        assert 0 < float(mark.get("cx")) < width
        assert 0 < float(mark.get("cy")) < height
    names = [
        float(text.get("y")) for text in tree.findall("{*}text") if not text.get("text-anchor")
    ]
    assert all(later - earlier >= 16 for earlier, later in pairwise(names))


def test_the_stages_are_those_of_the_closing_line() -> None:
    """And none where a build has no such line, as Hugo's has not."""
    line = "1 story; 3 files; 0 errors, 0 warnings; 0.71 s (reading 0.21, checking 0.1)\n"
    assert stages(line) == {"reading": 0.21, "checking": 0.1}
    assert stages("Total in 71 ms\n") == {}


def test_the_report_says_where_the_time_of_a_publish_goes() -> None:
    """What is in no stage is the end of the program."""
    run = Run(seconds=0.9, processor=1, memory=1, files=1, size=1, stages={"reading": 0.2})
    text = report.markdown(results(size(10_000, {Build.PUBLISH: Series(runs=(run,))})), "plot.svg")
    assert "| Stories | all | the rest | reading |" in text
    assert "| 10,000 | 0.90 | 0.70 | 0.20 |" in text
