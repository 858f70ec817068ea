"""As written: finds a picture in the Markdown: its line, its caption, and what stands behind it.

Markdown prints a title as an attribute and drops the links, the code and the escapes in it; the
source still has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import NamedTuple

from broadsheet.story.front_matter import Source

_ALT = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\]){0,2000}\]\(\s*<?", re.DOTALL)
_ADDRESS = re.compile(r"[^\n]*?(?=>?\s*(?:[\"')]|$))", re.MULTILINE)
_TITLE = re.compile(r""">?(?:\s+(?:"(?P<double>.*?)"|'(?P<single>.*?)')\s*)?\)""", re.DOTALL)
_TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_SRC = re.compile(r"""\bsrc\s*=\s*(?:"\s*[^"\s]|'\s*[^'\s]|[^\s"'>])""", re.IGNORECASE)
_DEFINITION = re.compile(r"^ {0,3}\[([^\]]+)\]:\s*<?([^\s>]+)", re.MULTILINE)
_REFERENCE = re.compile(
    r"!\[((?:[^\[\]]|\[[^\[\]]*\]){0,2000})\](?:\s?\[([^\]]*)\])?(?!\()", re.DOTALL
)
_REST = re.compile(r"[^\n]*")
_CODE = re.compile(
    r"^[ >]*(?P<fence>`{3,}|~{3,}).*?^[ >]*(?P=fence)"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)


class Writing(NamedTuple):
    """How a picture is written. title: in Markdown. behind: what follows it on its line."""

    line: int
    title: str
    behind: str = ""


@dataclass
class Manuscript:
    """A body's Markdown, in which the pictures are found one after the other.

    plain: returns the plain text of inline Markdown.
    """

    source: Source
    plain: Callable[[str], str]
    _taken: set[int] = field(default_factory=set)

    def find(self, src: str, title: str) -> Writing:
        """Return how the next picture with this address and title is written.

        Where the source says it in another way (a reference, HTML), the title is returned as
        it came.
        """
        spare: tuple[int, int] | None = None
        for start, end, raw in self._images(src):
            if start in self._taken:
                continue
            if self._same(raw, title):
                self._taken.add(start)
                title = raw.replace('\\"', '"').replace("\\'", "'")
                return self._writing(start, end, title)
            spare = (start, end) if spare is None else spare
        if spare is None:
            others = (*self._tags(src), *self._references(src), *self._mentions(src))
            spare = next((place for place in others if place[0] not in self._taken), None)
        if spare is None:
            return Writing(self.source.body_line, title)
        self._taken.add(spare[0])
        return self._writing(*spare, title.replace('\\"', '"'))

    def _writing(self, start: int, end: int, title: str) -> Writing:
        behind = _REST.match(self.source.body, end) if end >= 0 else None
        return Writing(self.source.line_at(start), title, behind[0] if behind else "")

    @cached_property
    def _openings(self) -> list[tuple[int, int, str]]:
        """Where each image of the body begins, where its address does, and the address."""
        body = self.source.body
        starts = (found.start() for found in re.finditer(r"!\[", body))
        matches = (_ALT.match(body, start) for start in starts if not self._is_code(start))
        return [
            (match.start(), match.end(), address[0] if address else "")
            for match in matches
            if match
            for address in (_ADDRESS.match(body, match.end()),)
        ]

    @cached_property
    def _code(self) -> list[tuple[int, int]]:
        return [found.span() for found in _CODE.finditer(self.source.body)]

    def _is_code(self, place: int) -> bool:
        """Say whether a place of the body stands in code, where pictures are shown as written."""
        return any(start <= place < end for start, end in self._code)

    def _images(self, src: str) -> Iterator[tuple[int, int, str]]:
        """Yield where each image with this address begins and ends, and its raw title."""
        body, end = self.source.body, 0
        for start, address, raw in self._openings:
            if start < end:  # an image in the title of another one
                continue
            spelt = raw if _read(raw) == src else src
            if not src and raw not in ("", "<"):
                continue
            # An address in brackets; or one that begins with a bracket itself.
            for place in (address, address - 1):
                found = body.startswith(spelt, place) and _TITLE.match(body, place + len(spelt))
                if found and (place == address or body[place] == "<"):
                    end = found.end()
                    yield start, end, found["double"] or found["single"] or ""
                    break

    def _tags(self, src: str) -> Iterator[tuple[int, int]]:
        """Yield where each `<img>` with this address begins; in HTML nothing stands behind it."""
        for found in _TAG.finditer(self.source.body):
            is_meant = src in unescape(found[0]) if src else not _SRC.search(found[0])
            if is_meant and not self._is_code(found.start()):
                yield found.start(), -1

    def _references(self, src: str) -> Iterator[tuple[int, int]]:
        """Yield where each image is written whose address stands at another place of the body."""
        body = self.source.body
        if "]:" not in body:
            return
        labels = {_label(label) for label, raw in _DEFINITION.findall(body) if _read(raw) == src}
        for found in _REFERENCE.finditer(body) if labels else ():
            if _label(found[2] or found[1]) in labels and not self._is_code(found.start()):
                yield found.span()

    def _mentions(self, src: str) -> Iterator[tuple[int, int]]:
        """Yield where the address at least stands."""
        found = re.finditer(re.escape(src), self.source.body) if src else ()
        return ((each.start(), -1) for each in found)

    def _same(self, raw: str, title: str) -> bool:
        return raw == title or self._letters(raw) == self._letters(title)

    def _letters(self, text: str) -> str:
        return re.sub(r"[\W_]", "", self.plain(text))


def _read(raw: str) -> str:
    """Return an address as Markdown reads it: without escapes and entities."""
    return unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", raw)).strip()


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()
