"""Gathering: finds the content files and reads each of them."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.edition.report import Track
from plugins.edition.site import Settings
from plugins.story.faults import Fault, Gravity
from plugins.story.model import Author, StaticPage, Story
from plugins.story.reading import Reading, read_author, read_page, read_story

# fmt: off
_TEXT_ENDINGS = {
    ".md", ".markdown", ".mkd", ".mdown", ".txt", ".rst", ".html", ".htm", ".docx", ".odt",
}
# fmt: on

_LARGEST = 2_000_000  # bytes; the longest novels have three to five million


@dataclass
class Copydesk:
    """Everything that lay in the content folder, read, with the faults found on the way.

    unfit: stories with faults that keep them from being planned; they are checked all the same.
    unread: files that could not be read.
    """

    stories: list[Story] = field(default_factory=list)
    unfit: list[Story] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)
    pages: list[StaticPage] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def faulty(self) -> frozenset[str]:
        """The files with faults that keep them out of the plan."""
        return frozenset([*self.unread, *(story.path for story in self.unfit)])

    def set_aside(self, paths: Container[str]) -> None:
        """Take the stories of these files out of those that can be planned."""
        self.unfit += [story for story in self.stories if story.path in paths]
        self.stories = [story for story in self.stories if story.path not in paths]


def gather(settings: Settings, reading: Reading, track: Track) -> Copydesk:
    """Read the whole content folder.

    track: wraps an iteration to show its progress (iterable, label, total).
    """
    desk = Copydesk()
    content = Path(settings["PATH"])
    kinds: list[tuple[str, list[Any], Callable[..., tuple[Any, list[Fault]]]]] = [
        ("ARTICLE_PATHS", desk.stories, read_story),
        ("PAGE_PATHS", desk.pages, read_page),
        ("AUTHOR_PATHS", desk.authors, read_author),
    ]
    for setting, shelf, read in kinds:
        paths = list(find(content, settings[setting], settings["IGNORE_FILES"]))
        texts = [path for path in paths if path.endswith(".md")]
        others = sorted(set(paths).difference(texts))
        desk.faults += [_misnamed(p) for p in others if Path(p).suffix.lower() in _TEXT_ENDINGS]
        for path in track(texts, setting.partition("_")[0].lower(), len(texts)):
            item, faults = _read(read, content, path, reading)
            desk.faults += faults
            (desk.unread if item is None else shelf).append(path if item is None else item)
    desk.set_aside({story.path for story in desk.stories if not story.fit})
    if not (desk.stories or desk.faulty):
        desk.faults.append(_no_stories(settings))
    return desk


def find(content: Path, folders: Iterable[str], ignore: Iterable[str]) -> Iterator[str]:
    """Yield the files below the folders, sorted, as content paths with forward slashes."""
    patterns = tuple(ignore)

    def wanted(name: str) -> bool:
        return not any(fnmatch.fnmatch(name, pattern) for pattern in patterns)

    for folder in folders:
        for where, inner, names in os.walk(content / folder):
            inner[:] = sorted(filter(wanted, inner))
            for name in sorted(filter(wanted, names)):
                yield Path(where, name).relative_to(content).as_posix()


def _read(
    read: Callable[..., tuple[Any, list[Fault]]], content: Path, path: str, reading: Reading
) -> tuple[Any, list[Fault]]:
    file = content / path
    try:
        if not file.resolve().is_relative_to(content.resolve()):
            return None, [Fault(path, 1, "a link that leads out of the content folder", "copy it")]
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        return None, [Fault(path, 1, reason.lower(), "check the file and its permissions")]
    if len(data) > _LARGEST:
        what = f"larger than {_LARGEST // 1_000_000} MB"
        return None, [Fault(path, 1, what, "no story is that long: check what the file holds")]
    try:
        return read(path, data, reading)
    except RecursionError:  # the readers of Markdown and of HTML go down as deep as the text does
        what = "quotations, lists or tags nested too deep"
        return None, [Fault(path, 1, what, "nest less")]


def _no_stories(settings: Settings) -> Fault:
    """Return the fault of a folder without stories: most likely it is the wrong folder."""
    where = ", ".join(f"{folder}/" for folder in settings["ARTICLE_PATHS"])
    what = f"no stories in {where} of the content folder {settings['PATH']}"
    return Fault("settings", 0, what, "name the folder that holds them, or write one: `inv new`")


def _misnamed(path: str) -> Fault:
    return Fault(path, 0, "not read", "name it `….md` if it is to be published", Gravity.ADVICE)
