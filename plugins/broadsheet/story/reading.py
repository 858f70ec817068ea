"""Reading: from the bytes of a file to a story, and nothing else.

`read_story`, `read_author` and `read_page` are pure: they depend on the file, on this code and
on the `ReadingSettings`. They never look at another file, so that a result may be kept by the
digest of the file or made in another process.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from broadsheet.reporting.faults import Fault
from broadsheet.story.draft import Draft
from broadsheet.story.entities import with_signs
from broadsheet.story.front import (
    AuthorFront,
    PageFront,
    StoryFront,
    own_values,
    story_front,
)
from broadsheet.story.front_matter import (
    Source,
    take_apart,
    text_below,
    validate,
    with_new_keys,
)
from broadsheet.story.model import Author, Body, Correction, StaticPage, Story, Withdrawal
from broadsheet.story.moments import begin_of, names_a_day
from broadsheet.story.plain_lines import printed_signs
from broadsheet.story.reading_bodies import read_body
from broadsheet.story.reading_settings import ReadingSettings
from broadsheet.story.slugs import slug_of

Kind = TypeVar("Kind", Story, Author, StaticPage)


_ONE = {"story": "a story", "page": "a page", "author": "an author's file"}
_MANY = {"story": "stories", "page": "pages", "author": "authors"}


@dataclass(frozen=True)
class Read(Generic[Kind]):
    """The result of reading a file. item: None if it cannot be read."""

    item: Kind | None
    body: Body
    faults: list[Fault]


def read_story(path: str, data: bytes, reading: ReadingSettings) -> Read[Story]:
    """Read a story's file. path: relative to the content folder.

    Where the front matter has faults, the story is not `fit` to be printed.
    """
    source, faults = take_apart(path, data)
    if source is None:
        return Read(None, Body(), [*faults, *_faults_below(path, data, reading)])
    if misplaced := _misplaced(source, "story"):
        return Read(None, Body(), [misplaced])
    source, advice = _as_meant(source)
    front, faults = validate(source, story_front(reading.story_keys))
    image = front.image if front else None
    fit = not faults
    faults += advice
    body, draft, body_faults = read_body(source, reading, front, image)
    faults += body_faults
    if front is None:
        return Read(None, body, faults)
    slug = front.slug or slug_of(front.title)
    if not slug:
        what = "the headline makes no address"
        faults.append(Fault(path, source.line("title"), what, "add `slug:`", kind="address-clash"))
        fit = False
    faults += _order_of_dates(source, front, reading)
    withdrawal, more = _withdrawal(source, front, reading)
    faults += more
    return Read(_story(source, front, slug, reading, draft, withdrawal, fit), body, faults)


def _withdrawal(
    source: Source, front: StoryFront, reading: ReadingSettings
) -> tuple[Withdrawal | None, list[Fault]]:
    if front.withdrawn is None:
        return None, []
    line = source.line("withdrawn", "text")
    reason, faults = reading.inline(front.withdrawn.text, source.path, line, front.lang)
    return Withdrawal(reason, front.withdrawn.date), faults


def _story(
    source: Source,
    front: StoryFront,
    slug: str,
    reading: ReadingSettings,
    draft: Draft,
    withdrawal: Withdrawal | None,
    fit: bool,
) -> Story:
    plain, lang = reading.typography.plain, front.lang
    modified = _modified(source, front, reading)
    days: tuple[str, ...] = ("date", "modified")
    updated = max((moment for moment, _ in draft.updates), default=None)
    if updated and updated > (modified or reading.moment(front.date)):
        modified, days = updated, ("date",)
    return Story(
        path=source.path,
        title=plain(front.title, lang),
        summary=plain(front.summary, lang) if front.summary else None,
        slug=slug,
        headline=str(reading.typography.text(front.title, lang)),
        standfirst=str(reading.typography.text(front.summary, lang)) if front.summary else None,
        date=reading.moment(front.date),
        modified=modified,
        updates=draft.updates,
        embargo=reading.moment(front.embargo) if front.embargo else None,
        days=tuple(key for key in days if names_a_day(source.front.get(key))),
        category=front.category,
        tags=front.tags,
        authors=front.authors,
        lang=lang,
        translation=front.translation,
        draft=front.status == "draft",
        kicker=plain(front.kicker, lang) if front.kicker else None,
        dateline=plain(front.dateline, lang) if front.dateline else None,
        key_facts=tuple(plain(each, lang) for each in front.key_facts),
        corrected=_corrected(source, front, reading),
        withdrawn=withdrawal,
        aliases=front.aliases,
        lead=draft.lead,
        own=own_values(front),
        lines=_lines(source),
        fit=fit,
    )


def read_author(path: str, data: bytes, reading: ReadingSettings) -> Read[Author]:
    """Read an author's page."""
    source, faults = take_apart(path, data)
    if source is None:
        return Read(None, Body(), [*faults, *_faults_below(path, data, reading)])
    if misplaced := _misplaced(source, "author"):
        return Read(None, Body(), [misplaced])
    source, advice = _as_meant(source)
    front, faults = validate(source, AuthorFront)
    fit = not faults
    faults += advice
    image = front.image if front else None
    bio, draft, body_faults = read_body(source, reading, image=image, may_be_empty=True)
    faults += body_faults
    if front is None or not fit:
        return Read(None, bio, faults)
    author = Author(
        name=front.name,
        slug=front.slug or slug_of(front.name) or PurePosixPath(path).stem,
        path=path,
        also=front.also,
        role=reading.typography.plain(front.role) if front.role else None,
        email=front.email,
        sort=front.sort or "",
        fediverse=front.fediverse,
        kind=front.kind,
        portrait=draft.lead,
        links=tuple((link.label, link.url) for link in front.links),
        aliases=front.aliases,
        lines=_lines(source),
    )
    return Read(author, bio, faults)


