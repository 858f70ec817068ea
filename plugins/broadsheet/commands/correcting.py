"""Correcting: writes a correction into a story's front matter, and leaves all else as it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from glob import escape as glob_escape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from broadsheet.commands.front_matter_edits import CannotEdit, Manuscript
from broadsheet.commands.named_files import file_named
from broadsheet.content.finding import find
from broadsheet.incremental.whole_files import write_whole
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import Fault
from broadsheet.site.clock import read_now
from broadsheet.site.settings import read_site
from broadsheet.site.settings_source import placed
from broadsheet.story.front_matter import Source, take_apart
from broadsheet.story.moments import NotAMoment, moment
from broadsheet.story.moments import placed as begins

_KEY = "corrections"


class CannotCorrect(BroadsheetError):
    """A correction that cannot be written; the message says why and what to do."""


def correct_story(
    settings: Mapping[str, Any], story: str, correction: str, *, first: bool = False
) -> Path:
    """Write a correction of now into the file of a story, and return its path.

    `modified` becomes the moment, so that feeds bring the story again.

    story: its file, as seen from the current folder or from the content folder, or its address.
    first: whether the correction is to stand above the story.

    Raises CannotCorrect for a file that is none or cannot be read, one that is no story, a story
    that readers cannot see, an empty correction, and front matter that cannot be added to without
    changing something else.
    """
    site, faults = read_site(settings)
    clock, more = read_now(settings, site.zone if site else UTC)
    if site is None or more:
        raise CannotCorrect(faults=[placed(fault, settings) for fault in [*faults, *more]])
    correction = " ".join(correction.split())
    if not correction:
        raise CannotCorrect("the correction is empty (say what was wrong and what is right)")
    content = Path(settings["PATH"])
    stories = find(content, settings["ARTICLE_PATHS"], settings["IGNORE_FILES"])
    file = _found(story, content, [path for path, _ in stories])
    text = file.read_bytes()
    source = _read(file, text)
    now = clock.astimezone(site.zone).replace(microsecond=0)
    if source.front.get("status") == "draft":
        raise CannotCorrect(f"{seen_from_here(file)} is a draft (simply change it)")
    if any(_begins_after(now, source.front.get(key)) for key in ("date", "embargo")):
        raise CannotCorrect(f"{seen_from_here(file)} is not out yet (simply change it)")
    try:
        corrected = with_correction(text.decode("utf-8"), correction, now, first=first)
    except CannotEdit as error:
        raise _unsafe(file, error.line) from error
    if _read(file, corrected.encode()).front != _expected(
        source.front, correction, now, first=first
    ):
        raise _unsafe(file, source.line(_KEY))
    write_whole(file, corrected.encode())
    return file


def with_correction(text: str, correction: str, moment: datetime, *, first: bool = False) -> str:
    """Return the text of a story with one correction more, the latest last.

    moment: when it is made, in the paper's time zone. first: whether it stands above the story.
    """
    entry = _entry(correction, moment, first=first)
    # A text of JSON is one of YAML, whatever stands in it.
    entry["text"] = json.dumps(correction, ensure_ascii=False)
    return (
        Manuscript(text)
        .with_group(_KEY, entry)
        .with_value("modified", moment.isoformat(), behind="date")
        .text
    )


def _unsafe(file: Path, line: int) -> CannotCorrect:
    at = f"{seen_from_here(file)}:{line}"
    return CannotCorrect(f"{at}: cannot be added to safely (write the correction by hand)")


def _entry(correction: str, moment: datetime, *, first: bool) -> dict[str, str]:
    """Return a correction as front matter has it, key by key."""
    entry = {"date": moment.isoformat(), "text": correction}
    return {**entry, "first": "yes"} if first else entry


def _expected(
    front: Mapping[str, Any], correction: str, moment: datetime, *, first: bool
) -> dict[str, Any]:
    before = front.get(_KEY) or []
    entry = _entry(correction, moment, first=first)
    return {**front, _KEY: [*before, entry], "modified": moment.isoformat()}


def _read(file: Path, data: bytes) -> Source:
    source, faults = take_apart(str(file), data)
    if source is None:
        raise CannotCorrect(faults=[_seen(fault, file) for fault in faults])
    return source


def _seen(fault: Fault, file: Path) -> Fault:
    return Fault(seen_from_here(file), fault.line, fault.what, fault.mend)


def _begins_after(now: datetime, value: Any) -> bool:
    """Say whether a moment of front matter is still to come; one that cannot be read is not."""
    try:
        return value is not None and begins(moment(str(value)), now.tzinfo or UTC) > now
    except NotAMoment:
        return False


def _found(story: str, content: Path, stories: Sequence[str]) -> Path:
    """Return the file of a story, as people name it. stories: all that there are."""
    try:
        file = file_named(story, content, stories)
    except LookupError as error:
        by_address = _at_address(story, content, stories) if "/" in story else None
        if by_address is None:
            raise CannotCorrect(_of_no_story(story, content) or str(error)) from None
        return by_address
    path = file.resolve().relative_to(content.resolve()).as_posix()
    if path not in stories:
        raise CannotCorrect(_no_story(file))
    return file


def _at_address(address: str, content: Path, stories: Sequence[str]) -> Path | None:
    """Return the one story whose address ends as this one does, None where none or several do."""
    slug = PurePosixPath(unquote(urlsplit(address).path)).name
    named = f"slug: {slug}".encode()
    found = [
        path
        for path in stories
        if PurePosixPath(path).stem == slug or named in (content / path).read_bytes()
    ]
    return content / found[0] if slug and len(found) == 1 else None


def _of_no_story(name: str, content: Path) -> str:
    """Return what to say where a name is that of a page, or of an author's file; else ""."""
    stem = PurePosixPath(name).name.removesuffix(".md")
    files = sorted(content.rglob(f"{glob_escape(stem)}.md")) if stem else []
    return _no_story(files[0]) if len(files) == 1 else ""


def _no_story(file: Path) -> str:
    return f"{seen_from_here(file)} is no story, and has no corrections (simply change it)"
