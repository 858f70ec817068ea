"""A text that nobody has written is not published."""

from __future__ import annotations

import pytest
from story_desk import READING, good, read

from broadsheet.story.reading import read_author, read_page
from broadsheet.story.unwritten import INVITATION
from tests.support.small_paper import MakeSite, story

NOTHING = "5: no text below the front matter (write it, or `status: draft` until it is written)"


@pytest.mark.parametrize("body", ["", " \n\n", "<!-- to come -->", "&nbsp;", "<p><br></p>"])
def test_a_story_without_words_is_an_error(body: str) -> None:
    """It would be a page with a headline and nothing below."""
    assert read(body)[1] == [NOTHING]


@pytest.mark.parametrize("body", ["A word.", "![A tug](tug.jpg)", "<hr>", "| a |\n|---|\n| b |"])
def test_whatever_shows_something_is_a_text(body: str) -> None:
    """A picture by itself is a story as well."""
    good(body)


@pytest.mark.parametrize("body", [INVITATION, f"The harbour.\n\n{INVITATION}"])
def test_the_words_of_a_new_story_left_in_are_an_error_at_their_line(body: str) -> None:
    """Readers would be told to write the story."""
    (fault,) = read(body)[1]
    line = 5 + body.count("\n")
    assert fault.startswith(f"{line}: the words with which `broadsheet new` begins a story")


def test_a_draft_may_be_unwritten() -> None:
    """That is what drafts are for."""
    assert [read(body, status="draft")[1] for body in ("", INVITATION)] == [[], []]


def test_a_page_needs_a_text_and_a_biography_does_not() -> None:
    """Of many authors a paper says the name and no more."""
    (fault,) = read_page("pages/a.md", b"---\ntitle: A\n---\n", READING).faults
    assert str(fault) == "pages/a.md:4: no text below the front matter (write it)"
    assert read_author("authors/a.md", b"---\nname: Jane Doe\n---\n", READING).faults == []


def test_an_old_archive_is_only_warned_of_an_empty_story(site: MakeSite) -> None:
    """What STRICT_SINCE forgives; what is left of `broadsheet new` it does not."""
    paper = site({"articles/a.md": story("")}, STRICT_SINCE="2025-01-01")
    assert paper.faults == [] and "no text below" in paper.warnings[0]
    assert site({"articles/a.md": story(INVITATION)}, STRICT_SINCE="2025-01-01").faults != []
