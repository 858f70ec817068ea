"""Front matter: the YAML between two `---` lines that opens a content file.

Every scalar is read as text (YAML's own guesses turn the country code `NO` into false and a
headline `1984` into a number); the typed models of `front.py` say what each text must be.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, get_origin

import yaml
from msgspec import Struct
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from broadsheet.changes import new_keys
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.comments import clean_body, clean_value
from broadsheet.story.fields import CONTROL
from broadsheet.story.mistaken_lines import (
    LISTS,
    Mistake,
    as_meant,
    byline,
    in_quotes,
    is_plain,
    listed,
    mistakes_in,
    no_beginning,
    no_end,
    rewritten,
    swallowed,
)
from broadsheet.story.places import without_code
from broadsheet.story.schema_faults import KeyPath, Misfit, Model, fit, group_in, salvage
from broadsheet.story.signs import QUOTE, UNCLOSED, Told, of_error, of_rest, of_value, quoted
from broadsheet.story.text_or_group import TextOrGroup

_Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# Other programs' names of keys, with Pelican's names, which are used here.
_OTHER_WORDS = {
    "headline": "title",
    "section": "category",
    "categories": "category",
    "topic": "tags",
    "topics": "tags",
    "keywords": "tags",
    "author": "authors",
    "byline": "authors",
    "description": "summary",
    "excerpt": "summary",
    "standfirst": "summary",
    "subtitle": "summary",
    "updated": "modified",
    "published": "date",
    "draft": "status",
    "picture": "image",
    "credit": "image",
    "caption": "image",
    "alt": "image",
    "redirect_from": "aliases",
}
_NOTHING = {"", "~", "null"}
# Other keys may be empty. With one of these left so, a story is out that somebody meant to keep.
_KEEPING = {
    "embargo": ("no moment, and the story is not kept back", "write when it ends"),
    "withdrawn": ("no reason, and the story is not withdrawn", "write why, for readers"),
}
# Keys of one name, which people write in brackets as they write topics.
_NAMES = {"category", "dateline", "slug", "lang"}
_DEEPEST = 20  # the parser of YAML recurses: a thousand brackets would crash the program
# What can stand before the first key or value of a line, in any of YAML's kinds of lines.
_MARGIN = re.compile("(?:\\A|[\n\r\x85\u2028\u2029])[ \t\ufeff?:-]*")

# Pydantic's error types, in words for people who write front matter.
_OF_A_VALUE = {
    "string_type": "not a text",
    "list_type": "not a list",
    "tuple_type": "not a list",
    "model_type": "not a group of keys",
    "string_pattern_mismatch": "it does not look right",
    "bool_parsing": "neither true nor false",
}


@dataclass(frozen=True)
class Source:
    """A content file taken apart.

    front: the front matter as plain data, texts only.
    lines: for each key (a path such as ("image", "alt")) its line in the file.
    body: the Markdown below the front matter, without its comments.
    body_line: the line of the file on which the body begins.
    lost: for each line end that went with a comment, the position in the body where it stood.
    opener: the letter that replaces each `<!--` in code in the body, "" if there is none.
    faults: what is wrong with comments.
    """

    path: str
    front: Mapping[str, Any]
    lines: Mapping[KeyPath, int]
    body: str
    body_line: int
    lost: tuple[int, ...] = ()
    opener: str = ""
    faults: tuple[Fault, ...] = ()

    def line(self, *keys: str | int) -> int:
        """Return the line of a key, else of the nearest key around it, else of the front matter."""
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.lines:
                return self.lines[keys[:length]]
        return 1

    def line_of(self, text: str) -> int:
        """Return the line of `text` in the body: the first outside of code, else the first."""
        place = self.prose.find(text)
        return self.line_at(max(0, place if place >= 0 else self.body.find(text)))

    def line_at(self, position: int) -> int:
        """Return the line of a position in the body."""
        return self.body_line + bisect_right(self._breaks, position - 1)

    @cached_property
    def prose(self) -> str:
        """The body with blanks for its code: what stands there is shown, and neither link nor tag.

        Positions are those of the body.
        """
        return without_code(self.body)

    @cached_property
    def _breaks(self) -> list[int]:
        ends = [found.start() for found in re.finditer("\n", self.body)]
        return sorted([*ends, *(position - 1 for position in self.lost)])


def take_apart(path: str, data: bytes) -> tuple[Source | None, list[Fault]]:
    """Split a file into front matter and body.

    path: relative to the content folder, for the faults.
    Returns the source, or None with the faults that make it unreadable: an empty file, one that
    is not UTF-8, control characters, missing or bad front matter.
    """
    text, faults = _decode(path, data)
    if text is None:
        return None, faults
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None, [Fault(path, *no_beginning(lines), kind="front-matter")]
    end = _end_in(lines)
    if end is None:
        return None, [Fault(path, *no_end(lines), kind="front-matter")]
    front, key_lines, faults = read_yaml(path, "\n".join(lines[1:end]), first_line=2)
    if faults:
        return None, faults
    return _with_body(Source(path, front, key_lines, "\n".join(lines[end + 1 :]), end + 2)), []


def text_below(path: str, data: bytes) -> Source | None:
    """Return the text of a file whose front matter cannot be read, as if there were no key in it.

    Only good for looking further. None where nobody can say where the text begins.
    """
    text, _ = _decode(path, data)
    lines = (text or "").split("\n")
    end = _end_in(lines) if lines[0].rstrip() == "---" else None
    return _with_body(Source(path, {}, {}, "\n".join(lines[end + 1 :]), end + 2)) if end else None


def _end_in(lines: Sequence[str]) -> int | None:
    """Return the number, from 0, of the line that ends front matter, None where none does."""
    return next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)


def _with_body(as_written: Source) -> Source:
    """Return a file with the comments taken out of its body."""
    path, body = as_written.path, clean_body(as_written.body)
    flawed = tuple(
        Fault(path, line, flaw.what, flaw.mend, flaw.gravity, kind="comment")
        for line, flaw in ((as_written.line_at(flaw.position), flaw) for flaw in body.flaws)
    )
    return replace(as_written, body=body.text, lost=body.lost, opener=body.opener, faults=flawed)


def with_new_keys(source: Source) -> tuple[Source, list[Fault]]:
    """Return a file with its deprecated keys under the names of their successors, and advice.

    If the successor is set too, the deprecated key stays, and is reported as unknown.
    """
    front, lines, faults = dict(source.front), dict(source.lines), []
    for old, new in new_keys().items():
        if old not in front or new in front:
            continue
        what = f"the key `{old}` is deprecated, and read no more by the next version"
        faults.append(
            Fault(
                source.path,
                source.line(old),
                what,
                f"write `{new}:`",
                Gravity.ADVICE,
                kind="key-deprecated",
            )
        )
        front[new] = front.pop(old)
        moved = {keys: line for keys, line in lines.items() if keys[0] == old}
        lines |= {(new, *keys[1:]): line for keys, line in moved.items()}
    return (replace(source, front=front, lines=lines) if faults else source), faults


def read_yaml(
    path: str, text: str, first_line: int = 1
) -> tuple[dict[str, Any], dict[KeyPath, int], list[Fault]]:
    """Read a YAML mapping of texts.

    first_line: the line of the file on which `text` begins; above a body that is not the first.
    Returns the data, the line of each key, and the faults (then the data are empty).
    """
    try:
        node = _compose(text)
    except _TooDeep:
        return (
            {},
            {},
            [
                Fault(
                    path,
                    first_line,
                    "keys or brackets nested too deep",
                    "nest less",
                    kind="front-matter",
                )
            ],
        )
    except yaml.MarkedYAMLError as error:
        return {}, {}, _unreadable(_Written(path, text, first_line), error)
    except yaml.YAMLError:
        what, hint = "lines that cannot be read", "check quotation marks and indentation"
        return {}, {}, [Fault(path, first_line, what, hint, kind="front-matter")]
    if node is None:
        return {}, {}, []
    if not isinstance(node, yaml.MappingNode):
        what, hint = "not a list of keys", "write lines of `key: value`"
        slips = _slips(path, mistakes_in(text, has_body=first_line > 1), first_line)
        return {}, {}, slips or [Fault(path, first_line, what, hint, kind="front-matter")]
    lines: dict[KeyPath, int] = {}
    faults = list(_examine(_Written(path, text, first_line), node, (), lines, set()))
    faults += _comment_faults(path, text, node, first_line)
    if faults:
        return {}, {}, faults
    return _plain(node), lines, []


def validate(source: Source, model: type[Model]) -> tuple[Model | None, list[Fault]]:
    """Check the front matter against a typed model.

    Returns the filled model and a fault for each misfit. If there are faults, the model holds the
    values that fit, for further checks only, or is None.
    """
    found, misfits = fit(model, source.front)
    written_otherwise = {(*each.keys[:-1], _meant_by(each)) for each in misfits if each.is_unknown}
    told = (each for each in misfits if not (each.is_missing and each.keys in written_otherwise))
    groups = _empty_groups(source, model)
    faults = [_fallen_out(source, each, groups) or _fault_of(source, each) for each in told]
    faults += _keeps_nothing(source, model)
    return found or salvage(model, source.front, misfits), faults


def _empty_groups(source: Source, model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return the groups of which the front matter has the key, and nothing below it."""
    return {
        name: group
        for name, field in model.model_fields.items()
        if (name,) in source.lines and name not in source.front and (group := group_in(field))
    }


