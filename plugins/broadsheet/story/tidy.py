"""House rules for the HTML that Markdown made: reports what a body must not hold, and tidies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.fields import CONTROL
from broadsheet.story.front_matter import Source
from broadsheet.story.instead import FOREIGN, FROM_WORD, LOOKS, USUAL, in_place_of
from broadsheet.story.places import place_of_tag
from broadsheet.story.tree import (
    Node,
    attributes_of,
    depth_at_end,
    element,
    elements_in,
    take_out,
    text_of,
    texts_and_comments,
    wrap,
)
from broadsheet.words.translating import Translator

_HEADING = re.compile(r"h[1-6]")
_ALIGNMENT = re.compile(r"\s*text-align:\s*(left|center|right);?\s*")
# fmt: off
FORBIDDEN = frozenset({
    "script", "style", "object", "embed", "applet", "frame", "frameset", "base", "link",
    "meta", "form", "input", "button", "select", "textarea", "option", "template", "noscript",
    "title", "svg", "math", "portal", "xmp", "plaintext", "listing", "noembed", "noframes",
    "video", "audio", "track", "image",
})
# fmt: on
"""Tags that a text may not hold."""

TABLE_BOX = "table-scroll"
"""The class of the box around a table, in which a wide one scrolls."""

_CODE = frozenset({"code", "pre", "samp", "kbd"})
_DEEP = 1_000  # half of what the parser allows, and more than anyone writes
_DOCUMENT = re.compile(r"</?(html|head|body)(?![\w-])", re.IGNORECASE)
# The ids that Markdown gives to footnotes and to the places that lead to them.
_FOOTNOTE = re.compile(r"fn(?:ref\d*)?:")
_LOADING = frozenset({"src", "srcset", "poster", "data", "background"})
_CHECKED = frozenset({("img", "src"), ("iframe", "src")})  # each has rules of its own
_ELSEWHERE = re.compile(r"(?:^|,)(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def demote_headings(root: Node) -> None:
    """Shift all headings down by one where the body uses the first level, the headline's."""
    headings = _headings(root)
    if any(heading.tag == "h1" for heading in headings):
        for heading in headings:
            heading.tag = f"h{min(6, int(heading.tag[1]) + 1)}"


def close_heading_gaps(root: Node) -> None:
    """Move headings up to the level below that of the heading they stand under.

    A level that is left out sounds to screen readers like a part of the text that is missing.
    """
    above: list[str] = []
    for heading in _headings(root):
        while above and above[-1] >= heading.tag:
            above.pop()
        above.append(heading.tag)
        heading.tag = f"h{1 + len(above)}"


def _headings(root: Node) -> list[Node]:
    return [tag for tag in elements_in(root) if _HEADING.fullmatch(tag.tag)]


def drop_instructions(root: Node) -> None:
    """Remove what told Markdown how to read HTML, where it did not look."""
    for tag in elements_in(root):
        tag.attrib.pop("markdown", "")


def mark_attributions(root: Node) -> None:
    """Mark the paragraph that says, after a dash, whose words a quotation is."""
    for quotation in root.iterdescendants("blockquote"):
        words = quotation.findall("p")
        if len(words) > 1 and text_of(words[-1]).lstrip().startswith(("—", "–", "--")):
            words[-1].set("class", "attribution")


def silence_pull_quotes(root: Node) -> None:
    """Hide from screen readers the pull quotes that repeat words of the text: they are read once.

    One with a link, or whose words stand nowhere else, is read where it stands.
    """
    pulls = [each for each in root.iterdescendants("blockquote") if _is_pull_quote(each)]
    everything = _letters(text_of(root)) if pulls else ""
    for pull in pulls:
        words = _letters(text_of(pull))
        if words and everything.count(words) > 1:
            pull.set("aria-hidden", "true")


def _is_pull_quote(quotation: Node) -> bool:
    """Say whether a quotation is nothing but a pull quote, without a link."""
    classes = quotation[0].get("class", "").split() if len(quotation) == 1 else []
    return "pull" in classes and next(quotation.iterdescendants("a"), None) is None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def mark_spelled_out(root: Node) -> None:
    """Mark the links whose words are their address, so that paper does not say it twice."""
    for anchor in root.iterdescendants("a"):
        words, address = text_of(anchor), anchor.get("href", "")
        if words and address in (words, f"https://{words}", f"mailto:{words}"):
            anchor.set("class", f"{anchor.get('class', '')} spelled-out".strip())


