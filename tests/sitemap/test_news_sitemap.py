"""The sitemap of news: the stories of the last two days, as Google News reads them."""

from __future__ import annotations

import pytest
from lxml import etree

from broadsheet.sitemap import news as news_sitemaps
from tests.sitemap.test_sitemap import HOST, NAMES, PLUGINS
from tests.support.small_paper import MakeSite, Paper, story

NEWS = "sitemap/news.xml"
FILES = {
    "articles/new.md": story(title="New", slug="new", date="2024-06-11T07:30:00Z"),
    "articles/old.md": story(title="Old", slug="old", date="2024-06-09T12:00:00Z"),
    "articles/draft.md": story(title="No", slug="no", status="draft", date="2024-06-11T07:30:00Z"),
    "articles/later.md": story(title="Later", slug="later", date="2024-06-12T07:30:00Z"),
}


def built(site: MakeSite, now: str, files: dict[str, str] = FILES, **settings: object) -> Paper:
    paper = site(files, PLUGINS=PLUGINS, SITEURL=HOST, NOW=now, **settings)
    assert not paper.faults
    return paper


def news(paper: Paper) -> dict[str, dict[str, str]]:
    """Return what is said of each story, by its address."""
    tree = etree.fromstring((paper.output / NEWS).read_bytes())
    return {
        url.findtext("s:loc", namespaces=NAMES) or "": {
            each.tag.rpartition("}")[2]: each.text or ""
            for each in url.iterfind("n:news//*", namespaces=NAMES)
            if not len(each)
        }
        for url in tree
    }


def test_the_stories_of_two_days_are_news(site: MakeSite) -> None:
    """Each with the paper's name, its language, when it was published, and its title."""
    found = news(built(site, "2024-06-11T12:00:00Z"))
    assert list(found) == [f"{HOST}/2024/06/new/", f"{HOST}/2024/06/old/"]
    assert found[f"{HOST}/2024/06/new/"] == {
        "name": "The Halyard",
        "language": "en",
        "publication_date": "2024-06-11T08:30:00+01:00",
        "title": "New",
    }


def test_time_alone_changes_this_file_and_no_other(site: MakeSite) -> None:
    """A build after two days leaves no news in it, writes nothing else, and equals a clean one."""
    files = {path: text for path, text in FILES.items() if "later" not in path}
    before = built(site, "2024-06-11T12:00:00Z", files)
    stamps = {path: (before.output / path).stat().st_mtime_ns for path in before.files()}
    after = built(site, "2024-06-14T12:00:00Z", files)
    assert news(after) == {f"{HOST}/2024/06/new/": {}}  # a sitemap names one page at least
    assert {
        path for path, of in stamps.items() if (after.output / path).stat().st_mtime_ns != of
    } == {NEWS}
    incremental = after.files()
    clean = built(site, "2024-06-14T12:00:00Z", files, LOAD_CONTENT_CACHE=False)
    assert clean.files() == incremental


def test_languages_are_named_as_google_news_names_them(site: MakeSite) -> None:
    """By their code alone, but for the two kinds of Chinese."""
    named = {"fr-CH": "fr", "ar": "ar", "zh-Hant-HK": "zh-tw", "zh-Hans": "zh-cn", "zh": "zh-cn"}
    files = {
        f"articles/{number}.md": story(title=f"No {number}", slug=f"n{number}", lang=lang)
        for number, lang in enumerate(named)
    }
    found = news(built(site, "2024-06-11T12:00:00Z", files))
    assert [found[f"{HOST}/2024/06/n{number}/"]["language"] for number in range(5)] == list(
        named.values()
    )


def test_a_story_is_news_from_the_end_of_its_embargo(site: MakeSite) -> None:
    """Nobody could read it before, however old its `date` is: it is the latest news then."""
    kept = story(title="Kept", slug="kept", date="2024-06-04T07:30:00Z", embargo="2024-06-11T10:00")
    found = news(built(site, "2024-06-11T12:00:00Z", {**FILES, "articles/kept.md": kept}))
    assert next(iter(found)) == f"{HOST}/2024/06/kept/"
    assert found[f"{HOST}/2024/06/kept/"]["publication_date"] == "2024-06-11T10:00:00+01:00"


def test_stories_are_news_for_two_days_and_no_longer(site: MakeSite) -> None:
    """To the second; Google News refuses what is older."""
    assert f"{HOST}/2024/06/old/" in news(built(site, "2024-06-11T12:00:00Z"))
    assert f"{HOST}/2024/06/old/" not in news(built(site, "2024-06-11T12:00:01Z"))


def test_no_more_than_a_thousand_stories_are_news(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The latest ones: Google News takes no more."""
    assert news_sitemaps._MOST == 1_000
    monkeypatch.setattr(news_sitemaps, "_MOST", 1)
    assert list(news(built(site, "2024-06-11T12:00:00Z"))) == [f"{HOST}/2024/06/new/"]
