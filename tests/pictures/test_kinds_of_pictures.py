"""Kinds of pictures: readers are told before the credit what is no photograph."""

from __future__ import annotations

import json

import pytest

from tests.pictures.makers import file_of, photograph
from tests.support.small_paper import MakeSite, story

pytestmark = pytest.mark.usefixtures("sizes_kept")

PAGE = "2024/06/harbour-reopens/index.html"
TUG = '![A tug](/images/tug.jpg "The tug")'
IN_LINE = "The tug ![A tug](/images/tug.jpg) leaves."
WORDS = {
    "illustration": "Illustration: Ann Lee",
    "map": "Map: Ann Lee",
    "chart": "Chart: Ann Lee",
    "graphic": "Graphic: Ann Lee",
}


def files(notes: str = "credit: Ann Lee") -> dict[str, str | bytes]:
    return {"images/tug.jpg": file_of(photograph()), "images/tug.jpg.yaml": notes}


@pytest.mark.parametrize(("kind", "words"), WORDS.items())
def test_a_sidecar_says_what_its_picture_is(site: MakeSite, kind: str, words: str) -> None:
    """Below the picture, behind it in a line, and in feeds; programs get the bare credit."""
    body = f"{TUG}\n\n{IN_LINE}"
    lead = "{src: images/tug.jpg, alt: A tug}"
    noted = files(f"credit: Ann Lee\nkind: {kind}")
    paper = site({"articles/a.md": story(body, image=lead), **noted})
    page = paper.html(PAGE)
    assert [each.text for each in page.select(".story .credit")] == [words, words, f"({words})"]
    assert (paper.output / "feeds/all.atom.xml").read_text("utf-8").count(f"({words})") == 3
    front = paper.html("index.html").select_one(".lead .credit")
    assert front and front.text == words
    (told,) = (json.loads(each.text) for each in page.select("script[type*=json]"))
    assert '"creditText": "Ann Lee"' in json.dumps(told)


def test_a_story_says_what_its_lead_picture_is(site: MakeSite) -> None:
    """It takes precedence over the sidecar; without a word a picture is a photograph."""
    lead = "{src: images/tug.jpg, alt: A tug, kind: map}"
    for image, notes, words in (
        (lead, "credit: Ann Lee\nkind: chart", "Map: Ann Lee"),
        (lead.replace(", kind: map", ""), "credit: Ann Lee", "Ann Lee"),
    ):
        page = site({"articles/a.md": story(image=image), **files(notes)}).html(PAGE)
        credit = page.select_one(".lead-figure .credit")
        assert credit and credit.text == words


@pytest.mark.parametrize("notes", ["", "kind: map"])
def test_without_a_credit_nothing_is_said(site: MakeSite, notes: str) -> None:
    """That it is missing is told to the newsroom."""
    paper = site({"articles/a.md": story(f"{TUG}\n\n{IN_LINE}"), **files(notes)})
    assert paper.faults == [] and len(paper.warnings) == 2
    page = paper.html(PAGE)
    assert [each.text for each in page.select(".prose figcaption")] == ["The tug"]
    assert not page.select(".story .credit")


def test_a_credit_that_says_it_already_is_left_alone(site: MakeSite) -> None:
    """Nobody reads “Map: Map: …”."""
    body = '![A tug](/images/tug.jpg "The tug (Map: Ann Lee)")'
    page = site({"articles/a.md": story(body), **files("kind: map")}).html(PAGE)
    assert [each.text for each in page.select(".story .credit")] == ["Map: Ann Lee"]


@pytest.mark.parametrize(
    ("kind", "mend"),
    [
        ("maps", "did you mean `map`?"),
        ("photo", "take the line out: a picture without one is a photograph"),
        ("painting", "write one of: illustration, map, chart, graphic"),
    ],
)
def test_an_unknown_kind_is_told_at_its_line(site: MakeSite, kind: str, mend: str) -> None:
    """With what there is."""
    paper = site({"articles/a.md": story(TUG), **files(f"credit: Ann Lee\nkind: {kind}")})
    told = f"images/tug.jpg.yaml:2: `kind`: “{kind}” is no kind of a picture ({mend})"
    assert paper.faults == [told]
