"""As written: where in the Markdown a picture stands, and its caption before Markdown flattens it.

Markdown prints a title as an attribute and drops the links, the code and the escapes in it; the
source still has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from plugins.story.front_matter import Source

_ALT = r"!\[(?:[^\[\]]|\[[^\[\]]*\]){0,2000}\]"
_TITLE = r""">?(?:\s+(?:"(?P<double>.*?)"|'(?P<single>.*?)')\s*)?\)"""


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
        image = re.compile(rf"{_ALT}\(\s*<?{re.escape(src)}{_TITLE}", re.DOTALL)
        spare: int | None = None
        for match in image.finditer(self.source.body) if src else ():
            if match.start() in self._taken:
                continue
            raw = match["double"] or match["single"] or ""
            if self._same(raw, title):
                self._taken.add(match.start())
                title = raw.replace('\\"', '"').replace("\\'", "'")
                return self.source.line_at(match.start()), title
            spare = match.start() if spare is None else spare
        if spare is None:
            spare = self._tag(src)
        if spare is None:
            return self.source.body_line, title
        self._taken.add(spare)
        return self.source.line_at(spare), title.replace('\\"', '"')

    def _tag(self, src: str) -> int | None:
        """Find an `<img>`, a reference, or at least the address."""
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
