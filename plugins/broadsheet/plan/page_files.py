"""Page files: what every page loads of the theme, which is the stylesheet, fonts and scripts.

Each is published twice: under its own name, for whoever else names it, and under a lasting one,
which the pages name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from broadsheet.incremental.digests import digest
from broadsheet.incremental.file_digests import file_digest
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.site.lasting_names import lasting_name
from broadsheet.site.outputs import Copy, Inputs, Output, Templates, document

if TYPE_CHECKING:
    from broadsheet.views.composer import Composer

STYLESHEET = "site.css"
_ENDINGS = frozenset({".js", ".mjs", ".woff2", ".woff", ".ttf", ".otf"})
_NAMING = re.compile(rb"""(\burl\(\s*["']?)([^"')?#\s]+)""", re.IGNORECASE)


class PageFiles(Struct, frozen=True):
    """The files that pages load of a theme.

    names: the names below /theme/ by which pages load them, by their own. outputs: the files of
    the site under names that no copy of the theme's files has: the stylesheet, and lasting ones.
    """

    names: Mapping[str, str]
    outputs: tuple[Output, ...]


def page_files(theme: Mapping[str, Path], *, lasting: bool) -> PageFiles:
    """Return a theme's stylesheet, its scripts and fonts, and whatever the stylesheet names.

    The parts of the stylesheet, `css/*.css`, are joined in the order of `theme`.
    theme: see `copies.theme_files`. lasting: whether pages load them under lasting names, and
    without comments, as for readers.
    """
    parts = [theme[name].read_bytes() for name in theme if is_part_of_stylesheet(name)]
    text = b"\n".join(part.strip() for part in parts) + b"\n"
    own = _names(theme, text)
    if lasting:
        text = _minified(text)
    else:
        return PageFiles({name: name for name in (STYLESHEET, *own)}, (_sheet(STYLESHEET, text),))
    names = {name: lasting_name(name, file_digest(str(theme[name]))) for name in own}
    copies = (
        Copy(f"theme/{names[name]}", theme[name], seen_from_here(theme[name])) for name in own
    )
    renamed = _NAMING.sub(partial(_renamed, names), text)
    names[STYLESHEET] = lasting_name(STYLESHEET, digest(renamed))
    sheets = (_sheet(STYLESHEET, text), _sheet(names[STYLESHEET], renamed))
    return PageFiles(names, (*sheets, *copies))


def _minified(stylesheet: bytes) -> bytes:
    """Return a stylesheet without blanks and comments, but for comments that begin with `!`."""
    import rcssmin  # takes a while to load, and most builds know the stylesheet

    made: bytes = rcssmin.cssmin(stylesheet, keep_bang_comments=True)
    return made + b"\n"


def _names(theme: Mapping[str, Path], stylesheet: bytes) -> list[str]:
    """Return the names of the scripts and fonts of a theme, and of what its stylesheet names."""
    named = {match[2].decode("utf-8", "replace") for match in _NAMING.finditer(stylesheet)}
    return [
        name
        for name in sorted(theme)
        if not is_part_of_stylesheet(name)
        and (name in named or PurePosixPath(name).suffix.lower() in _ENDINGS)
    ]


def is_part_of_stylesheet(name: str) -> bool:
    """Say whether a file of the theme is joined into the stylesheet."""
    return name.startswith("css/")


def _renamed(names: Mapping[str, str], naming: re.Match[bytes]) -> bytes:
    name = naming[2].decode("utf-8", "replace")
    return naming[1] + names[name].encode() if name in names else naming[0]


def _sheet(name: str, text: bytes) -> Output:
    return document(f"/theme/{name}", _written, _text, text, origin="the theme's stylesheet")


def _text(composer: Composer, text: bytes) -> Inputs:
    del composer
    return {"text": text}


def _written(templates: Templates, template: str, inputs: Inputs) -> bytes:
    del templates, template
    data: bytes = inputs["text"]
    return data
