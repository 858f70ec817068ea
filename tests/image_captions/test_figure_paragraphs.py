"""Which images become figures, which stay in their line, and that nothing is lost on the way."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from picture_makers import body_of, caption_of, html_of, kinds, read, story_text, uses

from broadsheet.reporting.faults import Gravity


@pytest.mark.parametrize(
    "markdown",
    [
        "![A ship](a.png)",
        '![A ship](a.png "Caption")',
        "[![A ship](a.png)](https://example.org)",
        "  ![A ship](a.png)  ",
        "![A ship][ship]\n\n[ship]: a.png",
        '<img src="a.png" alt="A ship">',
        '<p>\n<img src="a.png" alt="A ship">\n<!-- a note -->\n</p>',
        '<p><a href="https://example.org"><img src="a.png" alt="A ship"></a></p>',
        '<div><img src="a.png" alt="A ship"></div>',
        '<div>Words</div><img src="a.png" alt="A ship">',
        "> ![A ship](a.png)",
        "1. One\n\n    ![A ship](a.png)\n",
        '<picture><source srcset="a.webp"><img src="a.png" alt="A ship"></picture>',
    ],
)
def test_an_image_that_stands_alone_becomes_a_figure(markdown: str) -> None:
    """Linked or not, in a paragraph or between blocks, wherever a figure may stand."""
    assert kinds(body_of(markdown)) == ["figure"]


@pytest.mark.parametrize(
    "markdown",
    [
        "Words ![A ship](a.png)",
        "![A ship](a.png) words",
        "[![A ship](a.png) words](https://example.org)",
        "*![A ship](a.png)*",
        "- ![A ship](a.png)",
        "## ![A ship](a.png)",
        "| a |\n|---|\n| ![A ship](a.png) |",
        '<figure><img src="a.png" alt="A"><p>Words</p></figure>',
        '<figure><img src="a.png" alt="A"><figcaption><p>Two</p><p>Words</p></figcaption></figure>',
        '<div>Words <img src="a.png" alt="A ship"></div>',
        "Words[^1]\n\n[^1]: ![A ship](a.png)",
    ],
)
def test_an_image_that_shares_its_place_stays_there(markdown: str) -> None:
    """It is filled with its size where it stands."""
    assert kinds(body_of(markdown)) == ["image"]


def test_two_images_between_blocks_share_their_line() -> None:
    """Neither stands alone, the second no more than the first."""
    body = body_of('<div><img src="a.png" alt="A"> <img src="b.png" alt="B"></div>')
    assert kinds(body) == ["image", "image"]


def test_a_figure_written_as_html_is_a_figure_with_its_words() -> None:
    """Its words are the caption; its attributes stay around them."""
    markdown = (
        '<figure class="own-wide" id="map"><img src="a.png" alt="A">'
        '<figcaption lang="de">Ein <em>Schiff</em></figcaption></figure>'
    )
    assert html_of(body_of(markdown)) == (
        '<span id="map"></span><div class="own-wide">⟦figure⟧</div>'
    )
    (use,) = uses(markdown)
    assert caption_of(use) == '<span lang="de">Ein <em>Schiff</em></span>'


def test_the_link_around_a_lone_image_goes_with_the_figure() -> None:
    """And the link's title serves as the caption where the image has none."""
    (use,) = uses('[![A ship](a.png)](https://example.org/x "Words (AFP)")')
    assert (use.href, caption_of(use), use.credit) == ("https://example.org/x", "Words", "AFP")


def test_a_link_around_an_image_in_a_line_stays() -> None:
    """Its surrounding markup links it."""
    body = body_of('Words [![A](a.png)](https://example.org){credit="AFP"} words')
    assert html_of(body) == '<p>Words <a href="https://example.org">⟦image⟧</a> words</p>'
    assert uses('Words [![A](a.png)](https://example.org){credit="AFP"}')[0].credit == "AFP"


