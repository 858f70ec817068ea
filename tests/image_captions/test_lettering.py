"""Lettering: what nobody can read on a phone is told before it is published."""

from __future__ import annotations

import pytest

from broadsheet.image_captions.lettering import least_lettering
from tests.support.small_paper import MakeSite, story

SVG = 'xmlns="http://www.w3.org/2000/svg"'


def drawn(inside: str, root: str = 'viewBox="0 0 596 300"') -> str:
    return f"<svg {SVG} {root}>{inside}</svg>"


SMALL = drawn('<text font-size="16">a</text>')
LARGE = drawn('<text font-size="18">a</text>')


@pytest.mark.parametrize(
    ("drawing", "least"),
    [
        (drawn('<text font-size="20">a</text><text font-size="9.5px">b</text>'), 9.5),
        (drawn('<g font-size="20"><text>a<tspan font-size="8">b</tspan></text></g>'), 8),
        (drawn('<text style="fill: red; font-size: 7px">a</text>'), 7),
        (drawn('<text font-size="9" style="font-size:7">a</text>'), 7),
        (drawn("<text>a</text>"), 16),
        (drawn('<g transform="scale(.5)"><text font-size="20">a</text></g>'), 10),
        (drawn('<text transform="rotate(9) scale(2, 2)" font-size="20">a</text>'), 40),
        (drawn('<g transform="matrix(0 .25 -.25 0 9 9)"><text font-size="20">a</text></g>'), 5),
        (drawn('<text font-size="20">a</text>', 'width="300" viewBox="0,0,600,300"'), 10),
        (drawn('<text font-size="20">a</text>', 'width="300" height="200"'), 20),
        (drawn('<text font-size="5"> </text><g font-size="5"/><title>a</title>'), 0),
        (drawn('<defs><text font-size="5">a</text></defs>'), 0),
        (drawn('<text font-size="6pt">a</text>'), 8),
        (drawn('<g font-size="20"><text font-size=".5em">a</text></g>'), 10),
        (drawn('<g font-size="20"><text font-size="50%">a</text></g>'), 10),
        (drawn('<text font-size="2vw">a</text><text font-size="9">b</text>'), 9),
        (drawn('<text font-size="smaller">a</text>'), 0),
        (drawn('<svg viewBox="0 0 9 9"><text font-size="1">a</text></svg>'), 0),
        (drawn('<style>.a { font: 9px serif }</style><text class="a">a</text>'), 0),
        (drawn('<style>.a { fill: red }</style><text font-size="9">a</text>'), 9),
    ],
)
def test_the_smallest_letters_are_found(drawing: str, least: float) -> None:
    """By size, inheritance, `style` and `transform`; where it depends on more, nothing is said."""
    assert least_lettering(drawing.encode()) == pytest.approx(least)


def told(site: MakeSite, drawing: str, phone: str = "") -> list[str]:
    files = {
        "articles/a.md": story(image=f"{{src: images/a.svg, alt: Bars, credit: Ann Lee{phone}}}"),
        "images/a.svg": drawing,
        "images/b.svg": SMALL.replace("596", "290"),
        "images/b.svg.yaml": "credit: Ann Lee",
        "images/c.svg": SMALL,
        "images/c.svg.yaml": "credit: Ann Lee",
    }
    return [each for each in site(files).warnings if "letters" in each]


def test_letters_that_a_phone_makes_too_small_are_told(site: MakeSite) -> None:
    """With their height there, for the writer to draw them larger."""
    (fault,) = told(site, SMALL)
    assert fault == (
        "articles/a.md:5: the smallest letters of images/a.svg are 8.0 pixels high on a phone "
        "(make them at least 9, or name a drawing for phones with `phone:`)"
    )
    assert told(site, LARGE) == []


def test_a_drawing_for_phones_is_looked_at_in_its_place(site: MakeSite) -> None:
    """One that can be read there will do, and one that cannot is named."""
    assert told(site, SMALL, ", phone: images/b.svg") == []
    (fault,) = told(site, SMALL, ", phone: images/c.svg")
    assert "images/c.svg are 8.0 pixels" in fault


def test_a_drawing_is_never_shown_larger_than_it_says(site: MakeSite) -> None:
    """Small letters of a small drawing stay small."""
    (fault,) = told(site, drawn('<text font-size="8">a</text>', 'viewBox="0 0 100 50"'))
    assert "8.0 pixels" in fault
