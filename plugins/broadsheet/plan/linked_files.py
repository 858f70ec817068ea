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


def linked_files(composer: Composer, text: Text) -> Iterator[Slot]:
    """Yield the links of a text that lead to a file of the content folder, and to no page."""
    for link in links_of(text):
        if link.data.kind == "file" and composer.link_end(link.data).standing == "file":
            yield link


def copies_of_linked_files(composer: Composer, text: Text) -> Iterator[Output]:
    """Yield copies of the files that a text links to and that may be published as they are."""
    for link in linked_files(composer, text):
        if refusal(link.data.value) is None:
            yield composer.copy(link.data.value, text.path, link.line)


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
