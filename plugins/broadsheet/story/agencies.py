"""Agencies: names by which a bracket is known to be a credit, in whatever case they are written."""

from __future__ import annotations

import re

# fmt: off
_AGENCIES = frozenset({
    # news agencies
    "aap", "anadolu", "anadolu agency", "afp", "agence france-presse", "ansa", "anp", "ap",
    "ap photo", "apa", "associated press", "the associated press", "athens news agency", "belga",
    "bloomberg", "canadian press", "the canadian press", "cna", "ctk", "čtk", "dapd", "ddp",
    "dpa", "dpa-zentralbild", "dpa-infografik", "dpa-bildfunk", "efe", "epa", "epa-efe", "epd",
    "interfax", "irna", "itar-tass", "jiji", "jiji press", "keystone", "keystone-sda", "kna",
    "kyodo", "kyodo news", "lapresse", "lehtikuva", "lusa", "mti", "ntb", "pa media", "pa wire",
    "pap", "press association", "pti", "reuters", "ria novosti", "ria nowosti", "ritzau",
    "scanpix", "sda", "sipa", "sipa press", "sipa usa", "sputnik", "tanjug", "tass", "tt",
    "ukrinform", "upi", "xinhua", "yonhap", "zuma", "zuma press", "zuma wire", "тасс",
    "риа новости", "интерфакс", "рейтер", "укринформ", "新华社", "新華社", "中新社", "中央社",
    "路透社", "法新社", "美联社", "視覺中國", "视觉中国", "共同社", "共同通信", "共同通信社",
    "時事", "時事通信", "時事通信社", "ロイター", "연합뉴스", "뉴시스", "뉴스1", "رويترز",
    "أ ف ب", "فرانس برس",
    # agencies of pictures
    "action images", "action press", "adobe stock", "adobestock", "agencja gazeta", "alamy",
    "alamy stock photo", "bestimage", "camera press", "contrasto", "depositphotos", "dreamstime",
    "east news", "eyevine", "flickr", "fotolia", "gamma", "gamma-rapho", "getty", "getty images",
    "gettyimages", "hans lucas", "imago", "imago images", "imago-images", "istock", "istockphoto",
    "istock photo", "laif", "magnum", "magnum photos", "maxppp", "nur photo", "nurphoto",
    "ostkreuz", "panos pictures", "pexels", "photonews", "picture alliance", "picture-alliance",
    "pixabay", "rex features", "shutterstock", "ullstein bild", "unsplash", "wikimedia",
    "wikimedia commons", "wireimage", "zentralbild",
})
# fmt: on
_PARTS = re.compile(r"\s*[/／,|&+()]\s*|\s+(?:via|and|und|et|y|e|en|og|och|i|for|für|pour)\s+")
# Shorter ones are words, too: "pa", "tt".
_SHORT = 2


def names_agency(words: str) -> bool:
    """Say whether one of the names in a credit is an agency's."""
    return any(map(_is_agency, _PARTS.split(words)))


def without_agencies(words: str) -> str:
    """Return the words of a credit that are no agency's name."""
    return " ".join(part for part in _PARTS.split(words) if not _is_agency(part))


def _is_agency(part: str) -> bool:
    name = " ".join(part.split())
    return name.casefold() in _AGENCIES and (len(name) > _SHORT or name.isupper())
