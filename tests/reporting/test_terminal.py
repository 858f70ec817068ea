"""The terminal shows lines as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.reporting.faults import Fault
from broadsheet.reporting.terminal import Reporter


def test_a_line_is_shown_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing in a name is taken for a mark of the terminal's library: no colour, no picture."""
    monkeypatch.chdir(tmp_path)
    lines = ["published to /srv/:sun:/[bold]www[/]", "a folder with `:ship:` and [red]"]
    reporter = Reporter(tmp_path)
    for line in lines:
        reporter.say(line)
    reporter.errors([Fault("a:ship:[b].md", 3, "`:+1:` is no section", "name one")])
    shown = capsys.readouterr().err.splitlines()
    assert shown == [*lines, "error: a:ship:[b].md:3: `:+1:` is no section (name one)"]
