"""The settings of Der Bote, as unlike The Halyard as a paper can be: it sets only what it must."""

import sys
from pathlib import Path

# The checkout that this lies in, whether among its tests or, in a copy that a test makes, on top.
ROOT = next(each for each in Path(__file__).resolve().parents if (each / "theme").is_dir())
if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))

from plugins.edition.newspaper import Newspaper  # noqa: E402 - needs the path above

SITENAME = "Der Bote"
SITEURL = "http://localhost:8000"
DEFAULT_LANG = "de"
TIMEZONE = "Europe/Vienna"
PUBLISHER = {
    "name": "Verein Der Bote",
    "sentence": "Der Bote erscheint in Gmunden, wenn es etwas zu melden gibt.",
}
SECTIONS = [{"name": "Gemeinde"}, {"name": "Wirtshaus"}]

PATH = "content"
THEME = str(ROOT / "theme")
ARTICLE_PATHS = ["articles"]
AUTHOR_PATHS = ["authors"]
ARTICLE_URL = "{date:%Y}/{slug}/"
PLUGIN_PATHS = [str(ROOT)]
PLUGINS = ["plugins.story", "plugins.edition", "plugins.fronts"]
PELICAN_CLASS = Newspaper
