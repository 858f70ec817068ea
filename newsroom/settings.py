"""Loading the paper's settings outside Pelican's command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pelican.settings import read_settings

from plugins.edition.newspaper import Newspaper


def load(settings_file: str, overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the settings of a file, with overrides, as Pelican's command line would."""
    settings: dict[str, Any] = read_settings(settings_file, override=dict(overrides or {}))
    return settings


def newspaper(settings_file: str, overrides: Mapping[str, Any] | None = None) -> Newspaper:
    """Return a paper ready to be planned or built."""
    return Newspaper(load(settings_file, overrides))
