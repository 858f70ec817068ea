"""How wide the theme says that pictures stand, for browsers to choose a file by, and how wide they do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from playwright.sync_api import Browser, Page

from audit.serving import served
from tests.pictures.makers import file_of, photograph
from tests.support.small_paper import MakeSite, Paper, story

WINDOWS = (320, 390, 768, 900, 1024, 1280, 1600, 1920)
PHONES = ((320, 700), (390, 844), (430, 932), (844, 390), (932, 430))  # upright and across
NEWEST = datetime(2024, 6, 11, 12, tzinfo=UTC)
LAYOUTS = ("", "major", "quiet")
TUG = '![A tug](/images/tug.jpg "The tug (Ann Lee)")'
CHART = TUG.replace("tug.jpg", "chart.jpg")
FACE = "image: {src: images/face.jpg, alt: Ann Lee, credit: Jo Roe}"
BLOCKS = [("feature", range(1, 6)), ("pair", range(1, 6)), ("row", range(1, 7))]
SECTIONS = [f"{layout.title()} {count}" for layout, counts in BLOCKS for count in counts]

# Of one size in the list, what is said of windows comes before how wide the picture is.
# Of a picture that is cut to its place the whole counts, and not only what is seen of it.
MEASURED = """() => {
  const rod = document.body.appendChild(document.createElement('div'))
  const said = (sizes) => {
    for (const size of sizes.split(/,(?![^(]*[)])/).map(each => each.trim())) {
      const [, media, width] = size.match(/^([(]min-.*:.*?[)](?= [^a]))? ?(.*)$/)
      if (media && !matchMedia(media).matches) continue
      rod.style.cssText = `position: absolute; width: ${width}`
      return rod.getBoundingClientRect().width
    }
  }
  const shown = (image) => {
    const {width, height} = image.getBoundingClientRect()
    const own = (name) => Number(image.getAttribute(name))
    const isCut = getComputedStyle(image).objectFit === 'cover'
    return isCut ? Math.max(width, height * own("width") / own("height")) : width
  }
  const found = [...document.querySelectorAll('img[sizes], source[sizes]:first-child ~ img')]
    .filter(image => image.checkVisibility())
    .map(image => ({
      of: image.closest('figure, .card, .face, li')?.className,
      under: image.closest('main > *, section, .front-second, .river')?.className,
      file: image.currentSrc,
      widths: [...(image.parentElement.querySelector('source[sizes]') ?? image).srcset
        .matchAll(/ ([0-9]+)w/g)].map(each => Number(each[1])),
      said: said((image.parentElement.querySelector('source[sizes]') ?? image).sizes),
      shown: shown(image),
    }))
  rod.remove()
  return found
}"""


def pictured(count: int, section: str, apart: timedelta, **front: str) -> Iterator[tuple[str, str]]:
    """Yield the files of stories of a section that have pictures, the newest first."""
    name = section.lower().replace(" ", "-")
    for number in range(count):
        yield (
            f"articles/{name}-{number}.md",
            story(
                slug=f"{name}-{number}",
                title=f"The harbour reopens after the {number}th storm of {section}",
                summary="The tugs were out before dawn, and the first ferry left on time.",
                category=section,
                date=(NEWEST - (number + 1) * apart).isoformat(),
                **{"image": "{src: images/tug.jpg, alt: A tug, credit: Jo Roe}", **front},
            ),
        )


@pytest.fixture
def pictures() -> dict[str, bytes]:
    """Those of the tests, with more pixels than any place has."""
    return {
        "images/tug.jpg": file_of(photograph(2000, 1250)),
        "images/face.jpg": file_of(photograph(900, 900)),
        "images/chart.jpg": file_of(photograph(2000, 1300)),
        "images/chart.jpg.yaml": b"chart:\n  title: Ships\n",
    }


def unlike(page: Page, address: str, *paths: str) -> list[object]:
    """Return which pictures stand in another width than is said of them, by pages and windows."""
    found = []
    for path in paths:
        page.goto(address + path)
        for window in WINDOWS:
            page.set_viewport_size({"width": window, "height": 900})
            pictures = page.evaluate(MEASURED)
            assert pictures, path
            for each in pictures:
                if not 0.9 <= each["said"] / each["shown"] <= 1.25:
                    found.append((path, window, each["of"], each["said"], each["shown"]))
    return found


def measured(browser: Browser, paper: Paper, *paths: str) -> list[object]:
    """Return what is `unlike` on some pages of a paper."""
    assert paper.faults == []
    with served(paper.output) as address, browser.new_page() as page:
        return unlike(page, address, *paths)


@pytest.mark.parametrize("count", [1, 2, 16])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_tops_of_fronts_have_the_widths_that_are_said(
    site: MakeSite, browser: Browser, pictures: dict[str, bytes], layout: str, count: int
) -> None:
    """In each layout, with many stories and few, and with a list of the latest and without."""
    says = f"layout: {layout}\n" if layout else "missing: stop\n"
    for hours in (1, 100):
        stories = dict(pictured(count, "World", timedelta(hours=hours)))
        fronts = {"fronts/home.yaml": says, "fronts/world.yaml": says}
        paper = site({**pictures, **stories, **fronts})
        assert bool(paper.html("index.html").select(".latest")) is (hours == 1 and count > 2)
        assert measured(browser, paper, "/", "/world/") == []


def test_sections_on_the_home_page_have_the_widths_that_are_said(
    site: MakeSite, browser: Browser, pictures: dict[str, bytes]
) -> None:
    """One big picture, two, or a row, with as many stories as there may be."""
    files, blocks = dict(pictured(5, "World", timedelta(hours=1))), []
    for section in SECTIONS:
        layout, count = section.lower().split()
        told = dict(pictured(int(count), section, timedelta(days=9)))
        files |= told
        blocks.append(f"- {{section: {section}, layout: {layout}, stories: [{', '.join(told)}]}}")
    front = {"fronts/home.yaml": "\n".join(["blocks:", *blocks, ""])}
    sections = [{"name": name, "description": "News."} for name in ("World", *SECTIONS)]
    paper = site({**pictures, **files, **front}, SECTIONS=sections, NEWSLETTERS=[])
    assert measured(browser, paper, "/") == []


def test_lists_and_faces_have_the_widths_that_are_said(
    site: MakeSite, browser: Browser, pictures: dict[str, bytes]
) -> None:
    """Of fronts, archives, series and authors."""
    more = {"authors": "[Ann Lee]", "tags": "[Tugs]", "series": "Winter"}
    author = f"---\nname: Ann Lee\nrole: Captain\n{FACE}\n---\n\nAnn Lee writes.\n"
    files = dict(pictured(16, "World", timedelta(hours=1), **more))
    files |= dict(pictured(6, "Opinion", timedelta(hours=1), authors="[Ann Lee]"))
    paper = site({**pictures, **files, "authors/ann-lee.md": author})
    fronts = ("/", "/world/", "/opinion/", "/topics/tugs/", "/authors/ann-lee/", "/authors/")
    lists = ("/archive/2024/06/", "/series/winter/")
    assert measured(browser, paper, *fronts, *lists, "/2024/06/opinion-0/") == []


def test_pictures_of_a_text_have_the_widths_that_are_said(
    site: MakeSite, browser: Browser, pictures: dict[str, bytes]
) -> None:
    """On top, in each of the widths, and in galleries; of a story and of a page."""
    alone = [TUG + width for width in ("", "{.wide}", "{.full}", "{.side}")]
    alone += [CHART + width for width in ("", "{.side}")]
    galleries = ["\n".join([TUG] * count) for count in (2, 3, 4, 5, 6, 9)]
    body = "\n\nWords.\n\n".join(["Words.", f"Words {TUG} here.", *alone, *galleries])
    ((_, text),) = pictured(1, "World", timedelta(hours=1))
    page = f"---\ntitle: About us\n---\n\n{body}\n"
    told = {
        "articles/a.md": text.replace("The harbour is open again.", body),
        "pages/about.md": page,
    }
    paper = site({**pictures, **told})
    assert measured(browser, paper, "/2024/06/world-0/", "/about/") == []


@pytest.mark.parametrize("count", range(1, 5))
def test_related_stories_have_the_widths_that_are_said(
    site: MakeSite, browser: Browser, pictures: dict[str, bytes], count: int
) -> None:
    """However many there are."""
    stories = dict(pictured(count + 1, "World", timedelta(hours=1)))
    paper = site({**pictures, **stories})
    assert measured(browser, paper, "/2024/06/world-0/") == []


def test_phones_fetch_no_file_larger_than_two_pixels_for_each_ask_for(
    site: MakeSite, browser: Browser, pictures: dict[str, bytes]
) -> None:
    """Though they have three, upright and across: of leads, cards, thumbnails, rows and a text."""
    stories = dict(pictured(16, "World", timedelta(hours=1)))
    stories |= dict(pictured(5, "Culture", timedelta(days=9)))
    body = "\n\n".join([TUG, f"{TUG}{{.full}}", f"{TUG}{{.side}}", "Words."])
    first = stories["articles/world-0.md"].replace("The harbour is open again.", body)
    paper = site({**pictures, **stories, "articles/world-0.md": first})
    assert paper.faults == []
    fetched = []
    with served(paper.output) as address:
        for (width, height), path in product(PHONES, ("/", "/world/", "/2024/06/world-0/")):
            window = {"width": width, "height": height}
            with browser.new_page(viewport=window, device_scale_factor=3) as page:
                page.goto(address + path)
                page.evaluate("[...document.images].forEach(each => each.loading = 'eager')")
                page.wait_for_function("[...document.images].every(each => each.complete)")
                fetched += [(path, width, each) for each in page.evaluate(MEASURED)]
    needed: dict[tuple[str, int, str], int] = defaultdict(int)  # a file may be there for another
    for path, width, each in fetched:
        enough = min(filter(lambda size: size >= 2 * each["shown"], each["widths"]), default=1800)
        file = (path, width, each["file"])
        needed[file] = max(enough, needed[file])
    assert len(needed) > 20
    for (path, width, file), enough in needed.items():
        assert int(file.split(".")[-2]) <= enough, (path, width, file)
