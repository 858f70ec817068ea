"""Which warnings are shown, and which are counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.reporting.faults import Fault, Gravity, Verdict
from broadsheet.reporting.news import News, by_kind, label, marks_of, worth_showing
from broadsheet.reporting.terminal import Reporter

FAULT = Fault("a.md", 3, "no alt text", "write one", Gravity.CARE, kind="alt-missing")


def many(number: int, kind: str = "alt-missing") -> tuple[Fault, ...]:
    """Return warnings of one kind in as many files."""
    return tuple(replace(FAULT, path=f"{kind}{each}.md", kind=kind) for each in range(number))


def test_a_known_warning_of_a_file_that_is_as_it_was_is_not_shown() -> None:
    """Nobody reads it for the tenth time."""
    assert worth_showing(Verdict((), (FAULT,)), News(marks_of([FAULT]))) == ()


@pytest.mark.parametrize(
    ("news", "word"),
    [
        (News(marks_of([FAULT]), {"a.md"}), "warning"),
        (News({}), "new warning"),
        (News(marks_of([replace(FAULT, what="another")])), "new warning"),
        (News(None), "warning"),
    ],
    ids=["changed", "new", "another", "first build"],
)
def test_what_has_changed_and_what_is_new_is_shown(news: News, word: str) -> None:
    """A first build has nothing to compare with, so nothing in it is called new."""
    verdict = Verdict((), (FAULT,))
    assert worth_showing(verdict, news) == (FAULT,)
    assert label(FAULT, verdict, news) == word


def test_a_warning_that_has_moved_to_another_line_is_not_new() -> None:
    """Somebody has written a paragraph above it."""
    assert not News(marks_of([FAULT])).is_new(replace(FAULT, line=9))


def test_of_too_many_some_of_each_kind_are_shown() -> None:
    """A single one of a kind does not drown among hundreds of another."""
    rare, verdict = many(1, "version"), Verdict((), (*many(400), *many(1, "version")))
    shown = worth_showing(verdict, News())
    assert set(rare) < set(shown) and len(shown) < 10


def test_nothing_that_would_stop_publishing_is_left_out() -> None:
    """However many there are of it, and however long they have been known."""
    grave = many(400, "credit-missing")
    verdict = Verdict((), (*grave, *many(400)), frozenset(grave))
    news = News(marks_of(verdict.warnings))
    assert worth_showing(verdict, news) == grave
    assert label(grave[0], verdict, news) == "warning (stops publishing)"


def test_the_rest_is_counted_by_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the command that lists it, the most frequent kind first."""
    monkeypatch.chdir(tmp_path)
    warnings = (*many(2), *many(1200, "credit-missing"), FAULT)
    news = News(marks_of(warnings), {"a.md"})
    Reporter(tmp_path).warnings(Verdict((), warnings), news, "broadsheet check")
    assert capsys.readouterr().err.splitlines() == [
        "warning: a.md:3: no alt text (write one)",
        "1,202 more warnings: 1,200 credit-missing, 2 alt-missing (`broadsheet check` lists them)",
    ]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9))))
def test_kinds_come_by_their_number_and_lose_nothing(rows: list[tuple[str, int]]) -> None:
    """Kinds that are as frequent come in the order of their names."""
    faults = [replace(FAULT, kind=kind, line=line) for kind, line in rows]
    groups = by_kind(faults)
    assert [(-len(some), kind) for kind, some in groups.items()] == sorted(
        (-len(some), kind) for kind, some in groups.items()
    )
    assert sorted(str(each) for some in groups.values() for each in some) == sorted(
        map(str, faults)
    )


def test_a_fault_without_a_kind_has_that_of_its_gravity() -> None:
    """So that a plugin of somebody else's need not give one."""
    assert Fault("a.md", 1, "x", "y", Gravity.ADVICE).kind == "advice"
    assert Fault("settings", 0, "x", "y", setting="X").kind == "setting"
