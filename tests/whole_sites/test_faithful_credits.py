"""Whoever is named as the maker of a picture is named on the page, wherever either stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.image_captions.picture_makers import iim, jpeg
from tests.support.small_paper import build_paper, story

SOURCES = ("the title", "an attribute", "the sidecar", "the file")
SPOTS = {
    "a paragraph": "{}",
    "a line of text": "The quay {} by day.",
    "under a line": "The quay.\n{}",
    "one of two": "{}\n![Quay](../images/plain.jpg){{: .decorative }}",
    "an item": "- A quay.\n- {}",
    "a quotation": "> {}",
    "a table": "| Quay | Day |\n|---|---|\n| {} | one |",
    "a note": "The quay[^q].\n\n[^q]: {}",
    "a link": "[{}](https://example.org/)",
    "a figure": '<figure markdown="1">\n\n{}\n\n</figure>',
}


def picture(name: str, source: str, number: int) -> tuple[str, str]:
    """Return how a picture is written, and whose it is."""
    credit = f"Ann Number{number}/Reuters"
    title = f' "A quay ({credit})"' if source == "the title" else ""
    more = f'{{: credit="{credit}" }}' if source == "an attribute" else ""
    return f"![Quay](../images/{name}{title}){more}", credit


def test_a_credit_is_on_the_page_or_in_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each of its sources and in each spot of a text; none is lost in silence."""
    content = tmp_path / "content"
    (content / "images").mkdir(parents=True)
    (content / "articles").mkdir()
    Image.new("RGB", (6, 4), "navy").save(content / "images/plain.jpg")
    expected: dict[str, str] = {}
    for number, (source, spot) in enumerate((a, b) for a in SOURCES for b in SPOTS):
        written, credit = picture(f"p{number}.jpg", source, number)
        records = [(2, 110, credit.encode())] if source == "the file" else []
        jpeg(content / f"images/p{number}.jpg", segment=iim(records) if records else b"")
        if source == "the sidecar":
            sidecar = content / f"images/p{number}.jpg.yaml"
            sidecar.write_text(f"credit: {credit}\n", "utf-8")
        expected[f"s{number}"] = credit
        body = SPOTS[spot].format(written)
        keys = {"title": f"S{number}", "slug": f"s{number}", "newsletter": "none"}
        (content / f"articles/s{number}.md").write_text(story(body, **keys), "utf-8")
    paper = build_paper(content, tmp_path / "output", monkeypatch, {})
    assert paper.faults == []
    told = "\n".join(paper.warnings)
    lost = [
        ([*SPOTS][int(slug[1:]) % len(SPOTS)], credit)
        for slug, credit in expected.items()
        if credit not in paper.html(f"2024/06/{slug}/index.html").select_one("main").get_text()
        and f"articles/{slug}.md" not in told
    ]
    assert lost == []
