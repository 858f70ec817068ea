"""Bare addresses: links of what stands in a text as an address of the web or of e-mail.

As https://github.github.com/gfm/#autolinks-extension- has it, but that the signs of print end an
address too (“ ” 、 。), that a host without a path takes no further sign (`https://a.example's`),
that the handle `@jane@social.example` is no e-mail address, and that `o'hara@a.example` is left as
it is: nobody can tell it from an elision. Imported with the first printer, as Markdown is.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

# What Python-Markdown has read already, it holds apart; here it may be a sign behind a backslash.
_HELD = r"\x02klzzwxh:\d+\x03"
_SIGN_HELD = re.compile(r"\x02\d+\x03")
_LABEL = r"(?:[^\W_]|-)+"
_HOST = rf"(?:[\w-]+\.)*{_LABEL}\.{_LABEL}(?::\d+)?"
_SIGN = rf"""(?:[^\s<"\x02\x03“”„‟‘’‚‛«»‹›…\u3000-\u303f\uff00-\uff65]|{_HELD})"""
_WEB = rf"(?<![A-Za-z0-9_/@.+-])(?:(?:https?|ftp)://(?:{_HOST})|www\.{_HOST})(?:[/?#]{_SIGN}*)?"
_MAIL = (
    r"(?<![\w/@:.+-])(?<!\w')(?:mailto:)?"
    r"(?P<mail>[A-Za-z0-9._+-]+@(?:[A-Za-z0-9_-]+\.)+[A-Za-z][A-Za-z0-9-]*(?<!-))(?![\w@])"
)
# What all begin with, and few other words do, is asked for first: that is twice as fast.
_BEGINNING = r"(?<![A-Za-z0-9_/@.+-])(?=[A-Za-z0-9._+-]+[:.@])"
_BARE = rf"(?i:{_BEGINNING}(?:{_WEB}|{_MAIL}))"

_END = re.compile(r"(?:[?!.,:;*_~'|]|&\w+;)$")
_HELD_PART = re.compile(_HELD)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_LINK = re.compile(r"<(/?)a[\s>]", re.IGNORECASE)


class BareAddresses(InlineProcessor):
    """Makes links of addresses that stand in no link."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(_BARE, md)
        # What was looked at last, so that no text is gone through from its beginning at each match.
        self._held: object = None
        self._before = ""
        self._is_open = False

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Make a link, unless the address stands between the tags of one."""
        if self._is_linked(data, m.start()):
            return None, None, None
        held = without_end(self._readable(m.group()))
        written = self.unescape(held)
        link = Element("a", {"href": _address(written, is_mail=m["mail"] is not None)})
        link.text = AtomicString(written)
        return link, m.start(), m.start() + len(held)

    def _readable(self, written: str) -> str:
        """Return an address up to what is held apart and is no sign."""
        for held in _HELD_PART.finditer(written):
            if not _SIGN_HELD.fullmatch(self.unescape(held[0])):
                return written[: held.start()]
        return written

    def _is_linked(self, data: str, place: int) -> bool:
        """Say whether a tag `<a>` is open at a place; Markdown holds tags apart from the text."""
        if not self.md.htmlStash.html_counter:
            return False
        held = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]  # it has them
        if held is not self._held or not data.startswith(self._before):
            self._held, self._before, self._is_open = held, "", False
        for found in _HELD_PART.finditer(data, len(self._before), place):
            tag = HTML_PLACEHOLDER_RE.fullmatch(self.unescape(found[0]))
            link = tag and _LINK.match(str(self.md.htmlStash.rawHtmlBlocks[int(tag[1])]))
            self._is_open = not link[1] if link else self._is_open
        self._before = data[:place]
        return self._is_open


def without_end(written: str) -> str:
    """Return an address without the signs at its end that belong to the sentence around it."""
    while True:
        last = written[-1]
        ending = _END.search(written)
        if ending:
            written = written[: ending.start()]
        elif last in _PAIRS and written.count(last) > written.count(_PAIRS[last]):
            written = written[:-1]
        else:
            return written


def _address(written: str, *, is_mail: bool) -> str:
    if is_mail:
        return written if written.lower().startswith("mailto:") else f"mailto:{written}"
    return written if "://" in written else f"https://{written}"
