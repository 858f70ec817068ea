"""Outputs: every file of the site as a plan, before anything is made or written.

There are four kinds. A `Page` is a template with inputs, a `Document` is written by code from its
inputs, a `Derivative` is made from files by a recipe, and a `Copy` is a file as it is.

A function makes the inputs of a page or a document. It gets the composer and plain arguments only,
so that the file depends on the arguments and the questions that the composer recorded, and on
nothing else. So the whole plan can be checked first, and unchanged files skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from broadsheet.reporting.errors import BroadsheetError
from broadsheet.site.addresses import file_of

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


FEED = "feed"
"""The kind of the listings of feeds."""


class Listing(Struct, frozen=True, gc=False):
    """What an index, such as a sitemap, says of a page, and by which feeds are known.

    path: of the site, without SITEURL's own. kind: what the page shows: "story", "section",
    "topic", "author", "page" or another word; FEED for a feed, which is no page for search engines.
    lang: as BCP 47 has it. published, modified: a day or a moment (ISO 8601), "" where there is
    none. indexable: whether search engines may have it. pictures: those that it shows, in full
    addresses, the main one first. leads_to: for a page at an old address, the path of the site to
    which it leads.
    """

    path: str
    kind: str
    title: str
    lang: str = ""
    published: str = ""
    modified: str = ""
    indexable: bool = True
    pictures: tuple[str, ...] = ()
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A file that is made from a template and its inputs.

    path: below the output folder. make: a function of a module, or a method of a capability,
    that gets the composer and `arguments` and returns the inputs; arguments: plain data.
    origin: what it comes from, for messages: a content path, or words such as "the front of the
    section World". line: in the origin, 0 where none. listing: what indexes say of it. setting: the
    setting that asks for it, with the keys within it, "" where none does.
    """

    path: str
    template: str
    make: Maker
    arguments: tuple[Any, ...]
    origin: str
    line: int = 0
    listing: Listing | None = None
    setting: str = ""

    def __post_init__(self) -> None:
        _require_named(self.path, self.make)

    @property
    def write(self) -> Writer:
        """What turns template and inputs into bytes."""
        return write_page

    @property
    def maker(self) -> str:
        """Who makes the inputs, for messages."""
        return _name_of(self.make)


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

    @property
    def maker(self) -> str:
        """Who makes the inputs, for messages."""
        return _name_of(self.make)


class Recipe(Struct, frozen=True):
    """How files are made from other files, such as smaller pictures from a picture.

    version: must be raised when the recipe makes other bytes from the same sources; files are made
    anew for no other change of its code.
    make: a function of a module that gets the bytes of the sources and the arguments, and returns
    the bytes of the new file, or of several by their names, where one effort makes all. Of those it
    may leave out some that are not worth a file; see `Composer.made_with`. It raises `CannotDerive`
    for sources that it cannot use.
    """

    name: str
    version: int
    make: Callable[..., bytes | Mapping[str, bytes]]


class CannotDerive(BroadsheetError):
    """A recipe cannot use its sources. what: why not. mend: what to do about it."""

    def __init__(self, what: str, mend: str = "use another file") -> None:
        super().__init__(f"{what} ({mend})")
        self.what = what
        self.mend = mend

    def __reduce__(self) -> tuple[type[CannotDerive], tuple[str, str]]:
        return CannotDerive, (self.what, self.mend)  # pickled on the way out of a worker


@dataclass(frozen=True, slots=True)
class Derivative:
    """A file that a recipe makes from files of the content folder.

    sources: content paths. arguments: plain data that the recipe gets besides. part: the name of
    the file among those that the recipe makes together, "" for one that is made alone. All else as
    in `Page`.
    """

    path: str
    recipe: Recipe
    sources: tuple[str, ...]
    arguments: tuple[Any, ...]
    origin: str
    line: int = 0
    part: str = ""

    def __post_init__(self) -> None:
        _require_named(self.path, self.recipe.make)


class Copy(Struct, frozen=True):
    """A file that is copied as it is, but for the private data of a picture."""

    path: str
    source: Path
    origin: str
    line: int = 0


Made = Page | Document
Output = Page | Document | Derivative | Copy


def _name_of(maker: Maker) -> str:
    """Return the name of the capability whose method makes inputs, or of the function's module."""
    capability = getattr(maker, "__self__", None)
    return str(maker.__module__ if capability is None else capability.name)


def _require_named(path: str, *functions: Callable[..., Any]) -> None:
    # The values in a closure are not part of the plan's digest: files would go stale unnoticed.
    for function in functions:
        name = getattr(function, "__qualname__", repr(function))
        if "<" in name:
            raise TypeError(f"{path}: {name}: outputs are made by functions of a module")


def page(
    path: str,
    template: str,
    make: Maker,
    *arguments: Any,
    origin: str,
    line: int = 0,
    listing: Listing | None = None,
    setting: str = "",
) -> Page:
    """Return the page at a path of the site, such as "/world/".

    make, arguments, listing, setting: as for `Page`.
    """
    return Page(file_of(path), template, make, arguments, origin, line, listing, setting)


def document(
    path: str,
    write: Writer,
    make: Maker,
    *arguments: Any,
    origin: str,
    template: str = "",
    listing: Listing | None = None,
) -> Document:
    """Return a file at a path of the site that code writes from its inputs, such as a feed.

    write, make, arguments, template, listing: as for `Document`.
    """
    return Document(path.removeprefix("/"), write, make, arguments, origin, 0, template, listing)
