"""Outputs: every file of the site as a plan, before anything is made or written.

There are four kinds. A `Page` is a template with inputs, a `Document` is written by code from its
inputs, a `Derivative` is made from files by a recipe, and a `Copy` is a file as it is.

The inputs of a page or a document are made by a function from its arguments. It gets the composer
besides and nothing else, so that the arguments and what the composer recorded are all that the file
depends on. That is what makes it possible to check the whole plan first, and to skip what has not
changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.faults import Fault
from broadsheet.site.addresses import safe_path

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


class Listing(Struct, frozen=True, gc=False):
    """What an index, such as a sitemap, says of a page.

    path: of the site, without SITEURL's own. kind: what the page shows: "story", "section",
    "topic", "author", "page" or another word. lang: as BCP 47 has it. published, modified: a day
    or a moment (ISO 8601), "" where there is none. indexable: whether search engines may have it.
    """

    path: str
    kind: str
    title: str
    lang: str = ""
    published: str = ""
    modified: str = ""
    indexable: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A file that is made from a template and its inputs.

    path: below the output folder. make: a function of a module, or a method of a capability,
    that gets the composer and `arguments` and returns the inputs; arguments: plain data.
    origin: what it comes from, for messages: a content path, or words such as "the front of the
    section World". line: in the origin, 0 where none. listing: what indexes say of it.
    """

    path: str
    template: str
    make: Maker
    arguments: tuple[Any, ...]
    origin: str
    line: int = 0
    listing: Listing | None = None

    def __post_init__(self) -> None:
        _require_named(self.path, self.make)

    @property
    def write(self) -> Writer:
        """What turns template and inputs into bytes."""
        return write_page


@dataclass(frozen=True, slots=True)
class Document:
    """A file that code writes from its inputs: a feed, JSON, XML, plain text.

    write: a function of a module that turns inputs into bytes. template: the one that it renders
    parts with, "" where it needs none. All else as in `Page`.
    """

    path: str
    write: Writer
    make: Maker
    arguments: tuple[Any, ...]
    origin: str
    line: int = 0
    template: str = ""
    listing: Listing | None = None

    def __post_init__(self) -> None:
        _require_named(self.path, self.make, self.write)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How files become another file, such as a picture a smaller one.

    version: counts up when the recipe makes other bytes of the same sources; nothing else does.
    make: a function of a module that gets the bytes of the sources and the arguments, and returns
    the bytes of the new file. It raises `CannotDerive` for sources that it cannot use.
    """

    name: str
    version: int
    make: Callable[..., bytes]


class CannotDerive(BroadsheetError):
    """A recipe cannot use its sources. what: why not. mend: what to do about it."""

    def __init__(self, what: str, mend: str = "use another file") -> None:
        super().__init__(f"{what} ({mend})")
        self.what = what
        self.mend = mend

    def __reduce__(self) -> tuple[type[CannotDerive], tuple[str, str]]:
        return CannotDerive, (self.what, self.mend)  # it comes out of a worker


@dataclass(frozen=True, slots=True)
class Derivative:
    """A file that a recipe makes from files of the content folder.

    sources: content paths. arguments: plain data that the recipe gets besides. All else as in
    `Page`.
    """

    path: str
    recipe: Recipe
    sources: tuple[str, ...]
    arguments: tuple[Any, ...]
    origin: str
    line: int = 0

    def __post_init__(self) -> None:
        _require_named(self.path, self.recipe.make)


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that is printed as it is, a picture without what it says of its maker."""

    path: str
    source: Path
    origin: str
    line: int = 0


Made = Page | Document
Output = Page | Document | Derivative | Copy


def _require_named(path: str, *functions: Callable[..., Any]) -> None:
    # What a closure holds is neither an argument nor recorded: files would go stale unseen.
    for function in functions:
        name = getattr(function, "__qualname__", repr(function))
        if "<" in name:
            raise TypeError(f"{path}: {name}: outputs are made by functions of a module")


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
    known: set[tuple[Any, ...]] = set()
    once: list[Output] = []
    for output in outputs:
        same = _sameness(output)
        if same is not None:
            if same in known:
                continue
            known.add(same)
        once.append(output)
    return once


def _sameness(output: Output) -> tuple[Any, ...] | None:
    """Return what two outputs have in common that say the same; None for one that stands alone."""
    if isinstance(output, Copy):
        return output.path, output.source
    if isinstance(output, Derivative):
        return output.path, output.recipe, output.sources, output.arguments
    return None


def strays(outputs: Iterable[Output], content: Path) -> Iterator[Fault]:
    """Report what lies in the content folder and is no file of it.

    A link out of it may have anything at its end, and a pipe has no end.

    content: the content folder.
    """
    home = content.resolve()
    for output in outputs:
        for source in _sources_in(content, output):
            found = _astray(source, source.relative_to(content).as_posix(), home)
            if found is not None:
                yield Fault(output.origin, output.line, *found)


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
            is_asked_for = isinstance(output, (Page, Document)) or output.line
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
