"""Respelling: advises how to write a moment that is not in a form we read.

The guess is only advice, and is never used as the moment.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from babel.dates import get_month_names

_LONGEST = 60  # letters; a longer text is no moment
_DASHES = str.maketrans("‐‑‒–—−", "------")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TH = r"(?:st|nd|rd|th|\.)?"
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})(?:[-/.]|\. )(\d{1,2})(?:[-/.]|\. )(\d{1,2})(?!\d)\.?")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\d)")
_EITHER_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?!\d)")
_DAY_AND_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}}){_TH}[ -]?(?:of )?([a-z]{{3,9}})\.?,?[ -]?(\d{{4}})(?!\d)"
)
_MONTH_AND_DAY = re.compile(rf"\b([a-z]{{3,9}})\.? (\d{{1,2}}){_TH},? (\d{{4}})(?!\d)")
_WEEK = re.compile(r"(?<!\d)(\d{4})-?w(\d{2})(?:-?([1-7]))?(?!\d)")
_DAY_OF_YEAR = re.compile(r"(?<!\d)(\d{4})-?(\d{3})(?!\d)")
_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}(?!\d).*")

_TIME = re.compile(
    r"(?<![\d+-])(\d{1,2})(?:[:.,h](\d{2})(?:[:.](\d{2})(?:[.,](\d+))?)?|(?!-\d)) ?"
    r"(?:uhr|h|o'clock)? ?"
    r"(?:([ap])\.?m\.?)?(?![\d:])"
)
_IN_WORDS = re.compile(r"\b(noon|midday|midnight)\b")
_DISTANCE = re.compile(r"(?:utc|gmt)? ?([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)|\b(?:z|utc|gmt)\b")
# Names such as Europe/Oslo, CET and BST, and the German MEZ and MESZ.
_NAMED_ZONE = re.compile(r"\[?\b[a-z]+(?:/[a-z_]+)+\b\]?|\b[a-z]{1,3}[sd]?t\b|\b[mow]es?z\b")
_FLUFF = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|\b(?:at|t|on|um|kl|klo|om|à|às|a las|alle|o|в|at[aá])\b\.?|[,_()]|-(?!\d)"
)
# Spellings that are put into the usual ones first.
_USUAL = (
    (re.compile(r"^\+(?=\d)"), ""),
    (re.compile(r"(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]"), r"\1-\2-\3"),
    (re.compile(r"^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$"), r"\1-\2-\3 \4:\5"),
    (re.compile(r"^(\d{4}-\d\d-\d\d)-(\d\d:\d\d)$"), r"\1 \2"),
    (re.compile(r"(?<= )(\d{1,2})(?:[u';]| ?h ?)(\d{2}) ?(?:m|min)?(?= |$)"), r"\1:\2"),
    (re.compile(r"(?<=\d )(\d{1,2}) ?([0-5]\d)$"), r"\1:\2"),
    (re.compile(r"(?<=[^\W\d_]) (?:de|del|di|of) (?=\d{4})"), " "),
    (re.compile(r"(?<=\d) (?:de|del|di|of) (?=[^\W\d_])"), " "),
)
# Languages of which the names of months are known.
# fmt: off
_LANGUAGES = (
    "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "nb", "nl",
    "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk",
)
# fmt: on
_WORD = re.compile(r"[^\W\d_]{3,}\.?")


def advice_on(written: str, is_read: Callable[[str], bool]) -> str:
    """Return how to write a moment instead, or "" if the meaning is unclear.

    is_read: says whether a text is read as a moment. Nothing else is advised.
    """
    if len(written) > _LONGEST:
        return ""
    text = _plain(written)
    if is_read(text):
        return f"write {text}"
    if _SHORT_YEAR.fullmatch(text):
        return "write the year first and with four digits, such as 2026-12-31"
    text = _usual(text.lower())
    days, rest = _days(text)
    if not days:
        return ""
    times, rest = _times(rest)
    zone, rest = _zone(_FLUFF.sub(" ", rest))
    if rest.strip():
        return ""
    spelled = [
        f"{day + timedelta(days=later)}{f' {time}' if time else ''}"
        for day in days
        for time, later in times
    ]
    spelled = [each for each in dict.fromkeys(spelled) if is_read(each)]
    if not spelled:
        return ""
    if zone == "name":
        return f"write the zone as its distance from UTC, such as {spelled[0]}+01:00"
    spelled = [f"{each}{zone}" for each in spelled if is_read(f"{each}{zone}")]
    if len(spelled) > 1:
        return f"write {' or '.join(spelled)}, whichever is meant"
    return f"write {spelled[0]}" if spelled else ""


def _plain(text: str) -> str:
    """Return a text with the digits, dashes and spaces of ASCII for those of other scripts."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    digits = (str(unicodedata.decimal(char, char)) for char in plain)
    return " ".join("".join(digits).split())


