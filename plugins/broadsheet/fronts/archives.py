"""Archives: stories by month for the paper and its sections, by year for topics and authors.

Fronts show the latest stories and link here. A page of the archive holds one closed period and
no link to a later one, so that it stays as it is when new stories appear. Months of few stories
stand together on the page of their year, once that year is over.
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

_FEWEST = 5  # stories


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
    """The stories of one month or year, latest first.

    joined: of a year, its months that have no page of their own, each with the number of its
    stories; those of its other months are not in it.
    """

    place: Place
    stories: tuple[Story, ...]
    joined: tuple[tuple[Place, int], ...] = ()

    @property
    def months(self) -> tuple[tuple[date, int], ...]:
        """The first days of the months in it, each with the number of its stories."""
        if self.place.period == "month":
            return ((self.place.begins, len(self.stories)),)
        return tuple((place.begins, count) for place, count in self.joined)

    def is_beside(self, month: Volume) -> bool:
        """Say whether another volume is a month of this year."""
        is_month_of_year = (self.place.period, month.place.period) == ("year", "month")
        return is_month_of_year and month.place.begins.year == self.place.begins.year


def has_enough(stories: Sequence[object]) -> bool:
    """Say whether a page of an archive has so many stories that it is worth one of its own.

    That is whether it has enough to be found for; each story has a page anyway.
    """
    return len(stories) >= _FEWEST


def months(stories: Sequence[Story], day_of: Callable[[Story], date]) -> list[Volume]:
    """Return the volumes of an archive by month, the latest first; see `volumes`.

    Months with too few stories stand together, behind the others of their year. Those of the latest
    year do not: else pages would come and go while it lasts.
    """
    found: list[Volume] = []
    for year, group in groupby(volumes(stories, "month", day_of), _year):
        of_year = list(group)
        is_over = found and _year(found[0]) != year
        small = [each for each in of_year if is_over and not has_enough(each.stories)]
        found += [each for each in of_year if not is_over or has_enough(each.stories)]
        if small:
            joined = tuple((each.place, len(each.stories)) for each in small)
            rest = tuple(story for each in small for story in each.stories)
            found.append(Volume(Place("year", date(year, 1, 1)), rest, joined))
    return found


def _year(volume: Volume) -> int:
    return volume.place.begins.year


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
