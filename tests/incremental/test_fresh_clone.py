"""A CI: each run begins with a fresh clone, in which only the store and the last output are put."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.edition.addresses import LIST_NAME
from tests.support.demo import NOW, ROOT

PARTS = ("content", "newsroom", "plugins", "theme", "pelicanconf.py", "publishconf.py", "tasks.py")
KEPT = (".cache", "published")  # what .github/workflows/site.yml has its cache keep
STORY = """\
---
title: Ferry runs again
summary: After nine days in dock
date: 2026-11-20T08:00:00+00:00
category: World
tags: [Shipping]
authors: [Ines Calloway]
slug: ferry-runs-again
---

The ferry left at six with forty people and a dog.
"""


def clone(folder: Path) -> Path:
    """Make a checkout of the project: all files new, as a clone has them."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / part, copy_function=shutil.copyfile, ignore=ignored)
        else:
            shutil.copyfile(source, folder / part)
    return folder


def publish(checkout: Path) -> str:
    """Publish from a checkout, as the workflow does, and return what was said."""
    published = subprocess.run(
        [sys.executable, "-m", "invoke", "publish", "--target", "public"],
        cwd=checkout,
        env={**os.environ, "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert published.returncode == 0, published.stdout + published.stderr
    return published.stdout + published.stderr


def build(checkout: Path, **settings: str) -> str:
    """Build a checkout for production in a process of its own and return what it said."""
    extra = [f'{name}="{value}"' for name, value in {"NOW": NOW, **settings}.items()]
    built = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "publishconf.py", "-e", *extra],
        cwd=checkout,
        env={**os.environ, "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return built.stdout + built.stderr


def files(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder by their paths."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


@pytest.mark.site
def test_a_publish_from_a_fresh_clone_makes_only_what_has_changed(tmp_path: Path) -> None:
    """One story is read and few pages are rendered, and the site equals a clean build's."""
    first = clone(tmp_path / "first")
    publish(first)
    second = clone(tmp_path / "second" / "elsewhere")
    for name in KEPT:
        shutil.copytree(first / name, second / name, copy_function=shutil.copyfile)
    story = second / "content/articles/2026/ferry-runs-again.md"
    story.write_text(STORY, "utf-8")
    said = publish(second)
    assert "texts: 1 read" in said
    assert int(re.search(r"([\d,]+) rendered", said)[1].replace(",", "")) <= 40  # type: ignore[index]
    clean = {"OUTPUT_PATH": str(second / "clean"), "CACHE_PATH": str(second / "clean-cache")}
    build(second, **clean, NOW=datetime.now(UTC).isoformat())  # the clock that a release goes by
    (second / "clean" / LIST_NAME).unlink()
    assert files(second / "public/current") == files(second / "clean")
    assert "2026/11/ferry-runs-again/index.html" in files(second / "published")


@pytest.mark.site
def test_a_store_without_its_output_still_spares_the_reading(tmp_path: Path) -> None:
    """What was not restored is rendered, from texts that need not be read again."""
    first = clone(tmp_path / "first")
    build(first)
    expected = files(first / "published")
    shutil.rmtree(first / "published")
    assert "texts: 0 read" in build(first)
    assert files(first / "published") == expected
