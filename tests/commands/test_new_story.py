"""`inv new`: a file that a writer can go on with at once."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoke.context import Context
from invoke.exceptions import Exit

from broadsheet.commands import tasks
from broadsheet.commands.new_story import CannotBegin, _yaml, begin_story, doubtful_authors
from broadsheet.commands.settings_file import load
from broadsheet.story.front_matter import read_yaml
from broadsheet.story.reading import read_story
from broadsheet.story.reading_settings import ReadingSettings
from tests.support.halyard import NOW, PELICANCONF


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, object]:
    """The Halyard's settings over an empty folder."""
    return load(str(PELICANCONF), {"PATH": str(tmp_path), "NOW": NOW})


def test_a_new_story_is_begun_in_the_papers_language(settings: dict[str, object]) -> None:
    """Its one sentence tells a German reporter in German what to do."""
    text = begin_story({**settings, "DEFAULT_LANG": "de-AT"}, "Die Brücke").read_text("utf-8")
    assert "Schreiben Sie hier den Artikel" in text


def test_a_new_story_is_valid_and_a_draft(tmp_path: Path, settings: dict[str, object]) -> None:
    """The file reads without a fault, and nothing is published by accident."""
    file = begin_story(settings, 'Port: "it\'s open" & busy', "economy", ["Ines Calloway"])
    assert file == tmp_path / "articles/2026/port-its-open-busy.md"
    read = read_story("articles/2026/x.md", file.read_bytes(), ReadingSettings())
    assert read.faults == []
    story = read.item
    assert story is not None
    assert story.title == "Port: “it’s open” & busy"
    assert story.category == "Economy"
    assert story.authors == ("Ines Calloway",)
    assert story.draft
    assert story.date.isoformat() == NOW


def test_a_story_that_exists_is_never_overwritten(settings: dict[str, object]) -> None:
    """The second attempt says which file is in the way."""
    begin_story(settings, "Harbour reopens")
    with pytest.raises(CannotBegin, match=r"harbour-reopens\.md exists"):
        begin_story(settings, "Harbour reopens")


def test_an_unknown_section_is_refused_with_the_nearest(settings: dict[str, object]) -> None:
    """A slip of the finger gets the word that was meant."""
    with pytest.raises(CannotBegin, match=r"unknown section “wrold” \(did you mean `World`"):
        begin_story(settings, "Harbour reopens", "wrold")


@pytest.mark.parametrize("headline", ["", "   ", "???", "../.."])
def test_a_headline_without_letters_is_refused(
    settings: dict[str, object], headline: str, tmp_path: Path
) -> None:
    """No file is written for it, here or anywhere else."""
    with pytest.raises(CannotBegin, match="needs letters or digits"):
        begin_story(settings, headline)
    assert list(tmp_path.rglob("*.md")) == []


def test_a_name_without_letters_is_refused(settings: dict[str, object]) -> None:
    """It would stop the whole paper."""
    with pytest.raises(CannotBegin, match="--author is empty"):
        begin_story(settings, "A bridge", authors=["Ann Lee", " "])


def test_a_long_headline_makes_a_short_address(settings: dict[str, object]) -> None:
    """It ends with a whole word, and fits into the name of a file."""
    name = begin_story(settings, "The harbour of Port Ellery reopens " * 20).stem
    assert name == ("the-harbour-of-port-ellery-reopens-the-harbour-of-port-ellery-reopens-the")
    assert len(begin_story(settings, "a" * 500).stem) == 80


@pytest.mark.parametrize("headline", ["Harbour\x07reopens", "Harbour\udcff", "\ufffeHarbour"])
def test_a_headline_that_no_page_can_hold_is_refused(
    settings: dict[str, object], headline: str
) -> None:
    """The file would be refused by the next build."""
    with pytest.raises(CannotBegin, match="cannot be printed"):
        begin_story(settings, headline)


