"""Markdown in HTML: read within `<details>`, told within any other block of HTML.

Python-Markdown shows what stands within a block of HTML as it is written, unless a `markdown="1"`
in the tag says otherwise. People expect it to be read in the one block that Markdown has no sign
for. Imported with the first printer, as Markdown is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import dedent

from markdown.preprocessors import Preprocessor

from broadsheet.reporting.faults import Gravity
from broadsheet.story.markup import LooseEnd

_DETAILS = re.compile(r"(?:^ {0,3}(?=<details))?<(/?)details\b[^>]*>", re.IGNORECASE | re.MULTILINE)
_UNSAID = re.compile(r"<(details|summary)(?=[\s>])(?![^>]*\bmarkdown\b)", re.IGNORECASE)
_BLOCK = re.compile(r"<(?!(?:pre|script|style|textarea)\b)([a-z][a-z0-9]*)\b[^>]*>", re.IGNORECASE)
_NO_PROSE = re.compile(
    r"<(pre|code|kbd|samp|script|style|textarea)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL
)
_SIGNS = re.compile(
    r"\*\*[^\s*][^*\n]*\*\*|!?\[[^\[\]\n]+\]\((?:https?:|mailto:|[/{#])[^()\s]*\)"
    r"|^ {0,3}#{2,6} [^\n]+",
    re.MULTILINE,
)


class Details(Preprocessor):
    """Has the words and the summary of `<details>` read as Markdown."""

    def run(self, lines: list[str]) -> list[str]:
        """Say so in the tags; what is indented to show that it stands within is no code."""
        text = "\n".join(lines)
        if "<details" not in text.lower():
            return lines
        return "".join(_pieces(text)).split("\n")


def _pieces(text: str) -> Iterator[str]:
    """Yield a text with its outermost details said to be Markdown."""
    depth, start, end = 0, 0, 0
    for tag in _DETAILS.finditer(text):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            begins_line = start == 0 or text[start - 1] == "\n"
            if depth == 0 and begins_line:
                yield text[end:start]
                yield _to_be_read(text[start : tag.end()])
                end = tag.end()
    yield text[end:]


def _to_be_read(details: str) -> str:
    first, line_end, rest = details.lstrip(" ").partition("\n")
    inside, begin_of_end, end = rest.rpartition("<")
    inner = "".join(_pieces(dedent(inside)))
    return _UNSAID.sub(_said, first + line_end + inner + begin_of_end + end)


def _said(tag: re.Match[str]) -> str:
    return f'{tag[0]} markdown="{"1" if tag[1].lower() == "details" else "span"}"'


def unread(blocks: Sequence[object]) -> Iterator[LooseEnd]:
    """Yield the first sign of Markdown in each block of HTML, which is shown as it stands."""
    for block in blocks:
        begin = _BLOCK.match(block) if isinstance(block, str) else None
        if begin is None:
            continue
        found = _SIGNS.search(_NO_PROSE.sub("", begin.string))
        if found:
            written = found[0].strip()
            what = f"`{written}` is shown as it stands within `<{begin[1]}>`"
            mend = f'write `<{begin[1]} markdown="1">`, or HTML'
            yield LooseEnd(written, what, mend, gravity=Gravity.ADVICE)
