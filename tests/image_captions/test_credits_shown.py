"""That no credit is lost: it is shown wherever its picture stands, or its lack is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from picture_makers import (
    FIRST_LINE,
    SETTINGS,
    caption_of,
    edition_of,
    faults_of,
    figures,
    html_of,
    kinds,
    one_figure,
    place,
    read,
    story_text,
    uses,
)

from broadsheet.image_captions.capability import ImageCaptions
from broadsheet.plan.contributing import composer_of
from tests.support.small_paper import MakeSite, story

IN_PLACES = {
    "a line": "Words\n![A]({})",
    "two lines": "![A]({})\n![A]({})",
    "a table": "| a | b |\n|---|---|\n| ![A]({}) | words |",
    "a note": "Words[^1]\n\n[^1]: ![A]({})",
    "a list": "- ![A]({})\n- words",
    "a list within a list": "1. one\n    - ![A]({})",
    "a quotation": "> Words ![A]({})",
    "a quotation of pictures": "> ![A]({})\n> ![A]({})",
    "a heading": "## ![A]({})",
    "a definition": "Ship\n:   ![A]({})",
    "a link with words": "[![A]({}) more](https://example.org)",
    "a figure by hand": "<figure><img src='{}' alt='A'><p>Words</p></figure>",
    "a figure of two": "<figure><img src='{}' alt='A'><img src='{}' alt='B'></figure>",
}


@pytest.mark.parametrize("markdown", IN_PLACES.values(), ids=IN_PLACES)
def test_a_credit_is_shown_wherever_its_picture_stands(site: MakeSite, markdown: str) -> None:
    """On the page and in the feed, once for each picture."""
    from io import BytesIO

    from PIL import Image

    data = BytesIO()
    Image.new("RGB", (6, 4)).save(data, "PNG")
    body = markdown.replace("{}", "/a.png")
    files = {
        "articles/s.md": story(body),
        "a.png": data.getvalue(),
        "a.png.yaml": "credit: Ann/EPA",
    }
    paper = site(files)
    assert paper.faults == []
    pages = [paper.html(name) for name in paper.files() if name.endswith("/index.html")]
    (shown,) = [found for page in pages if (found := page.select(".prose .credit"))]
    assert [credit.get_text().strip("()") for credit in shown] == ["Ann/EPA"] * body.count("a.png")


def test_a_credit_that_is_missing_is_told_at_its_pictures_line(tmp_path: Path) -> None:
    """In a table and under a line of text, as anywhere."""
    place(tmp_path, "a.png", credit=None)
    told = faults_of(tmp_path, "Words\n![A](/a.png)\n\n| a |\n|---|\n| ![A](/a.png) |")
    assert [each.partition(": ")[0] for each in told] == [
        f"articles/storm.md:{FIRST_LINE + line}" for line in (1, 5)
    ]


@pytest.mark.parametrize(
    ("markdown", "caption", "credit"),
    [
        (
            '<figure><img src="a.png" alt="A"><figcaption>The <b>ship</b> (Al/AFP).</figcaption></figure>',
            "The <b>ship</b>.",
            "Al/AFP",
        ),
        (
            '<figure>\n<p><img src="a.png" alt="A"></p>\n<figcaption>(<i>Foto:</i> Al)</figcaption>\n</figure>',
            "",
            "Foto: Al",
        ),
        (
            '<figure markdown="1">\n![A](a.png)\n<figcaption>The *ship* (Al/AFP)</figcaption>\n</figure>',
            "The <em>ship</em>",
            "Al/AFP",
        ),
        (
            "<figure markdown>\n\n[![A](a.png)](https://example.org)\n\n"
            "<figcaption markdown>The *ship* (Al/AFP)</figcaption>\n\n</figure>",
            "The <em>ship</em>",
            "Al/AFP",
        ),
        (
            '<figure><img src="a.png" alt="A"><figcaption>One<br>two<br>(Al/AFP)</figcaption></figure>',
            "One<br/> two",
            "Al/AFP",
        ),
        (
            '<figure><img src="a.png" alt="A"><figcaption>A ship <em>(Al/AFP)</em></figcaption></figure>',
            "A ship",
            "Al/AFP",
        ),
        (
            '> <figure><img src="a.png" alt="A"><figcaption>A ship (Al/AFP)</figcaption></figure>',
            "A ship",
            "Al/AFP",
        ),
        (
            '<figure><a href="b.png"><img src="a.png" alt="A"></a></figure>',
            "",
            None,
        ),
        (
            '<figure><img src="a.png" alt="A" title="The *ship* (AFP)"></figure>',
            "The <em>ship</em>",
            "AFP",
        ),
        (
            '<figure credit="EPA"><img src="a.png" alt="A"><figcaption>A ship (AFP)</figcaption></figure>',
            "A ship (AFP)",
            "EPA",
        ),
        (
            '<figure><img src="a.png" alt="A"><figcaption>A ship (left)</figcaption></figure>',
            "A ship (left)",
            None,
        ),
    ],
)
def test_a_figcaption_is_read_as_a_title_is(
    markdown: str, caption: str, credit: str | None
) -> None:
    """Its words, its links and the credit at its end."""
    (use,) = uses(markdown)
    assert (caption_of(use), use.credit) == (caption, credit)
    assert kinds(read(story_text(markdown)).body) == ["figure"]


def test_a_figure_by_hand_never_stands_in_a_paragraph() -> None:
    """Markdown puts one around HTML in a quotation."""
    quoted = '> <figure><img src="a.png" alt="A"></figure>'
    html = html_of(read(story_text(quoted)).body)
    assert html == "<blockquote>\n⟦figure⟧\n</blockquote>"


def test_markdown_in_a_figcaption_that_is_shown_as_code_stays_as_it_is() -> None:
    """And so does that of a figure which does not ask for Markdown."""
    code = '```html\n<figure markdown="1">\n<figcaption>*x*</figcaption>\n</figure>\n```'
    html = "".join(str(part) for part in read(story_text(code)).body.parts)
    assert "markdown" in html and "span" not in html.replace("<span", "").replace("</span", "")
    (use,) = uses('<figure>\n<img src="a.png" alt="A">\n<figcaption>*x*</figcaption>\n</figure>')
    assert caption_of(use) == "*x*"


def test_a_credit_below_several_pictures_is_that_of_each(tmp_path: Path) -> None:
    """Of each that has none of its own."""
    place(tmp_path, "a.png", credit=None)
    body = (
        '<figure><img src="/a.png" alt="A"><img src="/a.png" alt="B" credit="EPA">'
        "<figcaption>Ships (Jane Doe/AFP)</figcaption></figure>"
    )
    edition = edition_of(tmp_path, {"articles/storm.md": story_text(body)})
    shown = figures(edition)
    assert [figure.credit for figure in shown if figure] == ["Jane Doe/AFP", "EPA"]
    assert faults_of(tmp_path, body) == []
    assert "Ships</figcaption>" in str(edition.loaded.body("articles/storm.md").parts[-1])


def test_a_title_beside_a_figcaption_is_told(tmp_path: Path) -> None:
    """Only one of the two can be shown."""
    place(tmp_path, "a.png")
    body = '<figure><img src="/a.png" alt="A" title="One"><figcaption>Two</figcaption></figure>'
    assert faults_of(tmp_path, body) == [
        "articles/storm.md:6: a caption that is not shown: the figure has its own "
        "(write all of it into the `<figcaption>`)"
    ]


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("See [the *Aurora*](https://x.org/) (AFP)", "See <a>the <em>Aurora</em></a>"),
        ("See [`a.csv`](https://x.org/) (AFP)", "See <a><code>a.csv</code></a>"),
        ("By [Smith &amp; Sons](https://x.org/) (AFP)", "By <a>Smith &amp; Sons</a>"),
        ("By [a \\* b](https://x.org/) (AFP)", "By <a>a * b</a>"),
        (
            "[**x `c` *d***](https://x.org/) (AFP)",
            "<a><strong>x <code>c</code> <em>d</em></strong></a>",
        ),
    ],
)
def test_a_link_in_a_caption_may_hold_whatever_links_hold(title: str, caption: str) -> None:
    """Emphasis, code, escapes and entities."""
    found = read(story_text(f'![A](a.png "{title}")'))
    assert found.faults == []
    (use,) = (slot.data for slot in found.body.slots)
    assert caption_of(use).replace(' href="https://x.org/"', "") == caption
    assert use.credit == "AFP"


SPD = "Olsen (SPD)"


@pytest.mark.parametrize(
    ("title", "caption", "credit"),
    [
        (SPD, SPD, "Jane Doe/Reuters"),
        ("The square (Warsaw)", "The square (Warsaw)", "Jane Doe/Reuters"),
        ("The ship (Photo: Al)", "The ship", "Photo: Al"),
        ("The ship (dpa)", "The ship", "dpa"),
        ("The ship (Al/EPA)", "The ship", "Al/EPA"),
        ("The ship (© Al)", "The ship", "© Al"),
        ("The ship (Ann Lee)", "The ship", "Ann Lee"),
    ],
)
def test_a_bracket_without_a_sign_gives_way(
    tmp_path: Path, title: str, caption: str, credit: str
) -> None:
    """To the sidecar; a name of the setting is a sign."""
    place(tmp_path, "a.png", credit="Jane Doe/Reuters")
    text = story_text(f'![A](/a.png "{title}")')
    edition = edition_of(tmp_path, {"articles/storm.md": text})
    settings = {**SETTINGS, "IMAGE_CREDIT_NAMES": ["Ann Lee"]}
    (figure,) = figures(edition, composer_of(edition, [ImageCaptions(settings)]))
    assert figure is not None
    assert (figure.caption, figure.credit) == (caption, credit)


def test_a_bracket_that_gives_way_is_told(tmp_path: Path) -> None:
    """With what was taken; not where the end of the bracket says that it is none."""
    place(tmp_path, "a.png", credit="Jane Doe/Reuters", size=(800, 4))
    assert faults_of(tmp_path, f'![A](/a.png "{SPD}")') == [
        "articles/storm.md:6: the bracket “SPD” is left in the caption: the credit is taken from "
        "a.png.yaml, “Jane Doe/Reuters” (write `(Photo: SPD)` if that is the credit, "
        "else end the bracket with `\\)`)"
    ]
    assert faults_of(tmp_path, '![A](/a.png "Olsen (SPD\\)")') == []
    lead = f"image:\n  src: a.png\n  alt: A\n  caption: {SPD}\n"
    (told,) = faults_of(tmp_path, "Words.", lead)
    assert "the bracket “SPD”" in told


def test_a_bracket_that_says_the_same_is_taken_off(tmp_path: Path) -> None:
    """Whatever its case; and where nobody else says anything it is the credit."""
    place(tmp_path, "a.png", credit="Jane Doe")
    place(tmp_path, "b.png", credit=None)
    for name, written, credit in (("a", "JANE DOE", "Jane Doe"), ("b", "SPD", "SPD")):
        image = f'![A](/{name}.png "Words ({written})")'
        figure = one_figure(tmp_path, image)
        assert (figure.caption, figure.credit) == ("Words", credit)
        assert faults_of(tmp_path, image) == []


@pytest.mark.parametrize("nobody", ["Unknown", "Picasa", "2015", "Copyright", "-", "N/A"])
def test_what_credits_nobody_is_no_credit(tmp_path: Path, nobody: str) -> None:
    """Not in a sidecar either: the next that is one, else the fault."""
    file = place(tmp_path, "a.png", credit=None)
    sidecar = file.with_name("a.png.yaml")
    sidecar.write_text(f'credit: "{nobody}"\ncreator: Jane Doe\n')
    assert one_figure(tmp_path, "![A](/a.png)").credit == "Jane Doe"
    sidecar.write_text(f'credit: "{nobody}"\n')
    (told,) = faults_of(tmp_path, "![A](/a.png)")
    assert "picture without a credit" in told


@pytest.mark.parametrize(
    "bracket",
    [
        "Photo: Unknown",
        "Unknown",
        "Picasa",
        "Copyright",
        "Photo: N/A",
        "Foto: unbekannt",
        "© 2020",
        "Photo: 2015",
        "©",
        "© Picasa",
        "Foto: k. A.",
    ],
)
def test_a_bracket_that_names_nobody_stays_in_the_caption(tmp_path: Path, bracket: str) -> None:
    """No word is lost, the photographer of the sidecar is named, and where nobody is, it is told."""
    place(tmp_path, "a.png", credit="Jane Doe")
    place(tmp_path, "b.png", credit=None)
    written = f"The ship ({bracket})"
    figure = one_figure(tmp_path, f'![A](/a.png "{written}")')
    assert (figure.caption, figure.credit) == (written, "Jane Doe")
    figure = one_figure(tmp_path, f'![A](/b.png "{written}")')
    assert (figure.caption, figure.credit) == (written, None)
    (told,) = faults_of(tmp_path, f'![A](/b.png "{written}")')
    assert "picture without a credit" in told


def test_a_company_may_be_credited_by_those_who_write(tmp_path: Path) -> None:
    """A file says "Apple" where a telephone wrote it, a caption where a company gave the picture."""
    place(tmp_path, "a.png", credit="Apple")
    assert one_figure(tmp_path, "![A](/a.png)").credit == "Apple"
    place(tmp_path, "b.png", credit=None)
    assert one_figure(tmp_path, '![A](/b.png "The phone (Photo: Apple)")').credit == "Photo: Apple"


def test_a_bracket_signed_by_a_slash_alone_is_told(tmp_path: Path) -> None:
    """It may be two parties; what the sidecar says is told with it, unless it says the same."""
    place(tmp_path, "a.png", credit="Jane Doe/Reuters")
    (told,) = faults_of(tmp_path, '![A](/a.png "Söder (CDU/CSU)")')
    assert told.startswith(
        "articles/storm.md:6: the credit is the caption's bracket “CDU/CSU”, and not "
        "“Jane Doe/Reuters”, as a.png.yaml says"
    )
    for written in ("Jane Doe/Reuters", "Jane Doe/The Halyard/Jane Doe/Reuters", "Bo/AFP"):
        assert faults_of(tmp_path, f'![A](/a.png "Söder ({written})")') == []


NESTED = """<figure>{first}
<figure><img src="/a.png" alt="B"><figcaption>B (Photo: B Two)</figcaption></figure>
<figure><img src="/a.png" alt="C"><figcaption>C{third}</figcaption></figure>
<figcaption>All (Photo: Boss)</figcaption></figure>"""


@pytest.mark.parametrize(
    ("first", "third", "names", "whole"),
    [
        ("", " (Photo: C Three)", ["Photo: B Two", "Photo: C Three"], "All (Photo: Boss)"),
        ("", "", ["Photo: B Two", "Photo: Boss"], "All"),
        (
            '<img src="/a.png" alt="A">',
            " (Photo: C Three)",
            ["Photo: Boss", "Photo: B Two", "Photo: C Three"],
            "All",
        ),
    ],
)
def test_a_picture_is_credited_by_its_own_figure_first(
    tmp_path: Path, first: str, third: str, names: list[str], whole: str
) -> None:
    """The figure around gives its credit to those that name none, and keeps it where all do."""
    place(tmp_path, "a.png", credit=None)
    edition = edition_of(
        tmp_path, {"articles/storm.md": story_text(NESTED.format(first=first, third=third))}
    )
    shown = [figure for figure in figures(edition) if figure]
    assert [figure.credit for figure in shown] == names
    assert [figure.caption for figure in shown if figure.alt == "B"] == ["B"]
    assert f"{whole}</figcaption>" in str(edition.loaded.body("articles/storm.md").parts[-1])


@pytest.mark.parametrize(
    "body",
    [
        '![A](/a.png "A ship (Photo: [Jo Do](https://x.example/a_(b)))")',
        '<figure><img src="/a.png" alt="A"><figcaption>A ship (Photo: '
        '<a href="https://x.example/">Jo Do</a>)</figcaption></figure>',
    ],
)
def test_a_link_in_a_credit_is_told(tmp_path: Path, body: str) -> None:
    """A credit is words, in feeds and in the metadata of pages too."""
    place(tmp_path, "a.png", credit=None)
    (told,) = faults_of(tmp_path, body)
    assert "a link in a credit" in told
