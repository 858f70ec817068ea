"""`inv build --explain PAGE`: why a page was or was not made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.small_paper import MakeSite, Paper, story

PAGE = "2024/06/first/index.html"
FILES = {
    "articles/a.md": story("One.", title="First", slug="first", tags="[Sea]"),
    "articles/b.md": story("Two.", title="Second", slug="second", tags="[Sea]"),
}


def explained(site: MakeSite, files: dict[str, str], wanted: str = PAGE, **more: object) -> Paper:
    """Build and have one page explained."""
    return site(files, BUILD_EXPLAIN=wanted, **more)


def account(paper: Paper) -> list[str]:
    """Return the lines of the explanation."""
    assert paper.stopped is None, paper.faults
    return [line for line in paper.report if not line.startswith(("warning", "error"))]


def test_a_page_that_is_new_is_said_to_be(site: MakeSite) -> None:
    """At the first build everything is."""
    assert account(explained(site, FILES)) == [
        f"{PAGE}: made anew: the last build knew nothing of it"
    ]


@pytest.mark.parametrize("wanted", [PAGE, "/2024/06/first/", "/2024/06/first", "articles/a.md"])
def test_a_page_can_be_named_in_several_ways(site: MakeSite, wanted: str) -> None:
    """By its file, its address, or the text that it comes from."""
    site(FILES)
    assert account(explained(site, FILES, wanted))[0] == (
        f"{PAGE}: left as it is: nothing that it is made of has changed"
    )


def test_a_related_story_with_another_headline_is_named(site: MakeSite) -> None:
    """Both the input that is another and what changed it are told."""
    site(FILES)
    edited = {**FILES, "articles/b.md": FILES["articles/b.md"].replace("Second", "Changed")}
    lines = account(explained(site, edited))
    assert lines[0] == f"{PAGE}: made anew"
    assert "  its input `related` is another" in lines
    assert "  changed: story articles/b.md" in lines


def test_a_change_that_does_not_show_is_told_as_such(site: MakeSite) -> None:
    """A neighbour's new dateline stands on no card."""
    site(FILES)
    edited = {
        **FILES,
        "articles/b.md": story(
            "Two.", title="Second", slug="second", tags="[Sea]", dateline="GENEVA"
        ),
    }
    lines = account(explained(site, edited))
    assert (lines[0], lines[-1]) == (
        f"{PAGE}: left as it is",
        "  yet what it shows is the same",
    )


def test_a_setting_that_changed_is_named(site: MakeSite) -> None:
    """The name of the paper stands on every page."""
    site(FILES)
    lines = account(explained(site, FILES, SITENAME="The Capstan"))
    assert "  changed: the setting SITENAME" in lines
    assert "  its input `site` is another" in lines


def test_an_altered_file_is_a_reason(site: MakeSite, tmp_path: Path) -> None:
    """Even where nothing else has changed."""
    site(FILES)
    (tmp_path / "output" / PAGE).write_text("vandalised")
    assert account(explained(site, FILES)) == [
        f"{PAGE}: made anew: it does not lie in the output folder as it was printed"
    ]


def test_a_page_that_there_is_not_is_said_so(site: MakeSite) -> None:
    """A slip of the pen must not pass for an answer."""
    lines = account(explained(site, FILES, "/2024/06/fist/"))
    assert lines == ["/2024/06/fist/: nothing of that name is planned"]
