"""How moments and days are read, in every place where somebody writes one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from story_desk import READING, good, read

from broadsheet.site.clock import read_now
from broadsheet.site.settings import read_site
from broadsheet.story.moments import NotAMoment, moment, placed

NAIVE = datetime.fromisoformat
LONDON = ZoneInfo("Europe/London")
SITE = {
    "SITENAME": "A",
    "SITEURL": "https://example.org",
    "PUBLISHER": {"name": "A", "sentence": "A."},
    "TIMEZONE": "Europe/London",
}


def of_story(key: str) -> Callable[[str], tuple[object, list[str]]]:
    """Return what reads a moment that stands in the front matter of a story."""

    def read_it(written: str) -> tuple[object, list[str]]:
        found, faults = read(**{"date": "1999-01-01", key: f'"{written}"'})
        return getattr(found.item, key), faults

    return read_it


def of_correction(written: str) -> tuple[object, list[str]]:
    found, faults = read(corrections=f'[{{date: "{written}", text: x}}]')
    corrected = found.item.corrected if found.item else ()
    return corrected[0].moment if corrected else None, faults


def of_strict_since(written: object) -> tuple[object, list[str]]:
    site, faults = read_site({**SITE, "STRICT_SINCE": written})
    since = site.strict_since if site else None
    return placed(since, LONDON) if since else None, list(map(str, faults))


def of_now(written: object) -> tuple[object, list[str]]:
    now, faults = read_now({"NOW": written}, LONDON)
    return now, list(map(str, faults))


EVERYWHERE = {
    "date": of_story("date"),
    "modified": of_story("modified"),
    "embargo": of_story("embargo"),
    "corrections.date": of_correction,
    "STRICT_SINCE": of_strict_since,
    "NOW": of_now,
}
MEANT = datetime(2026, 12, 1, 6, 30, tzinfo=LONDON)
READ_AS_MEANT = [
    "2026-12-01 06:30", "2026-12-01T06:30", "2026-12-01t06:30", "2026-12-01 6:30", "2026-12-1 6:30",
    "2026-12-01 06:30:00", "2026-12-01 06:30:00.000", "2026-12-01T06:30Z", "2026-12-01T06:30z",
    "2026-12-01 06:30 Z", "2026-12-01 06:30 UTC", "2026-12-01T08:30+02:00", "2026-12-01 08:30 +0200",
    "2026-12-01 01:30 -05", "2026-12-01T06:30:00-00:00", "2026-12-01 06.30", "2026-12-01 6.30",
    "2026-12-01 06.30.00", "2026-12-01 06h30", "2026-12-01 6H30", "2026-12-01 0630",
    "20261201T063000Z", "  2026-12-01   06:30 ", "2026-12-01\u00a006:30",
]  # fmt: skip
REFUSED = {
    "2026-12-01 06": "write 2026-12-01 06:00",
    "2026-12-01 06,30": "write 2026-12-01 06:30",
    "2026-12-01 06:30:00,5": "write 2026-12-01 06:30:00.5",
    "2026-12-01 24:00": "write 2026-12-02 00:00",
    "2026-12-31 23:59:60Z": "write 2027-01-01 00:00:00Z",
    "2026-W49-2": "write 2026-12-01",
    "2026-W49": "write 2026-12-06",
    "2026-335": "write 2026-12-01",
    "2026-12-01 6:30 am": "write 2026-12-01 06:30",
    "2026-12-01 6.30 p.m.": "write 2026-12-01 18:30",
    "2026-12-01 12am": "write 2026-12-01 00:00",
    "2026-12-01 noon": "write 2026-12-01 12:00",
    "2026-12-01 midnight": "write 2026-12-01 00:00 or 2026-12-02 00:00, whichever is meant",
    "01.12.26": "write the year first and with four digits, such as 2026-12-31",
    "26-12-01 06:30": "write the year first and with four digits, such as 2026-12-31",
    "1.12.2026 06.30 Uhr": "write 2026-12-01 06:30",
    "01/12/2026": "write 2026-01-12 or 2026-12-01, whichever is meant",
    "13/12/2026": "write 2026-12-13",
    "2026/12/01 06:30": "write 2026-12-01 06:30",
    "1 December 2026": "write 2026-12-01",
    "Dec. 1st, 2026 at 6:30 PM": "write 2026-12-01 18:30",
    "Tue, 01 Dec 2026 06:30:00 +0100": "write 2026-12-01 06:30:00+01:00",
    "2026-12-01T06:30+01:00[Europe/Oslo]": "write 2026-12-01 06:30+01:00",
    "2026-12-01 06:30 [Europe/Oslo]": "write the zone as its distance from UTC, such as"
    " 2026-12-01 06:30+01:00",
    "2026-12-01 06:30 CET": "write the zone as its distance from UTC, such as"
    " 2026-12-01 06:30+01:00",
    "1.12.2026, 06.30 Uhr MEZ": "write the zone as its distance from UTC, such as"
    " 2026-12-01 06:30+01:00",
    "2026-12-01 06:30 GMT+1": "write 2026-12-01 06:30+01:00",
    "２０２６-12-01": "write 2026-12-01",
    "٢٠٢٦-١٢-٠١ ٠٦:٣٠": "write 2026-12-01 06:30",
    "²026-12-01": "write 2026-12-01",
    "2026-12-01 06:30.15": "write 2026-12-01 06:30:15",
    "2026–12–01": "write 2026-12-01",
    "2026-12-01 6u30": "write 2026-12-01 06:30",
    "2026-12-01 06h30min": "write 2026-12-01 06:30",
    "2026-12-01 06h30m": "write 2026-12-01 06:30",
    "2026-12-01 630": "write 2026-12-01 06:30",
    "2026-12-01 6 30": "write 2026-12-01 06:30",
    "2026-12-01 06'30": "write 2026-12-01 06:30",
    "2026-12-01 6;30": "write 2026-12-01 06:30",
    "2026-12-01 kl. 06.30": "write 2026-12-01 06:30",
    "2026-12-01-06:30": "write 2026-12-01 06:30",
    "202612010630": "write 2026-12-01 06:30",
    "+2026-12-01": "write 2026-12-01",
    "2026年12月1日": "write 2026-12-01",
    "2026년 12월 1일 06:30": "write 2026-12-01 06:30",
    "1 décembre 2026 à 6h30": "write 2026-12-01 06:30",
    "1. Dezember 2026 um 6.30 Uhr": "write 2026-12-01 06:30",
    "1 de diciembre de 2026": "write 2026-12-01",
    "1 декабря 2026": "write 2026-12-01",
    "1 déc. 2026": "write 2026-12-01",
    "2026-12-01 06:30 GMT": "write 2026-12-01 06:30Z",
}
NOBODY_KNOWS = [
    "soon", "2026", "2026-12", "2026-12-01 06.5", "2026-12-01 06:30.5", "2026-12-01 06.75",
    "2026-12-01 25:00", "2026-02-29", "2026-12-01+01:00", "1790000000",
    "2026-12-01 06:30+19:00", "2026-12-01 06:30+01:75", "2026-12-01 06-05", "0001-01-01",
    "9999-01-01", "2026-12-01 06:30 x", "2" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("place", EVERYWHERE)
@pytest.mark.parametrize("written", READ_AS_MEANT)
def test_what_can_mean_one_thing_only_is_read(place: str, written: str) -> None:
    """In every field that holds a moment or a day, whatever the spelling."""
    found, faults = EVERYWHERE[place](written)
    assert (found, faults) == (MEANT, [])


@pytest.mark.parametrize("place", EVERYWHERE)
@pytest.mark.parametrize("written", REFUSED)
def test_what_is_refused_is_told_with_the_right_spelling(place: str, written: str) -> None:
    """Nothing is guessed, and nobody has to look the right way up."""
    _, (fault,) = EVERYWHERE[place](written)
    assert fault.endswith(f"“{written}” is no date ({REFUSED[written]})")


@pytest.mark.parametrize("place", EVERYWHERE)
@pytest.mark.parametrize("written", NOBODY_KNOWS)
def test_what_nobody_can_tell_is_a_fault(place: str, written: str) -> None:
    """Such a text is no moment, and no spelling of one is made up."""
    _, (fault,) = EVERYWHERE[place](written)
    assert fault.endswith(("00`)", "(correct it)")) or "(write it like " in fault


@pytest.mark.parametrize("place", ["STRICT_SINCE", "NOW"])
@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (date(2024, 7, 1), datetime(2024, 7, 1, tzinfo=LONDON)),
        (NAIVE("2024-07-01T06:30"), datetime(2024, 7, 1, 6, 30, tzinfo=LONDON)),
        (datetime(2024, 7, 1, 6, tzinfo=UTC), datetime(2024, 7, 1, 6, tzinfo=UTC)),
    ],
)
def test_a_setting_may_be_a_day_or_a_moment_of_pythons(
    place: str, value: date, meant: datetime
) -> None:
    """Settings are Python: a writer of them need not spell a date."""
    assert EVERYWHERE[place](value) == (meant, [])  # type: ignore[arg-type]  # Python, no text


@pytest.mark.parametrize(
    "epoch", ["１７９０００００００", "1_790_000_000", "1790000000.5", " 1790000000", "1e9"]
)
def test_seconds_since_1970_are_digits_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    """Python would read some of these as numbers; whoever set them meant something else."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert "is no moment in seconds since 1970" in str(read_now({}, UTC)[1][0])


