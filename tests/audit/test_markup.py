"""What is made of an answer of Nu, the HTML checker."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.markup import complaints, found_in
from audit.programs import CannotAudit

OUTPUT = Path("/site")
AUTO = "The “sizes” attribute value starting with “auto” is only valid for lazy-loaded images."


def answer(*messages: dict[str, object]) -> bytes:
    """Return an answer that complains of one page."""
    page = {"url": "file:/site/2024/a%20b/index.html", "lastLine": 7}
    return json.dumps({"messages": [{**page, **each} for each in messages]}).encode()


def test_errors_and_warnings_are_told_with_their_page_and_line() -> None:
    """What is only for information is not."""
    told = answer(
        {"type": "error", "message": "Stray end tag.", "extract": "</p>"},
        {"type": "info", "subType": "warning", "message": "No heading.", "extract": "<section>"},
        {"type": "info", "message": "Trailing slash.", "extract": "<br />"},
    )
    page = "2024/a b/index.html:7"
    assert list(found_in(told, OUTPUT)) == [f"{page}: Stray end tag.", f"{page}: No heading."]


def test_a_source_before_another_source_is_no_fault_of_ours() -> None:
    """Nu takes the next element for the picture; before the picture itself, its word counts."""
    between = {"type": "error", "message": AUTO, "extract": "<source sizes='auto'><sourc"}
    last = {"type": "error", "message": AUTO, "extract": "<source sizes='auto'><img src"}
    assert len(list(found_in(answer(between, last), OUTPUT))) == 1


def test_without_java_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotAudit, match=r"Java is missing \(install"):
        complaints(tmp_path / "vnu.jar", tmp_path)
