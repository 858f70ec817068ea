"""Contributions: what one capability tells of a story, and another asks for by its type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.commands.settings_file import load
from broadsheet.content.edition import Edition
from broadsheet.plan.capability import Capability
from broadsheet.plan.contributing import composer_of
from broadsheet.site.settings import read_site
from broadsheet.story.model import Story
from broadsheet.story.reading import read_story
from broadsheet.story.reading_settings import ReadingSettings
from broadsheet.views.contributions import Contributor
from broadsheet.views.records import Link, Rights
from tests.support.desk import desk_of
from tests.support.halyard import PELICANCONF
from tests.support.small_paper import MakeSite, story


class Terms(Capability):
    """Tells the rights of each story."""

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        return {(Story, Rights): lambda story, _: Rights(f"On {story.title}")}


class Mistaken(Capability):
    """Tells something else."""

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        return {(Story, Rights): lambda *_: Link("a", "b")}


class Silent(Capability):
    """Has nothing to tell of any story."""

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        return {(Story, Rights): lambda *_: None}


def told(*capabilities: Capability) -> Rights | None:
    read = read_story("articles/a.md", story(slug="a").encode(), ReadingSettings())
    assert read.item is not None
    site, _ = read_site(load(str(PELICANCONF)))
    assert site is not None
    edition = Edition.of(desk_of(read), site, datetime(2026, 11, 22, tzinfo=UTC), Path())
    return composer_of(edition, capabilities).contribution(Rights, read.item)


def test_who_asks_by_type_gets_the_answer() -> None:
    """Or nothing, where nobody answers or there is nothing to say."""
    assert told(Capability({}), Terms({})) == Rights("On Harbour reopens")
    assert told(Capability({})) is None
    assert told(Silent({})) is None


def test_an_answer_of_another_type_is_no_answer() -> None:
    """It must not pass for none: a notice would be lost in silence."""
    with pytest.raises(TypeError, match="must return Rights or None, and returned Link"):
        told(Mistaken({}))


RIVAL = """
from broadsheet.plan.capability import Capability
from broadsheet.views.records import Rights
from broadsheet.story.model import Story

class Rival(Capability):
    def contributions(self):
        return {(Story, Rights): lambda *_: None}

CAPABILITY = Rival

def register():
    pass
"""


def test_two_who_answer_for_one_type_are_a_fault(site: MakeSite, tmp_path: Path) -> None:
    """Of the settings, with both names: neither wins in silence."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "rival_terms.py").write_text(RIVAL, "utf-8")
    settings = load(str(PELICANCONF))
    plugins, folders = [*settings["PLUGINS"], "rival_terms"], [*settings["PLUGIN_PATHS"], folder]
    paper = site({"articles/a.md": story()}, PLUGINS=plugins, PLUGIN_PATHS=list(map(str, folders)))
    assert paper.faults == [
        "settings: PLUGINS: broadsheet.republishing.capability.Republishing and rival_terms.Rival "
        "both provide the contribution Rights of a Story (rename one of the two, or take one plugin out)"
    ]