class TestClocksThatAreSet:
    """Nothing is out before its time in the two nights of the year when clocks are set."""

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("2026-10-25 01:30", "2026-10-25T01:30:00+00:00"),  # and not 01:30+01:00
            ("2026-10-25 00:59", "2026-10-25T00:59:00+01:00"),
            ("2026-10-25 02:00", "2026-10-25T02:00:00+00:00"),
            ("2026-03-29 01:30", "2026-03-29T01:30:00+00:00"),  # 02:30 on the clocks of that day
            ("2026-03-29 02:00", "2026-03-29T02:00:00+01:00"),
            ("2026-10-25 01:30+01:00", "2026-10-25T01:30:00+01:00"),
        ],
    )
    @pytest.mark.parametrize("key", ["date", "embargo"])
    def test_of_two_readings_the_later_one_counts(self, key: str, written: str, meant: str) -> None:
        """For an embargo, and for a date, which hides a story as well."""
        front = {"date": "2026-01-01", key: written}
        assert getattr(good(**front), key).isoformat() == meant
        assert good(**front).public_from.isoformat() == meant

    @given(
        st.datetimes(NAIVE("1900-01-01"), NAIVE("2100-01-01")),
        st.sampled_from(["Europe/London", "America/Havana", "Pacific/Apia", "Australia/Lord_Howe"]),
    )
    def test_no_reading_is_later(self, naive: datetime, name: str) -> None:
        """Whatever clocks do, a moment without a zone is the last that could be meant."""
        zone = ZoneInfo(name)
        found = placed(naive, zone)
        assert all(
            naive.replace(tzinfo=zone, fold=fold).astimezone(UTC) <= found for fold in (0, 1)
        )
        distance = found.utcoffset()
        assert distance is not None and distance % timedelta(minutes=1) == timedelta()


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
AWARE = st.datetimes(NAIVE("1000-01-02"), NAIVE("9998-12-30"), timezones=ZONES)


