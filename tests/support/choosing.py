"""A capability whose recipe makes two files, or one where the other is not worth it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from broadsheet.plan.capability import Capability, Planner
from broadsheet.site.outputs import (
    CannotDerive,
    Derivative,
    Document,
    Inputs,
    Output,
    Recipe,
    Templates,
)
from broadsheet.views.composer import Composer

calls: list[bytes] = []
"""The sources of every call of the recipe in this process."""

PARTS = ("long", "short")


def shorten(sources: tuple[bytes, ...]) -> Mapping[str, bytes]:
    """Return a text, and its first word where that is shorter."""
    (text,) = sources
    calls.append(text)
    if text == b"mumble":
        raise CannotDerive("nobody understands it", "speak up")
    if text == b"silence":
        return {"short": text}
    word = text.split()[0]
    return {"long": text} if word == text else {"long": text, "short": word}


SHORTEN = Recipe("shorten", 1, shorten)


class Choices(Capability):
    """Prints the notes beside a story, long and short, and a list of what there is."""

    def planners(self) -> Mapping[str, Planner]:
        """Return the planner of notes."""
        return {"story": notes}


def notes(composer: Composer, path: str) -> Iterator[Output]:
    """Yield the notes of a story and their list."""
    name = composer.story_at(path).slug
    yield from (_note(name, part, path) for part in _parts(composer, path))
    yield Document(f"notes/{name}.list", write, listed, (path,), path)


def listed(composer: Composer, path: str) -> Inputs:
    """Return the inputs of the list of a story's notes."""
    return {"title": composer.story_at(path).title, "parts": _parts(composer, path)}


def write(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return a list as text."""
    return " ".join((inputs["title"], *inputs["parts"])).encode()


def _parts(composer: Composer, path: str) -> tuple[str, ...]:
    note = _note(composer.story_at(path).slug, "long", path)
    made = composer.made_with(note, [composer.digest_of(each) for each in note.sources])
    return PARTS if made is None else tuple(sorted(made))


def _note(name: str, part: str, path: str) -> Derivative:
    return Derivative(f"notes/{name}.{part}", SHORTEN, (f"notes/{name}.txt",), (), path, part=part)
