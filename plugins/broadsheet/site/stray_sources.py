"""Stray sources: reports links out of the content folder, pipes and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from broadsheet.reporting.faults import Fault
from broadsheet.site.outputs import Copy, Derivative, Output


def stray_sources(outputs: Iterable[Output], content: Path) -> Iterator[Fault]:
    """Report the sources of outputs that lie in the content folder and are no files of it.

    A link out of the folder may lead to any file, and reading a pipe would never end.

    content: the content folder.
    """
    home = content.resolve()
    for output in outputs:
        for source in _sources_in(content, output):
            found = _astray(source, source.relative_to(content).as_posix(), home)
            if found is not None:
                yield Fault(output.origin, output.line, *found, kind="file-astray")


def _sources_in(content: Path, output: Output) -> list[Path]:
    """Return the files of the content folder that an output is made from."""
    if isinstance(output, Derivative):
        return [content / source for source in output.sources]
    if isinstance(output, Copy) and output.source.is_relative_to(content):
        return [output.source]
    return []


def _astray(source: Path, name: str, home: Path) -> tuple[str, str] | None:
    """Return what is wrong with a file of the content folder, and what to do about it."""
    if not source.resolve().is_relative_to(home):
        return f"{name} is a link that leads out of the content folder", "copy the file there"
    if source.is_symlink() and not source.exists():
        return f"{name} is a link that leads nowhere", "mend it"
    if source.exists() and not source.is_file():
        return f"{name} is no file, but a pipe or a device", "remove it"
    return None
