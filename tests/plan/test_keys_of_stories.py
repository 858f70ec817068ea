"""A capability declares keys of front matter: read, checked and typed as the story's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pelican.settings import get_settings_from_file
from pydantic import Field

from broadsheet.reporting.faults import Fault
from broadsheet.story.draft import Draft
from broadsheet.story.front import StoryKeys, keys_of
from broadsheet.story.reading import read_page, read_story
from broadsheet.story.reading_settings import ReadingSettings
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
    added_inputs = ("difficulty",)

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
    assert fault.startswith("articles/a.md:3: `difficulty`: ") and "more than 5" in fault
    (fault,) = built(site, plugins, "dificulty: 3").faults
    assert fault.startswith("articles/a.md:2: ") and "did you mean `difficulty`?" in fault


class Mood(StoryKeys):
    """A key for readings without a paper."""

    mood: str = Field("calm", description="How it feels.", examples=["stormy"])


def complain(draft: Draft) -> Iterator[Fault]:
    """Say, as a pass, what mood a story has, at the line of the key."""
    mood, line = keys_of(Mood, draft.own).mood, draft.source.line("mood")
    yield Fault(draft.source.path, line, mood, "cheer up")


def test_a_pass_knows_the_keys_of_the_story_whose_body_it_changes() -> None:
    """Typed and with their lines; a page, which has none, has the defaults."""
    reading = ReadingSettings(passes=(complain,), story_keys=(Mood,))
    stormy = story().replace("---\n", "---\nmood: stormy\n", 1)
    page = "---\ntitle: About\n---\nWe."
    faults = [
        *read_story("a.md", stormy.encode(), reading).faults,
        *read_story("b.md", story().encode(), reading).faults,
        *read_page("c.md", page.encode(), reading).faults,
    ]
    assert [(fault.path, fault.line, fault.what) for fault in faults] == [
        ("a.md", 2, "stormy"),
        ("b.md", 1, "calm"),
        ("c.md", 1, "calm"),
    ]


@pytest.mark.parametrize(
    ("key", "plugin", "setting"),
    [
        ("newsletter: morning", "broadsheet.newsletter_signup", "NEWSLETTERS"),
        ("rights: open", "broadsheet.republishing", "REPUBLISHING"),
    ],
)
def test_the_key_of_a_plugin_that_is_not_loaded_is_unknown(
    site: MakeSite, key: str, plugin: str, setting: str
) -> None:
    """Those of Broadsheet's own capabilities as well: the engine knows neither."""
    text = story().replace("---\n", f"---\n{key}\n", 1)
    named = get_settings_from_file(str(PELICANCONF))["PLUGINS"]
    assert site({"articles/a.md": text}).faults == []
    others = [each for each in named if each != plugin]
    (fault,) = site({"articles/a.md": text}, PLUGINS=others, **{setting: None}).faults
    assert fault.startswith(f"articles/a.md:2: unknown key `{key.partition(':')[0]}` (use one of: ")


def test_a_key_without_a_default_is_refused() -> None:
    """No story could leave it out, though most papers' stories know nothing of it."""
    with pytest.raises(TypeError, match=r"Demanding\.mood has no default"):

        class Demanding(StoryKeys):
            """Wants a mood of every story."""

            mood: str = Field(description="How it feels.")
