"""Edits of a settings file: changes texts that are written out there, and nothing else of it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct


class NotWrittenOut(ValueError):
    """What is not written out in the file, and so can only be changed by hand."""


class SettingsText(Struct, frozen=True):
    """The text of a settings file. Each edit returns a new one."""

    text: str

    def renamed(
        self, setting: str, is_meant: Callable[[str], bool], name: str, keys: tuple[str, ...] = ()
    ) -> SettingsText:
        """Return the file with a name in the place of those that are meant in a setting.

        They may be the setting itself, one of its list, or stand under one of the `keys` of its
        groups. Nothing is changed where none is written out.
        """
        value = self._value(setting)
        found = [each for each in _names_in(value, keys) if is_meant(each.value)] if value else []
        return self._with(
            {self._span(each): json.dumps(name, ensure_ascii=False) for each in found}
        )

    def with_entries(
        self, setting: str, fresh: Mapping[str, str], gone: Callable[[str], bool]
    ) -> SettingsText:
        """Return the file with further entries in a setting that is a group of texts.

        Entries that lead to a key of `fresh` lead to where that leads; those whose key is `gone`
        go. Raises NotWrittenOut where the group is not written out.
        """
        value = self._value(setting)
        lines = [f"    {_text(old)}: {_text(to)},\n" for old, to in fresh.items()]
        if value is None:
            if re.search(rf"^\s*{setting}\b", self.text, re.M):
                raise NotWrittenOut(f"{setting} is not written out")
            end = "" if self.text.endswith("\n") else "\n"
            return SettingsText(f"{self.text}{end}\n{setting} = {{\n{''.join(lines)}}}\n")
        if not isinstance(value, ast.Dict):
            raise NotWrittenOut(f"{setting} is not written out")
        edits: dict[tuple[int, int], str] = {}
        for key, to in zip(value.keys, value.values, strict=True):
            if not isinstance(key, ast.Constant) or not isinstance(to, ast.Constant):
                continue
            if gone(str(key.value)):
                edits[self._entry(key, to)] = ""
            elif to.value in fresh:
                edits[self._span(to)] = _text(fresh[str(to.value)])
        closing = self._span(value)[1] - 1
        before = self.text[:closing].rstrip()
        comma = "" if before.endswith((",", "{")) else ","
        if "#" in before[before.rfind("\n") + 1 :] and comma:
            raise NotWrittenOut(f"{setting} ends in a comment")
        edits[len(before), closing] = f"{comma}\n{''.join(lines)}"
        return self._with(edits)

    def value(self, setting: str) -> Any:
        """Return the value of a setting that is written out, None of one that is not."""
        node = self._value(setting)
        try:
            return ast.literal_eval(node) if node is not None else None
        except ValueError:
            return None

    def _value(self, setting: str) -> ast.expr | None:
        """Return what the file assigns to a setting last, at its top level."""
        found = None
        for statement in ast.parse(self.text).body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if name == setting:
                    found = value
                case ast.AnnAssign(target=ast.Name(id=name), value=value) if name == setting:
                    found = value
        return found

    def _entry(self, key: ast.expr, value: ast.expr) -> tuple[int, int]:
        """Return where an entry of a group stands, with its comma; the line if it has its own."""
        start, end = self._span(key)[0], self._span(value)[1]
        line = self.text.rfind("\n", 0, start) + 1
        behind = re.compile(r"[ \t]*,?[ \t]*(#[^\n]*)?(?P<end>\n)?").match(self.text, end)
        if behind is None:
            return start, end
        if behind["end"] and not self.text[line:start].strip():
            return line, behind.end()
        return start, behind.end("end") - len(behind["end"] or "") if behind[
            "end"
        ] else behind.end()

    def _span(self, node: ast.expr) -> tuple[int, int]:
        """Return where a node begins and ends in the text."""
        lines = self.text.splitlines(keepends=True)

        def place(line: int, column: int) -> int:
            before = lines[line - 1].encode()[:column].decode()
            return sum(map(len, lines[: line - 1])) + len(before)

        end = place(node.end_lineno or node.lineno, node.end_col_offset or 0)
        return place(node.lineno, node.col_offset), end

    def _with(self, edits: Mapping[tuple[int, int], str]) -> SettingsText:
        text = self.text
        for (start, end), fresh in sorted(edits.items(), reverse=True):
            text = text[:start] + fresh + text[end:]
        ast.parse(text)  # what cannot be read is never written
        return SettingsText(text)


def _names_in(value: ast.expr, within: tuple[str, ...]) -> Iterator[Any]:
    match value:
        case ast.Constant(value=str()):
            yield value
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            for each in elements:
                yield from _names_in(each, within)
        case ast.Dict(keys=keys, values=values):
            for key, inner in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant) and key.value in within:
                    yield from _names_in(inner, ())


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
