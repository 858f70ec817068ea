"""A plain reading of Markdown: what a reader should see of a story's body, sign by sign.

It is written apart from the program, by other means: it knows no HTML, no tree and no extension,
only which signs of a source are markup. It reads what `test_faithful_copy.py` writes, no more.
"""

from __future__ import annotations

import html
import re
import unicodedata

_CODE = re.compile(r"`([^`\n]+)`")
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\([^ )]+(?: \"(?P<title>(?:\\\"|[^\"])*)\")?\)")
_CREDIT = re.compile(r"(?P<caption>.*?) ?\((?P<credit>[^()]+)\)")
_LINK = re.compile(r"\[([^\]^][^\]]*)\]\((?:[^ )]+)(?: \"[^\"]*\")?\)")
_ABBREVIATION = re.compile(r"\*\[\w+\]: ")
_NOTE = re.compile(r"\[\^(\w+)\]")
_NOTE_TEXT = re.compile(r"^\[\^(\w+)\]: ")
_ADDRESS = re.compile(r"<(https?://[^>]+)>")
_TAG = re.compile(r"</?(?:br|details|summary|span|em|strong|sub|sup|abbr|kbd|q|small)(?: [^<>]*)?>")
_EMPHASIS = re.compile(
    r"(?<![\\\w])(\*\*\*|\*\*|\*|__|_)(?=\S)|(?<=[^\s\\])(\*\*\*|\*\*|\*|__|_)(?!\w)"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~=\-])")
_BARE = re.compile(r"(?:https?://|www\.)[^\s<]+")
_STRUCK = re.compile(r"~~(?=[^\s~])(.+?)(?<=[^\s~])~~")
_MARKED = re.compile(r"(?<![\w=])==(?=[^\s=])(.+?)(?<=[^\s=])==(?![\w=])")
_BOXES = {" ": "☐\ufe0e ", "x": "☑\ufe0e "}
_KEPT = str.maketrans("'\"", "\ue100\ue101")  # quotes that stay as typed
_FOREIGN = re.compile(r'(?<=<span lang="la">)[^<]*')
_QUOTES = "\ue100\ue101\"'“”„‟«»‹›’‘‚‛「」『』"
_DOUBLE = {
    "en": "“”", "de": "„“", "fr": "«»", "pl": "„”", "ru": "«»", "ja": "「」", "zh": "“”",
    "it": "«»", "nl": "“”",
}  # fmt: skip
_CJK = ("ja", "zh")
_SIGNS = "".join(map(chr, range(0xE000, 0xE100)))  # stand for what must not be read again


def visible(source: str) -> str:
    """Return the words of a body as they stand, notes at the end, without any markup."""
    lines, notes, in_code = [], [], False
    for line in source.split("\n"):
        if re.match(r"[ >]*```", line):
            in_code = not in_code
            continue
        if in_code:
            lines.append(line.removeprefix("> ").translate(_KEPT))
            continue
        line = re.sub(r"^(?:> ?)+", "", line)
        if found := _NOTE_TEXT.match(line):
            notes.append(_inline(line[found.end() :]))
            continue
        if re.fullmatch(r"\|[-:| ]+\|", line) or _ABBREVIATION.match(line):
            continue
        line = re.sub(r"^ *(?:[-*+] +|\d+[.)] +|#{2,4} +(?=\S))?", "", line)
        line = re.sub(r"^\[([ x])\] (?=\S)", lambda found: _BOXES[found[1]], line)
        if line.startswith("|"):
            line = _LINK.sub(lambda found: f"[{found[1]}](/)", line).strip("|").replace("|", " ")
        lines.append(_inline(line))
    return "\n".join([*lines, *notes])


def _inline(line: str) -> str:
    """Return a line without its markup. Code and escaped signs are put aside while it is read."""
    aside: list[str] = []

    def put_aside(text: str) -> str:
        aside.append(text)
        return _SIGNS[len(aside) - 1]

    line = _CODE.sub(lambda found: put_aside(found[1].translate(_KEPT)), line)
    line = _FOREIGN.sub(lambda found: found[0].translate(_KEPT), line)
    line = _ESCAPED.sub(lambda found: put_aside(found[1]), line)
    line = _ADDRESS.sub(lambda found: put_aside(found[1]), line)
    line = _PICTURE.sub(_picture, line)
    line = _STRUCK.sub(lambda found: found[1], line)
    line = _MARKED.sub(lambda found: found[1], line)
    line = _NOTE.sub("", line)
    line = _LINK.sub(lambda found: found[1], line)
    line = _BARE.sub(lambda found: put_aside(html.unescape(found[0])), line)
    line = _TAG.sub("", line)
    line = _EMPHASIS.sub("", line)
    line = html.unescape(line)
    return re.sub("[\ue000-\ue0ff]", lambda found: aside[_SIGNS.index(found[0])], line)


def _picture(found: re.Match[str]) -> str:
    title = (found["title"] or "").replace('\\"', '"')
    credit = _CREDIT.fullmatch(title)
    return f"{credit['caption']} ({credit['credit']})" if credit else title


def signs(text: str) -> str:
    """Return the signs of a text that setting it must leave alone, without spaces.

    Documented changes are put aside: quotes of all languages and apostrophes are left out, dashes
    are one kind of dash, and three dots one sign. Of quotes see `kinds` and `wanted`.
    """
    return re.sub(f"[{_QUOTES}]", "", _without_spaces(text))


def kinds(text: str) -> list[str]:
    """Return the quotes and apostrophes before each of a text's signs, and at its end."""
    return re.split(f"[^{_QUOTES}]", _without_spaces(text))


def wanted(text: str, lang: str) -> dict[int, str]:
    """Return those of a source that are certain, each by its place among `kinds`.

    Certain are elisions, decades, inches, the double quotes around words, and all in code and in
    words of a language without a rule. text: a source without its markup.
    """
    if lang not in _DOUBLE:
        typed = text.replace("\ue100", "'").replace("\ue101", '"')
        return dict(enumerate(kinds(typed)))
    opening, closing = _DOUBLE[lang]
    apostrophe = r"(?<![\w'\"’])['’]"
    rules = [
        ("\ue100", "'"),
        ("\ue101", '"'),
        (rf"{apostrophe}(?=\d\d(?:s|er)(?![\w'\"]))", "’"),  # '90s, '90er
    ]
    if lang not in _CJK:
        rules += [
            (r"(?<=[^\W\d_])['’](?=[^\W\d_])", "’"),  # it's
            (r"(?<=[^\W\d_])['’](?=[«(]\s?\w)", "’"),  # l'« eau »
            (r"(?<= \d\d)\"(?=-[^\W\d_])", "”" if closing == "”" else '"'),  # 27"-screen
            (r"(?<![^\s(])\"(?=[^\W\d_])", opening),
            (r"(?<=[^\W\d_])\"(?![^\s.,;)])", closing),
        ]
    found: dict[int, str] = {}
    for rule, sign in rules:
        for match in re.finditer(rule, text):
            place = len(kinds(text[: match.start()])) - 1
            found[place] = sign
    # Where two signs stand on end, the place is that of both, and not certain.
    return {at: sign for at, sign in found.items() if len(kinds(text)[at]) == 1}


def _without_spaces(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("...", "…")
    text = re.sub("…+", "…", text)
    text = re.sub(r"-{2,3}|[–—]+", "–", text)
    return re.sub("[\\s\u200b\u2060]", "", text)
