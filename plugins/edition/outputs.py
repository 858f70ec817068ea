"""Outputs: every file of the site as a plan, before anything is rendered or written.

An output knows its path and its inputs. Rendering it depends on nothing else, which is what
makes it possible to check the whole plan first, and to skip what has not changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from plugins.edition.addresses import safe_path
from plugins.story.faults import Fault

Inputs = Mapping[str, Any]

_ANOTHER = "choose another slug or alias"


class Templates(Protocol):
    """Renders a template of the theme."""

    def render(self, template: str, inputs: Inputs) -> str:
        """Return the text of a template with these inputs, and these alone."""
        ...


class Output(Protocol):
    """One file of the site.

    path: below the output folder. origin: what it comes from, for messages: a content path, or
    words such as "the front of the section World". line: in the origin, 0 where none.
    """

    @property
    def path(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def line(self) -> int: ...

    def render(self, templates: Templates) -> bytes:
        """Return the file's bytes."""
        ...


@dataclass(frozen=True)
class Page:
    """A page: a template and its inputs, which are made when they are needed."""

    path: str
    template: str
    inputs: Callable[[], Inputs]
    origin: str
    line: int = 0

    def render(self, templates: Templates) -> bytes:
        """Return the page as UTF-8."""
        return templates.render(self.template, self.inputs()).encode()


@dataclass(frozen=True)
class Copy:
    """A file that is printed as it is."""

    path: str
    source: Path
    origin: str
    line: int = 0

    def render(self, templates: Templates) -> bytes:
        """Return the file's bytes."""
        del templates
        return self.source.read_bytes()


@dataclass(frozen=True)
class Made:
    """A file that code makes, such as a feed. make: from the theme's templates to bytes."""

    path: str
    make: Callable[[Templates], bytes]
    origin: str
    line: int = 0

    def render(self, templates: Templates) -> bytes:
        """Return the file's bytes."""
        return self.make(templates)


def each_file_once(outputs: Iterable[Output]) -> list[Output]:
    """Return the outputs in their order, a file that several pages need only once."""
    copies: set[tuple[str, Path]] = set()
    once: list[Output] = []
    for output in outputs:
        if isinstance(output, Copy):
            if (output.path, output.source) in copies:
                continue
            copies.add((output.path, output.source))
        once.append(output)
    return once


def strays(outputs: Iterable[Output], content: Path) -> Iterator[Fault]:
    """Report files of the content folder that are links out of it: anything could be at their end.

    content: the content folder.
    """
    home = content.resolve()
    for output in outputs:
        if not isinstance(output, Copy) or not output.source.is_relative_to(content):
            continue
        if not output.source.resolve().is_relative_to(home):
            name = output.source.relative_to(content).as_posix()
            what = f"{name} is a link that leads out of the content folder"
            yield Fault(output.origin, output.line, what, "copy the file there")


def collisions(outputs: Iterable[Output]) -> list[Fault]:
    """Report outputs that leave the output folder, and two that claim one path, naming both.

    A file and a folder of one name collide too, and so do names that differ only in case:
    half of the world's disks cannot hold both. Old addresses of one story may differ in case
    only: they say the same, so it does not matter which of them such a disk keeps.
    """
    faults: list[Fault] = []
    claimed: dict[str, Output] = {}
    folders: dict[str, Output] = {}
    for output in outputs:
        try:
            safe_path(output.path)
        except ValueError as error:
            faults.append(Fault(output.origin, output.line, str(error), _ANOTHER))
            continue
        key = output.path.casefold()
        parents = _parents(key)
        rival = claimed.get(key) or folders.get(key)
        rival = rival or next((claimed[folder] for folder in parents if folder in claimed), None)
        if rival is not None and not _same_but_for_case(output, rival):
            faults.append(_both(output, rival))
            continue
        claimed[key] = output
        for folder in parents:
            folders.setdefault(folder, output)
    return faults


def _same_but_for_case(output: Output, rival: Output) -> bool:
    return (
        rival.origin == output.origin
        and rival.path != output.path
        and rival.path.casefold() == output.path.casefold()
    )


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: length + 1]) for length in range(len(parts))]


def _both(output: Output, rival: Output) -> Fault:
    address = "/" + output.path.removesuffix("index.html")
    other = f"{rival.origin}:{rival.line}" if rival.line else rival.origin
    return Fault(
        output.origin, output.line, f"duplicate address {address}", f"{other} has it; change one"
    )
