"""Comments: removes writers' HTML comments before anything else reads a text.

Markdown keeps a comment together only if it begins a line; elsewhere an empty line in a comment
makes its words visible, and captions and headlines do not support comments at all. So everything
between `<!--` and `-->` is removed from the source. In code, and after a backslash, it is text to
be shown. Instructions and declarations (`<? … ?>`, `<!DOCTYPE html>`) are removed too. Wherever
readers might see a word that the writer meant to hide, or not see one that was meant to show, a
fault is reported.

Where a comment ends follows https://spec.commonmark.org/0.31.2/#html-comment, but for the short
forms `<!-->` and `<!--->` and HTML's `--!>`, which writers never mean.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cached_property

from msgspec import Struct

from broadsheet.reporting.faults import Gravity

_OPENS, _CLOSES = "<!--", "-->"
_HIDDEN = re.compile(r"<[!?]")
_MARK = re.compile(r"\\[\\`]|\\<(?=[!?])|`+|<!--|<!|<\?|-->|\n")
_TICKS = re.compile(r"`+")
_EMPTY_LINE = re.compile(r"\n[ \t>]*(?:\n|\Z)")
# What a page of HTML declares, and the conditions that Word writes around its own.
_DECLARATION = re.compile(r"<!(?:DOCTYPE\s+html\b|\[(?:if|endif)\b)[^<>\n]*>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t]*")
_CLOSING = re.compile(r"""[*_"'”’]*(?:[\])}.,;:?]|!(?!\[)|\s|\Z)""")
_OPENING = re.compile(r"""(?:^|[\s(\[])[*_"'“‘(\[]+$""")
_BLANK_LINE = re.compile(r"[ \t>]*(?:\n|\Z)")
_INDENTED = re.compile(r"(?:[ \t>]*\n)*(?:>[ \t]?)*(?: {2,}|\t)\S")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[^`\n]*\n")
_END_OF_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[ \t]*$\n?", re.MULTILINE)
_MARGIN = re.compile(r"((?: {0,3}> ?)*)([ \t]*)([^\n]*)")
# Below such a line indented text belongs to it: a list item, a definition, a footnote.
_HOLDER = re.compile(r"(?:[-*+:]|\d+[.)]|\[\^[^\]\n]+\]:)(?:\s|$)")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d+[.)])[ \t]")
_HEADING = re.compile(r"#{1,6}[ \t].*|[-=*_ ]+")
# What is left of a line that held only a comment: an empty item or heading is not printed.
_RESIDUE = re.compile(r"((?:>[ \t]*)*)(?:[-*+:]|\d+[.)]|#{1,6})?")
# Private-use code points: there are more of them than a file can hold.
_UNASSIGNED = range(0x40000, 0xE0000)

_NOT_CLOSED = ("a comment is not closed", "close it with -->")
_NESTED = ("a comment within a comment", "close the first one, or take the inner one out")
_CROSSED = (
    "a comment that begins in code and ends outside it",
    "mind the backticks around it, or take it out",
)
_APOSTROPHES = (
    "a comment between two backticks, one of them within a word",
    "write apostrophes as ', or leave a space on the outer sides of code",
)
_LIKE_CODE = (
    "a comment that is indented like code, and would be shown",
    "begin it at the start of the line; to show it, put it between lines of ```",
)
_EMPTY_ITEM = (
    "an item of a list that begins with nothing but a comment",
    "begin it with its words, and put the comment behind them",
)
_NO_COMMENT = ("`<!` that begins no comment", r"write `<!-- … -->`, or `\<!` to show it")
_QUESTION = ("`<?` is not closed", r"close it with ?>, or write `\<?` to show it")
_INSTRUCTION = (
    "`<? … ?>` is for programs, and is not shown",
    r"take it out, or write `\<?` to show it",
    Gravity.CARE,
)
_CDATA = (
    "`<![CDATA[` in the body: readers do not see what stands in it",
    "take it out, or show it as `code`",
)


class Flaw(Struct, frozen=True):
    """What is wrong with a comment. position: where it begins in the text as written."""

    position: int
    what: str
    mend: str
    gravity: Gravity = Gravity.WRONG


