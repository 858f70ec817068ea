"""Lines of front matter that are shown as they stand: signs that are meant to set their words."""

from __future__ import annotations

import pytest

from tests.story.story_desk import good, read


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("*stars*", "stars"),
        ("**two words**", "two words"),
        ("_Halyard_", "Halyard"),
        ("__very much__", "very much"),
        ("~~old~~", "old"),
        ("`code`", "code"),
        ("<b>bold</b>", "bold"),
        ('<span class="x">bold</span>', "bold"),
        ("[x](https://y.example)", "x"),
    ],
)
@pytest.mark.parametrize("key", ["title", "summary", "kicker", "dateline"])
def test_signs_in_a_plain_line_are_told(key: str, written: str, meant: str) -> None:
    """The message has the words without their signs, and the story is printed all the same."""
    found, faults = read(**{key: f"'A {written} line'"})
    told = f"`{key}`: “{written}” is shown as it stands (write `{meant}`: the line is plain text)"
    assert [fault.partition(": ")[2] for fault in faults] == [told]
    assert found.item is not None and found.item.fit


def test_a_heading_a_break_and_the_alt_text_are_told() -> None:
    """Signs of a heading, `<br>`, and signs in the text that is read out are told too."""
    _, faults = read(title='"# Heading"', summary="One<br>two", image="{src: a.jpg, alt: A *b* c}")
    plain = ": the line is plain text)"
    assert faults == [
        f"2: `title`: “# Heading” is shown as it stands (write `Heading`{plain}",
        f"4: `summary`: “<br>” is shown as it stands (take it out{plain}",
        f"5: `image.alt`: “*b*” is shown as it stands (write `b`{plain}",
    ]


@pytest.mark.parametrize(
    "title",
    [
        "2 * 3 * 4 in C# and F#",
        "What O*NET is today",
        "M*A*S*H at 50",
        "Sale* begins*",
        "F*** the s**t and the f**k",
        "What __init__ and snake_case_name do",
        "The <b> tag and 1 < 2 > 0",
        "The minister [sic] (72) resigns",
        "No. #1 #2",
        r"An escaped \*star\*",
    ],
)
def test_a_sign_that_sets_nothing_is_no_fault(title: str) -> None:
    """Stars, hashes and brackets that are meant stay, and nothing is said."""
    good(title=f"'{title}'")
