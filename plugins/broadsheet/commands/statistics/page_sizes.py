"""Page sizes: how many bytes readers load, by the pages that the last build printed."""

from __future__ import annotations

from datetime import datetime, tzinfo
from heapq import nlargest
from pathlib import Path

from lxml import etree, html
from msgspec import Struct

from broadsheet.build.holdings import Holdings
from broadsheet.site.output_folder import LIST_NAME
from broadsheet.site.own_links import OwnLinks, file_at

_LISTED = 50  # pages


class PageSize(Struct, frozen=True):
    """A page. bytes: of its HTML. pictures: of the pictures that it shows in their usual size."""

    path: str
    bytes: int
    pictures: int


class Sizes(Struct, frozen=True):
    """The sizes of what was built. built: when. bytes: of all pages. largest: the largest first."""

    built: str
    pages: int
    bytes: int
    largest: tuple[PageSize, ...]


def sizes_of(folder: Path, url: str, zone: tzinfo) -> Sizes | None:
    """Return the sizes of the pages in an output folder, None where no build has printed any.

    url: that of the site. zone: the paper's.
    """
    # What a build lists there, whichever store it had: a new version begins with an empty one.
    printed = Holdings(folder, {}, lambda _: b"").last_edition()
    if not printed:
        return None
    built = datetime.fromtimestamp((folder / LIST_NAME).stat().st_mtime, zone)
    own = OwnLinks(url)
    sizes = {path: _size(folder / path) for path in sorted(printed) if path.endswith(".html")}
    largest = nlargest(_LISTED, sizes, key=lambda path: sizes[path])
    return Sizes(
        built=built.isoformat(timespec="minutes"),
        pages=len(sizes),
        bytes=sum(sizes.values()),
        largest=tuple(
            PageSize(path, sizes[path], _pictures(path, folder, printed, own)) for path in largest
        ),
    )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # somebody has deleted it since
        return 0


def _pictures(path: str, folder: Path, files: set[str], own: OwnLinks) -> int:
    """Return the bytes of the pictures of a page, each counted once."""
    try:
        tree = html.parse(folder / path)
    except (OSError, etree.LxmlError):
        return 0
    here = f"/{path.removesuffix('index.html')}"
    shown = set()
    for source in tree.xpath("//img/@src"):
        landing = own.landing(str(source), here)
        if landing is not None:
            shown.add(file_at(landing.path, files))
    return sum(_size(folder / file) for file in shown if file)
