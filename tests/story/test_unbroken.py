"""Unbroken words: what a line of a headline must not end with."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from broadsheet.story.unbroken import unbroken


def whole(word: str) -> str:
    return f'<span class="unbroken">{word}</span>'


@pytest.mark.parametrize(
    ("headline", "shown"),
    [
        ("A guide to de-risking", f"A guide to {whole('de-risking')}"),
        ("Re-elected, UN-led", f"{whole('Re-elected')}, {whole('UN-led')}"),
        ("short-lived and long-lasting", f"short-lived and {whole('long-lasting')}"),
        ("a state-of-the-art re-enactmentsofwars", "a state-of-the-art re-enactmentsofwars"),
        ('<span lang="fr-CH">a</span> e-mail', f'<span lang="fr-CH">a</span> {whole("e-mail")}'),
        ("so, no &lt;b-c&gt;", f"so, no &lt;{whole('b-c')}&gt;"),
        ("-5 to -3", "-5 to -3"),
        ("The hills – a walk", f"The {whole('hills –')} a walk"),
        ("<em>Hills</em> – re-elected — so", f"<em>Hills</em> – {whole('re-elected —')} so"),
    ],
)
def test_short_first_parts_and_dashes_are_kept_with_their_words(headline: str, shown: str) -> None:
    """Of tags and of long words nothing changes: those may have to break."""
    assert unbroken(Markup(headline)) == shown  # noqa: S704 - written here
