"""A small paper on disk, for the tools around a build."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.halyard import NOW, PUBLISHCONF, ROOT, beginning_with

STORY = """---
title: Harbour reopens
date: 2024-06-11T07:30:00+00:00
category: World
---

The harbour is open again.
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A content folder with one story."""
    folder = tmp_path / "content" / "articles" / "2024"
    folder.mkdir(parents=True)
    (folder / "harbour-reopens.md").write_text(STORY, "utf-8")
    return tmp_path / "content"


@pytest.fixture
def settings_file(tmp_path: Path, paper: Path) -> Callable[[Mapping[str, Any]], Path]:
    """A maker of settings files: The Halyard's production settings with a few changes."""

    def write(changes: Mapping[str, Any]) -> Path:
        file = tmp_path / "paperconf.py"
        values = {
            "PATH": str(paper),
            "CACHE_PATH": str(tmp_path / "cache"),
            "BUILD_WORKERS": 1,  # starting more takes longer than a small paper
            "NOW": NOW,
            "THEME": str(ROOT / "theme"),
            **changes,
        }
        lines = [f"{name} = {value!r}" for name, value in values.items()]
        file.write_text(beginning_with(PUBLISHCONF) + "\n".join(lines) + "\n", "utf-8")
        return file

    return write
