"""Pictures in ordinary Pelican sites: what becomes a figure, and what stays as it was written."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.in_pelican.pelican_desk import (
    CREDITED_TUG,
    TUG,
    BuildSite,
    markdown,
    picture,
    rst,
)

TUG_IN_MARKDOWN = "![A tug]({static}/images/tug.png)"
ONLY_CAPTIONS = {"PLUGINS": ["broadsheet.image_captions"], "MARKDOWN": {"extensions": ["extra"]}}


def _body(
    build: BuildSite, text: str, name: str = "storm.md", **more: str | bytes
) -> BeautifulSoup:
    built = build({**CREDITED_TUG, name: text, **more}, **ONLY_CAPTIONS)
    assert built.errors == []
    return built.html()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (TUG_IN_MARKDOWN, "(Jane Doe/Reuters)"),
        ('![A tug]({static}/images/tug.png "At work")', "At work (Jane Doe/Reuters)"),
        ('![A tug]({static}/images/tug.png "At work (Ann Other/AP)")', "At work (Ann Other/AP)"),
        ('![A tug]({static}/images/tug.png "(Ann Other/AP)")', "(Ann Other/AP)"),
        ('![A tug]({static}/images/tug.png "At work (left)")', "At work (left) (Jane Doe/Reuters)"),
        ('![A tug]({static}/images/tug.png "At `work` (AFP).")', "At work. (AFP)"),
        ('![A tug]({static}/images/tug.png "a < b & c")', "a < b & c (Jane Doe/Reuters)"),
        ('[![A tug]({static}/images/tug.png "Big")](https://x.example/)', "Big (Jane Doe/Reuters)"),
        ('![A tug](images/tug.png "From here")', "From here (Jane Doe/Reuters)"),
        (
            '<img src="{static}/images/tug.png" alt="A tug" title="In HTML">',
            "In HTML (Jane Doe/Reuters)",
        ),
        (
            "<figure><img src='{static}/images/tug.png' alt='A tug'><figcaption>Mine <b>own</b> (<a href='https://x.example'>Ann</a> Other/AP)</figcaption></figure>",
            "Mine own (Ann Other/AP)",
        ),
        (
            "<figure>\n<img src='{static}/images/tug.png' alt='A tug'>\n</figure>",
            "(Jane Doe/Reuters)",
        ),
        (
            "<picture><source srcset='x.webp'><img src='{static}/images/tug.png' alt='A tug' title='Sizes'></picture>",
            "Sizes (Jane Doe/Reuters)",
        ),
    ],
)
def test_what_stands_below_a_picture(build: BuildSite, body: str, words: str) -> None:
    """Its caption and a credit: from the caption, the sidecar, or neither's place."""
    (figure,) = _body(build, markdown(body)).find_all("figure")
    assert figure.figcaption.get_text() == words
    assert figure.img["src"] == "https://blog.example/images/tug.png"
    assert not figure.img.has_attr("title")
    assert figure.parent.name != "p"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            ".. figure:: {static}/images/tug.png\n   :alt: A tug\n\n   At *work* (Ann Other/AP)\n\n   More.",
            "At work (Ann Other/AP)More.",
        ),
        (".. figure:: {static}/images/tug.png\n   :alt: A tug", "(Jane Doe/Reuters)"),
        (".. image:: {static}/images/tug.png\n   :alt: A tug", "(Jane Doe/Reuters)"),
        (
            "Head\n====\n\nText.\n\nSub\n---\n\n.. image:: {static}/images/tug.png\n   :alt: A tug\n   :target: https://x.example/",
            "(Jane Doe/Reuters)",
        ),
    ],
)
def test_what_stands_below_a_picture_of_restructuredtext(
    build: BuildSite, body: str, words: str
) -> None:
    """Docutils prints figures of its own, and pictures outside of any paragraph."""
    (figure,) = _body(build, rst(body), "storm.rst").find_all("figure")
    assert " ".join(figure.figcaption.get_text().split()) == words
    assert figure.find_parent("p") is None


