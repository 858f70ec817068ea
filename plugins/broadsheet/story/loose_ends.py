"""Loose ends: notes and references that lead nowhere, and signs of which nothing is made.

Markdown prints `[^2]` and `[text][name]` as they stand where nothing is defined under the name, and
leaves out what is defined and never used. What other programs make of their own signs, such as
`:smile:` and `[!NOTE]`, is told as well. Imported with the first printer, as Markdown is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from msgspec.structs import replace

from broadsheet.reporting.faults import Gravity
from broadsheet.story.begun_by_signs import BegunBySigns
from broadsheet.story.code_fences import CodeFences
from broadsheet.story.house_rules import AttributeLists
from broadsheet.story.loose_notes import loose_notes
from broadsheet.story.markdown_in_html import unread
from broadsheet.story.markup import LooseEnd
from broadsheet.story.nearly_blocks import IndentedProse, NearlyBlocks
from broadsheet.story.numbered_items import NumberedItems
from broadsheet.story.references import References
from broadsheet.story.tables import Tables

_ADDRESS = r"(?:https?:|mailto:|www\.|[{/#\x02])[^()\[\]\s]*"
_FILE = r"[^()\[\]\s\x02]+\.(?:md|pdf|jpe?g|png|gif|webp|avif|svg|mp[34]|m4a|ogg|wav|webm)"
# What is left when all other patterns have had their turn, and so belongs to none of them.
_LEFT = re.compile(
    r"(?=[\[!{:~=*(`])(?:"  # nothing else is tried where none of them begins
    r"(?P<note>\[\^[^\]\n]+\])"
    r"|!?\[[^\[\]]+\]\[(?P<name>[^\[\]^][^\[\]]*|)\]"
    rf"|\[[^\[\]]+\] +(?P<link>\((?:{_ADDRESS}\)|{_FILE}(?=[\s)])\)?))"
    rf"|\[[^\[\]]+\](?P<open>\((?:{_ADDRESS}|{_FILE})(?=\s|\Z))"
    rf"|\([^()\n]+\)(?P<turned>\[(?:{_ADDRESS}|{_FILE})\])"
    r"|(?P<box>\[!(?i:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\])"
    r"|(?P<braces>\{:?[ ]*[A-Za-z-]+=[“”„‟«»‘’‚‹›][^{}\n]*\})"
    r"|(?P<emoji>:(?<![\w:]:)(?:[+-]1|[a-z][a-z0-9_]*[a-z0-9]):(?![\w:]))"
    r"|(?P<half>~~(?<![~\w]~~)[^\s~\x02]+|==(?<![=\w]==)[^\s=\x02]+"
    r"|\*\*(?<![*\w]\*\*)[^\s*\x02]+)"
    r"|(?P<code>(?<![\w`])`{1,2}(?=[^\s`]))"
    r"|(?P<single>~(?<![~\w]~)[^\s~](?:[^~\n]*[^\s~])?~(?![~\w])))"
)
_TO_AN_ADDRESS = re.compile(rf"[(\[](?:https?:|mailto:|www\.|[{{/#]|{_FILE})")
_PRINTED_QUOTE = re.compile("[“”„‟«»‘’‚‹›]")
_DEFINED = re.compile(r"^ {0,3}\[(\^?[^\[\]]+)\]:", re.MULTILINE)


class LooseEndsOfLine(Extension):
    """Notes what is left over of a caption or another line, in which nothing can be defined."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register behind all other patterns."""
        self._left = _Left(_LEFT.pattern, md, is_line=True)
        md.inlinePatterns.register(self._left, "loose_ends", 1)
        md.registerExtension(self)

    def reset(self) -> None:
        """Forget the last line."""
        self._left.found.clear()

    def found(self) -> tuple[LooseEnd, ...]:
        """Return the loose ends of the line that was printed last."""
        return tuple(self._left.found.values())


