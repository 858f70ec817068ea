"""Bodies: fills the slots and the links of a body for one medium."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from broadsheet.story.slots import Part, Slot
from broadsheet.story.targets import LinkTarget
from broadsheet.views.records import BodyParts, Filled

AddressOf = Callable[[LinkTarget], str | None]
"""Returns where a link leads, None for what may not be seen."""


def body_parts(
    parts: Iterable[Part], fill: Callable[[Slot], Any], address_of: AddressOf
) -> BodyParts:
    """Return the parts of a body with its links finished and its slots filled.

    fill: returns what stands in a slot, None to leave it out.
    """
    finished: list[str | Filled] = []
    for part in parts:
        if isinstance(part, Slot) and part.kind != "link":
            data = fill(part)
            if data is not None:
                finished.append(Filled(part.kind, data))
            continue
        # A plain `str`: adding Markup to it would escape the text before.
        html = str(finished_html((part,), address_of))
        if finished and isinstance(finished[-1], str):
            finished[-1] += html
        else:
            finished.append(html)
    return tuple(finished)


def finished_html(parts: Sequence[Part], address_of: AddressOf) -> Markup:
    """Return HTML whose only slots are links, with their addresses filled in.

    A link to what may not be seen yet loses its address and keeps its words.
    """

    def html(part: Part) -> str:
        if isinstance(part, str):
            return part
        url = address_of(part.data)
        return "" if url is None else f' href="{escape(url)}"'

    # Parts are safe as they come, and the addresses are escaped.
    return Markup("".join(map(html, parts)))  # noqa: S704 - reading made it safe
