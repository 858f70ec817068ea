"""Drawings (SVG): fewer bytes, the same picture, and whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from broadsheet.pictures import capability
from broadsheet.pictures.minifying import minified
from broadsheet.pictures.path_data import shorter_number, shorter_path, shorter_points
from broadsheet.pictures.recipe import draw
from tests.pictures.awkward_drawings import AWKWARD, EXPORTED
from tests.support.small_paper import MakeSite, story, without_mark

SVG = "http://www.w3.org/2000/svg"
PAGE = "2024/06/harbour-reopens/index.html"
MAP = f'<?xml version="1.0"?>\n<svg xmlns="{SVG}" viewBox="0 0 900 600">\n  <g>\n    <rect width="9.0"/>\n  </g>\n</svg>\n'
SMALL_MAP = f'<svg xmlns="{SVG}" viewBox="0 0 900 600"><g><rect width="9"/></g></svg>'


def small(inside: str) -> str:
    """Return what is left of the inside of a drawing."""
    made = minified(f'<svg xmlns="{SVG}">{inside}</svg>'.encode()).decode()
    return made.removeprefix(f'<svg xmlns="{SVG}">').removesuffix("</svg>")


class TestOnASite:
    def test_stories_cards_and_feeds_show_the_small_drawing(self, site: MakeSite) -> None:
        """One file for all of them, whose name changes as the drawing does; the one they name."""
        files = {"articles/a.md": story(image="{src: images/a.svg, alt: A map, credit: Ann Lee}")}
        made = site({**files, "images/a.svg": MAP})
        (name,) = (path for path in made.files() if path.startswith("images/"))
        assert without_mark(name) == "images/a.svg" != name
        drawn = made.files()[name].decode()
        assert drawn.startswith(SMALL_MAP.removesuffix("</svg>")) and "Ann Lee" in drawn
        for place in (PAGE, "index.html", "world/index.html", "feeds/all.atom.xml"):
            assert f"/{name}" in made.files()[place].decode()
        after = site({**files, "images/a.svg": MAP.replace("9.0", "8.0")})
        assert name not in after.files()

    def test_a_link_leads_to_the_drawing_itself(self, site: MakeSite) -> None:
        """Whoever follows it may want to edit it."""
        made = site({"articles/a.md": story("[Map](/images/a.svg)"), "images/a.svg": MAP})
        assert made.files()["images/a.svg"].decode() == MAP

    def test_another_version_of_the_library_makes_other_files(
        self, site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its printing may differ."""
        files = {"articles/a.md": story("![Map](/images/a.svg)"), "images/a.svg": MAP}
        before = set(site(files).files())
        monkeypatch.setattr(capability, "printer", lambda: "lxml 0")
        (gone,) = before - set(site(files, CACHE_PATH=str(tmp_path / "new")).files())
        assert without_mark(gone) == "images/a.svg"

    def test_what_cannot_be_cleaned_is_told_with_its_story(self, site: MakeSite) -> None:
        """A picture within that is damaged might hold anything."""
        bad = (
            f'<svg xmlns="{SVG}" viewBox="0 0 9 9"><image href="data:image/png;base64,AAA"/></svg>'
        )
        made = site({"articles/a.md": story("![Map](/images/a.svg)"), "images/a.svg": bad})
        assert made.faults == [
            "articles/a.md:7: images/a.svg cannot be cleaned: a picture within it is damaged "
            "(export it again as SVG)"
        ]


