"""Fingerprints: a change of code, packages or settings is noticed; where things lie is not."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path, PurePosixPath

import pytest

from plugins.incremental.fingerprints import (
    changed,
    code_fingerprint,
    packages_fingerprint,
    setting_digest,
    settings_fingerprint,
)


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a module that can be imported."""
    file = tmp_path / "stowaway.py"
    file.write_text("def shout(text):\n    return text.upper()\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "stowaway", raising=False)
    return file


def test_another_source_is_another_fingerprint(module: Path) -> None:
    """Whatever its time and size."""
    before = code_fingerprint(["stowaway"])
    module.write_text("def shout(text):\n    return text.lower()\n")
    now = code_fingerprint(["stowaway"])
    assert changed(before, now) == ["the code of stowaway"]


def test_code_that_is_at_work_stands_for_the_source_it_was_made_of(module: Path) -> None:
    """A preview runs on while somebody edits a plugin: its pages are still those of before."""
    importlib.import_module("stowaway")
    before = code_fingerprint(["stowaway"])
    module.write_text("def shout(text):\n    return text.lower()\n")
    assert code_fingerprint(["stowaway"]) == before
    del sys.modules["stowaway"]
    importlib.import_module("stowaway")
    assert changed(before, code_fingerprint(["stowaway"])) == ["the code of stowaway"]


def test_a_package_stands_for_all_its_files() -> None:
    """A module deep inside of it is part of it."""
    found = code_fingerprint(["plugins.story"])
    assert set(found) == {"the code of plugins.story"}
    assert code_fingerprint(["no.such.module"]) == {}


def test_a_package_of_another_version_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names of the folders that installers leave tell."""
    before = packages_fingerprint()
    (tmp_path / "markdown-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert changed(before, packages_fingerprint()) == ["the installed packages"]


def test_a_function_in_the_settings_stands_for_its_source(module: Path) -> None:
    """A filter that somebody rewrites makes other pages."""
    shout = importlib.import_module("stowaway").shout
    before = setting_digest({"shout": shout})
    module.write_text("def shout(text):\n    return text.title()\n")
    del sys.modules["stowaway"]
    shout = importlib.import_module("stowaway").shout
    assert setting_digest({"shout": shout}) != before


def test_where_things_lie_does_not_matter() -> None:
    """A clone lies elsewhere."""
    assert setting_digest(PurePosixPath("/a")) == setting_digest(PurePosixPath("/b"))
    assert settings_fingerprint({"A": 1, "B": 2}, but=["B"]).keys() == {"the setting A"}


def test_the_order_of_keys_is_part_of_a_setting() -> None:
    """Hidden fields of a form, for one, are printed in their order."""
    assert setting_digest({"a": 1, "b": 2}) != setting_digest({"b": 2, "a": 1})
    assert setting_digest({"x", "y"}) == setting_digest({"y", "x"})
