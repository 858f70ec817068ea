"""House rules for the HTML that Markdown made: what may stand in a body, and in what shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from plugins.story.faults import Fault
from plugins.story.front_matter import Source

_HEADING = re.compile(r"h[1-6]")
# fmt: off
_FORBIDDEN = frozenset({
    "script", "style", "object", "embed", "applet", "frame", "frameset", "base", "link",
    "meta", "form", "input", "button", "select", "textarea", "option", "template", "noscript",
    "title", "head", "html", "body", "svg", "math", "portal",
})
# fmt: on
_LOADING = frozenset({"src", "srcset", "poster", "data", "background"})


def demote_headings(root: Tag) -> None:
    """Shift all headings down by one where the body uses the first level, the headline's."""
    headings = root.find_all(_HEADING)
    if any(heading.name == "h1" for heading in headings):
        for heading in headings:
            heading.name = f"h{min(6, int(heading.name[1]) + 1)}"


def frame_tables(root: Tag, soup: BeautifulSoup) -> None:
    """Give each table a frame of its own that can scroll, so that no page grows too wide."""
    for table in root.find_all("table"):
        frame = soup.new_tag(
            "div",
            attrs={
                "class": "table-scroll",
                "tabindex": "0",
                "role": "region",
                "aria-label": "Table",
            },
        )
        table.wrap(frame)


def unsafe_markup(
    root: Tag, source: Source, embed_hosts: frozenset[str] = frozenset()
) -> Iterator[Fault]:
    """Report HTML that could run code, collect data or load from another host.

    embed_hosts: the hosts whose frames the site's owner allows.
    """
    for tag in root.find_all(True):
        line = source.line_of(f"<{tag.name}")
        if tag.name in _FORBIDDEN:
            yield _not_here(source, line, f"the tag `<{tag.name}>`")
        elif tag.name == "iframe" and not _embeds(str(tag.get("src", "")), embed_hosts):
            yield Fault(
                source.path,
                line,
                "a frame from a host that this site does not embed",
                "link to it instead, or have its host added to EMBED_HOSTS",
            )
        for name, value in tag.attrs.items():
            if name.startswith("on") or name in ("formaction", "srcdoc"):
                yield _not_here(source, line, f"the attribute `{name}`")
            elif name == "style" and "url(" in str(value).lower():
                yield _not_here(source, line, "a style that loads something")
            elif name in _LOADING and tag.name not in ("img", "iframe") and _foreign(str(value)):
                yield _not_here(source, line, f"a `<{tag.name}>` from another host")


def _not_here(source: Source, line: int, what: str) -> Fault:
    return Fault(source.path, line, f"{what} in the body", "take it out, or show it as `code`")


def _embeds(src: str, hosts: frozenset[str]) -> bool:
    parts = urlsplit(src)
    return parts.scheme == "https" and (parts.hostname or "") in hosts


def _foreign(address: str) -> bool:
    return bool(re.match(r"\s*([a-z][a-z0-9+.-]*:|//)", address, re.IGNORECASE))
