"""Plain lines: reports signs of Markdown and HTML in lines that are shown as they stand.

Captions and corrections are Markdown; a headline, a standfirst or a name is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.directions import turns_what_follows
from broadsheet.story.front_matter import Source
from broadsheet.story.mistaken_tags import ELEMENTS
from broadsheet.story.schema_faults import KeyPath, named

_PLAIN: tuple[KeyPath, ...] = (
    *(("title",), ("summary",), ("kicker",), ("dateline",), ("key_facts",)),
    *(("category",), ("tags",), ("authors",), ("name",), ("also",), ("role",), ("image", "alt")),
)
_NOT_IN_WORD = r"(?<![\w*_~`\\])"
# Signs on both sides of words, with neither a letter around them nor a space within:
# `2 * 3 * 4`, `M*A*S*H` and `__init__` are none.
_SIGNED = re.compile(
    rf"{_NOT_IN_WORD}(?P<sign>\*{{1,3}}|~~|_(?!_)|__(?=[^_\n]* )|`(?=[^`\n]*`))(?![\s*_~`])"
    r"(?P<signed>[^*~`\n]+?)(?<![\s_])(?P=sign)(?![\w*_~`])"
)
_LINKED = re.compile(r"!?\[(?P<linked>[^\[\]]+)\]\((?P<address>[^()\s]+)\)")
_HEADED = re.compile(r"\A\s*#{1,6}\s+(?P<headed>\S.*)", re.DOTALL)
_TAGGED = re.compile(
    r"<(?P<tag>[a-z][a-z0-9]*)(?:\s[^<>]*)?>(?P<tagged>.*?)</(?P=tag)\s*>"
    r"|<(?P<void>br|hr|wbr)\s*/?>",
    re.DOTALL | re.IGNORECASE,
)


def printed_signs(source: Source) -> Iterator[Fault]:
    """Report what is meant to be set in a plain line of front matter, and is printed as typed."""
    for keys in _PLAIN:
        value: Any = source.front
        for key in keys:
            value = value.get(str(key)) if isinstance(value, dict) else None
        values = value if isinstance(value, list) else [value]
        yield from dict.fromkeys(
            fault
            for each in values
            if isinstance(each, str)
            for fault in doubts_about_line(source, keys, each)
        )


def doubts_about_line(source: Source, keys: KeyPath, text: str) -> Iterator[Fault]:
    """Report what in a line that stands at a place of a file's keys is shown as it stands."""
    line = source.line(*keys)
    for written, mend in dict(signs_in(text)).items():
        what = f"`{named(keys)}`: “{written}” is shown as it stands"
        yield Fault(source.path, line, what, mend, Gravity.ADVICE, kind="signs-shown")
    if what := turns_what_follows(text):
        mend = "take it out: programs tell the direction of words by themselves"
        what = f"`{named(keys)}`: {what}"
        yield Fault(source.path, line, what, mend, Gravity.ADVICE, kind="direction")


def signs_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is written with signs in a plain line, and what to do about it."""
    return ((written, f"{mend}: the line is plain text") for written, mend in _signs_in(text))


def _signs_in(text: str) -> Iterator[tuple[str, str]]:
    if headed := _HEADED.match(text):
        yield headed[0].strip(), f"write `{headed['headed'].strip()}`"
    for found in _SIGNED.finditer(text):
        yield found[0], f"write `{found['signed']}`"
    for found in _LINKED.finditer(text):
        yield found[0], f"write `{found['linked']}`"
    for found in _TAGGED.finditer(text):
        if found["void"]:
            yield found[0], "take it out"
        elif found["tag"].lower() in ELEMENTS:
            words = found["tagged"].strip()
            yield found[0], f"write `{words}`" if words else "take it out"
