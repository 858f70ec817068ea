"""The compositor: walks the texts of HTML as a sequence, and has the setter set each paragraph.

A quote's neighbours are found across inline tags; a block ends a text. What is no prose, such as
code, counts as one word, and words in another language are a text of their own.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from html import unescape

from msgspec import Struct

from broadsheet.story.apostrophes import OBJECT
from broadsheet.story.marks import Marks, marks_of
from broadsheet.story.setter import Change, changed, changes_in
from broadsheet.story.tree import WITHOUT_CONTENT

# A comment, a tag with its name and attributes, or an entity.
_MARKUP = re.compile(
    r"""(<!--.*?-->|</?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*+>|&\#?\w+;)""", re.DOTALL
)
_NAME = re.compile(r"</?([^\s/>]+)")
_CLASS, _ID, _LANG, _TRANSLATE = (
    re.compile(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
    for name in ("class", "id", "lang", "translate")
)
# The number of a footnote is no part of the word before it.
_NOTE_MARK = re.compile(r"""<sup\s[^>]*\bid=["']?fnref""", re.IGNORECASE)
_AMPERSANDS = frozenset({"&amp;", "&#38;"})
_LONE_ADDRESS = re.compile(r"\s*(?:[A-Za-z][\w+.-]*:|[^\s@]+@|www\.)\S+\s*")

# fmt: off
_LEFT_ALONE = frozenset({
    "pre", "samp", "code", "tt", "kbd", "script", "style", "math", "textarea", "svg",
    "var",
})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "nav", "ol", "option", "p", "pre",
    "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
# fmt: on
_STANDS_FOR = {"br": "\n", "wbr": ""}
_MATHS = frozenset({"arithmatex", "math", "katex"})


class Compositor(Struct, frozen=True):
    """How HTML is set.

    marks: those of its language, None for one without a rule. dashes: a key of `setter.DASHES`.
    ignored: elements whose text is left alone: `name`, `name.class`, `.class`, `name#id`, `#id`.
    curls: whether quotes, dashes and dots are set. ampersands: whether lone ones get a `span`.
    """

    marks: Marks | None
    dashes: str = "default"
    ignored: tuple[str, ...] = ()
    curls: bool = True
    ampersands: bool = True

    def html(self, html: str) -> str:
        """Return HTML with the marks of its language; of tags nothing changes."""
        pieces = _MARKUP.split(html)
        _Walk(self, pieces, _Text(self.marks)).go()
        return "".join(pieces)


@dataclass
class _Text:
    """The text of a paragraph so far.

    marks: None where its signs stay. is_prose: False for code and what else is left alone.
    parts: each with its number among the pieces of the HTML, None for what stands for an element.
    """

    marks: Marks | None
    is_prose: bool = True
    parts: list[tuple[int | None, str]] = field(default_factory=list)


@dataclass
class _Walk:
    """A walk over HTML. pieces: texts and markup in turns; the changes are written into them.

    open: the elements that are open, each with the text that goes on behind it, None where that is
    the text within it.
    """

    compositor: Compositor
    pieces: list[str]
    text: _Text
    open: list[tuple[str, _Text | None]] = field(default_factory=list)

    def go(self) -> None:
        """Set all texts."""
        for number, piece in enumerate(self.pieces):
            if not number % 2:
                if piece:
                    self._take(number, piece)
            elif piece[0] == "&":
                self._take_entity(number, piece)
            elif piece[1] == "/":
                self._close(piece[2:-1].strip().lower())
            elif piece[1] != "!":
                self._open(piece)
        self._set()
        while self.open:
            self._leave()

    def _take(self, number: int, words: str) -> None:
        """Add words to the text; an address that is the whole of a link stays as it is."""
        is_address = self.pieces[number - 1][:3] == "<a " and _LONE_ADDRESS.fullmatch(words)
        self.text.parts.append((None, OBJECT) if is_address else (number, words))

    def _take_entity(self, number: int, entity: str) -> None:
        self.text.parts.append((number, unescape(entity)))
        wants = self.compositor.ampersands and self.text.is_prose and entity in _AMPERSANDS
        around = self.pieces[number - 1][-1:], self.pieces[number + 1][:1]
        if wants and all(map(str.isspace, around)):
            self.pieces[number] = '<span class="amp">&amp;</span>'

    def _open(self, tag: str) -> None:
        name = _NAME.match(tag)[1].lower()  # type: ignore[index]  # it has one
        if name in _BLOCKS:
            self._set()
        if name in WITHOUT_CONTENT or tag.endswith("/>"):
            self.text.parts.append((None, _STANDS_FOR.get(name, OBJECT)))
            return
        within = self._within(name, tag)
        self.open.append((name, self.text if within else None))
        if within:
            self.text.parts.append((None, "" if _NOTE_MARK.match(tag) else OBJECT))
            self.text = within

    def _within(self, name: str, tag: str) -> _Text | None:
        """Return the text of an element that has one of its own: no prose, or another language."""
        if not self.text.is_prose:
            return None
        if name in _LEFT_ALONE or _NOTE_MARK.match(tag):
            return _Text(None, is_prose=False)
        if "=" not in tag:
            return _Text(None, is_prose=False) if name in self.compositor.ignored else None
        classes = _value(_CLASS, tag).split()
        names = {name, *(f"{each}.{kind}" for kind in classes for each in ("", name))}
        names |= {f"{each}#{_value(_ID, tag)}" for each in ("", name)}
        is_kept = "translate" in tag and _value(_TRANSLATE, tag).lower() == "no"
        is_left = not (names.isdisjoint(self.compositor.ignored) and _MATHS.isdisjoint(classes))
        if is_kept or is_left:
            return _Text(None, is_prose=False)
        lang = _LANG.search(tag)
        if lang is None:
            return None
        return _Text(marks_of(_value(_LANG, tag)) if self.compositor.curls else None)

    def _close(self, name: str) -> None:
        if any(name == each for each, _ in self.open):
            while self._leave() != name:
                pass
        if name in _BLOCKS:
            self._set()

    def _leave(self) -> str:
        """Leave the innermost element, and return its name."""
        name, behind = self.open.pop()
        if behind is not None:
            self._set()
            self.text = behind
        return name

    def _set(self) -> None:
        """Write the changes of a text into the pieces, and begin another."""
        parts, marks = self.text.parts, self.text.marks
        if parts and marks is not None:
            whole = "".join([words for _, words in parts])
            if changes := changes_in(whole, marks, self.compositor.dashes):
                self._write(changes)
        self.text.parts = []

    def _write(self, changes: list[Change]) -> None:
        """Write changes into the pieces in which they lie whole."""
        begin = 0
        waiting = deque(changes)
        for number, words in self.text.parts:
            end = begin + len(words)
            inside = []
            while waiting and waiting[0][0] < end:
                change = waiting.popleft()
                if begin <= change[0] and change[1] <= end:
                    inside.append(change)
            if inside and number is not None:
                shifted = [(start - begin, stop - begin, new) for start, stop, new in inside]
                self.pieces[number] = changed(words, shifted)
            begin = end


def _value(attribute: re.Pattern[str], tag: str) -> str:
    found = attribute.search(tag)
    return found[1] or found[2] or found[3] or "" if found else ""
