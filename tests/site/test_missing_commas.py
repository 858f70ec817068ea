"""How a comma that is missing between the texts of a setting is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.site.missing_commas import missing_commas
from broadsheet.site.settings_source import SettingsSource


def told(folder: Path, settings: str) -> list[str]:
    """Return what is told of a settings file, each with its line."""
    file = folder / "pelicanconf.py"
    file.write_text(settings, encoding="utf-8")
    return [f"{each.line}: {each.what}" for each in missing_commas(SettingsSource(file))]


@pytest.mark.parametrize(
    ("settings", "line", "pair"),
    [
        ('SECTIONS = ["News" "Sport", "Culture"]', 1, "“News” and “Sport”"),
        ('SECTIONS = [\n  "News",\n  "Sport"\n  "Culture",\n]', 3, "“Sport” and “Culture”"),
        ('LINKS = [("Help" "/help/")]', 1, "“Help” and “/help/”"),
        ('LINKS = [("Help" "/help/",)]', 1, "“Help” and “/help/”"),
        ('S = [{"name": "A", "aliases": ["B" "C"]}]', 1, "“B” and “C”"),
        ('S = ["Süd", "Ö" "Ä", "É"]', 1, "“Ö” and “Ä”"),
        ('S = [("Ä", "Ö"\r\n  "Ü", "É")]', 1, "“Ö” and “Ü”"),
    ],
)
def test_texts_side_by_side_in_a_list_are_told_at_their_line(
    tmp_path: Path, settings: str, line: int, pair: str
) -> None:
    """However deep the list is, and at the text behind which the comma is missing."""
    expected = f"{line}: perhaps a comma is missing between {pair}"
    assert told(tmp_path, settings) == [expected]


@pytest.mark.parametrize(
    "settings",
    [
        'SITE_DESCRIPTION = (\n  "News of the harbour,"\n  "every day."\n)',
        'PUBLISHER = {"sentence": "We print "\n "news."}',
        'LINES = ["We print "\n "news.", "Daily."]',
    ],
)
def test_one_sentence_over_several_lines_is_right(tmp_path: Path, settings: str) -> None:
    """It is one value, or its parts have a space between them."""
    assert told(tmp_path, settings) == []
