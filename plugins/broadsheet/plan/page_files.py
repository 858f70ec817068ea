"""Page files: what every page loads of the theme, which is the stylesheet, fonts and scripts.

Each is published twice: under its own name, for whoever else names it, and under a lasting one,
which the pages name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
    """The files that pages load, by their names below /theme/.

    theme: the theme's files. names: the lasting name of each page file. stylesheet: its text, which
    names the others by their lasting names. plain: its text with the names as they are written.
    """

    theme: Mapping[str, Path]
    names: Mapping[str, str]
    stylesheet: bytes
    plain: bytes

    def addressed(self, *, lasting: bool) -> Mapping[str, str]:
        """Return the names below /theme/ by which pages name the files. lasting: see `outputs`."""
        return self.names if lasting else {name: name for name in self.names}

    def outputs(self, *, lasting: bool) -> Iterator[Output]:
        """Yield the files of the site. lasting: whether under lasting names as well."""
        yield _sheet(STYLESHEET, self.plain)
        if not lasting:
            return
        yield _sheet(self.names[STYLESHEET], self.stylesheet)
        for name in sorted(self.names.keys() - {STYLESHEET}):
            file = self.theme[name]
            yield Copy(f"theme/{self.names[name]}", file, seen_from_here(file))


def page_files(theme: Mapping[str, Path]) -> PageFiles:
    """Return a theme's stylesheet, its scripts and fonts, and whatever the stylesheet names.

    The parts of the stylesheet, `css/*.css`, are joined in the order of `theme`.
    theme: see `copies.theme_files`.
    """
    parts = [theme[name].read_bytes() for name in theme if is_part_of_stylesheet(name)]
    plain = b"\n".join(part.strip() for part in parts) + b"\n"
    named = {match[2].decode("utf-8", "replace") for match in _NAMING.finditer(plain)}
    wanted = (
        name
        for name in sorted(theme)
        if not is_part_of_stylesheet(name)
        and (name in named or PurePosixPath(name).suffix.lower() in _ENDINGS)
    )
    names = {name: lasting_name(name, file_digest(str(theme[name]))) for name in wanted}
    stylesheet = _NAMING.sub(partial(_renamed, names), plain)
    names[STYLESHEET] = lasting_name(STYLESHEET, digest(stylesheet))
    return PageFiles(theme, names, stylesheet, plain)


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
