"""Screens: the pictures that stand for one on phones and on dark screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import Tag

from tests.pictures.makers import file_of, moving_file, photograph
from tests.support.small_paper import MakeSite, Paper, story, without_mark

pytestmark = pytest.mark.usefixtures("sizes_kept")

PAGE = "2024/06/harbour-reopens/index.html"
PHONE, DARK = "screen and (max-width: 30em)", "screen and (prefers-color-scheme: dark)"
BOTH = "screen and (max-width: 30em) and (prefers-color-scheme: dark)"
IMAGE = "{src: images/a.svg, alt: A curve, phone: images/a-phone.svg, dark: images/a-dark.png}"
CREDIT = "credit: Ann Lee\n"


def svg(width: int) -> str:
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} 400'/>"


def files(**more: str | bytes) -> dict[str, str | bytes]:
    return {
        "articles/a.md": story(image=IMAGE),
        "images/a.svg": svg(900),
        "images/a.svg.yaml": CREDIT,
        "images/a-phone.svg": svg(360),
        "images/a-phone.svg.yaml": CREDIT,
        "images/a-dark.png": file_of(photograph(300, 200), "PNG"),
        "images/a-dark.png.yaml": CREDIT,
        **more,
    }


def sources(paper: Paper, place: str = ".lead-figure") -> list[Tag]:
    assert paper.faults == []
    return paper.html(PAGE).select(f"{place} picture source")


def test_phones_and_dark_screens_get_their_own_pictures(site: MakeSite) -> None:
    """Each in its own size, so that nothing jumps, and only on a screen: paper gets the plain one."""
    paper = site(files())
    found = [(each["media"], each["width"], each["height"]) for each in sources(paper)]
    assert found == [(PHONE, "360", "400"), *[(DARK, "300", "200")] * 3]
    image = paper.html(PAGE).select_one(".lead-figure img")
    assert image and without_mark(image["src"]) == "/images/a.svg"


def test_each_of_them_comes_in_sizes(site: MakeSite, tmp_path: Path) -> None:
    """As any picture does, and every file that the page names is published."""
    paper = site(files(**{"images/a-dark.png": file_of(photograph(1000, 600), "PNG")}))
    dark = [each for each in sources(paper) if each["media"] == DARK]
    assert [each["type"] for each in dark] == ["image/avif", "image/webp", "image/jpeg"]
    for each in sources(paper):
        for candidate in str(each["srcset"]).split(", "):
            assert (paper.output / candidate.split()[0].lstrip("/")).is_file()


def test_the_credit_of_the_story_goes_for_them(site: MakeSite) -> None:
    """Where nothing else says whose they are; it is in their files, and all of these are there."""
    image = "{src: images/a.svg, alt: A curve, credit: Ann Lee, dark: images/a-dark.jpg}"
    dark = {"images/a-dark.jpg": file_of(photograph(1000, 600))}
    paper = site({"articles/a.md": story(image=image), "images/a.svg": svg(900), **dark})
    names = [each.split()[0] for at in sources(paper) for each in str(at["srcset"]).split(", ")]
    assert len(names) > 5
    for name in names:
        assert b"Ann Lee" in (paper.output / name.lstrip("/")).read_bytes()


def test_a_sidecar_names_them_for_all_stories(site: MakeSite) -> None:
    """That of the picture for phones names its own one for the dark."""
    sidecar = f"{CREDIT}phone: a-phone.svg\ndark: a-dark.png\n"
    more = {
        "articles/a.md": story("![A curve](/images/a.svg)"),
        "images/a.svg.yaml": sidecar,
        "images/a-phone.svg.yaml": f"{CREDIT}dark: a-night.svg\n",
        "images/a-night.svg": svg(350),
        "images/a-night.svg.yaml": CREDIT,
    }
    found = sources(site(files(**more)), ".prose")
    assert [each["media"] for each in found] == [BOTH, PHONE, DARK, DARK, DARK]


def test_no_credit_is_lost(site: MakeSite) -> None:
    """The page says whose each picture is; one without a credit is told."""
    paper = site(files(**{"images/a-dark.png.yaml": "credit: Bo Olsen\n"}))
    credit = paper.html(PAGE).select_one(".lead-figure .credit")
    assert credit and credit.text == "Ann Lee; Bo Olsen"
    paper = site(files(**{"images/a-dark.png.yaml": "alt: Night\n"}))
    assert [each.split(" (")[0] for each in paper.warnings] == [
        "articles/a.md:5: picture without a credit"
    ]


@pytest.mark.parametrize("key", ["phone", "dark"])
def test_a_file_that_is_no_picture_is_told_where_it_is_named(site: MakeSite, key: str) -> None:
    """In front matter and in a sidecar."""
    bad = story(image=f"\n  src: images/a.svg\n  alt: A curve\n  {key}: images/none.svg")
    (fault,) = site(files(**{"articles/a.md": bad})).faults
    assert fault.startswith("articles/a.md:8: the picture images/none.svg does not exist")
    (fault,) = site(
        files(
            **{
                "articles/a.md": story("![A curve](/images/a.svg)"),
                "images/a.svg.yaml": f"{CREDIT}{key}: a.txt\n",
                "images/a.txt": "no picture",
            }
        )
    ).faults
    assert fault.startswith("images/a.svg.yaml:2: ")


@pytest.mark.parametrize("key", ["phone", "dark"])
def test_what_moves_stands_still_in_place_of_another_picture(site: MakeSite, key: str) -> None:
    """There is no box to stop it, and nobody finds that out from the page alone: it is told."""
    image = f"{{src: images/a.svg, alt: A curve, {key}: images/a.gif}}"
    film = {"images/a.gif": moving_file("GIF", 300, 200), "images/a.gif.yaml": CREDIT}
    paper = site(files(**{"articles/a.md": story(image=image), **film}))
    assert (
        "articles/a.md:5: images/a.gif moves, and stands still where it stands for another picture "
        "(name one that does not move, or let the story show this one)"
    ) in paper.warnings
    assert sources(paper)[0]["type"] == "image/jpeg"


def test_each_file_tells_how_wide_it_is(site: MakeSite) -> None:
    """And the page, how wide it stands, as checkers of HTML want it beside others that tell it."""
    for source in sources(site(files())):
        assert str(source["srcset"]).endswith(f" {source['width']}w") and source["sizes"]


def test_feeds_and_cards_have_the_plain_one(site: MakeSite) -> None:
    """Where nobody knows on which screen it will be read."""
    paper = site(files())
    feed = (paper.output / "feeds/all.atom.xml").read_text()
    assert "images/a.svg" in without_mark(feed) and "a-dark" not in feed and "a-phone" not in feed
    assert not paper.html("world/index.html").select("source")


def test_a_drawing_that_leads_without_a_card_is_told(site: MakeSite) -> None:
    """Where nothing stands for it, other sites show no picture with links to the story."""
    image = "{src: images/a.svg, alt: Bars, credit: Ann Lee%s}"
    files = {"images/a.svg": svg(90), "images/b.svg": svg(90), "images/b.svg.yaml": "credit: Al"}
    card = {"images/c.png": file_of(photograph(), "PNG"), "images/c.png.yaml": "credit: Al"}

    def told(more: str, **settings: object) -> list[str]:
        paper = site({**files, **card, "articles/a.md": story(image=image % more)}, **settings)
        return [each for each in paper.warnings if "other sites" in each]

    assert told("") == []  # the paper has a picture for sharing
    none: dict[str, object] = {"THEME_STATIC_OVERRIDES": []}
    (warning,) = told("", **none)
    assert warning.startswith("articles/a.md:5: ") and "as images/a.svg is (" in warning
    (warning,) = told(", card: images/b.svg", **none)
    assert "as images/b.svg is (" in warning
    assert told(", card: images/c.png", **none) == []
