"""The pass over a body: pictures become slots.

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

from collections.abc import Iterable, Iterator

from bs4 import Tag
from bs4.element import Comment, NavigableString, PageElement
from markupsafe import Markup

from plugins.image_captions.wording import split_credit
from plugins.image_captions.written import Manuscript
from plugins.story.faults import Fault, Gravity
from plugins.story.model import PictureUse
from plugins.story.reading import Draft, Reading
from plugins.story.slots import Slot

# Where a block may not stand, or where the writer has made the figure themselves.
_NO_FIGURE = ["a", "td", "th", "caption", "dt", "summary", "figure", "figcaption"]
_BOXES = frozenset({"div", "blockquote", "section", "article", "aside", "center", "dd"})
# fmt: off
_BLOCKS = _BOXES | frozenset({
    "p", "ul", "ol", "dl", "table", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
    "figure", "details", "address", "header", "footer",
})
# fmt: on
_DECORATIVE_ROLES = {"presentation", "none"}


def hang_pictures(draft: Draft) -> Iterable[Fault]:
    """Replace each image by a slot "figure" or "image" whose data is a PictureUse."""
    _shrink_picture_elements(draft.root)
    manuscript = Manuscript(draft.source, lambda text: plain_text(text, draft.reading))
    faults: list[Fault] = []
    for image in draft.root.find_all("img"):
        place = _lone_place(image, draft)
        if place is None:
            faults += _hang_in_line(image, draft, manuscript)
        else:
            _hang_figure(image, place, draft, manuscript)
    return faults


def plain_text(markdown: str, reading: Reading) -> str:
    """Return the words of a line of inline Markdown."""
    return str(Markup(reading.printer.inline(markdown)).striptags())  # noqa: S704 - taken apart


def caption_and_credit(
    written: str, credit: str | None, reading: Reading
) -> tuple[str | None, str | None]:
    """Return caption (inline Markdown) and credit of one use, each None where there is none.

    A credit given by itself wins, and the caption then keeps its bracket: it may be an aside.
    Where the bracket says the very same it is taken off.
    """
    given = " ".join((credit or "").split())
    if not plain_text(written, reading).strip():
        return None, given or None
    caption, in_brackets = split_credit(written, lambda text: plain_text(text, reading))
    if not given or given == in_brackets:
        return caption, in_brackets
    return " ".join(written.split()), given


def _hang_figure(image: Tag, place: Tag, draft: Draft, manuscript: Manuscript) -> None:
    anchor = _sole_anchor(image)
    around = [tag for tag in (image, anchor, place) if tag is not None]
    address = str(anchor.get("href", "")).strip() if anchor is not None else ""
    use = _use(around, draft.reading, manuscript, href=address or None)
    for name in dict.fromkeys(str(tag["id"]) for tag in around if tag.get("id")):
        place.insert_before(draft.soup.new_tag("span", attrs={"id": name}))
    place.replace_with(draft.slots.element(Slot("figure", use, use.line)))


def _hang_in_line(image: Tag, draft: Draft, manuscript: Manuscript) -> Iterator[Fault]:
    anchor = _sole_anchor(image)
    use = _use([tag for tag in (image, anchor) if tag is not None], draft.reading, manuscript)
    if anchor is not None:
        anchor.attrs.pop("credit", None)
    if image.get("id"):
        image.insert_before(draft.soup.new_tag("span", attrs={"id": str(image["id"])}))
    image.replace_with(draft.slots.element(Slot("image", use, use.line)))
    if use.caption:
        yield Fault(
            draft.source.path,
            use.line,
            "a caption that is not shown: the picture does not stand alone",
            "put the picture into a paragraph of its own",
            Gravity.ADVICE,
        )


def _use(
    around: list[Tag], reading: Reading, manuscript: Manuscript, href: str | None = None
) -> PictureUse:
    """Read a picture's use off its tag and those around it, which Markdown may have given
    the attributes instead."""
    image = around[0]
    src = str(image.get("src", "")).strip()
    title = next((str(tag["title"]) for tag in around if str(tag.get("title", "")).strip()), "")
    line, written = manuscript.find(src, title)
    credit = next((str(tag["credit"]) for tag in around if str(tag.get("credit", "")).strip()), "")
    caption, credited = caption_and_credit(written, credit, reading)
    alt = " ".join(str(image.get("alt", "")).split())
    return PictureUse(
        src=src,
        line=line,
        alt=alt or ("" if any(map(_is_decorative, around)) else None),
        caption=reading.inline(caption) if caption else None,
        credit=credited,
        href=href,
    )


def _is_decorative(tag: Tag) -> bool:
    return "decorative" in (tag.get("class") or []) or tag.get("role") in _DECORATIVE_ROLES


def _lone_place(image: Tag, draft: Draft) -> Tag | None:
    """Return the element that a figure shall replace, None where the image stays in its line."""
    node = _sole_anchor(image) or image
    parent = node.parent
    if parent is None or node.find_parent(_NO_FIGURE) is not None:
        return None
    if parent.name == "p":
        return parent if _is_sole_content(node) else None
    if parent is not draft.root and parent.name not in _BOXES:
        return None
    beside = (_neighbour(node.previous_siblings), _neighbour(node.next_siblings))
    return node if all(each is None or _is_block(each, draft) for each in beside) else None


def _sole_anchor(image: Tag) -> Tag | None:
    """Return the link around an image and nothing else."""
    parent = image.parent
    return parent if parent is not None and parent.name == "a" and _is_sole_content(image) else None


def _is_sole_content(node: Tag) -> bool:
    return _neighbour(node.previous_siblings) is None and _neighbour(node.next_siblings) is None


def _neighbour(siblings: Iterable[PageElement]) -> PageElement | None:
    return next((each for each in siblings if not _is_blank(each)), None)


def _is_blank(node: PageElement) -> bool:
    return isinstance(node, Comment) or (isinstance(node, NavigableString) and not node.strip())


def _is_block(node: PageElement, draft: Draft) -> bool:
    if not isinstance(node, Tag):
        return False
    slot = draft.slots.slot_of(node)
    return node.name in _BLOCKS if slot is None else slot.kind != "image"


def _shrink_picture_elements(root: Tag) -> None:
    for picture in root.find_all("picture"):
        for other in picture.find_all("source"):
            # The lxml parser may have put the image into the void `source`: keep its children.
            other.unwrap()
        picture.unwrap()
