"""Texts as people name them on a command line: by path, or by name alone, with or without `.md`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.faults import nearest

_ENDING = ".md"


def file_named(name: str, content: Path, paths: Sequence[str]) -> Path:
    """Return the file of the content folder that is meant.

    name: a path from the current folder or from the content folder, or a file's name alone.
    content: the content folder; paths: the texts in it, relative to it.
    Raises LookupError, in words, where no text or several are called so.
    """
    root = content.resolve()
    spellings = (name, name + _ENDING)
    for place in (base / each for each in spellings for base in (Path(), content)):
        if place.is_file() and place.resolve().is_relative_to(root):
            return place
    # As many archives have it, a file may be known by its name alone.
    names = {PurePath(each).name for each in spellings}
    namesakes = [content / path for path in sorted(paths) if PurePath(path).name in names]
    if len(namesakes) == 1:
        return namesakes[0]
    if namesakes:
        which = ", ".join(seen_from_here(each) for each in namesakes)
        raise LookupError(f"several files are called “{name}” (name the one: {which})")
    word, known = PurePath(name).name, sorted({PurePath(path).name for path in paths})
    begun = [each for each in known if word and each.startswith(word)]
    near = begun[0] if len(begun) == 1 else nearest(word, known)
    advice = f"did you mean `{near}`?" if near else "name the story's file"
    raise LookupError(f"there is no file “{name}” ({advice})")
