"""Showing: adds figures and blocks to an article when Pelican asks for its content or summary.

Figures are part of the text and stand wherever that does. A block, such as a form, stands on the
article's own page alone: lists, archives and feeds show the article without it. Summaries that
Pelican makes of the beginning of a text are made of it as it was, without blocks and without the
words of captions.
"""

from __future__ import annotations

from contextlib import suppress
from enum import Enum
from typing import Any

from msgspec import Struct

SITE_URL = "{{site}}"
"""Stands in the addresses of blocks for that of the site, which may differ from page to page."""


class Block(Struct, frozen=True):
    """What stands on the article's own page alone."""

    html: str


class Figure(Struct, frozen=True):
    """What stands in the text; instead: what summaries show there."""

    html: str
    instead: str


class Slots(Struct, frozen=True):
    """The slots of a text. A comment with the token, which is none of its words, holds each."""

    token: str
    slots: tuple[Block | Figure, ...]

    def with_figures(self, html: str) -> str:
        """Return a text with its figures; the places of blocks stay."""
        for number, slot in enumerate(self.slots):
            if isinstance(slot, Figure):
                html = html.replace(self._place(number), slot.html)
        return html

    def with_blocks(self, html: str, site_url: str | None) -> str:
        """Return a text with its blocks, or without, where there is no address of the site."""
        for number, slot in enumerate(self.slots):
            if isinstance(slot, Block):
                block = "" if site_url is None else at_home(slot, site_url)
                html = html.replace(self._place(number), block)
        return html

    def without_figures(self, html: str) -> str:
        """Return a text with what summaries show instead of figures."""
        for slot in self.slots:
            if isinstance(slot, Figure):
                html = html.replace(slot.html, slot.instead, 1)
        return html

    def _place(self, number: int) -> str:
        return f"<!--{self.token}-{number}-->"


def at_home(block: Block, site_url: str) -> str:
    """Return the HTML of a block with the addresses of the site as a page needs them."""
    return block.html.replace(SITE_URL, site_url.rstrip("/"))


class _View(Enum):
    PAGE = "its own page"
    ELSEWHERE = "lists and feeds"
    SUMMARY = "a summary"


class Showing:
    """How one article is shown; it answers in the place of Pelican's own methods.

    A draft is shown nowhere but on its own page, of which Pelican gives no sign.
    """

    def __init__(self, content: Any, slots: Slots, behind: tuple[Block, ...]) -> None:
        self._content = content
        self._slots = slots
        self._behind = behind
        self._summary = content.get_summary
        self._view = self._usual = _View.PAGE if content.status == "draft" else _View.ELSEWHERE
        self._shown: dict[tuple[str, str, _View], str] = {}

    def take_over(self) -> None:
        """Answer for the article from now on."""
        with suppress(AttributeError):  # what Pelican remembers of the text as it was
            self._summary.cache.pop((self._content, self._content.get_siteurl()), None)
        self._content.showing = self
        self._content.get_content = self.content
        self._content.get_summary = self.summary

    @property
    def on_its_page(self) -> bool:
        """Whether what is asked for now stands on the article's own page."""
        return self._view is _View.PAGE

    @on_its_page.setter
    def on_its_page(self, value: bool) -> None:
        self._view = _View.PAGE if value else self._usual

    def content(self, site_url: str) -> str:
        """Return the article's HTML, its links finished."""
        # Other plugins may have changed it, or say it in a way of their own.
        own = getattr(self._content, "_get_content", None)
        html = own() if own else self._content._content
        key = (html, site_url, self._view)
        if key not in self._shown:
            self._shown[key] = self._content._update_content(
                self._as_seen(html, site_url), site_url
            )
        return self._shown[key]

    def summary(self, site_url: str) -> str:
        """Return the article's summary."""
        shortened = self._content.settings["SUMMARY_MAX_LENGTH"] is not None
        shortened = shortened or self._content.settings.get("SUMMARY_MAX_PARAGRAPHS") is not None
        # One that is the whole text is to be the same as the text.
        view, self._view = self._view, _View.SUMMARY if shortened else _View.ELSEWHERE
        try:
            return str(self._summary(site_url))
        finally:
            self._view = view

    def _as_seen(self, html: str, site_url: str) -> str:
        if self._view is _View.SUMMARY:
            html = self._slots.without_figures(html)
        if self._view is not _View.PAGE:
            return self._slots.with_blocks(html, None)
        behind = (at_home(block, site_url) for block in self._behind)
        return "\n".join((self._slots.with_blocks(html, site_url), *behind))
