"""Code fences: code between lines of backticks, also within the items of lists and quotations.

Python-Markdown knows them at the start of a line alone, and with one word behind the first of them.
The rules are those of https://spec.commonmark.org/0.31.2/#fenced-code-blocks. Imported with the
first printer, as Markdown is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown import Markdown
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.preprocessors import Preprocessor
from msgspec import Struct

# Possessive, since a space may belong to either of two signs: thirty would take minutes.
_QUOTED = r"(?: {0,3}> ?+)*"
_QUOTE = re.compile(_QUOTED)
_ITEM = re.compile(r" *(?:[*+-]|[0-9]{1,9}[.)]) +(?=\S)")
_FENCE = re.compile(
    rf"(?P<quoted>{_QUOTED})(?P<item> *(?:[*+-]|[0-9]{{1,9}}[.)]) {{1,4}})?(?P<indent> *)"
    r"(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$"
)
_CODE_INDENT = 4
# https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
_DRAWN = frozenset({"mermaid", "geojson", "topojson", "stl", "math"})


class _Fence(Struct, frozen=True):
    """A line that begins code. margin: how far the code within is indented."""

    quoted: str
    item: str
    margin: int
    sign: str
    info: str


class CodeFences(Preprocessor):
    """Has Python-Markdown read all fences as if they stood at the start of a line.

    unclosed: the fences of the last text that are not closed, one for each quotation at most.
    diagrams: those of which other programs draw something.
    """

    def __init__(self, md: Markdown, reader: FencedBlockPreprocessor) -> None:
        super().__init__(md)
        self._reader = reader
        self.unclosed: list[str] = []
        self.diagrams: list[str] = []

    def run(self, lines: list[str]) -> list[str]:
        """Put what stands for the code in the place of its lines."""
        self.unclosed.clear()
        self.diagrams.clear()
        printed: list[str] = []
        items = _OpenItems()
        place = 0
        while place < len(lines):
            fence = items.fence_in(lines[place])
            if fence is None:
                items.add(lines[place])
                printed.append(lines[place])
                place += 1
                continue
            end, is_closed = _end(lines, place, fence)
            if is_closed:
                if fence.info.lower() in _DRAWN:
                    self.diagrams.append(lines[place].strip())
                printed += self._printed(fence, lines[place + 1 : end])
                end += 1
                printed += _line_behind("".join(lines[end : end + 1]), fence)
            else:
                self.unclosed.append(lines[place].strip())
                printed += lines[place:end]
            place = end
        return printed

    def _printed(self, fence: _Fence, code: Sequence[str]) -> list[str]:
        inner = [_inner(line, fence) for line in code]
        held = self._reader.run([fence.sign + _understood(fence, self._reader), *inner, fence.sign])
        before = [] if fence.item else [fence.quoted.rstrip()]
        indent = fence.item or " " * fence.margin
        return [*before, *(fence.quoted + indent + each for each in held if each)]


@dataclass
class _OpenItems:
    """The items of lists that are open, each by the column in which its words begin."""

    columns: list[int] = field(default_factory=list)
    quoted: str = ""
    is_free: bool = True

    def fence_in(self, line: str) -> _Fence | None:
        """Return the fence of the next line, None where it has none, or is indented as code is."""
        found = _FENCE.match(line)
        if found is None:
            return None
        item, indent = found["item"] or "", len(found["indent"])
        within = [
            each for each in self.columns if each <= indent and found["quoted"] == self.quoted
        ]
        if not item and indent - max(within, default=0) >= _CODE_INDENT:
            return None
        margin = len(item) + indent
        return _Fence(found["quoted"], item, margin, found["fence"], found["info"].strip())

    def add(self, line: str) -> None:
        """Take note of a line without a fence."""
        quoted = _QUOTE.match(line)[0]  # type: ignore[index]  # it matches nothing, too
        words = line[len(quoted) :]
        item = _ITEM.match(words)
        if quoted != self.quoted and words.strip():
            self.columns, self.quoted = [], quoted
        if item:
            start = len(words) - len(words.lstrip(" "))
            self.columns = [*(each for each in self.columns if each <= start), item.end()]
        elif words.strip() and not words.startswith(" ") and self.is_free:
            self.columns = []  # a paragraph has ended the list
        self.is_free = not words.strip()


def _end(lines: Sequence[str], place: int, fence: _Fence) -> tuple[int, bool]:
    """Return the number of the line that closes a fence, or ends its quotation; and which it is."""
    closing = re.compile(rf"{_QUOTED} *{re.escape(fence.sign)}{re.escape(fence.sign[0])}* *$")
    for number in range(place + 1, len(lines)):
        if fence.quoted and not lines[number].startswith(fence.quoted.rstrip()):
            return number, False
        if closing.match(lines[number]):
            return number, True
    return len(lines), False


def _line_behind(following: str, fence: _Fence) -> list[str]:
    """Return the empty line between code and what follows it in the same quotation, or outside."""
    around = fence.quoted.rstrip()
    if not following.strip("> "):
        return []
    return [around if following.startswith(around) else ""]


def _inner(line: str, fence: _Fence) -> str:
    """Return a line of code without the indent of the fence around it."""
    bare = line.removeprefix(fence.quoted) if line.startswith(fence.quoted) else line.lstrip("> ")
    indent = len(bare) - len(bare.lstrip(" "))
    return bare[min(indent, fence.margin) :]


def _understood(fence: _Fence, reader: FencedBlockPreprocessor) -> str:
    """Return what stands behind a fence, cut to its first word where more cannot be read."""
    sample = f"{fence.sign}{fence.info}\n{fence.sign}"
    if reader.FENCED_BLOCK_RE.fullmatch(sample):
        return fence.info
    word = re.match(r"[\w#.+-]*", fence.info)
    return word[0] if word else ""
