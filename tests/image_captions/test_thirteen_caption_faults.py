"""The thirteen faults that others shipped (blocks.md, "Captions and credits"), one test each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from picture_makers import (
    body_of,
    edition_of,
    faults_in,
    faults_of,
    figures,
    html_of,
    jpeg,
    kinds,
    one_figure,
    picture_composer,
    place,
    story_text,
    uses,
    xmp,
)
from PIL import Image

from broadsheet.image_captions.embedded import metadata_of
from tests.support.small_paper import MakeSite, story

PRESENT = "![A ship](/a.png)"


def test_01_an_alt_text_is_never_taken_from_the_caption_and_repeating_it_is_worth_a_warning(
    tmp_path: Path,
) -> None:
    """Alt and caption are two fields; equal words are advised against."""
    place(tmp_path, "a.png")
    assert one_figure(tmp_path, '![](/a.png "The ship leaves")').alt == ""
    assert faults_of(tmp_path, '![The ship, leaves!](/a.png "*The* ship leaves")') == [
        "articles/storm.md:6: the alt text repeats the caption "
        "(say in the alt text what is to be seen; both are read out)"
    ]


def test_02_without_caption_and_credit_there_is_nothing_to_put_into_a_figcaption(
    tmp_path: Path,
) -> None:
    """Neither is None, not an empty text, so that a template can leave the figcaption out."""
    place(tmp_path, "a.png", credit=None)
    figure = one_figure(tmp_path, PRESENT)
    assert (figure.caption, figure.credit) == (None, None)


@pytest.mark.parametrize(
    ("title", "caption", "credit"),
    [
        (' "The ship leaves (AFP)"', "The ship leaves", "AFP"),
        (' "The ship leaves"', "The ship leaves", None),
        (' "(AFP)"', None, "AFP"),
        ("", None, None),
    ],
)
def test_03_a_credit_does_not_need_a_caption(
    tmp_path: Path, title: str, caption: str | None, credit: str | None
) -> None:
    """All four: both, caption only, credit only, neither."""
    place(tmp_path, "a.png", credit=None)
    figure = one_figure(tmp_path, f"![A ship](/a.png{title})")
    assert (figure.caption, figure.credit) == (caption, credit)


def test_04_another_caption_in_another_story_keeps_the_credit(tmp_path: Path) -> None:
    """The credit belongs to the picture, the caption to its use."""
    place(tmp_path, "a.png", credit="Jane Doe/Reuters")
    shown = [one_figure(tmp_path, f'![A ship](/a.png "{words}")') for words in ("One", "Another")]
    assert [(figure.caption, figure.credit) for figure in shown] == [
        ("One", "Jane Doe/Reuters"),
        ("Another", "Jane Doe/Reuters"),
    ]


@pytest.mark.parametrize(
    "image", [PRESENT, f"[{PRESENT}](https://example.org)", "> " + PRESENT, "- x\n\n    " + PRESENT]
)
def test_05_a_figure_never_stands_inside_a_paragraph(image: str) -> None:
    """The slot replaces the paragraph that Markdown put around the image."""
    html = html_of(body_of(f"Words before.\n\n{image}\n\nWords after."))
    assert "⟦figure⟧" in html
    assert not re.search(r"<p>(?:(?!</p>).)*⟦figure⟧", html, re.DOTALL)


def test_06_words_and_pictures_beside_an_image_are_never_lost() -> None:
    """Only a paragraph whose sole content is one image becomes a figure."""
    body = body_of("Before ![one](a.png) between ![two](b.png) after")
    assert html_of(body) == "<p>Before ⟦image⟧ between ⟦image⟧ after</p>"
    assert kinds(body_of("![one](a.png) ![two](b.png)")) == ["image", "image"]
    assert kinds(body_of("![one](a.png)\n![two](b.png)")) == ["image", "image"]


@pytest.mark.parametrize(
    "image",
    [
        '![Two tugs](/a.png "Caption (AFP)")',
        "Words ![Two tugs](/a.png) words",
        "[![Two tugs](/a.png)](https://example.org)",
        '<img src="/a.png" alt="Two tugs">',
    ],
)
def test_07_the_alt_text_arrives(tmp_path: Path, image: str) -> None:
    """Whatever becomes of the image, its alt text is kept."""
    place(tmp_path, "a.png")
    assert one_figure(tmp_path, image).alt == "Two tugs"


def test_08_a_credit_is_printed_as_it_was_written(tmp_path: Path) -> None:
    """Upper case is the style sheet's business."""
    place(tmp_path, "a.png", credit="Jane McDonald / iStock")
    assert one_figure(tmp_path, PRESENT).credit == "Jane McDonald / iStock"
    assert uses('![A](a.png "x (Photo: Jane Doe)")')[0].credit == "Photo: Jane Doe"


