"""Widths: how wide pictures in a text stand, and what browsers are told of it."""

from __future__ import annotations

import pytest

from tests.pictures.makers import file_of, photograph
from tests.support.small_paper import MakeSite, story

PAGE = "2024/06/harbour-reopens/index.html"
TUG = '![A tug](/images/tug.jpg "The tug (Ann Lee)")'
TEXT = "(min-width: 42rem) 39rem, 100vw"


@pytest.mark.parametrize(
    ("written", "name", "sizes"),
    [
        (TUG, None, TEXT),
        (f"{TUG}{{.wide}}", ["wide"], "(min-width: 84rem) 62rem, (min-width: 64rem) 73vw, 100vw"),
        (f"{TUG}{{.full}}", ["full"], "100vw"),
        (
            f"{TUG}{{.side}}",
            ["side"],
            "(min-width: 80rem) 14.5rem, (min-width: 44rem) 17rem, 100vw",
        ),
        (
            '<figure class="wide"><img src="/images/tug.jpg" alt="A tug">'
            "<figcaption>The tug (Ann Lee)</figcaption></figure>",
            ["wide"],
            "(min-width: 84rem) 62rem, (min-width: 64rem) 73vw, 100vw",
        ),
        (f"{TUG}{{.row}}", None, TEXT),
    ],
)
def test_a_class_says_how_wide_a_picture_stands(
    site: MakeSite, written: str, name: list[str] | None, sizes: str
) -> None:
    """Browsers choose a file by that width; no other class of a picture is printed."""
    paper = site({"articles/a.md": story(written), "images/tug.jpg": file_of(photograph())})
    assert (paper.faults, paper.warnings) == ([], [])
    figure = paper.html(PAGE).select_one(".prose figure")
    assert figure and figure.get("class") == name
    assert {each["sizes"] for each in figure.select("source")} == {f"auto, {sizes}"}


def test_a_width_is_for_pictures_alone(site: MakeSite) -> None:
    """Of anything else the class is told, as any that is not for texts."""
    paper = site({"articles/a.md": story("The **cranes**{.wide} turn.")})
    (fault,) = paper.faults
    assert fault.startswith("articles/a.md:7: the class “wide” is not for texts")
