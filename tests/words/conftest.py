"""What the tests of words share: catalogues of a paper's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Lay = Callable[..., dict[str, list[str]]]


@pytest.fixture
def own(tmp_path: Path) -> Lay:
    """A maker of catalogues: lays a text into the paper's own folder, and returns the setting."""

    def lay(text: str, language: str = "en", name: str = "own") -> dict[str, list[str]]:
        file = tmp_path / "words" / language / "LC_MESSAGES" / f"{name}.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return {"LOCALE_PATHS": [str(tmp_path / "words")]}

    return lay
