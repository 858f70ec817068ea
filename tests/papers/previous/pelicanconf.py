"""The settings of the paper, for writing and preview. publishconf.py says what differs online.

Broadsheet's guide for operators, docs/operators.md among its sources, explains every setting.
"""

from pathlib import Path

from broadsheet.defaults import *  # noqa: F403 - what is not named here is as it says

_HERE = Path(__file__).resolve().parent

# The version whose changes this paper has taken over; `broadsheet upgrade` keeps it.
BROADSHEET_VERSION = "0.1.0"

SITENAME = "The Previous Post"
SITESUBTITLE = ""  # stands beside the name
SITE_DESCRIPTION = ""  # one sentence for search engines and the foot of each page
SITEURL = "http://localhost:8000"  # publishconf.py has the address for readers
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
PUBLISHER = {
    "name": "The Previous Post",
    "sentence": "The Previous Post is an independent publication.",
}

# In the order of the menu. More can be said of one: {"name": …, "description": …, "opinion": True}
SECTIONS = ["News"]

# Feeds name stories by the address and this day: never change it.
FEED_IDS_SINCE = "2026-11-22"

NEWSLETTERS = []  # offered inside stories; see “Newsletters” in the guide
REPUBLISHING = None  # on what terms others may print stories; see “Republishing”

# Files of content/ that are published as they are, such as ["extra"].
STATIC_PATHS = []

# What stands in these folders comes before what the theme has: templates by their names, pictures
# such as identity/mark.svg by theirs. Each css/*.css follows the theme's own style sheets.
THEME_TEMPLATES_OVERRIDES = [str(_HERE / "overrides" / "templates")]
THEME_STATIC_OVERRIDES = [str(_HERE / "overrides" / "static")]
PELICAN_CLASS = "plugins.edition.newspaper.Newspaper"
