"""The pass over a file: its pictures become slots, and its lead picture gets its credit.

What becomes a figure: an image, linked or not, that is the whole content of a paragraph, or that
stands alone between blocks at the top of the body, in a quotation or in a `<div>`. A paragraph
in a list item counts too: a `figure` may stand there, and only there are caption and credit
shown. What stays an image within the line: one with words or another image beside it, in a
table, in a heading, in a tight list item, or in a `<figure>` that was written as HTML.

Of an image's own attributes src, alt, title and credit are read. An id is kept on an empty
`span`, since links may lead there; `class`, `style`, `width`, `height`, `loading` and the like are
dropped: the theme says how pictures look and the file says how large they are. A `<picture>`
shrinks to its `<img>`.

A decorative picture has the class `decorative` (`![](rule.png){.decorative}`), or in HTML
`role="presentation"`: Markdown cannot tell an empty alt text from a forgotten one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.wording import caption_and_credit
from broadsheet.image_captions.written import Manuscript
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.draft import Draft
from broadsheet.story.front import ImageFront
from broadsheet.story.model import PictureUse, Words
from broadsheet.story.slots import Slot
from broadsheet.story.targets import LinkTarget, classify, seen_from_afar
from broadsheet.story.tree import (
    Content,
    Node,
    element,
    insert_before,
    is_element,
    neighbours,
    unwrap_all,
)
from broadsheet.story.tree import replace as put_in_place_of

# Where a block may not stand, or where the writer has made the figure themselves.
_NO_FIGURE = frozenset({"a", "td", "th", "caption", "dt", "summary", "figure", "figcaption"})
_BOXES = frozenset({"div", "blockquote", "section", "article", "aside", "center", "dd"})
# fmt: off
_BLOCKS = _BOXES | frozenset({
    "p", "ul", "ol", "dl", "table", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
    "figure", "details", "address", "header", "footer",
})
# fmt: on
_DECORATIVE_ROLES = {"presentation", "none"}

HIDDEN_CAPTION = Flaw(
    "a caption that is not shown: the picture does not stand alone",
    "put the picture into a paragraph of its own",
    Gravity.ADVICE,
)


def hang_pictures(draft: Draft) -> Iterable[Fault]:
    """Replace each image by a slot "figure" or "image" whose data is a PictureUse.

    The lead picture of front matter stays in the draft, its caption read like the others.
    """
    _credit_lead(draft)
    _shrink_picture_elements(draft.root)
    manuscript = Manuscript(draft.source, draft.reading.plain)
    faults: list[Fault] = []
    for image in list(draft.root.iterdescendants("img")):
        place = lone_place(image, draft.root, lambda node: _is_block(node, draft))
        if place is None:
            faults += _hang_in_line(image, draft, manuscript)
        else:
            faults += _hang_figure(image, place, draft, manuscript)
    return faults


def _credit_lead(draft: Draft) -> None:
    """Take the credit off the lead picture's caption, as off any other."""
    lead, front = draft.lead, draft.picture
    if lead is None or not isinstance(front, ImageFront) or front.caption is None:
        return
    written, credit = caption_and_credit(front.caption, lead.credit, draft.reading.plain)
    if written != front.caption:
        line = draft.source.line("image", "caption")
        # What is wrong with its links was told when the whole caption was read.
        caption = _set(written, line, draft)[0]
        draft.lead = replace(lead, caption=caption, credit=credit)


def _set(words: str | None, line: int, draft: Draft) -> tuple[tuple[Words, ...], list[Fault]]:
    """Return a caption as it is printed, and its links' faults."""
    if not words:
        return (), []
    return draft.reading.inline(words, draft.source.path, line, draft.lang)


def _hang_figure(image: Node, place: Node, draft: Draft, manuscript: Manuscript) -> list[Fault]:
    anchor = sole_anchor(image)
    around = [tag for tag in (image, anchor, place) if tag is not None]
    use, faults = _use(around, draft, manuscript)
    if anchor is not None and anchor.get("href") is not None:
        found = _destination(anchor.get("href", "").strip(), draft, use.line)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            use = replace(use, href=found)
    _keep_ids(around, place)
    put_in_place_of(place, draft.slots.element(Slot("figure", use, use.line)))
    return faults


