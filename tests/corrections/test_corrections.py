"""Corrections: a page of all, a mark on cards, and a word in feeds and copies."""

from __future__ import annotations

from bs4 import BeautifulSoup

from tests.support.small_paper import MakeSite, Paper, story


def corrected(*corrections: tuple[str, str], **front: str | None) -> str:
    """Return a story with corrections: days and texts."""
    rows = "".join(f'\n  - date: {day}\n    text: "{text}"' for day, text in corrections)
    return story(corrections=rows, **front)


FILES = {
    "articles/harbour.md": corrected(
        ("2024-06-12", "It reopened on Monday, *not* Tuesday."),
        ("2025-02-01", "The mayor is [Ann Lee]({filename}storm.md)."),
        slug="harbour",
        title="Harbour reopens",
    ),
    "articles/storm.md": corrected(
        ("2024-07-03", "The storm came from the west."),
        slug="storm",
        title="Storm & flood",
        date="2024-07-01T22:30:00+00:00",
    ),
    "articles/tide.md": story(slug="tide", title="Tide"),
    "articles/draft.md": corrected(
        ("2024-07-05", "Secret."), slug="draft", title="Hidden", status="draft"
    ),
}


def rows(paper: Paper, path: str) -> list[tuple[str, str, str]]:
    """Return the day, the story and the words of each correction that a page lists."""
    return [
        (str(row.time["datetime"]), row.h2.get_text(), row.find_all("p")[-1].get_text())
        for row in paper.html(path).select(".correction-list > li")
    ]


def test_the_page_lists_all_corrections_the_latest_first(site: MakeSite) -> None:
    """Each with its day and its story; those of stories that nobody may see are left out."""
    paper = site(FILES)
    assert not paper.faults
    assert rows(paper, "corrections/index.html") == [
        ("2025-02-01", "Harbour reopens", "The mayor is Ann Lee."),
        ("2024-07-03", "Storm & flood", "The storm came from the west."),
        ("2024-06-12", "Harbour reopens", "It reopened on Monday, not Tuesday."),
    ]
    page = paper.html("corrections/index.html")
    assert page.select_one(".correction-list h2 a")["href"].endswith("/harbour/")
    assert page.select_one(".correction-list a[href$='/storm/']")
    assert "Secret" not in "".join(map(repr, paper.files().values()))


def test_each_year_has_a_page_of_its_own(site: MakeSite) -> None:
    """The page shows no more than CORRECTIONS_LENGTH, and leads to the years."""
    paper = site(FILES, CORRECTIONS_LENGTH=1)
    assert [day for day, _, _ in rows(paper, "corrections/index.html")] == ["2025-02-01"]
    links = paper.html("corrections/index.html").select(".archives a")
    assert [link.get_text() for link in links] == ["2025", "2024"]
    assert [day for day, _, _ in rows(paper, "corrections/2024/index.html")] == [
        "2024-07-03",
        "2024-06-12",
    ]


def test_a_paper_without_corrections_says_so(site: MakeSite) -> None:
    """Every page links to it from the footer, so it is there from the first day."""
    paper = site({"articles/tide.md": story(slug="tide")})
    assert "Nothing has been corrected" in paper.html("corrections/index.html").get_text()
    assert paper.html("index.html").select_one(".colophon a[href$='/corrections/']")


def test_what_editors_write_stands_above_the_list(site: MakeSite) -> None:
    """The page content/pages/corrections.md says how the paper corrects."""
    policy = "---\ntitle: How we correct\n---\n\nWe say so openly.\n"
    page = site({**FILES, "pages/corrections.md": policy}).html("corrections/index.html")
    assert page.h1.get_text() == "How we correct"
    assert "We say so openly." in page.select_one(".prose").get_text()
    assert page.select(".correction-list")


def test_a_corrected_story_is_marked(site: MakeSite) -> None:
    """On its cards, and beside its byline with the day of the latest correction."""
    paper = site(FILES)
    cards = paper.html("world/index.html").select(".card")
    marked = {card.h2.get_text() for card in cards if card.select_one(".card-corrected")}
    assert marked == {"Harbour reopens", "Storm & flood"}
    times = paper.html("2024/06/harbour/index.html").select_one(".times")
    assert times.select_one("a[href='#page:corrections'] time")["datetime"] == "2025-02-01"


def test_a_correction_reaches_those_who_read_feeds(site: MakeSite) -> None:
    """It stands below the story with full addresses, and makes it one that has changed."""
    paper = site(FILES, SITEURL="https://halyard.example")
    feed = BeautifulSoup((paper.output / "feeds/all.atom.xml").read_bytes(), "xml")
    entry = next(each for each in feed.select("entry") if "Harbour" in each.title.get_text())
    assert entry.select_one("updated").get_text() == "2025-02-01T00:00:00+00:00"
    said = entry.select_one("content").get_text()
    assert "Correction, 1 February 2025:" in said
    assert 'href="https://halyard.example/2024/07/storm/"' in said


def test_a_translation_is_corrected_openly_as_well(site: MakeSite) -> None:
    """Lists leave translations out, and this page does not."""
    files = {
        "articles/tide.md": story(slug="tide"),
        "articles/tide-es.md": corrected(
            ("2024-06-12", "Era martes."), slug="tide", lang="es", translation="true"
        ),
    }
    page = site(files).html("corrections/index.html")
    assert page.select_one(".correction-list h2")["lang"] == "es"


def test_a_correction_more_changes_what_shows_it(site: MakeSite) -> None:
    """The page of another year stays as it was printed."""
    before = site(FILES).files()
    more = {
        **FILES,
        "articles/tide.md": corrected(("2025-03-01", "High."), slug="tide", title="Tide"),
    }
    after = site(more).files()
    changed = {path for path in after if before.get(path) != after[path]}
    assert "corrections/index.html" in changed
    assert "2024/06/tide/index.html" in changed
    assert "corrections/2024/index.html" not in changed


def test_one_that_matters_to_the_whole_story_stands_above_it(site: MakeSite) -> None:
    """`first: yes` puts it before the text on the page, in feeds and in copies; others stay below."""
    days = ("2024-06-12", "Nobody was hurt."), ("2024-06-13", "It was Monday.")
    two = corrected(*days, slug="harbour", rights="open")
    text = two.replace('"Nobody was hurt."', '"Nobody was hurt."\n    first: yes')
    paper = site({"articles/harbour.md": text})
    page = paper.html("2024/06/harbour/index.html")
    words = page.get_text()
    assert words.index("Nobody was hurt.") < words.index("The harbour is open again.")
    assert words.index("The harbour is open again.") < words.index("It was Monday.")
    assert page.select_one(".times a")["href"] == "#page:corrections"
    above, below = page.select("section.corrections")
    assert above.h2["id"] == "page:corrections" and above.find_parent(class_="story-head")
    assert below.h2["id"] == "page:corrections-below"
    for path in ("feeds/all.atom.xml", "2024/06/harbour/republish/index.html"):
        told = (paper.output / path).read_text("utf-8")
        places = [
            told.index(each) for each in ("Nobody was hurt.", "harbour is open", "It was Mon")
        ]
        assert places == sorted(places), path
        assert told.count("Nobody was hurt.") == told.count("It was Mon") == 1, path
