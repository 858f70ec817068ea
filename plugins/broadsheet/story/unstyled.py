"""HTML without what only the theme's style sheets need, for those who have none of them."""

from __future__ import annotations

from functools import lru_cache

from broadsheet.story.tidy import TABLE_BOX
from broadsheet.story.tree import elements_in, parse, print_contents, take_out, unwrap_all

_KNOWN = frozenset({"footnote", "footnote-ref", "footnote-backref"})
_BARE = "bare"  # what says nothing any more: a span, a box
_LANGUAGE = "language-"


@lru_cache(maxsize=256)  # a story stands in several feeds, each in two formats
def unstyled(html: str) -> str:
    """Return HTML without classes, and without pull quotes that repeat words of the text.

    Nor do tables stand in a box that scrolls: programs that show feeds, and other publishers, have
    a way of their own. Large type makes a pull quote of words that are said again; without it they
    are only doubled. The classes that programs know stay: those of notes, and the language of code.
    """
    if "class=" not in html:
        return html
    root = parse(html)
    for quotation in list(root.iterdescendants("blockquote")):
        if quotation.get("aria-hidden"):
            take_out(quotation)
    for box in root.iterdescendants("div"):
        if TABLE_BOX in box.get("class", "").split():
            box.tag = _BARE
    for tag in elements_in(root):
        kept = [each for each in tag.get("class", "").split() if _says_something(each)]
        if kept:
            tag.set("class", " ".join(kept))
        elif "class" in tag.attrib:
            del tag.attrib["class"]
            if tag.tag == "span" and not tag.attrib:
                tag.tag = _BARE
    unwrap_all(root, _BARE)
    return print_contents(root)


def _says_something(name: str) -> bool:
    return name in _KNOWN or name.startswith(_LANGUAGE)
