"""Inspection: what is broken in a built site is found before readers find it."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.commands.inspection import inspect

SITE = "https://paper.example/daily"


def site(folder: Path, **pages: str) -> list[str]:
    for name, text in pages.items():
        file = folder / name.replace("__", "/").replace("_xml", ".xml").replace("_html", ".html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return [str(fault) for fault in inspect(folder, SITE)]


def test_a_sound_site_has_no_faults(tmp_path: Path) -> None:
    """Links by full address, by path and by fragment are followed to files and ids."""
    assert (
        site(
            tmp_path,
            index_html='<a href="/daily/a/">a</a> <a href="a/#x">x</a> <a href="//other.example">',
            a__index_html='<p id="x"><a href="https://paper.example/daily/"> <a href="#x">x</a>',
        )
        == []
    )


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<a href="/daily/b/">', "the link /daily/b/ leads nowhere"),
        ('<img src="x.jpg">', "the link x.jpg leads nowhere"),
        ('<img srcset="y.jpg 2x">', "the link y.jpg leads nowhere"),
        ('<a href="#z">', "the link #z: no such place there"),
        ('<i id="a"></i><b id="a"></b>', "the id “a” stands twice"),
        ('<link rel="stylesheet" href="/daily/no.css">', "the link /daily/no.css leads nowhere"),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, html: str, fault: str) -> None:
    """Every kind of dead end is found."""
    assert [line for line in site(tmp_path, index_html=html) if fault in line]


def test_a_named_anchor_is_a_place(tmp_path: Path) -> None:
    """As HTML 4 had it, and old archives still do."""
    html = '<a name="y"></a><a href="#y">x</a><a href="#z">x</a>'
    assert [line for line in site(tmp_path, index_html=html) if "such place" in line] == [
        line for line in site(tmp_path, index_html=html) if "#z" in line
    ]


def test_a_feed_that_is_no_xml_or_has_relative_links_is_named(tmp_path: Path) -> None:
    """Readers of feeds see neither gaps nor nothing at all."""
    content = '&lt;a href="/daily/">x&lt;/a>'
    found = site(
        tmp_path,
        bad_xml="<feed><",
        feed_xml=f'<feed xmlns="http://www.w3.org/2005/Atom"><content>{content}</content></feed>',
    )
    assert [line for line in found if line.startswith("bad.xml:1: not well-formed")]
    assert [line for line in found if "the link /daily/ is no full address" in line]
