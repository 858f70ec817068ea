"""The names of settings: reports misspelt ones, those without effect, and nameless functions.

A settings file is Python: every name in capitals is a setting, so a misspelt one would be ignored
silently.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from broadsheet.changes import setting_advice, successors, version_advice
from broadsheet.incremental.fingerprints import nameless
from broadsheet.pelican_api import DEFAULT_CONFIG, PaginationRule
from broadsheet.reporting.faults import SETTINGS, Fault, Gravity, setting_fault
from broadsheet.site.settings import Settings, Site, seen

HEEDED = frozenset(
    # What is read, and where files lie: `loading.py`, `copies.py`, `session.py`
    {"PATH", "ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS", "EXTRA_PATH_METADATA", "IGNORE_FILES"}
    | {"STATIC_EXCLUDES", "STATIC_EXCLUDE_SOURCES"}
    | {"CACHE_PATH", "LOAD_CONTENT_CACHE", "MARKDOWN"}
    | {"TYPOGRIFY", "TYPOGRIFY_OMIT_FILTERS", "TYPOGRIFY_IGNORE_TAGS", "TYPOGRIFY_DASHES"}
    # How it is printed, and where: `templates.py`, `writing.py`
    | {"THEME", "THEME_TEMPLATES_OVERRIDES"}
    | {"JINJA_FILTERS", "JINJA_TESTS", "JINJA_ENVIRONMENT"}
    | {"OUTPUT_PATH", "DELETE_OUTPUT_DIRECTORY", "OUTPUT_RETENTION"}
    # What Pelican's own command line, log and server go by
    | {"PELICAN_CLASS", "PLUGINS", "PLUGIN_PATHS", "LOG_FILTER", "DEBUG", "BIND", "PORT"}
)
"""Pelican's settings that this program goes by, besides those of `Site`."""

OWN = frozenset(
    {"NOW", "AUTHOR_PATHS", "EMBED_HOSTS", "LINK_SCHEMES", "THEME_STATIC_OVERRIDES", "LOCALE_PATHS"}
    | {"BROADSHEET_VERSION", "ALIASES"}
    | {"PUBLISH_TARGET", "PUBLISH_KEEP", "PUBLISH_KEEP_DAYS", "DRAFTS_TARGET", "DRAFTS_URL"}
    | {"BUILD_WORKERS", "BUILD_SCHEDULER", "BUILD_EXPLAIN", "BUILD_PREVIEW", "BUILD_QUIET"}
)
"""This program's own settings, besides those of `Site` and of the capabilities."""

OF_THE_SITE = HEEDED | OWN | {field.alias or name for name, field in Site.model_fields.items()}
"""The settings that mean something whatever plugins a paper has."""

_WITHOUT_DEFAULT = frozenset(
    {"AUTHOR", "DEFAULT_DATE", "SUMMARY_MAX_PARAGRAPHS", "FEED_DOMAIN", "DEBUG"}
    | {f"{of}FEED_{kind}" for of in ("", "CATEGORY_", "TAG_") for kind in ("ATOM", "RSS")}
    | {f"{of}FEED" for of in ("", "CATEGORY_", "TAG_", "TRANSLATION_")}
    | {"FEED_ALL_RSS", "TRANSLATION_FEED_RSS", "AUTHOR_FEED_ATOM_URL", "AUTHOR_FEED_RSS_URL"}
    | {f"{of}FEED_{kind}_URL" for of in ("", "CATEGORY_", "TAG_") for kind in ("ATOM", "RSS")}
    | {"FEED_ALL_ATOM_URL", "FEED_ALL_RSS_URL", "TRANSLATION_FEED_ATOM_URL"}
    | {f"{of}_SUBSTITUTIONS" for of in ("SLUG", "CATEGORY", "TAG", "AUTHOR")}
    | {f"{of}_REGEX_SUBSTITUTIONS" for of in ("CATEGORY", "TAG", "AUTHOR")}
    | {f"{of}_URL" for of in ("ARCHIVES", "AUTHORS", "CATEGORIES", "TAGS")}
    | {f"{of}_SAVE_AS" for of in ("ARCHIVES", "AUTHORS", "CATEGORIES", "TAGS")}
    | {"INDEX_URL", "ARTICLE_DIR", "PAGE_DIR", "MARKUP", "MD_EXTENSIONS", "FILES_TO_COPY"}
    | {"CLEAN_URLS", "WRITE_SELECTED", "LESS_GENERATOR", "AUTORELOAD_IGNORE_CACHE"}
    # Of the themes that come with Pelican
    | {"MENUITEMS", "LINKS", "LINKS_WIDGET_NAME", "SOCIAL", "SOCIAL_WIDGET_NAME"}
    | {"DISQUS_SITENAME", "GITHUB_URL", "GITHUB_POSITION", "GOOGLE_ANALYTICS", "TWITTER_USERNAME"}
    | {"STYLESHEET_URL", "ANALYTICS"}
)
"""Pelican's settings that are missing from its table of defaults."""

