"""Markdown to HTML: whole bodies, and the inline Markdown of captions and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import markdown

Settings = Mapping[str, Any]


class MarkdownPrinter:
    """Turns Markdown into HTML as Pelican's MARKDOWN setting says; one for each process."""

    def __init__(self, settings: Settings) -> None:
        self._body = markdown.Markdown(
            extensions=list(settings.get("extensions") or ()),
            extension_configs=dict(settings.get("extension_configs") or {}),
            output_format="html",
        )
        self._inline = _inline_only()

    def body(self, text: str) -> str:
        """Return the HTML of a Markdown body."""
        self._body.reset()
        return str(self._body.convert(text))

    def inline(self, text: str) -> str:
        """Return the HTML of one line of inline Markdown; any HTML in it is shown as text."""
        self._inline.reset()
        html = str(self._inline.convert(" ".join(text.split())))
        return html.removeprefix("<p>").removesuffix("</p>")


_BLOCKS = ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote")


def _inline_only() -> markdown.Markdown:
    printer = markdown.Markdown(output_format="html")
    printer.preprocessors.deregister("html_block")
    for pattern in ("html", "image_link", "image_reference", "short_image_ref"):
        printer.inlinePatterns.deregister(pattern)
    for block in (*_BLOCKS, "reference"):
        printer.parser.blockprocessors.deregister(block)
    return printer
