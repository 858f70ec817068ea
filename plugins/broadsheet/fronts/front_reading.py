"""Reading front files: YAML that is checked like front matter.

What such a file leaves open is laid out as it is without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from broadsheet.fronts.front_files import FOLDER, HOME, Layout
from broadsheet.reporting.faults import Fault
from broadsheet.site.announcements import Announcement
from broadsheet.story.entities import with_signs
from broadsheet.story.fields import End, Moment, Text, Unfit
from broadsheet.story.front_matter import Source, read_yaml, validate
from broadsheet.story.placeholders import placeholders_in_line
from broadsheet.story.plain_lines import doubts_about_line
from broadsheet.story.schema_faults import KeyPath
from broadsheet.story.text_or_group import TextOrGroup

_FOR_READERS = {"headline", "standfirst", "text", "name"}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FrontStory(TextOrGroup):
    """A story at a place of a front: its file alone, or with what the front says of it."""

    story: Text = Field(
        description="The story's file, seen from the content folder.",
        examples=["articles/harbour-reopens.md"],
    )
    headline: Text | None = Field(
        None, description="Another headline, on this front.", examples=["The harbour is open"]
    )
    standfirst: Text | None = Field(
        None,
        description="Another standfirst, on this front.",
        examples=["Two days of repairs cost four million"],
    )
    picture: Text | None = Field(
        None,
        description="Another picture, on this front: one that the story shows; its file, seen from "
        "the content folder.",
        examples=["images/harbour-from-the-air.jpg"],
    )
    begins: Moment | None = Field(
        None,
        alias="from",
        description="The moment at which it comes to this place.",
        examples=["2024-06-12T06:00:00+00:00"],
    )
    until: End | None = Field(
        None,
        description="The moment at which it leaves this place; of a day, its end.",
        examples=["2024-06-12T18:00:00+00:00"],
    )


def _file_alone(value: object) -> object:
    if isinstance(value, dict):
        raise Unfit("a group of keys, where a file is meant", "name the story's file alone")
    return value


class LeadStory(FrontStory):
    """The story that leads a front."""

    below: tuple[Annotated[Text, BeforeValidator(_file_alone)], ...] = Field(
        (),
        description="The files of stories on the same matter, as a line of links below it.",
        examples=["[articles/tugs.md, articles/insurers.md]"],
    )


class FrontBlock(TextOrGroup):
    """What the home page shows of a section."""

    section: Text = Field(description="The section.", examples=["World"])
    layout: Layout | None = Field(
        None,
        description="`feature` (one big story and others beside it), `pair` (two big ones), `row` "
        "(all alike, with pictures) or `words` (no pictures); left out, as its stories allow.",
        examples=["pair"],
    )
    stories: tuple[FrontStory, ...] = Field((), description="The stories that stand first.")
    shown: bool = Field(True, description="`no` leaves the section out.", examples=["no"])


class SectionFrontFile(_Strict):
    """What editors say of a section's front."""

    missing: Literal["stop", "skip"] = Field(
        "stop",
        description="Whether a story that readers cannot see stops the build, or is left out.",
        examples=["skip"],
    )
    layout: Literal["major", "quiet"] | None = Field(
        None,
        description="`major` for major news: a lead across the page. `quiet` for a day without: a "
        "lead hardly larger than what follows it.",
        examples=["major"],
    )
    announcement: Announcement | None = Field(
        None, description="A line above this front, like those of ANNOUNCEMENTS."
    )
    lead: LeadStory | None = Field(None, description="The story that leads.")
    seconds: tuple[FrontStory, ...] = Field(
        (), description="The stories that follow the lead, in this order."
    )


class HomeFile(SectionFrontFile):
    """What editors say of the home page."""

    blocks: tuple[FrontBlock, ...] = Field(
        (), description="The sections that stand first, in this order; the others follow."
    )


class FrontFile(_Strict):
    """A front file as it was read. path: a content path. source: with the lines of its keys."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    path: str
    says: HomeFile
    source: Source

    @property
    def name(self) -> str:
        """Whose it is: `home`, or the slug of a section."""
        return Path(self.path).stem


def read_front_files(content: Path, paths: Iterable[str]) -> tuple[list[FrontFile], list[Fault]]:
    """Return front files, and what is wrong with them. paths: content paths."""
    found: list[FrontFile] = []
    faults: list[Fault] = []
    for path in paths:
        if PurePosixPath(path).parent.name != FOLDER or not path.endswith(".yaml"):
            faults.append(_astray(path))
            continue
        text = _text_of(content, path)
        if isinstance(text, Fault):
            faults.append(text)
            continue
        front, lines, wrong = read_yaml(path, _without_fences(text))
        written = Source(path, front, lines, body="", body_line=1)
        source, told = with_signs(written, keys=front.keys(), markdown=())
        faults += told
        model = HomeFile if Path(path).stem == HOME else SectionFrontFile
        says, misfits = (None, []) if wrong else validate(source, model)
        faults += [*wrong, *misfits, *_doubtful_lines(source)]
        if says:
            whole = says if isinstance(says, HomeFile) else HomeFile(**dict(says))
            found.append(FrontFile(path=path, says=whole, source=source))
    return found, faults


def _astray(path: str) -> Fault:
    """Return what is wrong with a file of the folder that is not read."""
    name = PurePosixPath(path)
    if name.suffix.lower() in (".yaml", ".yml"):
        what, mend = (
            "a front file of another name is not read",
            f"call it {FOLDER}/{name.stem}.yaml",
        )
    else:
        what, mend = "no front file: nothing reads it", "put it somewhere else"
    return _fault(path, what, mend)


def _without_fences(text: str) -> str:
    """Return a text without the lines `---` that writers may put around it, as in stories."""
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    for number in marks:
        is_first = not "".join(lines[:number]).strip()
        is_last = not "".join(lines[number + 1 :]).strip()
        if is_first or is_last:
            lines[number] = ""
    return "\n".join(lines)


def _doubtful_lines(source: Source) -> Iterator[Fault]:
    """Report what in the lines that readers see is shown otherwise than it may be meant."""
    for keys, text in _lines_in(source.front, ()):
        yield from doubts_about_line(source, keys, text)
        yield from placeholders_in_line(source, keys, text)


def _lines_in(value: object, keys: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _lines_in(below, (*keys, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _lines_in(below, (*keys, number))
    elif isinstance(value, str) and keys[-1] in _FOR_READERS:
        yield keys, value


def _text_of(content: Path, path: str) -> str | Fault:
    file = content / path
    try:
        if not file.is_file() or not file.resolve().is_relative_to(content.resolve()):
            return _fault(path, "no file of the content folder", "put a plain file there")
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return _fault(path, "the file is not UTF-8", "save it as UTF-8", line=1)
    except OSError as error:
        return _fault(path, f"cannot be read: {error.strerror}", "let builds read it")


def _fault(path: str, what: str, mend: str, line: int = 0) -> Fault:
    return Fault(path, line, what, mend, kind="file-unreadable")
