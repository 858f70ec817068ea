"""What the sites of all three tools have in common: front matter, slugs, static pages, files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

IDENTITY = "tests/papers/halyard/overrides/static"
"""The folder of the mark and the icons, in the project."""

STATIC_PAGES = {"about": "About us", "contact": "Contact", "privacy": "Privacy"}


def front_matter(facts: Mapping[str, Any]) -> str:
    """Return facts as YAML between two lines `---`.

    JSON's values are YAML's too. Dates stand bare, so that every tool sees a date.
    """
    lines = (f"{key}: {value if key == 'date' else _json(value)}" for key, value in facts.items())
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def slug_of(name: str) -> str:
    """Return the slug of a section, topic or author: their names are plain words."""
    return name.lower().replace(" ", "-")


def write(file: Path, text: str) -> None:
    """Write a text, and make the folders that lead to it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