def test_a_figure_of_the_newer_docutils_writer(build: BuildSite) -> None:
    """It prints `figure` and `figcaption`, with a paragraph and a legend in it."""
    from docutils.writers.html5_polyglot import HTMLTranslator, Writer
    from pelican.readers import RstReader

    class Html5(Writer):
        def __init__(self) -> None:
            super().__init__()
            self.translator_class = HTMLTranslator

    class Reader(RstReader):
        writer_class = Html5

    text = rst(
        ".. figure:: {static}/images/tug.png\n   :alt: A tug\n   :align: right\n\n"
        "   At *work* (Ann Other/AP)\n\n   More."
    )
    page = build(
        {**CREDITED_TUG, "storm.rst": text}, **ONLY_CAPTIONS, READERS={"rst": Reader}
    ).html()
    (figure,) = page.find_all("figure")
    assert figure["class"] == ["align-right"]
    assert figure.figcaption.em.get_text() == "work"
    assert " ".join(figure.figcaption.get_text().split()) == "At work (Ann Other/AP)More."


@pytest.mark.parametrize(
    "body",
    [
        f"Words and {TUG_IN_MARKDOWN}",
        f"{TUG_IN_MARKDOWN} {TUG_IN_MARKDOWN}",
        f"| a |\n|---|\n| {TUG_IN_MARKDOWN} |",
        f"* {TUG_IN_MARKDOWN}\n* more",
        "<figure><img src='{static}/images/tug.png' alt='A'><img src='{static}/images/tug.png' alt='B'></figure>",
    ],
)
def test_a_picture_that_does_not_stand_alone_stays_in_its_line(build: BuildSite, body: str) -> None:
    """It gets its size, and no words."""
    page = _body(build, markdown(body))
    assert page.find("figcaption") is None
    for image in page.find_all("img"):
        assert image["width"] == "40"


def test_attributes_stay_as_they_were_written(build: BuildSite) -> None:
    """Those of the paragraph become the figure's; the theme has rules for them."""
    body = (
        "![A tug]({static}/images/tug.png){: .thumb data-zoom='1' loading='lazy' }\n"
        "{: .wide #tug style='color: red' }"
    )
    figure = _body(build, markdown(body)).figure
    assert (figure["class"], figure["id"], figure["style"]) == (["wide"], "tug", "color: red")
    image = figure.img
    assert (image["class"], image["data-zoom"], image["loading"]) == (["thumb"], "1", "lazy")


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("", ("40", "30", "height: auto")),
        ('width="20"', ("20", None, None)),
        ('style="width: 50%"', (None, None, "width: 50%")),
        (
            'style="max-width: 50%; border: 0"',
            ("40", "30", "max-width: 50%; border: 0; height: auto"),
        ),
    ],
)
def test_a_picture_without_a_size_of_its_own_gets_that_of_its_file(
    build: BuildSite, attributes: str, size: tuple[str | None, ...]
) -> None:
    """One that an author has sized is not bent out of shape."""
    body = f'<img src="{{static}}/images/tug.png" alt="A tug" {attributes}>'
    image = _body(build, markdown(body)).img
    assert tuple(image.get(name) for name in ("width", "height", "style")) == size


def test_alignment_of_docutils_goes_to_the_figure(build: BuildSite) -> None:
    """Else the figure would be as wide as the text around it."""
    body = ".. image:: {static}/images/tug.png\n   :alt: A tug\n   :align: left\n   :class: thumb"
    figure = _body(build, rst(body), "storm.rst").figure
    assert figure["class"] == ["align-left"]
    assert figure.img["class"] == ["thumb"]


@pytest.mark.parametrize(
    "written", ["{attach}tug.png", "{static}tug.png", "|static|tug.png", "{filename}tug.png"]
)
def test_pelicans_own_addresses_are_found(build: BuildSite, written: str) -> None:
    """`{attach}` still takes the picture along to its article."""
    files = {"a/tug.png": picture(), "a/tug.png.yaml": "credit: Jane\n"}
    files["a/storm.md"] = markdown(f"![A tug]({written})")
    settings = {"ARTICLE_URL": "s/{slug}.html", "ARTICLE_SAVE_AS": "s/{slug}.html"}
    built = build(files, **ONLY_CAPTIONS, **settings, STATIC_PATHS=["a"])
    place = "s/tug.png" if "attach" in written else "a/tug.png"
    assert built.html("s/storm.html").figure.img["src"] == f"https://blog.example/{place}"
    assert place in built.files()


def test_names_with_spaces_and_signs_are_found(build: BuildSite) -> None:
    """In the page they are addresses."""
    files = {"images/a tug & é#1.png": picture(), "images/a tug & é#1.png.yaml": "credit: Jane\n"}
    files["storm.md"] = markdown("![A tug](<{static}/images/a tug & é%231.png>)")
    built = build(files, **ONLY_CAPTIONS)
    assert built.errors == []
    assert built.html().figure.figcaption.get_text() == "(Jane)"
    assert "a tug & é#1.png" in next(iter(path for path in built.files() if path.endswith(".png")))


