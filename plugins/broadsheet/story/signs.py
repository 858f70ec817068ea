"""Signs: what the grammar of front matter makes of signs that people type, told in plain words.

A value that begins with `[`, `@` or `!`, a second `: ` or a ` #` mean something of their own in
YAML, where a writer means nothing but words: https://yaml.org/spec/1.2.2/#53-indicator-characters
"""

from __future__ import annotations

import re

import yaml

QUOTE = "put the whole value into double quotes"
"""The advice that is right for every value, whatever it holds."""

Told = tuple[str, str]
"""What is wrong, and what to do."""

UNCLOSED = ("a quotation mark that is not closed", "a bracket that is not closed")
"""What is wrong where a value begins, and is noticed further down."""

TELLING = "!&*@%`[]{}|>,?-"
"""The signs with which a value of nothing but words cannot begin."""

_BEGINNING = re.compile(r"\s*(?:-\s+)*(?:[^\s:#\"']+:\s+)?(\S)")
_OF_EXPORTERS = re.compile(r"!\s+['\"]")
_MARGIN = re.compile(r"[ -]*")
_COMMENT = re.compile(r"[ \t]+#")
_HASHTAG = re.compile(r"[ \t]+#\S")
# A hashtag on the line below, further in than its key, and no key that was put aside.
_HASHTAG_BELOW = re.compile(r"\n(?P<margin> +)#\w(?![\w-]*:(?:\s|$))")
_OF_READERS = frozenset(
    {"title", "summary", "kicker", "dateline", "key_facts", "caption", "credit", "alt", "text"}
    | {"tags", "authors", "category", "name", "role", "label"}
    | {"headline", "standfirst", "note", "source", "withdrawn", "backstory"}
)


def of_error(problem: str, line: str, column: int) -> Told:
    """Say what cannot be read in a line. problem: the parser's words; column: where it stopped."""
    if problem == "found unexpected end of stream":
        return UNCLOSED[0], f"close it, or {QUOTE}"
    if line[column : column + 1] == "\t" or "tab character" in problem:
        return "a tab", "indent with spaces"
    if problem == "mapping values are not allowed in this context":
        return "a second `: ` in the line", QUOTE
    if "',' or" in problem:
        return UNCLOSED[1], f"close it, or {QUOTE}"
    if problem in ("found undefined alias", "found character that cannot start any token"):
        return begins_with(line[column : column + 1]), QUOTE
    found = _BEGINNING.match(line)
    if found and found[1] in "\"'":
        return "words behind a closing quotation mark", rf"{QUOTE}, those within as \""
    if found and found[1] in TELLING:
        return begins_with(found[1]), QUOTE
    return "lines that cannot be read", f"mind the indentation; where a sign is to blame, {QUOTE}"


def of_value(text: str, node: yaml.Node) -> Told | None:
    """Say whether a value begins with a sign that would be left out. text: where it stands.

    Old exporters put `! ` before a value in quotes, which loses nothing.
    """
    begins = node.start_mark.index
    sign = text[begins : begins + 1]
    is_lost = sign == "&" or (sign == "!" and _OF_EXPORTERS.match(text, begins) is None)
    return (begins_with(sign), QUOTE) if is_lost else None


def of_rest(text: str, node: yaml.ScalarNode, key: object) -> Told | None:
    """Say whether a ` #` leaves out the end of a value that readers see.

    Where nothing stands before it, `#` and a space begin a comment, and `#Word` is a value.
    """
    if node.style or key not in _OF_READERS:
        return None
    rest = _COMMENT if node.value else _HASHTAG
    if rest.match(text, node.end_mark.index):
        return "what follows ` #` is left out", QUOTE
    below = _HASHTAG_BELOW.match(text, node.end_mark.index)
    begins = text.rfind("\n", 0, node.start_mark.index) + 1
    if below and len(below["margin"]) > len(_MARGIN.match(text, begins)[0]):  # type: ignore[index]
        return "a line that begins with `#` is left out", f"{QUOTE}, this line too"
    return None


def begins_with(sign: str) -> str:
    """Say that a value begins with a sign."""
    named = "a backtick" if sign == "`" else f"`{sign}`"
    return f"a value that begins with {named}"


def quoted(text: str) -> str:
    """Return a value in quotation marks, in double ones unless it has some itself."""
    if '"' in text and "'" not in text:
        return f"'{text}'"
    inner = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'