def _usual(text: str) -> str:
    """Return a text with times as 6:30 and with the English names of months."""
    for pattern, instead in _USUAL:
        text = pattern.sub(instead, text)
    return _WORD.sub(lambda found: _english(found[0]), text)


def _english(word: str) -> str:
    """Return the English name of a month; any other word, or one of two months, stays."""
    if word[:3] in _MONTHS:
        return word
    numbers = _months().get(word.rstrip("."), set())
    return _MONTHS[next(iter(numbers)) - 1] if len(numbers) == 1 else word


@cache
def _months() -> dict[str, set[int]]:
    """Return the numbers of months by their names, in full and cut short."""
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context, language)
                for number, name in names.items():
                    found.setdefault(name.lower().rstrip("."), set()).add(number)
    return found


def _days(text: str) -> tuple[list[date], str]:
    """Return the days that the first date in a text can mean, and the text without it."""
    for pattern, meanings in _READERS:
        found = pattern.search(text)
        days = sorted(set(meanings(*found.groups()))) if found else []
        if found and days:
            return days, f"{text[: found.start()]} {text[found.end() :]}"
    return [], text


def _day(year: str | int, month: str | int, day: str | int) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return


def _either(one: str, other: str, year: str) -> Iterator[date]:
    yield from _day(year, one, other)
    yield from _day(year, other, one)


def _named(day: str, month: str, year: str) -> Iterator[date]:
    if month[:3] in _MONTHS:
        yield from _day(year, _MONTHS.index(month[:3]) + 1, day)


def _of_week(year: str, week: str, weekday: str | None) -> Iterator[date]:
    try:
        yield date.fromisocalendar(int(year), int(week), int(weekday or 7))
    except ValueError:
        return


def _of_year(year: str, number: str) -> Iterator[date]:
    for first in _day(year, 1, 1):
        found = first + timedelta(days=int(number) - 1)
        if found.year == first.year:
            yield found


_READERS: tuple[tuple[re.Pattern[str], Callable[..., Iterator[date]]], ...] = (
    (_YEAR_FIRST, _day),
    (_DAY_FIRST, lambda day, month, year: _day(year, month, day)),
    (_EITHER_FIRST, _either),
    (_DAY_AND_MONTH, _named),
    (_MONTH_AND_DAY, lambda month, day, year: _named(day, month, year)),
    (_WEEK, _of_week),
    (_DAY_OF_YEAR, _of_year),
)


def _times(text: str) -> tuple[list[tuple[str, int]], str]:
    """Return the times that a text can mean, each with days to add, and the rest of the text."""
    words = _IN_WORDS.search(text)
    if words:
        times = [("00:00", 0), ("00:00", 1)] if words[1] == "midnight" else [("12:00", 0)]
        return times, f"{text[: words.start()]} {text[words.end() :]}"
    found = _TIME.search(text)
    if found is None:
        return [("", 0)], text
    hour, minute, second = (int(found[number] or 0) for number in (1, 2, 3))
    if found[5]:
        hour = hour % 12 + (12 if found[5] == "p" else 0)
    minute, second = (minute + 1, 0) if second == 60 else (minute, second)
    hour, minute = (hour + 1, 0) if minute == 60 and second == 0 and found[3] else (hour, minute)
    later, hour = (1, 0) if hour == 24 and minute == second == 0 else (0, hour)
    time = f"{hour:02}:{minute:02}"
    if found[3]:
        time += f":{second:02}" + (f".{found[4]}" if found[4] else "")
    return [(time, later)], f"{text[: found.start()]} {text[found.end() :]}"


def _zone(text: str) -> tuple[str, str]:
    """Return the distance from UTC, or "name" for a zone that is only named, and the rest."""
    found = _DISTANCE.search(text)
    if found:
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        if found[1]:
            return f"{found[1]}{int(found[2]):02}:{found[3] or '00'}", _NAMED_ZONE.sub("", rest)
        return "Z", _NAMED_ZONE.sub("", rest)
    named = _NAMED_ZONE.search(text)
    if named:
        return "name", f"{text[: named.start()]} {text[named.end() :]}"
    return "", text
