"""Derivatives: files that recipes make, kept apart from the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broadsheet.defaults import PLUGINS
from tests.support.plugged import maker_with
from tests.support.shouting import Shouts, calls
from tests.support.small_paper import MakeSite, Paper, story

FILES = {"articles/a.md": story(slug="a"), "notes/a.txt": "ahoy"}


@pytest.fixture
def paper(site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Paper]:
    """A maker of papers whose stories have notes."""
    calls.clear()
    return maker_with(Shouts, site, tmp_path, monkeypatch)


def test_a_recipe_makes_a_file_of_others(paper: Callable[..., Paper]) -> None:
    """With the arguments that the plan names."""
    made = paper(FILES)
    assert not made.faults
    assert (made.output / "loud/a.txt").read_text() == "AHOY!"


def test_a_file_is_made_once_for_equal_sources(paper: Callable[..., Paper]) -> None:
    """Not by the next build, nor when a story changes, nor for a second page."""
    paper(FILES)
    paper(FILES)
    paper({**FILES, "articles/a.md": story("Another text.", slug="a")})
    files = {**FILES, "articles/b.md": story(slug="b", title="B"), "notes/b.txt": "ahoy"}
    made = paper(files)
    assert (made.output / "loud/b.txt").read_text() == "AHOY!"
    assert calls == [b"ahoy"]


def test_a_file_is_made_again_for_other_sources(paper: Callable[..., Paper]) -> None:
    """Though its story is as it was."""
    paper(FILES)
    made = paper({**FILES, "notes/a.txt": "avast"})
    assert (made.output / "loud/a.txt").read_text() == "AVAST!"


@pytest.mark.parametrize(
    ("name", "value", "text"), [("version", 2, "AHOY!"), ("mark", "?", "AHOY?")]
)
def test_another_version_or_argument_makes_a_file_again(
    paper: Callable[..., Paper], monkeypatch: pytest.MonkeyPatch, name: str, value: Any, text: str
) -> None:
    """A recipe that makes other bytes has another version."""
    paper(FILES)
    monkeypatch.setattr(Shouts, name, value)
    made = paper(FILES, LOAD_CONTENT_CACHE=False)
    assert (made.output / "loud/a.txt").read_text() == text
    assert len(calls) == 2


def test_a_store_that_is_thrown_away_costs_no_derivative(
    paper: Callable[..., Paper], tmp_path: Path
) -> None:
    """New code throws the store away; an archive's pictures need not be made again for it."""
    paper(FILES)
    made = paper(FILES, LOAD_CONTENT_CACHE=False)
    assert (made.output / "loud/a.txt").read_text() == "AHOY!"
    assert calls == [b"ahoy"]


def test_what_was_made_before_a_build_failed_is_used_by_the_next(
    paper: Callable[..., Paper],
) -> None:
    """So a build of many pictures that is cut off goes on where it was."""
    more = {"articles/b.md": story(slug="b", title="B")}
    failed = paper({**FILES, **more, "notes/b.txt": "mumble"})
    assert failed.faults == ["articles/b.md: nobody understands it (speak up)"]
    assert not (failed.output / "loud").exists()
    made = paper({**FILES, **more, "notes/b.txt": "shiver"})
    assert (made.output / "loud/b.txt").read_text() == "SHIVER!"
    assert sorted(calls) == [b"ahoy", b"mumble", b"shiver"]


def test_a_source_that_is_not_there_is_told_with_its_story(paper: Callable[..., Paper]) -> None:
    """And what is made of others need not be made again."""
    more = {"articles/b.md": story(slug="b", title="B")}
    failed = paper({**FILES, **more})
    assert failed.faults == [
        "articles/b.md: notes/b.txt, of which loud/b.txt is made, is not there (put it there)"
    ]
    paper({**FILES, **more, "notes/b.txt": "avast"})
    assert calls == [b"ahoy", b"avast"]


@pytest.mark.parametrize("left", [0, 1, 20, -1])
def test_a_cut_file_of_the_cache_is_made_again(
    paper: Callable[..., Paper], tmp_path: Path, left: int
) -> None:
    """A lost power supply or a full disk may cut one, and readers would keep it for ever."""
    made = paper(FILES)
    (kept,) = (each for each in tmp_path.rglob("derivatives/*/*") if each.is_file())
    kept.write_bytes(kept.read_bytes()[:left])
    (made.output / "loud/a.txt").unlink()
    made = paper(FILES)
    assert (made.output / "loud/a.txt").read_text() == "AHOY!"
    assert calls == [b"ahoy", b"ahoy"]


def test_a_derivative_whose_story_is_gone_is_gone(paper: Callable[..., Paper]) -> None:
    """From the output; the cache keeps it for a month."""
    files = {**FILES, "articles/b.md": story(slug="b", title="B"), "notes/b.txt": "shiver"}
    paper(files)
    made = paper(FILES)
    assert not (made.output / "loud/b.txt").exists()


def test_a_file_that_somebody_has_changed_is_put_right(paper: Callable[..., Paper]) -> None:
    """From the cache."""
    made = paper(FILES)
    (made.output / "loud/a.txt").write_text("whisper")
    made = paper(FILES)
    assert (made.output / "loud/a.txt").read_text() == "AHOY!"
    assert calls == [b"ahoy"]


ALONE = """
from broadsheet.plan.capability import Capability
from broadsheet.site.outputs import Derivative, Recipe

def shout(sources):
    return sources[0].upper()

class Shouts(Capability):
    def planners(self):
        return {"story": self.notes}

    def notes(self, composer, path):
        name = composer.story_at(path).slug
        yield Derivative(f"loud/{name}.txt", SHOUT, (f"notes/{name}.txt",), (), path)

SHOUT = Recipe("shout", 1, shout)
CAPABILITY = Shouts

def register():
    pass
"""


def test_workers_make_what_this_process_would(
    site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In processes beside this one, where there is much to make."""
    (tmp_path / "shouting_alone.py").write_text(ALONE, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    files = {f"articles/{n}.md": story(slug=f"s{n}", title=f"S {n}") for n in range(5)}
    notes = {f"notes/s{n}.txt": f"ahoy {n}" for n in range(5)}
    made = site({**files, **notes}, PLUGINS=[*PLUGINS, "shouting_alone"], BUILD_WORKERS=2)
    assert made.stopped is None
    assert [(made.output / f"loud/s{n}.txt").read_text() for n in range(5)] == [
        f"AHOY {n}" for n in range(5)
    ]
