"""The wheel, built and installed once for all that look at it, and a paper that it made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.package.installed import ANSWERS, NOW, Installed, built, installed, uv


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory, slow: None) -> Path:
    """The folder of the sdist and the wheel."""
    if uv() is None:
        pytest.skip("no uv to build with")
    return built(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="session")
def wheel(dist: Path) -> Path:
    """The wheel, built from the sdist."""
    (found,) = dist.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def apart(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """An environment outside of the checkout, with the wheel in it."""
    return installed(wheel, tmp_path_factory.mktemp("apart"))


@pytest.fixture(scope="session")
def made(apart: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper as `broadsheet init` makes it; not to be changed."""
    folder = tmp_path_factory.mktemp("papers")
    done = apart.broadsheet("init", "post", *ANSWERS, at=folder, SOURCE_DATE_EPOCH="1795338000")
    assert done.status == 0, done.said
    return folder / "post"


@pytest.fixture
def paper(made: Path, tmp_path: Path) -> Path:
    """A paper as `broadsheet init` makes it, with the clock stopped."""
    shutil.copytree(made, tmp_path / "post")
    with (tmp_path / "post" / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"NOW = {NOW!r}\nBUILD_WORKERS = 1\n")
    return tmp_path / "post"