@pytest.mark.parametrize(
    "markdown",
    [
        '![A](a.png "Words"){credit="Jane Doe"}',
        '[![A](a.png "Words")](https://example.org){credit="Jane Doe"}',
        '![A](a.png "Words")\n{: credit="Jane Doe" }',
    ],
)
def test_the_credit_attribute_is_read_wherever_markdown_puts_it(markdown: str) -> None:
    """On the image, on its link or on its paragraph."""
    (use,) = uses(markdown)
    assert (caption_of(use), use.credit) == ("Words", "Jane Doe")


def test_the_credit_attribute_wins_and_the_bracket_stays_in_the_caption() -> None:
    """So an aside that looks like a name can be kept, and no word is lost."""
    (use,) = uses('![A](a.png "The minister (Jane Doe)"){credit="AFP"}')
    assert (caption_of(use), use.credit) == ("The minister (Jane Doe)", "AFP")
    (same,) = uses('![A](a.png "The minister (AFP)"){credit="AFP"}')
    assert (caption_of(same), same.credit) == ("The minister", "AFP")


def test_inline_markdown_works_in_a_caption() -> None:
    """Links, code and escapes too, which Markdown itself drops from titles."""
    title = "See *the* [plan](https://example.org/plan), `x` and \\*y\\* (AFP)"
    (use,) = uses(f'![A](a.png "{title}")')
    assert caption_of(use) == (
        'See <em>the</em> <a href="https://example.org/plan">plan</a>, <code>x</code> and *y*'
    )
    assert use.credit == "AFP"


def test_quotation_marks_and_angle_brackets_in_a_caption_are_shown() -> None:
    """Escaped quotation marks lose their escapes; HTML is text."""
    (use,) = uses('![A](a.png "He said \\"no\\" to <b>it</b> & them")')
    assert caption_of(use) == 'He said "no" to &lt;b&gt;it&lt;/b&gt; &amp; them'


@pytest.mark.parametrize(
    ("markdown", "alt"),
    [
        ("![](a.png)", None),
        ("![ ](a.png)", None),
        ('<img src="a.png">', None),
        ("![](a.png){.decorative}", ""),
        ("![](a.png)\n{: .decorative }", ""),
        ('<img src="a.png" alt="" role="presentation">', ""),
        ("![Words](a.png){.decorative}", "Words"),
    ],
)
def test_a_decorative_picture_says_so(markdown: str, alt: str | None) -> None:
    """An empty alt text alone may have been forgotten."""
    assert uses(markdown)[0].alt == alt


def test_an_id_stays_for_the_links_that_lead_to_it() -> None:
    """On an empty span before the picture."""
    assert html_of(body_of("![A](a.png){#plan .wide}")) == '<span id="plan"></span>⟦figure⟧'
    assert html_of(body_of("x ![A](a.png){#plan}")) == '<p>x <span id="plan"></span>⟦image⟧</p>'


def test_each_use_knows_its_line() -> None:
    """Also where one picture stands twice, and where it links to itself."""
    body = (
        '![A](a.png "One")\n\n[![A](a.png "Two")](a.png)\n\n'
        'x\n<img src="b.png" alt="B"> ![A](a.png)'
    )
    assert [use.line for use in uses(body)] == [6, 8, 11, 11]


def test_a_caption_that_cannot_be_shown_is_told() -> None:
    """An image in a line has no place for it."""
    faults = read(story_text('Words ![A](a.png "Caption") words')).faults
    assert [str(fault) for fault in faults] == [
        "articles/2024/storm.md:6: a caption that is not shown: the picture does not stand alone "
        "(put the picture into a paragraph of its own)"
    ]
    assert faults[0].gravity is Gravity.ADVICE


WORDS = st.lists(st.sampled_from(["storm", "**gale**", "[port](https://x.org)", "`c`"]), min_size=1)
IMAGES = st.sampled_from(
    [
        '![alt](a.png "cap")',
        "![alt](a.png)",
        "[![alt](a.png)](https://x.org)",
        '<img src="a.png" alt="alt">',
    ]
)
PARAGRAPHS = st.lists(st.one_of(WORDS.map(" ".join), IMAGES), min_size=1, max_size=5)


