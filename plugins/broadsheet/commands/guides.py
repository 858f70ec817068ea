"""The guides, to be read in a terminal: an installed package carries them along."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import choose_from

_PACKAGE = Path(__file__).resolve().parents[1]
_CARRIED = _PACKAGE / "guides"  # in an installed package; a checkout has them in docs/
FOLDER = _CARRIED if _CARRIED.is_dir() else _PACKAGE.parents[1] / "docs"

_ALL = "all"
_HEADING = re.compile(r"(#{1,3}) +(.+)")


class NoSuchGuide(BroadsheetError):
    """There is no guide, or no chapter in it, of the name that was given."""


def names() -> list[str]:
    """Return the names of all guides."""
    return sorted(file.stem for file in FOLDER.glob("*.md"))


def guide(name: str, chapter: str = "") -> str:
    """Return a guide as Markdown, or the first chapter in it whose heading holds some words.

    A chapter includes those below it. `all` is the list of the guides. Raises NoSuchGuide.
    """
    if name == _ALL:
        return "".join(f"{each}: {_title(each)}\n" for each in names())
    if name not in names():
        raise NoSuchGuide(f"there is no guide `{name}` ({choose_from(name, names())})")
    text = (FOLDER / f"{name}.md").read_text("utf-8")
    if not chapter:
        return text
    if found := _chapter(text, chapter):
        return found
    raise NoSuchGuide(
        f"no chapter of the guide `{name}` has “{chapter}” in its heading "
        f"(choose from: {'; '.join(title for _, _, title in _headings(text))})"
    )


def _title(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text("utf-8").partition("\n")[0].removeprefix("# ")


def _chapter(text: str, words: str) -> str:
    """Return the lines from the heading that holds the words to the next one that is no smaller."""
    headings = _headings(text)
    lines = text.splitlines(keepends=True)
    for number, (first, level, title) in enumerate(headings):
        if words.casefold() in title.casefold():
            later = (line for line, other, _ in headings[number + 1 :] if other <= level)
            return "".join(lines[first : next(later, len(lines))])
    return ""


def _headings(text: str) -> list[tuple[int, int, str]]:
    """Return line, level and words of each heading; what looks like one in code is none."""
    found: list[tuple[int, int, str]] = []
    in_code = False
    for number, line in enumerate(text.splitlines()):
        if line.lstrip().startswith("```"):
            in_code = not in_code
        elif not in_code and (heading := _HEADING.fullmatch(line)):
            found.append((number, len(heading[1]), heading[2]))
    return found


def show(text: str) -> None:
    """Print a guide: set, and page by page, on a terminal; as it is into a file or a pipe."""
    from rich.console import Console
    from rich.markdown import Markdown

    if not sys.stdout.isatty():
        sys.stdout.write(text)
        return
    os.environ.setdefault("LESS", "FRX")  # as git does: colours, and no pager for a few lines
    console = Console(width=min(Console().width, 100))
    with console.pager(styles=True):
        console.print(Markdown(text))
