"""Correcting: writes a correction into a story's front matter, and leaves all else as it stands."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import Fault, nearest
from broadsheet.site.clock import read_now
from broadsheet.site.settings import read_site
from broadsheet.site.settings_source import placed
from broadsheet.story.front_matter import Source, take_apart

_KEY = "corrections"
_NULL = "tag:yaml.org,2002:null"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class CannotCorrect(BroadsheetError):
    """A correction that cannot be written; the message says why and what to do."""


def correct_story(settings: Mapping[str, Any], story: str, correction: str) -> Path:
    """Write a correction of today into the file of a story, and return its path.

    `modified` becomes the moment, so that feeds bring the story again.

    story: its file, as seen from the current folder or from the content folder.
    Raises CannotCorrect for a file that is none or cannot be read, a draft, an empty correction,
    and front matter that cannot be added to without changing something else.
    """
    site, faults = read_site(settings)
    moment, more = read_now(settings, site.zone if site else UTC)
    if site is None or more:
        raise CannotCorrect(faults=[placed(fault, settings) for fault in [*faults, *more]])
    correction = " ".join(correction.split())
    if not correction:
        raise CannotCorrect("the correction is empty (say what was wrong and what is right)")
    content = Path(settings["PATH"])
    file = _found(story, content, [content / each for each in settings["ARTICLE_PATHS"]])
    text = file.read_bytes()
    source = _read(file, text)
    if source.front.get("status") == "draft":
        raise CannotCorrect(f"{seen_from_here(file)} is a draft (simply change it)")
    now = moment.astimezone(site.zone).replace(microsecond=0)
    corrected = with_correction(text.decode("utf-8"), correction, now)
    if _read(file, corrected.encode()).front != _expected(source.front, correction, now):
        at = f"{seen_from_here(file)}:{source.line(_KEY)}"
        raise CannotCorrect(f"{at}: cannot be added to safely (write the correction by hand)")
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(corrected.encode())
    beside.chmod(file.stat().st_mode)
    beside.replace(file)
    return file


def with_correction(text: str, correction: str, moment: datetime) -> str:
    """Return the text of a story with one correction more, the latest last.

    moment: when it is made, in the paper's time zone.
    """
    lines = _LINE.findall(text)
    bare = [line.rstrip("\r\n") for line in lines]
    ending = lines[0][len(bare[0]) :]
    end = next(number for number, line in enumerate(bare[1:], 1) if line.rstrip() == "---")
    front: Any = yaml.compose("\n".join([*bare[1:end], ""]), Loader=yaml.SafeLoader)
    values = {str(key.value): (key, value) for key, value in front.value}
    changes = [
        _addition(values.get(_KEY), bare, end, correction, moment),
        _new_moment(values, bare, moment),
    ]
    # From the bottom up, so that the numbers of the lines above stay true.
    for first, last, new in sorted(changes, reverse=True):
        lines[first:last] = [line + ending for line in new]
    return "".join(lines)


_Change = tuple[int, int, list[str]]
"""The lines from the first to before the last become others."""


def _addition(
    corrections: tuple[yaml.Node, yaml.Node] | None,
    lines: list[str],
    end: int,
    correction: str,
    moment: datetime,
) -> _Change:
    if corrections is None:
        return end, end, [f"{_KEY}:", *_entry("  ", correction, moment.date())]
    key, value = corrections
    first = 1 + key.start_mark.line
    if isinstance(value, yaml.SequenceNode) and value.value and not value.flow_style:
        last = 1 + value.end_mark.line
        while not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#"):
            last -= 1
        return last, last, _entry(" " * value.start_mark.column, correction, moment.date())
    if (
        value.value and value.tag != _NULL
    ):  # in brackets, or no list: what comes out is compared with what should
        return first, first, []
    return first, first + 1, [f"{_KEY}:", *_entry("  ", correction, moment.date())]


def _new_moment(
    values: Mapping[str, tuple[yaml.Node, yaml.Node]], lines: list[str], moment: datetime
) -> _Change:
    if "modified" not in values:
        after = 2 + values["date"][1].end_mark.line if "date" in values else 1
        return after, after, [f"modified: {moment.isoformat()}"]
    value = values["modified"][1]
    number, begins, ends = 1 + value.start_mark.line, value.start_mark.column, value.end_mark.column
    line = lines[number]  # a comment at its end stays
    return number, number + 1, [f"{line[:begins].rstrip()} {moment.isoformat()}{line[ends:]}"]


def _entry(indent: str, correction: str, day: dt.date) -> list[str]:
    # A text of JSON is one of YAML, whatever stands in it.
    text = json.dumps(correction, ensure_ascii=False)
    return [f"{indent}- date: {day}", f"{indent}  text: {text}"]


def _expected(front: Mapping[str, Any], correction: str, moment: datetime) -> dict[str, Any]:
    before = front.get(_KEY) or []
    entry = {"date": str(moment.date()), "text": correction}
    return {**front, _KEY: [*before, entry], "modified": moment.isoformat()}


def _read(file: Path, data: bytes) -> Source:
    source, faults = take_apart(str(file), data)
    if source is None:
        raise CannotCorrect(faults=[_seen(fault, file) for fault in faults])
    return source


def _seen(fault: Fault, file: Path) -> Fault:
    return Fault(seen_from_here(file), fault.line, fault.what, fault.mend)


def _found(story: str, content: Path, folders: list[Path]) -> Path:
    for place in (Path(story), content / story):
        if place.is_file():
            return place
    # As many archives have it, a file may be known by its name alone.
    name = os.path.basename(story)  # noqa: PTH119 - of whatever was typed
    files = sorted(each for folder in folders for each in folder.rglob("*.md"))
    namesakes = [each for each in files if each.name == name]
    if len(namesakes) == 1:
        return namesakes[0]
    if namesakes:
        which = ", ".join(seen_from_here(each) for each in namesakes)
        raise CannotCorrect(f"several stories are called “{name}” (name the file: {which})")
    near = nearest(name, sorted({each.name for each in files}))
    advice = f"did you mean `{near}`?" if near else "name the story's file"
    raise CannotCorrect(f"there is no file “{story}” ({advice})")
