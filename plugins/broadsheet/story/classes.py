"""Classes: which CSS classes a text may use, and how other classes are printed.

The theme's CSS uses classes of its own. A `{: .row }` in a story could turn a paragraph into a
grid, and mean something else in the next version of the theme. So a text may use the few classes
that the guide for writers names, and any class that begins with `own-`, which no theme uses but a
paper's CSS may. Classes that Markdown and its extensions add, such as those of footnotes and code,
stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from broadsheet.reporting.faults import Fault, Gravity, nearest
from broadsheet.story.front_matter import Source
from broadsheet.story.instead import in_place_of_class
from broadsheet.story.tree import Node, elements_in

OWN = "own-"
"""The beginning of a class of the paper's own."""

DOCUMENTED = frozenset({"pull", "decorative"})
"""The classes that mean something in a text: a pull quote, a picture that says nothing."""

WIDTHS = frozenset({"wide", "full", "side"})
"""The classes that say how wide a picture stands; without one it is as wide as the text."""

OF_GALLERIES = ("gallery-2", "gallery-3", "gallery-4", "gallery-many", "gallery-odd")
"""The classes of the pictures of a gallery, by how many it has; writers have no use for them.

The last is that of a picture that would stand alone where the others stand two in a row.
"""

_AROUND_PICTURES = frozenset({"img", "a", "p", "figure"})
_OF_MARKDOWN = frozenset(
    {
        ("div", "footnote"),
        ("a", "footnote-ref"),
        ("a", "footnote-backref"),
        ("div", "toc"),
        ("li", "task"),
        ("span", "box"),
    }
)
# The theme says how pictures look: the classes of a picture's tag are never printed, and what it
# cannot have is told where pictures are read, with the line of each.
_PICTURES = frozenset({"img", "picture", "source"})
# How classes are written: in attribute lists, and in HTML.
# https://python-markdown.github.io/extensions/attr_list/
_LISTED = re.compile(r"""(?<=[{\s:"'])\.([^\s=}]+)""")
_ATTRIBUTE = re.compile(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>}]+))""", re.IGNORECASE)


def unfit_classes(root: Node, source: Source) -> Iterator[Fault]:
    """Report classes that are not for texts, each once; put `own-` before them in the tree.

    So an old story, whose fault is forgiven, keeps its classes without using the theme's.
    """
    told: set[str] = set()
    written: dict[str, int] | None = None
    for tag in elements_in(root):
        if tag.tag in _PICTURES:
            continue
        names = tag.get("class", "").split()
        odd = [name for name in names if not _is_fit(tag.tag, name)]
        if not odd:
            continue
        written = _written(source) if written is None else written
        unfit = [name for name in odd if name in written]  # an extension has added the others
        tag.set("class", " ".join(OWN + name if name in unfit else name for name in names))
        for name in unfit:
            if name not in told:
                told.add(name)
                yield _fault(name, source, written[name])


def _is_fit(tag: str, name: str) -> bool:
    return (
        name in DOCUMENTED
        or (name.startswith(OWN) and name != OWN)
        or (name in WIDTHS and tag in _AROUND_PICTURES)
        or (tag, name) in _OF_MARKDOWN
        or (tag == "code" and name.startswith("language-"))
    )


def _written(source: Source) -> dict[str, int]:
    """Return the classes that a text itself may set, each with its first position in the text.

    Markdown takes out backslashes, and in HTML letters can be written as entities.
    """
    found: dict[str, int] = {}
    body = source.body
    texts = (source.prose, body, body.replace("\\", "")) if "\\" in body else (source.prose, body)
    for text in dict.fromkeys(texts):
        start = 0
        for line in text.splitlines(keepends=True):
            if "{" in line:
                for each in _LISTED.finditer(line):
                    place = start + each.start() if len(text) == len(body) else 0
                    found.setdefault(each[1], place)
            start += len(line)
        for each in _ATTRIBUTE.finditer(text):
            place = each.start() if len(text) == len(body) else 0
            for name in unescape(each[1] or each[2] or each[3] or "").split():
                found.setdefault(name, place)
    return found


def _fault(name: str, source: Source, place: int) -> Fault:
    near = nearest(name, DOCUMENTED | WIDTHS)
    pasted = in_place_of_class(name)
    mend = f"write `{OWN}{name}` and have the paper's CSS say how it looks, or take it out"
    if near:
        mend = f"did you mean `{near}`? one of the paper's own begins with `{OWN}`"
    line = source.line_at(place)
    mend = pasted or mend
    what = f"the class “{name}” is not for texts"
    return Fault(source.path, line, what, mend, Gravity.CARE, kind="class-unknown")
