"""Fingerprints: a change of code, packages or settings is noticed; where things lie is not."""

from __future__ import annotations

import importlib
import math
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from broadsheet.incremental.fingerprints import (
    changed,
    code_fingerprint,
    edited_code,
    nameless,
    packages_fingerprint,
    setting_digest,
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


def test_edited_code_is_named_until_it_is_what_runs(module: Path) -> None:
    """What is undone is no edit."""
    importlib.import_module("stowaway")
    source = module.read_text()
    code_fingerprint(["stowaway"])
    assert edited_code(["stowaway"]) == []
    module.write_text("def shout(text):\n    return text.lower()\n")
    assert edited_code(["stowaway"]) == ["stowaway"]
    module.write_text(source)
    assert edited_code(["stowaway"]) == []


@pytest.fixture
def package(module: Path) -> Path:
    """The folder of a package that can be imported, beside that module."""
    folder = module.with_name("crew")
    for path in ("__init__.py", "deck/__init__.py", "deck/words.json", ".swp", "old.pyc"):
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text("")
    return folder


def test_a_package_stands_for_all_its_files(package: Path) -> None:
    """Data that lie beside its code are part of it; what editors and Python leave there is not."""
    before = code_fingerprint(["crew"])
    assert set(before) == {"the code of crew", "the code of crew.deck"}
    for path in (".swp", "old.pyc"):
        (package / path).write_text("changed")
    assert code_fingerprint(["crew.deck"]) == before
    (package / "deck" / "words.json").write_text('"changed"')
    assert changed(before, code_fingerprint(["crew"])) == ["the code of crew.deck"]
    assert code_fingerprint(["no.such.module"]) == {}


def test_what_pages_are_known_to_depend_on_is_no_code(package: Path) -> None:
    """Templates and static files of a package; in a package of that name or elsewhere it is code."""
    for path in ("templates/a.html", "static/css/a.css", "locale/de/LC_MESSAGES/crew.po"):
        (package / path).parent.mkdir(parents=True)
        (package / path).write_text("old")
    for path in ("deck/static/__init__.py", "deck/static/a.txt", "hold/templates/a.html"):
        (package / path).parent.mkdir(parents=True, exist_ok=True)
        (package / path).write_text("")
    before = code_fingerprint(["crew"])
    for path in ("templates/a.html", "static/css/a.css", "locale/de/LC_MESSAGES/crew.po"):
        (package / path).write_text("new")
    assert code_fingerprint(["crew"]) == before
    (package / "deck/static/a.txt").write_text("new")
    (package / "hold/templates/a.html").write_text("new")
    assert changed(before, code_fingerprint(["crew"])) == [
        "the code of crew.deck.static",
        "the code of crew.hold.templates",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "from stowaway import shout",
        "import json, stowaway as ours  # and why",
        "def later():\n    import stowaway.whatever\n",
        "try: import stowaway\nexcept ImportError: pass",
        "from stowaway import (\n    shout,\n)",
        "from stowaway \\\n    import shout",
        "import json, \\\r\n    stowaway",
    ],
)
def test_what_code_imports_is_part_of_it(module: Path, package: Path, line: str) -> None:
    """Wherever it lies, and whether it is imported at once or late; a constant is code, too."""
    (package / "deck" / "__init__.py").write_text(line)
    before = code_fingerprint(["crew"])
    module.write_text('shout = "AHOY"\n')
    assert changed(before, code_fingerprint(["crew"])) == ["the code of stowaway"]


def test_a_link_to_a_folder_above_leads_nowhere(package: Path) -> None:
    """Each folder counts once, by whichever name it is come to first."""
    before = code_fingerprint(["crew"])
    (package / "deck" / "up").symlink_to(package)
    assert code_fingerprint(["crew"]) == before


def test_prose_and_what_is_installed_are_no_code_of_ours(package: Path) -> None:
    """An installed package is known by its version; a docstring may begin a line with "import"."""
    text = '"""\nfrom stowaway to crew:\nimport the stowaway, they say\n"""\nimport jinja2, re\n'
    (package / "__init__.py").write_text(text)
    assert set(code_fingerprint(["crew", "markdown.extensions.toc"])) == {
        "the code of crew",
        "the code of crew.deck",
    }


