"""The paper's settings, for writing and preview. publishconf.py says what differs in production.

docs/operators.md explains every setting.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # so that `pelican -s pelicanconf.py` finds the plugins from anywhere

from plugins.edition.newspaper import Newspaper  # noqa: E402 - needs the path above

# The paper

SITENAME = "The Previous Post"
SITESUBTITLE = ""
SITE_DESCRIPTION = ""
SITEURL = "http://localhost:8000"
DEFAULT_LANG = "en"
TIMEZONE = "UTC"

PUBLISHER = {
    "name": "The Previous Post",
    "sentence": "The Previous Post is an independent publication.",
}

SECTIONS = [{"name": "News"}]

# Stories dated before this day are forgiven a missing alt text or credit: None forgives nothing.
STRICT_SINCE = None

# In production a picture without a credit is an error; in preview it is a warning.
PRODUCTION = False

# Hosts whose frames (videos, maps) may stand in stories. None may unless it is named here.
EMBED_HOSTS: list[str] = []

# Newsletters

NEWSLETTERS = []

# Republishing

REPUBLISHING = None

# Where things are

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = ["pages"]
AUTHOR_PATHS = ["authors"]
STATIC_PATHS = ["extra"]
EXTRA_PATH_METADATA = {"extra/robots.txt": {"path": "robots.txt"}}
IGNORE_FILES = [".*", "*~"]

ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
AUTHOR_FEED_ATOM = "feeds/author/{slug}.atom.xml"

# How text is set

MARKDOWN = {
    "extensions": ["extra", "sane_lists", "toc"],
    "extension_configs": {"toc": {"marker": ""}},
}
TYPOGRIFY = True
TYPOGRIFY_OMIT_FILTERS = ["caps", "initial_quotes"]

# What makes it Broadsheet

PLUGIN_PATHS = [str(ROOT)]
PLUGINS = [
    "plugins.story",
    "plugins.edition",
    "plugins.image_captions",
    "plugins.newsletter_signup",
    "plugins.republishing",
    "plugins.fronts",
    "plugins.syndication",
]
PELICAN_CLASS = Newspaper
