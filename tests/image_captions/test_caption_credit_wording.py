"""Which bracket at the end of a caption is a credit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_makers import READING

from broadsheet.story.wording import is_credit, is_signed, split_credit


def split(caption: str) -> tuple[str | None, str | None]:
    """Split a caption as bodies do."""
    return split_credit(caption, READING.plain)


@pytest.mark.parametrize(
    "credit",
    [
        "AFP",
        "Jane Doe/Reuters",
        "Jane Doe / AFP via Getty Images",
        "NASA / ESA",
        "NASA, ESA, CSA, STScI",
        "The Halyard",
        "Ministry of Defence of the Russian Federation",
        "Ursula von der Leyen",
        "al-Jazeera",
        "iStock",
        "18F",
        "@jane",
        "© Jane Doe 2014",
        "Photo: Jane Doe",
        "photo: jane",
        "Credit: NASA",
        "Courtesy of the museum",
        "Image courtesy of NASA",
        "Photo by Jane Doe on Unsplash",
        "Jane Doe, CC BY-SA 4.0",
        "CC0",
        "Jane Doe/France 24",
        "April Smith",
        "US Navy",
        "Jane Doe (AFP)",
        "新华社",
        "Reuters/File Photo",
    ],
)
def test_what_is_marked_or_reads_like_a_name_is_a_credit(credit: str) -> None:
    """It is taken off the caption, letter for letter."""
    assert split(f"The ship leaves ({credit})") == ("The ship leaves", credit)
    assert split(f"The ship leaves ({credit}).") == ("The ship leaves.", credit)
    assert split(f"({credit})") == (None, credit)


@pytest.mark.parametrize(
    "aside",
    [
        "left",
        "Left",
        "Top Right",
        "L-R",
        "2014",
        "May 2014",
        "April",
        "January 2019",
        "see page 3",
        "See Page 3",
        "CSV",
        "US",
        "the logo in the photo is not a live URL",
        "Photo taken in May.",
        "By the sea",
        "Who knows?",
        "file",
        "",
        "x-ray",
        "1st row",
    ],
)
def test_an_aside_stays_in_the_caption(aside: str) -> None:
    """What names nobody credits nobody."""
    assert split(f"The ship leaves ({aside})") == (f"The ship leaves ({aside})", None)


@pytest.mark.parametrize(
    "caption",
    [
        "The ship (AFP) leaves",
        "See [the plan](https://example.org)",
        "See [the plan](Reuters)",
        "Call f(AFP)",
        "The ship leaves \\(AFP\\)",
        "The ship leaves AFP)",
        "The ship leaves (AFP",
        "The ship leaves [AFP]",
    ],
)
def test_what_is_no_bracket_at_the_end_is_left_alone(caption: str) -> None:
    """Nor is a link's address or an escaped bracket."""
    assert split(caption) == (caption, None)


def test_only_the_last_bracket_is_taken() -> None:
    """An aside before it stays."""
    assert split("Jane Doe (left) and others (AFP)") == ("Jane Doe (left) and others", "AFP")
    assert split("Jane Doe (AFP) (left)") == ("Jane Doe (AFP) (left)", None)


def test_a_credit_is_plain_text() -> None:
    """Markdown in a bracket gives its words."""
    assert split("x ([Jane *Doe*](https://example.org)/AFP)") == ("x", "Jane Doe/AFP")


@pytest.mark.parametrize("caption", ["", "   ", "\n"])
def test_nothing_is_none(caption: str) -> None:
    """White space is neither caption nor credit."""
    assert split(caption) == (None, None)


@given(st.text(alphabet="aB1 ().,/©", max_size=40))
def test_no_word_of_a_caption_is_lost(caption: str) -> None:
    """Caption and credit together have all the letters of what was written."""
    rest, credit = split_credit(caption, lambda text: text)
    assert _letters((rest or "") + (credit or "")) == _letters(caption)


def _letters(text: str) -> list[str]:
    return sorted(char for char in text if char.isalnum())


@pytest.mark.parametrize(
    "credit",
    [
        "Foto: Jane Doe",
        "Fotos: Jane Doe, Ann Lee",
        "Bild: dpa",
        "Bildquelle: imago",
        "Crédit photo : Jane Doe",
        "Crédit : AFP",
        "Фото: Иван",
        "Fot. Jan Nowak",
        "写真：共同",
        "写真＝共同",
        "图：王",
        "王某摄",
        "dpa",
        "imago",
        "picture alliance",
        "imago images/Xinhua",
        "Jane Doe, dpa",
        "Jane Doe via AP",
        "Jane Doe／新华社",
        "© Jane Doe",
        "foto: jane",
    ],
)
def test_a_signed_bracket_is_a_credit_in_whatever_language(credit: str) -> None:
    """Marker words, agencies in lower case and full-width brackets."""
    assert is_signed(credit)
    assert split(f"Das Schiff ({credit})") == ("Das Schiff", credit)
    assert split(f"船出港（{credit}）。") == ("船出港。", credit)
    assert split(f"船出港({credit})") == ("船出港", credit)


@pytest.mark.parametrize("words", ["SPD", "Warsaw", "Bo Olsen", "PA", "The Halyard"])
def test_a_name_alone_is_no_sign(words: str) -> None:
    """It may be a party, a place, or whom the picture shows."""
    assert is_credit(words)
    assert not is_signed(words)


@pytest.mark.parametrize("aside", ["左", "Foto", "Archivfoto", "слева", "pa", "see dpa"])
def test_an_aside_in_another_language_stays(aside: str) -> None:
    """As in English."""
    assert not is_credit(aside)


@pytest.mark.parametrize("bracket", ["*(AFP)*", "_(AFP)_", "**(AFP)**", "*(Photo: Al)*."])
def test_a_bracket_in_emphasis_is_a_credit(bracket: str) -> None:
    """The marks go with it; emphasis that holds more than the bracket stays."""
    caption, credit = split(f"The *big* ship {bracket}")
    assert (caption, credit) == (
        "The *big* ship" + ("." if bracket.endswith(".") else ""),
        bracket.strip("*_().").strip(),
    )
    assert split("*The ship* (x) *(AFP) leaves*")[1] is None
