"""Archives: stories by month for sections, by year for topics and authors.

Fronts show the latest stories and link here. A page of the archive holds one closed period and
no link to a later one, so that it stays as it is when new stories appear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from plugins.edition.dates import Dates
from plugins.story.model import Story

Period = Literal["month", "year"]


@dataclass(frozen=True)
class Volume:
    """The stories of one month or year, latest first. begins: its first day."""

    period: Period
    begins: date
    stories: tuple[Story, ...]

    @property
    def path(self) -> str:
        """The end of the address of its page, below the front's: `2024/06/` or `2024/`."""
        year = f"{self.begins.year:04d}/"
        return f"{year}{self.begins.month:02d}/" if self.period == "month" else year

    def label(self, dates: Dates) -> str:
        """Return what readers call it: November 2015, or 2015."""
        month = self.period == "month"
        return dates.monthname(self.begins) if month else str(self.begins.year)


def volumes(stories: Sequence[Story], period: Period, zone: ZoneInfo) -> list[Volume]:
    """Return the volumes of stories that stand latest first; the latest volume comes first."""

    def begins(story: Story) -> date:
        day = story.date.astimezone(zone).date()
        return day.replace(day=1) if period == "month" else day.replace(month=1, day=1)

    return [
        Volume(period, first_day, tuple(group)) for first_day, group in groupby(stories, begins)
    ]
