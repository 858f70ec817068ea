"""The press: renders a plan, all of it or nothing, and puts it in place.

Everything is rendered into a staging folder beside the output folder first. Only when the last
file is there does the press touch the output: files that differ are renamed into place, each at
once, and files of the last edition that are no longer planned are removed. A file that this press
did not print is left alone: the list of its own is kept in the output folder, as `.broadsheet`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from plugins.edition.addresses import LIST_NAME, safe_path
from plugins.edition.outputs import Output, Templates
from plugins.edition.report import Track
from plugins.edition.templates import TemplateFault
from plugins.story.faults import Fault


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
    outputs: Sequence[Output],
    templates: Templates,
    folder: Path,
    track: Track,
    sweep: Sequence[str] | None = None,
) -> Printed:
    """Render all outputs and bring the folder to that state.

    sweep: Pelican's DELETE_OUTPUT_DIRECTORY: foreign files go too, but for these top-level names.

    Raises CannotPrint, with every template that fails or every foreign file that is in the way,
    before anything in `folder` is changed; OSError when the disk fails. A full disk fails while
    staging is written; a failure after that leaves whole files of both editions, and the next
    run goes on from there.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Renaming works within one disk only, and a mounted folder is a disk of its own.
    beside = folder if folder.is_mount() else folder.parent
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=beside))
    try:
        _stage(outputs, templates, staging, track)
        last = _last_edition(folder) if sweep is None else _everything(folder, sweep, staging)
        paths = [output.path for output in outputs]
        obstacles = list(_obstacles(folder, paths, last))
        if obstacles:
            raise CannotPrint(obstacles)
        return _put_in_place(staging, folder, paths, last)
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


def _put_in_place(staging: Path, folder: Path, paths: Sequence[str], last: set[str]) -> Printed:
    """Bring the folder from the `last` edition's files to those in staging."""
    printed = Printed()
    folder.mkdir(exist_ok=True)
    # The new list goes first: a run that is cut off still knows all that it may have printed.
    _replace(folder / LIST_NAME, "\n".join(sorted({*paths, *last})).encode() + b"\n")
    for path in sorted(last.difference(paths)):
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
        lines = (folder / LIST_NAME).read_text("utf-8").split("\n")
    except (FileNotFoundError, UnicodeDecodeError):
        return set()
    return {line for line in lines if _is_safe(line)}


def _everything(folder: Path, sweep: Sequence[str], staging: Path) -> set[str]:
    kept = {*sweep, LIST_NAME, staging.name}
    files = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return {file.as_posix() for file in files if file.parts[0] not in kept}


def _is_safe(path: str) -> bool:
    try:
        return bool(safe_path(path))
    except ValueError:
        return False


def _remove(folder: Path, path: str) -> None:
    """Delete a file and the folders that it leaves empty; never through a link to elsewhere."""
    file = folder / path
    if not file.parent.resolve().is_relative_to(folder.resolve()):
        return
    # After a run that was cut off, a folder may stand where the file was, or a file above it.
    if file.is_file() or file.is_symlink():
        file.unlink()
    for parent in file.parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            break
        parent.rmdir()


def _obstacles(folder: Path, paths: Sequence[str], last: set[str]) -> Iterator[Fault]:
    """Report foreign files that stand where a folder must be, or in a folder that must go."""
    parents = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    for parent in sorted(parents - last - {"."}):
        # A link, too: what is written to it would land outside the output folder.
        if (folder / parent).is_file() or (folder / parent).is_symlink():
            yield _in_the_way(folder / parent)
    for path in paths:
        if (folder / path).is_dir():
            for file in sorted((folder / path).rglob("*")):
                if not file.is_dir() and file.relative_to(folder).as_posix() not in last:
                    yield _in_the_way(file)


def _in_the_way(file: Path) -> Fault:
    what = "in the way of the new edition, and not printed by this program"
    return Fault(str(file), 0, what, "move it elsewhere")


def _make_way(file: Path, folder: Path) -> None:
    """Make the folder of a file; what stands in the way has been found to be ours, or empty."""
    if file.is_dir():
        shutil.rmtree(file)
    for parent in reversed(file.relative_to(folder).parents):
        if (folder / parent).is_file():
            (folder / parent).unlink()
    file.parent.mkdir(parents=True, exist_ok=True)


def _replace(file: Path, data: bytes) -> None:
    fresh = file.with_name(file.name + ".new")
    fresh.write_bytes(data)
    fresh.replace(file)
