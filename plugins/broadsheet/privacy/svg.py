"""SVG: a drawing, without what drawing programs write beside it.

What goes: elements and attributes of the programs' own, which hold paths, users and whole copies
of the drawing; comments, unless they speak of rights; instructions; declarations; paths on
somebody's disk. What stays in `metadata` are creator, title, rights and licence, as RDF. Pictures
within the drawing are cleaned as well.

Formats: SVG 2 (W3C); RDF/XML, see `xmp.py`; the `data:` scheme, RFC 2397.
"""

from __future__ import annotations

import gzip
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from lxml import etree

from broadsheet.privacy.reader import CannotClean
from broadsheet.privacy.words import speaks_of_rights
from broadsheet.privacy.xml import XML, cut, local_name, namespace_of, parse
from broadsheet.privacy.xmp import RDF, prune

GZIP = b"\x1f\x8b\x08"
SVG = "http://www.w3.org/2000/svg"
_NAMESPACES = frozenset(
    {"", SVG, XML, "http://www.w3.org/1999/xlink", "http://www.w3.org/1999/xhtml"}
    | {"http://www.w3.org/1998/Math/MathML", "http://www.w3.org/2001/xml-events"}
)
_ADDRESSES = ("href", "src", "base")
_METADATA = f"{{{SVG}}}metadata"
_MOST = 1 << 27  # bytes of a compressed drawing

_BEFORE_ROOT = re.compile(
    rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?svg[\s/>]")
_ON_DISK = re.compile(r"\s*(?:file:|[a-z]:[\\/]|\\\\)", re.IGNORECASE)
_URL = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"']*))\s*\)", re.IGNORECASE)
_DATA = re.compile(
    r"(?P<head>\s*data:image/[\w.+-]+(?:;[\w=.-]+)*?(?P<base64>;base64)?,)(?P<data>.*)",
    re.IGNORECASE | re.DOTALL,
)

Clean = Callable[[bytes], bytes]


