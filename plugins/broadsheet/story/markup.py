"""Markdown to HTML: whole bodies, and the inline Markdown of captions and corrections.

Markdown itself is imported when the first printer is made: a build without new stories needs none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.faults import Gravity, in_words, setting_fault
from broadsheet.story.nesting import nests_too_deep
from broadsheet.words.translating import Words

if TYPE_CHECKING:
    import markdown

    from broadsheet.story.loose_ends import LooseEndsOfLine

Settings = Mapping[str, Any]

# What Python-Markdown puts in the place of what it has read, and always takes out, but for faults.
_LEFT_OVER = re.compile("\x02?(?:klzzwxh|wzxhzdk):[0-9]*\x03?|[\x02\x03]")


class LooseEnd(Struct, frozen=True):
    """A note, a reference, a link or another sign of which Markdown cannot make what is meant.

    written: the text in which it stands. is_second: whether its second occurrence is meant. line:
    what is known of the line around it, and before: how much of that stands before it; the same
    signs may be right elsewhere.
    """

    written: str
    what: str
    mend: str
    is_second: bool = False
    gravity: Gravity = Gravity.CARE
    line: str = ""
    before: int = 0

    def place_in(self, text: str) -> int:
        """Return where it stands in a text, -1 where it does not stand so."""
        if self.line and (begins := text.find(self.line)) >= 0:
            return begins + self.before
        place = text.find(self.written)
        return text.find(self.written, place + 1) if self.is_second and place >= 0 else place


@dataclass(frozen=True)
class Printed:
    """The HTML of a text, and what in it leads nowhere."""

    html: str
    loose_ends: tuple[LooseEnd, ...]


class MarkdownPrinter:
    """Turns Markdown into HTML as Pelican's MARKDOWN setting says; one for each process."""

    def __init__(self, settings: Settings, words: Words) -> None:
        self._settings, self._words = settings, words
        self._begin()

    def _begin(self) -> None:
        """Make what prints bodies and lines."""
        from broadsheet.story.house_rules import HouseRules
        from broadsheet.story.loose_ends import LooseEnds, LooseEndsOfLine
        from broadsheet.story.pictures_in_markdown import keep_words_of_pictures

        self._body = _with_extensions(self._settings)
        self._loose_ends = LooseEnds()
        self._body.registerExtensions([HouseRules(self._words), self._loose_ends], {})
        keep_words_of_pictures(self._body)
        _translate_footnotes(self._body, self._words)
        # A caption is rendered several times: as plain text, then without its credit.
        self._print_inline = lru_cache(maxsize=256)(
            _inline_printer(_inline_only(), LooseEndsOfLine())
        )

    @contextmanager
    def _begun_anew_after_an_error(self) -> Iterator[None]:
        """Make what prints anew after an error, as of a text that is nested too deep.

        What the error has left within would spoil the next text.
        """
        try:
            yield
        except BaseException:
            self._begin()
            raise

    def body(self, text: str) -> Printed:
        """Return the HTML of a Markdown body, and its loose ends.

        Raises RecursionError for one that nests too deep, as Markdown would after a while.
        """
        if nests_too_deep(text):
            raise RecursionError
        html = self._print_body(text)
        loose_ends = tuple(self._loose_ends.found(text))
        if not _LEFT_OVER.search(html):
            return Printed(html, loose_ends)
        return Printed(_LEFT_OVER.sub("", html), (*loose_ends, self._crossing(text)))

    def _print_body(self, text: str) -> str:
        self._body.reset()
        with self._begun_anew_after_an_error():
            return str(self._body.convert(text))

    def _crossing(self, text: str) -> LooseEnd:
        """Return the fault of emphasis that crosses a tag: Markdown prints its own marks there."""
        blocks = text.split("\n\n")

        def leaks(number: int) -> bool:
            printed = self._print_body("\n\n".join(blocks[: number + 1]))
            return _LEFT_OVER.search(printed) is not None

        block = blocks[min(bisect_left(range(len(blocks)), True, key=leaks), len(blocks) - 1)]
        lines = block.strip("\n").split("\n")
        written = next((line for line in lines if "*" in line or "_" in line), lines[0])
        what = "emphasis that begins within a tag or other emphasis, and ends outside of it"
        mend = "end first what began last, as in `*one <i>two</i> **three** four*`"
        return LooseEnd(written, what, mend, gravity=Gravity.WRONG)

    def inline(self, text: str) -> str:
        """Return the HTML of one line of inline Markdown; any HTML in it is shown as text."""
        return self.line(text).html

    def line(self, text: str) -> Printed:
        """Return the HTML of one line of inline Markdown, as `inline` does, and its loose ends."""
        with self._begun_anew_after_an_error():
            return self._print_inline(" ".join(text.split()))


def _with_extensions(settings: Settings) -> markdown.Markdown:
    """Return Python-Markdown as the settings want it; raise BuildStopped where it cannot be."""
    import markdown

    try:
        return markdown.Markdown(
            extensions=list(settings.get("extensions") or ()),
            extension_configs=dict(settings.get("extension_configs") or {}),
            output_format="html",
        )
    except Exception as error:  # an extension may raise anything
        mend = "correct its name and its configuration, or install it"
        what = f"an extension cannot be loaded: {in_words(error)}"
        raise BuildStopped.by([setting_fault("MARKDOWN.extensions", what, mend)]) from error


def _translate_footnotes(printer: markdown.Markdown, words: Words) -> None:
    """Have the links back from notes speak the paper's language, unless the settings word them."""
    from markdown.extensions.footnotes import FootnoteExtension

    usual = FootnoteExtension().getConfig("BACKLINK_TITLE")
    number = "\N{OBJECT REPLACEMENT CHARACTER}"  # no translation has it
    title = words.translator.gettext("Jump back to footnote %(number)s in the text", number=number)
    title = title.replace("{", "{{").replace("}", "}}").replace(number, "{}")
    for extension in printer.registeredExtensions:
        is_usual = extension.getConfig("BACKLINK_TITLE") == usual
        if isinstance(extension, FootnoteExtension) and is_usual:
            extension.setConfig("BACKLINK_TITLE", title)


def _inline_printer(
    printer: markdown.Markdown, loose_ends: LooseEndsOfLine
) -> Callable[[str], Printed]:
    """Return what prints one line of inline Markdown."""
    printer.registerExtensions([loose_ends], {})

    def print_line(line: str) -> Printed:
        html = str(printer.reset().convert(line))
        return Printed(html.removeprefix("<p>").removesuffix("</p>"), loose_ends.found())

    return print_line


_BLOCKS = ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote")


def _inline_only() -> markdown.Markdown:
    import markdown

    from broadsheet.story.house_rules import read_signs

    printer = markdown.Markdown(output_format="html")
    read_signs(printer)
    printer.preprocessors.deregister("html_block")
    for pattern in ("html", "image_link", "image_reference", "short_image_ref"):
        printer.inlinePatterns.deregister(pattern)
    for block in (*_BLOCKS, "reference"):
        printer.parser.blockprocessors.deregister(block)
    return printer
