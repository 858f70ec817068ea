"""Pictures in sizes on a site: what browsers choose from, and what is published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image, ImageCms

from broadsheet.pictures import developing
from tests.pictures.makers import drawing, file_of, photograph
from tests.support.small_paper import MakeSite, Paper, story

PHOTO = "{src: images/tug.jpg, alt: A tug, credit: Ann Lee}"
NAME = re.compile(r"images/tug\.[0-9a-f]{10}\.(\d+(?:x\d+)?)\.(\w+)")
PAGE = "2024/06/harbour-reopens/index.html"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 900' width='900' height='900'/>"


@pytest.fixture
def paper(site: MakeSite, tmp_path: Path) -> Iterator[object]:
    """A maker of papers that have a photograph of 1,000 pixels."""
    data = file_of(photograph())

    def make(texts: dict[str, str], **settings: object) -> Paper:
        made = site({**texts, "images/tug.jpg": data}, **settings)
        assert made.faults == []
        return made

    yield make


def files(paper: Paper) -> list[str]:
    return sorted(path for path in paper.files() if path.startswith("images/"))


def lead(page: BeautifulSoup) -> Tag:
    found = page.select_one(".lead-figure picture")
    assert found
    return found


def test_browsers_choose_among_sizes_and_formats(paper: MakeSite) -> None:
    """With the best format first, the picture's shape, and at once for what stands on top."""
    page = paper({"articles/a.md": story(image=PHOTO)}).html(PAGE)
    picture = lead(page)
    assert [each["type"] for each in picture.select("source")] == ["image/avif", "image/webp"]
    for source in picture.select("source"):
        widths = re.findall(r"\.(\d+)\.\w+ (\d+)w", str(source["srcset"]))
        assert [one for one, _ in widths] == [other for _, other in widths]
        assert [int(one) for one, _ in widths] == [240, 360, 540, 800, 1000]
    image = picture.img
    assert image
    assert (image["width"], image["height"]) == ("1000", "600")
    assert image["fetchpriority"] == "high" and str(image["src"]).endswith(".1000.jpg")


def test_what_shines_through_a_cut_out_shines_through_for_who_knows_no_new_format(
    site: MakeSite,
) -> None:
    """As PNG, which has megabytes and so is no wider than it needs to be; other sites get JPEG."""
    image = photograph(1300, 780)
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    data = file_of(image, "PNG")
    cut_out = "{src: images/tug.png, alt: A tug, credit: Ann Lee}"
    made = site({"articles/a.md": story(image=cut_out), "images/tug.png": data})
    assert made.faults == []
    shown = lead(made.html(PAGE)).img
    assert shown and (shown["width"], shown["height"]) == ("1000", "600")
    with Image.open(made.output / str(shown["src"]).lstrip("/")) as plain:
        assert (plain.format, plain.mode) == ("PNG", "RGBA")
    shared = made.html(PAGE).select_one("meta[property='og:image']")
    assert shared and str(shared["content"]).endswith(".jpg")


@pytest.mark.parametrize("is_known", [True, False])
def test_inks_of_an_unknown_press_are_told(site: MakeSite, is_known: bool) -> None:
    """Screens show a guess at their colours, which an editor sees only beside the print."""
    inks = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() if is_known else None
    data = file_of(photograph().convert("CMYK"), icc_profile=inks)
    told = site({"articles/a.md": story(image=PHOTO), "images/tug.jpg": data})
    assert told.faults == []
    assert told.warnings == (
        []
        if is_known
        else [
            "articles/a.md:5: images/tug.jpg has inks of a press (CMYK) without their profile: "
            "screens show colours that are guessed (save it in sRGB, or with the profile of the "
            "press)"
        ]
    )


def test_pictures_further_down_are_loaded_late(paper: MakeSite) -> None:
    """When a reader comes near them."""
    text = story("![A tug](/images/tug.jpg)\n\n*A tug (Ann Lee)*")
    image = paper({"articles/a.md": text}).html(PAGE).select_one(".prose picture")
    assert image and image.img and image.img["loading"] == "lazy"


def test_every_file_that_a_page_names_is_published_and_no_other(paper: MakeSite) -> None:
    """The picture's own file is not among them."""
    made = paper({"articles/a.md": story(image=PHOTO)})
    named = {found[0] for found in NAME.finditer(str(made.html(PAGE)))}
    assert set(files(made)) == named
    assert len(named) == 15 and "images/tug.jpg" not in named


def test_the_picture_itself_is_published_where_somebody_asks_for_it(paper: MakeSite) -> None:
    """A link, or the operator."""
    linked = paper({"articles/a.md": story("[The tug](/images/tug.jpg)", image=PHOTO)})
    assert "images/tug.jpg" in files(linked)
    wanted = paper({"articles/a.md": story(image=PHOTO)}, PICTURES_ORIGINALS=True)
    assert "images/tug.jpg" in files(wanted) and len(files(wanted)) == 16


