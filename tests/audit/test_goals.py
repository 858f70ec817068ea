"""The goals of pages, and what the audit makes of several runs."""

from __future__ import annotations

from audit.goals import Audited, Figures, medians, misses, table

GOOD = Figures(
    scores=(100, 100, 100, 100),
    first_paint=800,
    largest_paint=1800,
    shift=0,
    blocked=0,
    size=150_000,
)
SLOW = Figures(
    scores=(97.0, 100, 99, 100),
    first_paint=900,
    largest_paint=2105.4,
    shift=0.012,
    blocked=40,
    size=210_000,
)


def test_each_figure_is_the_median_of_its_runs() -> None:
    """One run that a busy machine has disturbed changes nothing."""
    assert medians([GOOD, SLOW, GOOD]) == GOOD
    assert medians([GOOD, SLOW]).blocked == 20


def test_a_page_that_reaches_all_goals_misses_none() -> None:
    """A goal is reached at its very figure."""
    assert list(misses(GOOD)) == []


def test_each_goal_that_is_missed_is_told_with_its_figure() -> None:
    """The four scores, the largest paint, what moves and what blocks."""
    assert list(misses(SLOW)) == [
        "performance 97 of 100",
        "best-practices 99 of 100",
        "largest paint after 2,105 ms (at most 1,800)",
        "layout shift 0.012 (at most 0)",
        "blocked for 40 ms (at most 0)",
    ]


def test_the_table_has_a_row_for_each_page() -> None:
    """In Markdown, so that it can stand in the docs."""
    assert list(table([Audited("/world/", SLOW)])) == [
        "| Page | performance | accessibility | best-practices | seo"
        " | FCP, ms | LCP, ms | CLS | TBT, ms | KB |",
        "|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        "| `/world/` | 97 | 100 | 99 | 100 | 900 | 2,105 | 0.012 | 40 | 210 |",
    ]
