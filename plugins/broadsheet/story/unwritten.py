"""Unwritten: reports texts that are to be published and that nobody has written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.front import StoryFront
from broadsheet.story.front_matter import Source
from broadsheet.story.tree import Node, elements_in, texts_in

# In the languages in which `broadsheet init` has texts.
_INVITATIONS = {
    "ar": "اكتبوا المقال هنا، واحذفوا السطر `status: draft` لنشره.",
    "de": "Schreiben Sie hier den Artikel, und löschen Sie die Zeile `status: draft`, damit er "
    "erscheint.",
    "el": "Γράψτε εδώ το άρθρο και σβήστε τη γραμμή `status: draft` για να δημοσιευτεί.",
    "en": "Write the story here, and take out the line `status: draft` to publish it.",
    "es": "Escriba aquí el artículo y quite la línea `status: draft` para publicarlo.",
    "fr": "Écrivez l’article ici et supprimez la ligne `status: draft` pour le publier.",
    "ja": "ここに記事を書き、公開するときに`status: draft`の行を消してください。",
}
_INVITED = re.compile("|".join(re.escape(each.partition("`")[0]) for each in _INVITATIONS.values()))

_BARE = frozenset({"p", "br", "div", "span"})  # what shows nothing where it holds no words


def invitation(lang: str) -> str:
    """Return the text of a new story, until somebody has written one, in the paper's language."""
    return _INVITATIONS.get(lang.partition("-")[0], _INVITATIONS["en"])


def unwritten(
    root: Node, end: str, source: Source, front: StoryFront | None = None
) -> Iterator[Fault]:
    """Report the text of `broadsheet new`, left in, and a body without anything in it.

    root: the body's tree, with an element `end` behind it. front: None for a page. A draft may
    be unwritten.
    """
    if front is not None and front.status == "draft":
        return
    invited = _INVITED.search(source.body)
    if invited:
        what = "the words with which `broadsheet new` begins a story still stand here"
        mend = "write the story in their place, or `status: draft` above until it is written"
        yield Fault(source.path, source.line_at(invited.start()), what, mend, kind="unwritten")
    elif not source.faults and _is_bare(root, end):  # a faulty comment may hold the text
        what = "no text below the front matter"
        mend = "write it" if front is None else "write it, or `status: draft` until it is written"
        yield Fault(source.path, source.body_line, what, mend, Gravity.CARE, kind="unwritten")


def _is_bare(root: Node, end: str) -> bool:
    if any(text.strip() for text in texts_in(root)):
        return False
    return all(tag.tag in _BARE or tag.tag == end for tag in elements_in(root))
