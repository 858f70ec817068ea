"""Timeliness: checks of stories that depend on the clock.

They run in each build and are never stored, since a date in the future is right tomorrow. They need
no bodies, so that they are fast for a whole archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo

from broadsheet.content.edition import is_public
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.model import Story

# Papers finish stories the evening before, and those still stand among the day's news when they
# appear. With more than a day between the two, lists have gone on without the story: it would
# come out below all that, beyond the end of feeds.
_LONG = timedelta(days=1)


def untimely(stories: Iterable[Story], now: datetime, zone: tzinfo) -> Iterator[Fault]:
    """Report what is dated in the future, and embargoes that end long after `date`.

    A story that is not public yet may tell what will be true when it appears. Drafts may be
    unfinished. now: the moment of the build. zone: the site's, in which days are counted.
    """
    for story in stories:
        changes = story.corrected or story.updates or (story.modified and story.modified > now)
        is_changed = changes or (story.withdrawn and story.withdrawn.day)
        if story.draft or not (is_changed or story.embargo):  # as nearly always
            continue
        yield from _changes_to_come(story, now, zone)
        if not is_public(story, now):
            yield from _late_embargo(story, zone)


def _changes_to_come(story: Story, now: datetime, zone: tzinfo) -> Iterator[Fault]:
    seen = max(now, story.public_from)
    where = "in the future" if seen == now else "after the moment at which the story appears"
    for moment, line in story.updates:
        if moment > seen:
            told = f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
            mend = "write when it is made; readers see it as soon as it is published"
            yield Fault(
                story.path, line, f"an update is timed {told}, {where}", mend, kind="date-wrong"
            )
    is_update = any(moment == story.modified for moment, _ in story.updates)
    if story.modified and story.modified > seen and not is_update:
        what, mend = f"`modified` lies {where}", "write when it was changed, and do so after that"
        yield Fault(story.path, story.line("modified"), what, mend, kind="date-wrong")
    today = seen.astimezone(zone).date()
    where = "in the future" if seen == now else "after the day on which the story appears"
    if story.withdrawn and story.withdrawn.day and story.withdrawn.day > today:
        what = (
            f"`withdrawn` is dated {story.withdrawn.day}, {where}, and readers lose the story now"
        )
        mend = "write the day on which it is withdrawn, and do so on that day"
        yield Fault(story.path, story.line("withdrawn"), what, mend, kind="date-wrong")
    for each in story.corrected:
        told, is_late = str(each.day), each.day > today
        if each.is_timed:
            told, is_late = f"{each.moment.astimezone(zone):%Y-%m-%d %H:%M}", each.moment > seen
        if is_late:
            what, mend = f"a correction is dated {told}, {where}", "write when it is made"
            yield Fault(story.path, each.line, what, mend, kind="date-wrong")


def _late_embargo(story: Story, zone: tzinfo) -> Iterator[Fault]:
    if story.embargo and story.embargo - story.date > _LONG:
        date = story.embargo.astimezone(zone).isoformat(timespec="minutes")
        what = "the embargo ends long after `date`, by which fronts and feeds are sorted"
        mend = f"move `date` to the embargo: `date: {date}`"
        yield Fault(
            story.path, story.line("embargo"), what, mend, Gravity.ADVICE, kind="embargo-late"
        )
