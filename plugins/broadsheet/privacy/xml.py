"""XML that strangers wrote: read without opening or expanding anything, and pruned in place."""

from __future__ import annotations

from typing import Any

from lxml import etree

XML = "http://www.w3.org/XML/1998/namespace"
BLANKS = b"\0 \t\r\n"


def parse(data: bytes, *, expand: bool = False) -> Any:
    """Return the root of a document, None where it cannot be read.

    expand: whether to replace the entities that the document itself declares; lxml refuses those
    that grow without end. Nothing outside of the document is ever opened.
    """
    parser = etree.XMLParser(
        resolve_entities="internal" if expand else False,  # type: ignore[arg-type]  # the stubs of lxml know no "internal" yet
        no_network=True,
        load_dtd=False,
        huge_tree=b"<!ENTITY" not in data,  # else one embedded picture of 10 MB would be too much
        strip_cdata=False,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def cut(node: Any) -> None:
    """Take an element, a comment or an instruction out of its tree, but not the text behind it."""
    parent, before, tail = node.getparent(), node.getprevious(), node.tail or ""
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    node.tail = None
    parent.remove(node)


def namespace_of(name: Any) -> str:
    """Return the namespace of a tag or an attribute, "" where there is none."""
    return str(name)[1:].partition("}")[0] if str(name).startswith("{") else ""


def local_name(name: Any) -> str:
    """Return a tag or an attribute without its namespace."""
    return str(name).rpartition("}")[2]
