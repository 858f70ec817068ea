"""Pictures that move: they do so in their story, can be stopped, and stand still anywhere else."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup

from tests.pictures.makers import moving_file
from tests.support.small_paper import MakeSite, Paper, story

PAGE = "2024/06/harbour-reopens/index.html"
FORMS = {"gif": "GIF", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}
STILL = re.compile(r"/images/tug\.[0-9a-f]{10}\.\d+(x\d+)?\.(jpg|avif|webp)")


def built(site: MakeSite, ending: str = "gif", more: str = "", **settings: object) -> Paper:
    """Return a paper with a story that is led by a picture that moves, and shows it once more."""
    lead = f"{{src: images/tug.{ending}, alt: A tug, credit: Ann Lee{more}}}"
    text = story(f'Words.\n\n![A tug](/images/tug.{ending} "The tug (Ann Lee)")', image=lead)
    data = moving_file(FORMS[ending])
    paper = site({"articles/a.md": text, f"images/tug.{ending}": data}, **settings)
    assert (paper.faults, paper.warnings) == ([], [])
    return paper


def addresses(page: BeautifulSoup, within: str) -> set[str]:
    """Return the addresses of all files of pictures within a part of a page."""
    tags = page.select(f"{within} img, {within} source")
    named = (f"{tag.get('src', '')} {tag.get('srcset', '')}" for tag in tags)
    return {each for names in named for each in re.findall(r"/images/[^ ,]+", names)}


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("more", ["", ", crops: no"])
def test_cards_and_other_sites_get_stills(site: MakeSite, ending: str, more: str) -> None:
    """Many that move at once say nothing, and the smallest thumbnail would load the whole."""
    paper = built(site, ending, more)
    shown = addresses(paper.html("index.html"), ".card-picture")
    assert shown and all(STILL.fullmatch(each) for each in shown)
    assert all((paper.output / each[1:]).is_file() for each in shown)
    page = paper.html(PAGE)
    told = [each.text for each in page.select("script[type*=json]")]
    told += [str(each["content"]) for each in page.select("meta[property='og:image']")]
    if not more:
        assert f"tug.{ending}" not in json.dumps(told)
        assert len(re.findall(r"tug\.\w+\.\d+x\d+\.jpg", json.dumps(told))) >= 4


def test_a_story_shows_it_moving_with_a_still_for_who_wants_one(site: MakeSite) -> None:
    """By the reader's system, or by a box to tick; the picture itself is published."""
    paper = built(site)
    page = paper.html(PAGE)
    for figure in page.select(".lead-figure, .prose figure"):
        moves, still = figure.select("img")
        assert moves["src"] == "/images/tug.gif" and "still" in still["class"]
        (source,) = figure.select("source")
        assert source["media"] == "(prefers-reduced-motion: reduce)"
        assert source["srcset"] == still["src"] and STILL.fullmatch(str(still["src"]))
        assert moves["alt"] == still["alt"] == "A tug" and still["loading"] == "lazy"
        label = figure.select_one("label")
        assert label and label.input and label.text.strip() == "Stop the movement"
    assert {"images/tug.gif", str(still["src"])[1:]} <= set(paper.files())


def test_without_sizes_it_is_published_as_it_is(site: MakeSite) -> None:
    """There is nothing to stop it with then."""
    paper = built(site, PICTURES_IN_SIZES=False)
    page = paper.html(PAGE)
    assert addresses(page, "figure") == {"/images/tug.gif"} and not page.select("label.stop")
    assert [path for path in paper.files() if path.startswith("images/")] == ["images/tug.gif"]
