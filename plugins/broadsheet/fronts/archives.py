"""Archives: stories by month for sections, by year for topics and authors.

Fronts show the latest stories and link here. A page of the archive holds one closed period and
no link to a later one, so that it stays as it is when new stories appear.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from msgspec import Struct

from broadsheet.story.model import Story
from broadsheet.views.dates import Dates

Period = Literal["month", "year"]


@dataclass(frozen=True)
class Place:
    """Where a volume stands: which month or year it is. begins: its first day."""

    period: Period
    begins: date

    @property
    def path(self) -> str:
        """The end of the address of its page, below the front's: `2024/06/` or `2024/`."""
        year = f"{self.begins.year:04d}/"
        return f"{year}{self.begins.month:02d}/" if self.period == "month" else year

    def label(self, dates: Dates) -> str:
        """Return what readers call it: November 2015, or 2015."""
        month = self.period == "month"
        return dates.monthname(self.begins) if month else str(self.begins.year)


class Volume(Struct, frozen=True):
    """The stories of one month or year, latest first."""

    place: Place
    stories: tuple[Story, ...]


def volumes(
    stories: Sequence[Story], period: Period, day_of: Callable[[Story], date]
) -> list[Volume]:
    """Return the volumes of stories that stand latest first; the latest volume comes first.

    day_of: gives the day on which a story appeared.
    """

    def number(story: Story) -> tuple[int, int]:
        day = day_of(story)
        return (day.year, day.month if period == "month" else 1)

    return [
        Volume(Place(period, date(year, month, 1)), tuple(group))
        for (year, month), group in groupby(stories, number)
    ]
