"""`inv correct`: a correction in a story's front matter, and nothing else changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.commands.correcting import CannotCorrect, correct_story, with_correction
from broadsheet.commands.settings_file import load
from broadsheet.story.front_matter import take_apart
from tests.support.halyard import NOW, PELICANCONF
from tests.support.small_paper import story

MOMENT = datetime.fromisoformat(NOW)
ENTRY = [f"  - date: {NOW}", '    text: "It was Monday."']


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, object]:
    """The Halyard's settings over a folder with one story."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "harbour.md").write_text(story(), "utf-8")
    return load(str(PELICANCONF), {"PATH": str(tmp_path), "NOW": NOW})


def added(before: str, correction: str = "It was Monday.") -> list[str]:
    """Return the lines that a correction adds to a story; none may be lost."""
    old, new = before.splitlines(), with_correction(before, correction, MOMENT).splitlines()
    left = iter(new)
    assert all(line in left for line in old if not line.startswith("modified:"))
    return [line for line in new if line not in old]


def test_a_first_correction_brings_its_key(tmp_path: Path, settings: dict[str, object]) -> None:
    """Of today, and `modified` with it, so that feeds bring the story again."""
    file = correct_story(settings, "articles/harbour.md", "It was  Monday.")
    assert file.read_text("utf-8").splitlines()[1:8] == [
        "title: Harbour reopens",
        "date: 2024-06-11T07:30:00+00:00",
        f"modified: {NOW}",
        "category: World",
        "corrections:",
        *ENTRY,
    ]


def test_one_may_stand_first(settings: dict[str, object]) -> None:
    """`--first` says in the file that it stands above the story."""
    file = correct_story(settings, "articles/harbour.md", "It was Monday.", first=True)
    source, _ = take_apart("a.md", file.read_bytes())
    assert source is not None
    assert source.front["corrections"] == [{"date": NOW, "text": "It was Monday.", "first": "yes"}]


def test_the_next_one_stands_below(settings: dict[str, object]) -> None:
    """The latest last, as the page prints them; the list keeps its indentation."""
    file = correct_story(settings, "articles/harbour.md", "First.")
    correct_story(settings, "articles/harbour.md", "Second.")
    source, _ = take_apart("a.md", file.read_bytes())
    assert source is not None
    assert [each["text"] for each in source.front["corrections"]] == ["First.", "Second."]


def test_comments_line_ends_and_odd_indents_stay() -> None:
    """An editor's file is an editor's file."""
    text = (
        "---\r\ntitle: A # not me\r\nmodified: 2024-01-01 # by Jane\r\ncorrections:\r\n"
        "- date: 2024-01-01 # a day\r\n  text: |\r\n    One\r\n    line\r\n\r\n# below\r\n"
        "category: World\r\n---\r\n\r\nBody: ---\r\n"
    )
    assert added(text) == [
        f"modified: {NOW} # by Jane",
        f"- date: {NOW}",
        '  text: "It was Monday."',
    ]
    assert "\n" not in with_correction(text, "x", MOMENT).replace("\r\n", "")
    lines = with_correction(text, "x", MOMENT).splitlines()
    assert lines.index(f"- date: {NOW}") < lines.index("# below")


@pytest.mark.parametrize("empty", ["corrections:", "corrections: []", "corrections: null"])
def test_an_empty_list_is_filled(empty: str) -> None:
    """As a template of stories may leave it."""
    text = with_correction(f"---\ntitle: A\n{empty}\nslug: a\n---\n", "It was Monday.", MOMENT)
    assert text.splitlines()[1:6] == [f"modified: {NOW}", "title: A", "corrections:", *ENTRY]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_words_come_back_as_they_were_typed(words: str) -> None:
    """Whatever quotes, colons and brackets are in them."""
    text = with_correction(story(), words, MOMENT)
    source, faults = take_apart("a.md", text.encode())
    assert source is not None, faults
    assert source.front["corrections"][0]["text"] == words


