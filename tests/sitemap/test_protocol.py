"""The form of sitemaps: each file is held to an XML Schema.

The schemas in schemas/ say what the protocol and Google ask for, in words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
SCHEMA = etree.XMLSchema(file=str(Path(__file__).with_name("schemas") / "sitemap.xsd"))


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


def test_a_sitemap_without_news_follows_the_schema_too(site: MakeSite) -> None:
    """It names the latest story, and says that of it alone."""
    late = site({"articles/a.md": story()}, PLUGINS=PLUGINS, SITEURL=HOST)
    data = late.output.joinpath("sitemap/news.xml").read_bytes()
    assert b"<loc>" in data and b"news:" not in data.replace(b"xmlns:news", b"")
    assert [*faults(data, "urlset")] == []


def test_titles_arrive_in_the_news_as_they_are(paper: Paper) -> None:
    """Whatever signs they hold: markup, quotes, emoji and marks of direction."""
    tree = etree.fromstring(paper.output.joinpath("sitemap/news.xml").read_bytes())
    titles = tree.xpath("//n:title/text()", namespaces=NAMES)
    assert len(titles) == len(TITLES)
    assert {re.sub("[\"“”'‘’]", "'", title) for title in titles} == {
        re.sub("[\"“”'‘’]", "'", title) for title in TITLES
    }


def faults(data: bytes, root: str) -> Iterator[str]:
    """Yield what is wrong with a sitemap by its schema. root: the name of its root."""
    tree = etree.fromstring(data)
    if tree.tag != f"{{{NAMES['s']}}}{root}" or len(data) > 50 * 1024 * 1024:
        yield f"{tree.tag} of {len(data)} bytes"
    SCHEMA.validate(tree)
    yield from map(str, SCHEMA.error_log)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<loc>https", "<loc>ftp"),
        ("<loc>", "<loc>https://a.example/ö"),
        ("<loc>", "<loc>https://a.example/a b"),
        ("<lastmod>", "<lastmod>11 June "),
        ("<lastmod>", "<priority>2</priority><lastmod>"),
        ("</loc>", "</loc><loc>https://a.example/</loc>"),
        ("<url>", "<url><loc>https://a.example/</loc></url>\n" * 2 + "<url>"),
        ("<news:language>en", "<news:language>english"),
        ("<news:title>", "<news:genres>Blog</news:genres><news:title>"),
        ("<image:image>", "<image:image><image:caption>A tug</image:caption>"),
    ],
)
def test_the_schema_finds_what_search_engines_would_refuse(
    paper: Paper, was: str, now: str
) -> None:
    """In one of the files at least; otherwise it would prove nothing."""
    texts = [file.read_text("utf-8") for file in sorted(paper.output.glob("sitemap/*.xml"))]
    changed = [text.replace(was, now, 1) for text in texts if was in text]
    assert changed and all([*faults(text.encode(), "urlset")] for text in changed)
