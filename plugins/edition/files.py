"""Files that are printed as they are: the theme's, the site's own, and those that stories link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from plugins.edition.edition import Edition
from plugins.edition.gather import find
from plugins.edition.outputs import Copy, Made, Output, Templates
from plugins.edition.site import Settings
from plugins.story.faults import Fault
from plugins.story.links import LinkTarget

_ACTIVE = {".html", ".htm", ".xhtml", ".svg", ".svgz", ".xml", ".js", ".mjs", ".php"}


def theme_files(settings: Settings) -> list[str]:
    """Return the static files of the theme, below its `static` folder."""
    static = Path(settings["THEME"]) / "static"
    return list(find(static, ["."], settings["IGNORE_FILES"]))


def plain_files(settings: Settings, edition: Edition) -> Iterator[Output]:
    """Yield the stylesheet, the theme's files, STATIC_PATHS, and files that stories link.

    The parts of the stylesheet, `css/*.css`, are joined in the order of their names.
    """
    theme = Path(settings["THEME"]) / "static"
    sheets = [name for name in sorted(edition.theme_files) if name.startswith("css/")]
    joined = partial(_join, [theme / name for name in sheets])
    yield Made("theme/site.css", joined, "the theme's stylesheet")
    for name in sorted(edition.theme_files.difference(sheets)):
        yield Copy(f"theme/{name}", theme / name, f"the theme's {name}")
    placed = settings["EXTRA_PATH_METADATA"]
    for name in find(edition.content, settings["STATIC_PATHS"], settings["IGNORE_FILES"]):
        path = placed.get(name, {}).get("path", name)
        yield Copy(path, edition.content / name, name)
    yield from _linked_files(edition)


def unfit_files(edition: Edition) -> Iterator[Fault]:
    """Report links to hidden files, and to those that a browser would run as the site's own."""
    for path, link in edition.links():
        if not _is_file(link.data, edition):
            continue
        name = link.data.value
        advice = "have it put into a folder of STATIC_PATHS, and link to its address"
        if PurePosixPath(name).suffix.lower() in _ACTIVE:
            what = f"the link to {name}: browsers run such a file as part of the site"
            yield Fault(path, link.line, what, advice)
        elif any(part.startswith(".") for part in PurePosixPath(name).parts):
            yield Fault(path, link.line, f"the link to {name}: a hidden file", advice)


def _linked_files(edition: Edition) -> Iterator[Output]:
    """Yield the files, such as a PDF, to which something visible links."""
    wanted: dict[str, tuple[str, int]] = {}
    for path, link in edition.links():
        if _is_file(link.data, edition):
            wanted.setdefault(link.data.value, (path, link.line))
    for name in sorted(wanted):
        origin, line = wanted[name]
        yield Copy(name, edition.content / name, origin, line)


def _is_file(target: LinkTarget, edition: Edition) -> bool:
    return target.kind == "file" and edition.has_file(target.value)


def _join(sheets: Sequence[Path], templates: Templates) -> bytes:
    del templates
    return b"\n".join(sheet.read_bytes().strip() for sheet in sheets) + b"\n"
