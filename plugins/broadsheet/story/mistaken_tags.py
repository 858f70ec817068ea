"""Mistaken tags: words in angle brackets that browsers take for tags, and so do not show.

`<redacted>` and `p<b and q>r` are such words. What HTML knows is no mistake, nor is an element of
the paper's own, `<own-map>…</own-map>`: https://html.spec.whatwg.org/#valid-custom-element-name
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.reporting.faults import Fault
from broadsheet.story.front_matter import Source
from broadsheet.story.instead import FROM_WORD

# https://html.spec.whatwg.org/#elements-3, with those of older kinds of HTML.
# fmt: off
ELEMENTS = frozenset({
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b",
    "base", "basefont", "bdi", "bdo", "big", "blink", "blockquote", "body", "br", "button",
    "canvas", "caption", "center", "cite", "code", "col", "colgroup", "command", "data",
    "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em",
    "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe",
    "image", "img", "input", "ins", "isindex", "kbd", "keygen", "label", "legend", "li", "link",
    "listing", "main", "map", "mark", "marquee", "math", "menu", "menuitem", "meta", "meter",
    "nav", "nobr", "noembed", "noframes", "noscript", "object", "ol", "optgroup", "option",
    "output", "p", "param", "picture", "plaintext", "portal", "pre", "progress", "q", "rb",
    "rp", "rt", "rtc", "ruby", "s", "samp", "script", "search", "section", "select", "slot",
    "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg",
    "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title",
    "tr", "track", "tt", "u", "ul", "var", "video", "wbr", "xmp",
})
# fmt: on
"""The tags that HTML knows, in small letters."""

# https://html.spec.whatwg.org/#attributes-3: those that mean something without a value.
# fmt: off
_WITHOUT_VALUE = frozenset({
    "allowfullscreen", "alt", "async", "autofocus", "autoplay", "border", "checked", "class",
    "compact", "contenteditable", "controls", "credit", "default", "defer", "disabled",
    "download", "hidden", "id", "inert", "ismap", "itemscope", "loop", "markdown",
    "mozallowfullscreen", "multiple", "muted", "nohref", "nomodule", "noshade", "novalidate",
    "nowrap", "open", "playsinline", "readonly", "required", "reversed", "selected", "title",
    "value", "webkitallowfullscreen",
})
# fmt: on
_VALUE = r""""[^"]*"|'[^']*'|[^\s"'>]+"""
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>""")
_ATTRIBUTE = re.compile(rf"""([^\s"'<>/=]+)(\s*=\s*(?:{_VALUE})?)?""")
_OF_WORD = re.compile(r"(?:o|v|w|m|st\d):")
_HAS_OWN_RULES = re.compile(r"<(?:svg|math)\b", re.IGNORECASE)


def mistaken_tags(html: str, source: Source) -> Iterator[Fault]:
    """Report each tag that HTML does not know, and each with words in it that are no attributes."""
    if _HAS_OWN_RULES.search(html):
        return  # what stands in them has names of its own, and they are refused as a whole
    told: set[str] = set()
    place = -1
    for slash, written, attributes in dict.fromkeys(_TAG.findall(html)):
        name, shown = written.lower(), f"<{slash}{written}{attributes}>"
        holds_comment = bool(source.opener) and source.opener in shown  # told by itself
        if name in told or holds_comment or not is_mistaken(name, attributes, html):
            continue
        told.add(name)
        places = re.compile(rf"</?{re.escape(name)}(?![\w-])", re.IGNORECASE)
        found = places.search(source.prose, place + 1) or places.search(source.prose)
        place = found.start() if found else 0
        shown = " ".join(shown.split())
        what, mend = f"`{shown}` is taken for a tag, and is not shown", f"write `&lt;{shown[1:]}`"
        if _OF_WORD.match(name):
            what, mend = f"the tag `{shown}` is Word's own", f"take it out; {FROM_WORD}"
        yield Fault(source.path, source.line_at(place), what, mend, kind="markup")


def is_mistaken(name: str, attributes: str, html: str) -> bool:
    """Say whether what stands in angle brackets is no tag. html: all in which it stands."""
    if name in ELEMENTS:
        pairs = (each.groups() for each in _ATTRIBUTE.finditer(attributes))
        return any(value is None and not means_something(word) for word, value in pairs)
    return "-" not in name or f"</{name}>" not in html.lower()


def means_something(word: str) -> bool:
    """Say whether a word is an attribute that needs no value."""
    return word.lower() in _WITHOUT_VALUE or word.lower().startswith(("data-", "aria-"))
