"""The tally: how many stories readers see, and how many wait."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_datetime
from msgspec import Struct

from broadsheet.content.edition import Edition, is_public
from broadsheet.reporting.counting import count


class Tally(Struct, frozen=True):
    """The numbers of stories that are public, drafts, and public later without an edit.

    next: when the first of these will be, in the site's time zone. now: the moment of the build.
    """

    public: int
    drafts: int
    scheduled: int
    next: datetime | None
    now: datetime

    @classmethod
    def of(cls, edition: Edition) -> Tally:
        """Count the stories of an edition, whether or not a preview shows all of them."""
        stories, now, zone = (
            [*edition.loaded.stories, *edition.loaded.unfit],
            edition.now,
            edition.site.zone,
        )
        waiting = [
            story.public_from for story in stories if not story.draft and not is_public(story, now)
        ]
        drafts = sum(story.draft for story in stories)
        following = min(waiting).astimezone(zone) if waiting else None
        public = len(stories) - drafts - len(waiting)
        return cls(public, drafts, len(waiting), following, now.astimezone(zone))

    def __str__(self) -> str:
        """Return a line such as "34 stories, 13 drafts, 1 scheduled (26 Nov 06:00)"."""
        parts = [count(range(self.public), "story")]
        parts += [count(range(self.drafts), "draft")] if self.drafts else []
        if self.next:
            year = " y" if self.next.year != self.now.year else ""
            moment = format_datetime(self.next, f"d MMM{year} HH:mm", locale="en_GB")
            first = "next " if self.scheduled > 1 else ""
            parts.append(f"{self.scheduled:,} scheduled ({first}{moment})")
        return ", ".join(parts)

    @property
    def hidden(self) -> str:
        """What a preview of the public site does not show, in words; "" if it shows everything."""
        parts = [count(range(self.drafts), "draft")] if self.drafts else []
        parts += [f"{self.scheduled:,} scheduled"] if self.scheduled else []
        return " and ".join(parts)