class Cleaned(Struct, frozen=True):
    """A text without its comments.

    lost: for each line end that went with a comment, the position in `text` where it stood.
    opener: the letter that replaces each `<!--` in code in `text`, "" if there is none.
    """

    text: str
    lost: tuple[int, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    opener: str = ""


def clean_body(text: str) -> Cleaned:
    """Take the comments out of a Markdown body."""
    if not _HIDDEN.search(text):  # as nearly always
        return Cleaned(text)
    used = set(text)
    opener = next(letter for letter in map(chr, _UNASSIGNED) if letter not in used)
    page = _Page()
    scribe = Scribe(text, opener, "&lt;")
    _copy_body(scribe, page)
    cleaned = "".join(page.printed)
    is_used = opener in cleaned
    return Cleaned(cleaned, tuple(page.lost), tuple(scribe.flaws), opener if is_used else "")


def clean_value(text: str) -> Cleaned:
    """Take the comments out of a text of front matter, such as a caption."""
    if not _HIDDEN.search(text):
        return Cleaned(text)
    scribe = Scribe(text, _OPENS, "<")
    line = scribe.line(0, is_all_one=True)
    return Cleaned("".join(line.pieces), flaws=tuple(scribe.flaws))


def _copy_body(scribe: Scribe, page: _Page) -> None:
    margin, at, in_code = Margin(), 0, False
    while at < len(scribe.text):
        code_ends = scribe.end_of_fence(at)
        margin = Margin() if code_ends else margin
        code_ends = code_ends or margin.end_of_code(scribe.text, at)
        if code_ends:
            code = scribe.code(at, code_ends)
            if not in_code and scribe.text[at:code_ends].lstrip(" \t>").startswith(_OPENS):
                scribe.flaws.append(Flaw(scribe.text.index(_OPENS, at), *_LIKE_CODE))
                code = "\n" * code.count("\n")
            page.print_code(code)
            at, in_code = code_ends, True
            continue
        in_code = in_code and scribe.is_blank(at)
        line = scribe.line(at)
        is_something = page.print(line, ends="\n" if scribe.text[line.end - 1] == "\n" else "")
        if not is_something and line.holds_item and scribe.is_followed_by_indented(line.end):
            scribe.flaws.append(Flaw(scribe.text.index(_OPENS, at), *_EMPTY_ITEM))
        margin = margin.below(scribe.text, at) if is_something else replace(margin, is_free=True)
        at = line.end
    page.print_waiting()


@dataclass
class _Line:
    """What is left of a line; a comment or code over several lines joins them into one.

    lost: for each line end that went with a comment, how much of the line stands before it.
    end: where the next line begins in the text as written.
    """

    pieces: list[str] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    length: int = 0
    end: int = 0
    is_cut: bool = False

    @property
    def holds_item(self) -> bool:
        """Whether it begins an item of a list, or a definition."""
        return _HOLDER.match("".join(self.pieces).lstrip(" \t>")) is not None

    @property
    def ends_blank(self) -> bool:
        return not self.pieces or self.pieces[-1][-1] in " \t\n"

    @property
    def ends_opening(self) -> bool:
        return bool(_OPENING.search(self.pieces[-1][-20:]))

    def add(self, piece: str) -> None:
        if piece:
            self.pieces.append(piece)
            self.length += len(piece)

    def trim(self) -> None:
        """Remove the blanks at the end."""
        while self.ends_blank and self.pieces:
            last = self.pieces.pop()
            self.length -= len(last)
            self.add(last.rstrip(" \t\n"))


@dataclass
class Scribe:
    """Copies a text without its comments.

    opener: what is copied for `<!--` in code. escaped: what is copied for the `<` of a `<!--` after
    a backslash. crossing: where a comment began in code and did not end in it.
    """

    text: str
    opener: str
    escaped: str
    flaws: list[Flaw] = field(default_factory=list)
    crossing: int | None = None
    end_of_block: int = -1

    def line(self, at: int, *, is_all_one: bool = False) -> _Line:
        """Copy from a position to the end of the line or, with `is_all_one`, of the text."""
        line, text = _Line(), self.text
        while mark := _MARK.search(text, at):
            start, found = mark.span()[0], mark.group()
            line.add(text[at:start])
            at = mark.end()
            if found == "\n" and not is_all_one:
                line.end = at
                return line
            if found[0] == "<":
                at = self._cut(line, start, self._end_of_hidden(start, found))
            elif found[0] == "`":
                at = self.end_of_span(mark)
                self._report_apostrophes(start, at)
                line.add(self.code(start, at))
            else:
                line.add(self._shown(start, found))
        line.add(text[at:])
        line.end = len(text)
        return line

    def code(self, start: int, end: int) -> str:
        """Copy code, in which a comment is text."""
        written = self.text[start:end]
        opens, closes = written.rfind(_OPENS), written.rfind(_CLOSES)
        if opens != closes:  # only one of the two occurs
            self.crossing = start + opens if opens > closes else None
        return written.replace(_OPENS, self.opener)

    def is_blank(self, at: int) -> bool:
        """Say whether the line at a position is empty but for white space."""
        return _BLANK_LINE.match(self.text, at) is not None

    def is_followed_by_indented(self, at: int) -> bool:
        """Say whether what follows is indented, and so belongs to the line above."""
        return _INDENTED.match(self.text, at) is not None

    def end_of_fence(self, at: int) -> int:
        """Return where fenced code ends that begins with this line, 0 where none does."""
        found = _FENCE.match(self.text, at)
        if found is None:
            return 0
        ends = self._ends_of_fences.get(found[1], [])
        nearest = bisect_left(ends, (found.end(),))
        return ends[nearest][1] if nearest < len(ends) else 0

    @cached_property
    def _ends_of_fences(self) -> dict[str, list[tuple[int, int]]]:
        """Where each line that can close a fence begins and ends, by its marks."""
        found: dict[str, list[tuple[int, int]]] = {}
        for end in _END_OF_FENCE.finditer(self.text):
            found.setdefault(end[1], []).append(end.span())
        return found

    def _report_apostrophes(self, start: int, end: int) -> None:
        """Report a comment between two backticks that the writer may have meant as apostrophes.

        To Markdown it is code; the text alone cannot tell which was meant.
        """
        opens = self.text.find(_OPENS, start, end)
        around = self.text[max(0, start - 1) : start] + self.text[end : end + 1]
        if opens >= 0 and any(map(str.isalnum, around)):
            self.flaws.append(Flaw(opens, *_APOSTROPHES))

    def _shown(self, start: int, found: str) -> str:
        if found == "\\<":
            return self.escaped
        if found == _CLOSES and self.crossing is not None:
            self.flaws.append(Flaw(self.crossing, *_CROSSED))
            self.crossing = None
        return found

    def _end_of_hidden(self, start: int, found: str) -> int:
        """Return where what is hidden ends: a comment, an instruction or a declaration."""
        text = self.text
        if found == "<!":
            declaration = _DECLARATION.match(text, start)
            if declaration:
                return declaration.end()
            what = _CDATA if text.startswith("<![CDATA[", start) else _NO_COMMENT
            self.flaws.append(Flaw(start, *what))
            return start + len(found)
        closes = _CLOSES if found == _OPENS else "?>"
        end = text.find(closes, start + len(found))
        if end < 0:
            self.flaws.append(Flaw(start, *(_NOT_CLOSED if found == _OPENS else _QUESTION)))
            return len(text)
        if found == _OPENS:
            self.crossing = None
            if text.find(_OPENS, start + len(found), end) >= 0:
                self.flaws.append(Flaw(start, *_NESTED))
        else:
            self.flaws.append(Flaw(start, *_INSTRUCTION))
        return end + len(closes)

    def _cut(self, line: _Line, start: int, end: int) -> int:
        """Skip what is hidden, and surplus blanks around it; return where the text goes on."""
        text = self.text
        line.is_cut = True
        line.lost += [line.length] * text.count("\n", start, end)
        blanks = _BLANKS.match(text, end)
        behind = blanks.end() if blanks else end
        if behind == len(text) or text[behind] == "\n":
            line.trim()  # two blanks at the end would be a line break
            if line.pieces and behind - end > 1:  # which was written behind the comment
                line.add(text[end:behind])
            return behind
        if behind == end and _CLOSING.match(text, end):
            line.trim()  # `**bold <!-- … -->**` would else be no bold, with a blank before its end
            return end
        return behind if line.ends_blank or line.ends_opening else end

    def end_of_span(self, mark: re.Match[str]) -> int:
        """Return where a code span ends; if its backticks begin none, where these end."""
        if self.end_of_block < mark.end():
            found = _EMPTY_LINE.search(self.text, mark.end())
            self.end_of_block = found.start() if found else len(self.text)
        for ticks in _TICKS.finditer(self.text, mark.end(), self.end_of_block):
            if len(ticks.group()) == len(mark.group()):
                return ticks.end()
        return mark.end()


@dataclass
class _Page:
    """The output of a body, line by line.

    waiting: lines that held only comments, each as the number of lost line ends, and its own line
    end. They divide paragraphs as empty lines do, but not items of a list or rows of a table.
    """

    printed: list[str] = field(default_factory=list)
    length: int = 0
    lost: list[int] = field(default_factory=list)
    last: str = ""
    waiting: list[tuple[int, str]] = field(default_factory=list)

    def print(self, line: _Line, ends: str) -> bool:
        """Print a line, and say whether comments have left anything of it."""
        text = "".join(line.pieces)
        residue = _RESIDUE.fullmatch(text.strip()) if line.is_cut else None
        text = residue[1].rstrip() if residue else text
        if residue and not text:
            self.waiting.append((len(line.lost), ends))
            return False
        is_one_too_many = bool(self.waiting) and _are_empty(self.last, text)
        self.print_waiting(text)
        if is_one_too_many:
            self.lost += [self.length] * (len(line.lost) + len(ends))
            return True
        self.lost += [self.length + min(before, len(text)) for before in line.lost]
        self._put(text + ends)
        self.last = text
        return True

    def print_code(self, code: str) -> None:
        self.print_waiting()
        self._put(code)
        self.last = "code"

    def print_waiting(self, following: str = "") -> None:
        is_kept = not (_are_empty(self.last, following) or _belong_together(self.last, following))
        for lost, ends in self.waiting:
            self.lost += [self.length] * (lost if is_kept else lost + len(ends))
            self._put(ends if is_kept else "")
        self.waiting.clear()

    def _put(self, text: str) -> None:
        self.printed.append(text)
        self.length += len(text)


def _are_empty(line: str, following: str) -> bool:
    """Say whether both lines are empty: two empty lines in a row would end a footnote."""
    return not line.strip() and not following.strip()


def _belong_together(line: str, following: str) -> bool:
    """Say whether two lines are items of a list, or rows of a table."""
    if "|" in line and "|" in following:
        return True
    return bool(_ITEM.match(line) and _ITEM.match(following))


@dataclass(frozen=True)
class Margin:
    """How far a line must be indented to be code.

    code_from: in columns. is_free: whether no paragraph is open that the line would continue.
    quote: how deep the last line was nested in quotations.
    """

    code_from: int = 4
    is_free: bool = True
    quote: int = 0

    def end_of_code(self, text: str, at: int) -> int:
        """Return where a line of indented code ends, 0 where it is none."""
        margin, width, words = self._beside(text, at)
        if not words or width < margin.code_from or not margin.is_free:
            return 0
        return text.find("\n", at) + 1 or len(text)

    def below(self, text: str, at: int) -> Margin:
        """Return the margin below a line that is no code."""
        margin, width, words = self._beside(text, at)
        if not words:
            return replace(margin, is_free=True)
        code_from = margin.code_from
        if _HOLDER.match(words):
            code_from = (width // 4 + 2) * 4
        elif margin.is_free:
            code_from = (width // 4 + 1) * 4
        return replace(margin, code_from=code_from, is_free=bool(_HEADING.fullmatch(words)))

    def _beside(self, text: str, at: int) -> tuple[Margin, int, str]:
        """Return the margin in the quotation of a line, its own indentation, and its words."""
        found = _MARGIN.match(text, at)
        quote, blanks, words = found.groups() if found else ("", "", "")
        depth = quote.count(">")
        margin = self if depth == self.quote else Margin(quote=depth)
        return margin, len(blanks.expandtabs(4)), words.strip()
