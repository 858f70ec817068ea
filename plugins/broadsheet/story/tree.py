"""The tree of a body: lxml's elements, and functions that change them safely.

lxml stores the text after an element as the `tail` of that element. Moving an element must neither
move that text nor lose it: the functions here take care of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from html import escape
from typing import TypeGuard, cast

from lxml import etree

Node = etree._Element
"""An element or a comment, which in lxml is an element too."""

Content = str | Node
"""What stands inside an element: a text, an element or a comment."""

# fmt: off
WITHOUT_CONTENT = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
})
# fmt: on
"""Elements that have no end: https://html.spec.whatwg.org/multipage/syntax.html#void-elements

And one of old.
"""


# Those of them that lxml's parser, older than they are, lets hold all that follows.
_YOUNGER = ("embed", "source", "track", "wbr")
_HOLDS_YOUNGER = re.compile(f"<(?:{'|'.join(_YOUNGER)})", re.IGNORECASE)
_TAG = re.compile(r"""<([A-Za-z][^\s/<>]*)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""")


def parse(html: str) -> Node:
    """Return the body that a browser would make of HTML, as lenient as a browser is."""
    if _HOLDS_YOUNGER.search(html):
        html = _TAG.sub(_ended, html)
    # The parser's own limit is off: file reading limits the size of a file.
    document = etree.fromstring(f"<body>{html}</body>", etree.HTMLParser(huge_tree=True))
    return document[0]


def _ended(tag: re.Match[str]) -> str:
    is_younger = tag[1].lower() in _YOUNGER and not tag[2].endswith("/")
    return f"<{tag[1]}{tag[2]} />" if is_younger else tag[0]


def element(name: str, attributes: Mapping[str, str] | None = None) -> Node:
    """Return a new element."""
    return etree.Element(name, dict(attributes or {}))


def emptied(node: Node) -> Node:
    """Return a copy of an element with nothing in it, and no text behind it."""
    copied = copy(node)
    copied.text = copied.tail = None
    del copied[:]
    return copied


def attributes_of(node: Node) -> dict[str, str]:
    """Return a copy of the attributes of an element, so that these may be changed in a loop."""
    return {str(name): str(value) for name, value in node.attrib.items()}


def is_element(node: Content | None) -> TypeGuard[Node]:
    """Say whether it is an element: no text, and no comment."""
    return isinstance(node, Node) and isinstance(node.tag, str)


def elements_in(root: Node) -> list[Node]:
    """Return a list of all elements below one, in order, so that the tree may be changed."""
    return list(root.iterdescendants(etree.Element))


def depth_at_end(root: Node) -> int:
    """Return how deep the last of the elements in an element is nested."""
    depth = 0
    while len(root):
        root, depth = root[-1], depth + 1
    return depth


def texts_in(root: Node) -> Iterator[str]:
    """Yield all texts of an element, in their order, without comments."""
    return (str(text) for text in root.itertext())


def text_of(root: Node) -> str:
    """Return the text of an element, without comments."""
    return "".join(texts_in(root))


def texts_by(path: str) -> Callable[[Node], list[str]]:
    """Return a search for the texts that an XPath finds from an element."""
    return cast(Callable[[Node], list[str]], etree.XPath(path, smart_strings=False))


def texts_and_comments(root: Node) -> Iterator[tuple[str, Node]]:
    """Yield all texts of an element in order, each with the element or comment that holds it."""
    if not is_element(root):
        yield root.text or "", root
        return
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event != "end" and node.text:
            yield node.text, node
        parent = node.getparent()
        if event != "start" and node is not root and node.tail and parent is not None:
            yield node.tail, parent


def contents(root: Node) -> Iterator[Content]:
    """Yield what stands in an element itself: texts, elements and comments."""
    if root.text:
        yield root.text
    for node in root:
        yield node
        if node.tail:
            yield node.tail


def neighbours(node: Node) -> tuple[Content | None, Content | None]:
    """Return what stands before and behind an element, but for white space and comments."""
    return _before(node), _behind(node)


def _before(node: Node) -> Content | None:
    previous = node.getprevious()
    while previous is not None:
        if previous.tail and not previous.tail.isspace():
            return previous.tail
        if is_element(previous):
            return previous
        previous = previous.getprevious()
    parent = node.getparent()
    text = parent.text if parent is not None else None
    return text if text and not text.isspace() else None


def _behind(node: Node) -> Content | None:
    last: Node | None = node
    while last is not None:
        if last.tail and not last.tail.isspace():
            return last.tail
        last = last.getnext()
        if is_element(last):
            return last
    return None


def append(root: Node, content: Content) -> None:
    """Put a text or an element, without the text behind it, at the end of an element."""
    if not isinstance(content, str):
        content.tail = None
        root.append(content)
    elif len(root):
        root[-1].tail = (root[-1].tail or "") + content
    else:
        root.text = (root.text or "") + content


def insert_before(place: Node, new: Node) -> None:
    """Put a new element before another."""
    place.addprevious(new)


def insert_after(place: Node, new: Node) -> None:
    """Put a new element behind another, before the text that follows."""
    place.addnext(new)  # this also puts it after the text that follows
    new.tail, place.tail = place.tail, None


def take_out(node: Node) -> None:
    """Take an element out of its tree; the text behind it stays."""
    parent = node.getparent()
    if parent is None:
        return
    previous, behind = node.getprevious(), node.tail or ""
    if previous is None:
        parent.text = (parent.text or "") + behind
    else:
        previous.tail = (previous.tail or "") + behind
    parent.remove(node)


def replace(node: Node, new: Node) -> None:
    """Put a new element in the place of another."""
    insert_before(node, new)
    take_out(node)


def wrap(node: Node, frame: Node) -> None:
    """Put an element into a new one, which takes its place."""
    replace(node, frame)
    append(frame, node)


def unwrap_all(root: Node, name: str) -> None:
    """Replace all elements of a name below one by their contents."""
    etree.strip_tags(root, name)


def drop_comments(root: Node) -> None:
    """Remove comments and processing instructions."""
    etree.strip_tags(root, etree.Comment, etree.PI)


def print_contents(root: Node) -> str:
    """Return the HTML of what stands in an element."""
    for node in root.iterdescendants(etree.Element):
        if not len(node) and node.text is None and node.tag not in WITHOUT_CONTENT:
            node.text = ""  # else lxml prints it without an end tag
    printed = (etree.tostring(node, encoding="unicode") for node in root)
    return escape(root.text or "", quote=False) + "".join(printed)
