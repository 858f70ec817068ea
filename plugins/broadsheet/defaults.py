"""The settings of a paper that has said nothing else.

A settings file begins with `from broadsheet.defaults import *` and names what differs.
docs/settings.md explains every setting.
"""

from pathlib import Path

import broadsheet
from broadsheet.pelican_app import Newspaper

_PACKAGE = Path(broadsheet.__file__).resolve().parent
_CARRIED = _PACKAGE / "theme"  # in an installed package; a checkout has it at the top

# Where things are

PATH = "content"
OUTPUT_PATH = "output"
THEME = str(_CARRIED if _CARRIED.is_dir() else _PACKAGE.parents[1] / "theme")
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = ["pages"]
AUTHOR_PATHS = ["authors"]
STATIC_PATHS: list[str] = []
IGNORE_FILES = [".*", "*~"]

ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
AUTHOR_FEED_ATOM = "feeds/author/{slug}.atom.xml"
TAG_FEED_ATOM = "feeds/topic/{slug}.atom.xml"
SERIES_FEED_ATOM = "feeds/series/{slug}.atom.xml"

# What a build keeps for the next one

CACHE_PATH = ".cache"
LOAD_CONTENT_CACHE = True

# Where it is at home

TIMEZONE = "UTC"

# How text is set

MARKDOWN = {
    "extensions": ["extra", "sane_lists", "toc"],
    "extension_configs": {"toc": {"marker": ""}},
}
TYPOGRIFY = True
TYPOGRIFY_OMIT_FILTERS = ["caps", "initial_quotes"]

# What makes it Broadsheet

PLUGINS = [
    "broadsheet.live",
    "broadsheet.multimedia",
    "broadsheet.image_captions",
    "broadsheet.pictures",
    "broadsheet.newsletter_signup",
    "broadsheet.series",
    "broadsheet.republishing",
    "broadsheet.fronts",
    "broadsheet.syndication",
    "broadsheet.corrections",
    "broadsheet.sitemap",
    "broadsheet.structured_data",
    "broadsheet.site_search",
    "broadsheet.well_known",
    "broadsheet.pings",
]
PELICAN_CLASS = Newspaper
