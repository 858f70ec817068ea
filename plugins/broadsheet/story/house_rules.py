"""House rules: where Python-Markdown reads what people type otherwise than they mean it.

What they know of Markdown, they know from GitHub: struck words, lists below a paragraph, bare
addresses and more are read as there, and `==marked==` words besides. On the other hand
Python-Markdown makes a heading of each line that begins with `#`, an attribute list of each brace
behind a heading or behind emphasis, and ids of headings in ASCII alone. The rules here are those of
https://spec.commonmark.org/0.31.2/#atx-headings but for headings without words, which stay text.
Imported with the first printer, as Markdown is.
"""

from __future__ import annotations

import re
import unicodedata
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.md_in_html import HtmlBlockPreprocessor
from markdown.extensions.tables import TableProcessor
from markdown.extensions.toc import TocTreeprocessor, slugify
from markdown.inlinepatterns import (
    BACKTICK_RE,
    BacktickInlineProcessor,
    InlineProcessor,
    SimpleTagInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.util import AtomicString

from broadsheet.story.bare_addresses import BareAddresses
from broadsheet.story.code_fences import CodeFences
from broadsheet.story.interruptions import Interruptions
from broadsheet.story.item_indents import ItemIndents
from broadsheet.story.loose_notes import NoteIds
from broadsheet.story.markdown_in_html import Details
from broadsheet.story.mistaken_tags import means_something
from broadsheet.story.numbered_items import NumberedItems
from broadsheet.story.tables import Tables
from broadsheet.story.task_items import TaskItems
from broadsheet.words.translating import Words

# What may be set in braces without a colon before it: a class, an id, and these of HTML's.
# https://html.spec.whatwg.org/multipage/dom.html#global-attributes
_NAMES = (
    "abbr|alt|cite|class|colspan|credit|datetime|dir|download|headers|height|hreflang|id|lang|"
    "loading|markdown|poster|rel|role|rowspan|scope|start|target|title|translate|type|value|width|"
    r"(?:aria|data)-[\w-]+"
)
_QUOTED = r""""[^"\n]*"|'[^'\n]*'"""
_ATTRIBUTE = rf"""(?:[.#][^\s.#={{}}"'][^\s={{}}"']*|(?:{_NAMES})=(?:{_QUOTED}|[^\s"'{{}}=]+))"""
_LIST = (
    rf"\{{(?=:|[ ]*{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*[ ]*\}})"
    rf"""(?::[ ]*|[ ]*)((?:[^{{}}\n"' :]|{_QUOTED})(?:[^{{}}\n"']|{_QUOTED})*)\}}"""
)
# One that is left over: behind words, or behind the sign that ends them. To ask for its
# brace first is four times faster.
_LEFT_OVER = re.compile(rf"(?=\{{)(?:(?<!\S)|(?<=[.!?\"'”’)])){_LIST}")
# A word of a list without a value: what has one is put aside by the first half.
_WORD_IN_LIST = re.compile(rf"""[^\s={{}}"']+=(?:{_QUOTED}|\S+)|([^\s={{}}]+)""")
_CLOSED = re.compile(rf"(?:^|[ \t]+)#+[ \t]*((?:[ ]{_LIST})?)[ \t]*$")
_SIGN_AT_END = re.compile(rf"(?<!\\)#(?=#*(?:[ \t]+{_LIST})?$)")


# Letters of scripts that have spaces between words: `x==1 and y==2` marks nothing.
_IN_WORD = "[^\\W\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff]"
_STRUCK = r"(~~(?<!~~~))(?![~\s])(.{1,5000}?)(?<![~\s])~~(?!~)"
_MARKED = rf"(==(?<!===)(?<!{_IN_WORD}==))(?![=\s])(.{{1,5000}}?)(?<![=\s])==(?!=|{_IN_WORD})"
# A single hyphen only where it would become a dash.
_RUN = r"\\(-{2,3}(?!-)|(?<=\s\\)-(?=\s)|\.\.\.)"
_SIGNS = "<~=:@$"
# Markdown's own; to ask for its signs first is four times faster.
_CODE = rf"(?=[\\`]){BACKTICK_RE}"


def read_signs(md: Markdown) -> None:
    """Have a printer read the signs within a line that people know from elsewhere.

    Those are struck and marked words, bare addresses, a break behind a backslash, and signs and
    runs of hyphens or dots behind one, which Markdown's own escape forgets.
    """
    md.ESCAPED_CHARS.extend(_SIGNS)
    patterns = md.inlinePatterns
    patterns.register(BacktickInlineProcessor(_CODE), "backtick", 190)
    patterns.register(_EscapedRun(_RUN, md), "escaped_run", 181)
    patterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 185)
    patterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "struck", 88)
    patterns.register(SimpleTagInlineProcessor(_MARKED, "mark"), "marked", 87)
    patterns.register(BareAddresses(md), "bare_addresses", 86)


