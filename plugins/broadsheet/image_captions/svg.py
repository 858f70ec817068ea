"""SVG files: their size, and whether they are drawings and nothing else.

Browsers run no script of an SVG shown by `<img>`, but they do when a reader opens the file
itself, and the file lies on the site's own host. So what could run, or load from elsewhere, is
refused. A plain link (`<a>`) to a full address loads nothing and may stay.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from broadsheet.image_captions.flaws import Flaw
from broadsheet.privacy.xml import parse
from broadsheet.site.svg_sizes import ROOTS, shown_size

_RUNNING = frozenset({"script", "handler", "listener"})
_FRAMES = frozenset({"foreignobject", "iframe", "embed", "object", "audio", "video"})
_REFERENCES = frozenset({"href", "src"})
_BUILT_IN = re.compile(
    r"data:(?:image/(?:png|jpe?g|gif|webp|avif)|font/|application/(?:x-)?font)[^,]*,", re.IGNORECASE
)
_LINK = re.compile(r"(?:https?:|mailto:|#|/|[^:]*$)", re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?\s*([^\"')]*)", re.IGNORECASE)
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")


def svg_size(data: bytes) -> tuple[int, int] | Flaw:
    """Return width and height in CSS pixels of an SVG file, or what is wrong with it.

    The words of a flaw go behind the name of the file.
    """
    root = parse(data)
    if root is None or root.tag not in ROOTS:
        return Flaw("is not an SVG file that can be read", "export it again as SVG")
    flaw = _unsafe(root)
    if flaw:
        return flaw
    width, height = shown_size(root)
    if width < 1 or height < 1:
        return Flaw("has no size", "give its root a `viewBox`")
    return width, height


def _unsafe(root: Any) -> Flaw | None:
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is not None and list(document_type.iterentities()):
        return _holds("entity declarations")
    for node in root.getroottree().xpath("//processing-instruction()"):
        if node.target == "xml-stylesheet":
            return _holds("a reference to another file")
    for element in root.iter(etree.Element):
        found = _unsafe_element(element)
        if found:
            return _holds(found)
    return None


def _holds(what: str) -> Flaw:
    return Flaw(f"holds {what}", "export it again as a plain drawing")


def _unsafe_element(element: Any) -> str | None:
    """Return what an element holds that no drawing needs."""
    kind = etree.QName(element).localname.lower()
    if kind in _RUNNING:
        return "a script"
    if kind in _FRAMES:
        return f"a `{etree.QName(element).localname}`"
    if kind == "style" and _loads("".join(element.itertext())):
        return "a reference to another file"
    for full_name, value in element.attrib.items():
        found = _unsafe_attribute(kind, etree.QName(full_name), str(value))
        if found:
            return found
    return None


def _unsafe_attribute(kind: str, name: etree.QName, value: str) -> str | None:
    local = name.localname.lower()
    if local.startswith("on") and not name.namespace:
        return f"an event handler (`{name.localname}`)"
    if local == "attributename" and re.search(r"(?:^|:)(?:href|on\w+)$", value, re.IGNORECASE):
        return "an animated reference"
    bare = re.sub(r"[\x00-\x20]", "", value)
    if local in _REFERENCES and bare.lower().startswith(("javascript:", "vbscript:")):
        return "a script"
    if local in _REFERENCES and not _stays_here(kind, bare):
        return "a reference to another file"
    if local == "base" or _loads(value):
        return "a reference to another file"
    return None


def _stays_here(kind: str, address: str) -> bool:
    if not address or address.startswith("#") or _BUILT_IN.match(address):
        return True
    return kind == "a" and bool(_LINK.match(address))


def _loads(css: str) -> bool:
    """Say whether CSS, or an attribute that may hold some, loads anything from elsewhere."""
    text = _CSS_ESCAPE.sub(lambda match: _char(match[1]), re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    if "@import" in text.lower():
        return True
    return any(
        target.strip() and not target.startswith("#") and not _BUILT_IN.match(target)
        for target in _URL.findall(text)
    )


def _char(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else ""
