"""Old names: what a kept page still asks for stays for a day; what was withdrawn does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.commands.edition_lists import (
    Changes,
    EditionFiles,
    files_in,
    list_of,
    listed_digests,
)
from broadsheet.commands.old_names import old_names
from broadsheet.site.lasting_names import is_lasting

X, Y = b"x" * 32, b"y" * 32
STYLE, FRESH_STYLE = "theme/site.0a1b2c3d4e.css", "theme/site.1a1b2c3d4e.css"
SIZE, FRESH_SIZE = "images/a.0a1b2c3d4e.800.avif", "images/a.1a1b2c3d4e.800.avif"


NOW, HOUR = datetime(2026, 11, 28, 9, tzinfo=UTC), timedelta(hours=1)


def kept(before: dict[str, str], after: dict[str, str]) -> tuple[str, ...]:
    """Return the old names of an edition that follows another one, which had none."""
    return tuple(old_names(EditionFiles(before), after, NOW))


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
    assert kept(before, listed(FRESH_STYLE, FRESH_SIZE)) == (SIZE, STYLE)
    assert kept(before, before) == ()


def test_old_names_stay_for_a_day_however_often_a_paper_is_published() -> None:
    """From the first edition that does not name them; that one has them in any case."""
    fresh = listed(FRESH_STYLE, "index.html")
    edition = EditionFiles(listed(STYLE))
    for hours, there in ((0, True), (1, True), (23, True), (24, False), (25, False)):
        edition = EditionFiles(fresh, old_names(edition, fresh, NOW + hours * HOUR))
        assert (STYLE in edition.old) is there
    later = old_names(EditionFiles(listed(STYLE)), fresh, NOW + 1000 * HOUR)
    assert later[STYLE].since == NOW + 1000 * HOUR


def test_a_style_that_comes_back_is_no_old_one() -> None:
    """When it goes again, its day begins anew."""
    old, fresh = listed(STYLE), listed(FRESH_STYLE)
    edition = EditionFiles(fresh, old_names(EditionFiles(old), fresh, NOW))
    edition = EditionFiles(old, old_names(edition, old, NOW + 20 * HOUR))
    assert list(edition.old) == [FRESH_STYLE]
    again = old_names(edition, fresh, NOW + 30 * HOUR)
    assert {path: name.since for path, name in again.items()} == {STYLE: NOW + 30 * HOUR}


def test_a_picture_that_is_withdrawn_a_while_after_a_change_is_gone_at_once() -> None:
    """Its old sizes, too."""
    fresh = listed(FRESH_SIZE)
    edition = EditionFiles(fresh, old_names(EditionFiles(listed(SIZE)), fresh, NOW))
    assert list(edition.old) == [SIZE]
    assert old_names(edition, listed("index.html"), NOW + HOUR) == {}


def test_a_list_tells_of_old_names() -> None:
    """Beside the files that belong to the edition, and what these change."""
    fresh = listed(FRESH_STYLE)
    files = EditionFiles(fresh, old_names(EditionFiles(listed(STYLE, SIZE)), fresh, NOW))
    lines = list_of(files, Changes("", 1, 0, 0, 0)).decode("ascii").splitlines()
    assert files_in(*lines[1:]) == files
    assert files_in(lines[1], "") == EditionFiles(fresh)


@pytest.mark.parametrize("old", ["{", "[]", '{"a": 1}', '{"a": ["x", "once"]}', "[" * 100_000])
def test_a_list_whose_old_names_are_damaged_is_no_list(old: str) -> None:
    """Nothing is made of half of it."""
    assert files_in("{}", old) is None


def test_an_old_name_without_a_zone_is_none() -> None:
    """Nobody could tell how long it has been one."""
    found = files_in(
        "{}", '{"a": ["x", "2026-11-28T09:00:00"], "b": ["x", "2026-11-28T09:00:00Z"]}'
    )
    assert found is not None and list(found.old) == ["b"]


def test_a_picture_that_is_gone_or_another_one_is_gone_in_all_its_sizes() -> None:
    """A blurred face must not be seen under the old name."""
    before = listed(SIZE)
    assert kept(before, listed("index.html")) == ()
    assert kept(before, listed(FRESH_SIZE, fresh_size=Y)) == ()
    assert kept(before, listed(FRESH_SIZE)) == (SIZE,)


def test_a_list_of_an_earlier_version_tells_nothing_of_pictures() -> None:
    """Then only styles stay."""
    before = listed_digests({SIZE: X, STYLE: X})
    assert kept(before, listed(FRESH_SIZE, FRESH_STYLE)) == (STYLE,)


def test_what_would_lie_below_a_file_or_outside_does_not_stay() -> None:
    """Where a folder was a file may be now; and a list may say anything."""
    outside = "theme/../../../a.0a1b2c3d4e.css"
    assert kept(listed(STYLE, outside), listed("theme")) == ()
    assert kept(listed(STYLE, outside), listed("index.html")) == (STYLE,)