def _fallen_out(
    source: Source, misfit: Misfit, groups: Mapping[str, type[BaseModel]]
) -> Fault | None:
    """Return the fault of a key that has lost the spaces before it, and so left its group."""
    key, line = str(misfit.keys[-1]), source.line(*misfit.keys)
    value = source.front.get(key)
    for name, group in groups.items():
        is_its = key in group.model_fields and source.lines[(name,)] < line
        if misfit.is_unknown and len(misfit.keys) == 1 and is_its and isinstance(value, str):
            what = f"no spaces before `{key}`, which belongs to `{name}`"
            written = value if is_plain(value.replace("/", "")) else quoted(value)
            mend = rewritten(f"  {key}: {written}")
            return Fault(source.path, line, what, mend, kind="key-unknown")
    return None


def _keeps_nothing(source: Source, model: type[BaseModel]) -> Iterator[Fault]:
    """Report the keys that keep a story from readers and have no value: it would be out."""
    for key, (what, mend) in _KEEPING.items():
        if key in model.model_fields and (key,) in source.lines and key not in source.front:
            line, mend = source.line(key), f"{mend}, or take the line out"
            what = f"`{key}`: {what}"
            yield Fault(source.path, line, what, mend, Gravity.CARE, kind="key-value")


def _decode(path: str, data: bytes) -> tuple[str | None, list[Fault]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [
            Fault(path, line, "the file is not UTF-8", "save it as UTF-8", kind="file-unreadable")
        ]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return None, [
            Fault(
                path,
                1,
                "the file is empty",
                "write the story or delete the file",
                kind="file-unreadable",
            )
        ]
    faults = [
        Fault(
            path,
            text.count("\n", 0, found.start()) + 1,
            f"control character U+{ord(found.group()):04X}",
            "delete it; it breaks feeds",
            kind="file-unreadable",
        )
        for found in CONTROL.finditer(text)
    ]
    return (None, faults) if faults else (text, [])


def _unreadable(written: _Written, error: yaml.MarkedYAMLError) -> list[Fault]:
    """Return the slips of a text that cannot be read, and what is left when they are mended."""
    path, text, first_line = written.path, written.text, written.first_line
    mistakes = mistakes_in(text, has_body=first_line > 1)
    slips = _slips(path, mistakes, first_line)
    rest: yaml.MarkedYAMLError | None = error
    if slips:
        text = as_meant(text, mistakes)
        rest = _error_in(text)
    if rest is None:
        return slips
    left = _in_plain_words(_Written(path, text, first_line), rest)
    is_told = left.line in (fault.line for fault in slips)
    return slips if is_told else sorted([*slips, left], key=lambda fault: fault.line)


def _slips(path: str, mistakes: Sequence[Mistake], first_line: int) -> list[Fault]:
    return [
        Fault(path, first_line + each.line, each.what, each.mend, kind="front-matter")
        for each in mistakes
    ]


def _error_in(text: str) -> yaml.MarkedYAMLError | None:
    """Return why a text cannot be read, None where it can be, or where nobody could say."""
    try:
        _compose(text)
    except yaml.MarkedYAMLError as error:
        return error
    except (yaml.YAMLError, _TooDeep):
        return None
    return None


def _in_plain_words(written: _Written, error: yaml.MarkedYAMLError) -> Fault:
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark]
    lines, problem = written.text.split("\n"), error.problem or ""
    line, column = (marks[0].line, marks[0].column) if marks else (0, 0)
    what, mend = of_error(problem, lines[min(line, len(lines) - 1)], column)
    # Something unclosed is noticed at the end of the text, but its beginning is the line to mend.
    if what in UNCLOSED and marks:
        line = marks[-1].line
    return Fault(written.path, written.first_line + line, what, mend, kind="front-matter")