@given(st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool))
def test_any_headline_survives_its_way_through_yaml(headline: str) -> None:
    """Colons, quotes, hashes and emoji come back as they were typed."""
    if headline.isprintable():
        front, _, _ = read_yaml("x.md", f"title: {_yaml(headline)}")
        assert front["title"] == headline


@pytest.mark.parametrize("headline", ["CON", "nul", "Aux!", "COM1", "lpt9"])
def test_no_file_has_a_name_that_windows_keeps_for_itself(
    settings: dict[str, object], headline: str
) -> None:
    """The year stands behind it, in the address too."""
    file = begin_story(settings, headline)
    assert file.stem == f"{headline.lower().strip('!')}-2026"
    assert f"slug: {file.stem}\n" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("author", "options"),
    [
        ("Ann Lee and Omar Said", '--author "Ann Lee" --author "Omar Said"'),
        ("Ann Lee; Omar Said", '--author "Ann Lee" --author "Omar Said"'),
        ("and Omar Said", '--author "Omar Said"'),
    ],
)
def test_two_authors_that_stand_as_one_are_told(
    settings: dict[str, object], author: str, options: str
) -> None:
    """With the options that name each, whether or not authors have files."""
    mend = f"write `{options}`, or mend `authors:` in the file"
    assert doubtful_authors(settings, [author]) == [f"“{author}” stands as one author ({mend})"]
    assert doubtful_authors(settings, ["Ann Lee", "Trade and Industry"]) == []


def test_an_author_is_named_as_the_file_names_them_now(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    """Whoever is nearest by an old spelling is not told to write that."""
    (tmp_path / "authors").mkdir()
    text = "---\nname: Jörg Öztürk\nalso: [Jörg Müßig]\n---\n"
    (tmp_path / "authors/joerg.md").write_text(text, "utf-8")
    (told,) = doubtful_authors(settings, ["Jörg Müsig"])
    assert "did you mean `Jörg Öztürk`?" in told
    assert doubtful_authors(settings, ["Jörg Müßig"]) == []


@pytest.mark.parametrize(
    ("number", "mend"),
    [
        (errno.EACCES, "let this user write to it"),
        (errno.EROFS, "nothing can be written there: work in a copy of the paper elsewhere"),
        (errno.ENOSPC, "make room on the disk"),
        (errno.ENOTDIR, "a file stands where a folder must be: move it elsewhere"),
    ],
)
def test_a_folder_that_cannot_be_written_to_is_told_with_what_to_do(
    settings: dict[str, object], monkeypatch: pytest.MonkeyPatch, number: int, mend: str
) -> None:
    """No traceback: the path, why, and what to do."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), "/paper/articles")

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr("broadsheet.commands.settings_file.load", lambda *_: settings)
    with pytest.raises(Exit) as stopped:
        tasks.new(Context(), "Harbour reopens", settings=str(PELICANCONF))
    assert stopped.value.message == f"error: /paper/articles: {os.strerror(number)} ({mend})"


def test_the_preview_is_named_with_the_options_that_were_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without them it would show another paper."""
    content = tmp_path / "other words"
    content.mkdir()
    options = {"content": str(content), "settings": str(PELICANCONF)}
    tasks.new.body(Context(), "Harbour reopens", **options)
    told = capsys.readouterr().err
    assert f"`broadsheet serve --drafts --content '{content}' --settings {PELICANCONF}`" in told


def test_an_unknown_section_does_not_hide_an_unknown_author(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both are told at once."""
    author = tmp_path / "authors/ann.md"
    author.parent.mkdir()
    author.write_text("---\nname: Ann Lee\n---\n", "utf-8")
    options = {"content": str(tmp_path), "settings": str(PELICANCONF)}
    with pytest.raises(Exit, match="unknown section"):
        tasks.new.body(Context(), "Harbour", section="wrold", author=["Ann Lea"], **options)
    assert "“Ann Lea” (did you mean `Ann Lee`?)" in capsys.readouterr().err
