"""Outputs: every file of the site as a plan, before anything is made or written.

A page is a template, the function that makes its inputs, and that function's arguments. The
function gets the composer besides and nothing else, so that the arguments and what the composer
noted are all that a page depends on. That is what makes it possible to check the whole plan
first, and to skip what has not changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from plugins.edition.addresses import safe_path
from plugins.story.faults import Fault

Inputs = Mapping[str, Any]
Maker = Callable[..., Inputs]


class Templates(Protocol):
    """Renders a template of the theme."""

    def render(self, template: str, inputs: Inputs) -> str:
        """Return the text of a template with these inputs, and these alone."""
        ...


Writer = Callable[[Templates, str, Inputs], bytes]


def write_page(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return a template with its inputs as UTF-8."""
    return templates.render(template, inputs).encode()


@dataclass(frozen=True, slots=True)
class Page:
    """A file that is made from a template and its inputs.

    path: below the output folder. make: a function of a module, or a method of a capability,
    that gets the composer and `arguments` and returns the inputs; arguments: plain data.
    origin: what it comes from, for messages: a content path, or words such as "the front of the
    section World". line: in the origin, 0 where none. write: the function of a module that turns
    template and inputs into bytes. shows_site: whether what every page shows of the site is among
    the inputs, as `site`.
    """

    path: str
    template: str
    make: Maker
    arguments: tuple[Any, ...]
    origin: str
    line: int = 0
    write: Writer = write_page
    shows_site: bool = True

    def __post_init__(self) -> None:
        # What a closure holds is neither an argument nor noted: pages would go stale unseen.
        for function in (self.make, self.write):
            name = getattr(function, "__qualname__", repr(function))
            if "<" in name:
                raise TypeError(f"{self.path}: {name}: pages are made by functions of a module")


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that is printed as it is, a picture without what it says of its maker."""

    path: str
    source: Path
    origin: str
    line: int = 0


Output = Page | Copy

FileId = tuple[int, int]


def id_of(file: str) -> FileId | None:
    """Return what all names of one file have in common, None where there is no such file."""
    try:
        status = os.stat(file)  # noqa: PTH116 - a text, for speed
    except (OSError, ValueError):  # a name that no disk could hold
        return None
    return status.st_dev, status.st_ino


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
    """Report what lies in the content folder and is no file of it.

    A link out of it may have anything at its end, and a pipe has no end.

    content: the content folder.
    """
    home = content.resolve()
    for output in outputs:
        if not isinstance(output, Copy) or not output.source.is_relative_to(content):
            continue
        name = output.source.relative_to(content).as_posix()
        if not output.source.resolve().is_relative_to(home):
            what = f"{name} is a link that leads out of the content folder"
            yield Fault(output.origin, output.line, what, "copy the file there")
        elif output.source.is_symlink() and not output.source.exists():
            yield Fault(
                output.origin, output.line, f"{name} is a link that leads nowhere", "mend it"
            )
        elif output.source.exists() and not output.source.is_file():
            what = f"{name} is no file, but a pipe or a device"
            yield Fault(output.origin, output.line, what, "remove it")


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
            is_asked_for = isinstance(output, Page) or output.line
            mend = "choose another slug or alias" if is_asked_for else "rename the file"
            faults.append(Fault(output.origin, output.line, str(error), mend))
            continue
        key = output.path.casefold()
        rival = claimed.get(key) or folders.get(key) or _file_above(key, claimed, folders)
        if rival is not None and not _same_but_for_case(output, rival):
            faults.append(_both(output, rival))
            continue
        claimed[key] = output
        for folder in folders_of(key):
            if folder in folders:
                break
            folders[folder] = output
    return faults


def _file_above(
    key: str, claimed: Mapping[str, Output], folders: Mapping[str, Output]
) -> Output | None:
    """Return the output that is a file where a path needs a folder."""
    for folder in folders_of(key):
        if folder in folders:  # known to be a folder, and so is all above it
            return None
        if folder in claimed:
            return claimed[folder]
    return None


def _same_but_for_case(output: Output, rival: Output) -> bool:
    return (
        rival.origin == output.origin
        and rival.path != output.path
        and rival.path.casefold() == output.path.casefold()
    )


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders in which a path lies, the innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _both(output: Output, rival: Output) -> Fault:
    address = "/" + output.path.removesuffix("index.html")
    other = f"{rival.origin}:{rival.line}" if rival.line else rival.origin
    return Fault(
        output.origin, output.line, f"duplicate address {address}", f"{other} has it; change one"
    )
