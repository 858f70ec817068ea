"""Addresses: the URL of everything the site prints, and the output file for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from string import Formatter
from typing import Protocol
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct

from broadsheet.site.output_folder import is_ours
from broadsheet.site.own_links import OwnLinks
from broadsheet.site.settings import Section, Site
from broadsheet.story.model import Story

_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]")
_SLASHES = re.compile(r"/+")


_STORY_URL_PARTS = {
    "slug:": r"\w[\w-]*",
    "category:": r"[^/]+",
    "lang:": r"[A-Za-z0-9-]+",
    "date:%Y": r"\d{4}",
    "date:%m": r"\d{2}",
    "date:%d": r"\d{2}",
}
"""What can stand in the place of each part of ARTICLE_URL."""

# What nearly all paths are made of, so that only odd ones are looked at part by part.
_ATOM = re.compile(r"(?:\.atom)?(?:\.xml)?/*$")
_PLAIN = re.compile(
    r"(?:[A-Za-z0-9_-][A-Za-z0-9._~-]{0,199}/)*+[A-Za-z0-9_-][A-Za-z0-9._~-]{0,199}"
)


_PAGE_ENDINGS = (".html", ".htm", ".xhtml")


class Named(Protocol):
    """Anything with a slug."""

    @property
    def slug(self) -> str: ...


def file_of(path: str) -> str:
    """Return the output file, relative to the output folder, of the page at a path of the site.

    `/a/b/` is `a/b/index.html`. A path without a slash at its end becomes a folder too, unless its
    ending makes servers send it as a page: as a file, an old address such as `/story.php` would be
    offered as a download. Nothing is checked here: `safe_path` does that for every output.
    """
    path = path.removeprefix("/")
    if path.lower().endswith(_PAGE_ENDINGS):
        return path
    folder = path.rstrip("/")
    return f"{folder}/index.html" if folder else "index.html"


def safe_path(path: str) -> str:
    """Return a relative path unchanged; raise ValueError when it could leave its folder.

    Parts are compared, not prefixes: `../output-evil` begins like `../output` and is outside.
    """
    if _PLAIN.fullmatch(path):
        return path
    parts = path.split("/")
    try:
        path.encode()
    except UnicodeEncodeError:
        raise ValueError(f"the name “{path}” is not UTF-8") from None
    if not path or path.startswith("/") or _UNFIT.search(path):
        raise ValueError(f"“{path}” is no path inside the output folder")
    if any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"“{path}” leaves the output folder")
    if is_ours(parts[0]):
        raise ValueError(f"“{path}” is a name that builds keep for themselves")
    if any(len(part.encode()) > 250 for part in parts):
        raise ValueError("a part of the address is longer than 250 bytes")
    return path


class Feeds(Struct, frozen=True):
    """Where the feeds of a site lie, each as a path; None where there is no such feed.

    These are the paths in Atom. sections, authors, topics, series: patterns in which the slug of
    one stands for `{slug}`. with_json: whether each lies beside in JSON as well, at `json_beside`.
    hub: who tells programs of changes of feeds.
    """

    with_json: bool = False
    hub: str | None = None
    site: str | None = None
    sections: str | None = None
    authors: str | None = None
    topics: str | None = None
    series: str | None = None

    def of_section(self, slug: str) -> str | None:
        """Return the path of a section's feed."""
        return self.sections and self.sections.format(slug=slug)

    def of_author(self, slug: str) -> str | None:
        """Return the path of an author's feed."""
        return self.authors and self.authors.format(slug=slug)

    def of_topic(self, slug: str) -> str | None:
        """Return the path of a topic's feed."""
        return self.topics and self.topics.format(slug=slug)

    def of_series(self, slug: str) -> str | None:
        """Return the path of the feed of a series."""
        return self.series and self.series.format(slug=slug)

    def formats(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return the path and the media type of each format of a feed. path: of that in Atom."""
        atom = (path, "application/atom+xml")
        return (atom, (json_beside(path), "application/feed+json")) if self.with_json else (atom,)


def json_beside(path: str) -> str:
    """Return the path in JSON of a feed that lies at a path in Atom.

    >>> json_beside("/feeds/all.atom.xml")
    '/feeds/all.json'
    """
    return f"{_ATOM.sub('', path, count=1)}.json"


@dataclass(frozen=True)
class Addresses:
    """Makes addresses: `/…` inside the site, with SITEURL's own path in front where it has one."""

    site: Site

    @cached_property
    def base(self) -> str:
        """The path of SITEURL, without a slash at its end: "" for most sites."""
        return urlsplit(self.site.url).path.rstrip("/")

    @cached_property
    def own_links(self) -> OwnLinks:
        """What tells the links of the site from those that lead elsewhere."""
        return OwnLinks(self.site.url)

    def site_url(self, path: str) -> str:
        """Return the address, inside the site, of a path that begins with a slash."""
        return self.base + _quoted(path)

    def absolute(self, url: str) -> str:
        """Return the full address of a site-internal one, as `site_url` made it.

        A full address stays as it is.
        """
        return _joined(self.site.url, url)

    def story_path(self, story: Story, section: Section) -> str:
        """Return the path of a story's page, from ARTICLE_URL; a translation's has its language."""
        date = story.date.astimezone(self.site.zone)
        path = self._story_url.format(
            slug=story.slug,
            date=date,
            year=date.year,
            month=date.month,
            day=date.day,
            category=section.slug,
            lang=story.lang or self.site.lang,
        )
        if story.translation:
            path = f"{story.lang or self.site.lang}/{path}"
        return "/" + _SLASHES.sub("/", path).lstrip("/")

    @cached_property
    def _story_url(self) -> str:
        """ARTICLE_URL with numbers for its dates: printing a date by its own format is slow."""
        pattern = self.site.story_url.replace("{date:%Y}", "{year:04d}")
        return pattern.replace("{date:%m}", "{month:02d}").replace("{date:%d}", "{day:02d}")

    def own_path(self, path: str) -> str | None:
        """Return a path as ARTICLE_URL writes it, None where it could be the path of no story.

        With ARTICLE_URL "{slug}/", `/a/`, `/a` and `/a/index.html` are all `/a/`.
        """
        file = file_of(path)
        if not self._story_files.fullmatch(file):
            return None
        return "/" + file.removesuffix(self._story_file_end)

    @cached_property
    def _story_files(self) -> re.Pattern[str]:
        """A pattern of the output files of stories, from ARTICLE_URL."""
        pattern = "".join(
            re.escape(literal) + (_STORY_URL_PARTS[f"{name}:{spec}"] if name else "")
            for literal, name, spec, _ in Formatter().parse(self._story_url_path)
        )
        return re.compile(pattern + re.escape(self._story_file_end))

    @cached_property
    def _story_file_end(self) -> str:
        """The end of the names of stories' output files, after the path of ARTICLE_URL."""
        return file_of(self._story_url_path).removeprefix(self._story_url_path)

    @cached_property
    def _story_url_path(self) -> str:
        return _SLASHES.sub("/", self.site.story_url).removeprefix("/")

    def story_id(self, path: str) -> str:
        """Return the stable id of a story for rights desks and feeds: its path, bare."""
        return path.strip("/").removesuffix(".html")

    @staticmethod
    def section(section: Section) -> str:
        """Return the path of a section's front."""
        return f"/{section.slug}/"

    @staticmethod
    def topic(slug: str) -> str:
        """Return the path of a topic's front."""
        return f"/topics/{slug}/"

    @staticmethod
    def author(slug: str) -> str:
        """Return the path of an author's front."""
        return f"/authors/{slug}/"

    @staticmethod
    def file(content_path: str) -> str:
        """Return the path, quoted, of a file that is printed as it lies in the content folder."""
        return "/" + quote(content_path)

    @staticmethod
    def page(page: Named) -> str:
        """Return the path of a static page."""
        return f"/{page.slug}/"


# A page names its own address several times, and so do its neighbours.
_kept = lru_cache(maxsize=4096)


@_kept
def _quoted(path: str) -> str:
    return quote(path, safe="/#?=&;%:@!$'()*+,~-._")


@_kept
def _joined(site_url: str, url: str) -> str:
    return urljoin(f"{site_url}/", url)