class TestWhatStays:
    @pytest.mark.parametrize("name", sorted(AWKWARD))
    def test_a_small_drawing_gets_no_smaller(self, name: str) -> None:
        """So the same drawing is published whoever makes it."""
        once = minified(AWKWARD[name].encode())
        assert minified(once) == once and len(once) <= len(AWKWARD[name].encode())

    def test_the_credit_the_title_and_the_description_stay(self) -> None:
        """And a comment that claims rights; all else that programs write goes."""
        made = draw((EXPORTED.encode(),), (), "")
        text = made.decode()
        for kept in (
            "<title>The harbour</title>",
            "<desc>Quays  and ships</desc>",
            "© Ann Lee",
            "licenses/by/4.0/",
        ):
            assert kept in text
        for gone in ("inkscape", "sodipodi", "Created with", "<?xml", "path3471", "xlink"):
            assert gone not in text
        assert len(made) < len(EXPORTED) / 2

    @pytest.mark.parametrize("style", ["path:last-child{fill:red}", "path:first-child{fill:red}"])
    def test_what_is_added_of_rights_changes_no_look(self, style: str) -> None:
        """Styles may count the children of the drawing, from either end."""
        drawing = f'<svg xmlns="{SVG}"><style>{style}</style><path d="M0 0"/></svg>'
        made = etree.fromstring(minified(drawing.encode(), (("credit", "Ann Lee"),)))
        children = [etree.QName(child).localname for child in made]
        path = -1 if "last" in style else 1
        assert children[path] == "path" and "metadata" in children

    def test_blanks_of_texts_stay(self) -> None:
        """Readers see them, in links within texts too; a style may choose what is empty."""
        for text in (
            "<text>One <tspan>two</tspan> <tspan>three</tspan></text>",
            '<text xml:space="preserve">  <tspan> a </tspan>  </text>',
            '<text><a href="#x"> <tspan>a</tspan> </a></text>',
            "<g> </g>",
        ):
            assert small(text) == text
        assert small("<g>\n<text> a </text>\n<text>b</text>\n</g>") == (
            "<g><text> a </text><text>b</text></g>"
        )

    @pytest.mark.parametrize(
        "naming",
        [
            '<use href="#a"/>',
            '<rect style="fill:url(#a)"/>',
            "<style>#a{fill:red}</style>",
            '<rect aria-labelledby="b a"/>',
            '<rect><set begin="a.click" attributeName="x"/></rect>',
            '<use href="#%61"/>',
            "<style>#\\61 {fill:red}</style>",
            "<style>[id]{fill:red}</style>",
        ],
    )
    def test_an_id_that_may_be_named_stays(self, naming: str) -> None:
        """In an address, a style, a list, or in other characters; one that nothing names goes."""
        assert 'id="a"' in small(f'<path id="a"/>{naming}')
        assert small('<path id="a"/>') == "<path/>"

    def test_a_namespace_that_an_animation_names_stays(self) -> None:
        """Nothing else says that it is used."""
        text = '<use xmlns:xlink="http://www.w3.org/1999/xlink" href="#a"><set attributeName="xlink:title"/></use>'
        assert small(text) == text

    @pytest.mark.parametrize(
        "data",
        [
            b"", b"<svg", b"<svg/>", b"<html/>", b"\xff\xfe<", b"\0",
            f'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="{SVG}">&a;</svg>'.encode(),
            f'<!DOCTYPE svg SYSTEM "x.dtd"><svg xmlns="{SVG}"><text>&a;</text> </svg>'.encode(),
            f'<svg xmlns="{SVG}">{"<g>" * 50_000}{"</g>" * 50_000}</svg>'.encode(),
        ],
        ids=range(9),
    )  # fmt: skip
    def test_what_cannot_be_read_stays_as_it_is(self, data: bytes) -> None:
        """Entities and unending nesting among it: no crash, no error."""
        assert minified(data) == data

    def test_a_drawing_as_deep_as_can_be_read_is_made_smaller(self) -> None:
        """Without going down as deep."""
        assert small("<g>\n" * 1000 + "<path/>" + "\n</g>" * 1000) == (
            "<g>" * 1000 + "<path/>" + "</g>" * 1000
        )


class TestNumbers:
    @pytest.mark.parametrize(
        ("long", "short"),
        [
            ("0.50", ".5"), ("-0.5", "-.5"), ("+1.0", "1"), ("007", "7"), ("0.0", "0"),
            ("1.50e3", "1.5e3"), ("10", "10"), ("10%", "10%"), ("1.", "1."), ("", ""),
            ("0.123456789012", ".123456789012"),
        ],
    )  # fmt: skip
    def test_a_number_keeps_its_value(self, long: str, short: str) -> None:
        """It is never rounded."""
        assert shorter_number(long) == short

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
    def test_no_number_changes(self, number: object) -> None:
        """Whatever its digits."""
        made = shorter_number(f"{number:f}")
        assert float(made) == float(f"{number:f}") and len(made) <= len(f"{number:f}")

    @pytest.mark.parametrize(
        ("long", "short"),
        [
            ("M 0.50 , 1.0 L -2,3.10 Z", "M.5 1L-2 3.1Z"),
            ("M0 0a1 1 0 0110 10", "M0 0a1 1 0 0 1 10 10"),
            ("M0 0a1 1 0 01.5 3", "M0 0a1 1 0 0 1 .5 3"),
            ("M1.5.5-3e2-.0", "M1.5 .5-3e2-0"),
            ("M0 0 1 1\tm2 2", "M0 0 1 1m2 2"),
            ("M 0 0 L 1", "M 0 0 L 1"),
            ("M 0 0 L 1. 2", "M 0 0 L 1. 2"),
            ("M 0 0,L 1 1", "M 0 0,L 1 1"),
            ("M 0 0 L ,1 1", "M 0 0 L ,1 1"),
            ("M 0 0 x", "M 0 0 x"),
            ("M 0 0 A 1 1 0 2 0 1 1", "M 0 0 A 1 1 0 2 0 1 1"),
            ("", ""),
        ],
    )
    def test_a_path_keeps_its_commands(self, long: str, short: str) -> None:
        """One with an error stays: browsers draw it up to there."""
        assert shorter_path(long) == short

    def test_corners_keep_their_places(self) -> None:
        """However they are parted."""
        assert shorter_points(" 0.50,1.0\n-2 , 3 ") == ".5 1-2 3"
        assert shorter_points("1 2 x") == "1 2 x"
