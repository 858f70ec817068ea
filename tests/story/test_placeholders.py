"""Placeholders: words that stand where others were to be put are told before readers see them."""

from __future__ import annotations

import pytest

from tests.story.story_desk import good, read

MISSING = "stands for words that are missing (write them)"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("It cost TK pounds.", "TK"),
        ("It cost TKTK.", "TKTK"),
        ("It cost £XXX.", "XXX"),
        ("Said XXXX.", "XXXX"),
        ("Lorem ipsum dolor sit amet.", "Lorem ipsum"),
        ("He said [insert quote here].", "[insert quote here]"),
        ("He said **TK**.", "TK"),
        ("He said [TK].", "[TK]"),
        ("Sie sagte: [Zitat einfügen].", "[Zitat einfügen]"),
        ("Das kostet [Zahl bitte prüfen] Euro.", "[Zahl bitte prüfen]"),
        ("[Foto von Müller folgt]", "[Foto von Müller folgt]"),
        ("[Platzhalter]", "[Platzhalter]"),
        ("Dies ist ein Blindtext.", "Dies ist ein Blindtext"),
        ("Elle a dit [citation à insérer].", "[citation à insérer]"),
        ("Dijo [insertar cita].", "[insertar cita]"),
    ],
)
def test_a_placeholder_in_the_text_is_told_on_its_line(text: str, written: str) -> None:
    """The message names the words; the story is printed all the same."""
    found, faults = read(f"One.\n\n{text}")
    assert faults == [f"7: “{written}” {MISSING}"]
    assert found.item is not None and found.item.fit


def test_placeholders_above_the_text_and_in_captions_are_told() -> None:
    """The headline, the standfirst, captions and alt texts are looked through too."""
    image = '{src: a.jpg, alt: TK, caption: "XXX at sea"}'
    body = '![TKTK](b.jpg "TK caption (Jane Doe)")'
    _, faults = read(body, title="TK wins", summary="Lorem ipsum", image=image)
    assert faults == [
        f"2: `title`: “TK” {MISSING}",
        f"4: `summary`: “Lorem ipsum” {MISSING}",
        f"5: `image.alt`: “TK” {MISSING}",
        f"5: `image.caption`: “XXX” {MISSING}",
        f"7: “TKTK” {MISSING}",
        f"7: “TK” {MISSING}",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "TK Maxx and TK Elevator flew TK 1978 and TK1.",
        "In Super Bowl XXX, of Chapter XXX.",
        "Write it as XXX-XX-XXXX or (XXX) XXX-XXXX, see www.XXX.example.",
        "We replaced “lorem ipsum” with words.",
        "Type `TK` and `[insert name]`.\n\n    XXX in code",
        "He [sic] said “[the] insert”, and [inserted](https://a.example) it.",
        "The tk and xxx of small letters.",
        "„Wir wollen das [prüfen], und er [folgt] uns [was daraus folgt]“, sagte sie [auf Deutsch].",
        "Der Blindtext ist eine Erfindung der Drucker.",
    ],
)
def test_what_only_looks_like_a_placeholder_is_no_fault(text: str) -> None:
    """Companies, flights, Roman numbers, numbers to fill in and code are meant."""
    good(text)


def test_a_draft_may_have_placeholders() -> None:
    """Nothing is said until the story is to be published."""
    good("It cost TK.", title="TK", status="draft")
