"""The archive as a Hugo site: months are nested sections, topics and authors are taxonomies."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bench import prose, words
from bench.archive import Heading, Story
from bench.writing import IDENTITY, STATIC_PAGES, front_matter, slug_of, write

_TEMPLATES = Path(__file__).parent / "hugo"
_TERMS = {"topics": "Topics", "authors": "Authors"}


def write_content(site: Path, stories: Iterable[Story], pictures: Path) -> None:
    """Write the stories, their months and years, authors, pages and pictures of a site."""
    content = site / "content"
    shutil.copytree(pictures, site / "assets" / "images")
    months: dict[str, dict[str, str]] = {slug_of(name): {} for name in words.SECTIONS}
    years: dict[str, None] = {}
    for each in stories:
        date = each.heading.date
        write(site / "content" / _path(each.heading), story_text(each))
        months[slug_of(each.heading.section)][f"{date:%Y/%m}"] = f"{date:%B %Y}"
        fronts = [f"topics/{slug_of(name)}" for name in each.topics]
        fronts += [f"authors/{slug_of(name)}" for name in each.authors]
        years.update(dict.fromkeys(f"{front}/{date:%Y}" for front in fronts))
    for name in words.SECTIONS:
        _write_section(content, name, months[slug_of(name)])
    for place, address in enumerate(sorted(years)):
        front, _, year = address.rpartition("/")
        facts = {"title": year, "url": f"/{address}/", "layout": "year", "front": f"/{front}"}
        listed = {"year": year, "date": "2000-01-01"}
        write(content / "years" / f"{place}.md", front_matter({**facts, **listed}))
    _write_pages(content)


def write_settings(site: Path, project: Path, url: str) -> None:
    """Write the settings, the templates, and the theme's files that pages name."""
    for old in ("layouts", "static"):
        shutil.rmtree(site / old, ignore_errors=True)
    shutil.copytree(_TEMPLATES / "layouts", site / "layouts")
    static, identity = project / "theme" / "static", project / IDENTITY
    shutil.copytree(static, site / "static" / "theme", ignore=shutil.ignore_patterns("css"))
    shutil.copytree(identity, site / "static" / "theme", dirs_exist_ok=True)
    styles = sorted((static / "css").glob("*.css"))
    write(site / "static/theme/site.css", "".join(file.read_text("utf-8") for file in styles))
    card = identity / "identity" / "social-card.png"
    shutil.copyfile(card, site / "assets" / "images" / card.name)
    addresses = {slug_of(name): "/:year/:month/:slug/" for name in words.SECTIONS}
    more = f"baseURL: {url}/\npermalinks:\n  page: {json.dumps(addresses)}\n"
    write(site / "hugo.yaml", (_TEMPLATES / "hugo.yaml").read_text("utf-8") + more)
    for name in ("related.yaml", "related-site.yaml"):
        shutil.copyfile(_TEMPLATES / name, site / name)


def story_text(story: Story) -> str:
    """Return a story as Hugo reads it."""
    facts: dict[str, Any] = {
        "title": story.heading.title,
        "summary": story.summary,
        "date": story.heading.date.isoformat(),
        "slug": story.heading.slug,
        "topics": list(story.topics),
        "authors": list(story.authors),
    }
    if story.picture:
        facts["image"] = story.picture.facts(folder="")
    address = f"/{_path(story.earlier)}" if story.earlier else ""
    return front_matter(facts) + story.body.replace(prose.EARLIER, address)


def _path(heading: Heading) -> str:
    return f"{slug_of(heading.section)}/{heading.date:%Y/%m}/{heading.slug}.md"


def _write_section(content: Path, name: str, months: Mapping[str, str]) -> None:
    """Write the pages of a section, its years (which have none of their own) and its months."""
    folder = content / slug_of(name)
    write(folder / "_index.md", front_matter({"title": name, "outputs": ["html", "atom"]}))
    hidden = {"build": {"render": "never"}, "outputs": ["html"]}
    for year in sorted({month[:4] for month in months}):
        write(folder / year / "_index.md", front_matter({"title": year, **hidden}))
    before: dict[str, str] | None = None
    for month, label in sorted(months.items()):
        facts: dict[str, Any] = {"title": f"{name}, {label}", "month": label, "outputs": ["html"]}
        if before:
            facts["earlier"] = before
        write(folder / month / "_index.md", front_matter(facts))
        before = {"url": f"/{slug_of(name)}/{month}/", "label": label}


def _write_pages(content: Path) -> None:
    write(content / "years" / "_index.md", front_matter({"build": {"render": "never"}}))
    write(content / "archive.md", front_matter({"title": "Archive", "layout": "archive"}))
    for slug, title in {
        **STATIC_PAGES,
        "newsletters": "Newsletters",
        "republishing": "Republishing",
    }.items():
        write(content / f"{slug}.md", front_matter({"title": title}) + "One page of words.\n")
    for kind, title in _TERMS.items():
        facts: dict[str, Any] = {"title": title}
        if kind == "topics":
            facts["cascade"] = {"outputs": ["html"]}
        write(content / kind / "_index.md", front_matter(facts))
    for name in words.AUTHORS:
        facts = {"title": name, "role": "Reporter"}
        text = f"{name} has written for the paper since it began.\n"
        write(content / "authors" / slug_of(name) / "_index.md", front_matter(facts) + text)