def read_page(path: str, data: bytes, reading: ReadingSettings) -> Read[StaticPage]:
    """Read a static page."""
    source, faults = take_apart(path, data)
    if source is None:
        return Read(None, Body(), [*faults, *_faults_below(path, data, reading)])
    if misplaced := _misplaced(source, "page"):
        return Read(None, Body(), [misplaced])
    source, advice = _as_meant(source)
    front, faults = validate(source, PageFront)
    fit = not faults
    faults += advice
    body, _, body_faults = read_body(source, reading)
    faults += body_faults
    if front is None or not fit:
        return Read(None, body, faults)
    slug = front.slug or PurePosixPath(path).stem
    plain = reading.typography.plain
    summary = plain(front.summary) if front.summary else None
    heading, lines = plain(front.title), _lines(source)
    page = StaticPage(path, slug, heading, summary, front.footer, front.aliases, lines)
    return Read(page, body, faults)


def _faults_below(path: str, data: bytes, reading: ReadingSettings) -> list[Fault]:
    """Return the faults of a text whose front matter cannot be read: a writer wants them too."""
    source = text_below(path, data)
    return read_body(source, reading, may_be_empty=True)[2] if source else []


def _misplaced(source: Source, kind: str) -> Fault | None:
    """Return the fault of a file whose keys are those of another kind of file, else None."""
    if "name" in source.front and "title" not in source.front:
        found, key = "author", "name"
    elif "title" in source.front and "name" not in source.front:
        is_story = "date" in source.front or kind == "story"
        found, key = ("story", "date") if is_story else ("page", "title")
    else:
        return None
    if found == kind:
        return None
    what = f"{_ONE[found]} among the {_MANY[kind]}"
    mend = f"move it to the folder of {_MANY[found]}"
    return Fault(source.path, source.line(key), what, mend, kind="file-astray")


def _as_meant(source: Source) -> tuple[Source, list[Fault]]:
    """Return a file with the keys and signs that are meant, and advice to write them so."""
    source, deprecated = with_new_keys(source)
    source, entities = with_signs(source)
    return source, [*deprecated, *entities, *printed_signs(source)]


def _lines(source: Source) -> dict[str, int]:
    """Return the lines of the top-level keys."""
    return {str(keys[0]): line for keys, line in source.lines.items() if len(keys) == 1}


def _modified(source: Source, front: StoryFront, reading: ReadingSettings) -> datetime | None:
    """Return when a story was last changed.

    A `modified` that is only the day of `date` would begin before the story appeared; then the
    moment of `date` is returned.
    """
    if front.modified is None:
        return None
    modified, date = reading.moment(front.modified), reading.moment(front.date)
    is_day = names_a_day(source.front.get("modified"))
    if is_day and front.modified.date() == date.astimezone(reading.zone).date():
        return max(modified, date)
    return modified


def _corrected(
    source: Source, front: StoryFront, reading: ReadingSettings
) -> tuple[Correction, ...]:
    """Return when a story was corrected, in the order of its file.

    The first of those that tell the day alone comes a second after the story itself at the
    earliest, the next one a second later: else programs would not see that anything changed.
    """
    appeared = max(map(reading.moment, filter(None, (front.date, front.embargo))))
    found = []
    for index, each in enumerate(front.corrections):
        moment, is_timed = reading.moment(begin_of(each.date)), isinstance(each.date, datetime)
        day = moment.astimezone(reading.zone).date()
        if not is_timed:
            moment = max(moment, appeared + timedelta(seconds=index + 1))
        line = source.line("corrections", index, "date")
        found.append(Correction(day, moment, is_timed, line, each.first))
    return tuple(found)


def _order_of_dates(source: Source, front: StoryFront, reading: ReadingSettings) -> list[Fault]:
    modified = _modified(source, front, reading)
    if modified and modified < reading.moment(front.date):
        return [
            Fault(
                source.path,
                source.line("modified"),
                "`modified` lies before `date`",
                "correct one of the two",
                kind="date-wrong",
            )
        ]
    return []
