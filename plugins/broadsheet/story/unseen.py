"""Unseen: reports what browsers know, and do not show.

Those are ends of tags that have not begun, and words in elements and attributes that hide them. A
tag that is not closed is told, too: it holds more words than it was to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.front_matter import Source
from broadsheet.story.instead import LOOKS
from broadsheet.story.mistaken_tags import ELEMENTS, is_mistaken
from broadsheet.story.tidy import FORBIDDEN, line_of_tag
from broadsheet.story.tree import WITHOUT_CONTENT, Node, elements_in, text_of

# https://html.spec.whatwg.org/multipage/: what is shown in the place of these is not their words.
_WORDLESS = frozenset({"dialog", "canvas", "datalist", "rp", "progress", "meter", "optgroup"})
# https://html.spec.whatwg.org/#optional-tags
# fmt: off
_NEED_NO_END = WITHOUT_CONTENT | {
    "html", "head", "body", "p", "li", "dt", "dd", "rt", "rp", "optgroup", "option", "colgroup",
    "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
}
# fmt: on
_HIDING = ("hidden", "popover")
_DOCUMENT = ("html", "head", "body")  # told with their beginnings
_TAG = re.compile(r"""<(/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>""")


def unseen(root: Node, html: str, source: Source) -> Iterator[Fault]:
    """Report what browsers do not show of a body. html: as it was before it became a tree."""
    yield from _lone_ends(html, source)
    yield from _unclosed(html, source)
    for tag in elements_in(root):
        yield from _hidden(tag, source)


def _lone_ends(html: str, source: Source) -> Iterator[Fault]:
    """Report the first end of each tag that has not begun."""
    begun: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    told: set[str] = set()
    for slash, written, rest in _TAG.findall(html):
        name = written.lower()
        if name in _DOCUMENT:
            continue
        if not slash:
            begun[name] += not (rest.endswith("/") and name in WITHOUT_CONTENT)
            continue
        ended[name] += 1
        if begun[name] > 0:
            begun[name] -= 1
        elif name not in told and (name in ELEMENTS or "-" in name):  # others are told as mistaken
            told.add(name)
            places = list(re.finditer(rf"</{re.escape(name)}\s*>", source.prose, re.IGNORECASE))
            if places:
                place = places[min(ended[name], len(places)) - 1]
                what = f"`{place[0]}` ends no tag, and is not shown"
                mend = f"take it out, or write `&lt;{place[0][1:]}`"
                yield _fault(source, source.line_at(place.start()), what, mend)


def _unclosed(html: str, source: Source) -> Iterator[Fault]:
    """Report the first of each kind of tags that begin and do not end: they hold all that follows.

    What is told by itself, as a tag that is refused, is left out.
    """
    for name in sorted(_open_in(html) - _NEED_NO_END - FORBIDDEN - LOOKS.keys()):
        place = next(iter(_open_places(source.prose, name)), None)
        if place is not None:
            what, mend = f"`<{name}>` is not closed", f"write `</{name}>` behind its words"
            line = source.line_at(place)
            yield Fault(source.path, line, what, mend, Gravity.CARE, kind="loose-end")


def _open_in(html: str) -> set[str]:
    """Return the names of HTML's tags of which more begin than end."""
    open_tags: Counter[str] = Counter()
    for slash, written, rest in _TAG.findall(html):
        name = written.lower()
        if name not in ELEMENTS or rest.endswith("/"):
            continue  # of `<i/>`: as old pages have it, and as it is read
        if slash or not is_mistaken(name, rest, html):
            open_tags[name] += -1 if slash else 1
    return {name for name, number in open_tags.items() if number > 0}


def _open_places(text: str, name: str) -> list[int]:
    """Return where the tags of a name begin that do not end."""
    found: list[int] = []
    for tag in re.finditer(rf"<(/?){re.escape(name)}(?![\w-])(?![^<>]*/>)", text, re.IGNORECASE):
        if not tag[1]:
            found.append(tag.start())
        elif found:
            found.pop()
    return found


def _hidden(tag: Node, source: Source) -> Iterator[Fault]:
    hiding = next((name for name in _HIDING if tag.get(name) is not None), None)
    if hiding:
        line = line_of_tag(source, tag)
        what = f"the attribute `{hiding}` of `<{tag.tag}>`: readers see nothing of it"
        yield _fault(source, line, what, "take out the attribute, or what it hides")
    elif (
        tag.tag in _WORDLESS
        and (words := " ".join(text_of(tag).split()))
        and not _is_of_ruby(tag, words)
    ):
        line = line_of_tag(source, tag)
        what = f"“{words}” within `<{tag.tag}>`, where browsers show no words"
        yield _fault(source, line, what, "take out the tag, or the words")


def _is_of_ruby(tag: Node, words: str) -> bool:
    """Say whether it is the bracket around a reading, for browsers that know no ruby."""
    is_within = any(each.tag == "ruby" for each in tag.iterancestors())
    return tag.tag == "rp" and is_within and not any(map(str.isalnum, words))


def _fault(source: Source, line: int, what: str, mend: str) -> Fault:
    return Fault(source.path, line, what, mend, Gravity.CARE, kind="markup-unseen")
