"""Places: the settings that name files and folders of the paper, typed and checked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator

from broadsheet.pelican_api import DEFAULT_CONFIG
from broadsheet.reporting.faults import Fault
from broadsheet.site.models import StrictSettings, read_settings_model
from broadsheet.site.settings import Settings

UNTOUCHED_PATHS = (("images",), ("extra",))
"""STATIC_PATHS of Pelican's own settings, and of those that come with this program."""

UNTOUCHED_PLACEMENT = {"extra/robots.txt": "robots.txt"}
"""EXTRA_PATH_METADATA of the settings that come with this program."""


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError('no list of texts such as ["extra"]')
    texts = tuple(os.fspath(each) if isinstance(each, os.PathLike) else each for each in value)
    if not all(isinstance(each, str) for each in texts):
        raise ValueError("something in it is no text")
    return texts


Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]


class Placement(StrictSettings):
    """What EXTRA_PATH_METADATA says of a file or a folder: its path in the site."""

    path: str


class Places(StrictSettings):
    """Where texts lie, and which files are published as they are."""

    articles: Texts = Field(alias="ARTICLE_PATHS")
    pages: Texts = Field(alias="PAGE_PATHS")
    authors: Texts = Field(alias="AUTHOR_PATHS")
    static: Texts = Field(alias="STATIC_PATHS")
    excluded: Texts = Field((), alias="STATIC_EXCLUDES")
    ignored: Texts = Field(alias="IGNORE_FILES")
    placed: Mapping[str, Placement] = Field({}, alias="EXTRA_PATH_METADATA")
    are_texts_excluded: bool = Field(True, alias="STATIC_EXCLUDE_SOURCES")

    @field_validator("are_texts_excluded")
    @classmethod
    def _always(cls, value: bool) -> bool:
        if not value:
            raise ValueError("texts are never published as they lie there; take it out")
        return value

    @property
    def texts(self) -> Iterable[str]:
        """The folders of texts of all kinds, as the settings write them."""
        return (*self.articles, *self.pages, *self.authors)


PLACES = tuple(field.alias or name for name, field in Places.model_fields.items())
"""The names of these settings."""


def read_places(settings: Settings) -> tuple[Places | None, list[Fault]]:
    """Check the settings that name files and folders of the content folder."""
    values = {name: _as_set(settings, name) for name in PLACES if name in settings}
    return read_settings_model("", Places, values)


class _Locales(StrictSettings):
    paths: Texts = Field((), alias="LOCALE_PATHS")


def read_locale_paths(settings: Settings) -> tuple[list[Path], list[Fault]]:
    """Return the folders of the paper's own catalogues, and what is wrong with the setting."""
    given = {name: settings[name] for name in ("LOCALE_PATHS",) if name in settings}
    found, faults = read_settings_model("", _Locales, given)
    return [Path(path).absolute() for path in found.paths] if found else [], faults


def _as_set(settings: Settings, name: str) -> Any:
    """Return a setting, None for a text where a list must be.

    Pelican silently replaces such a text by its default list, the same object, so that files
    which the setting was to exclude would be published.
    """
    value = settings[name]
    return None if isinstance(value, list) and value is DEFAULT_CONFIG.get(name) else value
