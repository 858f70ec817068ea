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
from broadsheet.views.composer import Composer
from broadsheet.views.contributions import Contributor
from broadsheet.views.records import Agency, Link, PictureFile, Rights
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


class Keen(Capability):
    """Tells the agency of a story, and of a picture's file, and counts how often it is asked."""

    asked = 0

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        return {(Story, Agency): self.tell, (PictureFile, Agency): self.tell}

    def tell(self, subject: Story | PictureFile, composer: Composer) -> Agency:
        self.asked += 1
        return Agency(str(composer.ask("page", subject.path)))


def with_story(*capabilities: Capability) -> tuple[Composer, Story]:
    """Return a composer of one story, and the story."""
    read = read_story("articles/a.md", story(slug="a").encode(), ReadingSettings())
    assert read.item is not None
    site, _ = read_site(load(str(PELICANCONF)))
    assert site is not None
    edition = Edition.of(desk_of(read), site, datetime(2026, 11, 22, tzinfo=UTC), Path())
    return composer_of(edition, capabilities), read.item


def told(*capabilities: Capability) -> Rights | None:
    composer, item = with_story(*capabilities)
    return composer.contribution(Rights, item)


def test_who_asks_by_type_gets_the_answer() -> None:
    """Or nothing, where nobody answers or there is nothing to say."""
    assert told(Capability({}), Terms({})) == Rights("On Harbour reopens")
    assert told(Capability({})) is None
    assert told(Silent({})) is None


def test_an_answer_of_another_type_is_no_answer() -> None:
    """It must not pass for none: a notice would be lost in silence."""
    with pytest.raises(TypeError, match="must return Rights or None, and returned Link"):
        told(Mistaken({}))


def test_what_is_told_of_a_picture_is_asked_for_once() -> None:
    """Though each page that asks for it depends on what was asked for it."""
    keen = Keen({})
    composer, item = with_story(keen)
    for path in ("a.jpg", "a.jpg", "b.jpg"):
        with composer.queries.recording() as names:
            assert composer.contribution(Agency, PictureFile(path)) == Agency("None")
        assert names == {f"page {path}"}
    assert keen.asked == 2
    for _ in range(2):
        composer.contribution(Agency, item)
    assert keen.asked == 4


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
