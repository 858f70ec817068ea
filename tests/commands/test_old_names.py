"""Old names: what a kept page still asks for stays for an edition; what was withdrawn does not."""

from __future__ import annotations

import pytest

from broadsheet.commands.edition_lists import listed_digests
from broadsheet.commands.old_names import old_names
from broadsheet.site.lasting_names import is_lasting

X, Y = b"x" * 32, b"y" * 32
STYLE, FRESH_STYLE = "theme/site.0a1b2c3d4e.css", "theme/site.1a1b2c3d4e.css"
SIZE, FRESH_SIZE = "images/a.0a1b2c3d4e.800.avif", "images/a.1a1b2c3d4e.800.avif"


def listed(*paths: str, **pictures: bytes) -> dict[str, str]:
    """Return the list of an edition. pictures: of which the sizes are."""
    of = {SIZE: pictures.get("size", X), FRESH_SIZE: pictures.get("fresh_size", X)}
    return listed_digests(dict.fromkeys(paths, X), of)


@pytest.mark.parametrize(
    ("path", "lasting"),
    [
        (SIZE, True),
        (STYLE, True),
        ("images/a.0a1b2c3d4e.1200x630.jpg", True),
        ("images/a.v2.0a1b2c3d4e.svg", True),
        ("images/a.svg", False),
        ("images/a.0a1b2c3d4e", False),
        ("0a1b2c3d4e.800/a.avif", False),
    ],
)
def test_a_name_that_tells_of_its_content_is_known(path: str, lasting: bool) -> None:
    """As browsers are told that they may keep such a file for ever."""
    assert is_lasting(path) is lasting


def test_styles_and_sizes_stay_under_their_old_names() -> None:
    """As far as the next edition has them under others."""
    before = listed(STYLE, SIZE, "index.html", "images/b.jpg", "theme/site.css")
    assert old_names(before, listed(FRESH_STYLE, FRESH_SIZE)) == (SIZE, STYLE)
    assert old_names(before, before) == ()


def test_a_picture_that_is_gone_or_another_one_is_gone_in_all_its_sizes() -> None:
    """A blurred face must not be seen under the old name."""
    before = listed(SIZE)
    assert old_names(before, listed("index.html")) == ()
    assert old_names(before, listed(FRESH_SIZE, fresh_size=Y)) == ()
    assert old_names(before, listed(FRESH_SIZE)) == (SIZE,)


def test_a_list_of_an_earlier_version_tells_nothing_of_pictures() -> None:
    """Then only styles stay."""
    before = listed_digests({SIZE: X, STYLE: X})
    assert old_names(before, listed(FRESH_SIZE, FRESH_STYLE)) == (STYLE,)


def test_what_would_lie_below_a_file_or_outside_does_not_stay() -> None:
    """Where a folder was a file may be now; and a list may say anything."""
    outside = "theme/../../../a.0a1b2c3d4e.css"
    assert old_names(listed(STYLE, outside), listed("theme")) == ()
    assert old_names(listed(STYLE, outside), listed("index.html")) == (STYLE,)
