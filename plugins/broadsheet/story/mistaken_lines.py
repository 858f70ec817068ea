"""Mistaken lines: what a writer meant by a line of front matter, and how it should stand.

Front matter that cannot be read is looked through line by line. For a slip that people make, such
as no space behind a colon, the line is rewritten; its words are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from msgspec import Struct
from pydantic import BaseModel

from broadsheet.story.front import AuthorFront, PageFront, StoryFront
from broadsheet.story.schema_faults import group_in
from broadsheet.story.signs import QUOTE, TELLING, begins_with, quoted

_LONGEST = 100  # signs of a line that are shown


def _keys_in(model: type[BaseModel]) -> Iterator[str]:
    """Yield the keys of a model, and of the groups within it."""
    for name, field in model.model_fields.items():
        yield name
        if group := group_in(field):
            yield from _keys_in(group)


_FRONTS: tuple[type[BaseModel], ...] = (StoryFront, PageFront, AuthorFront)
KNOWN = frozenset(chain.from_iterable(map(_keys_in, _FRONTS)))
"""The keys that a line without a space behind its colon, or with too many before it, may have."""

LISTS = frozenset({"tags", "authors", "aliases", "also"})
"""The keys whose values are lists of names or addresses."""

_PLAIN = re.compile(r"\w(?:[\w .’-]*\w)?")  # a name that needs no quotation marks in a list
_NAMES = re.compile(r"\s*[,;]\s*")
_HASHTAGS = re.compile(r"(?:#[^\s#,;]+[\s,;]*)+")
_BY = re.compile(r"by(?:\s*:\s*|\s+)", re.IGNORECASE)
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+", re.IGNORECASE)
_NAME = re.compile(r"""[ ]*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')?[^,]*""")  # of a list in brackets
_SPACES = "[ \t\u00a0\u2007\u202f\u3000]"
_LINE = re.compile(
    rf"(?P<margin>{_SPACES}*(?:-[ ]+)?)(?P<key>[\"']?\w[\w-]{{0,60}}[\"']?)(?P<before>{_SPACES}*)"
    rf"(?P<colon>[:\uff1a]|(?<=[ \t])=)(?P<gap>{_SPACES}*)(?P<value>.*)"
)
# A key of which the colon was forgotten, or typed as another sign.
_NO_COLON = re.compile(rf"(?P<key>\w+)(?P<sign>[=;]?)(?:{_SPACES}*(?P<value>\S.*))?")
_ITEM = re.compile(rf"(?P<margin>{_SPACES}*)(?P<mark>[-*•–—])(?P<gap>[ ]*)(?P<value>[^\s*-].*)")
_WHOLE = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"'),
    "'": re.compile(r"'(?:[^']|'')*'"),
}
_COMMENT = re.compile(r"\s+#")
_NEARLY = re.compile(r"-{2}|-{4,}|[–—]+-*|\+{3}|\.{3}|={3,}|_{3,}|\*{3,}|```\w*|- - -")
_BLOCK = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
_ELIDED = re.compile(r"'(?:tis|twas|til|em|cause|\d\d)\b", re.IGNORECASE)


class Mistake(Struct, frozen=True):
    """A line that is not as the writer meant it.

    line: its number, from 0. what, mend: the words of the fault. meant: the line as it should
    stand, None where the front matter should have ended above it.
    """

    line: int
    what: str
    mend: str
    meant: str | None


def mistakes_in(text: str, *, has_body: bool) -> list[Mistake]:
    """Return the lines of unreadable front matter that look like a slip.

    has_body: whether a text should stand below. Nothing is looked for below a line where the front
    matter should have ended.
    """
    found: list[Mistake] = []
    for mistake in _each(text.split("\n"), has_body=has_body):
        found.append(mistake)
        if mistake.meant is None:
            break
    return found


def as_meant(text: str, mistakes: Sequence[Mistake]) -> str:
    """Return front matter with its mistaken lines as they should stand."""
    lines = text.split("\n")
    for mistake in mistakes:
        if mistake.meant is None:
            return "\n".join(lines[: mistake.line])
        lines[mistake.line] = mistake.meant
    return "\n".join(lines)


def rewritten(line: str) -> str:
    """Return the advice to write a line so, the middle left out where it is long."""
    rest = _LONGEST // 4
    shown = line if len(line) <= _LONGEST else f"{line[: 3 * rest]} … {line[-rest:]}"
    return f"write `{shown}`"


