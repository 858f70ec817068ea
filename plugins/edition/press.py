"""The press: renders a plan and puts it in place, all of it or nothing.

Everything is rendered into a staging folder beside the output folder first. Only when the last
file is there does the press touch the output: files that differ are renamed into place, each at
once, and files of the last edition that are no longer planned are removed. A file that this press
did not print is left alone: the list of its own is kept in the output folder, as `.broadsheet`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.edition.addresses import safe_path
from plugins.edition.outputs import Output, Templates
from plugins.edition.templates import TemplateFault
from plugins.story.faults import Fault

LIST_NAME = ".broadsheet"

Track = Callable[[Iterable[Output], str, int], Iterable[Output]]


@dataclass
class Printed:
    """What a run of the press did."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)


class CannotPrint(Exception):
    """Some outputs cannot be rendered; the output folder is as it was."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = list(faults)


def print_edition(
    outputs: Sequence[Output], templates: Templates, folder: Path, track: Track
) -> Printed:
    """Render all outputs and bring the folder to that state.

    Raises CannotPrint, with every template that fails, before anything in `folder` is changed;
    OSError when the disk does not take the files, before anything but staging is written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _stage(outputs, templates, staging, track)
        return _put_in_place(staging, folder, [output.path for output in outputs])
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _stage(outputs: Sequence[Output], templates: Templates, staging: Path, track: Track) -> None:
    faults: dict[Fault, None] = {}
    for output in track(outputs, "pages", len(outputs)):
        try:
            data = output.render(templates)
        except TemplateFault as error:
            faults[error.fault] = None
            continue
        file = staging / safe_path(output.path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    if faults:
        raise CannotPrint(list(faults))


def _put_in_place(staging: Path, folder: Path, paths: Sequence[str]) -> Printed:
    printed = Printed()
    folder.mkdir(exist_ok=True)
    last = _last_edition(folder)
    # The new list goes first: a run that is cut off still knows all that it may have printed.
    _replace(folder / LIST_NAME, "\n".join(sorted({*paths, *last})).encode() + b"\n")
    for path in last.difference(paths):
        _remove(folder, path)
        printed.removed.append(path)
    for path in paths:
        fresh, placed = staging / path, folder / path
        if placed.is_file() and placed.read_bytes() == fresh.read_bytes():
            printed.unchanged += 1
            continue
        _make_way(placed, folder)
        fresh.replace(placed)
        printed.written.append(path)
    _replace(folder / LIST_NAME, "\n".join(sorted(paths)).encode() + b"\n")
    return printed


def _last_edition(folder: Path) -> set[str]:
    try:
        lines = (folder / LIST_NAME).read_text("utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return set()
    return {line for line in lines if _is_safe(line)}


def _is_safe(path: str) -> bool:
    try:
        return bool(safe_path(path))
    except ValueError:
        return False


def _remove(folder: Path, path: str) -> None:
    """Delete a file and the folders that it leaves empty."""
    file = folder / path
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            break
        parent.rmdir()


def _make_way(file: Path, folder: Path) -> None:
    """Make the folder of a file; a file that stands where a folder must be is ours: remove it."""
    for parent in reversed(file.relative_to(folder).parents):
        if (folder / parent).is_file():
            (folder / parent).unlink()
    file.parent.mkdir(parents=True, exist_ok=True)


def _replace(file: Path, data: bytes) -> None:
    fresh = file.with_name(file.name + ".new")
    fresh.write_bytes(data)
    fresh.replace(file)
