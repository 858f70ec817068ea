"""A capability declares keys of front matter: read, checked and typed as the story's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pelican.settings import get_settings_from_file
from pydantic import Field

from broadsheet.story.front import StoryKeys
from tests.support.halyard import PELICANCONF
from tests.support.small_paper import MakeSite, Paper, story

PLUGIN = """
from pydantic import Field

from broadsheet.plan.capability import Capability
from broadsheet.story.front import StoryKeys, keys_of


class Keys(StoryKeys):
    difficulty: int = Field(1, ge=1, le=5, description="How hard it is.", examples=["3"])


class Reading(Capability):
    story_keys = Keys
    inputs = ("difficulty",)

    def story_inputs(self, story, composer):
        return {"difficulty": keys_of(Keys, story.own).difficulty + 10}


CAPABILITY = Reading


def register():
    pass
"""
TEMPLATE = "<i>{{ difficulty }}</i>"


@pytest.fixture(autouse=True)
def plugins(tmp_path: Path) -> Iterator[Path]:
    """The folder of a plugin that declares a key and shows it; it is forgotten afterwards."""
    folder = tmp_path / "plugins"
    places = folder / "graded" / "templates" / "places" / "story-end"
    places.mkdir(parents=True)
    (places / "graded.html").write_text(TEMPLATE, "utf-8")
    (folder / "graded" / "__init__.py").write_text(PLUGIN, "utf-8")
    yield folder
    sys.modules.pop("graded", None)


def built(site: MakeSite, plugins: Path, *lines: str) -> Paper:
    named = get_settings_from_file(str(PELICANCONF))["PLUGINS"]
    text = story(slug="a").replace("---\n", "\n".join(["---", *lines, ""]), 1)
    return site({"articles/a.md": text}, PLUGINS=[*named, "graded"], PLUGIN_PATHS=[str(plugins)])


def told(paper: Paper) -> list[str]:
    assert paper.faults == []
    return [each.text for each in paper.html("2024/06/a/index.html").select(".story-foot i")]


def test_a_key_is_read_and_typed(site: MakeSite, plugins: Path) -> None:
    """From the file, from what the last build keeps of it, and by default where it is left out."""
    assert told(built(site, plugins, "difficulty: 3")) == ["13"]
    assert told(built(site, plugins, "difficulty: 3", "kicker: Now")) == ["13"]
    assert told(built(site, plugins, "difficulty: 4", "kicker: Now")) == ["14"]
    assert told(built(site, plugins, "kicker: Now")) == ["11"]


def test_a_wrong_value_is_a_fault_with_its_line(site: MakeSite, plugins: Path) -> None:
    """As that of any key; and a misspelt key is told the nearest."""
    (fault,) = built(site, plugins, "kicker: Now", "difficulty: 9").faults
    assert (
        fault.startswith("articles/a.md:3: `difficulty`: ") and "less than or equal to 5" in fault
    )
    (fault,) = built(site, plugins, "dificulty: 3").faults
    assert fault.startswith("articles/a.md:2: ") and "did you mean `difficulty`?" in fault


def test_a_key_without_a_default_is_refused() -> None:
    """No story could leave it out, though most papers' stories know nothing of it."""
    with pytest.raises(TypeError, match=r"Demanding\.mood has no default"):

        class Demanding(StoryKeys):
            """Wants a mood of every story."""

            mood: str = Field(description="How it feels.")
