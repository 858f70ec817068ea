"""Links: replaces the unfinished links of a body by slots; `targets.py` says which these are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.front_matter import Source
from broadsheet.story.model import Words
from broadsheet.story.places import is_definition, place_of_address
from broadsheet.story.slots import Slot, SlotMaker
from broadsheet.story.targets import PASSAGE, classify, seen_from_afar
from broadsheet.story.tree import Node, elements_in, parse, print_contents, text_of

# A link without an address: in Markdown, and in HTML.
_EMPTY = re.compile(
    r"""(?<!!)\[[^\[\]]*\]\(\s*(?:<\s*>)?\s*\)|\bhref\s*=\s*(?:"\s*"|'\s*'|(?=[\s>]))""",
    re.IGNORECASE,
)


def hold_links(
    root: Node, slots: SlotMaker, source: Source, schemes: frozenset[str]
) -> Iterator[Fault]:
    """Replace the address of each unfinished link by a slot; report addresses that are unsafe.

    schemes: the kinds of addresses that the settings add.
    """
    position = -1  # links stand in a tree as they do in the text: look on from the last one
    tags = elements_in(root)
    names = {tag.get("name", "") for tag in tags if tag.tag == "a"}  # as old archives have it
    places = {tag.get("id", "") for tag in tags} | names | {"", "top"}
    for anchor in tags:
        if anchor.tag not in ("a", "area") or anchor.get("href") is None:
            continue
        written = anchor.get("href", "").strip()
        begins = _position(source, written, anchor, position)
        position = position if is_definition(source.body, begins) else begins
        line = source.line_at(begins)
        found = classify(source.path, written, line, schemes)
        if isinstance(found, str):
            anchor.set("href", found)
            continue
        # A faulty link keeps nothing but its words: an old story may be published with it.
        del anchor.attrib["href"]
        if isinstance(found, Fault):
            yield found
        else:
            is_back = anchor.get("class") == "footnote-backref"  # a note without reference is told
            place = place_in(found.fragment)
            is_known = place in places or is_of_the_page(place)
            is_lost = found.kind == "here" and not is_known
            if is_lost and anchor.get("class") == "footnote-ref":
                yield _note_in_note(unquote(found.fragment), source)
            elif is_lost and not is_back:
                yield Fault(
                    source.path,
                    line,
                    f"the link `{written}`: no heading or note of this text has that id",
                    f"give one the id: `## Heading {{#{place}}}`",
                    Gravity.ADVICE,
                    kind="fragment-unknown",
                )
            slots.attribute(anchor, Slot("link", found, line))


def _note_in_note(fragment: str, source: Source) -> Fault:
    """Return the fault of a mark whose note is indented, and so belongs to the note above it."""
    name = fragment.removeprefix("#fn:")
    place = re.search(rf"\[\^{re.escape(name)}\](?!:)", source.prose)
    what = f"the note `[^{name}]` is not shown: it stands within another note"
    mend = f"begin its line with `[^{name}]:`, without spaces before it"
    line = source.line_at(place.start() if place else 0)
    return Fault(source.path, line, what, mend, Gravity.CARE, kind="loose-end")


def place_in(fragment: str) -> str:
    """Return the id that a fragment names, without the passage that it may name to a browser."""
    return unquote(fragment.removeprefix("#").partition(PASSAGE)[0])


def is_of_the_page(fragment: str) -> bool:
    """Say whether a fragment may name a place around a text: ids there hold a colon.

    So do those of notes: `fn:1` is a note, and `fnref:1` the place that it belongs to.
    """
    return ":" in fragment and not fragment.lstrip("#").startswith(("fn:", "fnref:"))


def _position(source: Source, written: str, anchor: Node, start: int) -> int:
    """Return the position of a link's address, else of its text, after `start`; else `start`.

    What does not stand behind `start` is looked for from the beginning.
    """
    prose, words = source.prose, text_of(anchor)
    if not written:
        found = _EMPTY.search(prose, start + 1) or _EMPTY.search(prose)
        return found.start() if found else max(start, 0)
    for at in (start + 1, 0):
        if (place := place_of_address(prose, written, at)) >= 0:
            return place
    for at in (start + 1, 0):
        if words and (place := prose.find(words, at)) >= 0:
            return place
    return max(start, 0)


def hold_inline_links(
    root: Node, slots: SlotMaker, path: str, line: int, schemes: frozenset[str]
) -> Iterator[Fault]:
    """Replace the unfinished links of a caption or a correction by slots; see `hold_links`.

    Such a text is shown on other pages too, so a link to `#place` gets the address of its own page.
    """
    for anchor in elements_in(root):
        if anchor.tag != "a" or anchor.get("href") is None:
            continue
        found = classify(path, anchor.get("href", "").strip(), line, schemes)
        if isinstance(found, str):
            anchor.set("href", found)
            continue
        del anchor.attrib["href"]
        if isinstance(found, Fault):
            yield found
        else:
            slots.attribute(anchor, Slot("link", seen_from_afar(found, path), line))


def cut_inline_links(
    html: str, path: str, line: int, refine: Callable[[str], str], schemes: frozenset[str]
) -> tuple[tuple[Words, ...], list[Fault]]:
    """Return a line of HTML, refined, cut at its unfinished links.

    path, line: where the text stands, for the links and their faults.
    """
    root, slots = parse(html), SlotMaker.for_body(html)
    faults = list(hold_inline_links(root, slots, path, line, schemes))
    return slots.cut(refine(print_contents(root))), faults
