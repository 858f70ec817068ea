"""`inv schema`: what editors use to complete and check front matter."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from invoke.context import Context
from invoke.exceptions import Exit

from broadsheet.commands import tasks
from broadsheet.commands.schema import write_schemas
from broadsheet.commands.settings_file import newspaper
from tests.support.halyard import PELICANCONF, ROOT, beginning_with


def test_the_committed_schemas_are_those_of_the_models(tmp_path: Path) -> None:
    """Whoever changes the front matter, a capability's keys too, runs `inv schema`."""
    for file in write_schemas(tmp_path, newspaper(str(PELICANCONF)).capabilities()):
        assert (ROOT / "schema" / file.name).read_text("utf-8") == file.read_text("utf-8")


def test_unknown_keys_are_refused_and_every_key_is_explained(tmp_path: Path) -> None:
    """An editor can mark a slip of the pen and say what each key is for."""
    write_schemas(tmp_path)
    schema = json.loads((tmp_path / "story.schema.json").read_text("utf-8"))
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["title", "date"]
    assert [key for key, value in schema["properties"].items() if "description" not in value] == []


@pytest.mark.parametrize(
    ("key", "plugin"),
    [("newsletter", "broadsheet.newsletter_signup"), ("rights", "broadsheet.republishing")],
)
def test_a_key_of_our_own_capability_is_in_the_schema_with_its_plugin_alone(
    tmp_path: Path, key: str, plugin: str
) -> None:
    """Editors offer no key that the paper would refuse."""

    def keys(*plugins: str) -> set[str]:
        write_schemas(tmp_path, newspaper(str(PELICANCONF), {"PLUGINS": plugins}).capabilities())
        schema = json.loads((tmp_path / "story.schema.json").read_text("utf-8"))
        return set(schema["properties"])

    assert keys("broadsheet.fronts", plugin) - keys("broadsheet.fronts") == {key}


PLUGIN = """
from pydantic import Field

from broadsheet.plan.capability import Capability
from broadsheet.story.front import StoryKeys


class Keys(StoryKeys):
    difficulty: int = Field(1, ge=1, le=5, description="How hard it is to read.")


class Reading(Capability):
    story_keys = Keys


CAPABILITY = Reading


def register():
    pass
"""


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a paper with a plugin that declares a key."""
    (tmp_path / "reading_keys.py").write_text(PLUGIN, "utf-8")
    lines = [
        f"PATH = {str(tmp_path)!r}",
        f"PLUGIN_PATHS = [{str(tmp_path)!r}]",
        "PLUGINS = [*PLUGINS, 'reading_keys']",
    ]
    text = beginning_with(PELICANCONF) + "\n".join(lines)
    (tmp_path / "ours.py").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "reading_keys", raising=False)
    yield tmp_path
    sys.modules.pop("reading_keys", None)


def test_the_keys_of_the_papers_capabilities_are_in_the_schema(paper: Path) -> None:
    """So that editors complete and check them as any other."""
    tasks.schema.body(Context(), settings="ours.py")
    schema = json.loads((paper / "schema" / "story.schema.json").read_text("utf-8"))
    ours = json.loads((ROOT / "schema" / "story.schema.json").read_text("utf-8"))
    key = schema["properties"].pop("difficulty")
    assert (key["type"], key["maximum"]) == ("integer", 5)
    assert key["description"] == "How hard it is to read."
    assert schema == ours


def test_a_key_of_two_is_told_and_nothing_written(
    paper: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """As a build tells it."""
    (paper / "reading_keys.py").write_text(PLUGIN.replace("difficulty", "kicker"), "utf-8")
    with pytest.raises(Exit):
        tasks.schema.body(Context(), settings="ours.py")
    assert "both provide the front-matter key `kicker`" in capfd.readouterr().err
    assert not (paper / "schema").exists()
