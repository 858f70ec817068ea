"""Announcements: a line above every page for a time, such as a strike or a call for donations.

One stands there at a time, since two would shout each other down: the first of the list that is
due. So the list is in the order of their weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from typing import ClassVar

from pydantic import Field

from broadsheet.reporting.faults import Fault, Gravity, setting_fault
from broadsheet.site.models import Sentence, StrictSettings
from broadsheet.site.named_links import NamedLink
from broadsheet.story.fields import End, Moment
from broadsheet.story.moments import placed

SETTING = "ANNOUNCEMENTS"

_ALWAYS = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Announcement(StrictSettings):
    """What readers are told above every page."""

    example: ClassVar[str] = '{"text": "…", "until": "2030-01-31"}'

    text: Sentence
    """The words."""

    link: NamedLink | None = None
    """A link behind the words."""

    begins: Moment | None = Field(None, alias="from")
    """The moment before which nobody sees it; None for at once."""

    ends: End | None = Field(None, alias="until")
    """The moment at which it is over; a day without a time counts to its end."""

    def starts(self, zone: tzinfo) -> datetime:
        """Return the moment from which it stands there. zone: of a moment that names none."""
        return placed(self.begins, zone) if self.begins else _ALWAYS

    def stops(self, zone: tzinfo) -> datetime:
        """Return the moment from which it no longer stands there. zone: as in `starts`."""
        return placed(self.ends, zone) if self.ends else _NEVER


Announcements = tuple[Announcement, ...]


def due(announcements: Announcements, now: datetime, zone: tzinfo) -> Announcement | None:
    """Return the announcement that stands above the pages at a moment, None where none is due."""
    shown = (each for each in announcements if each.starts(zone) <= now < each.stops(zone))
    return next(shown, None)


def to_come(announcements: Announcements, now: datetime, zone: tzinfo) -> Announcements:
    """Return those whose time is still to come, in their order."""
    return tuple(each for each in announcements if each.starts(zone) > now)


OVER_BEFORE_IT_BEGINS = "it is over before it begins"


def is_over_before_it_begins(announcement: Announcement, zone: tzinfo) -> bool:
    """Say whether nobody will ever see an announcement. zone: of moments that name none."""
    return announcement.stops(zone) <= announcement.starts(zone)


def untimely_announcements(announcements: Announcements, zone: tzinfo) -> Iterator[Fault]:
    """Report announcements that end before they begin, and advise of those that others hide."""
    for number, each in enumerate(announcements):
        if is_over_before_it_begins(each, zone):
            what = OVER_BEFORE_IT_BEGINS
            yield setting_fault(f"{SETTING}.{number}.until", what, "write a moment after `from`")
        elif _is_hidden(each, announcements[:number], zone):
            what = "nobody will see it: one before it stands there all the time, and one is shown"
            mend = "put it before that one, or give that one an `until`"
            yield setting_fault(
                f"{SETTING}.{number}", what, mend, Gravity.ADVICE, kind="announcement-hidden"
            )


def _is_hidden(each: Announcement, earlier: Sequence[Announcement], zone: tzinfo) -> bool:
    """Say whether one of the earlier announcements is due whenever this one is."""
    starts, stops = each.starts(zone), each.stops(zone)
    return any(one.starts(zone) <= starts and stops <= one.stops(zone) for one in earlier)
