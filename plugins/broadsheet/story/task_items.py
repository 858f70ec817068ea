"""Task items: the boxes of `- [ ] to do` and `- [x] done`.

https://github.github.com/gfm/#task-list-items-extension- has boxes of a form. Here they are signs:
feed readers and mail drop what belongs to forms, and with it what is done. Imported with the first
printer, as Markdown is.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from broadsheet.words.translating import Words

_BOX = re.compile(r"\[([ xX])\](?=\s+\S)")
_TEXT_STYLE = "\ufe0e"  # else some systems draw a coloured picture


class TaskItems(Treeprocessor):
    """Puts a sign in the place of each box, before inline Markdown is read."""

    def __init__(self, md: Markdown, words: Words) -> None:
        super().__init__(md)
        self._open = ("☐", words.translator.gettext("To do"))
        self._done = ("☑", words.translator.gettext("Done"))

    def run(self, root: Element) -> None:
        """Mark the items that begin with a box."""
        for item in root.iter("li"):
            first = item[0] if len(item) and item[0].tag == "p" else None
            holder = item if first is None or (item.text or "").strip() else first
            found = _BOX.match(holder.text or "")
            if found:
                item.set("class", f"{item.get('class', '')} task".strip())
                holder.insert(0, self._sign(is_done=found[1] != " "))
                holder[0].tail = (holder.text or "")[found.end() :]
                holder.text = None

    def _sign(self, *, is_done: bool) -> Element:
        sign, name = self._done if is_done else self._open
        box = Element("span", {"class": "box", "role": "img", "aria-label": name})
        box.text = AtomicString(sign + _TEXT_STYLE)
        return box
