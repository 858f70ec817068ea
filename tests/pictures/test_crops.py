"""Crops: which part of a picture a card shows, and what other sites are given of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from broadsheet.pictures import developing
from broadsheet.pictures.boxes import box_of, size_of
from broadsheet.story.framing import SHAPES
from tests.pictures.makers import drawing, file_of, noise, photograph
from tests.support.small_paper import MakeSite, Paper, story, without_mark

PAGE = "2024/06/harbour-reopens/index.html"
IMAGE = "{src: images/tug.jpg, alt: A tug, credit: Ann Lee%s}"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 900' width='900' height='900'/>"
NO_CROPPING = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"><plus:ImageAlterationConstraints><rdf:Bag>
 <rdf:li>http://ns.useplus.org/ldf/vocab/AL-CLR</rdf:li>
 <rdf:li>http://ns.useplus.org/ldf/vocab/AL-CRP</rdf:li>
 </rdf:Bag></plus:ImageAlterationConstraints></rdf:Description></rdf:RDF></x:xmpmeta>"""

shares = st.floats(0, 1)
pixels = st.integers(1, 6000)


class TestBoxes:
    @given(st.tuples(pixels, pixels), st.sampled_from(sorted(SHAPES)), st.tuples(shares, shares))
    def test_a_crop_lies_within_the_picture(
        self, size: tuple[int, int], shape: str, focus: tuple[float, float]
    ) -> None:
        """Wherever its middle is to be, and it touches two edges: no part could be larger."""
        left, top, right, bottom = box_of(size, shape, focus)
        assert 0 <= left < right <= size[0] and 0 <= top < bottom <= size[1]
        assert right - left == size[0] or bottom - top == size[1]

    @given(st.tuples(shares, shares))
    def test_the_point_that_counts_is_kept(self, focus: tuple[float, float]) -> None:
        """As near to the middle as the edges let it."""
        for shape in SHAPES:
            left, top, right, bottom = box_of((3000, 2000), shape, focus)
            assert left - 1 <= focus[0] * 3000 <= right + 1
            assert top - 1 <= focus[1] * 2000 <= bottom + 1

    @pytest.mark.parametrize("shape", sorted(SHAPES))
    def test_a_crop_has_its_shape(self, shape: str) -> None:
        """To the pixel."""
        width, height = size_of(box_of((3000, 2000), shape))
        assert width == pytest.approx(height * SHAPES[shape], abs=1)

    def test_nothing_is_shown_beyond_the_part_that_an_editor_chose(self) -> None:
        """Of which the largest part in the shape is shown."""
        assert box_of((1000, 1000), "1:1", None, (0.1, 0.2, 0.5, 0.9)) == (100, 350, 500, 750)
        assert box_of((1000, 1000), "1:1", (0.9, 0.0), (0.1, 0.2, 0.5, 0.9)) == (100, 200, 500, 600)


@pytest.fixture
def paper(site: MakeSite) -> Iterator[object]:
    """A maker of papers of one story, with what its `image:` says besides, and its picture."""

    def make(more: str = "", picture: bytes = b"", sidecar: str = "", **settings: object) -> Paper:
        files: dict[str, str | bytes] = {
            "articles/a.md": story(image=IMAGE % (f", {more}" if more else "")),
            "images/tug.jpg": picture or file_of(photograph(1200, 800)),
        }
        if sidecar:
            files["images/tug.jpg.yaml"] = sidecar
        return site(files, **settings)

    yield make


def card(paper: Paper) -> Tag:
    found = paper.html("world/index.html").select_one(".card-picture")
    assert found
    return found


def shown_on_card(paper: Paper) -> Image.Image:
    """Return the plain file that a card shows."""
    src = str(card(paper).select_one("img")["src"])  # type: ignore[index]
    return Image.open(paper.output / src.lstrip("/"))


