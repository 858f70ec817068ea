"""In any Pelican site: pictures of articles and pages, with their caption, credit and size.

What becomes a figure is decided as in a paper, see `body.py`. Besides, a figure that Docutils or
the author has made around one picture is rebuilt, with its caption and the picture's credit.
Attributes stay as they are: the theme is somebody else's, and so are its classes.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString
from markupsafe import Markup
from msgspec import Struct

from broadsheet.image_captions.body import (
    HIDDEN_CAPTION,
    alt_in,
    first_of,
    is_block_element,
    lone_place,
    sole_anchor,
)
from broadsheet.image_captions.catalogue import Picture
from broadsheet.image_captions.credits import alt_of, credited, lacks
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.picture_desk import PictureDesk
from broadsheet.image_captions.settings import ImageSettings
from broadsheet.image_captions.sidecar import is_sidecar
from broadsheet.image_captions.written import Manuscript
from broadsheet.in_pelican.desk import Desk, Turn
from broadsheet.in_pelican.likeness import Likeness
from broadsheet.in_pelican.showing import Figure
from broadsheet.in_pelican.site import PelicanSite
from broadsheet.in_pelican.text import Text, markup
from broadsheet.site.options import read_options
from broadsheet.story.model import PictureUse
from broadsheet.story.reading_settings import ReadingSettings
from broadsheet.story.tree import Content, Node, contents, is_element
from broadsheet.story.typography import Typography
from broadsheet.story.wording import credit_bracket, is_signed, worded

_MARKDOWN = {".md", ".markdown", ".mkd", ".mdown"}
# What Docutils writes on a picture and means for what stands around it.
_ALIGNMENTS = {"align-left", "align-center", "align-right"}
_SIZES = re.compile(r"(?:^|;|\s)(?:width|height)\s*:", re.IGNORECASE)
# What Jinja prints as the name of an attribute.
_ATTRIBUTE = re.compile(r"[^\s/>=\"']+")


class _Place(Struct, frozen=True):
    """Where a picture stands.

    node: what its figure replaces, None within a line. caption, legend: what a figure that stands
    there already says below the picture.
    """

    node: Node | None
    caption: Tag | None = None
    legend: Tag | None = None


class _Words(Struct, frozen=True):
    """The words below a picture: safe HTML, and the credit that the caption ends with.

    name, whole: a bracket without a sign of being the credit, and the caption with it.
    """

    caption: str
    credit: str | None
    legend: str = ""
    name: str | None = None
    whole: str = ""


class Captions(Desk):
    """Makes figures of the pictures that stand alone, and gives all of them their size."""

    turn = Turn.BODY
    templates = "broadsheet.image_captions"

    def __init__(self, site: PelicanSite) -> None:
        super().__init__(site)
        site.withhold(is_sidecar)
        self._pictures = PictureDesk(site)
        options, faults = read_options(ImageSettings, site.settings)
        self._names = options.names
        self.faults += faults
        self._reading = ReadingSettings(typography=Typography.from_settings(site.settings))

    def edit(self, text: Text) -> None:
        """Hang all pictures of a text."""
        if "<img" not in text.html.lower():
            return
        likeness = text.likeness()
        manuscript = Manuscript(text.source, self._reading.plain)
        for image in list(likeness.root.iterdescendants("img")):
            self._hang(image, likeness, manuscript, text)

    def close(self) -> None:
        """Keep what pictures say of themselves, where Pelican keeps content too."""
        self._pictures.close()

    def _hang(self, image: Node, likeness: Likeness, manuscript: Manuscript, text: Text) -> None:
        place = _place(image, likeness)
        before = markup(likeness.tag(place.node)) if place.node is not None else ""
        around = [tag for tag in (image, sole_anchor(image), place.node) if tag is not None]
        src = image.get("src", "").strip()
        line, title, _ = manuscript.find(src, first_of(around, "title"))
        words = self._words(place, title, first_of(around, "credit"), text.path)
        use = PictureUse(
            src,
            line if src and src in text.source.body else 0,
            alt_in(around),
            (words.caption,) if words.caption else (),
            words.credit,
            name=words.name,
            whole=(words.whole,) if words.whole else (),
        )
        picture = self._picture(use, text)
        if picture is None:
            return
        text.is_changed = True
        tag = likeness.tag(image)
        _complete(tag, use, picture)
        if place.node is not None:
            self._put_figure(likeness.tag(place.node), tag, words, use, picture, before, text)
            return
        credit = credited(use, picture, self._names).credit
        if credit:
            _show_credit(tag, credit)
        if use.caption:
            text.report(HIDDEN_CAPTION.at(text.path, use.line))

    def _picture(self, use: PictureUse, text: Text) -> Picture | None:
        """Return a picture, None for one with a flaw; all that is wrong with it is reported."""
        picture = self._pictures.find(text.path, use.src)
        if isinstance(picture, Flaw):
            text.report(picture.at(text.path, use.line))
            return None
        for flaw in lacks(use, picture, self._names, portrait=False):
            text.report(flaw.at(text.path, use.line))
        for fault in picture.note_faults:
            text.report(fault)
        return picture

    def _words(self, place: _Place, title: str, credit: str, path: str) -> _Words:
        """Return the words below a picture: those of its figure, else those of its title."""
        if place.caption is not None or place.legend is not None:
            whole = _inner(place.caption)
            found = _take_credit(place.caption) if place.caption else None
            caption, legend = _inner(place.caption), _inner(place.legend)
            if credit or found is None or is_signed(found):
                return _Words(caption, credit or found, legend)
            return _Words(caption, None, legend, found, whole)
        if PurePosixPath(path).suffix.lower() not in _MARKDOWN:
            words = worded(title, credit, str)
            caption, whole = (
                escape(text or "", quote=False) for text in (words.caption, words.whole)
            )
            return _Words(caption, words.credit, "", words.name, whole)
        words = worded(title, credit, self._reading.plain)
        caption, whole = map(self._html, (words.caption, words.whole))
        return _Words(caption, words.credit, "", words.name, whole)

    def _html(self, written: str | None) -> str:
        """Return the HTML of a caption in inline Markdown."""
        html = self._reading.printer.inline(written) if written else ""
        return self._reading.typography.html(html)

    def _put_figure(
        self,
        place: Tag,
        image: Tag,
        words: _Words,
        use: PictureUse,
        picture: Picture,
        before: str,
        text: Text,
    ) -> None:
        below = credited(use, picture, self._names)
        frame, whole, attributes = _take_apart(place, image)
        html = self.site.printer.print(
            "broadsheet/figure.html",
            image=Markup(markup(whole)),  # noqa: S704 - the author's own HTML
            caption=Markup(below.caption[0]) if below.caption else None,  # noqa: S704 - as read
            credit=below.credit,
            legend=Markup(words.legend) if words.legend else None,  # noqa: S704 - as read
            attributes=attributes,
            path=picture.path,
            facts=picture.facts,
        )
        frame.replace_with(text.hold(Figure(html, instead=before)))


def _place(image: Node, likeness: Likeness) -> _Place:
    for frame in image.iterancestors("figure", "div"):
        if frame.tag == "figure" or "figure" in frame.get("class", "").split():
            return _in_frame(image, frame, likeness)
    return _Place(lone_place(image, likeness.root, is_block_element))


def _in_frame(image: Node, frame: Node, likeness: Likeness) -> _Place:
    """Return the place of a picture in a figure that stands already.

    One that holds more than a picture, a caption and a legend is left as it is.
    """
    anchor = sole_anchor(image)
    outer = image if anchor is None else anchor
    beside = [child for child in _shown(frame) if child is not outer]
    if len(beside) == 1 and is_element(beside[0]) and beside[0].tag == "figcaption":
        inner = _shown(beside[0])
        # Docutils has a paragraph and a legend in it; an author has words.
        beside = inner if inner and all(map(is_block_element, inner)) else beside
    names = [_name_in_frame(child) for child in beside]
    if outer.getparent() is not frame or names not in ([], ["caption"], ["caption", "legend"]):
        return _Place(None)
    return _Place(frame, *(likeness.tag(child) for child in beside if is_element(child)))


def _name_in_frame(child: Content) -> str | None:
    if not is_element(child):
        return None
    if child.tag in ("figcaption", "p"):
        return "caption"
    return "legend" if "legend" in child.get("class", "").split() else None


def _shown(node: Node) -> list[Content]:
    """Return what stands in an element, but for white space."""
    return [child for child in contents(node) if not isinstance(child, str) or child.strip()]


def _inner(tag: Tag | None) -> str:
    """Return the HTML in an element, "" where there is none."""
    return tag.decode_contents().strip() if tag else ""


def _show_credit(image: Tag, credit: str) -> None:
    """Show the credit of a picture within a line behind it, in brackets as in a figure."""
    place = image
    while place.parent is not None and place.parent.name == "picture":
        place = place.parent
    shown = Tag(name="span", attrs={"class": "credit"})
    shown.string = f"({credit})"
    place.insert_after(NavigableString(" "), shown)


def _take_credit(caption: Tag) -> str | None:
    """Take the credit off the end of a caption's words."""
    texts = [
        text for text in caption.find_all(string=True) if not isinstance(text, PreformattedString)
    ]
    found = credit_bracket("".join(texts).rstrip(), str)
    if found is None:
        return None
    left, credit, stop = found.opening, found.words, found.stop
    for text in texts:
        kept = str(text)[:left]
        left -= len(text)
        if left <= 0:
            text.replace_with(NavigableString(kept.rstrip() + stop if kept else ""))
            stop, left = "", 0
    for tag in caption.find_all(True):
        if not tag.get_text() and not tag.find("img"):
            tag.extract()
    return credit


