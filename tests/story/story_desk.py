"""What the tests of reading share: The Halyard's reading rules, and stories by the word."""

from __future__ import annotations

from broadsheet.story.model import Body, Story
from broadsheet.story.reading import Read, read_story
from broadsheet.story.reading_settings import ReadingSettings
from broadsheet.story.slots import Slot
from broadsheet.story.typography import Typography

READING = ReadingSettings(
    timezone="Europe/London",
    typography=Typography(omit=("caps", "initial_quotes")),
    markdown={
        "extensions": ["extra", "sane_lists", "toc"],
        "extension_configs": {"toc": {"marker": ""}},
    },
    embed_hosts=frozenset({"www.youtube-nocookie.com"}),
)
PATH = "articles/2024/a.md"


def read(
    body: str = "Text.", reading: ReadingSettings = READING, **front: str
) -> tuple[Read[Story], list[str]]:
    """Read a story with a title, a date and these keys; the body begins on a line of its own.

    Without further keys the body's first line is the file's fifth. The faults come back as they
    are printed, too.
    """
    keys = {"title": "A title", "date": "2024-06-11", **front}
    lines = [f"{key}: {value}" for key, value in keys.items()]
    text = "\n".join(["---", *lines, "---", body])
    found = read_story(PATH, text.encode(), reading)
    return found, [str(fault).removeprefix(f"{PATH}:") for fault in found.faults]


def good(body: str = "Text.", reading: ReadingSettings = READING, **front: str) -> Story:
    """Read a story that has no faults."""
    return _faultless(body, reading, **front)[0]


def body_of(body: str = "Text.", reading: ReadingSettings = READING, **front: str) -> Body:
    """Read the body of a story that has no faults."""
    return _faultless(body, reading, **front)[1]


def _faultless(body: str, reading: ReadingSettings, **front: str) -> tuple[Story, Body]:
    found, faults = read(body, reading, **front)
    assert found.item is not None and faults == [], faults
    return found.item, found.body


def html(body: Body) -> str:
    """Return the body, with slots as their data in braces."""
    return "".join(f"{{{p.data}}}" if isinstance(p, Slot) else p for p in body.parts)