@pytest.mark.parametrize("title", ['"   "', '"&nbsp;"', '""', '" \t "'])
def test_09_a_caption_of_white_space_is_none(title: str) -> None:
    """It is trimmed first."""
    assert uses(f"![A ship](a.png {title})")[0].caption == ()


def test_10_a_credit_that_is_an_address_without_a_scheme_does_not_become_a_link(
    tmp_path: Path,
) -> None:
    """Credits are plain text."""
    place(tmp_path, "a.png")
    figure = one_figure(tmp_path, '![A ship](/a.png){credit="example.org/jane"}')
    assert (figure.credit, figure.href) == ("example.org/jane", None)
    assert type(figure.credit) is str


@pytest.mark.parametrize("medium", ["page", "feed", "copy"])
def test_11_feeds_and_copies_get_the_credit_too(tmp_path: Path, medium: str) -> None:
    """Whatever the medium, a figure has the same caption and credit."""
    place(tmp_path, "a.png", credit="AFP")
    edition = edition_of(tmp_path, {"articles/storm.md": story_text('![A](/a.png "Words")')})
    (shown,) = edition.stories
    (part,) = [
        each
        for each in picture_composer(edition).body(shown.path, "/storm/", medium, shown)  # type: ignore[arg-type]  # the media of the table above
        if not isinstance(each, str)
    ]
    assert (part.data.caption, part.data.credit) == ("Words", "AFP")
    assert part.data.absolute_url == "https://halyard.example/paper/a.png"


def test_12_what_a_file_says_of_its_rights_goes_along(tmp_path: Path, site: MakeSite) -> None:
    """The copy says of its rights what the file did; what else it says, `tests/privacy` tells."""
    packet = xmp("<photoshop:Credit>AFP</photoshop:Credit>")
    picture = jpeg(tmp_path / "made.jpg", packet=packet).read_bytes()
    paper = site({"articles/storm.md": story("![A](/a.jpg)"), "a.jpg": picture})
    assert paper.faults == []
    with Image.open(paper.output / "a.jpg") as copy:
        assert metadata_of(copy).credit == "AFP"


def test_13_each_picture_of_a_gallery_needs_an_alt_text(tmp_path: Path) -> None:
    """A paragraph of several pictures is asked for each of them."""
    place(tmp_path, "a.png")
    place(tmp_path, "b.png")
    place(tmp_path, "c.png")
    assert faults_of(tmp_path, "![One](/a.png)\n![](/b.png)\n![](/c.png)") == [
        "articles/storm.md:7: picture without alt text (say in `alt:` or `![…]` what is to be seen)",
        "articles/storm.md:8: picture without alt text (say in `alt:` or `![…]` what is to be seen)",
    ]


def test_a_lead_picture_is_treated_like_one_in_the_body(tmp_path: Path) -> None:
    """The bracket at the end of the lead picture's caption is its credit."""
    place(tmp_path, "a.png", credit=None, size=(800, 4))
    more = 'image:\n  src: a.png\n  alt: A ship\n  caption: "*She* leaves (AFP)"\n'
    edition = edition_of(tmp_path, {"articles/storm.md": story_text("Words.", more=more)})
    (shown,) = edition.stories
    figure = picture_composer(edition).figure(shown.lead, shown.path)
    assert figure is not None
    assert (figure.caption, figure.credit) == ("<em>She</em> leaves", "AFP")
    assert faults_in(edition) == []
    assert figures(edition) == []
