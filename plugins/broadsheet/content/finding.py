"""Finding: walks the content folder and yields its files."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path


def find(
    content: Path,
    folders: Iterable[str],
    ignore: Iterable[str],
    linked: list[str] | None = None,
    apart: Container[str] = (),
) -> Iterator[tuple[str, bool]]:
    """Yield the files below the folders, sorted, and whether each is a link, a pipe or the like.

    Files are named by their content paths, with forward slashes. ignore: patterns for names, or,
    where there is a slash in them, for paths; `**/` before one means any folder, as in Pelican's
    own IGNORE_FILES. linked: gets the links to folders, which are not followed.
    apart: content paths of files and folders to pass over. Raises OSError for a folder that cannot
    be read: all that lies in it would vanish from the site.
    """
    is_ignored = _unwanted(ignore)
    unwanted = (lambda path: path in apart or is_ignored(path)) if apart else is_ignored
    for folder in folders:
        yield from _below(content, content_folder(folder), unwanted, linked)


def content_folder(written: str) -> str:
    """Return the content path of a folder as settings write it, "" for the content folder."""
    path = os.path.normpath(written or ".").replace(os.sep, "/")
    return "" if path == "." else path


def _unwanted(patterns: Iterable[str]) -> Callable[[str], object]:
    """Return a function that says whether to ignore a content path."""
    plain = [pattern.removeprefix("**/") for pattern in patterns]
    names = [pattern for pattern in plain if "/" not in pattern]
    paths = [pattern for pattern in plain if "/" in pattern]
    is_name = re.compile("|".join(map(fnmatch.translate, names)) or r"(?!)").match
    is_path = re.compile("|".join(map(fnmatch.translate, paths)) or r"(?!)").match
    if not paths:
        return lambda path: is_name(path.rpartition("/")[2])
    return lambda path: is_name(path.rpartition("/")[2]) or is_path(path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, for example
        return False


def _below(
    content: Path, folder: str, unwanted: Callable[[str], object], linked: list[str] | None
) -> Iterator[tuple[str, bool]]:
    prefix = f"{folder}/" if folder else ""
    try:
        with os.scandir(content / folder) as found:
            entries = sorted(
                (each for each in found if not unwanted(prefix + each.name)),
                key=lambda each: each.name,
            )
    except (FileNotFoundError, NotADirectoryError):  # no such folder
        return
    inner = []
    for entry in entries:
        if _is_folder(entry):
            inner.append(entry)
        else:
            yield prefix + entry.name, not entry.is_file(follow_symlinks=False)
    for entry in inner:
        if not entry.is_symlink():
            yield from _below(content, prefix + entry.name, unwanted, linked)
        elif linked is not None:
            linked.append(prefix + entry.name)
