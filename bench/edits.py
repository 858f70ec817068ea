"""What an editor does between two builds, done to the Broadsheet site of an archive.

Each round of the benchmark edits other stories, so that no build meets an edit twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench import archive, broadsheet_site, trees
from bench.archive import Story
from bench.workplace import Workplace
from bench.writing import write

ROUNDS = 20  # more rounds than this would edit a story twice
_MARK = "{% block content %}"


@dataclass(frozen=True)
class Edits:
    """The edits to one archive. Stories in the middle of the archive stand for all old ones."""

    place: Workplace

    def publish(self, turn: int) -> None:
        """Add a story that is newer than all others."""
        self._write(archive.story(self.place.size + turn, self.place.size))

    def change_body(self, turn: int) -> None:
        """Add a sentence to an old story."""
        story = self._old(2 * turn)
        self._write(replace(story, body=story.body + "\nThe figures have been checked again.\n"))

    def change_title(self, turn: int) -> None:
        """Change the headline of another old story, which keeps its address."""
        story = self._old(2 * turn + 1)
        heading = replace(story.heading, title=f"{story.heading.title}, again")
        self._write(replace(story, heading=heading))

    def change_template(self, turn: int) -> None:
        """Add a line to the template of stories, so that each of their pages changes."""
        file = self.place.broadsheet / "theme" / "templates" / "article.html"
        text = file.read_text("utf-8")
        if _MARK not in text:
            raise ValueError(f"{file} has no line {_MARK} to put anything behind")
        file.write_text(text.replace(_MARK, f"{_MARK}\n<p>Edition {turn}</p>", 1), "utf-8")

    @property
    def saved(self) -> Story:
        """The old story that is saved again and again in the live preview."""
        return self._old(2 * ROUNDS)

    def undo(self) -> None:
        """Make the stories what they were, after this run or one that was cut short."""
        for turn in range(ROUNDS):
            broadsheet_site.story_file(
                self.place.broadsheet,
                archive.heading(self.place.size + turn, self.place.size),
            ).unlink(missing_ok=True)
        for story in self._edited():
            self._write(story)
        site = self.place.broadsheet
        trees.remove(site / "output", site / "store")

    def _edited(self) -> Iterator[Story]:
        return (self._old(step) for step in range(min(2 * ROUNDS, self.place.size)))

    def _old(self, step: int) -> Story:
        number = (self.place.size // 2 + step) % self.place.size
        return archive.story(number, self.place.size)

    def _write(self, story: Story) -> None:
        file = broadsheet_site.story_file(self.place.broadsheet, story.heading)
        write(file, broadsheet_site.story_text(story))
