"""Likenesses: the HTML of an article as a tree on which decisions about stories can be made.

The article's HTML is kept in BeautifulSoup's tree, which preserves any HTML, even invalid. The code
that decides about stories works on lxml's trees. So a likeness is an lxml tree with the elements
and texts that matter, each element with a reference to the BeautifulSoup element it stands for.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString, Script, Stylesheet, TemplateString

from broadsheet.story.fields import CONTROL
from broadsheet.story.tree import Node, append, element

_NO_TEXT = (PreformattedString, Script, Stylesheet, TemplateString)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
# Elements around a whole part of the text: what stands in them counts as if they were not there.
# So do those around an image's other sizes.
_CLEAR = {"section", "article", "picture"}
_CLEAR_DIVS = {"section", "document"}


class Likeness:
    """A tree that stands for another one. root: its body."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.root = element("body")
        self._tags: dict[Node, Tag] = {self.root: soup}
        # Without recursion: a thousand tags in each other would end the program.
        waiting = [(self.root, iter(soup.contents))]
        while waiting:
            parent, children = waiting[-1]
            child = next(children, None)
            if child is None:
                waiting.pop()
            elif isinstance(child, Tag) and child.name != "source":  # which shows nothing
                inner = parent
                if not _is_clear(child):
                    inner = self._stand_in(child)
                    append(parent, inner)
                waiting.append((inner, iter(child.contents)))
            elif isinstance(child, NavigableString) and not isinstance(child, _NO_TEXT):
                append(parent, CONTROL.sub(" ", child))

    def tag(self, node: Node) -> Tag:
        """Return the element for which one of the tree's stands."""
        return self._tags[node]

    def _stand_in(self, tag: Tag) -> Node:
        name = tag.name.lower()
        attributes = {
            key.lower(): CONTROL.sub(" ", str(value))
            for key, value in tag.attrs.items()
            if _NAME.fullmatch(key)
        }
        node = element(name if _NAME.fullmatch(name) else "unknown", attributes)
        self._tags[node] = tag
        return node


def _is_clear(tag: Tag) -> bool:
    classes = set(str(tag.get("class") or "").split())
    return tag.name in _CLEAR or (tag.name == "div" and not _CLEAR_DIVS.isdisjoint(classes))
