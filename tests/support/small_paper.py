"""Small papers that tests build in this process: written, built, and looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from broadsheet import pelican_app as newspaper_module
from broadsheet.commands.settings_file import newspaper
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import Fault, Verdict
from broadsheet.reporting.news import News
from broadsheet.reporting.terminal import Reporter
from tests.support.halyard import NOW, PELICANCONF


@dataclass
class Paper:
    """A paper that a test built, or that refused to be built.

    report: what the build wrote to the terminal, line by line, but for its closing lines and what it has
    read.
    warnings: all of the build, shown or counted; those of files with paths in the content folder,
    others with the place where they stand.
    stopped: what ended the build, None where it was printed.
    """

    content: Path
    output: Path
    report: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    stopped: BroadsheetError | None = None

    @property
    def faults(self) -> list[str]:
        """The faults that stopped the build, their paths relative to the content folder."""
        return [str(fault) for fault in self.stopped.faults] if self.stopped else []

    def html(self, path: str) -> BeautifulSoup:
        """Return a printed page, parsed."""
        return BeautifulSoup((self.output / path).read_bytes(), "lxml")

    def files(self) -> dict[str, bytes]:
        """Return all printed files by their paths."""
        found = (file for file in self.output.rglob("*") if file.is_file())
        return {file.relative_to(self.output).as_posix(): file.read_bytes() for file in found}


MakeSite = Callable[..., Paper]


def build_paper(
    content: Path,
    output: Path,
    monkeypatch: pytest.MonkeyPatch,
    overrides: Mapping[str, Any],
) -> Paper:
    """Build a content folder as it is and return what came of it."""
    settings = {
        "PATH": str(content),
        "OUTPUT_PATH": str(output),
        "CACHE_PATH": str(content.parent / "cache"),
        "BUILD_WORKERS": 1,  # starting more takes longer than a small paper
        "NOW": NOW,
        **overrides,
    }
    paper = Paper(content, output)
    terminal = StringIO()

    def is_of_content(fault: Fault) -> bool:
        return not fault.setting and not fault.path.startswith("/")

    class Listening(Reporter):
        def warnings(self, verdict: Verdict, news: News, command: str = "") -> None:
            paper.warnings = [
                str(each) if is_of_content(each) else self.line(each) for each in verdict.warnings
            ]
            super().warnings(verdict, news, command)

    def reporter(folder: Path, **more: Any) -> Reporter:
        console = Console(file=terminal, soft_wrap=True, highlight=False)
        return Listening(folder, console, **more)

    with monkeypatch.context() as patch:
        patch.setattr(newspaper_module, "Reporter", reporter)
        try:
            newspaper(str(PELICANCONF), settings).run()
        except BroadsheetError as stop:
            paper.stopped = stop
    lines = terminal.getvalue().splitlines()
    told = [line for line in lines if not line.startswith("read: ")]
    paper.report = told if paper.stopped else lines[:-4]
    return paper


def maker_in(folder: Path) -> MakeSite:
    """Return a maker of papers in a folder, each in the place of the one before."""

    def make(
        files: Mapping[str, str | bytes], links: Mapping[str, Path] | None = None, **overrides: Any
    ) -> Paper:
        content = fresh_folder(folder / "content")
        for path, data in files.items():
            file = content / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data if isinstance(data, bytes) else data.encode())
        for path, target in (links or {}).items():
            (content / path).symlink_to(target)
        with pytest.MonkeyPatch.context() as patch:
            return build_paper(content, folder / "output", patch, overrides)

    return make


def fresh_folder(folder: Path) -> Path:
    """Return an empty folder at a path."""
    if folder.exists():
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    folder.mkdir(exist_ok=True)
    return folder


def without_mark(address: object) -> str:
    """Return an address, or a text with some, without what names of made pictures tell of them."""
    return re.sub(r"\.[0-9a-f]{10}(?:\.\d+)?(?=\.(?:svg|avif|webp|jpg|png))", "", str(address))


def story(body: str = "The harbour is open again.", **front: str | None) -> str:
    """Return the text of a story; a key given as None is left out."""
    keys = {
        "title": "Harbour reopens",
        "date": "2024-06-11T07:30:00+00:00",
        "category": "World",
        **front,
    }
    lines = [f"{key}: {value}" for key, value in keys.items() if value is not None]
    return "\n".join(["---", *lines, "---", "", body, ""])
