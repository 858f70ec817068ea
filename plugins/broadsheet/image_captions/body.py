"""The pass over a file: its pictures become slots, and its lead picture gets its credit.

What becomes a figure: an image, linked or not, that is the whole content of a paragraph, or that
stands alone between blocks at the top of the body, in a quotation or in a `<div>`. A paragraph
in a list item counts too: a `figure` may stand there. So does a `<figure>` that was written as
HTML around one image; see `frames.py`. What stays an image within the line, with its credit but
without a caption: one with words or another image beside it, in a table, in a heading, or in a
tight list item.

Of an image's own attributes src, alt, title and credit are read. An id is kept on an empty
`span`, since links may lead there; `class`, `style`, `width`, `height`, `loading` and the like are
dropped: the theme says how pictures look and the file says how large they are. Of classes,
`wide`, `full` and `side` say how wide a figure stands. A `<picture>`
shrinks to its `<img>`.

A decorative picture has the class `decorative` (`![](rule.png){.decorative}`), or in HTML
`role="presentation"`: Markdown cannot tell an empty alt text from a forgotten one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree
from msgspec.structs import replace

from broadsheet.image_captions.behind import (
    DECORATIVE,
    flaw_of_words,
    flaws_in_braces,
    idle_widths,
    place_of,
)
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.frames import (
    FrameWords,
    frame_of,
    place_in_frame,
    shared_credit,
    take_off_credit,
    words_of,
)
from broadsheet.image_captions.written import Manuscript
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.draft import Draft
from broadsheet.story.front import ImageFront
from broadsheet.story.front_matter import Source
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
from broadsheet.story.wording import Wording, worded

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
    kind="caption-hidden",
)
HIDDEN_TITLE = Flaw(
    "a caption that is not shown: the figure has its own",
    "write all of it into the `<figcaption>`",
    Gravity.ADVICE,
    kind="caption-hidden",
)

OTHER_SOURCE = Flaw(
    "a `<source>` of a `<picture>`, which is not used: its `<img>` is",
    "take it out; each size is made of the one picture",
    Gravity.ADVICE,
    kind="picture-source",
)

LOST_LINK = Flaw(
    "a link in a credit, which has words only",
    "put the link into the caption, or into the text",
    Gravity.ADVICE,
    kind="credit-link",
)


@dataclass(frozen=True)
class _Hanging:
    """What hangs the pictures of one body.

    shared: the figure of several pictures around each, with what its caption says of their credit.
    credited: the figures of which a picture has taken that credit.
    """

    draft: Draft
    manuscript: Manuscript
    shared: Mapping[Node, tuple[Node, FrameWords]]
    credited: dict[Node, None] = field(default_factory=dict)


def hang_pictures(draft: Draft) -> Iterable[Fault]:
    """Replace each image by a slot "figure" or "image" whose data is a PictureUse.

    The lead picture of front matter stays in the draft, its caption read like the others.
    """
    _credit_lead(draft)
    manuscript = Manuscript(draft.source, draft.reading.plain)
    faults = _shrink_picture_elements(draft.root, draft.source)
    hanging = _Hanging(draft, manuscript, _shared_credits(draft.root))
    for image in list(draft.root.iterdescendants("img")):
        frame = frame_of(image)
        place = lone_place(image, draft.root, lambda node: _is_block(node, draft))
        if frame is not None:
            faults += _hang_figure(image, frame.figure, hanging, frame.caption)
        elif place is not None:
            faults += _hang_figure(image, place, hanging)
        else:
            faults += _hang_in_line(image, hanging)
    for figure in hanging.credited:
        take_off_credit(figure)
    return faults


def _shared_credits(root: Node) -> dict[Node, tuple[Node, FrameWords]]:
    """Return what captions that stand below several pictures say of the credit of each."""
    found: dict[Node, tuple[Node, FrameWords]] = {}
    for figure in root.iterdescendants("figure"):
        images = list(figure.iterdescendants("img"))
        frame = frame_of(images[0]) if images else None
        if images and (frame is None or frame.figure is not figure):
            words = shared_credit(figure)
            found.update(dict.fromkeys(images, (figure, words)) if words else {})
    return found


def _credit_lead(draft: Draft) -> None:
    """Take the credit off the lead picture's caption, as off any other."""
    lead, front = draft.lead, draft.picture
    if lead is None or not isinstance(front, ImageFront) or front.caption is None:
        return
    words = worded(front.caption, lead.credit, draft.reading.plain)
    if words.caption != front.caption:
        line = draft.source.line("image", "caption")
        # What is wrong with its links was told when the whole caption was read.
        draft.lead = _with_words(lead, words, draft, line)[0]


def _with_words(
    use: PictureUse, words: Wording, draft: Draft, line: int
) -> tuple[PictureUse, list[Fault]]:
    """Return a use with its caption and its credit, and the faults of the caption's links."""

    def inline(text: str | None) -> tuple[tuple[Words, ...], list[Fault]]:
        return draft.reading.inline(text, draft.source.path, line, draft.lang) if text else ((), [])

    caption, faults = inline(words.caption)
    whole, whole_faults = inline(words.whole)
    done = replace(use, caption=caption, credit=words.credit, name=words.name, whole=whole)
    return done, whole_faults if words.whole else faults


