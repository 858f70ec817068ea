"""Nesting: how deep lists and quotations stand in each other, before Markdown's parser looks.

That reads each level anew: three hundred take seconds, and a thousand more than Python can bear.
"""

from __future__ import annotations

import re

_DEEPEST = 100  # mails quote sixty times over; nobody writes as many lists in each other
_LINE = re.compile(
    r"^(?P<margin>[ \t>]*+)(?P<marks>(?:(?:[-*+]|\d{1,9}[.)])[ \t]++[> \t]*+)*+)(?=\S)",
    re.MULTILINE,
)
_MARK = re.compile(r"[-*+]|\d+[.)]")


def nests_too_deep(text: str) -> bool:
    """Say whether more lists and quotations stand in each other than anybody writes."""
    around: list[int] = []  # how far the items are indented that the line belongs to
    for line in _LINE.finditer(text):
        margin, marks = line["margin"], line["marks"]
        indent = len(margin.expandtabs(4))
        while around and around[-1] >= indent:
            around.pop()
        quotes = margin.count(">") + marks.count(">")
        items = len(_MARK.findall(marks))
        if len(around) + quotes + items > _DEEPEST:
            return True
        if items:
            around.append(indent)
    return False
