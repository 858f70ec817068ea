"""Pictures in Markdown: keeps what Python-Markdown would lose of the words below them.

It reads the title of an image after links have been taken out of it, and puts back but the words
of these: emphasis, code and entities within a link leave a mark of its own. And in a figure that
says `markdown="1"` it reads all but the `<figcaption>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import markdown
from markdown.extensions.md_in_html import HtmlBlockPreprocessor
from markdown.preprocessors import Preprocessor

_IMAGES = ("image_link", "image_reference", "short_image_ref")
_FIGURE = re.compile(
    r"^ {0,3}<figure\b[^>]*\bmarkdown(?:\s*=\s*[\"']?(?:1|block|markdown)[\"']?)?(?=[\s>])[^>]*>"
    r".*?</figure\s*>",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_CAPTION = re.compile(r"<figcaption\b(?![^>]*\bmarkdown\b)", re.IGNORECASE)
# Behind code in fences, which shows what is written, and before HTML.
_PRIORITY = 22


def keep_words_of_pictures(printer: markdown.Markdown) -> None:
    """Have a printer keep the words of titles, and read the captions of figures."""
    for name in _IMAGES:
        if name in printer.inlinePatterns:
            pattern = printer.inlinePatterns[name]
            pattern.unescape = _wholly(pattern.unescape)  # type: ignore[assignment,method-assign]  # a method of this one object
    if isinstance(printer.preprocessors["html_block"], HtmlBlockPreprocessor):
        printer.preprocessors.register(_FigureCaptions(printer), "figure_captions", _PRIORITY)


def _wholly(unescape: Callable[[str], str]) -> Callable[[str], str]:
    """Return what puts back also what stands in what was put back."""

    def unescape_wholly(text: str) -> str:
        while (found := unescape(text)) != text:
            text = found
        return text

    return unescape_wholly


class _FigureCaptions(Preprocessor):
    """Has the caption of a figure read as Markdown where the figure is."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "<figcaption" not in text.lower():
            return lines
        return _FIGURE.sub(_with_markdown, text).split("\n")


def _with_markdown(figure: re.Match[str]) -> str:
    return _CAPTION.sub('<figcaption markdown="span"', figure[0])
