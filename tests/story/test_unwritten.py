"""A text that nobody has written is not published."""

from __future__ import annotations

import pytest
from story_desk import READING, good, read

from broadsheet.commands.init.texts import languages
from broadsheet.story.reading import read_author, read_page
from broadsheet.story.unwritten import invitation
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


def test_a_new_story_is_begun_in_the_language_of_the_paper() -> None:
    """In each in which `broadsheet init` has texts, and else in English."""
    assert len({invitation(lang) for lang in languages()}) == len(languages())
    assert invitation("de-AT") == invitation("de") != invitation("nl") == invitation("en")
    assert all("`status: draft`" in invitation(lang) for lang in languages())


@pytest.mark.parametrize(
    "body", [*map(invitation, languages()), f"The harbour.\n\n{invitation('en')}"]
)
def test_the_words_of_a_new_story_left_in_are_an_error_at_their_line(body: str) -> None:
    """Readers would be told to write the story."""
    (fault,) = read(body)[1]
    line = 5 + body.count("\n")
    assert fault.startswith(f"{line}: the words with which `broadsheet new` begins a story")


def test_a_draft_may_be_unwritten() -> None:
    """That is what drafts are for."""
    assert [read(body, status="draft")[1] for body in ("", invitation("de"))] == [[], []]


def test_a_page_needs_a_text_and_a_biography_does_not() -> None:
    """Of many authors a paper says the name and no more."""
    (fault,) = read_page("pages/a.md", b"---\ntitle: A\n---\n", READING).faults
    assert str(fault) == "pages/a.md:4: no text below the front matter (write it)"
    assert read_author("authors/a.md", b"---\nname: Jane Doe\n---\n", READING).faults == []


def test_an_old_archive_is_only_warned_of_an_empty_story(site: MakeSite) -> None:
    """What STRICT_SINCE forgives; what is left of `broadsheet new` it does not."""
    paper = site({"articles/a.md": story("")}, STRICT_SINCE="2025-01-01")
    assert paper.faults == [] and "no text below" in paper.warnings[0]
    assert site({"articles/a.md": story(invitation("en"))}, STRICT_SINCE="2025-01-01").faults != []
