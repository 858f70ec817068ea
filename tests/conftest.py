"""What all tests share: how many examples hypothesis tries, and a maker of small papers."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.support.picture_sizes import keep_sizes, with_kept_sizes
from tests.support.small_paper import MakeSite, Paper, maker_in
from tests.support.themes import keep_themes

# A shell has jobs in the background ignore Ctrl+C, and so would every program that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "default",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=2000)
settings.load_profile("default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow whatever stands on a fixture that asks for `slow`."""
    for item in items:
        if "slow" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def slow() -> None:
    """To be asked for by fixtures that start programs, browsers or workers, or build large papers.

    All tests that stand on them are left out by `inv test --quick`. A test that does so by itself
    is marked.
    """


@pytest.fixture(scope="session", autouse=True)
def _themes_kept() -> Iterator[None]:
    """What follows from the text of a template alone is worked out once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        keep_themes(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _sizes_kept(request: pytest.FixtureRequest) -> Iterator[None]:
    """The sizes of the same picture are made once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        keep_sizes(request, patch)
        yield


@pytest.fixture(autouse=True)
def _settings_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's cache of code takes a settings file for the old one if its time and size are."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


@pytest.fixture
def sizes_kept(tmp_path: Path) -> None:
    """A paper takes the sizes that other tests have made; to be asked for where looks are tested."""
    with_kept_sizes(tmp_path / "cache")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeSite:
    """A maker of papers: content paths to texts or bytes, symbolic links, and settings.

    The paper is built in this process with The Halyard's settings, its clock stopped. Called again,
    it builds the new content into the same output folder, with what it remembers of the last build.
    """
    monkeypatch.chdir(tmp_path)
    return maker_in(tmp_path)


@pytest.fixture(scope="module")
def site_of_module(tmp_path_factory: pytest.TempPathFactory) -> MakeSite:
    """The same, of a paper that all tests of a module look at, and none changes."""
    folder = tmp_path_factory.mktemp("site")

    def make(*content: Any, **overrides: Any) -> Paper:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            patch.setattr(sys, "dont_write_bytecode", True)  # as `_settings_read_anew` does
            return maker_in(folder)(*content, **overrides)

    return make
