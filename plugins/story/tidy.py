"""House rules for the HTML that Markdown made: what may stand in a body, and in what shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from plugins.story.faults import Fault
from plugins.story.front_matter import CONTROL, Source

_HEADING = re.compile(r"h[1-6]")
_OF_TABLES = frozenset({"table", "th", "td"})
_ALIGNMENT = re.compile(r"\s*text-align:\s*(left|center|right);?\s*")
# fmt: off
_FORBIDDEN = frozenset({
    "script", "style", "object", "embed", "applet", "frame", "frameset", "base", "link",
    "meta", "form", "input", "button", "select", "textarea", "option", "template", "noscript",
    "title", "svg", "math", "portal", "xmp", "plaintext", "listing", "noembed", "noframes",
    "video", "audio", "track", "image",
})
# fmt: on
_DOCUMENT = re.compile(r"</?(html|head|body)(?![\w-])", re.IGNORECASE)
_LOADING = frozenset({"src", "srcset", "poster", "data", "background"})
_CHECKED = frozenset({("img", "src"), ("iframe", "src")})  # each has rules of its own
_ELSEWHERE = re.compile(r"(?:^|,)(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def tags_in(root: Tag) -> list[Tag]:
    """Return all tags below one, in their order: quicker than `find_all`, and apart from the tree.

    Every pass walks over the whole tree, so the walk must cost little.
    """
    return [node for node in root.descendants if isinstance(node, Tag)]


def demote_headings(root: Tag) -> None:
    """Shift all headings down by one where the body uses the first level, the headline's."""
    headings = [tag for tag in tags_in(root) if _HEADING.fullmatch(tag.name)]
    if any(heading.name == "h1" for heading in headings):
        for heading in headings:
            heading.name = f"h{min(6, int(heading.name[1]) + 1)}"


def mark_attributions(root: Tag) -> None:
    """Mark the paragraph that says, after a dash, whose words a quotation is."""
    for quotation in [tag for tag in tags_in(root) if tag.name == "blockquote"]:
        words = quotation.find_all("p", recursive=False)
        if len(words) > 1 and words[-1].get_text().lstrip().startswith(("—", "–", "--")):
            words[-1]["class"] = "attribution"


def frame_tables(root: Tag, soup: BeautifulSoup) -> None:
    """Give each table a frame of its own that can scroll, so that no page grows too wide.

    The alignment of columns becomes a class: inline styles would bar a strict security policy.
    """
    if not any(tag.name in _OF_TABLES for tag in tags_in(root)):
        return
    for cell in root.find_all(["th", "td"], style=_ALIGNMENT):
        found = _ALIGNMENT.fullmatch(str(cell["style"]))
        del cell["style"]
        if found and found[1] != "left":
            cell["class"] = f"align-{found[1]}"
    for corner in root.find_all(lambda tag: tag.name == "th" and not tag.get_text(strip=True)):
        corner.name = "td"  # a heading without words would be read out as one
    tables = root.find_all("table")
    for number, table in enumerate(tables, 1):
        frame = soup.new_tag(
            "div",
            attrs={
                "class": "table-scroll",
                "tabindex": "0",
                "role": "region",
                "aria-label": f"Table {number}" if len(tables) > 1 else "Table",
            },
        )
        table.wrap(frame)


def drop_comments(root: Tag) -> None:
    """Take out comments and their like: what a writer notes for colleagues is not for readers."""
    for node in list(root.descendants):
        if isinstance(node, PreformattedString):
            node.extract()


def document_tags(html: str, source: Source) -> Iterator[Fault]:
    """Report the tags of a whole document: no parser keeps them, nor all that follows them."""
    for tag in _DOCUMENT.finditer(html):
        yield _not_here(source, tag[1], f"the tag `<{tag[1].lower()}>`")


def swallowed_end(root: Tag, end: str, source: Source) -> list[Fault]:
    """Report a tag, a quotation mark in a tag or a comment that is never closed.

    It swallows the text behind it, and with that the mark that was set at the end of the body,
    an empty element `end`; where the mark is there, it is taken out.
    """
    for mark in reversed(tags_in(root)):
        if mark.name == end:
            mark.decompose()
            return []
    line = source.line_at(max(0, source.body.rfind("<")))
    return [Fault(source.path, line, "a tag is not closed, and swallows the text", "close it")]


def control_characters(root: Tag, source: Source) -> Iterator[Fault]:
    """Report control characters that came in as entities, such as `&#1;`."""
    texts = [str(node) for node in root.descendants if isinstance(node, NavigableString)]
    values = [str(value) for tag in tags_in(root) for value in tag.attrs.values()]
    for found in CONTROL.finditer("".join([*texts, *values])):
        yield Fault(
            source.path,
            source.line_of("&#"),
            f"control character U+{ord(found.group()):04X}, written as an entity",
            "delete it; it breaks feeds",
        )


def unsafe_markup(
    root: Tag, source: Source, embed_hosts: frozenset[str] = frozenset()
) -> Iterator[Fault]:
    """Report HTML that could run code, collect data, cover the page or load from another host.

    Sound and film are among it: their files would have to be published with the story.

    embed_hosts: the hosts whose frames the site's owner allows.
    """
    for tag in tags_in(root):
        if tag.name in _FORBIDDEN:
            yield _not_here(source, tag.name, f"the tag `<{tag.name}>`")
        elif tag.name == "iframe" and not _embeds(str(tag.get("src", "")), embed_hosts):
            yield Fault(
                source.path,
                _line_of_tag(source, tag.name),
                "a frame from a host that this site does not embed",
                "link to it instead, or have its host added to EMBED_HOSTS",
            )
        for name, value in tag.attrs.items():
            if name.startswith("on") or name in ("formaction", "srcdoc", "ping"):
                yield _not_here(source, tag.name, f"the attribute `{name}`")
            elif name == "style" and not _ALIGNMENT.fullmatch(str(value)):
                yield _not_here(source, tag.name, "the attribute `style`")
            elif name in _LOADING and (tag.name, name) not in _CHECKED and _foreign(str(value)):
                yield _not_here(source, tag.name, f"a `<{tag.name}>` from another host")


def _not_here(source: Source, tag: str, what: str) -> Fault:
    line = _line_of_tag(source, tag)
    return Fault(source.path, line, f"{what} in the body", "take it out, or show it as `code`")


def _line_of_tag(source: Source, name: str) -> int:
    found = re.search(rf"</?{re.escape(name)}(?![\w-])", source.body, re.IGNORECASE)
    return source.line_at(found.start()) if found else source.body_line


def _embeds(src: str, hosts: frozenset[str]) -> bool:
    """Say whether a frame's host is one of `hosts`, with no user, port or backslash beside it."""
    try:
        parts = urlsplit(src)
    except ValueError:
        return False
    return parts.scheme == "https" and parts.netloc.lower() in hosts


def _foreign(address: str) -> bool:
    """Say whether an address, or one of a `srcset`, names a host, as lenient as browsers are."""
    return bool(_ELSEWHERE.search(re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")))
