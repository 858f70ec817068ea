"""The form of sitemaps: the rules of their published schemas, applied to every file.

They are those of sitemap.xsd and siteindex.xsd (https://www.sitemaps.org/schemas/sitemap/0.9/), and
of sitemap-image 1.1 and sitemap-news 0.9 (https://www.google.com/schemas/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from tests.pictures.makers import drawing, file_of
from tests.sitemap.test_sitemap import HOST, NAMES, PLUGINS
from tests.support.small_paper import MakeSite, Paper, story

TITLES = (
    "</script><b>Harbour & “sea” 'open'",
    "]]> Fish & chips <reopens>",
    "Storm 🌊 over Hülsta",
    "السفينة \u2067Aurora\u2069 عادت",
    "One \u200fRTL\u200e and \u2068isolate\u2069",
)
_SECOND = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)"
_MOMENT = re.compile(rf"\d{{4}}-\d\d-\d\d(T{_SECOND})?")  # https://www.w3.org/TR/NOTE-datetime
_LANGUAGE = re.compile(r"zh-cn|zh-tw|[a-z]{2,3}")


@pytest.fixture(scope="module")
def paper(site_of_module: MakeSite) -> Paper:
    """A paper of stories with difficult titles, one of them with a picture of a difficult name."""
    files: dict[str, Any] = {
        f"articles/{number}.md": story(title=quoted(title), slug=f"n{number}")
        for number, title in enumerate(TITLES)
    }
    lead = '{src: "images/a & b.png", alt: A tug, credit: Ann Lee}'
    files["articles/0.md"] = story(title=quoted(TITLES[0]), slug="n0", image=lead)
    files["images/a & b.png"] = file_of(drawing(), "PNG")
    made = site_of_module(files, PLUGINS=PLUGINS, SITEURL=HOST, NOW="2024-06-11T12:00:00Z")
    assert not made.faults
    return made


def quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def test_every_sitemap_follows_its_schema(paper: Paper) -> None:
    """In its elements, their order and their values, and names no address twice."""
    files = sorted(paper.output.glob("sitemap/*.xml"))
    assert len(files) > 3
    told = [*faults(paper.output.joinpath("sitemap.xml").read_bytes(), "sitemapindex")]
    for file in files:
        told += faults(file.read_bytes(), "urlset")
    assert told == []


def test_titles_arrive_in_the_news_as_they_are(paper: Paper) -> None:
    """Whatever signs they hold: markup, quotes, emoji and marks of direction."""
    tree = etree.fromstring(paper.output.joinpath("sitemap/news.xml").read_bytes())
    titles = tree.xpath("//n:title/text()", namespaces=NAMES)
    assert len(titles) == len(TITLES)
    assert {re.sub("[\"“”'‘’]", "'", title) for title in titles} == {
        re.sub("[\"“”'‘’]", "'", title) for title in TITLES
    }


def faults(data: bytes, root: str) -> Iterator[str]:
    """Yield what is wrong with a sitemap by its schema."""
    tree = etree.fromstring(data)
    if tree.tag != name("s", root):
        yield f"the root {tree.tag}"
    if len(data) > 50 * 1024 * 1024 or len(tree) > 50_000:
        yield "too large"
    addresses = tree.xpath("*/s:loc/text()", namespaces=NAMES)
    if len(set(addresses)) != len(tree):
        yield "an address twice, or none"
    for entry in tree:
        if entry.tag != name("s", "url" if root == "urlset" else "sitemap"):
            yield f"the entry {entry.tag}"
        yield from _faults_of_children(
            entry, [("s", "loc", 1, 1), ("s", "lastmod", 0, 1), *_more(root)]
        )
        for picture in entry.iterfind("i:image", NAMES):
            yield from _faults_of_children(picture, [("i", "loc", 1, 1)])
        for each in entry.iterfind("n:news", NAMES):
            yield from _faults_of_children(each, _NEWS)
            yield from _faults_of_children(each[0], [("n", "name", 1, 1), ("n", "language", 1, 1)])
    yield from _faults_of_values(tree)


_NEWS = [("n", "publication", 1, 1), ("n", "publication_date", 1, 1), ("n", "title", 1, 1)]


def _more(root: str) -> list[tuple[str, str, int, int]]:
    """Return the extensions that an entry may have; in a list of sitemaps none."""
    return [("i", "image", 0, 1000), ("n", "news", 0, 1)] if root == "urlset" else []


def _faults_of_children(element: Any, allowed: list[tuple[str, str, int, int]]) -> Iterator[str]:
    order = [name(prefix, local) for prefix, local, _, _ in allowed]
    found = [child.tag for child in element]
    if unknown := set(found) - set(order):
        yield f"{unknown} in {element.tag}"
    elif found != sorted(found, key=order.index):
        yield f"the order of {found}"
    for (_, local, least, most), tag in zip(allowed, order, strict=True):
        if not least <= found.count(tag) <= most:
            yield f"{found.count(tag)} times {local} in {element.tag}"


def _faults_of_values(tree: Any) -> Iterator[str]:
    for each in tree.xpath("//s:loc | //i:loc", namespaces=NAMES):
        parts = urlsplit(each.text)
        if parts.scheme not in ("http", "https") or not 12 <= len(each.text) <= 2048:
            yield f"the address {each.text}"
        if not each.text.isascii() or re.search(r"[\s<>\"]", each.text):
            yield f"signs of {each.text}"
    for each in tree.xpath("//s:lastmod | //n:publication_date", namespaces=NAMES):
        if not _MOMENT.fullmatch(each.text):
            yield f"the moment {each.text}"
    for each in tree.xpath("//n:language", namespaces=NAMES):
        if not _LANGUAGE.fullmatch(each.text):
            yield f"the language {each.text}"


def name(prefix: str, local: str) -> str:
    return f"{{{NAMES[prefix]}}}{local}"