def in_quotes(line: str) -> str:
    """Return the advice to put the value of a line into quotation marks."""
    found = _LINE.match(line) or _ITEM.match(line)
    if not found or not found["value"]:
        return QUOTE
    value = found["value"].rstrip()
    is_list = found.groupdict().get("key") in LISTS and value[0] not in "[{"
    return rewritten(line[: found.start("value")] + (listed(value) if is_list else quoted(value)))


def swallowed(line: str, key: str, above: str) -> tuple[str, str] | None:
    """Return what is wrong with a line that was read as words of another key, and what to do.

    key: that other key. above: its line, "" where it stands alone on it. None for a line that is
    nothing but words.
    """
    item, found = _ITEM.match(line), _LINE.match(line)
    if item and item["mark"] == "-" and not item["gap"] and key in LISTS:
        return "no space behind `-`", rewritten(f"{item['margin']}- {item['value'].rstrip()}")
    if found and found["key"] in KNOWN and found["value"] and not found["gap"]:
        told = _of_line(line, iter(()), _Above.after(above) if above else _Above(key=key))
        return told[:2] if told else None
    return None


def listed(text: str) -> str:
    """Return names with commas or semicolons between them, or hashtags, as a list in brackets."""
    bare = text.strip(" []")
    parts = bare.replace("#", ",#") if _HASHTAGS.fullmatch(bare) else bare
    return in_brackets(name for name in _NAMES.split(parts) if name)


def in_brackets(names: Iterable[str]) -> str:
    """Return names as a list in brackets, in quotation marks where they need some."""
    return f"[{', '.join(name if _PLAIN.fullmatch(name) else quoted(name) for name in names)}]"


def is_plain(text: str) -> bool:
    """Say whether a name needs no quotation marks, wherever it stands."""
    return _PLAIN.fullmatch(text) is not None


def byline(text: str) -> str:
    """Return the names of a byline that was typed as in print, as a list in brackets.

    “By” goes, and “and” divides where each name has two words at least, unlike an office.
    """
    names = _BY.sub("", text.strip(), count=1) if _BY.match(text.strip()) else text
    parts = _AND.sub(", ", names)
    is_of_people = all(len(name.split()) > 1 for name in _NAMES.split(parts.strip()))
    return listed(parts if is_of_people else names)


def no_beginning(lines: Sequence[str]) -> tuple[int, str, str]:
    """Return, for a file that does not begin with `---`, the line, what is wrong and what to do."""
    first = next(number for number, line in enumerate(lines) if line.strip())
    line = lines[first].strip()
    if line == "---":
        what = "something stands above the front matter"
        return 1, what, "have the file begin with the line `---`, without spaces before it"
    if _NEARLY.fullmatch(line):
        return first + 1, f"“{line}” opens no front matter", "write `---`, at its end as well"
    keys = [number for number, line in enumerate(lines) if _LINE.match(line)]
    last = next((n for n in range(first, len(lines)) if n not in keys), len(lines)) - 1
    if last < first:
        return 1, "no front matter", "begin the file with a line `---`, keys, and `---`"
    what = "no line `---` above the keys"
    return first + 1, what, f"write one above this line, and one below line {last + 1}"


def no_end(lines: Sequence[str]) -> tuple[int, str, str]:
    """Return, for front matter without an end, the line, what is wrong and what to do."""
    what = "the front matter does not end"
    for number, line in enumerate(lines[1:], 1):
        if _NEARLY.fullmatch(line.strip()) or line.strip() == "---":
            return number + 1, what, f"write `---` for “{line.rstrip()}”"
        if not line.strip() and number > 1:
            return number + 1, what, "close it with a line `---` here"
    return 1, what, "close it with a line `---`"


def _each(lines: Sequence[str], *, has_body: bool) -> Iterator[Mistake]:
    named = {found["key"] for found in map(_LINE.match, lines) if found}
    above = _Above(min((_indent(line) for line in lines if _names_key(line)), default=0))
    for number, line in enumerate(lines):
        if above.holds(line):
            continue
        if not line.strip() or line.lstrip().startswith("#"):
            above.is_blank = above.is_blank or (has_body and not line.strip())
            continue
        below = _continuing(lines, number + 1)
        found = _without_colon(line, below, above, named) or _of_line(line, below, above)
        if found:
            what, mend, meant = found
            yield Mistake(number, what, mend, meant)
            line = meant or ""
        above = _Above.after(line)


def _continuing(lines: Sequence[str], number: int) -> Iterator[str]:
    """Yield the lines from a number on that may continue a value: up to the next key."""
    while number < len(lines) and (line := lines[number]).strip():
        if _LINE.match(line) and (not _indent(line) or _names_key(line)):
            return
        yield line
        number += 1