def shared(paper: Paper) -> tuple[list[tuple[int, int]], str]:
    """Return the sizes of the pictures for search engines, and the address of that for sharing."""
    page = paper.html(PAGE)
    graph = json.loads(page.select_one('script[type="application/ld+json"]').text)["@graph"]  # type: ignore[union-attr]
    (article,) = [node for node in graph if node["@type"] == "NewsArticle"]
    sizes = [(each["width"], each["height"]) for each in article["image"]]
    return sizes, str(page.select_one('meta[property="og:image"]')["content"])  # type: ignore[index]


def two_halves(width: int, height: int) -> bytes:
    """Return a picture that is red at its left, and blue at its right."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    rough = noise(width, height, 40).convert("RGB")
    return file_of(Image.blend(image, rough, 0.1), quality=95)


def colour(image: Image.Image) -> str:
    red, _, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return "red" if red > 2 * blue else "blue" if blue > 2 * red else "both"


@pytest.mark.usefixtures("sizes_kept")
class TestCards:
    def test_a_card_shows_what_an_editor_chose(self, paper: MakeSite) -> None:
        """By the point that counts, or by the part itself, of the story or of the picture."""
        wide = two_halves(2400, 800)
        assert colour(shown_on_card(paper("", wide))) == "both"
        assert colour(shown_on_card(paper("focus: 20% 50%", wide))) == "red"
        assert colour(shown_on_card(paper('crops: {"3:2": 50% 0% 100% 100%}', wide))) == "blue"
        assert colour(shown_on_card(paper("", wide, "focus: 90% 50%\n"))) == "blue"
        assert colour(shown_on_card(paper("focus: 20% 50%", wide, "focus: 90% 50%\n"))) == "red"

    def test_the_story_shows_the_whole_picture(self, paper: MakeSite) -> None:
        """Crops are for places in which it does not fit."""
        page = paper("focus: 20% 50%", two_halves(2400, 800)).html(PAGE)
        image = page.select_one(".lead-figure img")
        assert image and (image["width"], image["height"]) == ("1800", "600")

    def test_a_card_loads_no_pixels_that_it_does_not_show(self, paper: MakeSite) -> None:
        """Of a picture of about its shape it shows the file of the story, of others a part."""
        made = paper("", file_of(photograph(1200, 800)))
        whole = made.html(PAGE).select_one(".lead-figure img")
        assert card(made).img["src"] == whole["src"]  # type: ignore[index]
        fitting = paper("focus: 20% 50%", file_of(photograph(1200, 800)))
        assert card(fitting).img["src"] == whole["src"]  # type: ignore[index]
        assert shown_on_card(paper("", file_of(photograph(2400, 800)))).size == (1200, 800)
        assert shown_on_card(paper("", file_of(photograph(800, 2400)))).size == (800, 533)

    def test_a_part_has_pixels_for_a_lead(self, paper: MakeSite) -> None:
        """Which is as wide as two thirds of a page, on screens of two pixels for each."""
        made = shown_on_card(paper("focus: 20% 50%", file_of(photograph(2700, 1200))))
        assert made.size == (1800, 1200)

    def test_a_picture_that_must_not_be_cropped_is_shown_whole(self, paper: MakeSite) -> None:
        """Everywhere: as its file says in the words of PLUS, or an editor."""
        locked = file_of(photograph(2400, 800), xmp=NO_CROPPING)
        free = file_of(photograph(2400, 800))
        made = [paper("", locked), paper("crops: no", free), paper("", free, "crops: no\n")]
        for each in made:
            assert "card-picture-whole" in card(each)["class"]
            assert shown_on_card(each).size == (1800, 600)
            sizes, address = shared(each)
            assert sizes == [(1800, 600)] and address.endswith(".1800.jpg")

    @pytest.mark.parametrize(("kind", "is_whole"), [("chart", True), ("illustration", False)])
    def test_a_drawing_in_lines_loses_nothing_at_its_sides(
        self, site: MakeSite, kind: str, is_whole: bool
    ) -> None:
        """But one that illustrates fills its place."""
        image = f"{{src: images/map.svg, alt: A map, credit: Ann Lee, kind: {kind}}}"
        made = site({"articles/a.md": story(image=image), "images/map.svg": SVG})
        assert ("card-picture-whole" in card(made)["class"]) is is_whole

    def test_a_preview_shows_the_crop_that_was_chosen(self, paper: MakeSite) -> None:
        """As one file, at once; nothing else is made there."""
        wide = two_halves(2400, 800)
        made = paper("focus: 20% 50%", wide, BUILD_PREVIEW=True)
        assert colour(shown_on_card(made)) == "red" and not card(made).select("source")
        files = sorted(path for path in made.files() if path.startswith("images/"))
        assert len(files) == 2 and "images/tug.jpg" in files


@pytest.mark.usefixtures("sizes_kept")
class TestAlternatives:
    CHART = file_of(drawing(1200, 800), "PNG")

    def made(
        self, site: MakeSite, more: str, files: Mapping[str, str | bytes] | None = None
    ) -> Paper:
        """Return a paper whose second story has a chart, and whose first one a photograph."""
        chart = f"{{src: images/chart.png, alt: A chart, credit: Ann Lee, {more}}}"
        return site(
            {
                "articles/a.md": story(image=IMAGE % "", date="2024-06-12T07:30:00+00:00"),
                "articles/b.md": story(image=chart, title="Ships", slug="ships"),
                "images/tug.jpg": file_of(photograph(1200, 800)),
                "images/chart.png": self.CHART,
                **(files or {}),
            }
        )

    def cards(self, paper: Paper) -> list[str]:
        """Return the pictures of the cards of the section's front."""
        assert paper.faults == []
        images = paper.html("world/index.html").select(".card-picture img")
        return [str(image["src"]).split("/")[2].split(".")[0] for image in images]

    def test_what_cannot_be_made_out_is_not_shown_small(self, site: MakeSite) -> None:
        """The story itself shows it, and so does a card that is large."""
        assert self.cards(self.made(site, "caption: Ships")) == ["tug", "chart"]
        small = self.made(site, "small: no")
        assert self.cards(small) == ["tug"]
        assert small.html("2024/06/ships/index.html").select(".lead-figure img")
        beside = self.made(site, "caption: Ships", {"images/chart.png.yaml": "small: no\n"})
        assert self.cards(beside) == ["tug"]

    def test_another_picture_may_stand_for_it_on_cards(self, site: MakeSite) -> None:
        """The story shows its own; both are published, and what is missing is told."""
        detail = file_of(photograph(1000, 700))
        made = self.made(site, "card: images/detail.jpg, small: no", {"images/detail.jpg": detail})
        assert self.cards(made) == ["tug", "detail"]
        lead = made.html("2024/06/ships/index.html").select_one(".lead-figure img")
        assert lead and "/images/chart." in str(lead["src"])
        published = {path.split(".")[0] for path in made.files() if path.startswith("images/")}
        assert published == {"images/tug", "images/chart", "images/detail"}
        (fault,) = self.made(site, "card: images/detial.jpg").faults
        assert fault.startswith("articles/b.md:5: ") and "detial.jpg" in fault

    def test_a_sidecar_names_another_picture_for_cards_too(self, site: MakeSite) -> None:
        """For all stories that lead with it but those that name their own; beside its picture."""
        files = {
            "images/detail.jpg": file_of(photograph(1000, 700)),
            "images/chart.png.yaml": "card: detail.jpg\n",
        }
        assert self.cards(self.made(site, "caption: Ships", files)) == ["tug", "detail"]
        own = self.made(site, "card: images/tug.jpg", {"images/chart.png.yaml": "card: no.jpg\n"})
        assert self.cards(own) == ["tug", "tug"]
        files["images/chart.png.yaml"] = "small: no\ncard: detial.jpg\n"
        (fault,) = self.made(site, "caption: Ships", files).faults
        assert fault.startswith("images/chart.png.yaml:2: ") and "did you mean" in fault


