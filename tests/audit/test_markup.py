"""What is made of an answer of Nu, the HTML checker."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.markup import complaints, found_in
from audit.programs import CannotAudit

OUTPUT = Path("/site")


def answer(*messages: dict[str, object]) -> bytes:
    """Return an answer that complains of one page."""
    page = {"url": "file:/site/2024/a%20b/index.html", "lastLine": 7}
    return json.dumps({"messages": [{**page, **each} for each in messages]}).encode()


def test_errors_and_warnings_are_told_with_their_page_and_line() -> None:
    """What is only for information is not."""
    told = answer(
        {"type": "error", "message": "Stray end tag."},
        {"type": "info", "subType": "warning", "message": "No heading."},
        {"type": "info", "message": "Trailing slash."},
    )
    page = "2024/a b/index.html:7"
    assert list(found_in(told, OUTPUT)) == [f"{page}: Stray end tag.", f"{page}: No heading."]


def test_without_java_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotAudit, match=r"Java is missing \(install"):
        complaints(tmp_path / "vnu.jar", tmp_path)
