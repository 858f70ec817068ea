"""Pictures that move: they do so in their story, can be stopped, and stand still anywhere else."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageSequence

from broadsheet.image_captions.embedded import xmp_metadata
from broadsheet.privacy import gif, heif, png, webp
from broadsheet.privacy.cleaning import clean
from broadsheet.privacy.packets import packet_in
from tests.pictures.makers import moving_file
from tests.support.small_paper import MakeSite, Paper, story

pytestmark = pytest.mark.usefixtures("sizes_kept")

PAGE = "2024/06/harbour-reopens/index.html"
FORMS = {"gif": "GIF", "png": "PNG", "webp": "WEBP", "avif": "AVIF"}
MOVES = re.compile(r"/images/tug\.[0-9a-f]{10}\.(gif|png|webp|avif)")
OF_ITS_OWN = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="The file"/>
 </rdf:RDF></x:xmpmeta>"""
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
        assert MOVES.fullmatch(str(moves["src"])) and "still" in still["class"]
        (source,) = figure.select("source")
        assert source["media"] == "(prefers-reduced-motion: reduce)"
        assert source["srcset"] == still["src"] and STILL.fullmatch(str(still["src"]))
        assert moves["alt"] == still["alt"] == "A tug" and still["loading"] == "lazy"
        label = figure.select_one("label")
        assert label and label.input and label.text.strip() == "Stop the movement"
    shown = {str(moves["src"])[1:], str(still["src"])[1:]}
    assert shown <= set(paper.files()) and "images/tug.gif" not in paper.files()


NOTES = """credit: Ann Lee
creator: Ann Lee
usage_terms: Editorial use only
data_mining: prohibited
"""


def frames(data: bytes) -> list[bytes]:
    with Image.open(BytesIO(data)) as image:
        return [frame.convert("RGBA").tobytes() for frame in ImageSequence.Iterator(image)]


@pytest.mark.parametrize("own", [b"", OF_ITS_OWN], ids=["none", "of its own"])
@pytest.mark.parametrize("ending", FORMS)
def test_its_file_says_what_is_known_of_its_rights(site: MakeSite, ending: str, own: bytes) -> None:
    """Frame for frame as it was; what it says itself goes before."""
    data = moving_file(FORMS[ending])
    write = {"gif": gif, "png": png, "webp": webp, "avif": heif}[ending].with_xmp
    data = write(data, own) if own else data
    lead = f"{{src: images/tug.{ending}, alt: A tug}}"
    files = {f"images/tug.{ending}": data, f"images/tug.{ending}.yaml": NOTES}
    paper = site({"articles/a.md": story(image=lead), **files})
    assert paper.faults == []
    (moves,) = [path for path in paper.files() if MOVES.fullmatch(f"/{path}")]
    shown = paper.files()[moves]
    assert frames(shown) == frames(data) and len(frames(data)) == 2
    with Image.open(BytesIO(shown)) as image:
        told = packet_in(image, shown)
        assert image.info.get("loop") == Image.open(BytesIO(data)).info.get("loop")
    found = xmp_metadata(told)
    assert (found.credit, found.creator) == ("The file" if own else "Ann Lee", "Ann Lee")
    assert found.usage_terms == "Editorial use only" and b"DMI-PROHIBITED" in told
    assert told.count(b"<rdf:RDF") == shown.count(b"<rdf:RDF") == 1
    assert clean(shown) == shown
    stills = [data for path, data in paper.files().items() if STILL.fullmatch(f"/{path}")]
    packets = [Image.open(BytesIO(data)).info["xmp"] for data in stills]
    named = {xmp_metadata(packet).credit for packet in packets}
    assert stills and named == {found.credit}


def test_a_gif_of_the_first_kind_becomes_one_that_may_say_so() -> None:
    """Programs look for no packet in the other."""
    data = b"GIF87a" + moving_file("GIF")[6:]
    assert gif.with_xmp(data, OF_ITS_OWN).startswith(b"GIF89a")


def test_its_file_has_a_name_that_tells_of_its_rights(site: MakeSite) -> None:
    """So browsers may keep it for ever, and load it anew when they change."""

    def named(credit: str) -> str:
        files = {"images/tug.gif": moving_file("GIF"), "images/tug.gif.yaml": f"credit: {credit}"}
        lead = "{src: images/tug.gif, alt: A tug}"
        paper = site({"articles/a.md": story(image=lead), **files})
        (found,) = [path for path in paper.files() if MOVES.fullmatch(f"/{path}")]
        return found

    assert named("Ann Lee") == named("Ann Lee") != named("Bo Olsen")


def test_without_sizes_it_is_published_as_it_is(site: MakeSite) -> None:
    """There is nothing to stop it with then."""
    paper = built(site, PICTURES_IN_SIZES=False)
    page = paper.html(PAGE)
    assert addresses(page, "figure") == {"/images/tug.gif"} and not page.select("label.stop")
    assert [path for path in paper.files() if path.startswith("images/")] == ["images/tug.gif"]
