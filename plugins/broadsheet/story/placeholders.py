"""Placeholders: reports words that stand where others were to be put, in what readers see.

TK, “to come”, is what editors write for a fact that is still missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.front_matter import Source
from broadsheet.story.schema_faults import KeyPath, named
from broadsheet.story.tree import Node, elements_in, texts_and_comments

# TK before a name or a number is a company or a flight, XXX behind a name a Roman number, and both
# may be part of a longer code. All begin with a capital or a bracket; to ask for these first is
# eight times faster.
_PLACEHOLDER = re.compile(
    r"(?=[A-Z\[])(?:"
    r"(?<![\w./@#&-])(?:TK(?:TK)+|TK(?![ \u00a0]?(?:[A-Z][a-z]|\d|&)))(?![\w/&-]|\.\w)"
    r"|(?P<number>\b(?!The |An? )[A-Z][a-z]+ XXX(?!X))"
    r"|(?<![\w./@#(-])XXX+(?![\w/)-]|\.\w| [A-Z])"
    r"|\bLorem ipsum\b"
    r"|\[✏[^\[\]\n]{0,30}"  # what `init` writes into pages
    r"|\[(?i:insert|placeholder|fill in|to come|todo|tbd|tbc|tk)(?:[ :][^\[\]\n]{1,200})?\]"
    # In German, French and Spanish. A word alone in brackets may be one put into a quotation.
    r"|\[(?i:platzhalter|à compléter|à vérifier|à venir|por confirmar|por completar)\]"
    r"|\[(?i:platzhalter|insérer|insertar)[ :][^\[\]\n]{1,200}\]"
    r"|\[(?:[A-ZÄÖÜ]|hier|bitte|noch)[^\[\]\n]{0,200} "
    r"(?:einfügen|einsetzen|ergänzen|nachtragen|prüfen|folgt|kommt noch)\]"
    r"|\[[^\[\]\n]{1,200} "
    r"(?:à insérer|à compléter|à vérifier|à venir|por confirmar|por completar)\]"
    r"|\b(?:Dies|Das|Hier) (?:ist|steht) (?:ein )?Blindtext\b"
    r")"
)
_CODE = frozenset({"code", "pre", "samp", "kbd"})
_TEXTS: tuple[KeyPath, ...] = (
    *(("title",), ("summary",), ("kicker",), ("dateline",), ("key_facts",), ("name",), ("role",)),
    *(("image", "alt"), ("image", "caption")),
)


def placeholders(root: Node, source: Source) -> Iterator[Fault]:
    """Report the placeholders of a text and of its front matter; a draft may have some.

    root: the body's tree.
    """
    if source.front.get("status") == "draft":
        return
    for keys, text in _texts_above(source):
        yield from placeholders_in_line(source, keys, text)
    if not _PLACEHOLDER.search(source.body):  # as nearly always
        return
    place, told = -1, set[tuple[int, str]]()
    for text in _texts_below(root):
        for written in _placeholders_in(text):
            found = source.prose.find(written, place + 1)
            place = found if found >= 0 else place
            line = source.line_at(max(place, 0))
            if (line, written) not in told:
                told.add((line, written))
                yield _fault(source.path, line, written)


def placeholders_in_line(source: Source, keys: KeyPath, text: str) -> Iterator[Fault]:
    """Report the placeholders of a line that stands at a place of a file's keys."""
    where = f"`{named(keys)}`: "
    for written in dict.fromkeys(_placeholders_in(text)):
        yield _fault(source.path, source.line(*keys), written, where)


def _texts_above(source: Source) -> Iterator[tuple[KeyPath, str]]:
    for keys in _TEXTS:
        value = source.front.get(str(keys[0]))
        for key in keys[1:]:
            value = value.get(str(key)) if isinstance(value, Mapping) else None
        if isinstance(value, str):
            yield keys, value
        elif isinstance(value, list):
            yield from (((*keys, n), each) for n, each in enumerate(value) if isinstance(each, str))


def _texts_below(root: Node) -> Iterator[str]:
    for text, holder in texts_and_comments(root):
        if isinstance(holder.tag, str) and not _is_code(holder):
            yield text
    for image in elements_in(root):
        if image.tag == "img":
            yield from (image.get("alt", ""), image.get("title", ""))


def _is_code(node: Node) -> bool:
    return any(each.tag in _CODE for each in (node, *node.iterancestors()))


def _placeholders_in(text: str) -> Iterator[str]:
    return (found[0] for found in _PLACEHOLDER.finditer(text) if not found["number"])


def _fault(path: str, line: int, written: str, where: str = "") -> Fault:
    shown = f"{written}…" if written.startswith("[✏") else written
    what = f"{where}“{shown}” stands for words that are missing"
    return Fault(path, line, what, "write them", Gravity.ADVICE, kind="placeholder")