class _TooDeep(Exception):
    """The text is nested deeper than YAML may be read."""


def _compose(text: str) -> yaml.Node | None:
    """Parse YAML in one pass, or in two if it may nest too deeply or has an unknown alias.

    In two passes, a syntax error is found before an unknown alias, wherever the two are.
    """
    node: yaml.Node | None
    if _depth_at_most(text) <= _DEEPEST:
        try:
            node = _Loader(text).get_single_node()
        except yaml.composer.ComposerError:
            pass
        else:
            return node
    if _too_deep(text):
        raise _TooDeep
    node = _Loader(text).get_single_node()
    return node


def _depth_at_most(text: str) -> int:
    """Return a depth that a text cannot exceed: YAML nests by columns and by brackets.

    The text before a group in its line counts as indentation. A mapping and a list may share a
    column.
    """
    widest = max(len(found.group()) for found in _MARGIN.finditer(text))
    return 2 * (widest + 1) + text.count("[") + text.count("{")


def _too_deep(text: str) -> bool:
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return True
    return False


class _Written(Struct, frozen=True):
    """A text as it stands in a file. first_line: the line of the file on which it begins."""

    path: str
    text: str
    first_line: int

    def fault(self, position: int, what: str, mend: str) -> Fault:
        """Return a fault at a position of the text."""
        line = self.first_line + self.text.count("\n", 0, position)
        return Fault(self.path, line, what, mend, kind="front-matter")

    def told(self, node: yaml.Node, position: int, told: Told) -> Fault:
        """Return a fault of a value; where it stands on one line, that line as it should stand."""
        what, mend = told
        first, last = node.start_mark, node.end_mark
        if mend == QUOTE and self.text.count("\n", first.index, last.index) <= last.column == 0:
            last = first
        if mend == QUOTE and first.line == last.line:
            mend = in_quotes(self.text.split("\n")[first.line])
        return self.fault(position, what, mend)

    def swallowed_in(self, node: yaml.ScalarNode, key: str, *, is_below: bool) -> Iterator[Fault]:
        """Report the lines of a text that were meant to be keys, or lines of a list.

        is_below: whether the first one counts: the text begins below its key.
        """
        first, last = node.start_mark, node.end_mark
        begins = self.text.rfind("\n", 0, first.index) + 1
        lines = self.text[begins : last.index].split("\n")
        for number, line in enumerate(lines):
            above = "" if is_below else lines[0]
            told = swallowed(line, key, above) if number or is_below else None
            if told:
                yield Fault(
                    self.path, self.first_line + first.line + number, *told, kind="front-matter"
                )


