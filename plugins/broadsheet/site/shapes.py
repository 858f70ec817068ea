"""Shapes: checks the types of settings that are passed on to Markdown, Jinja and Pelican.

With a wrong type, these would fail in the middle of a build without naming the setting.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from broadsheet.pelican_api import DEFAULT_CONFIG
from broadsheet.reporting.faults import Fault, Gravity, choose_from, setting_fault
from broadsheet.site.models import StrictSettings, read_settings_model
from broadsheet.site.settings import Settings
from broadsheet.story.setter import DASHES
from broadsheet.story.targets import REFUSED
from broadsheet.story.typography import FILTERS

# https://www.rfc-editor.org/rfc/rfc3986#section-3.1
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
_OF_EXTENSIONS = 'a list of names such as ["extra"]'


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"it must be a text, and is {_kind(value)}")
    return value


def _path(value: Any) -> str:
    if not isinstance(value, (str, os.PathLike)) or isinstance(value, bytes):
        raise ValueError(f"it must be a path, and is {_kind(value)}")
    return os.fspath(value)


def _list(value: Any) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"it must be a list, and is {_kind(value)}")
    return tuple(value)


def _texts_or_text(value: Any) -> Any:
    return value if isinstance(value, str) else _list(value)


def _group(value: Any) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f'it must be a group such as {{"name": …}}, and is {_kind(value)}')
    return value


def _functions(value: Any) -> Mapping[Any, Any]:
    group = _group(value)
    for name, function in group.items():
        if not isinstance(name, str):
            raise ValueError(f"the name {name!r} is no text")
        if not callable(function):
            raise ValueError(f"`{name}` must be a function, and is {_kind(function)}")
    return group


def _with_extensions(value: Any) -> Mapping[Any, Any]:
    group = _group(value)
    extensions = group.get("extensions") or ()
    if not isinstance(extensions, (list, tuple)):
        raise ValueError(f"`extensions` must be {_OF_EXTENSIONS}, and is {_kind(extensions)}")
    for each in extensions:
        if each is None or isinstance(each, (bool, int, float, bytes, list, tuple, dict)):
            raise ValueError(f"in `extensions`, {each!r} is neither a name nor an extension")
    return group


def _of_markdown(value: Any) -> Mapping[Any, Any]:
    group = _with_extensions(value)
    configs = group.get("extension_configs") or {}
    if not isinstance(configs, Mapping):
        raise ValueError(f"`extension_configs` must be a group, and is {_kind(configs)}")
    for name, config in configs.items():
        if not isinstance(config, Mapping):
            raise ValueError(f"`extension_configs.{name}` must be a group, and is {_kind(config)}")
    return group


def _of_dashes(value: str) -> str:
    if value not in DASHES:
        raise ValueError(f"“{value}” is none of {', '.join(DASHES)}")
    return value


def _of_filters(value: tuple[Any, ...]) -> tuple[Any, ...]:
    for each in value:
        if each not in FILTERS:
            raise ValueError(f"{each!r} is none of {', '.join(FILTERS)}")
    return value


def _of_schemes(value: tuple[Any, ...]) -> tuple[Any, ...]:
    for each in value:
        if not isinstance(each, str) or not _SCHEME.fullmatch(each):
            raise ValueError(f"{each!r} is no kind of address, such as `signal`, without a colon")
        if each in REFUSED:
            raise ValueError(f"`{each}` can run code or trick readers, and cannot be added")
    return value


def _kind(value: Any) -> str:
    """Return the type of a value in words for editors of settings."""
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (type(None), "None"),
        (bool, str(value)),
        ((int, float), f"the number {value}"),
        (str, f"the text “{value}”"),
        ((list, tuple), "a list"),
        (Mapping, "a group"),
    )
    return next((said for of, said in kinds if isinstance(value, of)), "a " + type(value).__name__)


Text = Annotated[str, BeforeValidator(_text)]
FilePath = Annotated[str, BeforeValidator(_path)]
List = Annotated[tuple[Any, ...], BeforeValidator(_list)]
Filters = Annotated[List, AfterValidator(_of_filters)]
Dashes = Annotated[Text, AfterValidator(_of_dashes)]
Functions = Annotated[Mapping[Any, Any], BeforeValidator(_functions)]


class _Shapes(StrictSettings):
    """The settings by their names."""

    path: FilePath = Field("", alias="PATH")
    theme: FilePath = Field("", alias="THEME")
    output: FilePath = Field("", alias="OUTPUT_PATH")
    cache: FilePath = Field("", alias="CACHE_PATH")
    address: Text = Field("", alias="SITEURL")
    language: Text = Field("", alias="DEFAULT_LANG")
    zone: Text = Field("", alias="TIMEZONE")
    plugin_paths: List = Field((), alias="PLUGIN_PATHS")
    articles: List = Field((), alias="ARTICLE_PATHS")
    pages: List = Field((), alias="PAGE_PATHS")
    articles_out: List = Field((), alias="ARTICLE_EXCLUDES")
    pages_out: List = Field((), alias="PAGE_EXCLUDES")
    templates: List = Field((), alias="THEME_TEMPLATES_OVERRIDES")
    log_filter: List = Field((), alias="LOG_FILTER")
    locale: Annotated[Any, BeforeValidator(_texts_or_text)] = Field((), alias="LOCALE")
    patterns: List = Field((), alias="PAGINATION_PATTERNS")
    hosts: List = Field((), alias="EMBED_HOSTS")
    schemes: Annotated[List, AfterValidator(_of_schemes)] = Field((), alias="LINK_SCHEMES")
    omitted: Annotated[List, AfterValidator(_of_filters)] = Field(
        (), alias="TYPOGRIFY_OMIT_FILTERS"
    )
    left_alone: List = Field((), alias="TYPOGRIFY_IGNORE_TAGS")
    dashes: Dashes = Field("default", alias="TYPOGRIFY_DASHES")
    markdown: Annotated[Mapping[Any, Any], BeforeValidator(_of_markdown)] = Field(
        {}, alias="MARKDOWN"
    )
    jinja: Annotated[Mapping[Any, Any], BeforeValidator(_with_extensions)] = Field(
        {}, alias="JINJA_ENVIRONMENT"
    )
    filters: Functions = Field({}, alias="JINJA_FILTERS")
    tests: Functions = Field({}, alias="JINJA_TESTS")


_NAMES = tuple(str(field.alias) for field in _Shapes.model_fields.values())


def shape_faults(settings: Settings) -> list[Fault]:
    """Return a fault for each of these settings with a value of the wrong type."""
    values = {name: settings[name] for name in _NAMES if name in settings}
    name = "THEME_TEMPLATES_OVERRIDES"
    # Pelican silently replaces a text by its default list, the same object.
    if name in values and values[name] is DEFAULT_CONFIG[name]:
        return [setting_fault(name, "it must be a list, and is none", "put it in square brackets")]
    _, faults = read_settings_model("", _Shapes, values)
    return faults


def extension_advice(settings: Settings) -> Iterator[Fault]:
    """Advise of what MARKDOWN says of extensions that it does not name, and so nobody reads."""
    group = settings["MARKDOWN"]
    extensions = group.get("extensions") or ()
    named = [each for each in extensions if isinstance(each, str)]
    if len(named) < len(extensions):
        return  # of the objects among them nobody knows the names
    for name in group.get("extension_configs") or {}:
        if name not in named:
            place = f"MARKDOWN.extension_configs.{name}"
            what = "no extension of this name is among MARKDOWN's `extensions`"
            yield setting_fault(
                place, what, choose_from(str(name), named), Gravity.ADVICE, kind="setting-idle"
            )
