"""House drawings: SVG that follows the paper's look, which pages hold as a part of themselves.

Such a drawing says so at its root: `data-broadsheet="drawing"`. Pages can take it in because of
what it does without: ids, styles, references, and colours and faces of its own. So its lettering is
set as the page is, its lines change with the page's colours, and no two drawings get in each
other's way. The contract is told in docs/drawings.md; what breaks it is refused.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from broadsheet.image_captions.flaws import Flaw
from broadsheet.privacy.svg import SVG
from broadsheet.privacy.xml import local_name, namespace_of, parse

DECLARED = "data-broadsheet"
COLOURS = ("ink", "quiet", "hair", "line", "accent", "mark", "paper", "tint")
FACES = ("serif", "sans")

_LETTERING = frozenset({"text", "tspan"})
_ELEMENTS = _LETTERING | {
    "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"
}  # fmt: skip
_UNSHOWN = frozenset({"title", "desc", "metadata"})
_PLACES = frozenset(
    {"d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy"}
    | {"width", "height", "transform"}
)
_LOOKS = frozenset(
    {"stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin"}
    | {"stroke-miterlimit", "stroke-opacity", "fill-opacity", "fill-rule", "opacity", "font-size"}
    | {"font-weight", "font-style", "text-anchor", "dominant-baseline", "letter-spacing"}
)
_PAINT = re.compile(
    rf"\s*(?:none|currentColor|var\(\s*--(?:{'|'.join(COLOURS)})\s*,\s*#[0-9a-f]{{3,6}}\s*\))\s*",
    re.IGNORECASE,
)
_FACE = re.compile(rf"\s*var\(\s*--(?:{'|'.join(FACES)})\s*,[\w\s,'\"-]+\)\s*")
_VALUES = {"fill": _PAINT, "stroke": _PAINT, "font-family": _FACE}
_OF_ROOT = frozenset({DECLARED, "viewBox", "width", "height", "version"})


class _Broken(ValueError):
    """What a drawing holds that the contract does not allow."""


def house_drawing(data: bytes) -> tuple[str, str] | Flaw | None:
    """Return the viewBox of a house drawing and what stands in it, as HTML has it.

    None for a drawing that does not say that it is one. data: a drawing that is safe. The words of
    a flaw go behind the name of the file.
    """
    root = parse(data) if DECLARED.encode() in data else None
    if root is None or root.get(DECLARED) is None:
        return None
    try:
        return _drawn(root)
    except _Broken as broken:
        what = f"says that it is a house drawing, but holds {broken}"
        return Flaw(what, "see `broadsheet guide drawings`, or take `data-broadsheet` out")


def _drawn(root: Any) -> tuple[str, str]:
    if root.get(DECLARED) != "drawing":
        raise _Broken(f'`{DECLARED}="{root.get(DECLARED)}"`, which is no `drawing`')
    box = root.get("viewBox")
    if box is None:
        raise _Broken("no `viewBox`")
    group = etree.Element("g", _attributes(root, _OF_ROOT))
    waiting = [(root, group)]
    while waiting:
        element, copy = waiting.pop()
        for child in element.iterchildren(etree.Element):
            if not _is_shown(child):
                continue
            found = etree.SubElement(copy, local_name(child.tag), _attributes(child))
            is_lettering = found.tag in _LETTERING
            found.text = child.text if is_lettering else None
            found.tail = child.tail if copy.tag in _LETTERING else None
            waiting.append((child, found))
    return box, etree.tostring(group, encoding="unicode")


def _is_shown(element: Any) -> bool:
    name = local_name(element.tag)
    if namespace_of(element.tag) != SVG or name not in _ELEMENTS | _UNSHOWN:
        raise _Broken(f"a `{name}`")
    return name in _ELEMENTS


def _attributes(element: Any, besides: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return the attributes of an element that pages take in. besides: others that it may have."""
    found = dict[str, str]()
    for name, value in element.attrib.items():
        if name in besides:
            continue
        if name not in _PLACES | _LOOKS | _VALUES.keys():
            raise _Broken(f"the attribute `{local_name(name)}`")
        if name in _VALUES and not _VALUES[name].fullmatch(value):
            raise _Broken(f'`{name}="{value}"`')
        found[name] = value
    return found