def _hang_figure(
    image: Node, place: Node, hanging: _Hanging, caption: Node | None = None
) -> list[Fault]:
    """Put a figure in the place of an image that stands alone. caption: its `<figcaption>`."""
    draft = hanging.draft
    around = _around(image, place)
    use, faults, _ = _use(around, hanging, is_alone=place.getparent() is draft.root)
    inside = list(caption.iter(etree.Element)) if caption is not None else []
    if caption is not None:
        use, more = _with_figcaption(use, caption, draft)
        faults += more
    use = _with_shared_credit(use, image, hanging)
    anchor = sole_anchor(image)
    if anchor is not None and anchor.get("href") is not None:
        found = _destination(anchor.get("href", "").strip(), draft, use.line)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            use = replace(use, href=found)
    _keep_ids([*around, *inside], place)
    held = draft.slots.element(Slot("figure", use, use.line))
    put_in_place_of(place_in_frame(place) if place.tag == "figure" else place, held)
    return faults


def _around(image: Node, place: Node) -> list[Node]:
    """Return an image and the elements around it, up to its place."""
    found = [image]
    while found[-1] is not place:
        parent = found[-1].getparent()
        if parent is None:
            break
        found.append(parent)
    return found


def _with_figcaption(
    use: PictureUse, caption: Node, draft: Draft
) -> tuple[PictureUse, list[Fault]]:
    """Return a use with the words of its `<figcaption>`, as far as it has not its own credit."""
    words = words_of(caption)
    if not words.whole:
        return use, []
    hidden = [HIDDEN_TITLE.at(draft.source.path, use.line)] if use.words else []

    def cut(html: str) -> tuple[tuple[Words, ...], list[Fault]]:
        return draft.reading.cut(html, draft.source.path, use.line, draft.lang)

    whole, faults = cut(words.whole)
    said = words.credit or words.name
    if said is None or use.credit not in (None, said):
        return replace(use, caption=whole, whole=()), hidden + faults
    if words.linked:
        hidden.append(LOST_LINK.at(draft.source.path, use.line))
    rest, _ = cut(words.caption)
    if use.credit or words.credit:
        return replace(use, caption=rest, credit=said, name=None, whole=()), hidden + faults
    return replace(use, caption=rest, name=words.name, whole=whole), hidden + faults


def _destination(written: str, draft: Draft, line: int) -> LinkTarget | str | Fault:
    """Return where a picture leads, wherever it is shown, or what is wrong with its link."""
    path = draft.source.path
    found = classify(path, written, line, draft.reading.link_schemes)
    return seen_from_afar(found, path) if isinstance(found, LinkTarget) else found


def _hang_in_line(image: Node, hanging: _Hanging) -> list[Fault]:
    draft, anchor = hanging.draft, sole_anchor(image)
    around = [tag for tag in (image, anchor) if tag is not None]
    use, faults, behind = _use(around, hanging, is_alone=False)
    use = _with_shared_credit(use, image, hanging)
    if anchor is not None:
        anchor.attrib.pop("credit", "")
    _keep_ids([image], image)
    put_in_place_of(image, draft.slots.element(Slot("image", use, use.line)))
    cause = flaw_of_words(behind) or (HIDDEN_CAPTION if use.caption else None)
    if cause:
        faults.append(cause.at(draft.source.path, use.line))
    return faults


def _keep_ids(tags: list[Node], place: Node) -> None:
    for name in dict.fromkeys(tag.get("id", "") for tag in tags if tag.get("id")):
        insert_before(place, element("span", {"id": name}))


def _use(
    around: list[Node], hanging: _Hanging, *, is_alone: bool
) -> tuple[PictureUse, list[Fault], str]:
    """Return a picture's use, read from its tag and those around it, its faults, and its rest.

    Those are the faults of its caption and of what stands in braces; the rest is what follows it on
    its line. Markdown may put the attributes on a tag around the image.
    """
    image, draft = around[0], hanging.draft
    src = image.get("src", "").strip()
    line, written, behind = hanging.manuscript.find(src, first_of(around, "title"))
    words = worded(written, first_of(around, "credit"), draft.reading.plain)
    names = [name for tag in around for name in tag.get("class", "").split()]
    use = PictureUse(src, line, alt_in(around), width=place_of(names))
    use, faults = _with_words(use, words, draft, line)
    flaws = [LOST_LINK] if words.linked else []
    flaws += flaws_in_braces(image) if behind.startswith("{") else ()
    flaws += idle_widths(names, is_alone=is_alone)
    return use, [*faults, *(flaw.at(draft.source.path, line) for flaw in flaws)], behind


def _with_shared_credit(use: PictureUse, image: Node, hanging: _Hanging) -> PictureUse:
    """Return a use with the credit that the caption of several pictures gives, if it has none."""
    if image not in hanging.shared or use.credit_written:
        return use
    figure, shared = hanging.shared[image]
    hanging.credited[figure] = None
    return replace(use, credit=shared.credit, name=shared.name, whole=use.caption)


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
    return DECORATIVE in classes or tag.get("role") in _DECORATIVE_ROLES


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


def _shrink_picture_elements(root: Node, source: Source) -> list[Fault]:
    """Put images in the place of the `<picture>` around them; report what else these offer."""
    faults = []
    places = [found.start() for found in re.finditer(r"<source\b", source.prose, re.IGNORECASE)]
    for number, offered in enumerate(root.iterdescendants("source")):
        if any(each.tag == "picture" for each in offered.iterancestors()):
            line = source.line_at(places[number]) if number < len(places) else source.body_line
            faults.append(OTHER_SOURCE.at(source.path, line))
    for picture in root.iterdescendants("picture"):
        # The parser may have put the image into the void `source`: keep what it holds.
        unwrap_all(picture, "source")
    unwrap_all(root, "picture")
    return faults
