"""Edits of front matter: changes single values in the text of a file, and no other byte of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

import yaml
from msgspec import Struct

from broadsheet.changes import new_keys
from broadsheet.site.names import key_of

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<front>.*?)^---[ \t]*\r?$", re.M | re.S)
_PLAIN = re.compile(r"[^\W\d_](?:[\w .’()+/-]*[\w.)+])?")
_NOTHING = ("", "~", "null")
_IDLE_LINE = re.compile(r"[ \t]*(?:#[^\n]*)?\r?\n")
_NOTHING_BEHIND = re.compile(r"[ \t]*(?:\r?\n|\Z)")


class CannotEdit(ValueError):
    """An edit that could harm the file; the message says why. line: of the file."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.line = line


class Manuscript(Struct, frozen=True):
    """The text of a content file. Each edit returns a new one."""

    text: str

    def renamed(self, key: str, is_meant: Callable[[str], bool], name: str) -> Manuscript:
        """Return the file with a name in the place of all that are meant, in a text or a list.

        A list that has the name already, or twice, has it once afterwards. Raises CannotEdit.
        """
        edited, place = self, 0
        while True:
            node = edited._value(key)
            is_list = isinstance(node, yaml.SequenceNode)
            items = node.value if is_list else [] if node is None else [node]
            meant = [n for n in range(place, len(items)) if is_meant(_words(items[n]))]
            if not meant:
                return edited
            place = meant[0]
            others = {key_of(_words(each)) for n, each in enumerate(items) if n != place}
            if is_list and key_of(name) in others:
                edited = edited._without(node, place)
            else:
                edited = edited._replaced(items[place], name)
                place += 1

    def without(self, key: str, is_meant: Callable[[str], bool]) -> Manuscript:
        """Return the file without the items of a list that are meant; raise CannotEdit."""
        edited = self
        while isinstance(node := edited._value(key), yaml.SequenceNode):
            found = [n for n, each in enumerate(node.value) if is_meant(_words(each))]
            if not found:
                break
            edited = edited._without(node, found[0])
        return edited

    def with_item(self, key: str, item: str) -> Manuscript:
        """Return the file with one more item at the end of a list; raise CannotEdit."""
        node, written = self._value(key), _written(item)
        if node is None or not isinstance(node, yaml.SequenceNode):
            if node is not None and _words(node):
                raise self._cannot(node, f"`{key}:` is no list")
            if node is not None:
                return self._spliced(node.start_mark.index, node.end_mark.index, f" [{written}]")
            return self._with_line(f"{key}: [{written}]")
        if not node.value:
            return self._spliced(node.start_mark.index, node.end_mark.index, f"[{written}]")
        last = node.value[-1]
        if node.flow_style:
            return self._spliced(last.end_mark.index, last.end_mark.index, f", {written}")
        column = node.value[0].start_mark.column
        front = self._front
        dash = front.rfind("\n", 0, node.value[0].start_mark.index) + 1
        lead = front[dash : dash + column]
        if not re.fullmatch(r"\s*-\s+", lead) or last.style in ("|", ">"):
            raise self._cannot(node, f"`{key}:` is written in a way of its own")
        end = self._end_of_line(last.end_mark.index)
        return self._spliced(end, end, f"{lead}{written}{self._line_end}")

    def with_value(self, key: str, value: str, behind: str) -> Manuscript:
        """Return the file with another text as the value of a key; raise CannotEdit.

        A key that is missing gets a line of its own below that of the key `behind`.
        """
        node, before = self._value(key), self._value(behind)
        if node is not None:
            if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
                raise self._cannot(node, f"`{key}:` is written in a way of its own")
            start, end = node.start_mark.index, node.end_mark.index
            lead = "" if self._front[start - 1 : start].isspace() else " "
            return self._spliced(start, end, lead + value)
        place = self._end_of_line(before.end_mark.index) if before is not None else 0
        return self._spliced(place, place, f"{key}: {value}{self._line_end}")

    def with_group(self, key: str, group: Mapping[str, str]) -> Manuscript:
        """Return the file with one more group of texts at the end of a list; raise CannotEdit."""
        node = self._value(key)
        if node is None or not node.value or node.value in _NOTHING:
            start = len(self._front)
            if node is not None:
                start = self._front.rfind("\n", 0, node.start_mark.index) + 1
            end = self._end_of_line(node.end_mark.index) if node is not None else start
            return self._spliced(start, end, f"{key}:{self._line_end}{self._group('  ', group)}")
        if not isinstance(node, yaml.SequenceNode) or node.flow_style:
            raise self._cannot(node, f"`{key}:` is written in a way of its own")
        # The list ends where the next key begins: what stands before that may be about it.
        end = node.end_mark.index
        while _IDLE_LINE.fullmatch(line := self._line_before(end)):
            end -= len(line)
        indent = " " * node.start_mark.column
        return self._spliced(end, end, self._group(indent, group))

    # Within

    def _group(self, indent: str, group: Mapping[str, str]) -> str:
        lines = (f"{name}: {value}{self._line_end}" for name, value in group.items())
        return f"{indent}- " + f"{indent}  ".join(lines)

    def _end_of_line(self, place: int) -> int:
        """Return where the line after that of a place begins."""
        end = self._front.find("\n", place)
        return len(self._front) if end < 0 else end + 1

    def _line_before(self, place: int) -> str:
        return self._front[self._front.rfind("\n", 0, max(place - 1, 0)) + 1 : place]

    @property
    def _match(self) -> re.Match[str]:
        found = _FRONT.match(self.text)
        if found is None:
            raise CannotEdit("its front matter is not to be made out", 1)
        return found

    @property
    def _front(self) -> str:
        return self._match["front"]

    @property
    def _line_end(self) -> str:
        return "\r\n" if "\r\n" in self._front else "\n"

    def _value(self, key: str) -> Any:
        """Return the node of a key's value, None where the key is missing."""
        names = {key, *(old for old, new in new_keys().items() if new == key)}
        root = yaml.compose(self._front, Loader=yaml.BaseLoader)
        pairs: list[tuple[Any, Any]] = root.value if isinstance(root, yaml.MappingNode) else []
        return next((value for name, value in pairs if name.value in names), None)

    def _replaced(self, node: Any, name: str) -> Manuscript:
        if not isinstance(node, yaml.ScalarNode) or node.style in ("|", ">"):
            raise self._cannot(node, "the name is written in a way of its own")
        start, end = node.start_mark.index, node.end_mark.index
        if node.style is None and "\n" in self._front[start:end].strip():
            raise self._cannot(node, "the name runs over several lines")
        return self._spliced(start, end, _written(name, node.style))

    def _without(self, node: Any, place: int) -> Manuscript:
        items, front = node.value, self._front
        start, end = items[place].start_mark.index, items[place].end_mark.index
        if node.flow_style:
            if place + 1 < len(items):
                end = items[place + 1].start_mark.index
            elif place:
                start = items[place - 1].end_mark.index
            if "#" in front[start:end]:
                raise self._cannot(items[place], "there is a comment beside the name")
            return self._spliced(start, end, "")
        behind = _NOTHING_BEHIND.match(front, end)
        first = front.rfind("\n", 0, start) + 1
        if behind is None or len(items) == 1 or not re.fullmatch(r"\s*-\s+", front[first:start]):
            raise self._cannot(items[place], "there is something beside the name")
        return self._spliced(first, behind.end(), "")

    def _with_line(self, line: str) -> Manuscript:
        end = len(self._front)
        return self._spliced(end, end, line + self._line_end)

    def _spliced(self, start: int, end: int, text: str) -> Manuscript:
        """Return the file with another text between two places of its front matter."""
        offset = self._match.start("front")
        return Manuscript(self.text[: offset + start] + text + self.text[offset + end :])

    def _cannot(self, node: Any, what: str) -> CannotEdit:
        return CannotEdit(what, node.start_mark.line + 2)


def _words(node: Any) -> str:
    return " ".join(node.value.split()) if isinstance(node, yaml.ScalarNode) else ""


def _written(text: str, style: str | None = None) -> str:
    """Return a text as YAML, in the quotation marks that stood there, else in none where it may."""
    if style == "'":
        return "'" + text.replace("'", "''") + "'"
    if style is None and (_PLAIN.fullmatch(text) or re.fullmatch(r"/[\w/.~-]*", text)):
        return text
    return json.dumps(text, ensure_ascii=False)


def with_links_renamed(text: str, kind: str, is_meant: Callable[[str], bool], name: str) -> str:
    """Return a file's text with another name in its links such as `{tag}ports`.

    name: fit for a link as it is, such as a slug.
    """
    link = re.compile(rf"(?<=<)\{{{kind}\}}([^>\n#]*)|\{{{kind}\}}([^\s)>\"'#\]]+)")

    def renamed(found: re.Match[str]) -> str:
        value = unquote(found[1] if found[1] is not None else found[2])
        return f"{{{kind}}}{name}" if is_meant(value) else found[0]

    return link.sub(renamed, text)