def frame_tables(root: Node, words: Translator) -> None:
    """Give each table a named frame of its own that can scroll, so that no page grows too wide.

    The alignment of columns becomes a class: inline styles would bar a strict security policy.
    """
    for cell in root.iterdescendants("th", "td"):
        found = _ALIGNMENT.fullmatch(cell.get("style", ""))
        if found:
            del cell.attrib["style"]
            if found[1] != "left":
                cell.set("class", f"align-{found[1]}")
        if cell.tag == "th" and not text_of(cell).strip():
            cell.tag = "td"  # a heading without words would be read out as one
    tables = list(root.iterdescendants("table"))
    for number, table in enumerate(tables, 1):
        is_alone = len(tables) == 1
        numbered = words.gettext("Table %(number)s", number=number)
        name = words.gettext("Table") if is_alone else numbered
        frame = {"class": TABLE_BOX, "tabindex": "0", "role": "region", "aria-label": name}
        wrap(table, element("div", frame))


def mark_own_words(root: Node, house: str, lang: str) -> None:
    """Say in which language the paper itself speaks within a text in another one.

    It names the frames of tables, and the links back from notes. That is only read out, so their
    direction is left alone. house: the paper's language; lang: that of the text.
    """
    for frame in root.iterdescendants("div"):
        if frame.get("class") == TABLE_BOX:
            frame.set("lang", house)
            for table in frame.iterchildren("table"):
                table.set("lang", table.get("lang", lang))
    for link in root.iterdescendants("a"):
        if link.get("class") == "footnote-backref":
            link.set("lang", house)


def unfit_ids(root: Node, source: Source) -> Iterator[Fault]:
    """Report ids of a body to which no link could lead: empty ones, doubles, and the page's own.

    Around each body stand a page's own headings, forms and blocks. Their ids hold a colon, as
    nothing does that Markdown makes of a heading.
    """
    seen: set[str] = set()
    for tag in elements_in(root):
        name = tag.get("id")
        if name is None:
            continue
        if not name.strip():
            what, mend = "an empty id", "give it a name, or take it out"
        elif ":" in name and not _FOOTNOTE.match(name):
            what = f"the id “{name}”: those with a colon belong to the page around the text"
            mend = "choose one without"
        elif name in seen:
            what, mend = f"the id “{name}” stands twice", "choose another for one of the two"
        else:
            seen.add(name)
            continue
        yield Fault(source.path, _line_of_id(source, name, name in seen), what, mend, kind="markup")


def document_tags(html: str, source: Source) -> Iterator[Fault]:
    """Report the tags of a whole document: no parser keeps them, nor all that follows them."""
    for tag in _DOCUMENT.finditer(html):
        yield _not_here(source, _line_of(source, tag[1], {}), f"the tag `<{tag[1].lower()}>`")


def shown_in_code(root: Node, source: Source) -> list[Fault]:
    """Put `<!--` back where a writer shows it as code; report where Markdown makes none of it.

    In that case the words of the comment would be shown as text.
    """
    if not source.opener:  # as nearly always
        return []
    faults: list[Fault] = []
    position = -1
    for text, holder in list(texts_and_comments(root)):
        is_code = any(each.tag in _CODE for each in (holder, *holder.iterancestors()))
        for _ in range(text.count(source.opener)):
            position = source.body.find(source.opener, position + 1)
            if not is_code:
                what, mend = "a comment that would be shown", "let it begin at the start of a line"
                faults.append(
                    Fault(source.path, source.line_at(max(0, position)), what, mend, kind="markup")
                )
    for node in elements_in(root):
        for name, value in attributes_of(node).items():
            if source.opener in name:  # the tag holds a backtick, so this was not code
                what, mend = "a comment in a tag", "mend the quotation marks of the tag"
                faults.append(
                    Fault(source.path, source.line_of(source.opener), what, mend, kind="markup")
                )
                del node.attrib[name]
            elif source.opener in value:
                node.set(name, value.replace(source.opener, "<!--"))
        node.text, node.tail = (
            text and text.replace(source.opener, "<!--") for text in (node.text, node.tail)
        )
    return faults


def swallowed_end(root: Node, end: str, source: Source) -> list[Fault]:
    """Report a tag, or a quotation mark in a tag, that is never closed.

    It swallows the text after it, and with it the empty element `end` that was put at the end of
    the body. If that element is found, it is removed. The parser also drops text that is nested too
    deeply.
    """
    for mark in list(root.iterdescendants(end))[-1:]:
        take_out(mark)
        return []
    if depth_at_end(root) > _DEEP:
        line = source.line_at(max(0, source.body.find("<")))
        return [
            Fault(
                source.path, line, "tags nested too deep", "nest less, or close them", kind="markup"
            )
        ]
    line = source.line_at(max(0, source.body.rfind("<")))
    return [
        Fault(
            source.path,
            line,
            "a tag is not closed, and swallows the text",
            "close it",
            kind="markup",
        )
    ]


