"""Times: the times with which updates begin, and the days of those that name none.

The day of an update that names none follows from the order of the file, which may have the newest
first or last: a step of more than half a day against that order passes midnight. The first update
in time is of the day of the story. Small steps against the order are updates that were put in late.
Between the two nobody can tell, and the writer is asked for the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from msgspec import Struct

from broadsheet.story.moments import NotAMoment, moment

_WHEN = re.compile(
    r"""
    (?P<day>\d{4}-\d{1,2}-\d{1,2} [Tt\ ]\ ?)?
    (?P<clock>\d{1,2}(?:[:.]\d{2}|[hH](?:\d{2})?) (?:\ ?(?:[Zz]|UTC|[+-]\d{2}:\d{2}))?)
    (?![\w.:]*\w)
    [\s:|–—-]*
    """,
    re.VERBOSE,
)
_TIMELIKE = re.compile(
    r"\d{4}-\d{1,2}-\d|\d{1,2}\s?[:.hH-]\s?\d{2}(?!\d)|\d{1,2}\s?[ap]\.?\s?m\b|\d{3,4}\b(?=\s*$)",
    re.I,
)
_MERIDIEM = re.compile(r"\s*[ap]\.?\s?m\b", re.I)
_ANY_DAY = "2000-01-01"
_HALF_A_DAY = 12 * 60
_DAY = timedelta(days=1)
_LATE = timedelta(hours=4)  # the most by which an update is put in after a later one
_EARLY = timedelta(hours=2)  # the most by which one tells of what was before the story appeared


class Timed(Struct, frozen=True):
    """The time of an update as written. moment: on any day where has_day is False."""

    moment: datetime
    has_day: bool

    @property
    def minute(self) -> int:
        """The minute of the day."""
        return self.moment.hour * 60 + self.moment.minute


def is_timelike(heading: str) -> bool:
    """Say whether a heading begins with what somebody may have meant as a time."""
    return _TIMELIKE.match(heading.strip()) is not None


def time_of(heading: str) -> tuple[Timed, int] | None:
    """Return the time with which a heading begins and how long it is, None where it has none.

    What parts the time from the words after it counts as a piece of it. Raises NotAMoment for an
    hour or a day that does not exist, and for one that is counted to 12.
    """
    found = _WHEN.match(heading)
    if found is None:
        return None
    if _MERIDIEM.match(heading, found.end("clock")):
        raise NotAMoment("the hours are counted to 12")
    day = (found["day"] or _ANY_DAY).strip("Tt ")
    return Timed(moment(f"{day} {found['clock']}"), bool(found["day"])), found.end()


class Undecided(ValueError):
    """The days of updates cannot be told from their order. place: of one that should name its."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


def with_days(times: Sequence[Timed], first: datetime, *, is_day: bool) -> list[datetime]:
    """Return the moments of updates, in the order of the file; raise Undecided.

    first: when the story appeared, without a zone. is_day: whether only its day is known.
    """
    day = first.date()
    onwards, backwards = list(_days(times, day, 1)), _newest_first(times, day)
    readings = [_moments(times, days) for days in (onwards, backwards)]
    fitting = [each for each in readings if is_day or _fits(each, first)]
    steps = [step for step in _steps(times) if step]
    ups, downs = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if not fitting:
        _ask_of_midnight(times, readings, first)
    if len(fitting) == 1:
        chosen = readings.index(fitting[0])
    elif readings[0] != readings[1] and ups == downs:
        raise Undecided(next(n for n, each in enumerate(onwards) if each != backwards[n]))
    else:
        chosen = int(downs > ups)
    _ask_of_steps_back(times, readings[chosen], -1 if chosen else 1)
    return readings[chosen]


def _fits(moments: Sequence[datetime], first: datetime) -> bool:
    return min(map(_bare, moments)) >= first - _EARLY


def _bare(moment: datetime) -> datetime:
    """Return a moment without its zone, which only some of the times name."""
    return moment.replace(tzinfo=None)


def _ask_of_midnight(
    times: Sequence[Timed], readings: Sequence[Sequence[datetime]], first: datetime
) -> None:
    """Raise Undecided where times are before the story, unless midnight lies before one of them."""
    strict = _moments(times, list(_days(times, first.date(), 1, longest=0)))
    if _fits(strict, first) and strict not in readings:
        raise Undecided(next(n for n, each in enumerate(strict) if each != readings[0][n]))


def _ask_of_steps_back(times: Sequence[Timed], moments: Sequence[datetime], step: int) -> None:
    """Raise Undecided at an update that is far earlier than the one before it in time.

    step: 1 where the file has the newest last, -1 where it has it first.
    """
    order = list(range(len(times)))[::step]
    for before, place in pairwise(order):
        if not times[place].has_day and _bare(moments[before]) - _bare(moments[place]) > _LATE:
            raise Undecided(place)


def is_newest_first(moments: Sequence[datetime]) -> bool:
    """Say whether a file has its updates in this order; where all are of one minute, it may."""
    return sum(b < a for a, b in pairwise(moments)) >= sum(b > a for a, b in pairwise(moments))


def _moments(times: Sequence[Timed], days: Sequence[date]) -> list[datetime]:
    return [
        datetime.combine(day, each.moment.timetz()) for each, day in zip(times, days, strict=True)
    ]


def _days(
    times: Sequence[Timed],
    day: date,
    step: int,
    before: int | None = None,
    longest: int = _HALF_A_DAY,
) -> Iterator[date]:
    """Yield the days of times of which each follows the one before it, or with step -1 precedes it.

    day, before: the day and the minute before the first. longest: the longest step, in minutes,
    against the order within a day.
    """
    for each in times:
        if each.has_day:
            day = each.moment.date()
        elif before is not None and (before - each.minute) * step > longest:
            day += step * _DAY
        yield day
        before = each.minute


def _newest_first(times: Sequence[Timed], day: date) -> list[date]:
    """Return the days where the newest stands first: those above the first that names its day
    are reckoned from that, or else from the end."""
    named = next((n for n, each in enumerate(times) if each.has_day), len(times))
    head, tail = times[:named], times[named:]
    before = tail[0].minute if tail else None
    start = tail[0].moment.date() if tail else day
    above = list(_days(head[::-1], start, 1, before))
    return [*above[::-1], *_days(tail, start, -1)]


def _steps(times: Sequence[Timed]) -> Iterator[int]:
    """Yield the steps, in minutes, that say in which order a file is."""
    for one, other in pairwise(times):
        if one.has_day and other.has_day:
            before, after = _bare(one.moment), _bare(other.moment)
            yield (after > before) - (after < before)
        elif abs(step := other.minute - one.minute) <= _HALF_A_DAY:
            yield step
