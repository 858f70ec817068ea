"""As written: finds the line of a picture in the Markdown, and its caption as written there.

Markdown prints a title as an attribute and drops the links, the code and the escapes in it; the
source still has them.
"""

from __future__ import annotations

import re
from html import unescape
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from broadsheet.story.front_matter import Source

_ALT = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\]){0,2000}\]\(\s*<?", re.DOTALL)
_TITLE = re.compile(r""">?(?:\s+(?:"(?P<double>.*?)"|'(?P<single>.*?)')\s*)?\)""", re.DOTALL)


@dataclass
class Manuscript:
    """A body's Markdown, in which the pictures are found one after the other.

    plain: returns the plain text of inline Markdown.
    """

    source: Source
    plain: Callable[[str], str]
    _taken: set[int] = field(default_factory=set)

    def find(self, src: str, title: str) -> tuple[int, str]:
        """Return the line of the next picture with this address and title, and the raw title.

        Where the source says it in another way (a reference, HTML), the title is returned as
        it came.
        """
        spare: int | None = None
        for start, raw in self._images(src) if src else ():
            if start in self._taken:
                continue
            if self._same(raw, title):
                self._taken.add(start)
                title = raw.replace('\\"', '"').replace("\\'", "'")
                return self.source.line_at(start), title
            spare = start if spare is None else spare
        if spare is None:
            spare = self._tag(src)
        if spare is None:
            return self.source.body_line, title
        self._taken.add(spare)
        return self.source.line_at(spare), title.replace('\\"', '"')

    @cached_property
    def _openings(self) -> list[tuple[int, int]]:
        """Where each image of the body begins, and where its address does."""
        starts = (found.start() for found in re.finditer(r"!\[", self.source.body))
        matches = (_ALT.match(self.source.body, start) for start in starts)
        return [match.span() for match in matches if match]

    def _images(self, src: str) -> Iterator[tuple[int, str]]:
        """Yield where each image with this address begins, and its raw title."""
        body, end = self.source.body, 0
        for start, address in self._openings:
            if start < end:  # an image in the title of another one
                continue
            # An address in brackets; or one that begins with a bracket itself.
            for place in (address, address - 1):
                found = body.startswith(src, place) and _TITLE.match(body, place + len(src))
                if found and (place == address or body[place] == "<"):
                    end = found.end()
                    yield start, found["double"] or found["single"] or ""
                    break

    def _tag(self, src: str) -> int | None:
        """Find an `<img>`, a reference, or at least the address."""
        if src not in self.source.body:
            return None
        name = re.escape(src)
        for pattern in (rf"<img\b[^>]*?{name}", rf"^ {{0,3}}\[[^\]]+\]:\s*<?{name}", name):
            for match in re.finditer(pattern, self.source.body, re.MULTILINE) if src else ():
                if match.start() not in self._taken:
                    return match.start()
        return None

    def _same(self, raw: str, title: str) -> bool:
        return raw == title or self._letters(raw) == self._letters(title)

    def _letters(self, text: str) -> str:
        return re.sub(r"[\W_]", "", self.plain(text))
