"""Missing templates: where one that is wanted can be added."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from broadsheet.reporting.current_folder import seen_from_here


def where_to_add(overrides: Sequence[str | Path], own: str = "") -> str:
    """Return what to do about a template that is not there.

    overrides: the folders of THEME_TEMPLATES_OVERRIDES. own: whose folder `templates` would do as
    well, that of the plugin which is at work if empty.
    """
    paper = "a folder of THEME_TEMPLATES_OVERRIDES"
    if overrides:
        paper = f"{seen_from_here(Path(overrides[0]))}, in the paper"
    return f"add it to {paper}, or to `templates/` of {own or 'the plugin'}"