class HouseRules(Extension):
    """Puts the house rules in the place of Python-Markdown's own, as far as these are in use."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Replace the processors of headings, lists, code and attribute lists; add signs."""
        read_signs(md)
        md.treeprocessors.register(TaskItems(md, self._words), "task_items", 25)
        md.treeprocessors.register(NoteIds(md), "note_ids", 1)
        blocks = md.parser.blockprocessors
        blocks.register(Interruptions(md.parser), "interruptions", 96)
        blocks.register(NumberedItems(md.parser, blocks["olist"]), "numbered_items", 41)
        if "table" in blocks and isinstance(tables := blocks["table"], TableProcessor):
            config = tables.config  # type: ignore[attr-defined]  # the stubs leave it out
            blocks.register(Tables(md.parser, config), "table", 75)
        before = md.preprocessors
        if "fenced_code_block" in before:
            reader = before["fenced_code_block"]
            if isinstance(reader, FencedBlockPreprocessor):
                before.register(CodeFences(md, reader), "code_fences", 26)
        if isinstance(before["html_block"], HtmlBlockPreprocessor):
            before.register(Details(md), "details", 23)
        blocks.register(Headings(md.parser), "hashheader", 70)
        blocks.register(ItemIndents(md.parser), "item_indents", 95)
        if "attr_list" in md.treeprocessors:
            md.treeprocessors.register(AttributeLists(md), "attr_list", 8)
        if "toc" in md.treeprocessors:
            contents = md.treeprocessors["toc"]
            if isinstance(contents, TocTreeprocessor) and contents.slugify is slugify:
                contents.slugify = words_of_id


class Headings(BlockProcessor):
    """Headings: up to six `#`, a space and words; closing signs have a space before them."""

    _LINE = re.compile(r"^ {0,3}(#{1,6})[ \t]+([^\n]*[^\s#][^\n]*)$", re.MULTILINE)

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a line of the block is a heading."""
        return self._LINE.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the first heading of a block; what follows it is a block of its own."""
        block = blocks.pop(0)
        found = self._LINE.search(block)
        if found is None:
            return
        before, after = block[: found.start()].rstrip("\n"), block[found.end() + 1 :]
        if before:
            self.parser.parseBlocks(parent, [before])
        heading = SubElement(parent, f"h{len(found[1])}")
        # An attribute list would take the `#` before it for a closing sign: `## C# {.own-x}`.
        heading.text = _SIGN_AT_END.sub(r"\#", _CLOSED.sub(r"\1", found[2].strip()))
        if after:
            is_loose = self.parser.state.isstate("looselist")
            blocks.insert(0, self.looseDetab(after) if is_loose else after)


class AttributeLists(AttrListTreeprocessor):
    """Attribute lists: those that begin with `:`, or hold attributes alone; other braces stay.

    mistaken: those of the last text that hold words that mean nothing, with the first of these.
    idle: those that belong to nothing, and so are shown. parted: those that a space parts from
    their picture, with that space.
    """

    # The stubs of types call them final; Python-Markdown does not.
    HEADER_RE = re.compile(rf"[ ]+{_LIST}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_LIST}")  # type: ignore[misc]

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.mistaken: dict[str, str] = {}
        self.idle: list[str] = []
        self.parted: list[str] = []

    def run(self, doc: Element) -> None:
        """Set the attributes of a text, and keep the lists that are left in it."""
        super().run(doc)
        for tag in doc.iter():
            for text in (tag.text, tag.tail):
                if text and not isinstance(text, AtomicString):
                    for found in _LEFT_OVER.finditer(text):
                        if found[1].strip() not in self.mistaken:
                            self._keep(tag, text, found)

    def _keep(self, tag: Element, text: str, left: re.Match[str]) -> None:
        """Keep a list that is left in the text of a tag, or behind it."""
        space = text[: left.start()]
        is_parted = text is tag.tail and space.strip(" \t") == "" and _is_picture(tag)
        if is_parted:
            self.parted.append(space + left[0])
        else:
            self.idle.append(left[0])

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        """Set the attributes; none if words are among them that are no attributes."""
        words = filter(None, _WORD_IN_LIST.findall(attrs_string))
        lost = [word for word in words if word[:1] not in ".#" and not means_something(word)]
        if not lost:
            return super().assign_attrs(elem, attrs_string, strict=strict)
        self.mistaken.setdefault(attrs_string.strip(), lost[0])
        return ""


def _is_picture(tag: Element) -> bool:
    """Say whether a tag is a picture, linked or not."""
    return tag.tag == "img" or (tag.tag == "a" and not tag.text and [e.tag for e in tag] == ["img"])


class _EscapedRun(InlineProcessor):
    """Makes an element of which no sign changes."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Return the signs without their backslash."""
        kept = Element("span", {"translate": "no"})
        kept.text = AtomicString(m.group(1))
        return kept, m.start(0), m.end(0)


def words_of_id(value: str, separator: str) -> str:
    """Return the id of a heading: its words in their own script, in small letters.

    A heading without a letter, a mark or a digit is named by the code points of its signs.
    """
    text = unicodedata.normalize("NFC", value).lower()
    kept = "".join(letter if _is_of_words(letter) else "" for letter in text).strip()
    words = re.sub(rf"[\s{re.escape(separator)}]+", separator, kept)
    return words.strip(separator) or separator.join(
        f"u{ord(sign):x}" for sign in text.split(" ")[0]
    )


def _is_of_words(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN" or letter in "-_" or letter.isspace()