class TestOtherSites:
    def test_search_engines_get_three_shapes_and_the_whole(self, paper: MakeSite) -> None:
        """None wider than they ask for, each in a file of that size that says whose it is."""
        made = paper("", file_of(photograph(2400, 1600)))
        sizes, address = shared(made)
        assert sizes == [(1200, 675), (1200, 900), (1200, 1200), (1800, 1200)]
        assert address.endswith(".1200x628.jpg")
        for path, data in made.files().items():
            if found := re.search(r"\.(\d+)x(\d+)\.jpg$", path):
                image = Image.open(BytesIO(data))
                assert image.size == (int(found[1]), int(found[2]))

    def test_all_shapes_of_a_picture_are_one_effort(
        self, paper: MakeSite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is opened once for them, and once for its sizes."""
        opened: list[object] = []
        plain = developing.developed

        def counted(*told: Any) -> Any:
            opened.append(told)
            return plain(*told)

        monkeypatch.setattr(developing, "developed", counted)
        paper("", file_of(photograph(1200, 800)), BUILD_WORKERS=1)
        assert len(opened) == 2

    def test_they_get_what_an_editor_chose(self, paper: MakeSite) -> None:
        """For each shape by itself."""
        made = paper('focus: 80% 50%, crops: {"1.91:1": 0% 0% 50% 100%}', two_halves(2400, 800))
        address = shared(made)[1].partition("/images/")[2]
        assert colour(Image.open(made.output / "images" / address)) == "red"
        square = next(path for path in made.files() if path.endswith(".800x800.jpg"))
        assert colour(Image.open(made.output / square)) == "blue"

    def test_a_drawing_of_lines_on_nothing_is_shared_on_white(self, site: MakeSite) -> None:
        """Other sites have dark pages too, on which black lines are not to be seen."""
        lines = drawing(1400, 900)
        lines.putalpha(lines.convert("L").point(lambda grey: 0 if grey > 250 else 255))
        text = story(image="{src: images/a.png, alt: A chart, credit: Ann Lee}")
        made = site({"articles/a.md": text, "images/a.png": file_of(lines, "PNG")})
        page = made.html(PAGE)
        shared = page.select_one("meta[property='og:image']")
        whole = page.select_one(".lead-figure img")
        assert shared and whole
        with Image.open(made.output / str(shared["content"]).split("/", 3)[3]) as image:
            assert image.size == (1200, 628) and not image.has_transparency_data
            assert image.convert("RGB").getpixel((1190, 5)) == (255, 255, 255)
        with Image.open(made.output / str(whole["src"]).lstrip("/")) as image:
            assert image.has_transparency_data

    def test_a_drawing_in_lines_is_not_shared(self, site: MakeSite) -> None:
        """No network shows it: the paper's own card stands for the story."""
        text = story(image="{src: images/map.svg, alt: A map, credit: Ann Lee}")
        page = site({"articles/a.md": text, "images/map.svg": SVG}).html(PAGE)
        assert not str(page.select_one('meta[property="og:image"]')["content"]).endswith(".svg")  # type: ignore[index]

    def test_a_chart_is_shared_without_loss(self, site: MakeSite) -> None:
        """As PNG."""
        text = story(image="{src: images/a.png, alt: A chart, credit: Ann Lee}")
        made = site({"articles/a.md": text, "images/a.png": file_of(drawing(1400, 900), "PNG")})
        assert shared(made)[1].endswith(".1200x628.png")

    def test_a_small_picture_is_shared_whole(self, paper: MakeSite) -> None:
        """Search engines leave out what has few pixels."""
        sizes, address = shared(paper("", file_of(photograph(240, 160))))
        assert sizes == [(240, 160)] and without_mark(address).endswith("/images/tug.jpg")

    def test_a_story_that_is_not_out_leaves_no_crop(self, site: MakeSite) -> None:
        """Of no shape."""
        text = story(image=IMAGE % ", focus: 20% 50%", status="draft")
        made = site({"articles/a.md": text, "images/tug.jpg": two_halves(2400, 800)})
        assert not any(path.startswith("images/") for path in made.files())


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("focus: left", "“left” is no point of a picture (write two numbers such as `40% 30%`: from the left and from the top)"),
        ("focus: 40 30", "“40 30” is no point of a picture (write two numbers such as `40% 30%`: from the left and from the top)"),
        ("focus: ٤٠% ٣٠%", "“٤٠% ٣٠%” is no point of a picture (write two numbers such as `40% 30%`: from the left and from the top)"),
        ("focus: [40%, 30%]", "a list or a group of keys, where a point of a picture is meant (write two numbers such as `40% 30%`: from the left and from the top)"),
        ("focus: 140% 30%", "“140% 30%” lies outside of the picture (write two numbers such as `40% 30%`: from the left and from the top)"),
        ("crops: {square: 1% 1% 2% 2%}", "“square” is no shape of ours (use one of: 1.91:1, 16:9, 1:1, 3:2, 4:3)"),
        ('crops: {"1:1": 1% 1%}', "“1% 1%” is no part of a picture (write four edges such as `10% 5% 90% 80%`: left, top, right, bottom)"),
        ('crops: {"1:1": 50% 0% 40% 10%}', "“50% 0% 40% 10%” leaves nothing of the picture (write four edges such as `10% 5% 90% 80%`: left, top, right, bottom)"),
        ("crops: 1", "not a group of shapes (write a line such as `16:9: 10% 5% 90% 80%`, or `no`)"),
    ],
)  # fmt: skip
def test_what_is_no_place_of_a_picture_is_told(paper: MakeSite, written: str, fault: str) -> None:
    """In front matter and beside the picture, at the line, with what to write."""
    key = written.partition(":")[0]
    (told,) = [str(each) for each in paper(written).faults]
    assert re.fullmatch(rf"articles/a\.md:\d+: `image\.{key}`: {re.escape(fault)}", told)
    (beside,) = [str(each) for each in paper("", sidecar=f"{written}\n").faults]
    assert beside == f"images/tug.jpg.yaml:1: `{key}`: {fault}"