def test_without_sizes_pictures_are_published_as_they_are(paper: MakeSite) -> None:
    """As for a host of which every file costs."""
    made = paper({"articles/a.md": story(image=PHOTO)}, PICTURES_IN_SIZES=False)
    assert files(made) == ["images/tug.jpg"]
    assert not made.html(PAGE).select("picture")


def test_programs_that_know_no_new_format_get_the_plain_one(paper: MakeSite) -> None:
    """Feeds, structured data and previews of shared links."""
    made = paper({"articles/a.md": story(image=PHOTO)})
    feed = made.files()["feeds/all.atom.xml"].decode()
    assert re.search(r"https?://[^\"]+/images/tug\.[0-9a-f]{10}\.1000\.jpg", feed)
    assert ".webp" not in feed and ".avif" not in feed
    page = made.html(PAGE)
    card = page.select_one('meta[property="og:image"]')
    assert card and str(card["content"]).endswith(".1000x524.jpg")
    data = json.loads(page.select_one('script[type="application/ld+json"]').text)  # type: ignore[union-attr]
    assert ".1000.jpg" in json.dumps(data)


@pytest.mark.parametrize(
    ("width", "widths"), [(400, {240, 360, 400}), (250, {240, 250}), (121, {121})]
)
def test_small_pictures_come_in_sizes_too(site: MakeSite, width: int, widths: set[int]) -> None:
    """Portraits are many, and the files that a newsroom has of them are rarely small in bytes."""
    pictures = {"images/small.jpg": file_of(photograph(width, 300))}
    made = site({"articles/a.md": story("![One](/images/small.jpg)"), **pictures})
    found = [path.split(".")[-2:] for path in files(made)]
    assert {int(each) for each, form in found if form == "avif"} <= widths
    assert {form for each, form in found if each == str(width)} == {"avif", "webp", "jpg"}


def test_charts_have_no_lossy_formats(site: MakeSite) -> None:
    """Letters in them stay sharp."""
    chart = {"images/tug.png": file_of(drawing(), "PNG")}
    made = site({"articles/a.md": story("![Ships](/images/tug.png)"), **chart})
    assert {path.rpartition(".")[2] for path in files(made)} == {"webp", "png"}


def test_a_story_that_is_not_out_leaves_no_picture(paper: MakeSite) -> None:
    """In no size, until it is out."""
    texts = {"articles/a.md": story(), "articles/b.md": story(slug="b", image=PHOTO)}
    hidden = {**texts, "articles/b.md": story(slug="b", image=PHOTO, status="draft")}
    assert files(paper(hidden)) == []
    assert len(files(paper(texts))) == 15
    assert files(paper(hidden)) == []


def test_another_picture_under_the_name_has_other_names(site: MakeSite, paper: MakeSite) -> None:
    """So a browser may keep each file for ever; pages that show it are made anew."""
    texts = {"articles/a.md": story(image=PHOTO), "articles/b.md": story(slug="b", title="B")}
    before = files(paper(texts))
    other = file_of(photograph(900, 500))
    made = site({**texts, "images/tug.jpg": other})
    after = files(made)
    assert not set(before) & set(after) and len(after) == 15
    widest = next(path for path in after if path.endswith(".900.jpg"))
    assert widest in str(made.html(PAGE)) and widest in str(made.html("index.html"))


def test_a_later_build_opens_no_picture(paper: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the store was thrown away: the sizes lie in a cache of their own."""
    texts = {"articles/a.md": story(image=PHOTO)}
    before = paper(texts).files()

    def developed(*_: object) -> None:
        raise AssertionError("a picture was developed again")

    monkeypatch.setattr(developing, "developed", developed)
    assert paper(texts, LOAD_CONTENT_CACHE=False).files() == before


def test_credits_of_a_sidecar_go_into_each_file(paper: MakeSite) -> None:
    """Whoever saves a picture from the page has its credit."""
    sidecar = "credit: Jane Doe/AP\ncopyright: © 2024 AP\nlicence: CC BY 4.0\n"
    made = paper({"articles/a.md": story(image=PHOTO), "images/tug.jpg.yaml": sidecar})
    for path, data in made.files().items():
        if NAME.fullmatch(path):
            assert all(word.encode() in data for word in ("Jane Doe/AP", "© 2024 AP", "CC BY 4.0"))


def test_other_sites_get_what_stands_for_a_drawing_on_cards(paper: MakeSite) -> None:
    """No network shows an SVG; each file that the page names for them is published."""
    lead = "{src: images/map.svg, alt: A map, credit: Ann Lee, card: images/tug.jpg}"
    made = paper({"articles/a.md": story(image=lead), "images/map.svg": SVG})
    page = made.html(PAGE)
    (shared,) = page.select("meta[property='og:image']")
    told = " ".join([str(shared["content"]), *(s.text for s in page.select("script[type*=json]"))])
    named = set(re.findall(r"/(images/[^\"]+?\.(?:jpg|png))", told))
    assert named and all(NAME.fullmatch(each) for each in named)
    assert named <= set(made.files()) and "map.svg" not in told
