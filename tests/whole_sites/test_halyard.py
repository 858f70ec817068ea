"""The Halyard as a whole: what `inv build` promises."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from broadsheet.commands.inspection import inspect
from broadsheet.site.lasting_names import is_lasting
from tests.support.halyard import build_halyard
from tests.support.lasting_names import plain_name

SYRIA = "2015/11/russia-says-rebels-named-targets-for-syria-strikes/index.html"


def soup(halyard: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((halyard / path).read_text("utf-8"), "lxml")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def in_order(page: BeautifulSoup, *selectors: str) -> bool:
    """Say whether the first element of each selector stands before that of the next."""
    everything = list(page.descendants)
    places = [everything.index(page.select_one(selector)) for selector in selectors]
    return places == sorted(places)


def test_every_story_keeps_the_id_that_feeds_gave_it(halyard: Path) -> None:
    """That of the day on which it appeared, though the day counts no more."""
    ids: dict[str, str] = {}
    for file in sorted(halyard.rglob("*.atom.xml")):
        for entry in BeautifulSoup(file.read_bytes(), "xml").find_all("entry"):
            link, day = urlsplit(entry.link["href"]).path, entry.published.get_text()[:10]
            ids[link] = entry.id.get_text()
            assert ids[link] == f"tag:localhost,{day}:{link}"
    assert len(ids) == 34


def test_every_link_picture_feed_and_id_is_sound(halyard: Path) -> None:
    """Nothing on any page of The Halyard leads nowhere."""
    assert [str(fault) for fault in inspect(halyard, "http://localhost:8000")] == []


RIGHTS = [
    "Creator", "Credit", "Rights", "WebStatement", "UsageTerms", "LicensorURL",
    "DigitalSourceType", "DataMining", "AltTextAccessibility",
]  # fmt: skip
SECRETS = [
    "GPS*", "*SerialNumber", "Make", "Model", "ThumbnailImage", "PreviewImage", "MakerNote*",
    "History*", "DocumentAncestors",
]  # fmt: skip


def test_every_size_of_a_picture_says_whose_it_is_and_nothing_private(halyard: Path) -> None:
    """By exiftool: all that the sidecar says of rights; no place, device, thumbnail or edit."""
    if shutil.which("exiftool") is None:
        pytest.skip("no exiftool on this machine")
    asked = [*(f"-XMP:{name}" for name in RIGHTS), *(f"-{name}" for name in SECRETS)]
    program = ["exiftool", "-json", "-q", "-r", "-i", "authors", *asked, str(halyard / "images")]
    told = json.loads(subprocess.run(program, capture_output=True, check=True).stdout)
    sizes = [each for each in told if is_lasting(each["SourceFile"])]
    assert len(sizes) > 300
    for size in sizes:
        name = size.pop("SourceFile")
        assert set(size) <= set(RIGHTS), name
        assert "Credit" in size or "Creator" in size, name
        assert "AltTextAccessibility" in size, name
        if size["Credit"] == "The Halyard":
            assert set(size) == set(RIGHTS), name


def test_every_size_of_a_picture_is_worth_its_file(halyard: Path) -> None:
    """AVIF has no more bytes than WebP; each width saves a tenth of those of the next at least."""
    sizes: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for file in sorted((halyard / "images").rglob("*")):
        named = re.fullmatch(r"(.+\.[0-9a-f]{10})\.(\d+)(?:x\d+)?\.(avif|webp)", str(file))
        if named:
            sizes[named[1], named[3]][int(named[2])] = file.stat().st_size
    assert len(sizes) > 40 and {form for _, form in sizes} == {"avif", "webp"}
    for (stem, form), of in sizes.items():
        in_order = [of[width] for width in sorted(of)]
        assert all(small <= 0.9 * large for small, large in pairwise(in_order)), stem
        if form == "avif":
            assert all(size <= sizes[stem, "webp"].get(width, size) for width, size in of.items())


def test_a_second_build_writes_nothing(halyard: Path) -> None:
    """What has not changed is not touched: not even its modification time."""
    before = {path: (halyard / path).stat().st_mtime_ns for path in tree(halyard)}
    assert " 0 written" in build_halyard(halyard).stderr
    after = {path: (halyard / path).stat().st_mtime_ns for path in tree(halyard)}
    before.pop(".broadsheet"), after.pop(".broadsheet")
    assert after == before


def test_a_story_page_has_its_parts_in_the_order_of_a_newspaper(halyard: Path) -> None:
    """Skip link, headline, standfirst, picture, story, block, notice, topics, related stories."""
    page = soup(halyard, SYRIA)
    assert in_order(
        page,
        "a.skip",
        "nav.sections",
        "nav.breadcrumb",
        "h1.headline",
        "p.standfirst",
        "p.byline",
        "figure img",
        "figcaption",
        "div.prose p",
        "div.prose h2",
        "aside.signup",
        "aside.notice",
        "section.topics",
        "section.related",
    )


def test_every_page_has_one_first_heading_a_title_and_a_skip_link(halyard: Path) -> None:
    """No page is without the landmarks that people and machines look for."""
    for path, data in tree(halyard).items():
        if not path.endswith(".html") or b'http-equiv="refresh"' in data:
            continue
        page = BeautifulSoup(data, "lxml")
        assert len(page.find_all("h1")) == 1, path
        assert page.title and page.title.get_text(strip=True), path
        assert page.select_one("a.skip[href='#page:content']"), path
        assert page.select_one("main[id='page:content']"), path


def test_the_headings_of_a_page_leave_out_no_level(halyard: Path) -> None:
    """Whatever blocks stand between those of its text."""
    for path, data in tree(halyard).items():
        if path.endswith(".html"):
            found = BeautifulSoup(data, "lxml").find_all(re.compile("^h[1-6]$"))
            levels = [int(each.name[1]) for each in found]
            assert all(below <= above + 1 for above, below in pairwise(levels)), path


def test_no_page_shows_a_straight_quote_or_apostrophe(halyard: Path) -> None:
    """Neither texts nor settings' words nor our own: code, addresses and forms are no prose."""
    shown = 0
    for path, data in tree(halyard).items():
        if path.endswith(".html"):
            page = BeautifulSoup(data, "lxml")
            for tag in page.find_all(["script", "style", "pre", "code", "kbd", "samp", "textarea"]):
                tag.decompose()
            words = page.get_text()
            assert not re.findall(r""".{0,30}["'].{0,30}""", words), path
            shown += words.count("’")
    assert shown > 100


