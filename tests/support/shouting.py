"""A capability whose files a recipe makes, and a list of what the recipe was asked to make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from broadsheet.plan.capability import Capability, Planner
from broadsheet.site.outputs import CannotDerive, Derivative, Output, Recipe
from broadsheet.views.composer import Composer

calls: list[bytes] = []
"""The sources of every call of a recipe in this process."""


def shout(sources: tuple[bytes, ...], mark: str) -> bytes:
    """Return a text in capitals, with a mark behind it."""
    (text,) = sources
    calls.append(text)
    if text == b"mumble":
        raise CannotDerive("nobody understands it", "speak up")
    return text.upper() + mark.encode()


class Shouts(Capability):
    """Prints the notes beside a story in capitals."""

    version = 1
    mark = "!"

    def planners(self) -> Mapping[str, Planner]:
        """Return the planner of notes."""
        return {"story": self.notes}

    def notes(self, composer: Composer, path: str) -> Iterator[Output]:
        """Yield the note of a story."""
        name = composer.story_at(path).slug
        recipe = Recipe("shout", self.version, shout)
        yield Derivative(f"loud/{name}.txt", recipe, (f"notes/{name}.txt",), (self.mark,), path)
