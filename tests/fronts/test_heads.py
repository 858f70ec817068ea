"""The head of pages: what programs that show links to a story are told of it."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from broadsheet.views.page_descriptions import locale_of
from tests.pictures.makers import file_of, photograph
from tests.structured_data.test_vocabulary import TITLES
from tests.support.small_paper import MakeSite, story

URL = "https://halyard.example"
AUTHORS = {
    "authors/jane.md": "---\nname: Jane Doe\nfediverse: '@jane@social.example'\n---\nShe writes.\n",
    "authors/omar.md": "---\nname: Omar Said\n---\nHe writes.\n",
}
PAGE = "2024/06/harbour-reopens/index.html"


def test_authors_are_named_by_their_pages_and_accounts(site: MakeSite) -> None:
    """Open Graph wants pages, the fediverse accounts, and everybody else names."""
    files = {**AUTHORS, "articles/a.md": story(authors="[Jane Doe, Omar Said]")}
    paper = site(files, SITEURL=URL)
    assert not paper.faults

    def told(page: str, name: str) -> list[str]:
        found = paper.html(page).select(f'meta[name="{name}"], meta[property="{name}"]')
        return [str(each["content"]) for each in found]

    pages = [f"{URL}/authors/jane-doe/", f"{URL}/authors/omar-said/"]
    assert told(PAGE, "article:author") == pages
    assert told(PAGE, "author") == ["Jane Doe", "Omar Said"]
    assert told(PAGE, "fediverse:creator") == ["@jane@social.example"]
    assert told("authors/jane-doe/index.html", "fediverse:creator") == ["@jane@social.example"]
    assert told("index.html", "fediverse:creator") == []


def test_what_is_no_account_is_a_fault_at_its_line(site: MakeSite) -> None:
    """An address of a profile is none: programs ask for the account."""
    files = {"articles/a.md": story()}
    files["authors/jane.md"] = AUTHORS["authors/jane.md"].replace("@jane@s", "https://s")
    assert site(files).faults == [
        "authors/jane.md:3: `fediverse`: “https://social.example” is no account"
        " (write it like '@jane@social.example')"
    ]


def test_a_correction_is_a_change_for_open_graph(site: MakeSite) -> None:
    """As it is in sitemaps and in structured data."""
    corrected = "[{date: 2024-06-14, text: It was Tuesday.}]"
    page = site({"articles/a.md": story(corrections=corrected)}).html(PAGE)
    (meta,) = page.select('meta[property="article:modified_time"]')
    assert meta["content"] == "2024-06-14T00:00:00+01:00"


def test_a_page_without_a_picture_is_shown_as_a_small_card(site: MakeSite) -> None:
    """Of a paper without a picture for sharing as well: X shows no card at all without the word."""
    page = site({"articles/a.md": story()}, THEME_STATIC_OVERRIDES=[]).html(PAGE)
    assert page.select('meta[property="og:image"]') == []
    (card,) = page.select('meta[name="twitter:card"]')
    assert card["content"] == "summary"


def test_a_square_picture_is_shown_as_a_small_card(site: MakeSite) -> None:
    """A large one would cut a face at brow and chin."""
    portrait = "---\nname: Jane Doe\nimage: {src: images/j.png, alt: Jane, credit: Al}\n---\n"
    files = {"authors/jane-doe.md": portrait, "images/j.png": file_of(photograph(600, 600), "PNG")}
    paper = site({"articles/a.md": story(authors="[Jane Doe]"), **files})
    assert paper.faults == []
    (card,) = paper.html("authors/jane-doe/index.html").select('meta[name="twitter:card"]')
    assert card["content"] == "summary"


def test_the_page_for_the_lost_is_no_original(site: MakeSite) -> None:
    """It stands at every address that there is not."""
    page = site({"articles/a.md": story()}).html("404.html")
    assert page.select("link[rel=canonical], meta[property='og:url']") == []


@pytest.mark.parametrize(
    ("lang", "of_paper", "locale"),
    [
        ("en-GB", "en-GB", "en_GB"),
        ("en", "en-GB", "en_GB"),
        ("en", "de", "en_US"),
        ("fr", "en-GB", "fr_FR"),
        ("fr-CH", "fr", "fr_CH"),
        ("ar", "en", "ar_EG"),
        ("zh-Hant", "en", "zh_TW"),
        ("zh-Hans-SG", "en", "zh_SG"),
        ("es-419", "es-ES", "es_ES"),
        ("tlh", "en", ""),
    ],
)
def test_languages_have_a_country(lang: str, of_paper: str, locale: str) -> None:
    """Their own, that of the paper, or that in which most speak it; none where nobody knows."""
    assert locale_of(lang, of_paper) == locale


@pytest.mark.parametrize("title", TITLES)
def test_a_headline_arrives_everywhere_as_it_is(site: MakeSite, title: str) -> None:
    """In the head, on the page and in feeds, whatever signs it holds; and the page stays whole."""
    quoted = "'" + title.replace("'", "''") + "'"
    files = {"articles/a.md": story(title=quoted, slug="a", aliases="[/old/]")}
    paper = site(files, SITEURL=URL, NOW="2024-06-11T12:00:00Z")
    assert not paper.faults
    page = paper.html("2024/06/a/index.html")
    shown = [str(page.select('meta[property="og:title"]')[0]["content"])]
    shown.append(page.select("title")[0].get_text().removesuffix(" | The Halyard"))
    shown.append(page.select("h1.headline")[0].get_text())
    feed = etree.fromstring((paper.output / "feeds/all.atom.xml").read_bytes())
    shown.append(feed.findtext("{*}entry/{*}title") or "")
    assert len({_plain(each) for each in (*shown, title)}) == 1, shown
    assert page.select_one("body > main article.story") and page.select_one("footer")


def _plain(text: str) -> str:
    return re.sub("[“”‘’\"'\u2060]", "'", text)