def test_every_picture_has_its_size_and_an_alt(halyard: Path) -> None:
    """Nothing jumps while a page loads, and no picture is mute by accident."""
    for path in tree(halyard):
        if path.endswith(".html"):
            for image in soup(halyard, path).find_all("img"):
                assert isinstance(image, Tag)
                assert image.get("width") and image.get("height"), (path, image)
                assert image.has_attr("alt"), (path, image)


def test_drafts_and_embargoed_stories_leave_no_trace(halyard: Path) -> None:
    """Neither their addresses nor their pictures are anywhere in the site."""
    for path, data in tree(halyard).items():
        for secret in ("halleys-comet-returns", "carbon-border-levy-first-year", "halley-orbit"):
            assert secret not in path
            assert secret.encode() not in data, path


def test_the_stylesheet_is_small(halyard: Path) -> None:
    """At most 10 KB travel to a reader."""
    assert len(gzip.compress((halyard / "theme/site.css").read_bytes(), 9)) <= 10 * 1024


def runs(kind: str | None) -> bool:
    """Say whether a script of a type is run: data for search engines is not."""
    return kind != "application/ld+json"


def test_only_the_request_form_uses_a_script_and_no_page_has_an_inline_one(halyard: Path) -> None:
    """A strict Content-Security-Policy can be served with the site."""
    for path in tree(halyard):
        if path.endswith(".html"):
            page = soup(halyard, path)
            scripts = [plain_name(str(each["src"])) for each in page.find_all("script", type=runs)]
            expected = ["/theme/request.js"] if path == "republishing/index.html" else []
            assert scripts == expected, path
            assert not page.find_all("style"), path
            assert not page.find_all(style=True), path


def test_old_addresses_lead_to_the_story(halyard: Path) -> None:
    """An alias is a page that takes readers, and search engines, to the new address."""
    page = soup(halyard, "2019/08/treaty-that-banned-a-class-of-missiles-ends/index.html")
    canonical = page.select_one("link[rel=canonical]")
    assert canonical is not None
    moved = [path for path, data in tree(halyard).items() if b'http-equiv="refresh"' in data]
    assert moved
    targets = [soup(halyard, path).select_one("link[rel=canonical]") for path in moved]
    assert str(canonical["href"]) in [str(target["href"]) for target in targets if target]


def test_feeds_hold_whole_stories_with_credits_and_full_addresses(halyard: Path) -> None:
    """What a reader of the feed gets is the story, its credits, and one line for the newsletter."""
    feed = BeautifulSoup((halyard / "feeds/all.atom.xml").read_bytes(), "xml")
    entries = feed.find_all("entry")
    assert len(entries) == 20
    for entry in entries:
        story = BeautifulSoup(entry.content.get_text(), "lxml")
        assert len(story.get_text().split()) > 120
        assert not story.find("form")
        for image in story.find_all("img"):
            assert str(image["src"]).startswith("http://localhost:8000/")
        for figure in story.find_all("figure"):
            assert figure.find("figcaption"), entry.title
    assert feed.find("media:credit")
    assert len(feed.feed.find_all("link", rel="self", recursive=False)) == 1


@pytest.mark.parametrize("path", ["republishing/index.html", "newsletters/index.html"])
def test_a_decoy_is_kept_from_people_screen_readers_and_browsers(halyard: Path, path: str) -> None:
    """Whoever fills it in passes for a robot."""
    decoys = soup(halyard, path).select("form .offscreen input")
    assert decoys
    for decoy in decoys:
        assert (decoy["tabindex"], decoy["autocomplete"], decoy["value"]) == ("-1", "off", "")
        assert decoy.parent is not None and decoy.parent["aria-hidden"] == "true"
        assert decoy["type"] == "text" and not decoy.has_attr("required")