@dataclass
class _Above:
    """What stands above a line. margin, key, value: of the last line that begins a value.

    is_item: whether that is a line of a list. is_blank: whether an empty line is between. depth:
    how many brackets are open; mark: the quotation mark that is.
    """

    margin: int = 0
    key: str = ""
    value: str = ""
    is_item: bool = False
    is_blank: bool = False
    depth: int = 0
    mark: str = ""

    @classmethod
    def after(cls, line: str) -> _Above:
        """Return what stands above the line that follows this one."""
        found = _LINE.match(line)
        key, value = (found["key"], found["value"].strip()) if found else ("", line.strip())
        above = cls(len(found["margin"]) if found else _indent(line), key, value)
        above.is_item = line.lstrip(" ").startswith("- ")
        sign = value[:1]
        if sign in _WHOLE and not _WHOLE[sign].match(value):
            above.mark = sign
        elif sign in ("[", "{"):
            above.depth = _depth(value)
        return above

    def holds(self, line: str) -> bool:
        """Say whether a line belongs to a text, or to a list in brackets, that began above it."""
        if not line.strip():
            return False
        is_below = _indent(line) > self.margin
        if self.mark:
            self.mark = "" if self.mark in line else self.mark
            return True
        if self.depth > 0:
            self.depth += _depth(line)
            return is_below or line.strip() in ("]", "}")
        if is_below and _BLOCK.match(self.value):
            return True
        return bool(self.value) and is_below and not self.is_item and not _names_key(line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _depth(text: str) -> int:
    return sum(map(text.count, "[{")) - sum(map(text.count, "]}"))


def _names_key(line: str) -> bool:
    found = _LINE.match(line)
    return found is not None and found["key"] in KNOWN


Told = tuple[str, str, str | None]


def _of_line(line: str, below: Iterator[str], above: _Above) -> Told | None:
    found, item = _LINE.match(line), _ITEM.match(line)
    if item and not (found and "-" in found["margin"]):
        return _of_item(item, above)
    if not found:
        return _of_words(line, above)
    margin, key, gap, value = found["margin"], found["key"], found["gap"], found["value"].rstrip()
    is_word = key not in KNOWN and (key[0].isupper() or not gap)
    if above.is_blank and above.key and is_word:
        return _of_words(line, above)  # such as a sentence with a colon
    colon, is_glued = found["colon"], bool(value) and not gap
    if is_glued and value.startswith("//"):
        return _of_words(line, above)
    whats = []
    spaced = margin.replace("\t", "  ") if not margin.strip("\t ") else re.sub(_SPACES, " ", margin)
    if spaced != margin:
        whats.append("a tab" if "\t" in margin else "a special space")
    is_inside = above.key and not above.value  # of the group whose key stands above
    is_too_far = len(spaced) > above.margin and not is_inside and "-" not in margin
    if is_too_far and key in KNOWN:
        spaced, whats = " " * above.margin, [f"{'a tab' if whats else 'spaces'} before `{key}`"]
    if colon != ":":
        whats.append(f"`{colon}` behind `{key}`")
    elif is_glued:
        whats.append(f"no space behind `{key}:`")
    elif gap.strip(" \t"):
        whats.append(f"a special space behind `{key}:`")
    meant, what = _value(key, value, below)
    whats += [what] if what else []
    if not whats:
        return None
    whole = f"{spaced}{key}: {meant}".rstrip()
    return " and ".join(whats), rewritten(whole), whole


def _without_colon(
    line: str, below: Iterator[str], above: _Above, named: Container[str]
) -> Told | None:
    """Return what is wrong with a line that is a key and its value but for the colon.

    named: the keys of all lines; a word that is one of them here begins a line of prose.
    """
    found = _NO_COLON.fullmatch(line.rstrip())
    if found is None or above.is_blank or found["key"] not in KNOWN or found["key"] in named:
        return None
    key, value = found["key"], found["value"] or ""
    if _LINE.match(line) or not (found["sign"] or not value or line[len(key)].isspace()):
        return None
    meant, what = _value(key, value, below)
    if key in LISTS and value and value[0] != "[":
        meant = byline(value) if key == "authors" else listed(value)
    whole = f"{key}: {meant}".rstrip()
    told = f"`{found['sign']}` for a colon" if found["sign"] else "no colon"
    return f"{told} behind `{key}`{f' and {what}' if what else ''}", rewritten(whole), whole


def _of_item(item: re.Match[str], above: _Above) -> Told | None:
    """Return what is wrong with a line of a list."""
    if not above.is_item and (above.value or not above.key):
        return None
    mark, gap, value = item["mark"], item["gap"], item["value"].rstrip()
    meant, what = _value("", value, iter(()))
    if mark != "-":
        what = f"`{mark}` before a line of a list"
    elif not gap:
        what = "no space behind `-`"
    if not what:
        return None
    whole = f"{re.sub(_SPACES, ' ', item['margin'])}- {meant}"
    return what, rewritten(whole), whole


def _of_words(line: str, above: _Above) -> Told | None:
    """Return what is wrong with a line of words that is none of a key."""
    if above.is_blank and above.key:
        what = "the front matter does not end above the text"
        return what, "write a line `---` above this one", None
    if above.key and above.value:
        what = "a line without a key"
        mend = "put two spaces before it if it goes on with the line above, else a key and a colon"
        return what, mend, f"{' ' * above.margin}  {line.strip()}"
    return None


def _value(key: str, value: str, below: Iterator[str]) -> tuple[str, str]:
    """Return a value as it should stand, and what is wrong with it, "" where nothing is."""
    sign = value[:1]
    if sign in _WHOLE:
        return _behind_mark(value, below)
    if sign in ("[", "{"):
        return _bracketed(key, value, below)
    if not value or _BLOCK.match(value):
        return value, ""
    if sign in TELLING and not (sign in "-?" and value[1:2].strip()):
        return listed(value) if key in LISTS else quoted(value), begins_with(sign)
    if re.search(r":(?:\s|$)", _COMMENT.split(value)[0]):
        return quoted(value), "a second `: ` in the line"
    return value, ""


def _behind_mark(value: str, below: Iterator[str]) -> tuple[str, str]:
    """Return a value that begins with a quotation mark."""
    sign = value[0]
    whole = _WHOLE[sign].match(value)
    if whole is None:
        if _is_closed(sign, below):
            return value, ""
        is_own = sign == "'" and _ELIDED.match(value)
        inner = value if is_own or value.count(sign) > 1 else value[1:]
        return quoted(inner), "a quotation mark that is not closed"
    rest = value[whole.end() :]
    if not rest.strip() or _COMMENT.match(rest):
        return value, ""
    if rest.strip() in (",", ";"):
        return whole.group(), f"`{rest.strip()}` at the end of the line"
    is_around = value[-1] == sign
    return quoted(value[1:-1] if is_around else value), "words behind a closing quotation mark"


def _names_in(value: str) -> tuple[str, str]:
    """Return a list of names in brackets as it should stand, and what is wrong with the first."""
    names = [name.strip() for name in _NAME.findall(value[1:-1]) if name.strip()]
    found = [_name(name) for name in names]
    what = next((what for _, what in found if what), "")
    return (f"[{', '.join(name for name, _ in found)}]", what) if what else (value, "")


def _name(name: str) -> tuple[str, str]:
    """Return a name of a list in brackets as it should stand, and what is wrong with it."""
    sign = name[0]
    if sign in _WHOLE:
        whole = _WHOLE[sign].fullmatch(name)
        return (name, "") if whole else (quoted(name), "words behind a closing quotation mark")
    if sign in f"{TELLING}#" and not (sign in "-?" and name[1:2].strip()):
        return quoted(
            name
        ), f"a name that begins with {'a backtick' if sign == '`' else f'`{sign}`'}"
    if _COMMENT.search(name):
        return quoted(name), "a name with ` #` in it"
    if re.search(r":(?:\s|$)", name):
        return quoted(name), "a name with `: ` in it"
    return (
        (quoted(name), "a name with a bracket in it")
        if re.search(r"[\[\]{}]", name)
        else (name, "")
    )


def _is_closed(sign: str, below: Iterator[str]) -> bool:
    """Say whether one of the lines below closes a quotation mark or a bracket."""
    return any(sign in line for line in below)


def _bracketed(key: str, value: str, below: Iterator[str]) -> tuple[str, str]:
    """Return a value that begins with a bracket."""
    closing = "]" if value[0] == "[" else "}"
    if key in LISTS:
        if value.endswith("]") and value[0] == "[":
            return _names_in(value)
        if closing in value or _is_closed(closing, below):
            return value, ""
        return f"[{value[1:].rstrip(',')}]", "a bracket that is not closed"
    if value.endswith(closing) and value.count(value[0]) == value.count(closing) == 1:
        return value, ""
    return quoted(value), begins_with(value[0])
