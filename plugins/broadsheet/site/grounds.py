"""Grounds: the colours of the paper on light and dark screens, for the browser's own frame.

They are those that the style sheets give to `--paper`, so that a paper says them once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STEP = re.compile(r"[{};]")
_DARK = re.compile(r"prefers-color-scheme\s*:\s*dark")
_COLOUR = re.compile(
    r"--paper\s*:\s*(#[0-9a-fA-F]{3,8}|[a-z]+|(?:rgb|hsl|oklch|oklab|lab)\([^()]*\))"
)


class Grounds(Struct, frozen=True):
    """Colours as CSS writes them, None where no style sheet has a plain one."""

    light: str | None = None
    dark: str | None = None


NO_GROUNDS = Grounds()


def read_grounds(sheets: Iterable[str]) -> Grounds:
    """Return the grounds that style sheets set, in their order: the last word counts."""
    found: dict[str, str] = {}
    for sheet in sheets:
        found.update(_grounds_in(_COMMENT.sub("", sheet)))
    return Grounds(found.get("light"), found.get("dark"))


def _grounds_in(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield "light" or "dark" with its colour; not what holds on paper or in some windows."""
    around: list[str] = []
    begin = 0
    for step in _STEP.finditer(sheet):
        words, begin = sheet[begin : step.start()].strip(), step.end()
        colour = _COLOUR.fullmatch(words)
        if colour and around and around[-1].strip() == ":root":
            media = [each for each in around if each.startswith("@media")]
            if not media:
                yield "light", colour[1]
            elif len(media) == 1 and _DARK.search(media[0]):
                yield "dark", colour[1]
        if step[0] == "{":
            around.append(words)
        elif step[0] == "}" and around:
            around.pop()
