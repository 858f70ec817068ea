"""What the tests of fronts share: stories and editions without files, and readers of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from PIL import Image

from broadsheet.content.edition import Edition
from broadsheet.content.loaded import LoadedContent
from broadsheet.fronts.related import Related
from broadsheet.site.settings import Site, read_site
from broadsheet.story.model import Story
from broadsheet.story.reading import read_story
from broadsheet.story.reading_settings import ReadingSettings
from tests.support.small_paper import Paper
from tests.support.small_paper import story as text_of

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><title>t</title></svg>"
PICTURE = {"images/tug.svg": SVG, "images/tug.svg.yaml": "credit: Ann Lee/AFP"}
WITH_PICTURE = "{src: /images/tug.svg, alt: A tug}"

_WIDE = "{src: /images/w%d.png, alt: A tug, credit: Ann Lee}"
_DAY_ONE = datetime(2024, 1, 1, 12, tzinfo=UTC)
_NOW = datetime(2040, 1, 1, tzinfo=UTC)
_READING = ReadingSettings()


def day(number: float) -> str:
    """Return a moment so many days after the paper's first."""
    return (_DAY_ONE + timedelta(days=number)).isoformat()


def names(items: Iterable[object]) -> str:
    """Return names as front matter lists them."""
    return "[" + ", ".join(map(str, items)) + "]"


def files(*stories: tuple[str, dict[str, str]]) -> dict[str, str | bytes]:
    """Return the files of stories, each given by its slug and its front matter.

    The headline is the slug with a capital.
    """
    return {
        f"articles/{slug}.md": text_of(**{"title": slug.title(), "slug": slug, **front})
        for slug, front in stories
    }


@cache
def read(
    slug: str, date: str, topics: tuple[str, ...] = (), section: str = "World", path: str = ""
) -> Story:
    """Return a story as it is read from its file, which is named after it."""
    text = text_of(slug=slug, date=date, tags=names(topics), category=section)
    found = read_story(path or f"articles/{slug}.md", text.encode(), _READING)
    assert found.item is not None, found.faults
    return found.item


def translated(story: Story, lang: str = "es") -> Story:
    """Return the translation of a story."""
    text = text_of(
        slug=story.slug,
        date=story.date.isoformat(),
        tags=names(story.tags),
        category=story.category,
        lang=lang,
        translation="true",
    )
    found = read_story(f"articles/{story.slug}.{lang}.md", text.encode(), _READING)
    assert found.item is not None, found.faults
    return found.item


@cache
def site(zone: str = "UTC") -> Site:
    """Return the settings of a paper with two sections, in a time zone."""
    found, faults = read_site(
        {
            "SITENAME": "The Halyard",
            "SITEURL": "https://halyard.example",
            "PUBLISHER": {"name": "Halyard", "sentence": "A paper."},
            "SECTIONS": ["World", "Science"],
            "TIMEZONE": zone,
        }
    )
    assert found is not None, faults
    return found


def edition(stories: Iterable[Story], zone: str = "UTC") -> Edition:
    """Return an edition of these stories, of a paper in a time zone."""
    return Edition.of(LoadedContent(stories=list(stories)), site(zone), _NOW, Path("content"))


def related(stories: Sequence[Story]) -> dict[str, list[str]]:
    """Return the files of the stories related to each story, by its file."""
    made = edition(stories)
    finder = Related(made)
    return {story.path: list(finder.value(story.path)) for story in made.stories}


def found(page: Tag, selector: str) -> Tag:
    """Return the one element that a selector finds."""
    (element,) = page.select(selector)
    return element


def slugs(page: Tag | None, selector: str = "main") -> list[str]:
    """Return the slugs of the stories that the parts of a page link to, in their order."""
    links = [] if page is None else page.select(", ".join(f"{s} a" for s in selector.split(", ")))
    matches = (re.search(r"/\d{4}/\d\d/([a-z0-9-]+)/$", str(link.get("href"))) for link in links)
    return [match[1] for match in matches if match]


def addresses(page: Tag, selector: str) -> list[str]:
    """Return the addresses of the links that a selector finds."""
    return [str(link["href"]) for link in page.select(selector)]


def pages(paper: Paper, pattern: str) -> dict[str, BeautifulSoup]:
    """Return the printed pages whose addresses match a pattern."""
    assert paper.stopped is None, paper.faults
    ends = sorted(path.removesuffix("index.html") for path in paper.files())
    wanted = [path for path in ends if re.fullmatch(pattern, path)]
    return {path: paper.html(f"{path}index.html") for path in wanted}


def of_width(*widths: int) -> dict[str, str | bytes]:
    """Return pictures `w400.png` and so on, of so many pixels across."""
    made = dict[str, str | bytes]()
    for width in widths:
        data = BytesIO()
        Image.linear_gradient("L").resize((width, width * 2 // 3)).save(data, "PNG")
        made[f"images/w{width}.png"] = data.getvalue()
    return made


def with_widths(*widths: int) -> list[tuple[str, dict[str, str]]]:
    """Return news with pictures of so many pixels across, the newest first; of 0 with none."""
    return [
        (f"n{n}", {"date": day(100 - n), **({"image": _WIDE % each} if each else {})})
        for n, each in enumerate(widths)
    ]
