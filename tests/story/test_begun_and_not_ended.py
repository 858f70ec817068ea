"""What is begun and not ended, and attribute lists behind words: readers would see the signs."""

from __future__ import annotations

import pytest
from story_desk import read

TICK = (
    "a backtick begins code, and no other ends it (end the code with one, too, or put a backslash "
    "before this one to show it)"
)


def idle(written: str) -> str:
    return (
        f"`{written}` belongs to nothing here, and is shown (put it on a line of its own, directly "
        rf"below the words, or write `\{written}` to show it)"
    )


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("A `word` and\na `word that\n\nends", f"6: {TICK}"),
        (
            "A <i>word</i>.\n\nA\n<i>word.\n\nMore",
            "8: `<i>` is not closed (write `</i>` behind its words)",
        ),
        ("A <b class='own-x'>word.", "5: `<b>` is not closed (write `</b>` behind its words)"),
        ("Words. {: .pull }", f"5: {idle('{: .pull }')}"),
        ("`{: .pull }`\n\n> Words. {: .pull }", f"7: {idle('{: .pull }')}"),
        ("Words {.pull}\nmore", f"5: {idle('{.pull}')}"),
    ],
)
def test_what_is_begun_and_not_ended_is_told_where_it_begins(body: str, told: str) -> None:
    """Once, and with what to write."""
    assert read(body)[1] == [told]


@pytest.mark.parametrize(
    "body",
    [
        "The Qur`an, and 5` of arc.",
        "A `` ` `` and \\` b",
        "<p>One\n<p>Two<br>\n<ul><li>Three\n<li>Four</ul>",
        "Words\n{: .pull }",
        "## Words {: .pull }",
        "*Words*{: .pull } more",
        "`{: .pull }`, and \\{: .pull }",
        "A set {a, b} of {: words",
    ],
)
def test_what_is_ended_or_needs_no_end_is_right(body: str) -> None:
    """So are signs that begin nothing."""
    assert read(body)[1] == []
