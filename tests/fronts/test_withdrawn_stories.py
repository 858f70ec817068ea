"""Stories that are withdrawn: readers are told so, and learn nothing else of them."""

from __future__ import annotations

import pytest
from front_desk import PICTURE, WITH_PICTURE, addresses, files, found

from tests.support.small_paper import MakeSite, Paper, story

WITHDRAWN = {
    "title": "Xyzzy1 headline",
    "summary": "Xyzzy2 standfirst",
    "kicker": "Xyzzy3",
    "tags": "[Xyzzy4, Ports]",
    "authors": "[Xyzzy5 Roe]",
    "image": WITH_PICTURE.replace("tug.svg", "xyzzy6.svg"),
    "aliases": "[/old-name/]",
    "slug": "harbour",
}
SECRETS = {
    path.replace("tug", "xyzzy6"): data.replace("Ann Lee", "Xyzzy7")
    for path, data in PICTURE.items()
}
REASON = "Two quotations were *invented*. See [the other]({filename}other.md)."


def withdrawn(site: MakeSite, other: str = "Nothing.", **front: str) -> Paper:
    """Return a paper with two stories, of which one was withdrawn. other: what the other says."""
    body = "Xyzzy8 [evidence](/extra/xyzzy9.txt).\n\n![Xyzzy](/images/xyzzy6.svg)"
    paper = site(
        {
            "articles/gone.md": story(body, **{**WITHDRAWN, **front}),
            "articles/other.md": story(other, title="Other", slug="other"),
            "extra/xyzzy9.txt": "Xyzzy10",
            **SECRETS,
        },
        STATIC_PATHS=["extra", "images"],
    )
    assert paper.stopped is None, paper.faults
    return paper


def test_readers_find_that_it_was_withdrawn_and_why(site: MakeSite) -> None:
    """At its address, and by its old ones; search engines are asked to forget it."""
    paper = withdrawn(site, withdrawn=f'"{REASON}"')
    page = paper.html("2024/06/harbour/index.html")
    assert found(page, "h1").get_text() == "This story has been withdrawn"
    assert found(page, ".prose p").get_text() == "Two quotations were invented. See the other."
    assert addresses(page, ".prose a") == ["/2024/06/other/"]
    assert "noindex" in str(found(page, "meta[name=robots]")["content"])
    assert page.select("script[type='application/ld+json'], time") == []
    assert addresses(paper.html("old-name/index.html"), "main a") == ["/2024/06/harbour/"]


def test_the_day_is_told_where_it_is_given(site: MakeSite) -> None:
    """As a group of two keys."""
    paper = withdrawn(site, withdrawn="{date: 2024-06-12, text: Invented.}")
    page = paper.html("2024/06/harbour/index.html")
    assert found(page, "time")["datetime"] == "2024-06-12"
    assert "Withdrawn on" in found(page, ".times").get_text()


def test_links_to_it_lead_to_the_reason(site: MakeSite) -> None:
    """A story in a hurry withdrawn must not break those that mention it."""
    paper = withdrawn(site, "See [it]({filename}gone.md).", withdrawn="Invented.")
    assert addresses(paper.html("2024/06/other/index.html"), ".prose > p > a") == [
        "/2024/06/harbour/"
    ]


def test_nothing_of_it_is_left_anywhere(site: MakeSite) -> None:
    """Not in lists, feeds or the sitemap, and no picture or file that it alone used."""
    paper = withdrawn(site, withdrawn="Invented.")
    held = [
        path
        for path, data in paper.files().items()
        if b"xyzzy" in path.lower().encode() + data.lower()
    ]
    assert held == []
    mentioning = [path for path, data in paper.files().items() if b"/06/harbour/" in data]
    assert sorted(mentioning) == [
        ".broadsheet",
        "2024/06/harbour/index.html",
        "old-name/index.html",
    ]


def test_a_story_that_was_never_out_is_not_withdrawn(site: MakeSite) -> None:
    """A draft and a story of the future leave no trace, whatever their keys say."""
    paper = site(
        files(
            ("draft", {"withdrawn": "Invented.", "status": "draft"}),
            ("future", {"withdrawn": "Invented.", "date": "2039-01-01"}),
            ("story", {}),
        )
    )
    assert paper.stopped is None, paper.faults
    assert not any(b"Invented" in data for data in paper.files().values())


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ('""', "articles/story.md:6: `withdrawn`: “” is no reason"),
        ("[a]", "articles/story.md:6: `withdrawn`: not a group of keys"),
        ("{date: 2024-06-12}", "articles/story.md:6: `withdrawn.text` is missing"),
        ("{text: a, day: 2024-06-12}", "articles/story.md:6: unknown key `withdrawn.day`"),
        ('"See [it](/nowhere/)."', "articles/story.md:6: the link /nowhere/ leads nowhere"),
        ('"See [it]({filename}no.md)."', "the link to articles/no.md does not exist"),
    ],
)
def test_a_reason_that_cannot_be_printed_is_told(site: MakeSite, value: str, what: str) -> None:
    """At its line."""
    paper = site(files(("story", {"withdrawn": value})))
    assert any(what in fault for fault in paper.faults), paper.faults


def test_a_fault_of_care_in_what_nobody_reads_stops_nothing(site: MakeSite) -> None:
    """A picture without an alt text, for example: it has to go out at once."""
    image = "{src: /images/tug.svg}"
    paper = site(
        {**files(("story", {"withdrawn": "Invented.", "image": image}), ("b", {})), **PICTURE}
    )
    assert paper.stopped is None, paper.faults