PELICANS = frozenset(DEFAULT_CONFIG) | _WITHOUT_DEFAULT

_INSTEAD = {
    "ARTICLE_SAVE_AS": "take it out: the file follows from ARTICLE_URL",
    "AUTHOR": "name the authors in each story",
    "DEFAULT_DATE_FORMAT": "take it out: dates follow from DEFAULT_LANG",
    "DATE_FORMATS": "take it out: dates follow from DEFAULT_LANG",
    "LOCALE": "set DEFAULT_LANG: it decides how dates are printed",
    "DEFAULT_PAGINATION": "set FRONT_LENGTH: a front shows so many stories, its archive the rest",
    "FEED_MAX_ITEMS": "set FEED_LENGTH",
    "JINJA_GLOBALS": "have a capability hand it to the pages as an input",
    "RELATIVE_URLS": "take it out: links are paths of the site, below SITEURL",
    "STATIC_EXCLUDES": "name in IGNORE_FILES what is to be passed over",
    "ARTICLE_EXCLUDES": "name in IGNORE_FILES what is to be passed over",
    "PAGE_EXCLUDES": "name in IGNORE_FILES what is to be passed over",
    "WITH_FUTURE_DATES": "take it out: stories of the future wait for their time",
}
_GROUPS = {
    "JINJA_ENVIRONMENT": ("extensions",),
    "MARKDOWN": ("extensions", "extension_configs"),
}
"""Groups of Pelican's of which some keys only are heeded."""

_TAKE_OUT = "take it out"


Readers = Mapping[str, tuple[str, Any]]
"""The plugins that read settings, by the names of these, each with the default of the setting."""


def setting_faults(
    settings: Settings, declared: Collection[str], readers: Callable[[], Readers] = dict
) -> Iterator[Fault]:
    """Report settings that are misspelt or ask a plugin that is left out; advise of the useless.

    declared: the names that capabilities have declared. readers: finds all plugins that come with
    this program; called where there is a setting that nobody has declared.
    """
    unread = [name for name in settings if name not in _known(declared) and _asks(name, settings)]
    left_out = readers() if unread else {}
    for name in sorted(left_out.keys() & set(unread)):
        plugin, default = left_out[name]
        if settings[name] != default:
            what = f"only the plugin {plugin} reads it, and PLUGINS leaves that out"
            yield setting_fault(name, what, "add the plugin there, or take the setting out")
    declared = {*declared, *left_out}
    yield from misspelt(settings, declared)
    yield from _nameless(settings, declared)
    yield from setting_advice(settings)
    yield from version_advice(settings)
    yield from _without_effect(settings, declared)
    strangers = _strangers(settings, declared)
    unread = [name for name in strangers if not strangers[name] and _is_public(name, settings)]
    if unread:
        what = f"nothing here reads {', '.join(unread)}"
        mend = "take out what is not needed, begin a name for the file's own use with `_`, or have"
        mend = f"{mend} a capability declare it"
        yield Fault(SETTINGS, 0, what, mend, Gravity.ADVICE, unread[0], kind="setting-unread")


def misspelt(settings: Settings, declared: Collection[str] = ()) -> Iterator[Fault]:
    """Report settings whose names are all but one that is known."""
    for name, near in _strangers(settings, declared).items():
        if near:
            mend = f"did you mean `{near}`? a name of the file's own begins with `_`"
            yield Fault(SETTINGS, 0, f"{name} is not known", mend, setting=name)