def control_characters(root: Node, source: Source) -> list[Fault]:
    """Report control characters that came in as entities, such as `&#1;`; take them out."""
    found: list[str] = []
    for node in root.iter():
        texts = (node.text or "", node.tail or "")
        attributes = attributes_of(node)
        controls = CONTROL.findall("".join((*texts, *attributes.values())))
        if controls:
            found += controls
            node.text, node.tail = (CONTROL.sub("", text) or None for text in texts)
            for name, value in attributes.items():
                if not name.startswith("{"):  # lxml refuses the name; browsers print U+FFFD
                    node.set(name, CONTROL.sub("", value))
    return [
        Fault(
            source.path,
            source.line_of("&#"),
            f"control character U+{ord(control):04X}, written as an entity",
            "delete it; it breaks feeds",
            kind="markup",
        )
        for control in found
    ]


def unfit_markup(
    root: Node, source: Source, embed_hosts: frozenset[str] = frozenset()
) -> list[Fault]:
    """Report HTML that a text may not hold, and tags that say how words look; each once.

    The first could run code, collect data, cover the page or load from another host. Audio and
    video are among it: their files would have to be published with the story.

    embed_hosts: the hosts whose frames the site's owner allows.
    """
    found = (fault for tag in elements_in(root) for fault in _unfit(tag, source, embed_hosts))
    told: dict[tuple[str, str], Fault] = {}
    for fault in found:
        told.setdefault((fault.what, fault.mend), fault)
    return list(told.values())


def _unfit(tag: Node, source: Source, embed_hosts: frozenset[str]) -> Iterator[Fault]:
    name = tag.tag
    if name in FORBIDDEN:
        yield _not_here(source, line_of_tag(source, tag), f"the tag `<{name}>`", in_place_of(name))
    elif name in LOOKS:
        what = f"the tag `<{name}>`: the theme says how words look"
        yield Fault(
            source.path,
            line_of_tag(source, tag),
            what,
            LOOKS[name],
            Gravity.ADVICE,
            kind="markup-of-looks",
        )
    elif name == "details" and _stands_in(tag, "p"):
        what = "`<details>` that begins no line, and so holds no paragraphs"
        mend = "begin a line with it, outside of paragraphs and quotations"
        yield Fault(
            source.path,
            line_of_tag(source, tag),
            what,
            mend,
            Gravity.ADVICE,
            kind="details-in-text",
        )
    elif name == "iframe" and not _embeds(tag.get("src", ""), embed_hosts):
        what = "a frame from a host that this site does not embed"
        mend = f"{FOREIGN}, or have its host added to EMBED_HOSTS"
        yield Fault(source.path, line_of_tag(source, tag), what, mend, kind="markup")
    for key, value in attributes_of(tag).items():
        if key.startswith("on") or key in ("formaction", "srcdoc", "ping"):
            yield _not_here(source, line_of_tag(source, tag), f"the attribute `{key}`")
        elif key == "style" and not _ALIGNMENT.fullmatch(value):
            mend = f"take it out: the theme says how words look; {FROM_WORD}"
            yield _not_here(source, line_of_tag(source, tag), "the attribute `style`", mend)
        elif name in FORBIDDEN:
            continue  # what it loads is told with it
        elif key in _LOADING and (name, key) not in _CHECKED and _foreign(value):
            yield _not_here(source, line_of_tag(source, tag), f"a `<{name}>` from another host")


def _stands_in(tag: Node, name: str) -> bool:
    parent = tag.getparent()
    return parent is not None and parent.tag == name


def _not_here(source: Source, line: int, what: str, mend: str = USUAL) -> Fault:
    return Fault(source.path, line, f"{what} in the body", mend, kind="markup-refused")


def _line_of_id(source: Source, name: str, is_second: bool) -> int:
    """Return where an id is written: as an attribute, in braces, or as the words of a heading."""
    if not name.strip():
        found = re.search(r"""\bid\s*=\s*(?:"\s*"|'\s*'|(?=[\s>]))""", source.prose)
        return source.line_at(found.start()) if found else source.body_line
    written = re.compile(rf"""(?:#|\bid\s*=\s*["']?){re.escape(name)}(?![\w-])""")
    places = [found.start() for found in written.finditer(source.prose)] or [0]
    return source.line_at(places[-1] if is_second else places[0])


def line_of_tag(source: Source, tag: Node) -> int:
    """Return the line on which a tag is written, else that of the body."""
    return _line_of(source, tag.tag, attributes_of(tag))


def _line_of(source: Source, name: str, attributes: Mapping[str, str]) -> int:
    place = place_of_tag(source.prose, name, attributes)
    return source.line_at(place) if place >= 0 else source.body_line


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
