"""Reading time as a capability: one more input of each story's page."""

from collections.abc import Mapping
from typing import Any

from broadsheet.api import Capability, Composer, Story
from reading_time.settings import ReadingTimeSettings


class ReadingTime(Capability[ReadingTimeSettings]):
    """Adds `reading_minutes` to the inputs of each story's page."""

    added_inputs = ("reading_minutes",)

    def story_inputs(self, story: Story, composer: Composer) -> Mapping[str, Any]:
        """Return how many minutes the story takes."""
        words = composer.text(story.path).words
        return {"reading_minutes": minutes(words, self.settings.speed)}


def minutes(words: int, speed: int) -> int:
    """Return how many minutes a text takes: rounded up, and at least one."""
    return max(1, -(-words // speed))
