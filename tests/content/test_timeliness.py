"""What only the clock can say of a story: changes and corrections to come, late embargoes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.small_paper import MakeSite, story

# The clock of small papers stands at noon of 22 November 2026, in London.
AHEAD = "2026-11-22T12:00:01"
CHANGED = "`modified` lies in the future (write when it was changed, and do so after that)"
CHANGED_BEFORE = (
    "`modified` lies after the moment at which the story appears"
    " (write when it was changed, and do so after that)"
)
CORRECTED_LATER = "a correction is dated 2026-11-22 12:01, in the future (write when it is made)"
CORRECTED = "a correction is dated 2026-11-23, in the future (write when it is made)"
CORRECTED_BEFORE = (
    "a correction is dated 2026-11-24, after the day on which the story appears"
    " (write when it is made)"
)


def corrected(*days: str) -> str:
    """Return corrections of these days."""
    return "[" + ", ".join(f"{{date: {day}, text: x}}" for day in days) + "]"


class TestChangesToCome:
    @pytest.mark.parametrize(
        ("front", "fault"),
        [
            ({"modified": AHEAD}, CHANGED),
            ({"modified": "2026-11-23"}, CHANGED),
            ({"corrections": corrected("2026-11-23")}, CORRECTED),
            ({"modified": "2026-11-22T12:00:00"}, None),
            ({"corrections": corrected("2026-11-22T12:01")}, CORRECTED_LATER),
            ({"corrections": corrected("2026-11-22T12:00")}, None),
            ({"corrections": corrected("2026-11-22", "2026-11-21")}, None),
            # It is told as soon as the story appears, and true then.
            ({"embargo": "2026-11-23T06:00", "modified": "2026-11-23T06:00"}, None),
            ({"embargo": "2026-11-23T06:00", "corrections": corrected("2026-11-23")}, None),
            ({"embargo": "2026-11-23T06:00", "modified": "2026-11-23T06:01"}, CHANGED_BEFORE),
            ({"date": "2026-11-23", "corrections": corrected("2026-11-24")}, CORRECTED_BEFORE),
            ({"status": "draft", "modified": AHEAD}, None),
        ],
    )
    def test_what_has_not_been_changed_yet_is_not_told_as_changed(
        self, site: MakeSite, front: dict[str, str], fault: str | None
    ) -> None:
        """It would be printed as true, and date the feed."""
        key = "corrections" if "corrections" in front else "modified"
        text = story(**front)
        line = next(n for n, each in enumerate(text.split("\n"), 1) if each.startswith(key))
        paper = site({"articles/a.md": text})
        assert paper.faults == ([f"articles/a.md:{line}: {fault}"] if fault else [])

    @pytest.mark.parametrize(("day", "is_told"), [("2026-11-23", True), ("2026-11-22", False)])
    def test_a_story_is_not_withdrawn_on_a_day_to_come(
        self, site: MakeSite, day: str, is_told: bool
    ) -> None:
        """It would be gone at once, whatever the day says."""
        text = story(withdrawn=f"{{text: Wrong, date: {day}}}")
        line = next(n for n, each in enumerate(text.split("\n"), 1) if each.startswith("withdrawn"))
        told = (
            f"articles/a.md:{line}: `withdrawn` is dated 2026-11-23, in the future, and readers "
            "lose the story now (write the day on which it is withdrawn, and do so on that day)"
        )
        assert site({"articles/a.md": text}).faults == ([told] if is_told else [])

    def test_each_correction_to_come_is_told_at_its_line(self, site: MakeSite) -> None:
        """A list of them may hold several."""
        text = story(
            corrections="\n"
            + "\n".join(f"  - date: 2026-11-{day}\n    text: x" for day in (21, 23, 24))
        )
        lines = [fault.split(": ")[0] for fault in site({"articles/a.md": text}).faults]
        assert lines == ["articles/a.md:8", "articles/a.md:10"]

    def test_days_are_those_of_the_site(self, site: MakeSite) -> None:
        """At noon in London the next day has begun in Auckland."""
        text = story(corrections=corrected("2026-11-23"), category="World")
        assert site({"articles/a.md": text}, TIMEZONE="Pacific/Auckland").faults == []
        assert site({"articles/a.md": text}).faults

    @pytest.mark.parametrize(
        "field", [{"modified": AHEAD}, {"corrections": corrected("2026-11-23")}]
    )
    def test_the_fault_comes_and_goes_with_the_clock(
        self, site: MakeSite, field: dict[str, str]
    ) -> None:
        """Nothing that the last build has kept says otherwise, whichever way the clock goes."""
        files = {"articles/a.md": story(**field)}
        moments = ["2026-11-22T12:00", "2026-11-24", "2026-11-22T12:00", "2026-11-24"]
        stopped = [bool(site(files, NOW=now).faults) for now in moments]
        assert stopped == [True, False, True, False]

    def test_the_build_that_ends_an_embargo_is_not_stopped(self, site: MakeSite) -> None:
        """What is right before it is right at that very moment, and after it."""
        text = story(
            embargo="2026-11-23T06:00",
            modified="2026-11-23T06:00",
            corrections=corrected("2026-11-23"),
        )
        for now in ("2026-11-22T12:00", "2026-11-23T05:59:59", "2026-11-23T06:00", "2027-01-01"):
            assert site({"articles/a.md": text}, NOW=now).faults == []


class TestLateEmbargo:
    ADVICE = (
        "the embargo ends long after `date`, by which fronts and feeds are sorted"
        " (move `date` to the embargo: `date: 2026-12-01T06:00+00:00`)"
    )

    @pytest.mark.parametrize(
        ("date", "told"),
        [("2026-11-30T06:00", False), ("2026-11-30T05:59", True), ("2024-06-11", True)],
    )
    def test_an_embargo_long_after_the_date_gets_an_advice(
        self, site: MakeSite, date: str, told: bool
    ) -> None:
        """More than a day later the story would come out far down on fronts, and in no feed."""
        paper = site(
            {
                "articles/a.md": story(date=date, embargo="2026-12-01T06:00"),
                "articles/b.md": story(slug="b"),
            }
        )
        assert paper.stopped is None
        assert paper.warnings == ([f"articles/a.md:5: {self.ADVICE}"] if told else [])

    def test_an_archive_hears_nothing_of_embargoes_that_are_over(self, site: MakeSite) -> None:
        """The advice goes when the story appears, and comes back with the clock."""
        files = {
            "articles/a.md": story(embargo="2026-12-01T06:00"),
            "articles/b.md": story(slug="b"),
        }
        moments = ["2026-12-01T05:59", "2026-12-01T06:00", "2026-12-01T05:59"]
        assert [len(site(files, NOW=now).warnings) for now in moments] == [1, 0, 1]


@pytest.mark.parametrize("key", ["embargo", "date"])
def test_no_spelling_of_a_moment_is_out_early(site: MakeSite, key: str) -> None:
    """A story whose moment is written with a dot appears at that moment, and not before."""
    front = {"date": "2026-12-01 06.00", "slug": "x", key: "2026-12-01 06.30"}
    files = {"articles/a.md": story(**front), "articles/b.md": story(slug="b")}
    moments = ["2026-12-01 06:29:59", "2026-12-01 06:30", "2026-12-01 06:29:59"]
    shown = [(site(files, NOW=now).output / "2026/12/x/index.html").exists() for now in moments]
    assert shown == [False, True, False]


def test_an_embargo_in_the_hour_that_comes_twice_ends_at_the_later_one(site: MakeSite) -> None:
    """In the night to 25 October 2026 London has 01:30 two times, an hour apart."""
    text = story(date="2026-10-24", embargo="2026-10-25 01:30", slug="x")
    files = {"articles/a.md": text, "articles/b.md": story(slug="b")}
    moments = ["2026-10-25T00:30Z", "2026-10-25T01:29:59Z", "2026-10-25T01:30Z"]
    shown = [(site(files, NOW=now).output / "2026/10/x/index.html").exists() for now in moments]
    assert shown == [False, False, True]


def test_strict_since_may_be_a_day_of_pythons(site: MakeSite) -> None:
    """As any setting may."""
    careless = story("See [this](www.example.org).")
    stopped = [
        bool(site({"articles/a.md": careless}, STRICT_SINCE=day).faults)
        for day in (date(2024, 6, 11), date(2024, 6, 12))
    ]
    assert stopped == [True, False]
