"""What the tests of feeds share: feeds taken apart as a reader's program does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from lxml import etree

from tests.support.small_paper import Paper

ATOM = "http://www.w3.org/2005/Atom"
NAMESPACES = {"a": ATOM, "m": "http://search.yahoo.com/mrss/"}
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><title>t</title></svg>"


@dataclass(frozen=True)
class Node:
    """An element of a feed, looked into by XPath with the prefixes `a` and `m`."""

    element: etree._Element

    def texts(self, path: str) -> list[str]:
        """Return the texts, or attributes, at a path."""
        found = self.element.xpath(path, namespaces=NAMESPACES)
        assert isinstance(found, list)
        return [one if isinstance(one, str) else "".join(one.itertext()) for one in found]

    def text(self, path: str) -> str:
        """Return the one text at a path."""
        (text,) = self.texts(path)
        return text

    def nodes(self, path: str) -> list[Node]:
        """Return the elements at a path."""
        found = self.element.xpath(path, namespaces=NAMESPACES)
        assert isinstance(found, list)
        return [Node(one) for one in found]

    @property
    def content(self) -> BeautifulSoup:
        """The story of an entry, parsed."""
        assert self.text("a:content/@type") == "html"
        return BeautifulSoup(self.text("a:content"), "lxml")


def feed(paper: Paper, path: str = "feeds/all.atom.xml") -> Node:
    """Return a printed feed."""
    assert paper.stopped is None, paper.faults
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return Node(etree.fromstring((paper.output / path).read_bytes(), parser))


def entries(paper: Paper, path: str = "feeds/all.atom.xml") -> list[Node]:
    """Return the entries of a printed feed."""
    return feed(paper, path).nodes("a:entry")


def entry(paper: Paper, path: str = "feeds/all.atom.xml") -> Node:
    """Return the one entry of a printed feed."""
    (only,) = entries(paper, path)
    return only


def breaches(root: Node) -> list[str]:
    """Return what in a feed is against RFC 4287: the musts of sections 3 and 4 that apply."""
    found = []
    if root.element.tag != f"{{{ATOM}}}feed":
        found.append("the root is no feed")
    authored = bool(root.texts("a:author/a:name"))
    for node in (root, *root.nodes("a:entry")):
        name = etree.QName(node.element).localname
        for child in ("id", "title", "updated"):
            if len(node.texts(f"a:{child}")) != 1:
                found.append(f"{name}: not one {child}")
        found += [f"{name}: {many}" for many in _repeated(node)]
        found += [f"{name}: no moment: {when}" for when in _moments(node) if not _aware(when)]
        ids = node.texts("a:id")
        found += [f"{name}: no IRI: {one}" for one in ids if not urlsplit(one).scheme]
        if name == "entry" and not (authored or node.texts("a:author/a:name")):
            found.append("entry: no author")
    found += [
        "an author without a name"
        for who in root.nodes("//a:author")
        if who.texts("a:name") in ([], [""])
    ]
    found += ["a category without a term" for term in root.texts("//a:category/@term") if not term]
    found += [
        f"no full address: {url}"
        for url in root.texts("//@href | //@url")
        if not urlsplit(url).netloc
    ]
    ids = root.texts("a:entry/a:id")
    if len(set(ids)) != len(ids):
        found.append("two entries have one id")
    return found


def _repeated(node: Node) -> list[str]:
    once = ("content", "published", "rights", "subtitle", "summary")
    many = [f"more than one {child}" for child in once if len(node.texts(f"a:{child}")) > 1]
    for rel in ("alternate", "self"):
        if len(node.texts(f"a:link[@rel='{rel}']/@href")) > 1:
            many.append(f"more than one link of the kind {rel}")
    return many


def _moments(node: Node) -> list[str]:
    return node.texts("a:updated | a:published")


def _aware(moment: str) -> bool:
    try:
        return datetime.fromisoformat(moment).tzinfo is not None
    except ValueError:
        return False