def _complete(image: Tag, use: PictureUse, picture: Picture) -> None:
    """Give an image its alt text, the address by which Pelican finds it, and its size."""
    image["alt"] = alt_of(use, picture) or ""
    kind = "attach" if re.match(r"[{|]attach[}|]", use.src) else "static"
    image["src"] = f"{{{kind}}}/{quote(picture.path)}"
    style = str(image.get("style") or "").strip()
    if image.get("width") or image.get("height") or _SIZES.search(style):
        return
    image["width"], image["height"] = str(picture.facts.width), str(picture.facts.height)
    # Many themes narrow pictures without a word on their height, which is now given.
    image["style"] = f"{style.rstrip(';')}; height: auto" if style else "height: auto"


def _take_apart(place: Tag, image: Tag) -> tuple[Tag, Tag, dict[str, str]]:
    """Take the place of a picture apart: what to replace, the picture with its link, attributes.

    The attributes are those of what stands around the picture, for the figure.
    """
    whole = image
    while place not in (whole, whole.parent) and isinstance(whole.parent, Tag):
        whole = whole.parent
    if place.name in ("img", "a"):
        whole = place
        while whole.parent is not None and whole.parent.name == "picture":
            whole = whole.parent
        place = whole
    around = {} if place is whole else place.attrs
    attributes = {name: str(value) for name, value in around.items() if _ATTRIBUTE.fullmatch(name)}
    for tag in (image, image.parent):
        if tag is not None:
            tag.attrs.pop("title", None)
            tag.attrs.pop("credit", None)
    for name in ("title", "credit"):
        attributes.pop(name, None)
    _move_alignment(image, attributes)
    return place, whole, attributes


def _move_alignment(image: Tag, attributes: dict[str, str]) -> None:
    classes = str(image.get("class") or "").split()
    moved = [name for name in classes if name in _ALIGNMENTS]
    if not moved:
        return
    attributes["class"] = " ".join([*attributes.get("class", "").split(), *moved])
    image["class"] = " ".join(name for name in classes if name not in moved)
    if not image["class"]:
        del image["class"]
