"""The archive: N stories, the same for the same N, made without a clock.

Story i has the same words in archives of any size. Only its date, and so its address, depends on
how many stories share the fifteen years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from bench import prose, words

PICTURES = 40
_FIRST_DAY = datetime(2011, 1, 1, 6, tzinfo=UTC)
# The last day lies inside a month: a new story then joins it, as most new stories do.
_LAST_DAY = datetime(2025, 12, 20, 18, tzinfo=UTC)
_MOST_POPULAR = 30.0  # the higher, the more evenly topics and authors share the stories


@dataclass(frozen=True)
class Heading:
    """What other stories need to know of a story in order to link to it."""

    number: int
    title: str
    slug: str
    date: datetime
    section: str


@dataclass(frozen=True)
class Picture:
    """A lead picture: the name of its file and the words around it."""

    file: str
    alt: str
    caption: str
    credit: str

    def facts(self, folder: str) -> dict[str, str]:
        """Return it as front matter; folder: what stands before the file's name, "" or "a/"."""
        return {
            "src": folder + self.file,
            "alt": self.alt,
            "caption": self.caption,
            "credit": self.credit,
        }


@dataclass(frozen=True)
class Story:
    """A story. `body` is Markdown in which `prose.EARLIER` stands for the address of `earlier`."""

    heading: Heading
    summary: str
    topics: tuple[str, ...]
    authors: tuple[str, ...]
    picture: Picture | None
    earlier: Heading | None
    body: str


def stories(size: int) -> Iterator[Story]:
    """Yield the archive of `size` stories, oldest first."""
    return (story(number, size) for number in range(size))


def story(number: int, size: int) -> Story:
    """Return a story of the archive of `size`; from number `size` on, one published after it."""
    chance = prose.seeded(f"story {number}")
    head = heading(number, size)
    links_back = number > 0 and chance.random() < 1 / 3
    return Story(
        heading=head,
        summary=prose.summary(chance),
        topics=_topics(chance, head.section),
        authors=_drawn(chance, words.AUTHORS, 1 + (chance.random() < 0.2)),
        picture=_picture(chance) if chance.random() < 0.4 else None,
        earlier=heading(chance.randrange(number), size) if links_back else None,
        body=prose.body(chance, links_back=links_back),
    )


def heading(number: int, size: int) -> Heading:
    """Return the heading of a story, without making its text."""
    chance = prose.seeded(f"heading {number}")
    title = prose.headline(chance)
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "")).strip("-")
    return Heading(
        number, title, f"{plain}-{number}", _date(number, size), chance.choice(words.SECTIONS)
    )


def _date(number: int, size: int) -> datetime:
    """Return when a story appeared.

    The archive's follow each other evenly, to the second; those published after it by the hour.
    """
    if number >= size:
        return _LAST_DAY + timedelta(hours=number - size)
    seconds = (_LAST_DAY - _FIRST_DAY).total_seconds() * number / size
    return _FIRST_DAY + timedelta(seconds=int(seconds))


def _topics(chance: Random, section: str) -> tuple[str, ...]:
    """Return two to four topics, most of them from the section's own share of the topics."""
    own = words.TOPICS[words.SECTIONS.index(section) :: len(words.SECTIONS)]
    first = _drawn(chance, own, chance.randint(1, 3))
    (other,) = _drawn(chance, words.TOPICS, 1)
    if other in first:
        other = next(name for name in own if name not in first)
    return (*first, other)


def _drawn(chance: Random, names: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Draw different names; those that stand first are drawn more often, as in a real paper."""
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        drawn[chance.choices(names, cum_weights=_weights(len(names)))[0]] = None
    return tuple(drawn)


@cache
def _weights(count: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (place + _MOST_POPULAR) for place in range(count)))


def _picture(chance: Random) -> Picture:
    number = chance.randrange(PICTURES)
    scene = words.SCENES[number % len(words.SCENES)]
    return Picture(
        file=f"scene-{number:02d}.jpg",
        alt=f"A drawing of {scene}",
        caption=f"Where it is to be: {chance.choice(words.OBJECTS)}, *before* the work",
        credit=words.CREDITS[number % len(words.CREDITS)],
    )
