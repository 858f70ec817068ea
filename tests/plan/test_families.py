"""A capability declares a family of subjects, and plans the files of each."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pelican.settings import get_settings_from_file

from tests.support.halyard import PELICANCONF
from tests.support.small_paper import MakeSite, Paper, story

PLUGIN = """
import json

from broadsheet.api import Capability, document


def letters_inputs(composer, letter):
    found = [each.slug for each in composer.stories() if each.slug[0] == letter]
    return {"slugs": tuple(found)}


def write(templates, template, inputs):
    return json.dumps(inputs["slugs"]).encode()


def letter_file(composer, letter):
    yield document(f"/letters/{letter}.json", write, letters_inputs, letter, origin="letters")


class Letters(Capability):
    def families(self, edition):
        return {"letter": sorted({story.slug[0] for story in edition.stories})}

    def planners(self):
        return {"letter": letter_file}


CAPABILITY = Letters


def register():
    pass
"""


@pytest.fixture(autouse=True)
def plugins(tmp_path: Path) -> Iterator[Path]:
    """The folder of a plugin that has a file for each letter; it is forgotten afterwards."""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "letters.py").write_text(PLUGIN, "utf-8")
    yield tmp_path / "plugins"
    sys.modules.pop("letters", None)


def built(site: MakeSite, plugins: Path, *slugs: str) -> Paper:
    named = get_settings_from_file(str(PELICANCONF))["PLUGINS"]
    files = {f"articles/{slug}.md": story(title=slug, slug=slug) for slug in slugs}
    return site(files, PLUGINS=[*named, "letters"], PLUGIN_PATHS=[str(plugins)])


def letters(paper: Paper) -> dict[str, list[str]]:
    assert paper.faults == []
    found = sorted((paper.output / "letters").glob("*.json"))
    return {file.stem: sorted(json.loads(file.read_bytes())) for file in found}


def test_each_key_of_a_family_is_a_subject(site: MakeSite, plugins: Path) -> None:
    """They come and go with the stories that have them, at a build of what changed too."""
    assert letters(built(site, plugins, "ark", "bay")) == {"a": ["ark"], "b": ["bay"]}
    assert letters(built(site, plugins, "ark", "ant", "cod")) == {"a": ["ant", "ark"], "c": ["cod"]}
    assert letters(built(site, plugins, "cod")) == {"c": ["cod"]}


def test_a_family_that_there_is_already_is_a_fault(site: MakeSite, plugins: Path) -> None:
    """Of the engine's or of another capability's."""
    text = PLUGIN.replace('{"letter": sorted', '{"story": sorted')
    (plugins / "letters.py").write_text(text, "utf-8")
    assert built(site, plugins, "ark").faults == [
        "settings: PLUGINS: broadsheet and letters.Letters both provide the family “story”"
        " (rename one of the two, or take one plugin out)"
    ]
