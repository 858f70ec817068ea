"""When a story was last changed: one answer for feeds, sitemaps and heads of pages."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest

from tests.support.small_paper import MakeSite, Paper, story
from tests.syndication.feed_reader import entry

HOST = "https://halyard.example"
PAGE = "2024/06/a/index.html"


def built(site: MakeSite, **front: str | None) -> Paper:
    paper = site({"articles/a.md": story(slug="a", **front)}, SITEURL=HOST)
    assert not paper.faults
    return paper


def told(paper: Paper) -> set[datetime]:
    """Return all that other programs are told of when the story was last changed."""
    page = paper.html(PAGE)
    graph = json.loads(page.select('script[type="application/ld+json"]')[0].get_text())["@graph"]
    item = json.loads((paper.output / "feeds/all.json").read_bytes())["items"][0]
    months = paper.html("sitemap/2024-06.xml")
    texts = {
        entry(paper).text("a:updated"),
        item["date_modified"],
        next(each["dateModified"] for each in graph if "dateModified" in each),
        str(page.select('meta[property="article:modified_time"]')[0]["content"]),
        months.select("url lastmod")[0].get_text(),
    }
    assert all(re.search(r"T[\d:]+[+-]\d\d:\d\d$", each) for each in texts)
    return {datetime.fromisoformat(each) for each in texts}


@pytest.mark.parametrize(
    ("dates", "moment"),
    [
        (("2024-06-11T18:05",), "2024-06-11T18:05:00+01:00"),
        (("2024-06-11T19:05:00+02:00", "2024-06-11T12:00"), "2024-06-11T18:05:00+01:00"),
        (("2024-06-11",), "2024-06-11T08:30:01+01:00"),
        (("2024-06-11", "2024-06-11"), "2024-06-11T08:30:02+01:00"),
        (("2024-06-13",), "2024-06-13T00:00:00+01:00"),
    ],
)
def test_a_correction_is_the_last_change_everywhere(
    site: MakeSite, dates: tuple[str, ...], moment: str
) -> None:
    """By its moment; one of the day of publication counts as later, also without a time."""
    rows = ", ".join(f"{{date: '{each}', text: x}}" for each in dates)
    assert told(built(site, corrections=f"[{rows}]")) == {datetime.fromisoformat(moment)}


def test_a_correction_before_the_end_of_an_embargo_counts_from_there(site: MakeSite) -> None:
    """Nobody could read the story before."""
    front = {"embargo": "2024-06-12T06:00", "corrections": "[{date: 2024-06-12, text: x}]"}
    assert told(built(site, **front)) == {datetime.fromisoformat("2024-06-12T06:00:01+01:00")}


@pytest.mark.parametrize("date", ["2024-06-11", "2024-06-11T23:59:59"])
def test_every_moment_has_its_zone(site: MakeSite, date: str) -> None:
    """Also where files tell the day alone, and where no second of it is left."""
    front = {"date": date, "modified": "2024-06-13", "corrections": "[{date: 2024-06-11, text: x}]"}
    paper = built(site, **front)
    assert told(paper) == {datetime.fromisoformat("2024-06-13T00:00:00+01:00")}
    (published,) = paper.html(PAGE).select('meta[property="article:published_time"]')
    assert str(published["content"]).endswith(":00+01:00" if len(date) < 11 else ":59+01:00")


def test_readers_see_the_time_of_a_correction_where_there_is_one(site: MakeSite) -> None:
    """Beside the byline and with its words; else the day alone, as it is written."""
    rows = "[{date: 2024-06-11, text: One}, {date: 2024-06-12T09:05, text: Two}]"
    page = built(site, corrections=rows).html(PAGE)
    assert "Corrected 12 June 2024, 09:05\xa0BST" in page.select(".times")[0].get_text()
    assert [each.get_text() for each in page.select(".corrections p")] == [
        "11 June 2024: One",
        "12 June 2024, 09:05\xa0BST: Two",
    ]


def test_moments_of_the_days_before_time_zones_have_a_distance_that_can_be_written(
    site: MakeSite,
) -> None:
    """It had seconds, which neither sitemaps nor HTML know."""
    paper = site({"articles/a.md": story(slug="a", date="1880-01-01")}, TIMEZONE="America/New_York")
    page = paper.html("1880/01/a/index.html")
    (published,) = page.select('meta[property="article:published_time"]')
    assert published["content"] == "1880-01-01T00:00:02-04:56"
