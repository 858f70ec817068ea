"""Commas that are missing between the texts of a list in a settings file.

Python joins two texts that stand side by side
(https://docs.python.org/3/reference/lexical_analysis.html#string-literal-concatenation), so that
`["News" "Sport"]` lists one section, and what follows from it is told far from the cause.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.site.settings_source import SettingsSource


def missing_commas(source: SettingsSource) -> Iterator[Fault]:
    """Advise of texts that stand side by side in a list, in the files that make the settings."""
    for file in source.files():
        for line, before, after in _joined_texts(file):
            what = f"perhaps a comma is missing between “{before}” and “{after}”"
            mend = "put one there; where the two are one text, write it as one"
            path = seen_from_here(file)
            yield Fault(path, line, what, mend, Gravity.ADVICE, kind="setting-comma")


def _joined_texts(file: Path) -> Iterator[tuple[int, str, str]]:
    """Yield the texts of lists that Python joins, two by two, each pair with its line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        tree = ast.parse(text)
    except (OSError, SyntaxError, ValueError, RecursionError):
        return  # whoever reads the settings tells
    lines = text.encode().split(b"\n")
    for listed in ast.walk(tree):
        if isinstance(listed, (ast.List, ast.Tuple, ast.Set)):
            for element in listed.elts:
                if isinstance(element, ast.Constant) and isinstance(element.value, str):
                    yield from _apart(_written(lines, element), element.lineno)


def _written(lines: Sequence[bytes], element: ast.expr) -> str:
    """Return an element as it stands in the lines of a file.

    `ast.get_source_segment` does the same, and divides the whole file into lines for each.
    """
    first, last = element.lineno - 1, (element.end_lineno or element.lineno) - 1
    after = len(lines[last]) - (element.end_col_offset or 0)  # columns are counted in bytes
    written = b"\n".join(lines[first : last + 1])
    return written[element.col_offset : len(written) - after].decode()


def _apart(written: str, line: int) -> Iterator[tuple[int, str, str]]:
    """Yield the neighbours in a text that is written in parts. line: where it begins.

    Parts with a space between them are one sentence over several lines.
    """
    tokens = tokenize.generate_tokens(io.StringIO(f"({written})").readline)
    parts = [
        (line + token.start[0] - 1, str(ast.literal_eval(token.string)))
        for token in tokens
        if token.type == tokenize.STRING
    ]
    for (first, before), (_, after) in pairwise(parts):
        if not (before[-1:].isspace() or after[:1].isspace()):
            yield first, before, after
