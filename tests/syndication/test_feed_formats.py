"""Feeds: two formats that say the same, right by their rules and in a program that reads both."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from feed_reader import NAMESPACES, SVG, breaches, entries, entry, feed

from tests.pictures.makers import file_of, moving_file, photograph
from tests.support.small_paper import MakeSite, Paper, story

URL = "https://halyard.example/paper"
ODD = "“A” </script> & <b>‘b’</b> ]]> 🚢 \u200fעברית\u200e \u2066x\u2069"
RICH = {
    "articles/s.md": story(
        "One line that is said.\n\n> One line that is said.\n{: .pull }\n\n"
        "Fish & chips[^1].\n\n> Said elsewhere only.\n{: .pull }\n\n[^1]: A note.",
        slug="s",
        dateline="PORT ELLERY",
        summary="Ships sail & more",
        authors="[Jane Doe, Ann Lee]",
        tags="[Ports]",
        rights="open",
        image="{src: /images/tug.svg, alt: A tug, credit: Ann Lee}",
        corrections="[{date: 2024-07-01, text: It was a *tug*.}]",
    ),
    "images/tug.svg": SVG,
}


def json_feed(paper: Paper, path: str = "feeds/all.json") -> Mapping[str, Any]:
    """Return a feed in JSON."""
    assert paper.stopped is None, paper.faults
    found = json.loads((paper.output / path).read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def wrongs(found: Mapping[str, Any]) -> list[str]:
    """Return what in a feed is against JSON Feed 1.1."""
    wrong = []
    if found["version"] != "https://jsonfeed.org/version/1.1" or not found["title"]:
        wrong.append("no version, or no title")
    urls = [found[name] for name in ("home_page_url", "feed_url", "icon", "favicon")]
    for item in found["items"]:
        if not isinstance(item["id"], str) or not item["content_html"]:
            wrong.append("an item without id or content")
        urls += [item["url"], *(each["url"] for each in item.get("authors", ()))]
        urls += [each["url"] for each in item.get("attachments", ())]
        for name in ("date_published", "date_modified"):
            if datetime.fromisoformat(item[name]).tzinfo is None:
                wrong.append("no moment")
        wrong += [f"empty {name}" for name, value in item.items() if value in (None, "", [])]
    wrong += [f"no full address: {url}" for url in urls if not urlsplit(url).netloc]
    ids = [item["id"] for item in found["items"]]
    return wrong + (["one id twice"] if len({*ids}) != len(ids) else [])


def test_every_feed_has_both_formats_and_they_say_the_same(site: MakeSite) -> None:
    """Item by item: id, address, headline, story, moments, authors and topics."""
    paper = site(RICH, SITEURL=URL)
    found = sorted(path for path in paper.files() if path.startswith("feeds/"))
    in_atom = [path for path in found if path.endswith(".atom.xml")]
    assert "feeds/topic/ports.atom.xml" in in_atom
    assert {path.replace(".atom.xml", ".json") for path in in_atom} == {*found} - {*in_atom}
    for path in in_atom:
        atom, beside = feed(paper, path), json_feed(paper, path.replace(".atom.xml", ".json"))
        assert breaches(atom) == [] and wrongs(beside) == []
        assert beside["feed_url"] == f"{URL}/{path.replace('.atom.xml', '.json')}"
        assert beside["home_page_url"] == atom.text("a:link[@rel='alternate']/@href")
        assert (beside["title"], beside["description"]) == (
            atom.text("a:title"),
            atom.text("a:subtitle"),
        )
        for one, item in zip(atom.nodes("a:entry"), beside["items"], strict=True):
            assert item["id"] == one.text("a:id")
            assert item["url"] == one.text("a:link[@rel='alternate']/@href")
            assert item["title"] == one.text("a:title")
            assert item["content_html"] == one.text("a:content")
            assert item["date_published"] == one.text("a:published")
            assert item["date_modified"] == one.text("a:updated")
            assert item["tags"] == one.texts("a:category/@term")
            assert [each["name"] for each in item["authors"]] == one.texts("a:author/a:name")
            assert [each["url"] for each in item["authors"]] == one.texts("a:author/a:uri")
            assert item["_rights"]["statement"] == one.text("a:rights")
            assert item["_rights"]["license"] == one.text("a:link[@rel='license']/@href")


def test_a_program_that_reads_feeds_understands_them(site: MakeSite) -> None:
    """feedparser finds the story and nothing of what is for browsers."""
    paper = site(RICH, SITEURL=URL)
    read = feedparser.parse((paper.output / "feeds/all.atom.xml").read_bytes())
    assert not read.bozo and read.version == "atom10"
    (one,) = read.entries
    assert read.feed.title == "The Halyard" and one.title == "Harbour reopens"
    assert one.link == f"{URL}/2024/06/s/"
    assert one.summary == "Ships sail &amp; more"
    assert one.content[0].value.count("PORT ELLERY") == 1
    assert [author.name for author in one.authors if author] == ["Jane Doe", "Ann Lee"]


@pytest.mark.parametrize("path", ["feeds/all", "feeds/world", "feeds/author/jane-doe"])
def test_a_correction_and_the_dateline_go_out_with_a_story(site: MakeSite, path: str) -> None:
    """The dateline before the text, corrections behind it, and the day of it is its last change."""
    paper = site(RICH)
    one = entry(paper, f"{path}.atom.xml")
    text = one.content.get_text().replace("\xa0", " ")
    assert text.index("PORT ELLERY") < text.index("One line") < text.index("It was a tug.")
    assert one.text("a:updated").startswith("2024-07-01T00:00:00")


def test_pull_quotes_are_said_once_and_no_class_of_the_theme_goes_out(site: MakeSite) -> None:
    """What a pull quote alone says stays, as a quotation; notes keep what programs know them by."""
    content = entry(site(RICH)).content
    text = content.get_text().replace("\xa0", " ")
    assert text.count("One line that is said.") == text.count("Said elsewhere only.") == 1
    assert len(content.find_all("blockquote")) == 1
    classes = {name for tag in content.find_all(class_=True) for name in tag["class"]}
    assert classes == {"footnote", "footnote-ref", "footnote-backref"}
    assert content.find_all("span") == []


def test_a_feed_says_what_its_front_says_of_itself(site: MakeSite) -> None:
    """A section its description, an author the role; else whose stories they are."""
    author = "---\nname: Jane Doe\nrole: Harbour reporter\n---\n\nHer.\n"
    paper = site({**RICH, "authors/jane.md": author})
    subtitles = {
        "all": "News from an open sea",
        "world": "Diplomacy, conflict and elections, reported from where they happen.",
        "topic/ports": "Ports: all stories in The Halyard",
        "author/jane-doe": "Harbour reporter",
        "author/ann-lee": "Ann Lee: all stories in The Halyard",
    }
    for name, subtitle in subtitles.items():
        assert feed(paper, f"feeds/{name}.atom.xml").text("a:subtitle") == subtitle


def test_a_feed_has_the_papers_icon(site: MakeSite) -> None:
    """In full, from the theme's identity."""
    paper = site(RICH, SITEURL=URL)
    assert feed(paper).text("a:icon") == f"{URL}/theme/identity/favicon.svg"
    assert json_feed(paper)["favicon"] == f"{URL}/theme/identity/favicon.ico"


