"""Nobody: words that stand where a credit belongs, and credit nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable

# fmt: off
_NOBODY = frozenset({
    # nobody knows
    "unknown", "author unknown", "unknown author", "unknown photographer", "unknown source",
    "photographer unknown", "source unknown", "anonymous", "unbekannt", "fotograf unbekannt",
    "quelle unbekannt", "inconnu", "auteur inconnu", "desconocido", "autor desconocido",
    "desconhecido", "sconosciuto", "autore sconosciuto", "onbekend", "nieznany",
    "autor nieznany", "neznámý", "okänd", "ukjent", "ukendt", "tuntematon", "ismeretlen",
    "неизвестно", "неизвестен", "неизвестный", "автор неизвестен", "невідомо", "невідомий",
    "bilinmiyor", "佚名", "未知", "不明", "不详", "不詳", "작자미상", "غير معروف",
    # a field left empty, or filled with its own name
    "none", "no", "n a", "na", "k a", "keine angabe",
    "keine angaben", "o a", "n n", "nn", "s a", "nil", "null", "undefined", "unspecified",
    "not specified",
    "not available", "not applicable", "no credit", "no copyright", "no author", "no name",
    "no one", "nobody", "untitled", "default", "empty", "test", "tbc", "tbd", "tba", "todo",
    "xxx", "xx", "x", "name", "your name", "author", "artist", "photographer", "photographers",
    "owner", "user", "username", "admin", "administrator", "root", "guest",
    "credit", "credits", "credit line", "source", "copyright holder", "photo", "photos",
    "picture", "image", "foto", "bild", "quelle", "fotograf", "autor", "auteur", "фото", "автор",
    # words of the law alone
    "copyright", "copyright notice", "copyrighted", "copyright protected", "c", "r", "tm",
    "all rights reserved", "copyright all rights reserved", "some rights reserved",
    "rights reserved", "alle rechte vorbehalten", "tous droits réservés", "droits réservés",
    "todos los derechos reservados", "todos os direitos reservados", "tutti i diritti riservati",
    "все права защищены", "版权所有", "保留所有权利",
    # where agencies say that the line does not fit
    "credit too long see caption", "too long see caption", "see caption", "see description",
    "see notes", "see below", "credit see caption", "credit in caption", "see credit in caption",
    "see instructions", "see special instructions", "siehe bildtext", "voir légende",
    # programs
    "picasa", "google picasa", "gimp", "adobe photoshop", "photoshop", "adobe lightroom",
    "lightroom", "adobe illustrator", "canva", "snapseed", "paint", "microsoft paint",
    "microsoft office user", "windows user", "screenshot", "acdsee",
    "acd systems digital imaging", "irfanview", "xnview", "image ready", "imageready",
})
# What devices and offices write into files by themselves. Companies hand out pictures, too: a
# caption or a sidecar that says "Apple" means it.
_MAKERS = frozenset({
    "microsoft office", "microsoft", "instagram", "whatsapp", "camera", "digital camera",
    "olympus digital camera", "konica minolta digital camera", "minolta digital camera",
    "kodak digital still camera", "samsung digital camera", "panasonic digital camera", "hp",
    "dell", "lenovo", "acer", "asus", "toshiba", "sony", "sony dsc", "nikon", "canon", "iphone",
    "apple", "samsung",
    # agencies' codes for members of the staff, stringers and handouts
    "stf", "staff", "str", "stringer", "ho", "handout", "hand out",
})
# fmt: on
_LAW = re.compile(
    r"\bcopyright(?:ed)?\b|©|\(c\)|\(r\)|®|™|\bcopr\b|\ball rights reserved\b", re.IGNORECASE
)
_YEARS = re.compile(r"\b\d{2,4}\b")
_DEVICE = re.compile(
    r"(?:nikon|canon|sony|iphone|olympus|samsung|pentax|fujifilm) ?(?:corporation|eos|dsc|\w*\d\w*)"
    r"(?: \w+)?|(?:adobe |gimp |photoshop |lightroom |picasa )[\w ]*\d[\w ]*"
)


def credits_somebody(text: str) -> bool:
    """Say whether a text that somebody wrote in the place of a credit names anybody."""
    bare = _words(_YEARS.sub(" ", _LAW.sub(" ", text)))
    return bool(bare) and _NOBODY.isdisjoint((_words(text), bare))


def first_credit(texts: Iterable[str | None]) -> str | None:
    """Return the first of the texts that people wrote which credits somebody, else None."""
    return next((text for text in texts if text and credits_somebody(text)), None)


def first_credit_in_file(texts: Iterable[str | None]) -> str | None:
    """Return the first text of a file's metadata that credits somebody, and no device."""
    return first_credit(text for text in texts if text and not _is_device(_words(text)))


def _is_device(said: str) -> bool:
    return said in _MAKERS or bool(_DEVICE.fullmatch(said))


def _words(text: str) -> str:
    """Return a text's words alone, in lower case."""
    return " ".join(re.sub(r"[\W_]+", " ", text).casefold().split())
