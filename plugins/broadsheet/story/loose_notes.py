"""Loose notes: footnotes that no reader finds, and the ids of those that one does.

Imported with the first printer, as Markdown is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

from broadsheet.story.markup import LooseEnd

_MARK = re.compile(r"\[\^([^\]\n]+)\](:?)")
_OF_NOTE = re.compile(r"#?fn(?:ref\d*)?:.*\s")


def loose_notes(notes: FootnoteExtension, text: str) -> Iterator[LooseEnd]:
    """Yield the notes of a text to which nothing in it leads, and those without words."""
    written = dict(notes.footnotes)
    read = _read_from(text, written)
    for name, words in written.items():
        if name not in read:
            what = f"nothing refers to the note `[^{name}]`"
            if name in notes.footnote_order:
                what = f"only notes refer to the note `[^{name}]`, and nothing in the text to them"
            yield LooseEnd(f"[^{name}]:", what, f"write `[^{name}]` where it belongs")
        elif not words.strip():
            yield LooseEnd(f"[^{name}]:", f"the note `[^{name}]` is empty", "write it")


def _read_from(text: str, written: Mapping[str, str]) -> set[str]:
    """Return the names of the notes to which a text leads, by way of other notes, too."""
    marks = [name for name, colon in _MARK.findall(text) if not colon]
    for words in written.values():
        for name in _named_in(words):
            if name in marks:
                marks.remove(name)
    found: set[str] = set()
    left = [name for name in marks if name in written]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += [each for each in _named_in(written[name]) if each in written]
    return found


def _named_in(words: str) -> list[str]:
    return [name for name, _ in _MARK.findall(words)]


class NoteIds(Treeprocessor):
    """Has the ids of notes hold no spaces, as https://html.spec.whatwg.org/#the-id-attribute."""

    def run(self, root: Element) -> None:
        """Put hyphens in the place of the spaces that the name of a note holds."""
        for tag in root.iter():
            for name, value in list(tag.items()):
                if name in ("id", "href") and _OF_NOTE.match(value):
                    tag.set(name, re.sub(r"\s+", "-", value))
