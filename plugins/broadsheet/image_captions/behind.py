"""Behind pictures: what is written behind one, such as `{.wide}`, and does not do what is meant.

What HTML says of a picture's looks is left out without a word: programs write it, not people.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from broadsheet.image_captions.flaws import Flaw
from broadsheet.reporting.faults import Gravity, nearest
from broadsheet.story.classes import OF_GALLERIES, OWN, WIDTHS
from broadsheet.story.tree import Node

DECORATIVE = "decorative"
"""The class of a picture that says nothing."""

_KNOWN = WIDTHS | {DECORATIVE}
_READ = frozenset({"src", "alt", "title", "credit", "class", "id", "role"})
_A_WIDTH = "write `.wide`, `.full` or `.side`; without one it is as wide as the text"
_WORD = re.compile(r"[ \t]*(?:\{[ ]*([\w-]+)[ ]*\}|\.([\w-]+))")


def flaws_in_braces(image: Node) -> Iterator[Flaw]:
    """Yield what is wrong with what stands in braces behind a picture."""
    for name in image.get("class", "").split():
        if name not in _KNOWN and not name.startswith(OWN):
            near = nearest(name, _KNOWN)
            what = f"a picture cannot have the class “{name}”"
            mend = f"did you mean `.{near}`?" if near else f"{_A_WIDTH}, or take it out"
            yield Flaw(what, mend, Gravity.CARE, kind="class-unknown")
    for name in map(str, image.attrib):
        if name not in _READ:
            what = f"`{name}` says nothing of a picture: the theme and the file say how it looks"
            mend = _A_WIDTH if name in ("width", "height", "style") else "take it out"
            yield Flaw(what, mend, Gravity.CARE, kind="width-idle")


def flaw_of_words(behind: str) -> Flaw | None:
    """Return the flaw of a class that is shown as words, since it is not written as one."""
    found = _WORD.match(behind)
    if found is None or (near := nearest(found[1] or found[2], _KNOWN, 0.8)) is None:
        return None
    what = f"`{found[0].strip()}` behind a picture is shown, and does nothing"
    mend = f"write `{{.{near}}}` directly behind its bracket"
    return Flaw(what, mend, Gravity.CARE, kind="loose-end")


def place_of(names: Collection[str]) -> str:
    """Return how a picture stands, by the classes of its tags: "" for as wide as the text."""
    of_gallery = next((name for name in OF_GALLERIES if name in names), "")
    return of_gallery or next((name for name in names if name in WIDTHS), "")


def idle_widths(names: Collection[str], *, is_alone: bool) -> Iterator[Flaw]:
    """Yield the flaws of widths that have no effect.

    names: the classes of a picture's tags. is_alone: whether it stands between the paragraphs of
    the text, and not within anything.
    """
    widths = [name for name in names if name in WIDTHS]
    if widths and not is_alone:
        yield Flaw(
            f"`.{widths[0]}` has no effect here: the picture stands in a gallery, a line, "
            "a quotation or a list",
            "take it out, or put the picture into a paragraph of its own",
            Gravity.ADVICE,
            kind="width-idle",
        )
    elif len(set(widths)) > 1:
        first, second = list(dict.fromkeys(widths))[:2]
        what = f"two widths for one picture: `.{first}` is used, and `.{second}` is not"
        yield Flaw(what, "take one of them out", Gravity.ADVICE, kind="width-idle")