def test_a_list_in_brackets_is_left_alone(tmp_path: Path, settings: dict[str, object]) -> None:
    """The message says where; the file is as it was."""
    file = tmp_path / "articles" / "harbour.md"
    text = story(corrections="[{date: 2024-06-12, text: Old}]")
    file.write_text(text, "utf-8")
    with pytest.raises(CannotCorrect, match=r"harbour\.md:5: .*by hand"):
        correct_story(settings, "articles/harbour.md", "New")
    assert file.read_text("utf-8") == text


def test_a_draft_needs_no_correction(tmp_path: Path, settings: dict[str, object]) -> None:
    """Nobody has read it."""
    (tmp_path / "articles" / "new.md").write_text(story(status="draft"), "utf-8")
    with pytest.raises(CannotCorrect, match="is a draft"):
        correct_story(settings, "new.md", "It was Monday.")


def test_a_file_is_found_by_its_name_or_told_with_the_nearest(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    """Two of one name are both told."""
    for name in ("harbour.md", "harbour", "articles/harbour"):
        assert correct_story(settings, name, "x") == tmp_path / "articles/harbour.md"
    with pytest.raises(CannotCorrect, match=r"did you mean `harbour\.md`"):
        correct_story(settings, "habour.md", "x")
    with pytest.raises(CannotCorrect, match=r"did you mean `harbour\.md`"):
        correct_story(settings, "ha", "x")
    (tmp_path / "articles" / "2024").mkdir()
    (tmp_path / "articles" / "2024" / "harbour.md").write_text(story(), "utf-8")
    with pytest.raises(CannotCorrect, match=r"several files .*2024/harbour\.md"):
        correct_story(settings, "harbour.md", "x")


def test_a_file_outside_the_content_folder_is_none_of_the_papers(
    tmp_path: Path, settings: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It is not written to, wherever the path leads."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "notes.md"
    elsewhere.write_text(story(), "utf-8")
    with pytest.raises(CannotCorrect, match="there is no file"):
        correct_story(settings, str(elsewhere), "x")
    assert elsewhere.read_text("utf-8") == story()


def test_an_empty_correction_is_refused(settings: dict[str, object]) -> None:
    """It would say that something was wrong, and not what."""
    with pytest.raises(CannotCorrect, match="empty"):
        correct_story(settings, "harbour.md", " \n ")


def test_a_file_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    """As `inv check` would tell it."""
    (tmp_path / "articles" / "harbour.md").write_text('---\ntitle: "A" b\n---\n', "utf-8")
    with pytest.raises(CannotCorrect) as stop:
        correct_story(settings, "harbour.md", "x")
    assert "harbour.md:2: " in str(stop.value.faults[0])


@pytest.mark.parametrize("name", ["pages/about.md", "about", "authors/ann.md"])
def test_pages_and_authors_have_no_corrections(
    tmp_path: Path, settings: dict[str, object], name: str
) -> None:
    """What is written there would stop the build."""
    for path in ("pages/about.md", "authors/ann.md"):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text("---\ntitle: About\n---\n\nWe.\n", "utf-8")
    with pytest.raises(CannotCorrect, match="is no story, and has no corrections"):
        correct_story(settings, name, "It was Monday.")
    assert "corrections" not in (tmp_path / "pages/about.md").read_text("utf-8")


@pytest.mark.parametrize("key", ["date", "embargo"])
def test_a_story_that_is_not_out_is_simply_changed(
    tmp_path: Path, settings: dict[str, object], key: str
) -> None:
    """A correction before its day would stop the build."""
    (tmp_path / "articles/later.md").write_text(story(**{key: "2026-11-23 06:00"}), "utf-8")
    with pytest.raises(CannotCorrect, match="is not out yet"):
        correct_story(settings, "later", "It was Monday.")


@pytest.mark.parametrize(
    "address", ["/2024/06/pier/", "https://halyard.example/2024/06/pier/", "/2024/06/harbour/#end"]
)
def test_an_address_is_what_an_editor_has(
    tmp_path: Path, settings: dict[str, object], address: str
) -> None:
    """Out of a reader's letter."""
    (tmp_path / "articles/quay.md").write_text(story(title="Quay", slug="pier"), "utf-8")
    file = correct_story(settings, address, "It was Monday.")
    assert file.name == ("quay.md" if "pier" in address else "harbour.md")
