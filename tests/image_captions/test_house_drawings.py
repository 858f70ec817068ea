"""House drawings: SVG that keeps the contract of docs/drawings.md is a part of the page."""

from __future__ import annotations

import re

import pytest
from bs4 import Tag

from broadsheet.image_captions.house_drawings import house_drawing
from tests.support.halyard import ROOT
from tests.support.small_paper import MakeSite, Paper, story

SVG = 'xmlns="http://www.w3.org/2000/svg"'
PAGE = "2024/06/harbour-reopens/index.html"
GUIDE = (ROOT / "docs/drawings.md").read_text("utf-8")


def drawn(inside: str = "", root: str = "") -> str:
    return f'<svg {SVG} data-broadsheet="drawing" viewBox="0 0 90 60" {root}>\n{inside}\n</svg>'


BARS = drawn(
    '<title>Bars</title>\n<g><rect width="9" height="9" fill="var(--accent, #9b1c1f)"/> </g>'
    '<text x="1">a &lt;b <tspan>c</tspan> d</text>',
    'fill="var(--ink, #000)"',
)
FILES = {
    "articles/a.md": story(image="{src: images/a.svg, alt: Two <bars>, credit: Ann Lee}"),
    "images/a.svg": BARS,
}


def shown(paper: Paper) -> Tag | None:
    assert paper.faults == []
    return paper.html(PAGE).select_one(".lead-figure svg")


def test_a_page_holds_the_drawing_itself(site: MakeSite) -> None:
    """With its own size, the story's words for those who do not see it, and its credit."""
    paper = site(FILES)
    drawing = shown(paper)
    assert drawing and (drawing["role"], drawing["aria-label"]) == ("img", "Two <bars>")
    assert (drawing["width"], drawing["height"]) == ("90", "60")
    assert (
        '<g fill="var(--ink, #000)"><g><rect width="9" height="9" fill="var(--accent, #9b1c1f)"/>'
        '</g><text x="1">a &lt;b <tspan>c</tspan> d</text></g></svg>'
    ) in paper.files()[PAGE].decode()
    figure = paper.html(PAGE).select_one(".lead-figure")
    assert figure and not figure.select("img") and "Ann Lee" in figure.text


def test_cards_and_feeds_show_the_file(site: MakeSite) -> None:
    """There nothing says in which face and colours it would be."""
    paper = site(FILES)
    assert not paper.html("world/index.html").select("main svg.drawing")
    assert paper.html("world/index.html").select("main img[src$='.svg']")
    feed = paper.files()["feeds/all.atom.xml"].decode()
    assert re.search(r"images/a\.[0-9a-f]{10}\.svg", feed) and "drawing" not in feed


PHONE = drawn('<path d="M0 0"/>').replace("90", "30")


def with_others(site: MakeSite, keys: str, phone: str = PHONE) -> list[Tag]:
    """Return what the page holds of a drawing for which others stand on some screens."""
    sidecar = "credit: Ann Lee"
    files = {
        **FILES,
        "articles/a.md": story(image=f"{{src: images/a.svg, alt: Bars, credit: Ann Lee, {keys}}}"),
        "images/b.svg": phone,
        "images/b.svg.yaml": sidecar,
        "images/c.svg": BARS,
        "images/c.svg.yaml": sidecar,
    }
    paper = site(files)
    assert paper.faults == []
    return [*paper.html(PAGE).select(".lead-figure svg")]


def test_a_page_holds_the_drawing_for_phones_as_well(site: MakeSite) -> None:
    """First, with its own size, so that the style sheet hides what is not for the screen."""
    phone, drawing = with_others(site, "phone: images/b.svg")
    assert [phone["class"], drawing["class"]] == [["drawing", "phone-drawing"], ["drawing"]]
    assert [phone["width"], drawing["width"]] == ["30", "90"]
    assert phone.path and not phone.rect and drawing.rect
    assert phone["aria-label"] == drawing["aria-label"] == "Bars"


def test_a_drawing_among_files_is_a_file(site: MakeSite) -> None:
    """Browsers choose among files; so is one that does not say that it is a house drawing."""
    plain = BARS.replace('data-broadsheet="drawing"', "")
    assert with_others(site, "dark: images/c.svg") == []
    assert with_others(site, "phone: images/b.svg, dark: images/c.svg") == []
    assert with_others(site, "phone: images/b.svg", phone=plain) == []
    assert shown(site({**FILES, "images/a.svg": plain})) is None


def test_a_change_of_the_drawing_changes_the_page(site: MakeSite) -> None:
    """Also in a build of what has changed only."""
    site(FILES)
    assert 'x="2"' in str(shown(site({**FILES, "images/a.svg": BARS.replace('x="1"', 'x="2"')})))


@pytest.mark.parametrize(
    ("drawing", "holds"),
    [
        (drawn("<style>a{}</style>"), "a `style`"),
        (drawn('<use href="#a"/>'), "a `use`"),
        (drawn('<g id="a"/>'), "the attribute `id`"),
        (drawn('<g class="a"/>'), "the attribute `class`"),
        (drawn('<g style="fill: red"/>'), "the attribute `style`"),
        (drawn('<g clip-path="none"/>'), "the attribute `clip-path`"),
        (drawn('<g fill="#fff"/>'), '`fill="#fff"`'),
        (drawn('<g fill="var(--ink)"/>'), '`fill="var(--ink)"`'),
        (drawn('<g fill="var(--pink, #fff)"/>'), '`fill="var(--pink, #fff)"`'),
        (drawn('<text font-family="Arial"/>'), '`font-family="Arial"`'),
        (drawn(root='class="a"'), "the attribute `class`"),
        (drawn(root='width="9" height="6"').replace("viewBox", "version"), "no `viewBox`"),
        (drawn().replace('"drawing"', '"chart"'), '`data-broadsheet="chart"`, which is no `drawing`'),
        (drawn('<b xmlns="http://www.w3.org/1999/xhtml"/>'), "a `b`"),
    ],
)  # fmt: skip
def test_what_breaks_the_contract_is_told(site: MakeSite, drawing: str, holds: str) -> None:
    """Where the drawing is used, with what it holds."""
    (fault,) = site({**FILES, "images/a.svg": drawing}).faults
    assert fault == (
        f"articles/a.md:5: images/a.svg says that it is a house drawing, but holds {holds} "
        "(see `broadsheet guide drawings`, or take `data-broadsheet` out)"
    )


def test_the_example_in_the_guide_keeps_the_contract() -> None:
    """Whoever copies it has a drawing that is one."""
    (example,) = re.findall(r"```xml\n(.*?)```", GUIDE, re.DOTALL)
    assert isinstance(house_drawing(example.encode()), tuple)


def test_the_guide_tells_the_theme_s_colours() -> None:
    """By day and by night, as the style sheet has them."""
    css = (ROOT / "theme/static/css/10-foundation.css").read_text("utf-8")
    told = re.findall(r"\| `(--\w+)` \| [^|]+ \| `(#\w+)` \| `(#\w+)` \|", GUIDE)
    assert len(told) == 8
    for name, day, night in told:
        assert re.findall(rf"{name}: (#\w+);", css) == [day, night]
