"""The sitemap: which pages search engines may have, month by month."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from lxml import etree

from broadsheet.sitemap import capability
from tests.pictures.makers import drawing, file_of
from tests.support.small_paper import MakeSite, Paper, story

PLUGINS = [
    "broadsheet.image_captions",
    "broadsheet.pictures",
    "broadsheet.newsletter_signup",
    "broadsheet.republishing",
    "broadsheet.fronts",
    "broadsheet.syndication",
    "broadsheet.sitemap",
]
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}
HOST = "https://halyard.example"
FILES = {
    "articles/harbour.md": story(title="Harbour reopens", slug="harbour"),
    "articles/storm.md": story(title="Storm", slug="storm", date="2024-07-01T22:30:00+00:00"),
    "articles/draft.md": story(title="Draft", slug="draft", status="draft"),
}


def built(site: MakeSite, files: dict[str, str], **settings: object) -> Paper:
    paper = site(files, PLUGINS=PLUGINS, SITEURL=HOST, **settings)
    assert not paper.faults
    return paper


def entries(paper: Paper, path: str) -> dict[str, str]:
    """Return the addresses of a sitemap, each with when it changed."""
    tree = etree.fromstring((paper.output / path).read_bytes())
    return {
        each.findtext("s:loc", namespaces=NAMES) or "": each.findtext(
            "s:lastmod", default="", namespaces=NAMES
        )
        for each in tree
    }


def test_the_sitemap_leads_to_a_file_for_each_month(site: MakeSite) -> None:
    """And to one of each kind of pages that have no date, each with its latest change."""
    files = {**FILES, "articles/harbour.md": story(slug="harbour", tags="[Ports]", authors="[Jo]")}
    paper = built(site, files)
    assert entries(paper, "sitemap.xml") == {
        f"{HOST}/sitemap/2024-06.xml": "2024-06-11T08:30:00+01:00",
        f"{HOST}/sitemap/2024-07.xml": "2024-07-01T23:30:00+01:00",
        f"{HOST}/sitemap/authors.xml": "",
        f"{HOST}/sitemap/pages.xml": "",
        f"{HOST}/sitemap/sections.xml": "",
        f"{HOST}/sitemap/topics.xml": "",
    }
    assert entries(paper, "sitemap/authors.xml") == {f"{HOST}/authors/jo/": ""}
    assert entries(paper, "sitemap/topics.xml") == {f"{HOST}/topics/ports/": ""}


def test_the_latest_change_is_found_across_summer_time(site: MakeSite) -> None:
    """A quarter past one after the clocks went back is later than half past one before."""
    files = {
        "articles/a.md": story(slug="a", date="2024-10-27T00:30:00Z"),
        "articles/b.md": story(title="B", slug="b", date="2024-10-27T01:15:00Z"),
    }
    listed = entries(built(site, files), "sitemap.xml")
    assert listed[f"{HOST}/sitemap/2024-10.xml"] == "2024-10-27T01:15:00+00:00"


def test_a_correction_is_a_change(site: MakeSite) -> None:
    """By its day, unless the story changed on that day or later anyhow."""
    corrected = "[{date: 2024-06-14, text: It was Tuesday.}]"
    files = {"articles/a.md": story(slug="a", corrections=corrected)}
    address = f"{HOST}/2024/06/a/"
    assert entries(built(site, files), "sitemap/2024-06.xml") == {
        address: "2024-06-14T00:00:00+01:00"
    }
    later = "2024-06-14T18:00:00+01:00"
    files = {"articles/a.md": story(slug="a", corrections=corrected, modified=later)}
    assert entries(built(site, files), "sitemap/2024-06.xml") == {address: later}


def test_a_page_is_listed_with_the_pictures_that_it_shows(site: MakeSite) -> None:
    """Each once, the lead picture first, those of pages and of authors too."""
    drawn = file_of(drawing(), "PNG")
    body = "\n\n".join(f"![A tug]({{static}}/images/{name}.png)" for name in ("b", "a", "b"))
    lead = "{src: images/a.png, alt: A tug, credit: Ann Lee}"
    files = {
        "articles/a.md": story(body, slug="a", image=lead),
        "pages/map.md": "---\ntitle: Map\n---\n![A map]({static}/images/b.png)\n",
        "authors/jo.md": "---\nname: Jo\nimage: {src: images/a.png, alt: Jo}\n---\nShe writes.\n",
        **{f"images/{name}.png": drawn for name in "ab"},
        **{f"images/{name}.png.yaml": b"credit: Ann Lee" for name in "ab"},
    }
    paper = built(site, files)
    shown = {f"{HOST}/2024/06/a/": ["a", "b"], f"{HOST}/map/": ["b"], f"{HOST}/authors/jo/": ["a"]}
    found: dict[str, list[str]] = {}
    for path in ("2024-06", "pages", "authors"):
        for url in etree.fromstring((paper.output / f"sitemap/{path}.xml").read_bytes()):
            pictures = url.xpath("i:image/i:loc/text()", namespaces=NAMES)
            if pictures:
                found[url.findtext("s:loc", namespaces=NAMES) or ""] = pictures
    assert {page: [of.split("/")[-1][0] for of in each] for page, each in found.items()} == shown
    for each in chain.from_iterable(found.values()):
        assert (paper.output / each.removeprefix(f"{HOST}/")).is_file()


def test_a_page_has_no_more_pictures_than_google_reads(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first ones."""
    assert capability._MOST_PICTURES == 1_000
    monkeypatch.setattr(capability, "_MOST_PICTURES", 1)
    body = "\n\n".join(f"![A tug]({{static}}/images/{name}.png)" for name in "ab")
    files = {
        "articles/a.md": story(body, slug="a"),
        **{f"images/{name}.png": file_of(drawing(), "PNG") for name in "ab"},
        **{f"images/{name}.png.yaml": b"credit: Ann Lee" for name in "ab"},
    }
    tree = etree.fromstring((built(site, files).output / "sitemap/2024-06.xml").read_bytes())
    (shown,) = tree.xpath("//i:image/i:loc/text()", namespaces=NAMES)
    assert "/a." in shown


