"""The beginning of a story, for feeds that may not carry all of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.story.reading import read_story
from broadsheet.story.reading_settings import ReadingSettings
from broadsheet.views.beginnings import cut_at_a_sentence, first_paragraphs

LONG = "It was a long day on the quay. " * 20


def beginning(body: str) -> tuple[str, ...]:
    head = "---\ntitle: A\ndate: 2024-06-11\ncategory: World\n---\n\n"
    read = read_story(
        "articles/a.md",
        f"{head}{body}\n".encode(),
        ReadingSettings(markdown={"extensions": ["extra"]}),
    )
    assert read.item is not None, read.faults
    return tuple(text.replace("\xa0", " ") for text in first_paragraphs(read.body.parts))


def test_paragraphs_are_whole_while_there_is_room() -> None:
    """Then no more of them."""
    assert beginning(f"One.\n\nTwo.\n\n{LONG}\n\nThree.") == ("One.", "Two.")


@pytest.mark.parametrize("body", ["One.", "One. Two.\n\nThree.", LONG[:310], LONG[:99]])
def test_an_excerpt_is_never_more_than_half_of_a_story(body: str) -> None:
    """A short report would go out whole."""
    assert sum(map(len, beginning(body))) <= len(body) / 2


def test_of_a_few_words_there_is_no_excerpt() -> None:
    """Half of nothing says nothing."""
    assert beginning("One sentence, and no more than that.") == ()


def test_a_first_paragraph_that_is_too_long_ends_with_a_sentence() -> None:
    """And the second is not begun."""
    (text,) = beginning(f"{LONG}\n\nTwo.")
    assert len(text) <= 300
    assert text == ("It was a long day on the quay. " * 9).strip()


def test_only_running_text_counts() -> None:
    """Without headings, quotations, lists, tables, pictures, and marks of notes; links stay words."""
    body = (
        "## Head\n\n> Said.\n\n- a list\n\n![A tug](/tug.svg)\n\n"
        "A [link]({filename}b.md) & *more*[^1] ![x](/x.svg).\n\n[^1]: A note."
    )
    assert beginning(f"{body}\n\n{LONG}") == ("A link & more .",)


def test_struck_words_are_left_out() -> None:
    """Without the line through them they would say what no longer holds."""
    assert beginning(f"Open ~~Tuesday~~ <s>Friday</s> Wednesday.\n\n{LONG}") == ("Open Wednesday.",)


def test_a_story_without_running_text_has_no_beginning() -> None:
    """The link to the whole stands alone."""
    assert beginning("- a list") == ()


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("He came. He saw the sea and went home.", "He came."),
        ("“He came.” He saw the sea and went.", "“He came.”"),
        ("“Why?” she asked the harbour master twice.", "“Why?” she asked the…"),
        ("The U.S. President J. Doe met Mr. Lee there again.", "The U.S. President J.…"),
        ("It cost 3.5 million and nobody knows why at all.", "It cost 3.5 million and…"),
        ("Is it so? No one said.", "Is it so?"),
        ("一句话。两句话，很长很长很长很长很长很长很长很长很长很长。", "一句话。"),
        ("Donaudampfschifffahrtsgesellschaftskapitän", "Donaudampfschifffahrtsge…"),
    ],
)
def test_a_text_is_cut_at_a_sentence_or_else_at_a_word(text: str, cut: str) -> None:
    """Abbreviations and decimals end no sentence."""
    assert cut_at_a_sentence(text, 25) == cut


@given(st.text(st.sampled_from("ab. A?“”。\u00e9"), min_size=31), st.integers(2, 30))
def test_a_cut_is_a_beginning_and_never_too_long(text: str, length: int) -> None:
    """Whatever the text is."""
    cut = cut_at_a_sentence(text, length)
    assert len(cut) <= length
    assert text.startswith(cut.removesuffix("…"))
