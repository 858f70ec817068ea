"""The archive as a site of Pelican's own: its generators, its theme "simple", its defaults."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench import prose
from bench.archive import Heading, Picture, Story
from bench.writing import STATIC_PAGES, front_matter, write


def write_content(site: Path, stories: Iterable[Story], pictures: Path) -> None:
    """Write the stories, pages and pictures of a site into its content folder."""
    content = site / "content"
    shutil.copytree(pictures, content / "images")
    for slug, title in STATIC_PAGES.items():
        facts = {"title": title, "slug": slug}
        write(content / "pages" / f"{slug}.md", front_matter(facts) + "One page of words.\n")
    for each in stories:
        write(content / _address(each.heading), story_text(each))


def write_settings(site: Path, project: Path, url: str) -> None:
    """Write the settings, conf.py, and the same with Pelican's content cache, cached.py."""
    settings = f"""\
import sys
sys.path.insert(0, {str(project)!r})
SITENAME = "The Halyard"
SITEURL = {url!r}
TIMEZONE = "UTC"
DEFAULT_LANG = "en-GB"
PATH = {str(site / "content")!r}
ARTICLE_PATHS = ["articles"]
ARTICLE_URL = "{{date:%Y}}/{{date:%m}}/{{slug}}/"
ARTICLE_SAVE_AS = "{{date:%Y}}/{{date:%m}}/{{slug}}/index.html"
THEME = "simple"
TYPOGRIFY = True
PLUGINS = ["bench.pelican_front_matter"]
"""
    write(site / "conf.py", settings)
    # By the content and not by the time of the file, which says nothing after a clone.
    cache = f"""\
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "md5"
CACHE_PATH = {str(site / "store")!r}
"""
    write(site / "cached.py", settings + cache)


def story_text(story: Story) -> str:
    """Return a story as Pelican reads it; its lead picture is the first thing in the text."""
    head = story.heading
    facts: dict[str, Any] = {
        "title": head.title,
        "summary": story.summary,
        "date": head.date.isoformat(),
        "category": head.section,
        "tags": list(story.topics),
        "authors": list(story.authors),
        "slug": head.slug,
    }
    picture = _figure(story.picture) if story.picture else ""
    address = f"{{filename}}/{_address(story.earlier)}" if story.earlier else ""
    return front_matter(facts) + picture + story.body.replace(prose.EARLIER, address)


def _address(heading: Heading) -> str:
    return f"articles/{heading.date:%Y}/{heading.slug}.md"


def _figure(picture: Picture) -> str:
    image = f"![{picture.alt}]({{static}}/images/{picture.file})"
    return f"{image}\n\n{picture.caption} ({picture.credit})\n\n"
