"""XMP: properties in RDF, of which those stay that are on a list.

Formats: XMP part 1 (ISO 16684-1); the IPTC Photo Metadata Standard for the properties of its
schemas; PLUS 2.0.1 for licences; ccREL for those of Creative Commons, which SVG files carry;
Google's GPano, by which viewers show a panorama.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from broadsheet.privacy.reader import CannotClean
from broadsheet.privacy.xml import BLANKS, XML, cut, local_name, namespace_of, parse

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_HEAD = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_META, _META_END = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">', b"</x:xmpmeta>"
_TAIL = b'<?xpacket end="r"?>'
_ABOUT, _LANG = f"{{{RDF}}}about", f"{{{XML}}}lang"

# None stands for every property. A person's address, telephone and place of work are not among
# them, nor is the customer of a licence, nor the place where a picture was taken, in numbers or in
# words. Instructions are not: they are meant for the newsroom.
_KEPT: dict[str, frozenset[str] | None] = {
    "http://purl.org/dc/elements/1.1/": frozenset(
        {"creator", "contributor", "publisher", "rights", "title", "description"}
    ),
    "http://ns.adobe.com/xap/1.0/rights/": None,
    "http://ns.adobe.com/photoshop/1.0/": frozenset(
        {"AuthorsPosition", "Credit", "Headline", "Source"}
    ),
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": frozenset(
        {"AltTextAccessibility", "ExtDescrAccessibility", "Title"}
        | {"CreatorContactInfo", "CiEmailWork", "CiUrlWork"}
    ),
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": frozenset(
        {"DigitalSourceType", "Contributor", "Name", "Role"}
        | {"ArtworkOrObject", "AOTitle", "AOCreator", "AOCopyrightNotice", "AOSource"}
        | {"AOCurrentCopyrightOwnerName", "AOCurrentLicensorName"}
        | {"EmbdEncRightsExpr", "EncRightsExpr", "LinkedEncRightsExpr", "LinkedRightsExpr"}
        | {"RightsExprEncType", "RightsExprLangId"}
    ),
    "http://ns.useplus.org/ldf/xmp/1.0/": frozenset(
        {"Licensor", "LicensorID", "LicensorName", "LicensorEmail", "LicensorURL"}
        | {"CopyrightOwner", "CopyrightOwnerID", "CopyrightOwnerName", "CopyrightOwnerImageID"}
        | {"ImageCreator", "ImageCreatorID", "ImageCreatorName", "ImageCreatorImageID"}
        | {"ImageSupplier", "ImageSupplierID", "ImageSupplierName", "ImageSupplierImageID"}
        | {"LicensorImageID", "CopyrightStatus", "CopyrightRegistrationNumber", "Version"}
        | {"TermsAndConditionsText", "TermsAndConditionsURL", "CreditLineRequired", "DataMining"}
        | {"MediaConstraints", "RegionConstraints", "ProductOrServiceConstraints"}
        | {"ImageFileConstraints", "ImageAlterationConstraints", "ImageDuplicationConstraints"}
        | {"OtherConstraints", "AdultContentWarning"}
    ),
    "http://creativecommons.org/ns#": None,
    "http://web.resource.org/cc/": None,
    "http://www.w3.org/ns/tdmrep/": None,
    "http://ns.adobe.com/tiff/1.0/": frozenset(
        {"Artist", "Copyright", "ImageDescription", "Orientation"}
    ),
    "http://ns.google.com/photos/1.0/panorama/": frozenset(
        {"ProjectionType", "UsePanoramaViewer", "FullPanoWidthPixels", "FullPanoHeightPixels"}
        | {"CroppedAreaImageWidthPixels", "CroppedAreaImageHeightPixels"}
        | {"CroppedAreaLeftPixels", "CroppedAreaTopPixels"}
    ),
    RDF: frozenset({"RDF", "Description", "Alt", "Bag", "Seq", "li", "value"}),
}
_MARKS = {_LANG, f"{{{RDF}}}resource", f"{{{RDF}}}nodeID"}
_PARSE_TYPE = f"{{{RDF}}}parseType"


def clean_xmp(packet: bytes, room: int | None = None) -> bytes:
    """Return an XMP packet with the properties that may stay, b"" where none is left.

    A packet that cannot be parsed counts as empty. room: the most bytes that the result may have;
    CannotClean is raised if it is longer.
    """
    return _packet(parse(packet.strip(BLANKS)), room)


def joined_xmp(packet: bytes, extension: bytes, room: int) -> bytes:
    """Return a packet, cleaned, with its extension, where a JPEG keeps what was too long."""
    root, more = parse(packet.strip(BLANKS)), _rdf_in(parse(extension.strip(BLANKS)))
    home = _rdf_in(root)
    if home is not None and more is not None:
        home.extend(list(more))
    return _packet(root, room)


def _packet(root: Any, room: int | None) -> bytes:
    rdf = _rdf_in(root)
    if rdf is None or not prune(rdf):
        return b""
    # Read once more by itself: what stands around it, and is declared there, may hold anything.
    alone = parse(etree.tostring(rdf, with_tail=False))
    if alone is None:  # an attribute with an entity that only its document knows
        return b""
    etree.cleanup_namespaces(alone)
    text = etree.tostring(alone, encoding="unicode").encode()
    for whole in (_HEAD + _META + text + _META_END + _TAIL, text):
        if room is None or len(whole) <= room:
            return whole
    raise CannotClean("what its XMP says of rights takes more room than there is")


def _rdf_in(root: Any) -> Any:
    return None if root is None else next(root.iter(f"{{{RDF}}}RDF"), None)


def prune(element: Any) -> bool:
    """Take out of an element, in place, all that may not stay; say whether it says anything."""
    for name in list(element.attrib):
        _prune_attribute(element, name)
    for child in list(element):
        if not isinstance(child.tag, str) or not _may_stay(child.tag) or not prune(child):
            cut(child)
    if len(element):
        element.text = None
        for child in element:
            child.tail = None
        return True
    if element.tag in _HOLDERS:
        element.text = None
    says = bool((element.text or "").strip())
    return says or any(name not in (_ABOUT, _LANG, _PARSE_TYPE) for name in element.attrib)


_HOLDERS = frozenset(f"{{{RDF}}}{name}" for name in ("RDF", "Description", "Alt", "Bag", "Seq"))


def _prune_attribute(element: Any, name: str) -> None:
    value = str(element.attrib[name])
    if name == _ABOUT:  # often a number that is the same in each version of the picture
        if not value.startswith(("http://", "https://")):
            element.set(name, "")
    elif name == _PARSE_TYPE:
        if value != "Resource":
            del element.attrib[name]
    elif name not in _MARKS and not (namespace_of(name) != RDF and _may_stay(name)):
        del element.attrib[name]


def _may_stay(name: str) -> bool:
    namespace = namespace_of(name)
    if namespace not in _KEPT:
        return False
    names = _KEPT[namespace]
    return names is None or local_name(name) in names
