"""The settings of Der Bote, as unlike The Halyard as a paper can be: it sets only what it must."""

from broadsheet.defaults import *  # noqa: F403 - a paper says what is different

SITENAME = "Der Bote"
SITEURL = "http://localhost:8000"
DEFAULT_LANG = "de"
TIMEZONE = "Europe/Vienna"
PUBLISHER = {
    "name": "Verein Der Bote",
    "sentence": "Der Bote erscheint in Gmunden, wenn es etwas zu melden gibt.",
}
SECTIONS = [{"name": "Gemeinde"}, {"name": "Wirtshaus"}]

ARTICLE_URL = "{date:%Y}/{slug}/"
PLUGINS = ["broadsheet.fronts"]