def test_a_story_in_another_language_says_so(site: MakeSite) -> None:
    """Only where it is not the paper's."""
    paper = site({"articles/s.md": story(lang="ar", title="ميناء", slug="s")})
    assert entry(paper).text("@xml:lang") == json_feed(paper)["items"][0]["language"] == "ar"
    own = site({"articles/s.md": story(slug="s")})
    assert entry(own).texts("@xml:lang") == [] and "language" not in json_feed(own)["items"][0]


def test_heads_of_pages_name_both_formats(site: MakeSite) -> None:
    """On every page those of the site, on a front its own besides."""
    paper = site(RICH)
    for page, own in {
        "2024/06/s": "",
        "world": "world",
        "topics/ports": "topic/ports",
        "authors/jane-doe": "author/jane-doe",
    }.items():
        links = paper.html(f"{page}/index.html").select("head link[type][rel=alternate]")
        told = {(str(link["type"]), str(link["href"])) for link in links}
        assert told == {
            (f"application/{of}", f"/feeds/{name}.{ending}")
            for name in filter(None, ("all", own))
            for of, ending in (("atom+xml", "atom.xml"), ("feed+json", "json"))
        }


def test_a_paper_may_have_its_feeds_in_atom_alone(site: MakeSite) -> None:
    """Then no page speaks of others."""
    paper = site(RICH, FEED_JSON=False)
    assert [path for path in paper.files() if path.endswith(".json")] == []
    assert b"feed+json" not in paper.files()["world/index.html"]


def test_a_hub_is_named_where_there_is_one(site: MakeSite) -> None:
    """With the feed's own address, which subscribers give it (WebSub, section 4)."""
    hub = "https://hub.example/"
    paper = site(RICH, FEED_HUB=hub)
    assert feed(paper).text("a:link[@rel='hub']/@href") == hub
    assert feed(paper).text("a:link[@rel='self']/@href").endswith("/feeds/all.atom.xml")
    assert json_feed(paper)["hubs"] == [{"type": "WebSub", "url": hub}]
    without = site(RICH)
    assert feed(without).texts("a:link[@rel='hub']") == []
    assert "hubs" not in json_feed(without)


@pytest.mark.parametrize("hub", ["hub", "https://user:secret@hub.example/"])
def test_a_hub_without_an_address_for_everybody_is_a_fault(site: MakeSite, hub: str) -> None:
    """In one sentence, which repeats no password."""
    (fault,) = site(RICH, FEED_HUB=hub).faults
    assert fault.startswith("settings: FEED_HUB: ") and "secret" not in fault


