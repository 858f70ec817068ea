"""The archive as a Broadsheet site: its stories, the settings of `paper.py` and our theme."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench import prose, words
from bench.archive import Heading, Story
from bench.writing import IDENTITY, STATIC_PAGES, front_matter, slug_of, write


def write_content(site: Path, stories: Iterable[Story], pictures: Path) -> None:
    """Write the stories, authors, pages and pictures of a site into its content folder."""
    content = site / "content"
    shutil.copytree(pictures, content / "images")
    for file in sorted((content / "images").glob("*.jpg")):
        number = int(file.stem.removeprefix("scene-"))
        credit = words.CREDITS[number % len(words.CREDITS)]
        file.with_name(file.name + ".yaml").write_text(f"credit: {credit}\n", "utf-8")
    for name in words.AUTHORS:
        facts = {"name": name, "role": "Reporter"}
        text = f"{name} has written for the paper since it began."
        write(content / "authors" / f"{slug_of(name)}.md", front_matter(facts) + text + "\n")
    for slug, title in STATIC_PAGES.items():
        facts = {"title": title, "slug": slug}
        write(content / "pages" / f"{slug}.md", front_matter(facts) + "One page of words.\n")
    for each in stories:
        write(story_file(site, each.heading), story_text(each))


def write_settings(site: Path, project: Path, url: str) -> None:
    """Write the settings, and a copy of the theme that may be changed.

    conf.py keeps its store in `store`; clean.py, for builds to compare with, in `clean-store`.
    """
    for name, store in (("conf.py", "store"), ("clean.py", "clean-store")):
        settings = f"""\
import sys
sys.path.insert(0, {str(project)!r})
from bench.paper import *
SITEURL = {url!r}
PATH = {str(site / "content")!r}
THEME = {str(site / "theme")!r}
CACHE_PATH = {str(site / store)!r}
"""
        write(site / name, settings)
    shutil.rmtree(site / "theme", ignore_errors=True)
    shutil.copytree(project / "theme", site / "theme")
    shutil.copytree(project / IDENTITY, site / "theme" / "static", dirs_exist_ok=True)


def story_file(site: Path, heading: Heading) -> Path:
    """Return where a story's file lies."""
    return site / "content" / _address(heading)


def story_path(heading: Heading) -> str:
    """Return the path of a story's page, as ARTICLE_URL has it."""
    return f"/{heading.date:%Y/%m}/{heading.slug}/"


def story_text(story: Story) -> str:
    """Return a story as Broadsheet reads it."""
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
    if story.picture:
        facts["image"] = story.picture.facts(folder="images/")
    address = f"{{filename}}/{_address(story.earlier)}" if story.earlier else ""
    return front_matter(facts) + story.body.replace(prose.EARLIER, address)


def _address(heading: Heading) -> str:
    return f"articles/{heading.date:%Y}/{heading.slug}.md"
