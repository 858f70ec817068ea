"""Quotation marks: those of print, where Markdown and HTML want straight ones.

Word processors turn `"caption"` into `“caption”`. Markdown then takes the caption for a part of the
address, and a browser the marks for a part of the value. What is meant is read, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.front_matter import Source
from broadsheet.story.tree import Node, elements_in

_PRINTED = "“”„‟«»‘’‚‛‹›「」『』＂″‶"
_WORDS = re.compile(
    rf"""(?P<address>\S[^{_PRINTED}"]*?)\s+(?P<marked>[{_PRINTED}"'](?P<words>.*))""", re.DOTALL
)
_BARE_WORDS = re.compile(
    r"(?P<address>\S.*?\.(?:jpe?g|png|gif|webp|avif|svg))\s+(?P<marked>(?P<words>.*\w))",
    re.DOTALL | re.IGNORECASE,
)
_FILE = re.compile(r"\.\w{2,4}$")
_ADDRESSES = ("href", "src")
_NAMES = ("href", "src", "id", "class", "lang")


def straighten_quotes(root: Node, source: Source) -> Iterator[Fault]:
    """Read captions and attributes between marks of print as they are meant, and report them."""
    for tag in elements_in(root):
        for name in _NAMES:
            value = tag.get(name, "").strip()
            if value[:1] and value[0] in _PRINTED:
                tag.set(name, value.strip(_PRINTED))
                what = f"the quotation marks around `{tag.get(name)}` are not straight"
                mend = f'type straight quotation marks: `{name}="{tag.get(name)}"`'
                yield _fault(source, value, what, mend)
            elif name in _ADDRESSES:
                yield from _part(tag, name, value, source)


def _part(tag: Node, name: str, value: str, source: Source) -> Iterator[Fault]:
    """Part an address from the words that were taken for its end."""
    if _FILE.search(value):
        return  # the words belong to the file's name
    found = _WORDS.fullmatch(value)
    what = "the quotation marks around {} are not straight"
    if found is None and tag.tag == "img":
        found = _BARE_WORDS.fullmatch(value)
        what = "{} stands behind the picture without quotation marks"
    if found is None:
        return
    is_open = found["marked"][0] == '"' and found["marked"].count('"') == 1
    words = found["words"].strip(f"{_PRINTED}\"' ")
    tag.set(name, found["address"].removeprefix("<").removesuffix(">"))
    if not tag.get("title"):
        tag.set("title", words)
    mend = f'type straight quotation marks: `"{words}"`'
    if is_open and words.count("(") > words.count(")"):
        # The bracket within the words was taken for the one that ends it.
        closed = f'"{words})")'
        kind = "picture" if tag.tag == "img" else "link"
        yield _fault(
            source, words, f"the {kind} with `{words})` is not closed", f"write `{closed}`"
        )
        return
    yield _fault(source, found["marked"], what.format(f"`{words}`"), mend)


def _fault(source: Source, written: str, what: str, mend: str) -> Fault:
    return Fault(
        source.path, source.line_of(written), what, mend, Gravity.CARE, kind="quotation-marks"
    )
