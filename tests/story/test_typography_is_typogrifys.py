"""Our typography leaves out steps of typogrify that change nothing: the result stays the same."""

from __future__ import annotations

import pytest
import smartypants
from hypothesis import given
from hypothesis import strategies as st
from typogrify.filters import typogrify

from broadsheet.story.typography import Typography

FILTERS = ("amp", "smartypants", "caps", "initial_quotes", "widont")
DASHES = {
    "default": smartypants.Attr.set1,
    "oldschool": smartypants.Attr.set2,
    "oldschool_inverted": smartypants.Attr.set3,
}
# fmt: off
PIECES = [
    "<p>", "</p>", "<a href='x'>", "</a>", "<em>", "</em>", "<b>", "</b>", "<br>", "<img>",
    "<li>", "</li>", "<h2>", "</h2>", "</dd>", "<article>", '<span class="x">', "</span>",
    "<code>", "</code>", "<pre>", "</pre>", "<kbd>", "</KBD>", "<script>", "</script>",
    "<!--", "-->", "-- >", "<", ">", "</", "--", "---", "-", "...", ". . .", "'", '"', "`", "``",
    "''", "\\", "\\B", "&", "&amp;", "&#38;", "&nbsp;", "&quot;", "(", "[", ".", "!", "'80s", "'s",
    " ", "  ", "\n", "\t", "\u00a0", "\u2028", "It's", "word", "DNA", "U.S. ", "é", "ſ", "1",
]
# fmt: on
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=30)
TYPOGRAPHIES = st.builds(
    Typography,
    omit=st.lists(st.sampled_from(FILTERS), unique=True).map(tuple),
    ignore_tags=st.sampled_from([(), ("kbd",), ("p", "span.x"), ("#id",)]),
    dashes=st.sampled_from(sorted(DASHES)),
)


def typogrified(text: str, typography: Typography) -> str:
    """Return what typogrify makes of a text by itself."""
    before = smartypants.Attr.default
    smartypants.Attr.default = DASHES[typography.dashes]
    try:
        switches = dict.fromkeys(typography.omit, False)
        return str(typogrify(text, list(typography.ignore_tags), **switches))
    finally:
        smartypants.Attr.default = before


@given(TEXTS.map("".join), TYPOGRAPHIES)
def test_any_text_is_refined_as_typogrify_does_it(text: str, typography: Typography) -> None:
    """Whatever the text and the settings, not a letter differs from typogrify's own result."""
    expected = typogrified(text, typography) if text.strip() else text
    assert typography.html(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<p>Read <em>the whole</em> story</p>",
        "<p>A rock & roll band</p>",
        "<blockquote> word</p>",
        "<div> word</p>",
        "<a </p> word</p>",
        "<p>one <!-- a -- b's --> 'two'</p>",
        "<kbd>it's</kbd> <em>it</em>'<em>s</em>",
        "a < b's > c's < d",
        "one two\n",
        "so--on",
        "and so on...",
        "and so on. . .",
        "no\\. stop",
        "``",
        '"',
        "'",
        "it's's, 's's, a's'b",
        "a &amp; b",
        "a&nbsp;&&nbsp;b",
        "<p>`quoted'' -- and so on... \\'</p>",
    ],
)
def test_awkward_texts_are_refined_as_typogrify_does_it(text: str) -> None:
    """Tags in odd places, comments that count as text and lone quotes keep typogrify's result."""
    assert Typography().html(text) == typogrified(text, Typography())


def test_an_unknown_filter_is_refused() -> None:
    """A misspelt filter is not passed over in silence."""
    with pytest.raises(TypeError):
        Typography(omit=("smartpants",)).html("<p>Any text</p>")
