"""Dates as readers see them: in the site's time zone and language, never in the machine's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date, format_time

from plugins.edition.site import Site
from plugins.edition.views import When


@dataclass(frozen=True)
class Dates:
    """Prints dates and times for one site."""

    site: Site

    def when(self, moment: dt.date) -> When:
        """Return a date or a moment in all its printed forms."""
        clock = self.clock(moment) if isinstance(moment, datetime) else ""
        return When(self.iso(moment), self.longdate(moment), clock)

    def longdate(self, moment: dt.date) -> str:
        """Return a day: 3 November 2015."""
        return self._print(moment, "d MMMM y")

    def monthname(self, moment: dt.date) -> str:
        """Return a month: November 2015."""
        return self._print(moment, "LLLL y")

    def clock(self, moment: datetime) -> str:
        """Return a time of day: 18:00."""
        return str(format_time(moment, "HH:mm", tzinfo=self.site.zone, locale=self.site.locale))

    def iso(self, moment: dt.date) -> str:
        """Return a date or a moment for machines, as ISO 8601 writes it."""
        return self._local(moment).isoformat()

    def _local(self, moment: dt.date) -> dt.date:
        return moment.astimezone(self.site.zone) if isinstance(moment, datetime) else moment

    def _print(self, moment: dt.date, pattern: str) -> str:
        return str(format_date(self._local(moment), pattern, locale=self.site.locale))