def test_a_focus_that_changes_nothing_is_told(paper: MakeSite, site: MakeSite) -> None:
    """Where the owner forbids to crop, and where a picture is never cropped."""
    told = "articles/a.md:5: `focus` and `crops` change nothing of images/"
    locked = paper("focus: 1% 2%", file_of(photograph(), xmp=NO_CROPPING))
    assert locked.warnings == [
        f"{told}tug.jpg: its owner forbids to crop it, as the file says (take them out)"
    ]
    text = story(image="{src: images/map.svg, alt: A map, credit: Ann Lee, focus: 1% 2%}")
    assert site({"articles/a.md": text, "images/map.svg": SVG}).warnings == [
        f"{told}map.svg: a drawing in lines is never cropped (take them out)"
    ]
    assert paper("focus: 1% 2%").warnings == []


def test_a_crop_that_leaves_too_few_pixels_is_told(paper: MakeSite) -> None:
    """Said in front matter or beside the picture; cards would show it as large as any other."""
    told = (
        "articles/a.md:5: `crops`: 24 by 16 pixels are left of images/tug.jpg for 3:2, "
        "too few to be shown (choose a larger part, or take a picture with more pixels)"
    )
    crops = "crops: {'3:2': 0% 0% 2% 2%, '1:1': 0% 0% 50% 50%}"
    assert paper(crops).warnings == [told]
    assert paper("", sidecar=f"{crops}\n").warnings == [told]
    assert paper("crops: {'3:2': 0% 0% 25% 25%}").warnings == []


def test_every_file_of_a_crop_that_anybody_names_is_published(paper: MakeSite) -> None:
    """By pages and data; and no other."""
    made = paper("focus: 20% 50%", two_halves(2400, 800))
    files = made.files()
    told = "".join(
        data.decode() for path, data in files.items() if path.endswith((".html", ".xml", ".json"))
    )
    named = set(re.findall(r"images/tug\.[\w.]+?\.(?:jpg|webp|avif)", told))
    assert named == {path for path in files if path.startswith("images/")}