def test_a_month_has_its_stories_with_their_last_change(site: MakeSite) -> None:
    """The date of a story, or that of its last change, in the paper's own time zone."""
    files = {
        **FILES,
        "articles/harbour.md": story(slug="harbour", modified="2024-08-02T06:00:00+00:00"),
    }
    assert entries(built(site, files), "sitemap/2024-06.xml") == {
        f"{HOST}/2024/06/harbour/": "2024-08-02T07:00:00+01:00"
    }


def test_only_pages_that_search_engines_may_have_are_listed(site: MakeSite) -> None:
    """No redirect, no page of a draft, not the page for lost readers, and every other page."""
    files = {**FILES, "articles/old.md": story(title="Old", slug="old", aliases="[/elsewhere/]")}
    paper = built(site, files)
    listed = {
        address
        for path in paper.output.glob("sitemap/*.xml")
        for address in entries(paper, path.relative_to(paper.output).as_posix())
    }
    indexable = set()
    for page in paper.output.rglob("index.html"):
        soup = paper.html(page.relative_to(paper.output).as_posix())
        robots = soup.select_one('meta[name="robots"]')
        canonical = soup.select_one('link[rel="canonical"]')
        is_redirect = soup.select_one('meta[http-equiv="refresh"]') is not None
        is_open = robots is None or "noindex" not in str(robots["content"])
        if canonical and is_open and not is_redirect:
            indexable.add(str(canonical["href"]))
    assert listed == indexable
    assert not any("draft" in each or "elsewhere" in each for each in listed)


def test_a_new_story_changes_the_file_of_its_month_and_the_list(site: MakeSite) -> None:
    """The others stay as they are, untouched on disk, and all is as in a clean build."""
    before = built(site, FILES).files()
    stamps = {path: file.stat().st_mtime_ns for path, file in sitemaps(site, before).items()}
    later = {
        **FILES,
        "articles/calm.md": story(title="Calm", slug="calm", date="2024-07-09T10:00:00Z"),
    }
    paper = built(site, later)
    now = {path: (paper.output / path).stat().st_mtime_ns for path in stamps}
    assert {path for path in stamps if stamps[path] != now[path]} == {
        "sitemap.xml",
        "sitemap/2024-07.xml",
        "sitemap/news.xml",  # no news any more, but the latest story
    }
    incremental = paper.files()
    assert built(site, later, LOAD_CONTENT_CACHE=False).files() == incremental


def sitemaps(site: MakeSite, files: dict[str, bytes]) -> dict[str, Path]:
    paper = built(site, FILES)
    return {path: paper.output / path for path in files if path.startswith("sitemap")}


def test_the_file_of_a_month_without_stories_goes(site: MakeSite) -> None:
    """With its last story, and from the list."""
    built(site, FILES)
    paper = built(site, {"articles/storm.md": FILES["articles/storm.md"]})
    assert f"{HOST}/sitemap/2024-06.xml" not in entries(paper, "sitemap.xml")
    assert not (paper.output / "sitemap/2024-06.xml").exists()


def test_a_month_of_too_many_pages_is_told_in_several_files(
    site: MakeSite, monkeypatch: object
) -> None:
    """The protocol allows 50,000 addresses in a file."""
    largest = capability._LARGEST
    assert largest == 50_000  # as the protocol allows
    capability._LARGEST = 1
    try:
        files = {f"articles/{n}.md": story(title=f"No {n}", slug=f"n{n}") for n in range(3)}
        paper = built(site, files)
    finally:
        capability._LARGEST = largest
    names = [f"sitemap/2024-06{end}.xml" for end in ("", "-2", "-3")]
    assert [len(entries(paper, name)) for name in names] == [1, 1, 1]
    assert {f"{HOST}/{name}" for name in names} <= entries(paper, "sitemap.xml").keys()


def test_a_story_that_appears_late_is_a_change_of_its_month(site: MakeSite) -> None:
    """By the end of its embargo: search engines fetch the file again where the list says so."""
    kept = story(title="Kept", slug="kept", embargo="2024-06-12T06:00:00Z")
    files = {**FILES, "articles/kept.md": kept}
    month = f"{HOST}/sitemap/2024-06.xml"
    changes = [
        entries(built(site, files, NOW=now), "sitemap.xml")[month]
        for now in ("2024-06-11T12:00:00Z", "2024-07-11T12:00:00Z")
    ]
    assert changes == ["2024-06-11T08:30:00+01:00", "2024-06-12T07:00:00+01:00"]