def test_odd_signs_are_the_same_in_both_formats(site: MakeSite) -> None:
    """Tags, ampersands, quotes, emoji and marks of direction, in headlines and standfirsts."""
    paper = site({"articles/s.md": story(slug="s", title=f"'{ODD}'", summary=f"'{ODD}'")})
    (item,) = json_feed(paper)["items"]
    assert item["title"] == entry(paper).text("a:title") == ODD
    assert breaches(feed(paper)) == [] and wrongs(json_feed(paper)) == []
    read = feedparser.parse((paper.output / "feeds/all.atom.xml").read_bytes())
    assert not read.bozo
    shown = BeautifulSoup(entry(paper).text("a:summary"), "lxml")
    assert shown.b is None and shown.script is None
    assert item["summary"].startswith("“A” </script> & <b>")


def test_a_browser_shows_people_a_feed(site: MakeSite) -> None:
    """A style sheet in CSS, a word on what a feed is, and each headline as a link."""
    paper = site(RICH, SITEURL=URL)
    data = paper.files()["feeds/world.atom.xml"].decode()
    sheet = "/paper/theme/syndication/feed.css"
    assert data.split("\n")[1] == f'<?xml-stylesheet type="text/css" href="{sheet}"?>'
    assert "theme/syndication/feed.css" in paper.files()
    shown = {**NAMESPACES, "h": "http://www.w3.org/1999/xhtml"}
    root = feed(paper, "feeds/world.atom.xml").element
    assert root.xpath("string(h:header/h:h1)", namespaces=shown) == "World | The Halyard"
    assert root.xpath("string(h:header//h:a/@href)", namespaces=shown) == f"{URL}/world/"
    link = "string(a:entry/h:article/h:h2/h:a/@href)"
    assert root.xpath(link, namespaces=shown) == f"{URL}/2024/06/s/"


def test_a_browser_shows_what_goes_out_of_a_story(site: MakeSite) -> None:
    """Its day, its authors and its standfirst; of an excerpt without one the first words."""
    body = f"Ships {'sail ' * 20}again. 1 < 2.\n\nAnd {'on ' * 60}they go."
    files = {
        "articles/a.md": story(body, slug="a", authors="[AFP]", date="2024-06-12"),
        "articles/b.md": story(
            slug="b", authors="[AFP]", date="2024-06-11", summary="Short & sweet"
        ),
        "articles/c.md": story(slug="c", authors="[X Y, A B]", date="2024-06-10", summary="Long"),
    }
    shown = {**NAMESPACES, "h": "http://www.w3.org/1999/xhtml"}
    articles = feed(site(files)).element.xpath("a:entry/h:article", namespaces=shown)
    words = [
        ["".join(each.itertext()) for each in article.findall("h:p", shown)] for article in articles
    ]
    assert words == [
        [f"Ships {'sail ' * 20}again. 1 < 2.", "12 June 2024 · AFP"],
        ["Short & sweet", "11 June 2024 · AFP"],
        ["Long", "10 June 2024 · X Y · A B"],
    ]


def test_a_correction_changes_only_the_feeds_that_have_the_story(site: MakeSite) -> None:
    """Those of other sections, topics and authors keep their bytes."""
    other = {"articles/o.md": story(slug="o", category="Science", authors="[X Y]", tags="[Sea]")}
    before = site({**RICH, **other}).files()
    corrected = str(RICH["articles/s.md"]).replace("It was", "It really was")
    after = site({**RICH, **other, "articles/s.md": corrected}).files()
    changed = {path for path in after if path.startswith("feeds/") and after[path] != before[path]}
    lists = ("all", "world", "topic/ports", "author/jane-doe", "author/ann-lee")
    assert changed == {f"feeds/{name}.{of}" for name in lists for of in ("atom.xml", "json")}


def test_an_agencys_story_is_an_excerpt_in_both_formats(site: MakeSite) -> None:
    """None of its words beyond that stand anywhere in the file."""
    body = "It begins here and goes on for a good while, as it must.\n\n" + "Filler. " * 90
    paper = site({"articles/s.md": story(f"{body}\n\nSECRET WORDS.", rights="agency")})
    assert len(entries(paper)) == 1
    for path in ("feeds/all.atom.xml", "feeds/all.json"):
        assert b"SECRET" not in paper.files()[path]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ({"images/tug.gif": moving_file("GIF")}, r"tug\.\w+\.\d+x\d+\.jpg"),
        ({"images/tug.png": file_of(photograph(), "PNG")}, r"tug\.\w+\.\d+\.jpg"),
        ({"images/tug.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 6'/>"}, None),
    ],
)
def test_lists_show_pictures_that_do_not_move(
    site: MakeSite, file: dict[str, str | bytes], told: str | None
) -> None:
    """A list of many stories would load each of them, and shows no drawing in lines."""
    (path,) = file
    lead = f"{{src: {path}, alt: A tug, credit: Ann Lee}}"
    paper = site({"articles/a.md": story(image=lead), **file}, SITEURL=URL)
    (item,) = json_feed(paper, "feeds/all.json")["items"]
    if told is None:
        assert "image" not in item
    else:
        assert re.fullmatch(rf"{URL}/images/{told}", item["image"])
        assert (paper.output / item["image"].removeprefix(f"{URL}/")).is_file()
