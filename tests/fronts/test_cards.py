"""Cards, and the note on authors: how those who hear a page, or read another language, get it."""

from __future__ import annotations

from front_desk import PICTURE, WITH_PICTURE, day, files, found

from tests.support.small_paper import MakeSite


def test_pictures_of_cards_are_silent(site: MakeSite) -> None:
    """The headline says what the card leads to; what the picture shows is told on the story's page."""
    stories = [(slug, {"image": WITH_PICTURE}) for slug in ("a", "b", "c", "d", "e", "f")]
    paper = site({**PICTURE, **files(*stories)})
    for path in ("index.html", "world/index.html", "world/2024/06/index.html"):
        pictures = paper.html(path).select(".card-picture img")
        assert pictures and {picture["alt"] for picture in pictures} == {""}, path
    story = paper.html("2024/06/a/index.html")
    assert found(story, ".lead-figure img")["alt"] == "A tug"
    assert {picture["alt"] for picture in story.select(".related img")} == {""}


def test_a_card_in_another_language_says_so(site: MakeSite) -> None:
    """Its words are marked with language and direction; the date and the name are the paper's."""
    arabic = {"title": "الميناء", "summary": "نص قصير", "lang": "ar", "kicker": "خبر"}
    page = site(files(("arabic", arabic), ("english", {}))).html("world/index.html")
    for selector in (".headline", ".standfirst", ".kicker"):
        marked = page.select(f"{selector}[lang]")
        assert [(each["lang"], each["dir"]) for each in marked] == [("ar", "rtl")], selector
    assert page.select("time[lang], .card-meta [lang]") == []


def test_a_story_ends_with_its_authors(site: MakeSite) -> None:
    """Those of whom there is more to say than the byline does: their beat, and a silent portrait."""
    jane = f"---\nname: Jane Doe\nslug: jane\nrole: Harbour editor\nimage: {WITH_PICTURE}\n---\n"
    told = {"authors": "[Jane Doe, Ann Lee]"}
    paper = site({**PICTURE, "authors/jane.md": jane, **files(("a", told), ("b", {}))})
    notes = found(paper.html("2024/06/a/index.html"), ".author-notes")
    assert [link["href"] for link in notes.select("a")] == ["/authors/jane/"]
    assert found(notes, ".role").get_text() == "Harbour editor"
    assert found(notes, "img")["alt"] == ""
    assert paper.html("2024/06/b/index.html").select(".author-notes") == []


def test_every_few_stories_a_picture_is_as_wide_as_a_phone(site: MakeSite) -> None:
    """A front reads as a paper and not as a list; a row without a picture lets the next one take it."""
    pictured = [True] * 7 + [False, True, True, True, True]
    stories = [
        (f"s{n}", {"date": day(40 - n), **({"image": WITH_PICTURE} if has_one else {})})
        for n, has_one in enumerate(pictured)
    ]
    rows = site({**PICTURE, **files(*stories)}).html("world/index.html").select(".river .row")
    assert [number for number, row in enumerate(rows, 4) if "row-big" in row["class"]] == [8]


def test_in_a_block_stories_without_pictures_stand_below_each_other(site: MakeSite) -> None:
    """Beside a big picture they fill its height; those with pictures stand in a row."""
    sections = ["World", "Science"]
    for pictured, is_list in ((1, True), (4, False)):
        news = [(f"w{n}", {"date": day(50 - n)}) for n in range(5)]
        block = [
            (
                f"s{n}",
                {
                    "date": day(20 - n),
                    "category": "Science",
                    **({"image": WITH_PICTURE} if n < pictured else {}),
                },
            )
            for n in range(4)
        ]
        made = site({**PICTURE, **files(*news, *block)}, SECTIONS=sections, NEWSLETTERS=[])
        (more,) = made.html("index.html").select(".block-feature .block-more")
        assert ("block-list" in more["class"]) is is_list