def spellings(found: datetime) -> list[str]:
    """Return ways in which people and programs write a moment."""
    day, iso = found.date(), found.isoformat(timespec="microseconds")
    spaced, basic = iso.replace("T", " "), found.strftime("%z")
    seconds = f"{found:%H:%M:%S}.{found.microsecond:06}"
    short = f"{day.year}-{day.month}-{day.day} {found.hour}:{seconds[3:]}"
    written = [
        iso,
        spaced,
        iso.lower(),
        f"{iso[:-6]} {basic}",
        f"{short}{iso[-6:]}",
        f"{iso[:-6]}000{basic}",
    ]
    if found.utcoffset() == timedelta():
        written += [f"{iso[:-6]}Z", f"{spaced[:-6]} UTC"]
    if found.second == found.microsecond == 0:
        minute = f"{found:%M}"
        written += [f"{day} {found.hour}{sign}{minute}{basic}" for sign in (":", ".", "h")]
        written.append(f"{day} {found:%H%M} {basic}")
    return written


@given(AWARE, st.booleans())
def test_every_spelling_of_a_moment_gives_it_back(found: datetime, is_whole: bool) -> None:
    """To the microsecond, and at the same distance from UTC."""
    found = found.replace(second=0, microsecond=0) if is_whole else found
    for written in spellings(found):
        again = moment(written)
        assert (again, again.utcoffset()) == (found, found.utcoffset()), written


@given(st.text("0123456789", min_size=1, max_size=30))
def test_digits_beyond_microseconds_make_no_moment_earlier(digits: str) -> None:
    """They are rounded up."""
    found = moment(f"2026-12-01 06:30:59.{digits}Z")
    behind = found - datetime(2026, 12, 1, 6, 30, 59, tzinfo=UTC)
    micros = behind // timedelta(microseconds=1)
    assert (
        0 <= Fraction(micros, 10**6) - Fraction(int(digits), 10 ** len(digits)) < Fraction(1, 10**6)
    )


