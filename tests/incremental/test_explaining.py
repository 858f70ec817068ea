"""`inv build --explain PAGE`: why a page was or was not rebuilt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.small_paper import MakeSite, Paper, story

PAGE = "2024/06/first/index.html"
FILES = {
    "articles/a.md": story("One.", title="First", slug="first", tags="[Sea]"),
    "articles/b.md": story("Two.", title="Second", slug="second", tags="[Sea]"),
}


ELSEWHERE = [
    "./articles/a.md",
    "output/2024/06/first/index.html",
    "https://www.example.org/2024/06/first/?utm=x#top",
    "{root}/content/articles/a.md",
    "{root}/output/2024/06/first/index.html",
]


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
        f"{PAGE}: rebuilt: the last build knew nothing of it"
    ]


@pytest.mark.parametrize(
    "wanted", [PAGE, "/2024/06/first/", "/2024/06/first", "articles/a.md", *ELSEWHERE]
)
def test_a_page_can_be_named_in_several_ways(
    site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    """By its file, its address, or the text that it comes from, as a shell completes them."""
    monkeypatch.chdir(tmp_path)
    site(FILES)
    assert account(explained(site, FILES, wanted.format(root=tmp_path)))[0] == (
        f"{PAGE}: left as it is: nothing that it is made of has changed"
    )


def test_a_related_story_with_another_headline_is_named(site: MakeSite) -> None:
    """Both the input that is another and what changed it are told."""
    site(FILES)
    edited = {**FILES, "articles/b.md": FILES["articles/b.md"].replace("Second", "Changed")}
    lines = account(explained(site, edited))
    assert lines[0] == f"{PAGE}: rebuilt"
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
    assert "  its input `site` is another" in lines
    causes = [line for line in lines if "changed: " in line]
    assert causes == ["  changed: the setting SITENAME", "  changed: site"]


def test_an_altered_file_is_a_reason(site: MakeSite, tmp_path: Path) -> None:
    """Even where nothing else has changed."""
    site(FILES)
    (tmp_path / "output" / PAGE).write_text("vandalised")
    assert account(explained(site, FILES)) == [
        f"{PAGE}: rebuilt: it does not lie in the output folder as it was printed"
    ]


def test_a_page_that_there_is_not_is_said_so(site: MakeSite) -> None:
    """A slip of the pen must not pass for an answer."""
    lines = account(explained(site, FILES, "/2024/06/fist/"))
    assert lines == ["/2024/06/fist/: nothing of that name is planned"]


def test_a_page_is_not_said_to_hang_on_a_text_of_which_the_headline_has_changed(
    site: MakeSite,
) -> None:
    """The file of a story is another whatever changes in it; the nearer cause is told."""
    site(FILES)
    edited = {**FILES, "articles/a.md": FILES["articles/a.md"].replace("First", "Changed")}
    lines = account(explained(site, edited))
    assert "  changed: story articles/a.md" in lines
    assert "  changed: text articles/a.md" not in lines


def test_a_story_that_is_not_published_is_said_not_to_be(site: MakeSite) -> None:
    """A draft has no page, and neither has what is under embargo."""
    draft = {**FILES, "articles/a.md": story("One.", title="First", status="draft")}
    assert account(explained(site, draft, "articles/a.md")) == [
        "articles/a.md: not published: it is a draft"
    ]
    later = {**FILES, "articles/a.md": story("One.", title="First", date="2031-01-01 06:00")}
    assert account(explained(site, later, "articles/a.md"))[0].startswith(
        "articles/a.md: not published: it is under embargo until 2031-01-01T06:00:00"
    )


def test_a_copied_file_is_explained_by_its_source(site: MakeSite) -> None:
    """A picture is compared by its bytes."""
    picture = "articles/quay.svg"
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'/>"
    files: dict[str, str] = {
        "articles/a.md": story("![Quay](quay.svg)", title="First", slug="first"),
        picture: svg,
    }
    as_it_is = {"PICTURES_IN_SIZES": False}
    site(files, **as_it_is)
    lines = account(explained(site, files, picture, **as_it_is))
    assert [line.partition(": ")[2] for line in lines] == [
        "left as it is: a copy of quay.svg, which is as it was"
    ]
    files[picture] = svg.replace("60", "61")
    lines = account(explained(site, files, picture, **as_it_is))
    assert lines[0].endswith(": rebuilt")
    assert lines[1:] == ["  changed: quay.svg, of which it is a copy"]
    assert "  changed: picture articles/quay.svg" in account(
        explained(site, {**files, picture: svg.replace("60", "62")}, **as_it_is)
    )
