"""Files of texts: plans the files that a text shows or links to.

One function plans them for texts of all families.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from broadsheet.plan.capability import Planner
from broadsheet.plan.texts import Text, reason_of
from broadsheet.site.outputs import Output
from broadsheet.story.model import Author
from broadsheet.views.composer import Composer

FilesOfText = Callable[[Composer, Text], Iterable[Output]]
"""Yields the files that belong beside the page of a text."""


def planners_of_texts(files: FilesOfText) -> Mapping[str, Planner]:
    """Return the planners, by families, that plan the files beside the pages of all texts."""

    def of_story(composer: Composer, path: str) -> Iterator[Output]:
        picture = composer.story_at(path).picture
        yield from files(composer, Text(path, composer.text(path), picture))

    def of_withdrawn(composer: Composer, path: str) -> Iterator[Output]:
        yield from files(composer, Text(path, reason_of(composer.ask("withdrawn", path))))

    def of_page(composer: Composer, path: str) -> Iterator[Output]:
        yield from files(composer, Text(path, composer.text(path)))

    def of_author(composer: Composer, key: str) -> Iterator[Output]:
        author: Author = composer.ask("author", key)
        if author.path:  # else the author has no file
            text = Text(author.path, composer.text(author.path), author.picture, True)
            yield from files(composer, text)

    return {
        "story": of_story,
        "withdrawn": of_withdrawn,
        "page": of_page,
        "author": of_author,
    }