@given(
    st.one_of(
        st.text(max_size=40),
        st.from_regex(
            r"[0-9]{1,4}[-./ ][0-9]{1,2}[-./ ][0-9]{1,4}([T ,][0-9hH.:, +-]{1,14}[a-zA-Z]{0,4})?"
        ),
    )
)
@example("2026-12-01 06.30")
@example("2026-12-01 06.3")
@example("٢٠٢٦-١٢-٠١")
def test_any_text_is_a_moment_or_a_fault_with_good_advice(text: str) -> None:
    """Nothing ends the program, no moment is earlier than its digits, and advice can be taken."""
    try:
        found = moment(text)
    except NotAMoment as error:
        if error.mend.startswith("write ") and "such as" not in error.mend:
            for spelled in error.mend.removeprefix("write ").split(", ")[0].split(" or "):
                assert moment(spelled)
        return
    numbers = [int(part) for part in _numbers(text)]
    assert numbers[:3] == [found.year, found.month, found.day]
    assert [*numbers[3:5], 0, 0][:2] == [found.hour, found.minute]


def _numbers(text: str) -> list[str]:
    """Return the numbers of a moment as a reader takes them, longer ones cut in pairs."""
    day, *clock = re.split(r"[Tt\s]", text.strip(), maxsplit=1)
    numbers = re.findall(r"\d+", day)
    if len(numbers) == 1:
        numbers = [day[:4], day[4:6], day[6:8]]
    times = re.findall(r"\d+", clock[0]) if clock else []
    if times and len(times[0]) > 2:
        times = [times[0][:2], times[0][2:4]]
    return numbers + times


def test_a_bare_day_begins_at_midnight_in_the_zone_of_the_site() -> None:
    """For a date and for an embargo alike."""
    story = good(date="2026-07-01", embargo="2026-07-02")
    zone: tzinfo = READING.zone
    assert story.date == datetime(2026, 7, 1, tzinfo=zone)
    assert story.embargo == datetime(2026, 7, 2, tzinfo=zone)


class TestModified:
    @pytest.mark.parametrize(
        ("date", "modified", "found"),
        [
            ("2024-06-11T18:00", "2024-06-11", "2024-06-11T18:00:00+01:00"),
            ("2024-06-11", "2024-06-11", "2024-06-11T00:00:00+01:00"),
            ("2024-06-11T18:00", "2024-06-12", "2024-06-12T00:00:00+01:00"),
            ("2024-06-11T23:30+00:00", "2024-06-12", "2024-06-12T00:30:00+01:00"),
        ],
    )
    def test_a_bare_day_is_after_the_date_of_that_day(
        self, date: str, modified: str, found: str
    ) -> None:
        """Whoever writes the day of the story itself means that it was changed later that day."""
        story = good(date=date, modified=modified)
        assert story.modified == datetime.fromisoformat(found)

    @pytest.mark.parametrize("modified", ["2024-06-10", "2024-06-11T17:59"])
    def test_it_cannot_lie_before_the_date(self, modified: str) -> None:
        """A day or a moment before is a slip."""
        _, faults = read(date="2024-06-11T18:00", modified=modified)
        assert faults == ["4: `modified` lies before `date` (correct one of the two)"]


@pytest.mark.parametrize(
    ("minute", "is_forgiven"), [("2024-06-30T22:59+00:00", True), ("2024-06-30T23:00+00:00", False)]
)
def test_strict_since_begins_at_midnight_in_the_zone_of_the_site(
    minute: str, is_forgiven: bool
) -> None:
    """Which in summer is an hour before that of UTC, in London."""
    site, _ = read_site({**SITE, "STRICT_SINCE": "2024-07-01"})
    assert site is not None and site.bearable(NAIVE(minute)) is is_forgiven


@pytest.mark.parametrize(
    ("front", "days"),
    [
        ({"date": "2024-06-11"}, ("date",)),
        ({"date": "20240611", "modified": "2024-6-12"}, ("date", "modified")),
        ({"date": "2024-06-11T00:00"}, ()),
        ({"date": "2024-06-11 0h00", "modified": "2024-06-12 0000"}, ()),
    ],
)
def test_a_day_without_a_time_is_known_as_one(front: dict[str, str], days: tuple[str, ...]) -> None:
    """Midnight that is written is a time."""
    assert good(**front).days == days
