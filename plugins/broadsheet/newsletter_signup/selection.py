"""Selection: which newsletter a story offers, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from broadsheet.newsletter_signup.settings import Newsletter
from broadsheet.reporting.faults import Fault, choose_from
from broadsheet.site.names import key_of
from broadsheet.site.settings import Section


class Choice(Struct, frozen=True):
    """A newsletter and the reason for it in words.

    featured: it stands in for the default, which features it.
    """

    newsletter: Newsletter
    reason: str
    featured: bool = False


class Roster(Struct, frozen=True):
    """The newsletters by everything that chooses one; of two, the first in the settings wins."""

    by_id: Mapping[str, Newsletter]
    by_topic: Mapping[str, Newsletter]
    by_section: Mapping[str, Newsletter]
    default: Newsletter

    @classmethod
    def of(cls, newsletters: Sequence[Newsletter]) -> Roster:
        """Sort newsletters, of which exactly one is the default."""
        return cls(
            by_id={each.id: each for each in newsletters},
            by_topic=_first((key_of(name), each) for each in newsletters for name in each.topics),
            by_section=_first(
                (key_of(name), each) for each in newsletters for name in each.sections
            ),
            default=next(each for each in newsletters if each.default),
        )

    def named(self, written: str) -> Newsletter | None:
        """Return the newsletter of an id as a writer may spell it, None for an unknown one."""
        return self.by_id.get(written.lower())

    def marked(self, written: str | None) -> Choice | None:
        """Return the newsletter that a marker names, None where it names none that is known."""
        named = self.named(written) if written else None
        return Choice(named, "its marker names it") if named else None

    def choose(self, written: str | None, topics: Iterable[str], section: Section) -> Choice:
        """Return the newsletter for a story: its own word, its topics, its section, the default.

        written: the id in the front matter; an unknown one, reported elsewhere, is passed over.
        topics: the story's, in its order; the first that chooses a newsletter wins.
        """
        named = self.named(written) if written else None
        if named:
            return Choice(named, "the story names it")
        for topic in topics:
            found = self.by_topic.get(key_of(topic))
            if found:
                return Choice(found, f"topic “{topic}”")
        found = self.by_section.get(section.slug) or self.by_section.get(key_of(section.name))
        if found:
            return Choice(found, f"section “{section.name}”")
        if self.default.feature:
            reason = f"“{self.default.id}” is the default and features it"
            return Choice(self.by_id[self.default.feature], reason, featured=True)
        return Choice(self.default, "the default")


def unknown_newsletter(path: str, line: int, written: str, known: Iterable[str]) -> Fault:
    """Return the fault of an id that a story or a marker names in vain; known: those it may."""
    return Fault(
        path,
        line,
        f"unknown newsletter “{written}”",
        choose_from(written, known),
        kind="newsletter",
    )


def _first(pairs: Iterable[tuple[str, Newsletter]]) -> dict[str, Newsletter]:
    found: dict[str, Newsletter] = {}
    for key, newsletter in pairs:
        found.setdefault(key, newsletter)
    return found