def _destination(written: str, draft: Draft, line: int) -> LinkTarget | str | Fault:
    """Return where a picture leads, wherever it is shown, or what is wrong with its link."""
    path = draft.source.path
    found = classify(path, written, line, draft.reading.link_schemes)
    return seen_from_afar(found, path) if isinstance(found, LinkTarget) else found


def _hang_in_line(image: Node, draft: Draft, manuscript: Manuscript) -> list[Fault]:
    anchor = sole_anchor(image)
    use, faults = _use([tag for tag in (image, anchor) if tag is not None], draft, manuscript)
    if anchor is not None:
        anchor.attrib.pop("credit", "")
    _keep_ids([image], image)
    put_in_place_of(image, draft.slots.element(Slot("image", use, use.line)))
    if use.caption:
        faults.append(HIDDEN_CAPTION.at(draft.source.path, use.line))
    return faults


def _keep_ids(tags: list[Node], place: Node) -> None:
    for name in dict.fromkeys(tag.get("id", "") for tag in tags if tag.get("id")):
        insert_before(place, element("span", {"id": name}))


def _use(
    around: list[Node], draft: Draft, manuscript: Manuscript
) -> tuple[PictureUse, list[Fault]]:
    """Return a picture's use, read from its tag and those around it, and its caption's faults.

    Markdown may put the attributes on a tag around the image.
    """
    image = around[0]
    src = image.get("src", "").strip()
    title = first_of(around, "title")
    line, written = manuscript.find(src, title)
    given = first_of(around, "credit")
    words, credited = caption_and_credit(written, given, draft.reading.plain)
    caption, faults = _set(words, line, draft)
    return PictureUse(src, line, alt_in(around), caption, credited), faults


def alt_in(around: list[Node]) -> str | None:
    """Return the alt text of a picture, "" for a decorative one and None where there is none.

    around: the image, and the elements around it that hold nothing else.
    """
    alt = " ".join(around[0].get("alt", "").split())
    return alt or ("" if any(map(_is_decorative, around)) else None)


def first_of(tags: list[Node], attribute: str) -> str:
    """Return the first value of an attribute that is not blank, "" where there is none."""
    values = (tag.get(attribute, "") for tag in tags)
    return next((value for value in values if value.strip()), "")


def _is_decorative(tag: Node) -> bool:
    classes = tag.get("class", "").split()
    return "decorative" in classes or tag.get("role") in _DECORATIVE_ROLES


def lone_place(image: Node, root: Node, is_block: Callable[[Content], bool]) -> Node | None:
    """Return the element that a figure shall replace, None where the image stays in its line.

    is_block: says whether a neighbour is a block, and no part of a line.
    """
    anchor = sole_anchor(image)
    node = image if anchor is None else anchor
    parent = node.getparent()
    if parent is None or any(tag.tag in _NO_FIGURE for tag in node.iterancestors()):
        return None
    if parent.tag == "p":
        return parent if _is_sole_content(node) else None
    if parent is not root and parent.tag not in _BOXES:
        return None
    beside = neighbours(node)
    return node if all(each is None or is_block(each) for each in beside) else None


def sole_anchor(image: Node) -> Node | None:
    """Return the link around an image and nothing else."""
    parent = image.getparent()
    return parent if parent is not None and parent.tag == "a" and _is_sole_content(image) else None


def _is_sole_content(node: Node) -> bool:
    return neighbours(node) == (None, None)


def _is_block(node: Content, draft: Draft) -> bool:
    if not is_element(node):
        return False
    slot = draft.slots.slot_of(node)
    return is_block_element(node) if slot is None else slot.kind != "image"


def is_block_element(node: Content) -> bool:
    """Say whether it is an element that stands between paragraphs, and not in one."""
    return is_element(node) and node.tag in _BLOCKS


def _shrink_picture_elements(root: Node) -> None:
    for picture in root.iterdescendants("picture"):
        # The parser may have put the image into the void `source`: keep what it holds.
        unwrap_all(picture, "source")
    unwrap_all(root, "picture")