def is_svg(head: bytes) -> bool:
    """Say whether a file that begins so is a drawing."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    at = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    while found := _BEFORE_ROOT.match(head, at):
        at = found.end()
    return bool(_ROOT.match(head, at))


def is_svgz(head: bytes) -> bool:
    """Say whether a file that begins so is a compressed drawing."""
    return head.startswith(GZIP) and is_svg(_unzipped(head, 1 << 16)[0])


def clean_svgz(data: bytes, clean: Clean) -> bytes:
    """Return a compressed drawing cleaned; see `clean_svg`."""
    drawing, is_whole = _unzipped(data, _MOST)
    if not is_whole:
        raise CannotClean("it cannot be unpacked")
    cleaned = clean_svg(drawing, clean)
    # The head of such a file names the file that was packed, and when.
    return gzip.compress(cleaned, mtime=0)


def _unzipped(data: bytes, most: int) -> tuple[bytes, bool]:
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        return inflater.decompress(data, most), inflater.eof
    except zlib.error:
        return b"", False


def clean_svg(data: bytes, clean: Clean) -> bytes:
    """Return a drawing that looks the same; one with nothing to cut out byte for byte.

    clean: cleans the pictures within. Raises CannotClean.
    """
    root = parse(data, expand=True)
    if root is None:
        raise CannotClean("it is no XML that can be read", "export it again as SVG")
    before = etree.tostring(root.getroottree())
    declared = root.getroottree().docinfo.internalDTD
    for node in root.getroottree().xpath("//comment() | //processing-instruction()"):
        _clean_node(node)
    if namespace_of(root.tag) not in _NAMESPACES:
        raise CannotClean("its root is no `svg`", "export it again as SVG")
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == _METADATA:
            _clean_metadata(element)
        elif namespace_of(element.tag) in _NAMESPACES:
            _clean_element(element, clean)
            waiting += element.iterchildren(etree.Element)
        else:
            cut(element)
    if not _declares(declared) and etree.tostring(root.getroottree()) == before:
        return data
    _forget_namespaces(root)
    return _printed(root)


def _declares(document_type: Any) -> bool:
    """Say whether a document declares entities or attributes, which can hold anything."""
    if document_type is None:
        return False
    return bool([*document_type.iterentities(), *document_type.iterelements()])


def _printed(root: Any) -> bytes:
    """Return a document without its declarations, which nothing needs any more."""
    first = root
    while first.getprevious() is not None:
        first = first.getprevious()
    pieces = [b'<?xml version="1.0" encoding="UTF-8"?>']
    while first is not None:
        pieces.append(etree.tostring(first, encoding="unicode", with_tail=False).encode())
        first = first.getnext()
    return b"\n".join(pieces) + b"\n"


def _forget_namespaces(root: Any) -> None:
    known = [prefix for prefix, name in root.nsmap.items() if prefix and name in _NAMESPACES]
    etree.cleanup_namespaces(root, keep_ns_prefixes=known)


def _clean_node(node: Any) -> None:
    """Cut out a comment or an instruction, unless it claims rights, or gives the style."""
    text = node.text or ""
    if isinstance(node, etree._ProcessingInstruction):
        is_kept = node.target == "xml-stylesheet" and "file:" not in text.lower()
    else:
        is_kept = speaks_of_rights(text)
    if not is_kept:
        _cut_anywhere(node)


def _cut_anywhere(node: Any) -> None:
    if node.getparent() is not None:
        cut(node)
        return
    # Beside the root there is no parent to take a node from; an element of nothing takes it in.
    node.tail = None
    etree.Element("nothing").append(node)


def _clean_element(element: Any, clean: Clean) -> None:
    for name, value in list(element.attrib.items()):
        cleaned = _cleaned_attribute(name, str(value), clean)
        if cleaned is None:
            del element.attrib[name]
        elif cleaned != value:
            element.set(name, cleaned)
    if local_name(element.tag) == "style" and element.text:
        cleaned = _cleaned_style(element.text, clean)
        if cleaned != element.text:
            element.text = cleaned


def _cleaned_attribute(name: str, value: str, clean: Clean) -> str | None:
    """Return the value that an attribute may have, None where it may not stay."""
    if namespace_of(name) not in _NAMESPACES:
        return None
    if local_name(name) in _ADDRESSES:
        return None if _ON_DISK.match(value) else _cleaned_address(value, clean)
    return _cleaned_style(value, clean)


def _cleaned_style(text: str, clean: Clean) -> str:
    """Return CSS with the pictures in it cleaned, and without paths on somebody's disk."""

    def cleaned_url(found: re.Match[str]) -> str:
        address = found[1] or found[2] or found[3] or ""
        if _ON_DISK.match(address):
            return "none"
        cleaned = _cleaned_address(address, clean)
        return found[0] if cleaned == address else f'url("{cleaned}")'

    return _URL.sub(cleaned_url, text) if "url(" in text.lower() else text


def _cleaned_address(address: str, clean: Clean) -> str:
    """Return an address, with the picture cleaned that it may be itself."""
    found = _DATA.fullmatch(address)
    if found is None:
        return address
    written = unquote_to_bytes(found["data"])
    try:
        data = b64decode(b"".join(written.split())) if found["base64"] else written
    except ValueError:  # no browser shows it
        raise CannotClean("a picture within it is damaged", "export it again as SVG") from None
    cleaned = clean(data)
    if cleaned == data:
        return address
    packed = b64encode(cleaned).decode() if found["base64"] else quote_from_bytes(cleaned)
    return found["head"] + packed


def _clean_metadata(element: Any) -> None:
    """Leave nothing but RDF in `metadata`, and of that what may stay."""
    inside = list(element.iter(f"{{{RDF}}}RDF"))
    for child in list(element):
        element.remove(child)
    element.text = None
    for attribute in [name for name in element.attrib if namespace_of(name)]:
        del element.attrib[attribute]
    for each in inside:
        if prune(each):
            each.tail = None
            element.append(each)
