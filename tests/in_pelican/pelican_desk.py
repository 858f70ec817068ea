"""What these tests stand on: ordinary Pelican sites, without a line of Broadsheet's settings."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pelican import Pelican
from pelican.log import LimitFilter
from pelican.settings import read_settings
from pelican.themes import reflex
from PIL import Image

from broadsheet.in_pelican import connecting, telling

THEMES = {"simple": "simple", "reflex": reflex.path()}
PLUGINS = ["broadsheet.image_captions", "broadsheet.newsletter_signup", "broadsheet.republishing"]
WORDS = " ".join(["word"] * 40)
PARAGRAPHS = "\n\n".join(f"Paragraph {number}. {WORDS}" for number in range(1, 13))

NEWSLETTERS: list[dict[str, Any]] = [
    {
        "id": "weekly",
        "name": "The Weekly",
        "pitch": "All of it, once a week.",
        "frequency": "Fridays",
        "provider": {"kind": "buttondown", "user": "blog"},
        "privacy": "/pages/privacy.html",
        "default": True,
    },
    {
        "id": "sea",
        "name": "The Sea",
        "pitch": "Ships & tides.",
        "frequency": "Mondays",
        "provider": {"kind": "link", "url": "https://letters.example/sea"},
        "privacy": "https://blog.example/pages/privacy.html",
        "topics": ["Ships"],
    },
]
REPUBLISHING: dict[str, Any] = {
    "default": "fee",
    "policies": [
        {"id": "fee", "kind": "fee", "name": "Fee", "statement": "You may republish for a fee."},
        {
            "id": "wire",
            "kind": "agency",
            "name": "Wire",
            "owner": "The Wire",
            "statement": "This belongs to {owner}.",
        },
        {
            "id": "open",
            "kind": "open",
            "name": "Open",
            "statement": "You may republish it.",
            "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
    ],
    "rules": [{"author": "The Wire", "policy": "wire"}, {"section": "Free", "policy": "open"}],
    "request": {"url": "https://rights.example/ask?story={url}&title={title}&id={id}"},
    "fees": {"currencies": ["GBP"], "rows": [{"use": "Online", "amounts": {"GBP": 90}}]},
}
SETTINGS: dict[str, Any] = {
    "SITENAME": "A Blog",
    "SITEURL": "https://blog.example",
    "TIMEZONE": "UTC",
    "AUTHOR": "A Writer",
    # The theme reflex asks for it.
    "CC_LICENSE": {"name": "CC BY", "version": "4.0", "slug": "by", "icon": False},
    "DEFAULT_LANG": "en",
    "PLUGINS": PLUGINS,
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "FEED_ALL_RSS": "feeds/all.rss.xml",
    "RSS_FEED_SUMMARY_ONLY": False,
    "NEWSLETTERS": NEWSLETTERS,
    "REPUBLISHING": REPUBLISHING,
    "PUBLISHER": {"name": "A Blog", "sentence": "A Blog is written by two people."},
}


def markdown(body: str, **keys: str) -> str:
    """Return an article in Markdown. The body begins in the line behind the keys and an empty one."""
    lines = {"Title": "Storm", "Date": "2024-06-11 07:30", "Category": "World", **keys}
    return "\n".join([*(f"{key}: {value}" for key, value in lines.items()), "", body, ""])


def rst(body: str, **keys: str) -> str:
    """Return an article in reStructuredText."""
    lines = {"date": "2024-06-11 07:30", "category": "World", **keys}
    return "\n".join(
        ["Storm", "#####", "", *(f":{key}: {value}" for key, value in lines.items()), "", body, ""]
    )


def picture(size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a picture."""
    data = BytesIO()
    Image.new("RGB", size).save(data, "PNG")
    return data.getvalue()


PRIVACY = {"pages/privacy.md": "Title: Privacy\n\nWe keep your address.\n"}
TUG = {"images/tug.png": picture()}
CREDITED_TUG = {**TUG, "images/tug.png.yaml": "credit: Jane Doe/Reuters\n"}


@dataclass
class Built:
    """A site that was built, or not. errors, warnings: what the log says, line by line."""

    folder: Path
    stopped: bool = False
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def html(self, path: str = "storm.html") -> BeautifulSoup:
        """Return a page, parsed."""
        return BeautifulSoup(self.text(path), "lxml")

    def text(self, path: str = "storm.html") -> str:
        """Return a file of the output."""
        return (self.folder / "output" / path).read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """Return all files of the output by their paths."""
        output = self.folder / "output"
        found = (file for file in output.rglob("*") if file.is_file())
        return {file.relative_to(output).as_posix(): file.read_bytes() for file in found}


BuildSite = Callable[..., Built]


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files of the content folder; what is there already keeps its time, for caches."""
    for path, text in files.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else text.encode()
        if not file.exists() or file.read_bytes() != data:
            file.write_bytes(data)


@pytest.fixture
def build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[BuildSite]:
    """Builds a site with Pelican's own class, in this process: content files and settings."""
    monkeypatch.chdir(tmp_path)

    def run(files: Mapping[str, str | bytes], **settings: Any) -> Built:
        write(tmp_path, files)
        monkeypatch.setattr(LimitFilter, "_raised_messages", set())
        monkeypatch.setattr(connecting, "_DESKS", {})
        caplog.clear()
        built = Built(tmp_path)
        places = {"PATH": "content", "OUTPUT_PATH": "output", "CACHE_PATH": "cache"}
        with caplog.at_level(logging.WARNING):
            try:
                Pelican(read_settings(None, {**SETTINGS, **places, **settings})).run()
            except SystemExit as stop:
                built.stopped = stop.code == 1
        for record in caplog.records:
            ours = record.name == telling.logger.name
            lines = built.errors if record.levelno > logging.WARNING else built.warnings
            if ours:
                lines.append(record.getMessage())
        return built

    return run


def run_pelican(folder: Path, *arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    """Run Pelican's command line on a folder's content."""
    lines = [f"{name} = {value!r}" for name, value in {**SETTINGS, **settings}.items()]
    (folder / "siteconf.py").write_text("\n".join(lines), "utf-8")
    command = [sys.executable, "-m", "pelican", "content", "-s", "siteconf.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
