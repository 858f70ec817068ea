"""Rights: what every size of a picture says of its owner and its use, as XMP.

What a picture says itself stays, as far as it tells nothing of place, time and device: see
`privacy`. What only the newsroom's notes or older kinds of metadata say is added. Names of the
properties: the IPTC Photo Metadata Standard 2023.1.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from lxml import etree
from PIL import Image

from broadsheet.privacy.cleaning import clean
from broadsheet.privacy.packets import packet_in
from broadsheet.privacy.reader import CannotClean
from broadsheet.privacy.svg import SVG
from broadsheet.privacy.xml import BLANKS, parse
from broadsheet.privacy.xmp import RDF, clean_xmp
from broadsheet.story.nobody import first_credit_in_file

Rights = tuple[tuple[str, str], ...]
"""Names of `PictureRights` with their texts, those that are empty left out."""

_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_XMP_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
_IPTC = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_IPTC_MORE = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"
_CC = "http://creativecommons.org/ns#"  # https://wiki.creativecommons.org/wiki/XMP
_PREFIXES = {
    "rdf": RDF,
    "dc": _DC,
    "photoshop": _PHOTOSHOP,
    "xmpRights": _XMP_RIGHTS,
    "Iptc4xmpCore": _IPTC,
    "Iptc4xmpExt": _IPTC_MORE,
    "plus": _PLUS,
    "cc": _CC,
}
# The property of each name, and how XMP holds it: a text, a list, a text by languages, an address,
# or as one of several who have a name or an address (see `_LICENSOR`).
_PROPERTIES = {
    "creator": (_DC, "creator", "Seq"),
    "credit": (_PHOTOSHOP, "Credit", ""),
    "copyright": (_DC, "rights", "Alt"),
    "web_statement": (_XMP_RIGHTS, "WebStatement", ""),
    "usage_terms": (_XMP_RIGHTS, "UsageTerms", "Alt"),
    "alt": (_IPTC, "AltTextAccessibility", "Alt"),
    "source": (_PHOTOSHOP, "Source", ""),
    "digital_source": (_IPTC_MORE, "DigitalSourceType", ""),
    "data_mining": (_PLUS, "DataMining", ""),
    "licensor": (_PLUS, "Licensor", "Seq"),
    "licence": (_CC, "license", "resource"),
}
_OWNERS = ("creator", "credit", "copyright")
_ORIENTATION = "{http://ns.adobe.com/tiff/1.0/}Orientation"
_LICENSOR = {True: f"{{{_PLUS}}}LicensorURL", False: f"{{{_PLUS}}}LicensorName"}
_METADATA, _STYLE = f"{{{SVG}}}metadata", f"{{{SVG}}}style"
_FROM_THE_END = re.compile("(?:last|only)-child")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def packet_of(data: bytes, rights: Rights) -> bytes:
    """Return the XMP packet of a picture's sizes, b"" where nobody says anything.

    data: the picture's file. rights: what is known of it besides. How the file was to be turned is
    left out: its sizes stand the right way up.
    """
    rdf = _rdf_of(data)
    for of in rdf:
        of.attrib.pop(_ORIENTATION, None)
        for turned in of.findall(_ORIENTATION):
            of.remove(turned)
    _add_missing(rdf, rights)
    return clean_xmp(etree.tostring(rdf)) if len(rdf) else b""


def tell_rights(drawing: Any, rights: Rights) -> None:
    """Add to a drawing what is known of it besides what it says itself, as its metadata.

    drawing: the root of an SVG. New metadata stands last; where a style counts children from the
    end, it stands first. So the style finds the same elements as before.
    """
    metadata = drawing.find(_METADATA)
    if metadata is None:
        metadata = etree.Element(_METADATA)
        styles = (text for style in drawing.iter(_STYLE) for text in style.itertext())
        drawing.insert(0 if any(map(_FROM_THE_END.search, styles)) else len(drawing), metadata)
    rdf = metadata.find(f"{{{RDF}}}RDF")
    if rdf is None:
        rdf = etree.SubElement(metadata, f"{{{RDF}}}RDF", nsmap=_PREFIXES)
    _add_missing(rdf, rights)


def _add_missing(rdf: Any, rights: Rights) -> None:
    """Add what nobody has said yet, in place of properties that are there and say nothing."""
    for name, _ in rights:
        _take_out_what_says_nothing(rdf, name)
    known = {child.tag for of in rdf for child in of} | {name for of in rdf for name in of.attrib}
    missing = [(name, text) for name, text in rights if _tag(name) not in known]
    if missing:
        told = etree.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
        for name, text in missing:
            _add(told, name, text)


def _take_out_what_says_nothing(rdf: Any, name: str) -> None:
    """Take a property out where it is empty, or is to name an owner and names nobody."""
    tag = _tag(name)
    for of in rdf:
        if tag in of.attrib and not _says_anything(name, of.get(tag)):
            del of.attrib[tag]
        for child in of.findall(tag):
            values = (value for each in child.iter() for value in each.attrib.values())
            if not _says_anything(name, " ".join((*child.itertext(), *values))):
                of.remove(child)


def _says_anything(name: str, text: str) -> bool:
    return bool(first_credit_in_file([text]) if name in _OWNERS else text.strip())


def _rdf_of(data: bytes) -> Any:
    """Return what a picture's own packet says, cleaned; an empty element where it has none."""
    try:
        cleaned = clean(data)
        with Image.open(BytesIO(cleaned)) as image:
            packet = packet_in(image, cleaned)
    except (CannotClean, OSError, ValueError):
        packet = b""
    root = parse(clean_xmp(packet).strip(BLANKS)) if packet else None
    found = None if root is None else next(root.iter(f"{{{RDF}}}RDF"), None)
    return etree.Element(f"{{{RDF}}}RDF", nsmap=_PREFIXES) if found is None else found


def _tag(name: str) -> str:
    namespace, local, _ = _PROPERTIES[name]
    return f"{{{namespace}}}{local}"


def _add(told: Any, name: str, text: str) -> None:
    element = etree.SubElement(told, _tag(name), nsmap=_PREFIXES)
    holder = _PROPERTIES[name][2]
    if not holder:
        element.text = text
        return
    if holder == "resource":
        element.set(f"{{{RDF}}}resource", text)
        return
    item = etree.SubElement(etree.SubElement(element, f"{{{RDF}}}{holder}"), f"{{{RDF}}}li")
    if name == "licensor":
        item.set(f"{{{RDF}}}parseType", "Resource")
        is_address = text.startswith(("https://", "http://"))
        etree.SubElement(item, _LICENSOR[is_address]).text = text
        return
    item.text = text
    if holder == "Alt":
        item.set(_LANG, "x-default")
