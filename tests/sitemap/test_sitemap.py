"""The sitemap: which pages search engines may have, month by month."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from broadsheet.sitemap import capability
from tests.support.small_paper import MakeSite, Paper, story

PLUGINS = [
    "broadsheet.image_captions",
    "broadsheet.newsletter_signup",
    "broadsheet.republishing",
    "broadsheet.fronts",
    "broadsheet.syndication",
    "broadsheet.sitemap",
]
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
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
    """And to one of the pages that have no date, each with its latest change."""
    paper = built(site, FILES)
    assert entries(paper, "sitemap.xml") == {
        f"{HOST}/sitemap/2024-06.xml": "2024-06-11T08:30:00+01:00",
        f"{HOST}/sitemap/2024-07.xml": "2024-07-01T23:30:00+01:00",
        f"{HOST}/sitemap/pages.xml": "",
    }


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
    capability._LARGEST = 1
    try:
        files = {f"articles/{n}.md": story(title=f"No {n}", slug=f"n{n}") for n in range(3)}
        paper = built(site, files)
    finally:
        capability._LARGEST = largest
    names = [f"sitemap/2024-06{end}.xml" for end in ("", "-2", "-3")]
    assert [len(entries(paper, name)) for name in names] == [1, 1, 1]
    assert {f"{HOST}/{name}" for name in names} <= entries(paper, "sitemap.xml").keys()