def _examine(
    written: _Written, node: yaml.Node, keys: KeyPath, lines: dict[KeyPath, int], seen: set[int]
) -> Iterator[Fault]:
    """Note the line of each key; report repeated keys, and signs that would be left out."""
    begins = node.start_mark.index
    if id(node) in seen:
        return  # a `*name`, of which the `&name` has been told
    seen.add(id(node))
    signed = of_value(written.text, node)
    if signed:
        yield written.told(node, begins, signed)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                what, mend = "a key that is a list or a group", "write one word and a colon"
                yield written.fault(key.start_mark.index, what, mend)
                continue
            place = (*keys, str(key.value))
            if place in lines:
                what = f"`{key.value}` stands twice"
                mend = f"keep one of the two; the other is in line {lines[place]}"
                yield written.fault(key.start_mark.index, what, mend)
            lines[place] = written.first_line + key.start_mark.line
            yield from _examine(written, value, place, lines, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            place = (*keys, index)
            lines[place] = written.first_line + value.start_mark.line
            yield from _examine(written, value, place, lines, seen)
    elif isinstance(node, yaml.ScalarNode):
        name = next((key for key in reversed(keys) if isinstance(key, str)), "")
        is_below = written.first_line + node.start_mark.line > lines.get(keys, written.first_line)
        if not node.style and (is_below or node.end_mark.line > node.start_mark.line):
            yield from written.swallowed_in(node, str(name), is_below=is_below)
        cut = of_rest(written.text, node, name)
        if cut:
            ends = node.end_mark.index
            is_below = written.text.startswith("\n", ends)
            yield written.told(node, ends + is_below, cut)
        for found in CONTROL.finditer(str(node.value)):
            what = f"control character U+{ord(found.group()):04X}, written as an escape"
            yield written.fault(begins, what, "delete it; it breaks feeds")


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        pairs = ((str(key.value), _plain(value)) for key, value in node.value)
        return {key: value for key, value in pairs if value is not None}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    if isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NOTHING:
        return None
    # A value that holds only a comment counts as blank.
    return clean_value(node.value).text or (None if node.value else "")


def _comment_faults(path: str, text: str, node: yaml.Node, first_line: int) -> Iterator[Fault]:
    """Report the first wrong comment of each value, at the line on which it begins."""
    if "<" not in text:
        return
    for scalar in _scalars(node):
        value = scalar.value
        for flaw in clean_value(value).flaws[:1]:
            # A value may have been folded, and has its marks still in their order.
            marks = value.count("<", 0, flaw.position)
            places = re.finditer("<", text[scalar.start_mark.index : scalar.end_mark.index])
            place = next((place.start() for n, place in enumerate(places) if n == marks), 0)
            line = first_line + text.count("\n", 0, scalar.start_mark.index + place)
            yield Fault(path, line, flaw.what, flaw.mend, kind="comment")


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _scalars(value)
    elif isinstance(node, yaml.ScalarNode):
        yield node


def _fault_of(source: Source, misfit: Misfit) -> Fault:
    keys = [key for key in misfit.keys if isinstance(key, str)]
    name = ".".join(keys)
    line = source.line(*misfit.keys)
    if misfit.is_missing:
        what = f"no {name}" if len(keys) == 1 else f"`{name}` is missing"
        return Fault(source.path, line, what, f"add `{keys[-1]}:`", kind="key-missing")
    if misfit.is_unknown:
        meant = _meant_by(misfit)
        mend = f"did you mean `{meant}`?" if meant else misfit.known_key
        return Fault(source.path, line, f"unknown key `{name}`", mend, kind="key-unknown")
    what = _OF_A_VALUE.get(misfit.type, misfit.what)
    plain = _value_at(source.front, misfit.keys)
    groups = _groups_in(plain) if keys[-1] in LISTS else []
    if groups and "name" not in plain[groups[0]]:
        index = groups[0]
        line = source.line(*misfit.keys, index)
        what, mend = _no_name(plain[index : index + 1])
        return Fault(source.path, line, f"`{name}`: {what}", mend, kind="key-value")
    as_written = _as_list_or_group(misfit, plain) if isinstance(plain, str) else ""
    # All that is no text is a list or a group: the value began with a bracket.
    is_bracket = misfit.type == "string_type"
    hint = _unbracketed(str(keys[-1]), plain) if is_bracket else _hint(keys, misfit.field)
    mend = misfit.mend or as_written or hint
    return Fault(source.path, line, f"`{name}`: {what}", mend, kind="key-value")


def _unbracketed(key: str, value: Any) -> str:
    """Return the advice for a list or a group where words must be: of one name, the name."""
    is_one = isinstance(value, list) and len(value) == 1
    if key in _NAMES and is_one and isinstance(value[0], str):
        return rewritten(f"{key}: {value[0] if is_plain(value[0]) else quoted(value[0])}")
    return QUOTE


def _groups_in(values: Any) -> list[int]:
    """Return the places of the lists and groups that stand in a list itself."""
    listed = values if isinstance(values, list) else []
    return [number for number, each in enumerate(listed) if isinstance(each, (dict, list))]


def _no_name(values: Sequence[Any]) -> tuple[str, str]:
    """Return what is wrong with a value of a list of names that is a list or a group itself."""
    pairs = [*values[0].items()] if values and isinstance(values[0], Mapping) else []
    if len(pairs) == 1 and isinstance(pairs[0][1], str):
        return "a name with `: ` in it", f"write `{quoted(': '.join(pairs[0]))}`"
    return "a name that begins with a bracket", "put the name into double quotes"


def _meant_by(misfit: Misfit) -> str | None:
    """Return the known key that an unknown one stands for, None where it is none or a slip."""
    key = str(misfit.keys[-1]).lower()
    first = key.partition(" ")[0]  # of `title Mayor: never`
    meant = _OTHER_WORDS.get(key, key)
    return next((each for each in (meant, first) if each in misfit.known), None)


def _value_at(data: Any, keys: KeyPath) -> Any:
    """Return the value at a place of front matter, None where there is none."""
    for key in keys:
        if isinstance(data, Mapping):
            data = data.get(str(key))
        else:
            data = data[key] if isinstance(data, list) and isinstance(key, int) else None
    return data


def _as_list_or_group(misfit: Misfit, value: str) -> str:
    """Return the advice for a text where a list of names or a picture must be, "" elsewhere."""
    key = misfit.keys[-1]
    if key in LISTS:
        return rewritten(f"{key}: {byline(value) if key == 'authors' else listed(value)}")
    group = group_in(misfit.field)
    is_list = misfit.field is not None and get_origin(misfit.field.annotation) is tuple
    if is_list and group is not None and issubclass(group, TextOrGroup):
        return rewritten(f"{key}: [{value}]")
    if key == "image" and group_in(misfit.field) is not None:
        return f"write `{key}:`, and below it `  src: {value}`"
    return ""


def _hint(keys: Sequence[str], field: FieldInfo | None) -> str:
    """Return, as advice, the example that the model gives for a key, or the keys below it."""
    if field is not None and field.examples:
        return f"write it like `{keys[-1]}: {field.examples[0]}`"
    group = group_in(field)
    if field is None or group is None:
        return "see the writers' guide"
    listed = "a list of " if get_origin(field.annotation) is tuple else ""
    names = (known.alias or name for name, known in group.model_fields.items())
    below = ", ".join(f"`{name}:`" for name in names)
    return f"write `{keys[-1]}:` and below it {listed}{below}"
