"""Catalogues: whose words are believed, and which languages stand in for which."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.words.catalogues import languages_of, read_words


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("en-GB", ("en_GB", "en_001", "en")),
        ("de_AT", ("de_AT", "de")),
        ("es-MX", ("es_MX", "es_419", "es")),
        ("zh-TW", ("zh_Hant_TW", "zh_Hant")),
        ("zh-CN", ("zh_Hans_CN", "zh_Hans", "zh")),
        ("sr-Latn", ("sr_Latn",)),
        ("fr", ("fr",)),
        ("klingon", ()),
        (7, ()),
    ],
)
def test_a_wider_language_stands_in(written: object, names: tuple[str, ...]) -> None:
    """But none in another script."""
    assert languages_of(written) == names


def lay(folder: Path, language: str, name: str = "a", **words: str) -> Path:
    """Write a catalogue."""
    file = folder / language / "LC_MESSAGES" / f"{name}.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        "".join(f'msgid "{of}"\nmsgstr "{text}"\n\n' for of, text in words.items()), "utf-8"
    )
    return file


def test_the_first_folder_is_believed_then_the_nearer_language(tmp_path: Path) -> None:
    """The paper before the theme, even with a wider language."""
    paper, theme = tmp_path / "paper", tmp_path / "theme"
    lay(paper, "de", Feed="Abo")
    lay(theme, "de-AT", Feed="Feed (AT)", Home="Start (AT)")
    lay(theme, "de", Feed="Feed", Home="Start", Topics="Themen")
    lay(theme, "fr", Archive="Archives")
    words, faults = read_words([paper, theme, tmp_path / "none"], "de-AT")
    assert faults == []
    said = [words.translator.gettext(each) for each in ("Feed", "Home", "Topics", "Archive")]
    assert said == ["Abo", "Start (AT)", "Themen", "Archive"]


def test_two_catalogues_of_a_folder_must_agree(tmp_path: Path) -> None:
    """Which of them is read first must not decide; to say the same is no fault."""
    one = lay(tmp_path, "de", "one", Feed="Abo", Home="Start")
    two = lay(tmp_path, "de", "two", Home="Start", Feed="Feed")
    _, faults = read_words([tmp_path], "de")
    assert [str(fault) for fault in faults] == [
        f"{two}:4: “Feed” is translated in another way at {seen_from_here(one)}:1"
        " (keep one of the two)"
    ]


@pytest.mark.parametrize(
    "place", ["de.po", "de/a.po", "nowhere/LC_MESSAGES/a.po", "x/de/LC_MESSAGES/a.po"]
)
def test_a_catalogue_of_no_language_is_a_fault(tmp_path: Path, place: str) -> None:
    """It would be passed over in silence."""
    file = tmp_path / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("", "utf-8")
    (fault,) = read_words([tmp_path], "de")[1]
    assert str(fault).startswith(f"{file}: a catalogue of no language")


def test_other_languages_are_not_read(tmp_path: Path) -> None:
    """A faulty catalogue of another language is no business of this paper's."""
    lay(tmp_path, "fr", Feed="100 %")
    assert read_words([tmp_path], "de")[1] == []


@pytest.mark.parametrize("language", ["de"])
def test_a_language_that_comes_with_broadsheet_is_whole(language: str) -> None:
    """Each message of the theme and of each plugin, in all its forms, with all placeholders."""
    root = Path(__file__).resolve().parents[2]
    templates = [*root.glob("plugins/broadsheet/**/locale/*.pot"), *root.glob("theme/locale/*.pot")]
    assert templates
    for template in templates:
        beside = template.parent / language / "LC_MESSAGES" / f"{template.stem}.po"
        messages = [message.id for message in read_po(template.open("rb")) if message.id]
        said = {message.id: message for message in read_po(beside.open("rb"), language)}
        assert [each for each in messages if not said[each].string] == []
        assert [each for each in messages if list(said[each].check())] == []
        assert said.keys() - {""} == set(messages)
    _, faults = read_words(sorted({template.parent for template in templates}), language)
    assert faults == []
