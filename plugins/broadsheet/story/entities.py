"""Entities: HTML's spellings of signs, such as `&amp;`, in texts that are no HTML.

Programs that export stories write headlines with them. There each is read as the sign that it
stands for, and told.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.fields import CONTROL
from broadsheet.story.front_matter import Source
from broadsheet.story.schema_faults import KeyPath

_ENTITY = re.compile("&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_READ = {
    # In stories and pages, in the notes on authors and topics, and in sidecars of pictures.
    *("title", "summary", "kicker", "dateline", "key_facts", "image", "corrections"),
    *("category", "tags", "authors", "name", "also", "role", "links"),
    *("credit", "creator", "copyright", "licence", "source", "alt", "usage_terms", "licensor"),
}
"""The top-level keys that hold texts; those of plugins may hold something else."""

_MARKDOWN = {"caption", "text"}
_MARKUP = ("&lt;", "&gt;")  # Markdown can say these signs in no other way


def with_signs(
    source: Source, keys: Container[str] = _READ, markdown: Container[str] = _MARKDOWN
) -> tuple[Source, list[Fault]]:
    """Return a file with the signs that entities in its front matter stand for, and advice.

    Markdown reads them itself: in captions and corrections they stay, and are told all the same.
    keys: the top-level keys that hold texts. markdown: the keys at any level that hold Markdown.
    """
    faults: list[Fault] = []
    front = {
        key: _read(source, value, (key,), faults, markdown) if key in keys else value
        for key, value in source.front.items()
    }
    return (replace(source, front=front) if faults else source), faults


def _read(
    source: Source, value: Any, keys: KeyPath, faults: list[Fault], markdown: Container[str]
) -> Any:
    """Return a value with signs for entities. faults: those of the value are added to it."""
    key = next(each for each in reversed(keys) if isinstance(each, str))
    if isinstance(value, str):
        return _read_text(source, value, keys, faults, is_markdown=key in markdown)
    if isinstance(value, Mapping):
        return {
            each: _read(source, below, (*keys, each), faults, markdown)
            for each, below in value.items()
        }
    if isinstance(value, list):
        return [_read(source, each, (*keys, n), faults, markdown) for n, each in enumerate(value)]
    return value


def _read_text(
    source: Source, text: str, keys: KeyPath, faults: list[Fault], *, is_markdown: bool
) -> str:
    signs = dict(_signs_in(text, but=_MARKUP if is_markdown else ()))
    faults += (_fault(source, keys, entity, sign) for entity, sign in signs.items())
    return text if is_markdown else _ENTITY.sub(lambda each: signs.get(each[0], each[0]), text)


def _signs_in(text: str, but: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the entities of a text, each with its sign, but for some and for those of no sign."""
    if "&" not in text:  # as nearly always
        return
    for entity in _ENTITY.findall(text):
        sign = unescape(entity)
        if entity not in but and sign and sign != entity and not CONTROL.search(sign):
            yield entity, sign


def _fault(source: Source, keys: KeyPath, entity: str, sign: str) -> Fault:
    name = ".".join(each for each in keys if isinstance(each, str))
    what = f"`{name}`: “{entity}” is HTML"
    if sign.isspace():
        mend = "write a space"
    elif sign == '"':
        mend = 'write `"`, and the value between single quotes'
    else:
        mend = f"write `{sign}`" if sign.isprintable() else "take it out, or write the sign itself"
    return Fault(source.path, source.line(*keys), what, mend, Gravity.ADVICE, kind="entity-in-text")