class LooseEnds(Extension):
    """Notes while a text is printed what is left over; `found` tells it afterwards."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register behind all other patterns, and watch the references."""
        self._left = _Left(_LEFT.pattern, md)
        self._nearly = NearlyBlocks(md.parser)
        self._indented = IndentedProse(md.parser)
        self._begun = BegunBySigns(md.parser)
        self._references = References(md.ESCAPED_CHARS)
        self._notes = [e for e in md.registeredExtensions if isinstance(e, FootnoteExtension)]
        self._html = md.htmlStash
        self._fences = [each for each in md.preprocessors if isinstance(each, CodeFences)]
        blocks = md.parser.blockprocessors
        self._tables = [each for each in blocks if isinstance(each, Tables)]
        self._numbered = [each for each in blocks if isinstance(each, NumberedItems)]
        self._attributes = [each for each in md.treeprocessors if isinstance(each, AttributeLists)]
        self._short = [each for each in md.registeredExtensions if isinstance(each, AbbrExtension)]
        self._abbreviated = _Abbreviated(md)
        md.treeprocessors.register(self._abbreviated, "abbreviated", 0)
        md.inlinePatterns.register(self._left, "loose_ends", 1)
        blocks.register(self._nearly, "nearly_blocks", 71)
        blocks.register(self._indented, "indented_prose", 81)
        blocks.register(self._begun, "begun_by_signs", 97)
        md.references = self._references
        md.registerExtension(self)

    def reset(self) -> None:
        """Forget the last text."""
        self._left.found.clear()
        self._nearly.found.clear()
        self._indented.found.clear()
        self._begun.found.clear()
        self._references.used.clear()
        self._abbreviated.used.clear()
        for tables in self._tables:
            tables.wide.clear()
        for numbered in self._numbered:
            numbered.renumbered.clear()
        for attributes in self._attributes:
            attributes.mistaken.clear()
            attributes.idle.clear()
            attributes.parted.clear()

    def found(self, text: str) -> Iterator[LooseEnd]:
        """Yield the loose ends of the text that was printed last."""
        defined = [found[1] for found in _DEFINED.finditer(text)]
        yield from self._left.found.values()
        yield from self._nearly.found.values()
        yield from self._indented.found
        yield from self._begun.found
        yield from self._of_code()
        yield from unread(self._html.rawHtmlBlocks)
        for notes in self._notes:
            yield from loose_notes(notes, text)
        yield from self._of_tables()
        yield from self._of_items()
        yield from self._of_attributes(text)
        yield from self._unused_abbreviations()
        yield from self._unused_references(defined)
        yield from self._defined_twice(defined)

    def _of_code(self) -> Iterator[LooseEnd]:
        for fences in self._fences:
            for line in fences.unclosed:
                what = f"the code that begins with `` {line} `` is not closed"
                yield LooseEnd(line, what, "write the same signs on a line of their own below it")
            for line in fences.diagrams:
                what = f"what follows `` {line} `` is shown as code, and not drawn"
                yield LooseEnd(line, what, "save it as a picture", gravity=Gravity.ADVICE)

    def _of_tables(self) -> Iterator[LooseEnd]:
        for tables in self._tables:
            for wide in tables.wide:
                what = f"a row of {wide.cells} cells under a head of {wide.columns}"
                what += f": `{wide.lost}` is not shown"
                mend = r"write `\|` for a bar within a cell, or give the head more cells"
                yield LooseEnd(wide.row, what, mend)

    def _of_items(self) -> Iterator[LooseEnd]:
        for numbered in self._numbered:
            for item, number in numbered.renumbered:
                typed = item.partition(".")[0]
                what = f"the item `{item}` gets the number {number}"
                mend = rf"write `{number}.`, or `{typed}\.` for a paragraph that begins so"
                yield LooseEnd(item, what, mend, gravity=Gravity.ADVICE)

    def _of_attributes(self, text: str) -> Iterator[LooseEnd]:
        for attributes in self._attributes:
            for inner, word in attributes.mistaken.items():
                found = re.search(rf"\{{:?[ ]*{re.escape(inner)}[ ]*\}}", text)
                written = found[0] if found else f"{{: {inner} }}"
                what = f"“{word}” in the braces `{written}` is neither a class nor an attribute"
                mend = rf"write `.{word}` for a class, or `\{written}` to show the braces"
                yield LooseEnd(written, what, mend, gravity=Gravity.WRONG)
            for written in dict.fromkeys(attributes.idle):
                what = f"`{written}` belongs to nothing here, and is shown"
                mend = "put it on a line of its own, directly below the words, "
                mend += rf"or write `\{written}` to show it"
                yield LooseEnd(written, what, mend)
            for parted in dict.fromkeys(attributes.parted):
                written = parted.strip()
                what = f"`{written}` belongs to nothing here: a space parts it from its picture"
                before = next((end for end in ")]" if f"{end}{parted}" in text), "")
                line, place = f"{before}{parted}", len(before + parted) - len(written)
                yield LooseEnd(written, what, "take the space out", line=line, before=place)

    def _unused_abbreviations(self) -> Iterator[LooseEnd]:
        for short in self._short:
            for name in short.abbrs:  # type: ignore[attr-defined]
                if name not in {*self._abbreviated.used, *short.glossary}:  # type: ignore[attr-defined]
                    what = f"`{name}` is not in the text, and what `*[{name}]:` says is not shown"
                    yield LooseEnd(f"*[{name}]:", what, "take it out, or mend its spelling")

    def _unused_references(self, defined: Sequence[str]) -> Iterator[LooseEnd]:
        for name in self._references:
            if name not in self._references.used:
                written = next((each for each in defined if each.strip().lower() == name), name)
                what = f"nothing refers to `[{written}]:`, and it is not shown"
                mend = rf"write `[text][{written}]`, or `\[{written}]:` to show it"
                yield LooseEnd(f"[{written}]:", what, mend)

    def _defined_twice(self, defined: Sequence[str]) -> Iterator[LooseEnd]:
        known = {f"^{name}" for notes in self._notes for name in notes.footnotes}
        known |= self._references.keys()
        for name in dict.fromkeys(name for name in defined if defined.count(name) > 1):
            if (name if name[0] == "^" else name.strip().lower()) in known:
                what = f"`[{name}]:` stands twice, and the first is not shown"
                yield LooseEnd(f"[{name}]:", what, "give one of the two another name", True)


