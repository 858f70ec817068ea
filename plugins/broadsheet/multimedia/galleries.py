"""Galleries: pictures on lines that follow each other, with nothing between, stand side by side.

An empty line between two pictures keeps them apart. A last line in italics is the caption of all of
them; a signed credit at its end, such as `(Photos: Jane Doe)`, is that of each picture that names
none itself. Each picture is a figure with its own caption and credit, as it is anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.api import Draft, Fault, append, insert_before, take_out, text_of
from broadsheet.multimedia.marks import NO_BLOCKS
from broadsheet.story.classes import OF_GALLERIES
from broadsheet.story.tree import Node, contents, element, emptied, is_element
from broadsheet.story.wording import is_signed, split_credit, worded

GALLERY, PICTURES, CAPTION = "gallery", "gallery-pictures", "gallery-caption"
"""The classes of a gallery and of what is in it."""


def hang_galleries(draft: Draft) -> Iterator[Fault]:
    """Make a gallery of each paragraph of pictures, one to a line.

    Image captions come later, and make a figure of each picture.
    """
    for paragraph in list(draft.root.iterdescendants("p")):
        if not any(outer.tag in NO_BLOCKS for outer in paragraph.iterancestors()):
            lines = _lines_of(paragraph)
            pictures = [line for line in lines if _is_picture(line)]
            if len(pictures) > 1 and _is_caption(lines[len(pictures) :]):
                _hang(paragraph, pictures, lines[len(pictures) :], draft)
    yield from ()


def _lines_of(paragraph: Node) -> list[Node]:
    """Return the elements of a paragraph where each has a line to itself, else nothing."""
    found: list[Node] = []
    at_start = True
    for part in contents(paragraph):
        if isinstance(part, str):
            if part.strip():
                return []
            at_start = at_start or "\n" in part
        elif is_element(part) and part.tag == "br":
            at_start = True
        elif is_element(part):
            if not at_start:
                return []
            found.append(part)
            at_start = False
    return found


def _is_picture(node: Node) -> bool:
    """Say whether it is a picture, linked or not."""
    if node.tag == "a":
        inside = [part for part in contents(node) if not isinstance(part, str) or part.strip()]
        return len(inside) == 1 and is_element(inside[0]) and inside[0].tag == "img"
    return node.tag == "img"


def _is_caption(lines: Sequence[Node]) -> bool:
    """Say whether nothing follows the pictures, or one line in italics."""
    return not lines or (len(lines) == 1 and lines[0].tag == "em")


def _hang(paragraph: Node, pictures: Sequence[Node], caption: Sequence[Node], draft: Draft) -> None:
    gallery, rack = emptied(paragraph), element("div", {"class": PICTURES})
    gallery.tag = "div"
    given = gallery.attrib.pop("credit", "") or _shared_credit(caption)
    gallery.set("class", f"{GALLERY} {gallery.get('class', '')}".rstrip())
    append(gallery, rack)
    for number, picture in enumerate(pictures, 1):
        frame = element("p", {"class": _place(number, len(pictures))})
        if given and not _names_its_own(picture, draft):
            frame.set("credit", given)
        append(frame, picture)
        append(rack, frame)
    for line in caption:
        line.tag = "p"
        line.set("class", CAPTION)
        append(gallery, line)
    insert_before(paragraph, gallery)
    take_out(paragraph)


def _place(number: int, count: int) -> str:
    """Return the class of one of so many pictures, by which the theme knows how wide it stands."""
    *few, many, odd = OF_GALLERIES
    if number == count and count % 2:
        return odd
    return few[count - 2] if count - 2 < len(few) else many


def _shared_credit(caption: Sequence[Node]) -> str:
    """Take the credit off the caption of all pictures, where it is signed and nothing else is."""
    if not caption or len(caption[0]):
        return ""
    rest, credit = split_credit(text_of(caption[0]), str)
    if credit is None or not is_signed(credit):
        return ""
    caption[0].text = rest
    return credit


def _names_its_own(picture: Node, draft: Draft) -> bool:
    """Say whether the words of a picture name whose it is."""
    tags = [picture, *picture.iterdescendants("img")]
    if any(tag.get("credit") for tag in tags):
        return True
    titles = (worded(tag.get("title", ""), None, draft.reading.plain) for tag in tags)
    return any(words.credit or words.name for words in titles)
