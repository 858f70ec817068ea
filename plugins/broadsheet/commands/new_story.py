"""Beginning a story: a valid file at the right place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from broadsheet.content.doubtful_names import people_in
from broadsheet.content.finding import find
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import choose_from, nearest
from broadsheet.site.addresses import Addresses
from broadsheet.site.clock import read_now
from broadsheet.site.names import key_of
from broadsheet.site.settings import Section, read_site
from broadsheet.site.settings_source import placed
from broadsheet.story.front_matter import take_apart
from broadsheet.story.reading import read_story
from broadsheet.story.reading_settings import ReadingSettings
from broadsheet.story.slugs import slug_of
from broadsheet.story.unwritten import invitation

_STORY = """\
---
title: {title}
summary:
date: {date}
category: {section}
tags: []
authors: {authors}
slug: {slug}
status: draft
---

{invitation}
"""


# Windows keeps no file of such a name, whatever its ending, and a paper is kept on many machines:
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_LONGEST_SLUG = 80  # letters; the names of files end at 255 bytes, the patience of people before


class CannotBegin(BroadsheetError):
    """A story that cannot be begun; the message says why and what to do."""


def begin_story(
    settings: Mapping[str, Any], headline: str, section: str = "", authors: Sequence[str] = ()
) -> Path:
    """Write the file of a new story, a draft, and return its path.

    section: a section's name or slug; the first one when empty.
    Raises CannotBegin for a headline that makes no address, a name without letters, an unknown
    section or a file that exists, and OSError where the folder cannot be written to.
    """
    site, faults = read_site(settings)
    moment, more = read_now(settings, site.zone if site else UTC)
    if site is None or more:
        raise CannotBegin(faults=[placed(fault, settings) for fault in [*faults, *more]])
    headline = " ".join(headline.split())
    if not headline.isprintable():
        raise CannotBegin("the headline holds a sign that cannot be printed (type it again)")
    if not all(map(str.strip, authors)):
        raise CannotBegin("--author is empty (give a name, or leave it out)")
    now = moment.astimezone(site.zone).replace(microsecond=0)
    slug = _short(slug_of(headline))
    slug = f"{slug}-{now.year}" if slug in _DEVICES else slug
    if not slug:
        raise CannotBegin("the headline needs letters or digits, for the story's address")
    name = _section(section, site.sections)
    file = Path(settings["PATH"], settings["ARTICLE_PATHS"][0], f"{now.year}", f"{slug}.md")
    text = _text(headline, now, name, authors, slug, site.lang)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as story:
            story.write(text)
    except FileExistsError:
        why = f"{seen_from_here(file)} exists (choose another headline, or edit that file)"
        raise CannotBegin(why) from None
    return file


def doubtful_authors(settings: Mapping[str, Any], authors: Sequence[str]) -> list[str]:
    """Return a line for each name of a byline that holds two, or of whom no author's file is.

    Of files nothing is said where the paper has none.
    """
    content, known = Path(settings["PATH"]), dict[str, str]()  # each spelling, with the name
    for path, _ in find(content, settings["AUTHOR_PATHS"], settings["IGNORE_FILES"]):
        source = take_apart(path, (content / path).read_bytes())[0] if path[-3:] == ".md" else None
        front = source.front if source else {}
        name, also = front.get("name"), front.get("also") or ()
        if isinstance(name, str):
            known |= {each: name for each in (name, *also) if isinstance(each, str)}
    unknown = [name for name in authors if key_of(name) not in set(map(key_of, known))]
    several = [name for name in unknown if people_in(name) != [name]]
    single = [name for name in unknown if known and name not in several]
    return [*map(_several, several), *(_unknown(name, known) for name in single)]


def _several(author: str) -> str:
    each = " ".join(f'--author "{name}"' for name in people_in(author))
    return f"“{author}” stands as one author (write `{each}`, or mend `authors:` in the file)"


def _unknown(author: str, known: Mapping[str, str]) -> str:
    near = nearest(author, known)
    mend = f"did you mean `{known[near]}`?" if near else "write one, or leave it so"
    return f"no author's file has the name “{author}” ({mend})"


def preview_path(settings: Mapping[str, Any], file: Path) -> str:
    """Return the address of a new story below the root of a preview."""
    site, _ = read_site(settings)
    story = read_story(file.name, file.read_bytes(), ReadingSettings()).item
    if site is None or story is None:
        return "/"
    sections = [each for each in site.sections or () if each.name == story.category]
    section = (
        sections[0] if sections else Section(name=story.category, slug=slug_of(story.category))
    )
    addresses = Addresses(site)
    return addresses.site_url(addresses.story_path(story, section)).removeprefix(addresses.base)


def _short(slug: str) -> str:
    """Return as many of the first words of a slug as make an address that people can read."""
    if len(slug) <= _LONGEST_SLUG:
        return slug
    return slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]


def _text(
    headline: str, now: datetime, section: str, authors: Sequence[str], slug: str, lang: str
) -> str:
    return _STORY.format(
        title=_yaml(headline),
        date=now.isoformat(),
        section=_yaml(section),
        authors=f"[{', '.join(map(_yaml, authors))}]",
        slug=slug,
        invitation=invitation(lang),
    )


def _section(wanted: str, sections: Sequence[Section] | None) -> str:
    if not sections:
        return wanted or "News"
    if not wanted:
        return sections[0].name
    for section in sections:
        if key_of(wanted) in (key_of(section.name), section.slug):
            return section.name
    advice = choose_from(wanted, (section.name for section in sections))
    raise CannotBegin(f"unknown section “{wanted}” ({advice})")


def _yaml(text: str) -> str:
    """Return a text as YAML, quoted as JSON (which YAML includes) where it could mislead."""
    plain = text.replace(" ", "").replace("-", "").isalnum() and text[0].isalpha()
    plain = plain and text.lower() != "null"
    return text if plain else json.dumps(text, ensure_ascii=False)
