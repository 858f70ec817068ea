"""File reading: opens content files in this process, and reads them in any.

The results are packed as bytes, for the store and for the way out of a worker.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from broadsheet.incremental.digests import digest
from broadsheet.reporting.faults import Fault
from broadsheet.story.keeping import Keeper
from broadsheet.story.reading_settings import ReadingSettings

if TYPE_CHECKING:
    from broadsheet.story.reading import Read

_LARGEST = 2_000_000  # bytes; the longest novels have three to five million

_MARGIN = re.compile(rb"(?:[ \t]+|>|[-*+][ \t]|[0-9]{1,9}[.)][ \t])*")

OpenedFile = tuple[str, str, bytes | Fault]
"""The setting in whose folders a file lies, its path, and its bytes or why there are none."""


class FileReader(Struct, frozen=True):
    """What reading needs besides a file. keeper: packs the results."""

    settings: ReadingSettings
    keeper: Keeper


class PackedFile(Struct, frozen=True):
    """The result of reading a file, as bytes. item: b"" if it cannot be read."""

    path: str
    source: bytes
    item: bytes
    body: bytes
    faults: tuple[Fault, ...]


def read_files(reader: FileReader, files: Sequence[OpenedFile]) -> list[PackedFile]:
    """Read opened files; a job for workers."""
    return [_read_one(reader, *file) for file in files]


def _read_one(reader: FileReader, setting: str, path: str, data: bytes | Fault) -> PackedFile:
    if isinstance(data, Fault):
        return PackedFile(path, b"", b"", b"", (data,))
    source = digest(data)
    if len(data) > _LARGEST:
        what = f"larger than {_LARGEST // 1_000_000} MB"
        fault = _unreadable(path, what, "no story is that long: check what the file holds", 1)
        return PackedFile(path, source, b"", b"", (fault,))
    try:
        read = _function_for(setting)(path, data, reader.settings)
    except RecursionError:  # the parsers of Markdown and HTML recurse as deep as the text nests
        what = "quotations, lists or tags nested too deep"
        fault = _unreadable(path, what, "nest less", _deepest_line(data))
        return PackedFile(path, source, b"", b"", (fault,))
    item = reader.keeper.pack(read.item) if read.item else b""
    return PackedFile(path, source, item, reader.keeper.pack(read.body), tuple(read.faults))


def _deepest_line(data: bytes) -> int:
    """Return the number of the line that is nested deepest, by its margin and its tags."""
    lines = data.splitlines()
    depths = [len(_MARGIN.match(line)[0]) + 4 * line.count(b"<") for line in lines]  # type: ignore[index]
    return depths.index(max(depths)) + 1


@cache
def _function_for(setting: str) -> Callable[[str, bytes, ReadingSettings], Read[Any]]:
    """Return the function that reads the files in the folders of a setting."""
    # Imported when there is something to read: Markdown and its kin take long to load.
    from broadsheet.story.reading import read_author, read_page, read_story

    readers: dict[str, Callable[..., Read[Any]]] = {
        "ARTICLE_PATHS": read_story,
        "PAGE_PATHS": read_page,
        "AUTHOR_PATHS": read_author,
    }
    return readers[setting]


def opened(file: Path, path: str, home: Path) -> bytes | Fault:
    """Return the bytes of a content file, or why it cannot be read. home: the content folder."""
    try:
        path.encode()
        if file.is_symlink() and not file.resolve().is_relative_to(home):
            return _unreadable(path, "a link that leads out of the content folder", "copy it", 1)
        if not stat.S_ISREG(file.stat().st_mode):  # reading a pipe would block for ever
            return _unreadable(path, "no file of words, but a pipe or a device", "remove it")
        return file.read_bytes()
    except UnicodeEncodeError:
        return _unreadable(path, "the name is not UTF-8", "rename the file")
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        return _unreadable(path, reason.lower(), "check the file and its permissions", 1)


def _unreadable(path: str, what: str, mend: str, line: int = 0) -> Fault:
    return Fault(path, line, what, mend, kind="file-unreadable")