class _Left(InlineProcessor):
    """Leaves what it finds as it is, and keeps it."""

    def __init__(self, pattern: str, md: Markdown, *, is_line: bool = False) -> None:
        super().__init__(pattern, md)
        self._is_line = is_line
        self.found: dict[str, LooseEnd] = {}

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """Keep a match."""
        written = self.unescape(m.group())
        if self._is_line and m["note"]:
            end: LooseEnd | None = LooseEnd(
                written, f"no note `{written}` in a line", "take it out"
            )
        elif m.lastgroup in (None, "name", "link", "open", "turned"):
            end = self._link(m, written)
        else:
            end = _sign(m, written)
        if end is not None and written not in self.found:
            self.found[written] = self._in_its_line(end, m, data)
        return None, None, None

    def _in_its_line(self, end: LooseEnd, m: re.Match[str], data: str) -> LooseEnd:
        """Return a loose end with as much of its line as Markdown has left as it was written."""
        starts = max(data.rfind(sign, 0, m.start()) for sign in "\n\x02\x03") + 1
        stops = next((n for n in range(m.end(), len(data)) if data[n] in "\n\x02\x03"), len(data))
        line = data[starts:stops]
        place = line.find(end.written, m.start() - starts)
        return replace(end, line=line, before=place) if place >= 0 else end

    def _link(self, m: re.Match[str], written: str) -> LooseEnd | None:
        # Words before it may have been emphasised, and do not stand so in the text.
        last = written[written.rfind("]", 0, -1) :]
        if m["name"] is not None:
            name = m["name"] or written.lstrip("!")[1:].partition("]")[0]
            mend = f"write `[{name}]: https://…` on a line of its own"
            mend = "write `[text](https://…)`" if self._is_line else mend
            return LooseEnd(last if m["name"] else written, f"no address for `{written}`", mend)
        target = self.unescape(m["link"] or m["open"] or m["turned"])
        if not _TO_AN_ADDRESS.match(target):
            return None  # code, or other words that were read already
        if m["turned"]:
            words, address = written[: -len(target)][1:-1], target[1:-1]
            what = f"the brackets of the link `{written}` are the wrong way round"
            return LooseEnd(target, what, f"write `[{words}]({address})`")
        if m["open"]:
            what = f"the link `{written}` is not closed"
            return LooseEnd(last, what, f"write `{written})`")
        return LooseEnd(last, f"a space within the link `{written}`", "take it out")


def _sign(m: re.Match[str], written: str) -> LooseEnd:
    """Return what is told of a sign, by the group of the pattern that found it."""
    if m["note"]:
        return LooseEnd(written, f"no note `{written}:`", "write the note, or take this out")
    if m["box"]:
        mend = "begin with a word in bold, as in `> **Note:** …`"
        return LooseEnd(written, f"`{written}` makes no box here, and is shown", mend)
    if m["braces"]:
        mend = f"type straight quotation marks: `{_PRINTED_QUOTE.sub(chr(34), written)}`"
        return LooseEnd(written, f"quotation marks that are not straight in `{written}`", mend)
    if m["emoji"]:
        what, mend = f"`{written}` is shown as it stands", "type the picture itself, or words"
    elif m["code"]:
        what = "a backtick begins code, and no other ends it"
        mend = "end the code with one, too, or put a backslash before this one to show it"
    elif m["single"]:
        what = f"`{written}` strikes nothing out, and its signs are shown"
        mend = rf"write `~{written}~`, or `\{written}` if that is meant"
    else:
        sign = written[:2]
        what = f"`{written}` has no other `{sign}`, and its signs are shown"
        mend = f"put `{sign}` before and behind the words, or take it out"
    return LooseEnd(written, what, mend, gravity=Gravity.ADVICE)


class _Abbreviated(Treeprocessor):
    """Keeps the abbreviations that stand in a text."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.used: set[str] = set()

    def run(self, root: Element) -> None:
        """Look at a text whose abbreviations have been marked."""
        self.used |= {tag.text or "" for tag in root.iter("abbr")}
