"""Dates as readers see them: in the site's time zone and language, never in the machine's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    get_timezone_gmt,
    get_timezone_name,
)

from broadsheet.site.settings import Site
from broadsheet.story.model import Story
from broadsheet.story.moments import placed
from broadsheet.views.records import When


@dataclass(frozen=True)
class Dates:
    """Prints dates and times for one site."""

    site: Site

    def when(self, moment: dt.date) -> When:
        """Return a date or a moment in all its printed forms."""
        if not isinstance(moment, datetime):
            return When(self.iso(moment), self.longdate(moment))
        return When(
            self.iso(moment), self.longdate(moment), self.clock(moment), self.zone_at(moment)
        )

    def appeared(self, story: Story) -> dt.date:
        """Return when a story appeared, for readers: the day alone where its file has no time."""
        return self._as_written(story, "date", story.date)

    def changed(self, story: Story) -> dt.date | None:
        """Return its `modified`, for readers: the day alone where its file gives no time."""
        return self._as_written(story, "modified", story.modified) if story.modified else None

    def _as_written(self, story: Story, key: str, moment: datetime) -> dt.date:
        return moment.astimezone(self._zone).date() if key in story.days else moment

    def longdate(self, moment: dt.date) -> str:
        """Return a day, with its parts as the language has them: 3 November 2015."""
        return self._print(moment, "long")

    def weekday(self, day: dt.date) -> When:
        """Return a day with its weekday, as the language has it: Tuesday, 3 November 2015."""
        return When(self.iso(day), self._print(day, "full"))

    def monthname(self, moment: dt.date) -> str:
        """Return a month: November 2015, in Japanese 2015年11月."""
        local = self._local(moment)
        return _printed_month(local.year, local.month, self.site.lang)

    def month_of_year(self, moment: dt.date) -> str:
        """Return a month without its year: November."""
        return self._print(moment, "LLLL")

    def short_month(self, moment: dt.date) -> str:
        """Return a month without its year, in few letters: Nov."""
        return self._print(moment, "LLL")

    def clock(self, moment: datetime) -> str:
        """Return a time of day: 18:00."""
        local = moment.astimezone(self._zone)
        return _printed_time(local.hour, local.minute, self.site.lang)

    def zone_at(self, moment: datetime) -> str:
        """Return by which clock a moment is told: BST, or GMT+03:00 where readers know no name."""
        local, locale = moment.astimezone(self._zone), _locale(self.site.lang)
        name = str(get_timezone_name(local, width="short", locale=locale))
        return name if name.isalpha() else str(get_timezone_gmt(local, width="long", locale=locale))

    def iso(self, moment: dt.date) -> str:
        """Return a date or a moment for machines, as ISO 8601 writes it."""
        local = self._local(moment)
        # Distances from UTC in the 19th century had seconds, which `placed` takes away.
        return (placed(local, self._zone) if isinstance(local, datetime) else local).isoformat()

    def _local(self, moment: dt.date) -> dt.date:
        return moment.astimezone(self._zone) if isinstance(moment, datetime) else moment

    @cached_property
    def _zone(self) -> ZoneInfo:
        return self.site.zone

    def _print(self, moment: dt.date, pattern: str) -> str:
        local = self._local(moment)
        return _printed_day(local.year, local.month, local.day, pattern, self.site.lang)


@lru_cache(maxsize=4096)
def _printed_day(year: int, month: int, day: int, pattern: str, lang: str) -> str:
    return str(format_date(dt.date(year, month, day), pattern, locale=_locale(lang)))


@lru_cache(maxsize=1024)
def _printed_month(year: int, month: int, lang: str) -> str:
    return str(format_skeleton("yMMMM", dt.date(year, month, 1), locale=_locale(lang)))


@lru_cache(maxsize=1440)
def _printed_time(hour: int, minute: int, lang: str) -> str:
    return str(format_time(dt.time(hour, minute), "HH:mm", locale=_locale(lang)))


@lru_cache(maxsize=16)
def _locale(lang: str) -> Locale:
    # English of no country is that of the world: to Unicode's data it is that of the United States.
    return Locale.parse("en-001" if lang == "en" else lang, sep="-")
