"""The wordmark: the paper's name as a picture of its own, of any shape."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct
from PIL import Image

from broadsheet.privacy.xml import parse
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.site.svg_sizes import ROOTS, shown_size

Shape = Literal["wide", "square", "tall"]

_KINDS = ("svg", "png", "webp")
_WIDE = 3  # times as wide as high: a line of words


class Wordmark(Struct, frozen=True):
    """The picture of the paper's name. name, dark: below the theme's static files.

    dark: the one for dark screens, None where there is none. adapts: the picture itself is another
    on dark screens.
    """

    name: str
    width: int
    height: int
    dark: str | None = None
    adapts: bool = False

    @property
    def shape(self) -> Shape:
        """How it fills a masthead: a line of words, a sign, or a tower."""
        if self.width >= _WIDE * self.height:
            return "wide"
        return "tall" if self.height > self.width else "square"


def read_wordmark(files: Mapping[str, Path]) -> tuple[Wordmark | None, list[Fault]]:
    """Return the wordmark among the theme's static files, if there is one, and its faults.

    files: by their paths below the theme's static files.
    """
    name, faults = _one_of("wordmark", files)
    dark, more = _one_of("wordmark-dark", files)
    faults += more
    if name is None:
        if dark is not None:
            what, mend = "the wordmark for dark screens alone", "add identity/wordmark.svg"
            faults.append(_fault(files[dark], what, mend, Gravity.ADVICE))
        return None, faults
    sizes = {each: _size_of(files[each]) for each in (name, dark) if each is not None}
    for each, size in sizes.items():
        if size is None:
            what, mend = "no picture that can be read", "export it again as SVG, PNG or WebP"
            faults.append(_fault(files[each], what, mend))
    size = sizes[name]
    if size is None or None in sizes.values():
        return None, faults
    return Wordmark(name, *size, dark, _adapts(files[name])), faults


def _one_of(stem: str, files: Mapping[str, Path]) -> tuple[str | None, list[Fault]]:
    """Return the foremost file of a name, and advice about others beside it."""
    names = [f"identity/{stem}.{kind}" for kind in _KINDS]
    found = [name for name in names if name in files]
    return (found[0] if found else None), [
        _fault(files[name], f"not used: {found[0]} stands beside it", "delete one", Gravity.ADVICE)
        for name in found[1:]
    ]


def _fault(file: Path, what: str, mend: str, gravity: Gravity = Gravity.WRONG) -> Fault:
    return Fault(seen_from_here(file), 0, what, mend, gravity, kind="wordmark-file")


def _size_of(file: Path) -> tuple[int, int] | None:
    """Return width and height of a picture, None for what is none."""
    if file.suffix == ".svg":
        root = parse(file.read_bytes())
        size = shown_size(root) if root is not None and root.tag in ROOTS else (0, 0)
    else:
        try:
            with Image.open(file) as picture:
                size = picture.size
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None
    return size if min(size) > 0 else None


def _adapts(file: Path) -> bool:
    return file.suffix == ".svg" and b"prefers-color-scheme" in file.read_bytes()