def test_sidecars_are_not_published(build: BuildSite) -> None:
    """They are the newsroom's own records, in any folder that Pelican copies."""
    built = build({**CREDITED_TUG, "storm.md": markdown(TUG_IN_MARKDOWN)}, **ONLY_CAPTIONS)
    assert [path for path in built.files() if path.startswith("images")] == ["images/tug.png"]


def test_an_alt_text_of_the_sidecar_and_a_decorative_picture(build: BuildSite) -> None:
    """The one is printed, the other needs none."""
    notes = {"images/tug.png.yaml": "credit: Jane\nalt: Two tugs\n"}
    body = "![]({static}/images/tug.png)\n\nWords.\n\n![]({static}/images/tug.png){.decorative}"
    built = build({**TUG, **notes, "storm.md": markdown(body)}, **ONLY_CAPTIONS)
    assert built.errors == []
    assert [image["alt"] for image in built.html().find_all("img")] == ["Two tugs", ""]


def test_typography_is_pelicans(build: BuildSite) -> None:
    """A caption is refined as the text is, once."""
    body = """![A tug]({static}/images/tug.png "It's 'so' -- in a storm")"""
    page = build({**CREDITED_TUG, "storm.md": markdown(body)}, **ONLY_CAPTIONS, TYPOGRIFY=True)
    words = page.html().figcaption.get_text()
    assert words == "It’s ‘so’ — in a storm (Jane Doe/Reuters)"


def test_other_markup_is_left_as_it_was(build: BuildSite) -> None:
    """Scripts, preformatted text, entities and attributes of other programs."""
    markup = (
        '<div @click="go" :class="x" x-on:y="1"><script>if (a < b && c) { d("</p>") }</script>'
        "<pre>\n  a &lt;b&gt; &amp;amp; c\n</pre><custom-tag b>é &#8212; &copy;</custom-tag></div>"
    )
    built = build(
        {**CREDITED_TUG, "storm.md": markdown(f"{TUG_IN_MARKDOWN}\n\n{markup}")}, **ONLY_CAPTIONS
    )
    text = built.text()
    assert '<div @click="go" :class="x" x-on:y="1"><script>if (a < b && c) { d("' in text
    assert "<pre>\n  a &lt;b&gt; &amp;amp; c\n</pre>" in text
    assert ">é — ©</custom-tag>" in text


def test_an_article_without_a_picture_is_not_touched(build: BuildSite) -> None:
    """Not a byte of it."""
    files = {"storm.md": markdown("A <b id=x class='a  b'>bold</b> word &mdash; and<br>more.")}
    plain = build(files, PLUGINS=[]).text()
    assert build(files, **ONLY_CAPTIONS).text() == plain


@pytest.mark.parametrize(
    "body",
    [
        "Words ![A tug]({static}/images/tug.png) words",
        "Words\n![A tug]({static}/images/tug.png)",
        "- ![A tug]({static}/images/tug.png)",
        "x <picture><img src='{static}/images/tug.png' alt='A tug'></picture>",
    ],
)
def test_a_picture_within_a_line_shows_its_credit(build: BuildSite, body: str) -> None:
    """Behind it, in brackets, as below a figure."""
    (credit,) = _body(build, markdown(body)).select("img + .credit, picture + .credit")
    assert credit.get_text() == "(Jane Doe/Reuters)"


def test_a_bracket_without_a_sign_gives_way_to_the_sidecar(build: BuildSite) -> None:
    """As in a paper, unless the setting has the name."""
    text = markdown('![A tug]({static}/images/tug.png "At work (Ann Other)")')
    files = {**CREDITED_TUG, "storm.md": text}
    built = build(files, **ONLY_CAPTIONS)
    (figure,) = built.html().find_all("figure")
    assert figure.figcaption.get_text() == "At work (Ann Other) (Jane Doe/Reuters)"
    assert any("the bracket “Ann Other” is left" in each for each in built.warnings)
    named = build(files, **ONLY_CAPTIONS, IMAGE_CREDIT_NAMES=["Ann Other"])
    (figure,) = named.html().find_all("figure")
    assert figure.figcaption.get_text() == "At work (Ann Other)"
