"""Minifying: makes a drawing smaller by what no browser shows, and by nothing else.

What goes are blanks between elements, ids that nothing names, namespaces that nothing uses, the
declarations before the root, and characters of numbers that change no value. What programs write
beside a drawing has been cut out before; see `privacy/svg.py`. Whose a drawing is, its title and
its description stay.

Nothing is taken from a library: scour, the one for Python that is in wide use, was last released in
2020 (0.38.2), and rounds numbers and drops attributes whatever its options say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from broadsheet.pictures.path_data import shorter_number, shorter_path, shorter_points
from broadsheet.pictures.rights import Rights, tell_rights
from broadsheet.privacy.svg import SVG
from broadsheet.privacy.xml import local_name, namespace_of, parse

# Elements whose own characters are not shown: those that group, define, and draw no text.
_SHOW_NO_TEXT = frozenset(
    f"{{{SVG}}}{name}"
    for name in (
        "svg", "g", "defs", "symbol", "switch", "a", "clipPath", "mask", "marker", "pattern",
        "linearGradient", "radialGradient", "stop", "filter", "feComponentTransfer", "feMerge",
        "feDiffuseLighting", "feSpecularLighting", "path", "rect", "circle", "ellipse", "line",
        "polyline", "polygon", "image", "use",
    )
)  # fmt: skip
_NUMBERS = frozenset(
    {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "offset"}
    | {"opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "stroke-width", "font-size"}
)
_TEXTS = (f"{{{SVG}}}text", f"{{{SVG}}}tspan")
_PATH = f"{{{SVG}}}path"
_CORNERS = (f"{{{SVG}}}polygon", f"{{{SVG}}}polyline")
_WORD = re.compile(r"[\w-]+")
_BLANKS = " \t\n\r"


def minified(data: bytes, rights: Rights = ()) -> bytes:
    """Return a clean drawing in fewer bytes, which looks the same; an unreadable one unchanged.

    rights: what is known of it besides what it says itself, which is added.
    """
    root = parse(data)
    if root is None or namespace_of(root.tag) != SVG or _is_declared(root):
        return data
    _close_up(root)
    if not _asks_for_attributes(root):
        _shorten_numbers(root)
        _forget_ids(root)
    if rights:
        tell_rights(root, rights)
    _forget_namespaces(root)
    around = (*reversed(list(root.itersiblings(preceding=True))), root, *root.itersiblings())
    made = "".join(etree.tostring(each, encoding="unicode", with_tail=False) for each in around)
    return made.encode() if rights else min(made.encode(), data, key=len)


def _is_declared(root: Any) -> bool:
    """Say whether a drawing needs declarations, which would go."""
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and [*declared.iterentities(), *declared.iterelements()]:
        return True
    return next(root.iter(etree.Entity), None) is not None


def _close_up(root: Any) -> None:
    """Take out the blanks between elements. One that holds nothing else keeps them (`:empty`)."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        # Not into texts: there a link shows its blanks.
        waiting += element.iterchildren(*_SHOW_NO_TEXT)
        if next(element.iterchildren(etree.Element), None) is None:
            continue
        if not (element.text or "").strip(_BLANKS):
            element.text = None
        for child in element:
            if not (child.tail or "").strip(_BLANKS):
                child.tail = None


def _asks_for_attributes(root: Any) -> bool:
    """Say whether a style may choose elements by the characters of an attribute."""
    return any("[" in text for text in _styles(root))


def _styles(root: Any) -> Iterator[str]:
    for element in root.iter(etree.Element):
        if local_name(element.tag) == "style":
            yield "".join(element.itertext())


def _shorten_numbers(root: Any) -> None:
    for element in root.iter(*_SHOW_NO_TEXT, *_TEXTS):
        for name, value in element.attrib.items():
            shorter = _shorter(element.tag, name, value)
            if len(shorter) < len(value):
                element.set(name, shorter)


def _shorter(tag: str, name: str, value: str) -> str:
    """Return the value of an attribute in as few characters as it needs."""
    if name in _NUMBERS:
        return shorter_number(value)
    if name == "d" and tag == _PATH:
        return shorter_path(value)
    return shorter_points(value) if name == "points" and tag in _CORNERS else value


def _forget_ids(root: Any) -> None:
    """Take out ids that are named nowhere; all stay where a name may be written in another way."""
    named = set[str]()
    for text in (*_styles(root), *_values(root)):
        if "\\" in text or ("%" in text and "#" in text):
            return
        named.update(_WORD.findall(text))
    for element in root.iter(etree.Element):
        known = element.get("id")
        if known and _WORD.fullmatch(known) and known not in named:
            del element.attrib["id"]


def _values(root: Any) -> Iterator[str]:
    for element in root.iter(etree.Element):
        yield from (str(value) for name, value in element.attrib.items() if name != "id")


def _forget_namespaces(root: Any) -> None:
    """Take out the namespaces that nothing uses; the name of an animated attribute may have one."""
    animated = (element.get("attributeName", "") for element in root.iter(etree.Element))
    etree.cleanup_namespaces(root, keep_ns_prefixes=[each.partition(":")[0] for each in animated])