@given(st.lists(PARAGRAPHS, min_size=1, max_size=4))
def test_no_mix_of_words_and_images_loses_a_word_or_an_image(mix: list[list[str]]) -> None:
    """Every word and every image of any mix arrives, and a lone image is always a figure."""
    body = body_of("\n\n".join(" ".join(pieces) for pieces in mix))
    pieces = [piece for pieces in mix for piece in pieces]
    images = [piece for piece in pieces if "a.png" in piece]
    words = [word for piece in pieces if "a.png" not in piece for word in piece.split()]
    text = BeautifulSoup(html_of(body), "lxml").get_text(" ")
    found = text.replace("⟦figure⟧", " ").replace("⟦image⟧", " ").split()
    assert found == [word.strip("*`").replace("[port](https://x.org)", "port") for word in words]
    assert len(kinds(body)) == len(images)
    lone = sum(len(pieces) == 1 and "a.png" in pieces[0] for pieces in mix)
    assert kinds(body).count("figure") == lone


@pytest.mark.parametrize(
    ("image", "line"),
    [
        ("![A](a&amp;b.png)", 9),
        ("![A](a\\_b.png)", 9),
        ("![A](<a b.png>)", 9),
        ('<img src="a&amp;b.png" alt="A">', 9),
        ("![A][ship]\n\n[ship]: a.png", 9),
        ("![Ship][]\n\n[ship]: a.png", 9),
        ("![ship]\n\n[ship]: <a.png>", 9),
    ],
)
def test_a_picture_has_its_own_line_however_it_is_written(image: str, line: int) -> None:
    """Entities and escapes are read, a reference stands where the picture does."""
    assert uses(f"Words.\n\n\n{image}")[0].line == line


def test_a_picture_that_is_shown_as_code_is_none() -> None:
    """The line of the true one is told."""
    body = "```\n![A](a.png)\n```\n\n`![A](a.png)` and `<img src='a.png'>`\n\n![A](a.png)"
    (use,) = uses(body)
    assert use.line == 12


@pytest.mark.parametrize("marks", ["“”", "»«", "«»", "‚‘", "„“", "''", "「」", '“"'])
@pytest.mark.parametrize("address", ["a.png", "<a.png>", "{static}/a.png"])
def test_a_caption_between_marks_of_print_is_told_and_shown(marks: str, address: str) -> None:
    """Word bends the marks; the picture has its caption and its credit all the same."""
    typed = f"{marks[0]}The *ship* (Jane Doe/AFP){marks[1]}"
    found = read(story_text(f"One.\n\n![A ship]({address} {typed})\n"))
    (use,) = (slot.data for slot in found.body.slots)
    assert (use.src, use.credit) == (address.strip("<>"), "Jane Doe/AFP")
    assert caption_of(use) == "The <em>ship</em>"
    if marks != "''":
        (fault,) = found.faults
        assert 'type straight quotation marks: `"The *ship* (Jane Doe/AFP)"`' in fault.mend


def test_a_caption_without_marks_is_told_and_shown() -> None:
    """Unless the words belong to the name of the file."""
    found = read(story_text("![A ship](a.png The ship)\n\n![A ship](the ship.png)\n"))
    first, second = (slot.data for slot in found.body.slots)
    assert (first.src, caption_of(first), second.src) == ("a.png", "The ship", "the ship.png")
    (fault,) = found.faults
    assert fault.what == "`The ship` stands behind the picture without quotation marks"


@pytest.mark.parametrize("image", ["![a]()", "![a](<>)", '<img alt="a">', '<img src="" alt="a">'])
def test_a_picture_without_an_address_stands_at_its_own_line(image: str) -> None:
    """So that a writer finds it."""
    use = uses(f"Words.\n\n![b](b.png)\n\n{image}")[-1]
    assert (use.src, use.line) == ("", 10)


def test_other_sources_of_a_picture_are_told() -> None:
    """As advice: the paper makes all sizes of the one file."""
    found = read(story_text('One\n\n<picture><source srcset="a.webp"><img src="a.png"></picture>'))
    assert [(each.line, each.kind, each.gravity) for each in found.faults] == [
        (8, "picture-source", Gravity.ADVICE)
    ]
