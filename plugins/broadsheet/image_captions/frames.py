"""Frames: figures that a text writes in HTML, and the credits that their captions end with.

A `<figure>` that holds one picture, linked or not, and at most a `<figcaption>` of words becomes a
figure like any other: its caption and its credit are read as those of a title are. In any other
the pictures stay in their lines, and a signed credit at the end of the caption goes to each of
those that say none.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree
from msgspec import Struct

from broadsheet.story.tree import (
    Content,
    Node,
    contents,
    element,
    is_element,
    neighbours,
    print_contents,
    text_of,
)
from broadsheet.story.tree import replace as put_in_place_of
from broadsheet.story.wording import Bracket, credit_bracket, is_signed

# Elements that stand between paragraphs: a caption that holds one is more than a line of words.
# fmt: off
_BLOCKS = frozenset({
    "p", "div", "ul", "ol", "dl", "table", "pre", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5",
    "h6", "figure", "details", "section", "address", "img", "iframe", "video", "audio",
})
# fmt: on


class Frame(Struct, frozen=True):
    """A figure written in HTML around one picture. caption: its `<figcaption>`."""

    figure: Node
    caption: Node | None


class FrameWords(Struct, frozen=True):
    """The words of a frame's caption, as HTML; the fields are those of `Wording`.

    whole: the caption with its bracket, if any.
    """

    caption: str
    credit: str | None = None
    name: str | None = None
    whole: str = ""
    linked: bool = False


def frame_of(image: Node) -> Frame | None:
    """Return the figure around one picture, None where there is none or where it holds more."""
    figure = next(image.iterancestors("figure"), None)
    if figure is None:
        return None
    parts = _shown(figure)
    captions = [part for part in parts if is_element(part) and part.tag == "figcaption"]
    others = [part for part in parts if part not in captions]
    if len(captions) > 1 or len(others) != 1 or not _holds_only(others[0], image):
        return None
    caption = _line_in(captions[0]) if captions else None
    if caption is not None and next(caption.iterdescendants(*_BLOCKS), None) is not None:
        return None
    return Frame(figure, caption)


def words_of(caption: Node) -> FrameWords:
    """Return the words of a `<figcaption>`, and the credit that stands at their end."""
    whole = _inner(caption)
    found = _bracket_of(caption)
    if found is None:
        return FrameWords(whole, whole=whole)
    rest = deepcopy(caption)
    _cut(rest, found.opening, found.stop)
    linked = len(list(rest.iter("a"))) < len(list(caption.iter("a")))
    if is_signed(found.words):
        return FrameWords(_inner(rest), found.words, whole=whole, linked=linked)
    return FrameWords(_inner(rest), name=found.words, whole=whole, linked=linked)


def shared_credit(figure: Node) -> FrameWords | None:
    """Return what the caption of several pictures says of their credit, None where nothing."""
    caption = figure.find("figcaption")
    found = _bracket_of(deepcopy(caption)) if caption is not None else None
    if found is None:
        return None
    if is_signed(found.words):
        return FrameWords("", found.words)
    return FrameWords("", name=found.words)


def take_off_credit(figure: Node) -> None:
    """Take the signed credit off the caption of several pictures, since these show it."""
    caption = figure.find("figcaption")
    found = _bracket_of(caption) if caption is not None else None
    if caption is not None and found is not None and is_signed(found.words):
        _cut(caption, found.opening, found.stop)


def _bracket_of(caption: Node) -> Bracket | None:
    _part_lines(caption)
    return credit_bracket(text_of(caption).rstrip(), str)


def place_in_frame(figure: Node) -> Node:
    """Return what the picture's own figure shall replace, so that no attribute is lost.

    The class or the language of a figure stay on a `<div>` around the new one, as those of its
    caption stay on a `<span>` around the words.
    """
    for name in ("id", "title", "credit"):
        figure.attrib.pop(name, "")
    parent = figure.getparent()
    if parent is not None and parent.tag == "p" and neighbours(figure) == (None, None):
        # Markdown puts a paragraph around HTML in a quotation, where no figure may stand.
        put_in_place_of(parent, figure)
    if not figure.keys():
        return figure
    place = element("figure")
    for part in list(figure):
        figure.remove(part)
    figure.tag, figure.text = "div", None
    figure.append(place)
    return place


def _line_in(caption: Node) -> Node:
    """Return the paragraph of a caption that holds one and nothing else, else the caption."""
    parts = _shown(caption)
    if len(parts) == 1 and is_element(parts[0]) and parts[0].tag == "p":
        return parts[0]
    return caption


def _shown(node: Node) -> list[Content]:
    """Return what stands in an element, but for white space and comments."""
    return [
        part
        for part in contents(node)
        if (part.strip() if isinstance(part, str) else is_element(part))
    ]


def _holds_only(part: Content, image: Node) -> bool:
    """Say whether a part of a figure is a picture, or holds it and nothing else."""
    while is_element(part) and part is not image:
        inner = _shown(part)
        if part.tag not in ("p", "a", "div", "center") or len(inner) != 1:
            return False
        part = inner[0]
    return part is image


def _inner(caption: Node) -> str:
    """Return the HTML in a caption, on one line, within what its own attributes say."""
    inside = deepcopy(caption)
    inside.tail = None
    for tag in inside.iter(etree.Element):
        tag.attrib.pop("id", "")
    if not text_of(inside).strip():
        return ""
    if inside.keys():
        box = element("body")
        inside.tag = "span"
        box.append(inside)
        inside = box
    return " ".join(print_contents(inside).split())


def _part_lines(caption: Node) -> None:
    """Put a space behind each break, which parts words as a space does."""
    for mark in caption.iter("br"):
        mark.tail = f" {mark.tail or ''}"


def _cut(caption: Node, left: int, stop: str) -> None:
    """Keep the first characters of a caption's text, and put the full stop behind them."""
    places = _places(caption)
    last = -1
    for number, (node, field) in enumerate(places):
        text = getattr(node, field) or ""
        kept = text[: max(left, 0)]
        left -= len(text)
        setattr(node, field, kept or None)
        last = number if kept.strip() else last
    for node, field in places[last + 1 :]:
        setattr(node, field, None)
    if last >= 0:
        node, field = places[last]
        setattr(node, field, getattr(node, field).rstrip())
        # Behind the tag around the last words, as it was behind the bracket.
        end = "tail" if field == "text" and node is not caption else field
        setattr(node, end, (getattr(node, end) or "") + stop or None)
    for node, field in reversed(places[last + 1 :]):
        parent = node.getparent()
        is_empty = not len(node) and not node.tail and node.tag not in _BLOCKS
        if field == "text" and node is not caption and parent is not None and is_empty:
            parent.remove(node)


def _places(root: Node) -> list[tuple[Node, str]]:
    """Return where the texts of an element stand, in their order, without those of comments."""
    found: list[tuple[Node, str]] = [(root, "text")]
    waiting: list[tuple[Node, bool]] = [(child, False) for child in reversed(root)]
    while waiting:
        node, is_done = waiting.pop()
        if is_done:
            found.append((node, "tail"))
            continue
        waiting.append((node, True))
        if is_element(node):
            found.append((node, "text"))
            waiting += [(child, False) for child in reversed(node)]
    return found
