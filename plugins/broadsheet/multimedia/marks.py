"""Marks: the lines `[audio](…)`, `[video](…)` and `[embed](…)`, which become slots.

A mark stands alone in its paragraph, or there are only marks in it, one a line. Within a sentence
the same signs are a link, as everywhere. The title is the caption, and the bracket at its end the
credit, as those of pictures are; `{poster="still.jpg"}` behind it names the still.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath

from broadsheet.api import Draft, Fault, Gravity, Slot, insert_before, take_out, text_of
from broadsheet.multimedia.recordings import ENDINGS, kind_by_name
from broadsheet.multimedia.services import is_of_service
from broadsheet.multimedia.uses import EMBED, RECORDING, EmbedUse, RecordingKind, RecordingUse
from broadsheet.reporting.faults import nearest
from broadsheet.story.front_matter import Source
from broadsheet.story.tree import Node, contents, element, is_element
from broadsheet.story.wording import worded

NO_BLOCKS = frozenset({"a", "td", "th", "caption", "dt", "summary", "figure", "figcaption"})
"""Elements within which neither a player nor a gallery may stand."""

_RECORDINGS: dict[str, RecordingKind] = {"audio": "audio", "video": "video"}
_LIKENESS = 0.75  # of a word to that of a mark: `vidoe` and `embedded`, but not `media`
_WRITTEN = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+)?"
    r"\[[ \t]*(?P<kind>[^\[\]\n]{1,80}?)[ \t]*\]\([ \t]*<?(?P<address>[^<>\n]*?)>?"
    r"""(?:[ \t]+(?:"(?P<double>[^\n]*)"|'(?P<single>[^\n]*)'))?[ \t]*\)""",
    re.IGNORECASE | re.MULTILINE,
)


def mark_multimedia(draft: Draft) -> Iterator[Fault]:
    """Replace each mark of a body by a slot whose data is a `RecordingUse` or an `EmbedUse`."""
    written = _Manuscript(draft.source)
    for paragraph in list(draft.root.iterdescendants("p")):
        marks = _marks_in(paragraph)
        if marks and paragraph.get("id"):
            insert_before(paragraph, element("span", {"id": paragraph.get("id", "")}))
        for link in marks:
            slot, faults = _slot_of(link, draft, written)
            yield from faults
            insert_before(paragraph, draft.slots.element(slot))
        if marks:
            take_out(paragraph)
    for link in list(draft.root.iterdescendants("a")):
        yield from _missed(link, draft, written)


def _marks_in(paragraph: Node) -> list[Node]:
    """Return the links of a paragraph that holds nothing but marks, none of any other."""
    found: list[Node] = []
    for part in contents(paragraph):
        if isinstance(part, str):
            if part.strip():
                return []
        elif is_element(part) and part.tag != "br":
            if _kind_of(part) is None:
                return []
            found.append(part)
    if any(outer.tag in NO_BLOCKS for outer in paragraph.iterancestors()):
        return []
    return found


def _kind_of(link: Node) -> str | None:
    """Return what a link is a mark of, None where it is a link like any other."""
    if link.tag != "a" or len(link) or link.get("href") is None:
        return None
    kind = text_of(link).strip().lower()
    return kind if kind in _RECORDINGS or kind == "embed" else None


def _slot_of(link: Node, draft: Draft, written: _Manuscript) -> tuple[Slot, list[Fault]]:
    """Return the slot of a mark, and the faults of the links in its caption."""
    kind, address = _kind_of(link) or "", link.get("href", "").strip()
    line, title = written.find(kind, address, link.get("title", ""))
    words = worded(title, link.get("credit"), draft.reading.plain)
    caption, faults = (
        draft.reading.inline(words.caption, draft.source.path, line, draft.lang)
        if words.caption
        else ((), [])
    )
    credit, poster = words.credit or words.name, link.get("poster", "").strip() or None
    if kind == "embed":
        return Slot(EMBED, EmbedUse(address, line, caption, credit, poster), line), faults
    use = RecordingUse(_RECORDINGS[kind], address, line, caption, credit, poster, draft.lang)
    return Slot(RECORDING, use, line), faults


def _missed(link: Node, draft: Draft, written: _Manuscript) -> Iterator[Fault]:
    """Report a link that is no mark, and seems to be meant as one.

    A recording is no page: its link leads somewhere only with `{static}` before it. Without that
    it is told here, and not as a link besides.
    """
    address, kind = link.get("href", "").strip(), _kind_of(link)
    is_file = _is_recording(address) and not address.startswith(("{", "|"))
    if kind == "embed" or (kind and (is_file or _is_alone(link, "li"))):
        line = written.find(kind, address, "")[0]
        what = f"`[{kind}](…)` beside other words is only a link"
        mend = "put it on a line of its own, with an empty line before and after it"
    elif kind is None and _is_alone(link, "p") and (meant := _meant_by(link)):
        line = written.find(text_of(link), address, "")[0]
        what = f"the link `[{text_of(link).strip()}](…)` on a line of its own is no player"
        mend = f"did you mean `[{meant}](…)`? A link stands in a sentence"
    else:
        return
    gravity = Gravity.CARE if is_file else Gravity.ADVICE
    if is_file:
        del link.attrib["href"]
    yield Fault(draft.source.path, line, what, mend, gravity, kind="embed-in-line")


def _is_alone(link: Node, tag: str) -> bool:
    """Say whether a link is all that stands in an element of this kind."""
    parent = link.getparent()
    return (
        parent is not None
        and parent.tag == tag
        and len(parent) == 1
        and text_of(parent).strip() == text_of(link).strip()
    )


def _meant_by(link: Node) -> str | None:
    """Return the mark that is meant by a link on a line of its own, None where it may be a link.

    A word that is nearly one of a mark, or a title, says that a recording is to be played; other
    words below which it lies may invite readers to load it.
    """
    address = link.get("href", "").strip()
    near = nearest(text_of(link).strip(" \t:."), (*_RECORDINGS, "embed"), _LIKENESS)
    if is_of_service(address):
        return "embed" if near else None
    if _is_recording(address) and (near or link.get("title")):
        return near if near in _RECORDINGS else kind_by_name(address)
    return None


def _is_recording(address: str) -> bool:
    """Say whether an address is that of a recording of the paper's own."""
    return "//" not in address and PurePosixPath(address).suffix.lower() in ENDINGS


@dataclass
class _Manuscript:
    """A body's Markdown, in which the marks are found one after the other."""

    source: Source
    _taken: set[int] = field(default_factory=set)

    def find(self, kind: str, address: str, title: str) -> tuple[int, str]:
        """Return the line of the next mark of a kind and address, and its title as written.

        Markdown drops escapes and code from a title; where the source says it in another way, such
        as by a reference, the title is returned as it came.
        """
        for match in _WRITTEN.finditer(self.source.prose):
            same = (
                match["kind"].lower() == kind.strip().lower()
                and unescape(match["address"]).strip() == address
            )
            if same and match.start() not in self._taken:
                self._taken.add(match.start())
                raw = match["double"] or match["single"] or ""
                line = self.source.line_at(match.start("kind"))
                return line, raw.replace('\\"', '"').replace("\\'", "'") or title
        return self.source.line_of(address or f"[{kind}]"), title
