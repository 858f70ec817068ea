"""Real articles, where they are at hand: the reference article and the 509 of the 18F blog.

They are not part of the project. What they stand for is tested on The Halyard too.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from broadsheet.commands.inspection import inspect
from tests.support.halyard import PELICANCONF, SHARED, cached_in, pelican

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the real articles are not at hand"),
]
# To encode the pictures takes ten times as long as all else, and is tested elsewhere.
OPTIONS = ("-e", "SECTIONS=null", 'STRICT_SINCE="2100-01-01"', "PICTURES_IN_SIZES=false")


def test_the_reference_article_shows_its_parts_in_order(tmp_path: Path) -> None:
    """Skip link, headline, standfirst, picture with its credit, story, block, notice."""
    output = tmp_path / "output"
    options = (*OPTIONS, cached_in(tmp_path / "cache"))
    built = pelican(str(SHARED / "seed"), "-s", PELICANCONF.name, "-o", str(output), *options)
    assert built.returncode == 0, built.stderr
    (path,) = output.glob("2015/11/*/index.html")
    page = BeautifulSoup(path.read_text("utf-8"), "lxml")
    parts = [
        "a.skip",
        "h1.headline",
        "p.standfirst",
        "article figure figcaption",
        "div.prose > p",
        "div.prose > h2",
        "aside.signup",
        "aside.notice",
    ]
    everything = list(page.descendants)
    places = [everything.index(page.select_one(part)) for part in parts]
    assert places == sorted(places)
    credit = page.select_one("article figure .credit")
    assert credit is not None and credit.get_text(strip=True) == "AFP"
    assert page.find("h2", string=re.compile("Russian FM to meet UN Syria"))
    link = page.select_one("aside.notice a[href*='story=']")
    assert link is not None
    asked = parse_qs(urlsplit(str(link["href"])).query)
    assert asked["title"] == [
        "Russia says Syrian opposition gave intelligence to launch air strikes"
    ]
    assert asked["story"][0].endswith(f"/{path.parent.relative_to(output).as_posix()}/")
    assert asked["id"] == [path.parent.relative_to(output).as_posix()]


def test_an_archive_of_five_hundred_articles_builds(tmp_path: Path) -> None:
    """All 509 articles are built; what is careless in them is named with its line."""
    output = tmp_path / "output"
    options = (*OPTIONS, cached_in(tmp_path / "cache"))
    built = pelican(str(SHARED / "18f"), "-s", PELICANCONF.name, "-o", str(output), *options)
    assert built.returncode == 0, built.stderr
    assert "509 stories" in built.stderr
    assert "0 errors" in built.stderr
    warnings = [line for line in built.stderr.splitlines() if line.startswith("warning: ")]
    assert warnings
    shape = re.compile(r"warning: \S+\.md:\d+: .+ \(.+\)$")
    assert [line for line in warnings if not shape.match(line)] == []
    pages = {
        path.parent.relative_to(output).as_posix() for path in output.glob("20*/*/*/index.html")
    }
    assert len(pages) == 509
    broken = [
        str(fault)
        for fault in inspect(output, "http://localhost:8000")
        # The articles link to a few places of one another that were never there.
        if "no such place there" not in str(fault)
    ]
    assert broken == []
