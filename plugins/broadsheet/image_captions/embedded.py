"""Embedded metadata: what a picture's file says of itself.

Order of trust: XMP, then IPTC-IIM, then Exif (blocks.md). Sources: the IPTC Photo Metadata
Standard, which names the XMP properties and the IIM datasets; Exif 2.32 for its three tags.
Nothing here raises: metadata that cannot be read count as none. What credits nobody does not hide
a credit in a block that is trusted less.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from PIL import IptcImagePlugin
from PIL.ImageFile import ImageFile

from broadsheet.image_captions.picture_facts import Metadata
from broadsheet.privacy.packets import packet_in
from broadsheet.privacy.xml import BLANKS, parse
from broadsheet.story.nobody import first_credit_in_file

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"
_XMP = {
    "description": _DC + "description",
    "credit": "{http://ns.adobe.com/photoshop/1.0/}Credit",
    "creator": _DC + "creator",
    "copyright": _DC + "rights",
    "web_statement": _RIGHTS + "WebStatement",
    "usage_terms": _RIGHTS + "UsageTerms",
    "alt": "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility",
    "digital_source": "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType",
    "constraints": _PLUS + "ImageAlterationConstraints",
}
_LICENSOR = _PLUS + "LicensorURL"
_IIM = {"description": (2, 120), "credit": (2, 110), "creator": (2, 80), "copyright": (2, 116)}
_EXIF = {"description": 0x010E, "creator": 0x013B, "copyright": 0x8298}
_IIM_CHARSET = (1, 90)
_IIM_UTF8 = b"\x1b%G"
_CREDITS = ("credit", "creator", "copyright")
# Marks that turn the direction of all text behind them.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def metadata_of(image: ImageFile, data: bytes = b"") -> Metadata:
    """Return the metadata of an open picture; the first block that has a text gives it.

    data: its file, in which there may be what Pillow does not read.
    """
    xmp = xmp_metadata(packet_in(image, data))
    return _first_of(xmp, iim_metadata(image), exif_metadata(image))


def xmp_metadata(xmp: bytes | str) -> Metadata:
    """Return the metadata of an XMP packet, or of any XML that has one inside, such as SVG."""
    data = xmp.encode("utf-8", "replace") if isinstance(xmp, str) else bytes(xmp)
    root = parse(data.strip(BLANKS))
    if root is None:
        return Metadata()
    descriptions = list(root.iter(_RDF + "Description"))
    found = {name: _xmp_text(descriptions, tag) for name, tag in _XMP.items()}
    return Metadata(**found, licensor=_licensor(root))


def iim_metadata(image: ImageFile) -> Metadata:
    """Return the metadata of the IPTC-IIM block. Few programs declare its character set."""
    try:
        found = IptcImagePlugin.getiptcinfo(image) or {}
    except Exception:  # Pillow's reader was not made for damaged blocks and raises anything
        return Metadata()
    charset = b"".join(_as_list(found.get(_IIM_CHARSET)))
    is_utf8 = charset == _IIM_UTF8
    return Metadata(**{name: _iim_text(found, key, is_utf8) for name, key in _IIM.items()})


def exif_metadata(image: ImageFile) -> Metadata:
    """Return the metadata of the Exif block."""
    try:
        exif = image.getexif()
        return Metadata(**{name: _exif_text(exif.get(tag)) for name, tag in _EXIF.items()})
    except Exception:  # as above
        return Metadata()


def clean(text: str) -> str | None:
    """Return a text on one line without control characters, None where nothing is left."""
    kept = (
        char
        for char in " ".join(text.split())
        if unicodedata.category(char) not in ("Cc", "Cs", "Cn", "Co") and char not in _TURNING
    )
    return " ".join("".join(kept).split()) or None


def _first_of(*blocks: Metadata) -> Metadata:
    values: dict[str, str | None] = {}
    for each in fields(Metadata):
        texts = [getattr(block, each.name) for block in blocks]
        best = first_credit_in_file(texts) if each.name in _CREDITS else None
        values[each.name] = best or next((text for text in texts if text), None)
    return Metadata(**values)


def _xmp_text(descriptions: list[Any], tag: str) -> str | None:
    """Return a property, which may be an attribute, a text or a list of texts."""
    for description in descriptions:
        attribute = clean(str(description.get(tag) or ""))
        if attribute:
            return attribute
        for element in description.findall(tag):
            text = _xmp_value(element)
            if text:
                return text
    return None


def _licensor(root: Any) -> str | None:
    """Return the page of the first licensor, who is one of a list of things with properties."""
    texts = (str(each.get(_LICENSOR) or "") or _own(each) for each in root.iter("*"))
    return next(filter(None, map(clean, texts)), None)


def _own(element: Any) -> str:
    return "".join(element.itertext()) if element.tag == _LICENSOR else ""


def _xmp_value(element: Any) -> str | None:
    items = list(element.iter(_RDF + "li"))
    if not items:
        return clean("".join(element.itertext()) or str(element.get(_RDF + "resource") or ""))
    if element.find(_RDF + "Alt") is not None:
        # The same text in several languages: the default one, else the first.
        items = sorted(items, key=lambda item: item.get(_LANG) != "x-default")
        return next((text for text in map(_words, items) if text), None)
    return ", ".join(text for text in map(_words, items) if text) or None


def _words(element: Any) -> str | None:
    return clean("".join(element.itertext()))


def _iim_text(
    found: Mapping[tuple[int, int], Any], key: tuple[int, int], is_utf8: bool
) -> str | None:
    texts = (clean(_decoded(value, is_utf8)) for value in _as_list(found.get(key)))
    return ", ".join(text for text in texts if text) or None


def _as_list(value: Any) -> list[bytes]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, bytes)]


def _exif_text(value: Any) -> str | None:
    """Return an Exif text: ASCII by the standard, else as in IPTC-IIM. NUL parts two owners."""
    if isinstance(value, str):
        try:
            value = value.encode("latin-1")
        except UnicodeEncodeError:
            return clean(value)
    if not isinstance(value, bytes):
        return None
    return ", ".join(_exif_parts(value)) or None


def _exif_parts(value: bytes) -> Iterator[str]:
    for part in value.split(b"\0"):
        text = clean(_decoded(part, is_utf8=False))
        if text:
            yield text


def _decoded(value: bytes, is_utf8: bool) -> str:
    """Return a text: UTF-8 where it is valid, else Windows-1252, whatever the block declares.

    is_utf8: whether it is said to be UTF-8. One whose last letter was cut in two, since a field of
    IPTC-IIM has room for so many bytes, loses that letter.
    """
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = value[: error.start]
        is_cut = error.reason == "unexpected end of data"
        if is_cut and (is_utf8 or not whole.isascii()):
            return whole.decode("utf-8")
    return value.decode("cp1252", "replace")
