"""Charts: their words as HTML around the drawing, and their numbers as a table and a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.image_captions.numbers import MOST_BYTES, MOST_ROWS, read_numbers
from tests.support.small_paper import MakeSite, Paper, story

PAGE = "2024/06/harbour-reopens/index.html"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 500' width='900' height='500'/>"
CSV = "Year,Ships,Share\n2023,1 200,-4.5 %\n2024,n/a,+2\n"
CHART = "chart: {title: Ships & <b>boats</b>, note: To May, source: Port of Ellery, data: %s}"
IMAGE = "{src: images/ships.svg, alt: A curve that falls, credit: Ann Lee, caption: After, %s}"


def in_front_matter(
    site: MakeSite, csv: str | bytes = CSV, data: str = "images/ships.csv"
) -> Paper:
    lead = IMAGE % (CHART % data)
    files = {"articles/a.md": story(image=lead), "images/ships.svg": SVG, "images/ships.csv": csv}
    return site(files)


def test_a_chart_has_its_title_above_and_its_source_below(site: MakeSite) -> None:
    """As text of the page, which readers can enlarge and search engines can read."""
    figure = in_front_matter(site).html(PAGE).select_one("figure.chart")
    assert figure
    assert [each.name for each in figure.find_all(recursive=False)] == [
        "figcaption",
        "img",
        "div",
        "details",
    ]
    assert figure.figcaption and figure.figcaption.text == "Ships & <b>boats</b>"
    words = [each.text for each in figure.select(".chart-words p")]
    assert words == ["To May", "After", "Source: Port of Ellery (Ann Lee)"]


def test_the_numbers_of_a_chart_are_a_table_and_a_file(site: MakeSite) -> None:
    """With headers that say of what, numbers at the end of their cell, and the file as it is."""
    paper = in_front_matter(site)
    details = paper.html(PAGE).select_one("figure.chart details")
    assert details
    assert [each["scope"] for each in details.select("th")] == ["col"] * 3 + ["row"] * 2
    assert [each.text for each in details.select("td.align-right")] == [
        "1 200",
        "-4.5 %",
        "n/a",
        "+2",
    ]
    assert details.caption and details.caption.text == "Ships & <b>boats</b>"
    link = details.select_one("a[download]")
    assert link and link["href"] == "/images/ships.csv"
    assert (paper.output / "images/ships.csv").read_text() == CSV


def test_a_sidecar_makes_a_chart_of_a_picture_in_a_text(site: MakeSite) -> None:
    """Its numbers are looked for beside the picture."""
    paper = site(
        {
            "articles/a.md": story("![A curve](/images/ships.svg)"),
            "images/ships.svg": SVG,
            "images/ships.csv": CSV,
            "images/ships.svg.yaml": "credit: Ann Lee\nchart:\n  title: Ships\n  data: ships.csv\n",
        }
    )
    assert paper.warnings == [] and paper.html(PAGE).select(".prose figure.chart details td")


def test_numbers_wait_for_their_story(site: MakeSite) -> None:
    """Nobody reads them before, wherever they lie."""
    lead = IMAGE % (CHART % "images/ships.csv")
    hidden = story(image=lead, embargo="2026-12-24T08:00:00+00:00")
    shown = story(title="Other", slug="other")
    files = {"articles/a.md": hidden, "articles/b.md": shown}
    paper = site({**files, "images/ships.svg": SVG, "images/ships.csv": CSV})
    assert not [each for each in paper.files() if "ships" in each]


def test_feeds_have_the_title_the_source_and_a_link(site: MakeSite) -> None:
    """And no table: no style sheet goes along."""
    feed = (in_front_matter(site).output / "feeds/all.atom.xml").read_text()
    for each in (
        "Ships &amp;amp; &amp;lt;b",
        "Source: Port of Ellery",
        '/images/ships.csv"',
    ):
        assert each in feed
    assert "&lt;table" not in feed


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("images/ship.csv", "articles/a.md:5: the data file images/ship.csv does not exist"),
        ("https://x.example/a.csv", "articles/a.md:5: a data file on another host"),
        ("images/ships.svg", "articles/a.md:5: images/ships.svg is no CSV file"),
        ("../../x.csv", "articles/a.md:5: the data file ../../x.csv lies outside"),
    ],
)
def test_a_file_that_is_no_csv_file_is_told_where_it_is_named(
    site: MakeSite, data: str, fault: str
) -> None:
    """With what is there instead."""
    (found,) = in_front_matter(site, data=data).faults
    assert found.startswith(fault)


def test_a_sidecars_fault_has_its_line(site: MakeSite) -> None:
    """Where the file is named, and not where the picture is used."""
    paper = site(
        {
            "articles/a.md": story("![A curve](/images/ships.svg)"),
            "images/ships.svg": SVG,
            "images/ships.svg.yaml": "credit: Ann Lee\nchart:\n  title: Ships\n  data: no.csv\n",
        }
    )
    assert [each.split(" the")[0] for each in paper.faults] == ["images/ships.svg.yaml:4:"]


@pytest.mark.parametrize(
    ("csv", "fault"),
    [
        ("A,B\n1,2,3\n", "a.csv:2: 3 cells in a row, and 2 names of columns"),
        ("A,B\n\n1\n", "a.csv:3: 1 cell in a row, and 2 names of columns"),
        ("A,\n1,2\n", "a.csv:1: a column without a name"),
        ("2020,3\n2021,2\n", "a.csv:1: the first row is one of numbers"),
        ("A,B\n", "a.csv:1: no numbers"),
        ("A\n=1+1\n", "a.csv:2: “=1+1”, which a spreadsheet would run"),
        ('A\n" @SUM(A1)"\n', "a.csv:2: “@SUM(A1)”, which"),
        ("A\n-2+cmd|' /C calc'!A0\n", "a.csv:2: “-2+cmd"),
        ('A;B\n"x,=1";2\n', "a.csv:2: “x,=1”, which"),
        ('A\n1\n"open\n2\n', "a.csv:3: a double quote opens a cell here and does not close it"),
        ('A\n1\n"open\n2,"c"\n', "a.csv:3: a double quote opens a cell here"),
        (",".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ") + "\n" + "1," * 25 + "1\n", "a.csv:1: 1 row of 26"),
        ("A\n\x07\n", "a.csv:2: a control character"),
        ("A\n" + "1\n" * (MOST_ROWS + 1), "a.csv:1: 501 rows of 1 column are too many"),
        ("A\n" + "1" * MOST_BYTES, "a.csv: 100 KB of numbers are too many"),
        ("Ä\n1\n".encode("latin-1"), "a.csv:1: the file is not UTF-8"),
    ],
)
def test_what_is_wrong_with_numbers_has_its_line(
    tmp_path: Path, csv: str | bytes, fault: str
) -> None:
    """And nothing that a spreadsheet would run is published."""
    file = tmp_path / "a.csv"
    file.write_bytes(csv if isinstance(csv, bytes) else csv.encode())
    found = read_numbers(file, "a.csv")
    assert str(found.faults[0]).startswith(fault) and not found.rows


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_spreadsheets_of_all_countries_are_read(tmp_path: Path, sign: str) -> None:
    """With the mark of UTF-8 and the ends of lines that they write."""
    file = tmp_path / "a.csv"
    lines = [sign.join(each) for each in (("Year", "Ships"), ("2024", "−3"), ("", ""))]
    file.write_bytes(("\ufeff" + "\r\n".join(lines)).encode())
    found = read_numbers(file, "a.csv")
    assert (found.header, found.rows) == (("Year", "Ships"), (("2024", "−3"),))
    assert found.are_numbers == (True, True)
