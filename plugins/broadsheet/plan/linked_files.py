"""Linked files: what texts link to in the content folder, such as a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from broadsheet.plan.texts import Text
from broadsheet.site.outputs import Output
from broadsheet.story.slots import Slot
from broadsheet.views.composer import Composer

_ACTIVE = {".html", ".htm", ".xhtml", ".svg", ".svgz", ".xml", ".js", ".mjs", ".php"}


def links_of(text: Text) -> Iterator[Slot]:
    """Yield the unfinished links of a text, those of its main picture too."""
    yield from text.body.links
    if text.picture:
        yield from text.picture.links


def linked_files(composer: Composer, text: Text) -> Iterator[tuple[str, int]]:
    """Yield the files of the content folder to which a text links, each with the link's line.

    Texts, of which pages are made, are left out.
    """
    for link in links_of(text):
        end = composer.link_end(link.data) if link.data.kind == "file" else None
        if end is not None and end.file:
            yield end.file, link.line


def copies_of_linked_files(composer: Composer, text: Text) -> Iterator[Output]:
    """Yield copies of the files that a text links to and that may be published as they are."""
    for file, line in linked_files(composer, text):
        if refusal(file) is None:
            yield composer.copy(file, text.path, line)


def refusal(path: str) -> str | None:
    """Return why a file of the content folder is never published for a link, None where it may be.

    Browsers would run it as part of the site, or its name says that it is hidden.
    """
    name = PurePosixPath(path)
    if name.suffix.lower() in _ACTIVE:
        return "browsers run such a file as part of the site"
    if any(part.startswith(".") for part in name.parts):
        return "a hidden file"
    return None
