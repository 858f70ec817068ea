"""What is done to Broadsheet's site between two builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import archive, broadsheet_site, trees
from bench.edits import Edits
from bench.workplace import Workplace
from bench.writing import write

SIZE = 60


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A workplace with the stories of a small archive and a theme of one template."""
    place = Workplace(tmp_path, tmp_path, SIZE)
    for story in archive.stories(SIZE):
        file = broadsheet_site.story_file(place.broadsheet, story.heading)
        write(file, broadsheet_site.story_text(story))
    template = place.broadsheet / "theme" / "templates" / "article.html"
    write(template, "{% block content %}\n{% endblock %}\n")
    return place


def _changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [path for path in after if before.get(path) != after[path]]


def test_publishing_adds_one_file(place: Workplace) -> None:
    """Each turn publishes another story and changes no other file."""
    before = trees.digests(place.broadsheet)
    Edits(place).publish(0)
    first = trees.digests(place.broadsheet)
    Edits(place).publish(1)
    second = trees.digests(place.broadsheet)
    assert len(_changed(before, first)) == len(_changed(first, second)) == 1
    assert len(second) == len(before) + 2


@pytest.mark.parametrize("edit", ["change_body", "change_title", "change_template"])
def test_an_edit_changes_one_file(place: Workplace, edit: str) -> None:
    """No file is added, and each turn makes a change that was not there before."""
    states = [trees.digests(place.broadsheet)]
    for turn in range(3):
        getattr(Edits(place), edit)(turn)
        states.append(trees.digests(place.broadsheet))
        assert states[-1].keys() == states[-2].keys()
        assert len(_changed(states[-2], states[-1])) == 1


def test_all_edits_of_stories_can_be_undone(place: Workplace) -> None:
    """After a run that was cut short, the archive is what it was, and nothing is built."""
    stories = place.broadsheet / "content"
    before = trees.digests(stories)
    write(place.broadsheet / "store" / "anything", "remembered")
    for turn in range(20):
        Edits(place).publish(turn)
        Edits(place).change_body(turn)
        Edits(place).change_title(turn)
    Edits(place).undo()
    assert trees.digests(stories) == before
    assert not (place.broadsheet / "store").exists()


def test_a_template_that_cannot_be_edited_is_an_error(place: Workplace) -> None:
    """A benchmark that changes nothing would measure nothing."""
    template = place.broadsheet / "theme" / "templates" / "article.html"
    template.write_text("{% block main %}{% endblock %}", "utf-8")
    with pytest.raises(ValueError, match="block content"):
        Edits(place).change_template(0)
