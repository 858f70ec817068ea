"""Wording: which words of a caption are its credit.

A bracket at the end of a caption is a credit when it is signed or reads like a name:

- signed: it begins with ©, with "Photo:", "Foto:", "Crédit photo :", "写真：" and the like, or
  with "Courtesy of" or "Photo by"; it ends in "撮影" and the like, names a Creative Commons
  licence or an agency, whatever its case ("dpa"), or has a slash ("Jane Doe/Reuters");
- like a name: at most eight words (more between slashes), each with a capital letter or in a
  script without capitals, save for the small words of names ("van", "de", "and", "via"), and no
  number unless a slash stands beside it ("Jane Doe/France 24").

A signed bracket is the credit, whatever else is known of the picture. One that only reads like a
name may be a party, a place or whom the picture shows: it gives way to a sidecar and a file; see
`image_captions/credits.py`.

Everything else is an aside and stays in the caption: "(left)", "(2014)", "(see page 3)",
"(Top right)", "(CSV)", "(January 2019)", and what names nobody: "(Photo: Unknown)", "(© 2020)".
A bracket whose end is escaped (`\\)`) is never a credit. A bracket glued to a word or to a
Markdown link is none either, but for full-width brackets and words of scripts that part no words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct

from broadsheet.story.agencies import names_agency, without_agencies
from broadsheet.story.nobody import credits_somebody

# "Photo", "credit", "source" and the like, as papers write them before a colon.
_MARKER = (
    # English
    r"photo(?:graph|grapher)?s?|pictures?|images?|illustrations?|graphics?|chart|map|credits?"
    r"|sources?|copyright|handout"
    # German, Dutch, Nordic languages, Finnish
    r"|fotos?|fotograf(?:in|en|ie|i|ie[ns])?|bild(?:er|quelle|nachweis|rechte)?|grafik|quelle"
    r"|beeld|bron|billede|bilde|kilde|källa|kuvat?|valokuva|lähde"
    # French, Spanish, Portuguese, Italian, Romanian
    r"|crédits?|photographies?|photographe|légende|fotografías?|fotografias?|fotógraf[oa]|imagen"
    r"|imagem|créditos?|crediti?|fuente|fonte|foto(?:grafo|grafa)|immagine|sursa"
    # Polish, Czech, Hungarian, Turkish, Greek
    r"|fot\.|zdjęcie|zdjęcia|źródło|fotografie|zdroj|fotó|kép|forrás|fotoğraf|kaynak"
    r"|φωτογραφία|φωτο|πηγή"
    # Russian, Ukrainian, Bulgarian, Serbian
    r"|фото(?:графия|граф)?|снимок|снимка|источник|джерело|светлина|извор"
    # Arabic, Persian, Hebrew
    r"|صورة|الصورة|تصوير|المصدر|مصدر|عکس|צילום|תמונה"
    # Chinese, Japanese, Korean
    r"|图片?来源|圖片?來源|图源|圖源|图片?|圖片?|照片|摄影|攝影|摄|攝|来源|來源"
    r"|写真|撮影|提供|画像|出典|사진|출처|그림"
)
_MARK = rf"(?:{_MARKER})(?:[ \u00a0](?:{_MARKER}))?\s*[:：=＝]\s*"
_LEADING_MARK = re.compile(_MARK, re.IGNORECASE)
_MARKED = re.compile(
    r"©|\(c\)\s"
    rf"|{_MARK}\S"
    r"|fot\.\s+\w"
    r"|\w.*(?:撮影|提供|摄影?|攝影?)$"
    r"|(?:photo(?:graph)?s?|pictures?|images?|illustrations?|graphics?)\s+"
    r"(?:by|courtesy|via)\s+\w"
    r"|courtesy\s+\w"
    r"|[^)]*\bCC(?:0\b|[ -]BY\b)",
    re.IGNORECASE,
)
# fmt: off
_SMALL = frozenset({
    "a", "al", "and", "bin", "by", "da", "das", "de", "del", "della", "den", "der", "des",
    "di", "do", "dos", "du", "e", "el", "et", "for", "ibn", "la", "las", "le", "les", "los",
    "of", "on", "op", "ten", "ter", "the", "und", "van", "vom", "von", "via", "y", "zu",
})
# Words that say where to look or when it was, or name a kind of file: they credit nobody.
_ASIDES = frozenset({
    "left", "right", "centre", "center", "middle", "top", "bottom", "above", "below",
    "front", "back", "foreground", "background", "inset", "detail", "pictured", "standing",
    "seated", "sitting", "clockwise", "l", "r", "l-r", "file", "archive", "photo",
    "undated", "sic", "see", "note", "far", "first", "second", "third", "last", "before",
    "after", "enlarged", "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "summer", "autumn",
    "winter", "csv", "pdf", "png", "jpg", "jpeg", "gif", "svg", "xml", "json", "html",
    "zip", "xls", "xlsx", "us", "uk", "eu", "usa", "am", "pm", "gmt", "utc", "bc", "ad",
    "ce", "bce", "links", "rechts", "mitte", "oben", "unten", "foto", "archiv", "archivbild",
    "archivfoto", "symbolbild", "symbolfoto", "gauche", "droite", "archives", "izquierda",
    "derecha", "centro", "archivo", "sinistra", "destra", "archivio", "слева", "справа",
    "архив", "左", "右", "中", "左起", "右起", "资料图", "資料圖", "资料图片", "資料圖片",
    "資料写真",
})
# fmt: on
# A bracket within emphasis of its own.
_EMPHASISED = re.compile(r"(?<![\\*_])(?P<marks>\*{1,3}|_{1,3})(?P<bracket>[(（].*)(?P=marks)$")
_SLASH = re.compile(r"\S\s*[/／]\s*\S")
_LINK = re.compile(r"\]\(|\]\[|<https?:")
_CLOSING, _STOPS = (")", "）"), (".", "。")
_LONGEST = 100
_MOST_WORDS = 8


class Wording(Struct, frozen=True):
    """The words of one use, in inline Markdown, each None where there is none.

    caption: without the bracket that may be the credit. credit: what certainly is. name: what a
    bracket without a sign says, which is the credit if nobody knows another. whole: the caption
    with that bracket. linked: whether that bracket has a link, which a credit cannot keep.
    """

    caption: str | None
    credit: str | None = None
    name: str | None = None
    whole: str | None = None
    linked: bool = False


class Bracket(NamedTuple):
    """A bracket at the end of a text. stop: the full stop behind it, "" where there is none."""

    opening: int
    words: str
    stop: str


def worded(written: str, credit: str | None, plain: Callable[[str], str]) -> Wording:
    """Return the caption (inline Markdown) and the credit of one use.

    plain: returns the plain text of what is written; see `split_credit`.
    A credit given by itself wins, and the caption then keeps its bracket: it may be an aside.
    Where the bracket says the very same it is taken off.
    """
    given = " ".join((credit or "").split()) or None
    if not plain(written).strip():
        return Wording(None, given)
    whole = " ".join(written.split())
    caption, in_brackets = split_credit(written, plain)
    if given and given != in_brackets:
        return Wording(whole, given)
    linked = in_brackets is not None and bool(_LINK.search(whole[len(caption or "") :]))
    if given or in_brackets is None or is_signed(in_brackets):
        return Wording(caption, in_brackets, linked=linked)
    return Wording(caption, None, in_brackets, whole, linked)


def split_credit(caption: str, plain: Callable[[str], str]) -> tuple[str | None, str | None]:
    """Take the credit off the end of a caption.

    caption: as written, in inline Markdown; plain: returns the plain text of inline Markdown.
    Returns the caption and the credit, each None where there is none. A full stop behind the
    bracket stays with the caption.
    """
    text = " ".join(caption.split())
    found = credit_bracket(text, plain)
    if found is None:
        return text or None, None
    rest = text[: found.opening].rstrip()
    return (rest + found.stop if rest else None), found.words


def credit_bracket(text: str, plain: Callable[[str], str]) -> Bracket | None:
    """Find the bracket at the end of a text that is its credit; plain as in `split_credit`."""
    stop = text[-1] if text.endswith(_STOPS) else ""
    whole = text.removesuffix(stop) if stop else text
    emphasised = _EMPHASISED.search(whole)
    bracket = emphasised["bracket"] if emphasised else whole
    opening = _opening(bracket)
    if opening is None or (emphasised and opening):
        return None
    words = " ".join(plain(bracket[opening + 1 : -1]).split())
    opening += emphasised.start() if emphasised else 0
    return Bracket(opening, words, stop) if is_credit(words) else None


def says_kind(words: str) -> bool:
    """Say whether a credit begins with what the picture is, as in "Map: Jane Doe"."""
    return bool(_LEADING_MARK.match(words))


def is_signed(words: str) -> bool:
    """Say whether the words of a credit have a sign of being one."""
    return _is_signed_by_words(words) or bool(_SLASH.search(words))


def is_signed_by_slash_alone(words: str) -> bool:
    """Say whether a slash is all that makes words a credit, as in "CDU/CSU"."""
    return bool(_SLASH.search(words)) and not _is_signed_by_words(words)


def _is_signed_by_words(words: str) -> bool:
    return bool(_MARKED.match(words)) or names_agency(words)


def is_credit(words: str) -> bool:
    """Say whether the plain words of a bracket credit somebody."""
    if not words or len(words) > _LONGEST:
        return False
    if not credits_somebody(_LEADING_MARK.sub("", words, count=1)):  # "Photo: Unknown"
        return False
    if _MARKED.match(words):
        return True
    if re.search(r"[!?;:=“”\"]", words) or re.search(r"\w{4}\.$", words):
        return False
    has_agency = names_agency(words)
    others = without_agencies(words) if has_agency else words
    has_slash = "/" in words or "／" in words
    found = [word for word in re.split(r"[\s/／,&+|()]+", others) if re.search(r"\w|@", word)]
    if not found:
        return has_agency
    if (len(found) > _MOST_WORDS and not has_slash) or (not has_agency and _is_aside(found)):
        return False
    return all(_in_a_name(word, has_slash) for word in found) and (
        has_agency or any(_is_main(word) for word in found)
    )


def _opening(text: str) -> int | None:
    """Return where the bracket that ends a text opens, or None when no bracket ends it."""
    if not text.endswith(_CLOSING) or text.endswith("\\)"):
        return None
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        depth += {")": 1, "）": 1, "(": -1, "（": -1}.get(text[index], 0)
        if depth == 0:
            return index if _may_open(text, index) else None
    return None


def _may_open(text: str, index: int) -> bool:
    """Say whether a bracket stands by itself: not as in `f(x)`, and not as a link's address."""
    before = text[index - 1 : index]
    # Lo: letters without case, as in scripts that part no words.
    return (
        text[index] == "（"
        or not before
        or before.isspace()
        or unicodedata.category(before) == "Lo"
    )


def _is_aside(words: list[str]) -> bool:
    main = [word.casefold().strip(".’'") for word in words if word not in _SMALL]
    return all(word in _ASIDES for word in main)


def _in_a_name(word: str, beside_slash: bool) -> bool:
    if word in _SMALL:
        return True
    if word.isdigit():
        return beside_slash and len(word) < 4
    return _is_main(word)


def _is_main(word: str) -> bool:
    """Say whether a word may carry a name: "Reuters", "iStock", "18F", "@jane", "新华社"."""
    if word.startswith("@") or any(char.isupper() for char in word):
        return True
    letters = [char for char in word if char.isalpha()]
    return bool(letters) and not any(char.islower() for char in letters)
