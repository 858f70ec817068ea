"""A CI: each run begins with a fresh clone, in which only the store and the last output are put.

The GitHub workflow cannot be run here; what its file promises is read from it, and the script of
the step that builds is run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from broadsheet.site.output_folder import LIST_NAME, MARK_NAME
from tests.support.halyard import HALYARD, NOW, PUBLISHCONF, ROOT
from tests.support.picture_sizes import with_kept_sizes

WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text("utf-8"))
TEST, DEPLOY = WORKFLOW["jobs"]["test"]["steps"], WORKFLOW["jobs"]["deploy"]["steps"]
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
    """Make a checkout of the program with The Halyard as its paper: all files new, as in a clone."""
    program = ((ROOT / part, folder / part) for part in ("plugins", "theme"))
    for source, copy in ((HALYARD, folder), *program):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, copy, copy_function=shutil.copyfile, ignore=ignored)
    shutil.copyfile(ROOT / "tasks.py", folder / "tasks.py")
    with_kept_sizes(folder / ".cache")
    return folder


def step(steps: list[dict[str, Any]], what: str) -> dict[str, Any]:
    """Return the first step of a job that has this id, or uses this action."""
    return next(
        each for each in steps if what in (each.get("id"), each.get("uses", "").split("@")[0])
    )


KEPT = step(DEPLOY, "last")["with"]["path"].split()


def publish(checkout: Path, event: str = "push") -> tuple[str, bool]:
    """Publish from a checkout by the workflow's own script.

    Return what was said, and whether the script would have it deployed.
    """
    script = step(DEPLOY, "build")["run"]
    script = script.replace("pip install uv", "true")
    script = script.replace("uv run inv", f"'{sys.executable}' -m invoke")
    outputs = checkout.with_name(f"{checkout.name}-outputs")
    names = {"COLUMNS": "300", "GITHUB_EVENT_NAME": event, "GITHUB_OUTPUT": str(outputs)}
    published = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=checkout,
        env={**os.environ, **names},
        capture_output=True,
        text=True,
        check=False,
    )
    assert published.returncode == 0, published.stdout + published.stderr
    is_told = outputs.exists() and "deploy=true\n" in outputs.read_text("utf-8")
    return published.stdout + published.stderr, is_told


def restored(first: Path, folder: Path) -> Path:
    """Make a checkout in which lies what the workflow kept of the first one."""
    second = clone(folder)
    for name in KEPT:
        if (second / name).exists():
            continue  # the sizes of pictures, which all tests share
        (second / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (first / name).is_dir() else shutil.copyfile
        copy(first / name, second / name)
    return second


def build(checkout: Path, **settings: str) -> str:
    """Build a checkout for production in a process of its own and return what it said."""
    extra = [f'{name}="{value}"' for name, value in {"NOW": NOW, **settings}.items()]
    built = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", PUBLISHCONF.name, "-e", *extra],
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


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, slow: None) -> Path:
    """A checkout from which the workflow has published once; not to be changed."""
    checkout = clone(tmp_path_factory.mktemp("clones") / "first")
    _, is_deployed = publish(checkout)
    assert is_deployed
    return checkout


def test_a_publish_from_a_fresh_clone_makes_only_what_has_changed(
    first: Path, tmp_path: Path
) -> None:
    """One story is read and few pages are rendered, and the site equals a clean build's."""
    second = restored(first, tmp_path / "second" / "elsewhere")
    story = second / "content/articles/2026/ferry-runs-again.md"
    story.write_text(STORY, "utf-8")
    said, is_deployed = publish(second)
    assert is_deployed
    assert "texts: 1 read" in said
    assert int(re.search(r"([\d,]+) rendered", said)[1].replace(",", "")) <= 40  # type: ignore[index]  # without a figure the test fails
    clean = {
        "OUTPUT_PATH": str(second / "clean"),
        "CACHE_PATH": str(with_kept_sizes(second / "clean-cache")),
    }
    build(second, **clean, NOW=datetime.now(UTC).isoformat())  # the clock that a release goes by
    for name in (LIST_NAME, MARK_NAME):
        (second / "clean" / name).unlink()
    assert files(second / "public/current") == files(second / "clean")
    assert "2026/11/ferry-runs-again/index.html" in files(second / "published")


@pytest.mark.slow
def test_a_store_without_its_output_still_spares_the_reading(tmp_path: Path) -> None:
    """What was not restored is rendered, from texts that need not be read again."""
    first = clone(tmp_path / "first")
    build(first)
    expected = files(first / "published")
    shutil.rmtree(first / "published")
    assert "texts: 0 read" in build(first)
    assert files(first / "published") == expected


