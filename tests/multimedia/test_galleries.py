"""Galleries: pictures on following lines stand side by side, and each keeps its words."""

from __future__ import annotations

import pytest
from bs4 import Tag

from tests.multimedia.recording_makers import jpeg
from tests.support.small_paper import MakeSite, story

PAGE = "2024/06/harbour-reopens/index.html"
FILES = {
    f"articles/{name}.jpg": jpeg(colour=colour)
    for name, colour in (("a", "#111"), ("b", "#222"), ("c", "#333"))
}
A, B, C = (
    '![The ship](a.jpg "First (Jane Doe)")',
    '![The crane](b.jpg "Second (Ann Lee)")',
    "![The quay](c.jpg)",
)


def prose(site: MakeSite, body: str, *, warnings: bool = False) -> Tag:
    shown = {path: data for path, data in FILES.items() if path.removeprefix("articles/") in body}
    paper = site({"articles/a.md": story(body), **shown})
    assert paper.faults == [] and (warnings or paper.warnings == [])
    found = paper.html(PAGE).select_one(".prose")
    assert found is not None
    return found


def words(figure: Tag) -> tuple[str, str]:
    caption, credit = figure.select_one(".caption"), figure.select_one(".credit")
    return (caption.text if caption else "", credit.text if credit else "")


def test_pictures_on_following_lines_are_a_gallery(site: MakeSite) -> None:
    """Each a figure with its own caption and credit, in their order."""
    html = prose(site, f"Words.\n\n{A}\n{B}\n\nWords.")
    figures = html.select(".gallery > .gallery-pictures > figure")
    assert [words(figure) for figure in figures] == [("First", "Jane Doe"), ("Second", "Ann Lee")]
    assert [figure.img["alt"] for figure in figures if figure.img] == ["The ship", "The crane"]
    assert len(html.select("figure")) == 2


def test_an_empty_line_keeps_pictures_apart(site: MakeSite) -> None:
    """They stand one below the other, as ever."""
    html = prose(site, f"{A}\n\n{B}")
    assert html.select(".gallery") == []
    assert len(html.select(".prose > figure")) == 2


@pytest.mark.parametrize(
    "body", [f"{A} {B}", f"{A}\nWords.\n{B}", f"{A}\n{B}\nWords.", f"{A}\nWords."]
)
def test_with_words_or_on_one_line_pictures_stay_in_their_line(site: MakeSite, body: str) -> None:
    """Nothing but pictures, one to a line, is a gallery."""
    html = prose(site, body, warnings=True)
    assert html.select(".gallery, figure") == []


def test_linked_pictures_and_breaks_may_stand_in_a_gallery(site: MakeSite) -> None:
    """The links stay."""
    html = prose(site, f"[{A}](https://example.org/)  \n{B}")
    assert [str(a["href"]) for a in html.select(".gallery figure > a")] == ["https://example.org/"]
    assert len(html.select(".gallery figure")) == 2


def test_a_line_in_italics_is_the_caption_of_all(site: MakeSite) -> None:
    """Its signed credit is that of each picture that names none itself."""
    html = prose(site, f"{A}\n{C}\n*The harbour on Monday. (Photos: Rena Lee)*")
    caption = html.select_one(".gallery > p.gallery-caption")
    assert caption is not None and caption.text == "The harbour on Monday."
    figures = html.select(".gallery figure")
    assert [words(each)[1] for each in figures] == ["Jane Doe", "Photos: Rena Lee"]


def test_a_bracket_that_is_no_credit_stays_in_the_caption_of_all(site: MakeSite) -> None:
    """It may be a party or a place."""
    html = prose(site, f"{A}\n{B}\n*Ministers (SPD)*")
    caption = html.select_one(".gallery-caption")
    assert caption is not None and caption.text == "Ministers (SPD)"


def test_a_picture_in_a_gallery_is_checked_like_any_other(site: MakeSite) -> None:
    """Its file, its alt text and its credit, at its own line."""
    paper = site({"articles/a.md": story(f"{A}\n![](b.jpg)\n![x](d.jpg)"), **FILES})
    assert paper.faults == [
        "articles/a.md:8: picture without alt text (say in `alt:` or `![…]` what is to be seen)",
        "articles/a.md:9: the picture d.jpg does not exist (did you mean `c.jpg`?)",
    ]


def test_a_class_and_a_place_of_the_writers_own_stay(site: MakeSite) -> None:
    """On the gallery as a whole."""
    html = prose(site, f"{A}\n{B}\n{{: .own-wide #quay }}")
    gallery = html.select_one("#quay")
    assert gallery is not None and gallery["class"] == ["gallery", "own-wide"]


def test_the_newsletter_never_stands_in_a_gallery(site: MakeSite) -> None:
    """Nor between its pictures and its words."""
    text = " ".join(["word"] * 60)
    body = "\n\n".join([*[text] * 5, f"{A}\n{B}\n*Both.*", *[text] * 5])
    html = prose(site, body)
    assert html.select(".gallery .signup") == [] and len(html.select(".signup")) == 1
