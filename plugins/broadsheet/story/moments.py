"""Moments: the one reader of the days and times that people write, in stories and in settings.

What it reads is ISO 8601 as RFC 3339 narrows it down, and what people write besides where that can
mean one thing only: a space for the `T`, one digit for a month, a day or an hour, `06.30` and
`06h30`. Ambiguous texts are refused, since a story must never appear before its time;
`respelling.py` has the advice that is given then.

https://www.rfc-editor.org/rfc/rfc3339#section-5.6
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from broadsheet.story.respelling import advice_on

# The dot stands before minutes, as papers print times, or before fractions of seconds, and never
# before a fraction of an hour, as ISO 8601 would have it: 06.30 is 06:30, and not 06:18.
_WRITTEN = re.compile(
    r"""
    (?P<year>[0-9]{4}) (?: -(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2}) | (?P<mmdd>[0-9]{4}) )
    (?:
        [Tt\ ]
        (?:
            (?P<hour>[0-9]{1,2}) :(?P<minute>[0-9]{2})
            (?: :(?P<second>[0-9]{2}) (?:\.(?P<fraction>[0-9]+))? )?
          | (?P<hour_>[0-9]{1,2}) \.(?P<minute_>[0-9]{2}) (?: \.(?P<second_>[0-9]{2}) )?
          | (?P<hour_h>[0-9]{1,2}) [hH](?P<minute_h>[0-9]{2})?
          | (?P<hhmm>[0-9]{4}) (?: (?P<ss>[0-9]{2}) (?:\.(?P<fraction_>[0-9]+))? )?
        )
        (?: \ ? (?P<zone> [Zz] | UTC | [+-][0-9]{2}(?: :?[0-9]{2})? ) )?
    )?
    """,
    re.VERBOSE,
)
_MINUTE = timedelta(minutes=1)
# https://www.w3.org/TR/xmlschema11-2/#dateTime: no zone is further away.
_FURTHEST = timedelta(hours=14)


class NotAMoment(ValueError):
    """No moment, or one that could be read in two ways.

    mend: how to write the moment that seems to be meant, "" if that is unknown.
    """

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(what)
        self.mend = mend


def moment(value: object) -> datetime:
    """Return the moment that a text, a day or a moment stands for.

    A day without a time begins at midnight. A moment that names no zone comes back without one;
    `placed` gives it the site's. Digits beyond microseconds are rounded up, never down.
    Raises NotAMoment.
    """
    if isinstance(value, date):
        found: datetime | None = begin_of(value)
    elif isinstance(value, str):
        found = _read(" ".join(value.split()))
    else:
        raise NotAMoment("not a date")
    if found is None:
        raise NotAMoment(f"“{value}” is no date", _advice(value))
    if not _is_reckoned(found):
        raise NotAMoment(f"the year of “{value}” is out of range")
    return found


def begin_of(value: date) -> datetime:
    """Return a moment itself, and of a day the moment at which it begins."""
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def names_a_day(value: object) -> bool:
    """Say whether a text names a day without a time."""
    found = _WRITTEN.fullmatch(" ".join(value.split())) if isinstance(value, str) else None
    return found is not None and not (
        found["hour"] or found["hour_"] or found["hour_h"] or found["hhmm"]
    )


def day_or_moment(value: object) -> date:
    """Return the day that a text without a time names, else its moment; raise NotAMoment."""
    found = moment(value)
    return found.date() if names_a_day(value) else found


def day(value: object) -> date:
    """Return the day that a text, a day or a moment names; raise NotAMoment."""
    return moment(value).date()


def placed(moment: datetime, zone: tzinfo) -> datetime:
    """Return an aware moment; one that names no zone is meant in `zone`.

    Where clocks are put back an hour comes twice, and where they are put forward one does not
    come at all: of the two readings the later one is taken, since a story that is out too early
    cannot be called back. The distance from UTC is fixed, and in whole minutes.
    """
    if moment.utcoffset() is None:
        readings = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        # Python compares moments of one zone by local time, in which both readings are equal.
        moment = max(readings, key=lambda reading: reading.astimezone(UTC))
    distance = moment.utcoffset() or timedelta()
    # UTC offsets of the 19th century had seconds, which ISO 8601 cannot write.
    beyond = distance % _MINUTE
    return moment.astimezone(timezone(distance - beyond + _MINUTE if beyond else distance))


def _read(text: str) -> datetime | None:
    """Return the moment that a text says beyond doubt, or None."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    mmdd, hhmm = found["mmdd"] or "", found["hhmm"] or ""
    month, in_month = found["month"] or mmdd[:2], found["day"] or mmdd[2:]
    hour = found["hour"] or found["hour_"] or found["hour_h"] or hhmm[:2] or "0"
    minute = found["minute"] or found["minute_"] or found["minute_h"] or hhmm[2:] or "0"
    second = found["second"] or found["second_"] or found["ss"] or "0"
    fraction = found["fraction"] or found["fraction_"] or ""
    try:
        clock = time(int(hour), int(minute), int(second))
        zone = _zone(found["zone"]) if found["zone"] else None
        whole = datetime.combine(date(int(found["year"]), int(month), int(in_month)), clock, zone)
        return whole + timedelta(microseconds=_microseconds(fraction))
    except (ValueError, OverflowError):  # such as 31 June, 24:00 or the end of all years
        return None


def _microseconds(fraction: str) -> int:
    """Return a fraction of a second, rounded up."""
    return int(fraction[:6].ljust(6, "0")) + bool(fraction[6:].strip("0"))


def _zone(written: str) -> tzinfo:
    """Return the zone of a written distance from UTC; raise ValueError where there is none."""
    if written in ("Z", "z", "UTC"):
        return UTC
    sign, digits = written[0], written[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    distance = timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or distance > _FURTHEST:
        raise ValueError("no such zone")
    return timezone(-distance if sign == "-" else distance)


def _advice(value: object) -> str:
    return advice_on(str(value), _is_read)


def _is_read(text: str) -> bool:
    found = _read(text)
    return found is not None and _is_reckoned(found)


def _is_reckoned(moment: datetime) -> bool:
    """Say whether a moment is in a year for which time zones can be computed."""
    return 1000 <= moment.year < 9999
