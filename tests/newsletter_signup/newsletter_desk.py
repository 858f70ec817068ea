"""What the tests of the newsletter block share: bodies by the letter, stories, editions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from broadsheet.content.edition import Edition
from broadsheet.content.loaded import LoadedContent
from broadsheet.newsletter_signup.capability import NewsletterSignup
from broadsheet.newsletter_signup.keys import NewsletterKeys
from broadsheet.newsletter_signup.marking import mark_newsletter
from broadsheet.reporting.faults import Fault
from broadsheet.site.settings import Site, read_site
from broadsheet.story.draft import Draft
from broadsheet.story.model import Body, Story
from broadsheet.story.reading import Read, read_page, read_story
from broadsheet.story.reading_settings import BodyPass, ReadingSettings
from broadsheet.story.slots import Slot
from broadsheet.story.tree import replace, text_of

MARKDOWN = {"extensions": ["extra", "sane_lists", "toc"]}
NOW = datetime(2025, 1, 1, tzinfo=UTC)
PATH = "articles/2024/a-story.md"
FRONT = "---\ntitle: A story\ndate: 2024-06-11\ncategory: World\n"
"""Four lines; a closing `---` makes it five, so that a body begins on line 6."""

_KINDS = {
    "p": "{words40}.",
    "P": "{words120}.",
    "s": "{words8}.",
    "b": "**{words8}**",
    "B": "**{words8}**.",
    "c": "{words40}:",
    "h": "## {words3}",
    "f": "![{mark}](a.png)",
    "i": "{words40} ![{mark}](a.png) and more.",
    "q": "> {words40}.",
    "l": "- {words8}\n- {words8}",
    "o": "1. {words8}\n2. {words8}",
    "t": "| {mark} | b |\n|---|---|\n| c | d |",
    "k": "```\n{words8}\n```",
    "d": "{mark}\n:   {words8}",
    "e": '<video controls title="{mark}"></video>',
    "m": "<details><summary>{mark}</summary>{words8}</details>",
    "x": "{words40}.\n{{: .own-note }}",
    "r": "***",
    "a": '<p><a id="{mark}"></a></p>',
    "n": "{words40}.[^{mark}]\n\n[^{mark}]: A note.",
    "N": "{words40}:[^{mark}]\n\n[^{mark}]: A note.",
}
_MARK = re.compile(r"block(\d+)x")


def body_of(shape: str) -> str:
    """Return Markdown of which each block is given by a letter, and names its own number."""
    return "\n\n".join(_block(letter, number) for number, letter in enumerate(shape))


def _block(letter: str, number: int) -> str:
    mark = f"block{number}x"
    words = {
        f"words{count}": " ".join([mark] + ["word"] * (count - 1)) for count in (3, 8, 40, 120)
    }
    return _KINDS[letter].format(mark=mark, **words)


def figures(draft: Draft) -> Iterable[Fault]:
    """Put a slot where a picture stands alone in its paragraph, as the captions' pass does."""
    for image in list(draft.root.iterdescendants("img")):
        paragraph = image.getparent()
        if paragraph is not None and paragraph.tag == "p" and not text_of(paragraph).strip():
            replace(paragraph, draft.slots.element(Slot("figure", image.get("alt"))))
    return ()


def read(
    body: str, front: str = "", passes: tuple[BodyPass, ...] = (figures, mark_newsletter)
) -> Read[Story]:
    """Read a story whose body begins on line 6, later by the lines of `front`."""
    data = f"{FRONT}{front}---\n{body}".encode()
    story = read_story(PATH, data, _reading(passes))
    assert story.item is not None, story.faults
    return story


@cache
def _reading(passes: tuple[BodyPass, ...]) -> ReadingSettings:
    return ReadingSettings(markdown=MARKDOWN, passes=passes, story_keys=(NewsletterKeys,))


def item(story: Read[Story]) -> Story:
    """Return what was read besides the body."""
    assert story.item is not None
    return story.item


def newsletter_slots(story: Read[Story]) -> dict[str, Slot]:
    """Return the slots of the newsletter block by their position."""
    return {slot.data.position: slot for slot in story.body.slots if slot.kind == "newsletter"}


def html_around(story: Read[Story], position: str) -> tuple[str, str]:
    """Return the HTML before and after a slot, with other slots written as elements."""
    sides: list[list[str]] = [[], []]
    side = 0
    for part in story.body.parts:
        if isinstance(part, str):
            sides[side].append(part)
        elif part.kind == "figure":
            sides[side].append(f"<figure>{part.data}</figure>")
        elif part.kind == "newsletter" and part.data.position == position:
            side = 1
    return "".join(sides[0]), "".join(sides[1])


def blocks_before(story: Read[Story], position: str) -> int:
    """Return how many of the blocks of `body_of` stand above a slot; none stands on both sides."""
    above, below = html_around(story, position)
    numbers = [int(number) for number in _MARK.findall(above)]
    later = [int(number) for number in _MARK.findall(re.sub(r'(href|id)="[^"]*"', "", below))]
    count = max(numbers, default=-1) + 1
    assert all(number >= count for number in later), "a block was split or moved"
    return count


def newsletter(newsletter_id: str = "weekly", **more: Any) -> dict[str, Any]:
    """Return a sound group of NEWSLETTERS."""
    return {
        "id": newsletter_id,
        "name": newsletter_id.title(),
        "pitch": f"What {newsletter_id} brings",
        "frequency": "Every Friday",
        "provider": {"kind": "kit", "id": "1234567"},
        "privacy": "/privacy/",
        **more,
    }


def capability(*newsletters: dict[str, Any], **settings: Any) -> NewsletterSignup:
    """Return the capability with these newsletters; all faults of settings are an error here."""
    made = NewsletterSignup({"NEWSLETTERS": list(newsletters), **settings})
    assert made.faults == []
    return made


def site(**more: Any) -> Site:
    """Return the settings of a paper."""
    found, faults = read_site(
        {
            "SITENAME": "The Halyard",
            "SITEURL": "https://halyard.example/paper",
            "PUBLISHER": {"name": "Halyard", "sentence": "A paper."},
            "SECTIONS": ["World", "Science and Sea"],
            **more,
        }
    )
    assert found is not None, faults
    return found


def edition(*stories: Read[Story], page: str | None = None, **settings: Any) -> Edition:
    """Return an edition of these stories; page: the Markdown file of the newsletters page."""
    bodies: dict[str, Body] = {}
    loaded = LoadedContent(body=bodies.__getitem__)
    for story in stories:
        loaded.stories.append(item(story))
        bodies[item(story).path] = story.body
    if page:
        found = read_page("pages/newsletters.md", page.encode(), ReadingSettings(markdown=MARKDOWN))
        assert found.item is not None
        loaded.pages.append(found.item)
        bodies[found.item.path] = found.body
    return Edition.of(loaded, site(**settings), NOW, Path("content"))
