"""Texts: an article or a page while it is edited."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder import ParserRejectedMarkup
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from pelican.contents import Article

from broadsheet.in_pelican.likeness import Likeness
from broadsheet.in_pelican.showing import Block, Figure, Showing, Slots
from broadsheet.in_pelican.source import line_of_key, read_source
from broadsheet.reporting.faults import Fault
from broadsheet.story.front_matter import Source
from broadsheet.story.slots import token_of

_SLOT = "data-slot"


class _AsWritten(HTMLFormatter):
    """Prints a tree with its attributes in their order."""

    def attributes(self, tag: Tag) -> Iterable[tuple[str, Any]]:
        return tag.attrs.items()


_AS_WRITTEN = _AsWritten(entity_substitution=EntitySubstitution.substitute_xml)


def markup(tag: Tag) -> str:
    """Return the HTML of an element."""
    return str(tag.decode(formatter=_AS_WRITTEN))


class Text:
    """The text of an article or a page of Pelican's, and what is reported of it.

    path: its file, relative to the content folder. html: as the reader made it. reasons: what was
    done with it and why, for a log that says more.
    """

    def __init__(self, content: Any) -> None:
        self.content = content
        self.path: str = content.get_relative_source_path()
        self.html: str = content._content or ""
        self.faults: list[Fault] = []
        self.reasons: list[str] = []
        self.is_changed = False
        self._token = token_of(self.html)
        self._slots: list[Block | Figure] = []
        self._behind: list[Block] = []

    @property
    def is_article(self) -> bool:
        """Whether it is an article, and no page."""
        return isinstance(self.content, Article)

    @cached_property
    def source(self) -> Source:
        """The file as its author wrote it."""
        return read_source(Path(self.content.source_path), self.path)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """Its HTML, to be changed; empty, with a fault, where it cannot be parsed."""
        with warnings.catch_warnings():
            # Of short texts that look like an address, and of XML: this is neither.
            warnings.simplefilter("ignore")
            try:
                # html.parser adds nothing to what it is given and moves nothing in it.
                return BeautifulSoup(
                    self.html,
                    "html.parser",
                    multi_valued_attributes=None,
                    on_duplicate_attribute="ignore",
                )
            except ParserRejectedMarkup:
                start = self.source.body.find("<![")
                line = self.source.line_at(start) if start >= 0 else 0
                self.report(
                    Fault(
                        self.path, line, "`<![` that begins no CDATA", "take it out", kind="markup"
                    )
                )
                return BeautifulSoup("", "html.parser")

    def likeness(self) -> Likeness:
        """Return the tree for decisions, of the HTML as it is now."""
        return Likeness(self.soup)

    def said(self, key: str) -> str | None:
        """Return what the article's metadata say under a key, in one line; None for nothing."""
        value = self.content.metadata.get(key)
        if isinstance(value, (list, tuple)):
            line = self.line(key)
            self.report(
                Fault(
                    self.path,
                    line,
                    f"`{key}` has more than one value",
                    "keep one",
                    kind="front-matter",
                )
            )
            value = value[0] if value else None
        return " ".join(str(value or "").split()) or None

    def line(self, *keys: str) -> int:
        """Return the line of metadata, by any of its names; 0 where the file does not say it."""
        return line_of_key(self.source, *keys)

    def report(self, fault: Fault) -> None:
        """Report a fault."""
        self.faults.append(fault)

    def hold(self, slot: Block | Figure) -> Tag:
        """Return an element to put where a slot shall be. It counts as a figure, not as text."""
        self.is_changed = True
        self._slots.append(slot)
        return self.soup.new_tag("figure", attrs={_SLOT: f"{self._token}-{len(self._slots) - 1}"})

    def add_behind(self, block: Block) -> None:
        """Put a block behind everything."""
        self._behind.append(block)

    def close(self) -> None:
        """Give the article its new text, and say where it is shown with its blocks."""
        slots = Slots(self._token, tuple(self._slots))
        if self.is_changed:
            printed = markup(self.soup)
            held = rf'<figure {_SLOT}="({self._token}-\d+)"></figure>'
            self.content._content = slots.with_figures(re.sub(held, r"<!--\1-->", printed))
        if self._slots or self._behind:
            Showing(self.content, slots, tuple(self._behind)).take_over()