def test_a_run_deploys_only_what_is_new(first: Path, tmp_path: Path) -> None:
    """Where the first run has deployed all, it finds nothing; one by hand deploys in any case."""
    said, is_deployed = publish(restored(first, tmp_path / "second"))
    assert "0 written, 0 deleted" in said
    assert not is_deployed
    _, is_deployed = publish(restored(first, tmp_path / "third"), "workflow_dispatch")
    assert is_deployed


def test_nothing_is_deployed_but_a_commit_of_main_that_has_passed_the_tests() -> None:
    """Each run tests, and none comes by the clock: the demo has no story that waits for its hour."""
    deploy = WORKFLOW["jobs"]["deploy"]
    assert deploy["needs"] == "test"
    assert deploy["if"] == "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'"
    assert "if" not in WORKFLOW["jobs"]["test"]
    assert {"run": "bash .ci/run"} in TEST
    assert set(WORKFLOW[True]) == {"push", "pull_request", "workflow_dispatch"}  # YAML 1.1: `on`


def test_no_run_takes_the_place_of_one_that_is_to_test() -> None:
    """Only deployments wait for each other; a run that waits is cancelled by the next one."""
    assert "concurrency" not in WORKFLOW
    assert "concurrency" not in WORKFLOW["jobs"]["test"]
    assert WORKFLOW["jobs"]["deploy"]["concurrency"]["cancel-in-progress"] is False


@pytest.fixture(scope="module")
def commits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A repository of two commits, and their names."""
    folder = tmp_path_factory.mktemp("repository")

    def git(*words: str) -> str:
        who = [word for key in ("name", "email") for word in ("-c", f"user.{key}=Jo")]
        done = subprocess.run(
            ["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    git("init", "-q")
    names = []
    for message in ("earlier", "later"):
        git("commit", "-q", "--allow-empty", "-m", message)
        names.append(git("rev-parse", "HEAD"))
    return folder, names[0], names[1]


@pytest.mark.parametrize(
    ("reached", "of", "turn"),
    [
        (None, "earlier", "new"),
        ("earlier", "later", "new"),
        ("later", "later", "again"),
        ("later", "earlier", "over"),
        ("0" * 40, "later", "new"),  # history was rewritten
    ],
)
def test_an_earlier_commit_is_not_deployed_after_a_later_one(
    commits: tuple[Path, str, str], tmp_path: Path, reached: str | None, of: str, turn: str
) -> None:
    """Its tests may have ended last."""
    folder, *names = commits
    named = dict(zip(("earlier", "later"), names, strict=True))
    mark, outputs = folder / ".reached", tmp_path / "outputs"
    mark.unlink(missing_ok=True)
    if reached:
        mark.write_text(named.get(reached, reached) + "\n", "utf-8")
    order = step(DEPLOY, "order")
    environment = {**os.environ, "GITHUB_SHA": named[of], "GITHUB_OUTPUT": str(outputs)}
    subprocess.run(["bash", "-e", "-c", order["run"]], cwd=folder, env=environment, check=True)
    assert outputs.read_text("utf-8") == f"turn={turn}\n"
    assert mark.read_text("utf-8").strip() == (named[of] if turn != "over" else names[1])


def test_how_far_it_has_come_is_kept_once_that_is_deployed_or_the_same() -> None:
    """A run whose turn is over does nothing; one that fails leaves no mark."""
    look, order, last, build = [
        step(DEPLOY, what) for what in ("reached", "order", "last", "build")
    ]
    checkout, mark = step(DEPLOY, "actions/checkout"), DEPLOY[-1]
    assert checkout["with"]["fetch-depth"] == 0
    assert DEPLOY.index(checkout) < DEPLOY.index(look) < DEPLOY.index(order) < DEPLOY.index(last)
    assert last["if"] == build["if"] == "steps.order.outputs.turn != 'over'"
    assert mark["if"] == "steps.order.outputs.turn == 'new'"
    assert mark["with"]["path"] == look["with"]["path"] == ".reached"
    assert mark["with"]["key"] == "${{ steps.reached.outputs.cache-primary-key }}"


def test_what_is_kept_is_what_was_deployed() -> None:
    """It is saved after the deployment, and where nothing was deployed there is nothing to save."""
    restore, build, upload, deploy, save = steps = [
        step(DEPLOY, what)
        for what in (
            "last",
            "build",
            "actions/upload-pages-artifact",
            "actions/deploy-pages",
            "actions/cache/save",
        )
    ]
    assert sorted(steps, key=DEPLOY.index) == steps
    assert upload["if"] == deploy["if"] == save["if"]
    assert save["if"] == f"steps.{build['id']}.outputs.deploy == 'true'"
    assert save["with"]["path"] == restore["with"]["path"]
    assert save["with"]["key"] == f"${{{{ steps.{restore['id']}.outputs.cache-primary-key }}}}"
    assert restore["with"]["key"].startswith(restore["with"]["restore-keys"])