def test_code_that_lies_elsewhere_is_the_same_code(
    package: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store is of use to a fresh clone in another folder."""
    (package / "__init__.py").write_text("import stowaway")
    before = code_fingerprint(["crew"])
    elsewhere = tmp_path_factory.mktemp("clone") / "site"
    package.parent.rename(elsewhere)
    monkeypatch.syspath_prepend(elsewhere)
    assert code_fingerprint(["crew"]) == before


def test_a_package_of_another_version_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names of the folders that installers leave tell."""
    before = packages_fingerprint()
    (tmp_path / "markdown-99.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert changed(before, packages_fingerprint()) == ["the installed packages"]


def _installed(folder: Path, digests: Mapping[str, str]) -> bytes:
    """Return the fingerprint with a package that came from a repository."""
    info = folder / "clippings-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "direct_url.json").write_text("{}")
    (info / "RECORD").write_text("".join(f"{name},{of},9\n" for name, of in digests.items()))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        return packages_fingerprint()["the installed packages"]


def test_another_commit_of_the_same_version_is_noticed(tmp_path: Path) -> None:
    """Where a package comes from a repository or a file; but not another day or place of it."""
    files = {"clippings/a.py": "sha256=A", "clippings/b.py": "sha256=B"}
    notes = {
        "../../../bin/clip": "sha256=X",
        "_clippings.pth": "sha256=X",
        "clippings-1.0.dist-info/uv_cache.json": "sha256=X",
        "clippings/__pycache__/a.pyc": "",
    }
    before = _installed(tmp_path / "first", files)
    assert _installed(tmp_path / "second", {**notes, **files}) == before
    assert _installed(tmp_path / "third", {**files, "clippings/b.py": "sha256=C"}) != before


def test_a_package_that_is_installed_meanwhile_is_not_what_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview or a worker goes on with what it has imported, and must not say otherwise."""
    monkeypatch.syspath_prepend(tmp_path)
    before = packages_fingerprint()
    (tmp_path / "markdown-99.0.dist-info").mkdir()
    assert packages_fingerprint() == before


def test_a_function_in_the_settings_stands_for_its_source(module: Path) -> None:
    """A filter that somebody rewrites makes other pages."""
    shout = importlib.import_module("stowaway").shout
    before = setting_digest({"shout": shout})
    module.write_text("def shout(text):\n    return text.title()\n")
    del sys.modules["stowaway"]
    shout = importlib.import_module("stowaway").shout
    assert setting_digest({"shout": shout}) != before


FILTERS = """
def shout(text):
    return [louder(each) for each in text]

def louder(text):
    return shout if text == "again" else WORDS.get(text, MARK)
"""


@pytest.mark.parametrize("decorated", ["", "louder", "shout"])
def test_a_function_stands_for_the_data_that_it_names(module: Path, decorated: str) -> None:
    """It may have been read from a file, whatever the source says; what is not named is no input.

    That results are kept, by `functools.cache`, makes no difference.
    """
    cached = FILTERS.replace(f"def {decorated}(", f"@cache\ndef {decorated}(")
    module.write_text("from functools import cache\n" + (cached if decorated else FILTERS))
    stowaway = importlib.import_module("stowaway")
    vars(stowaway).update(WORDS={"a": ["one", None]}, MARK="!", PATH="/a")
    before = setting_digest(stowaway.shout)
    stowaway.PATH = "/b"
    assert setting_digest(stowaway.shout) == before
    stowaway.WORDS["a"].append("two")
    now = setting_digest(stowaway.shout)
    stowaway.MARK = "?"
    assert len({before, now, setting_digest(stowaway.shout)}) == 3


@pytest.mark.parametrize("of", ["{}.get", "partial(len, {})", "{}.items", "partial(dict({}).get)"])
def test_what_a_function_was_given_is_part_of_it(of: str) -> None:
    """A method goes by its object, whoever has written it, and `functools.partial` by all it has."""
    one, other, again = (
        eval(of.format(words), {"partial": partial})  # noqa: S307 - texts of this test
        for words in ({"a": "b"}, {"a": "c"}, {"a": "b"})
    )
    assert setting_digest(one) == setting_digest(again) != setting_digest(other)


def made(words: object) -> Any:
    """Return a function that holds something."""
    return lambda text: (text, words)


class Glossary:
    """Explains words."""

    def gloss(self, text: str) -> str:
        return text


@pytest.mark.parametrize(
    ("value", "places"),
    [
        ({"say": str.upper, "gloss": Glossary().gloss, "floor": math.floor}, []),
        ([partial(max, 1), Glossary, Glossary(), "a", 1, None, "plugins.story:read"], []),
        ({"say": made("a")}, ["S.say"]),
        ({"a": [str.upper, {"b": partial(made("a"))}]}, ["S.a.1.b"]),
        ([partial(max, key=lambda each: each)], ["S.0"]),
        (type("<locals>", (), {})(), ["S"]),
    ],
)
def test_a_function_without_a_name_in_its_module_is_found(value: Any, places: list[str]) -> None:
    """What it holds stands in no source, and no other process finds it."""
    assert list(nameless(value, "S")) == places


def test_where_things_lie_does_not_matter() -> None:
    """A clone lies elsewhere."""
    assert setting_digest(PurePosixPath("/a")) == setting_digest(PurePosixPath("/b"))


def test_the_order_of_keys_is_part_of_a_setting() -> None:
    """Hidden fields of a form, for one, are printed in their order."""
    assert setting_digest({"a": 1, "b": 2}) != setting_digest({"b": 2, "a": 1})
    assert setting_digest({"x", "y"}) == setting_digest({"y", "x"})