def _nameless(settings: Settings, declared: Collection[str]) -> Iterator[Fault]:
    """Report functions without a name in their module, whose changes a build could not notice."""
    mend = "write it with `def` at the top of a module; hand it data with functools.partial"
    for name in sorted(_known(declared).intersection(seen(settings))):
        for place in nameless(settings[name], name):
            yield setting_fault(place, "a lambda, or a function made within another", mend)


def _known(declared: Collection[str]) -> frozenset[str]:
    """Return the names that have an effect here."""
    return OF_THE_SITE | frozenset(declared) | successors("setting", "deprecated").keys()


def _strangers(settings: Settings, declared: Collection[str]) -> dict[str, str | None]:
    """Return the names that nobody knows, each with the one that was meant, if any.

    What begins with `_` is the settings file's own.
    """
    known = _known(declared)
    strangers = sorted(settings.keys() - known - PELICANS)
    renamed = successors("setting", "renamed")
    return {
        name: renamed.get(name) or _meant(name, known)
        for name in strangers
        if not name.startswith("_")
    }


def _is_public(name: str, settings: Settings) -> bool:
    """Say whether a setting could be meant to change the site: paths and classes are helpers."""
    return isinstance(settings[name], (str, int, float, list, tuple, dict, set, frozenset))


def _without_effect(settings: Settings, declared: Collection[str]) -> Iterator[Fault]:
    """Advise of Pelican's settings that are set and not heeded."""
    for name in sorted(PELICANS.intersection(settings) - _known(declared)):
        if _is_set(name, settings):
            yield _no_effect(name, _INSTEAD.get(name, _TAKE_OUT))
    for name, heeded in _GROUPS.items():
        group, defaults = settings.get(name), DEFAULT_CONFIG[name]
        if isinstance(group, Mapping):
            for key in sorted(map(str, group.keys() - set(heeded))):
                if group.get(key) != defaults.get(key):
                    yield _no_effect(f"{name}.{key}", _TAKE_OUT)


def _asks(name: str, settings: Settings) -> bool:
    """Say whether a setting asks for something, besides what Pelican sets by itself."""
    return _is_set(name, settings) if name in PELICANS else bool(settings[name])


def _is_set(name: str, settings: Settings) -> bool:
    """Say whether somebody has asked for something. To ask for nothing is to get it."""
    value = settings[name]
    if not value and (value is not False or name not in DEFAULT_CONFIG):
        return False
    by_itself = _BY_ITSELF.get(name)
    return bool(value != (by_itself(settings) if by_itself else DEFAULT_CONFIG.get(name)))


# The values that Pelican itself computes for settings that were not set.
_BY_ITSELF: Mapping[str, Callable[[Settings], Any]] = {
    "ARTICLE_EXCLUDES": lambda settings: settings.get("PAGE_PATHS"),
    "PAGE_EXCLUDES": lambda settings: settings.get("ARTICLE_PATHS"),
    "FEED_DOMAIN": lambda settings: settings.get("SITEURL"),
    "PAGINATION_PATTERNS": lambda _: [
        PaginationRule(*rule) for rule in DEFAULT_CONFIG["PAGINATION_PATTERNS"]
    ],
}


def _no_effect(name: str, mend: str) -> Fault:
    return Fault(
        SETTINGS, 0, f"{name} has no effect", mend, Gravity.ADVICE, name, kind="setting-idle"
    )


def _meant(name: str, known: Collection[str]) -> str | None:
    """Return the known name that was meant: at most two slips away, or cut off at its end.

    The similarity of `nearest` would take a paper's own names for slips.
    """
    word = name.upper()
    slips = 1 if len(word) < 6 else 2
    near = [(_distance(word, each), each) for each in known if abs(len(each) - len(word)) <= slips]
    found = min((pair for pair in near if pair[0] <= slips), default=None)
    if found:
        return found[1]
    whole = (each for each in sorted(known) if each.startswith(word))
    return next((each for each in whole if len(word) >= 0.7 * len(each)), None)


def _distance(one: str, other: str) -> int:
    """Return how many letters are missing, too many, wrong or swapped with the next.

    The optimal string alignment distance:
    https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, earlier = row, before
        row = [i]
        for j, its in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]
