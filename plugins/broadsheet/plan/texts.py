"""Texts: the content files that readers may see, and the files that lie beside their pages.

A story, a static page and an author's file are texts. What a text shows or links to is planned
with it: the same function says which files those are, whatever family the text belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from broadsheet.plan.capability import Planner
from broadsheet.site.outputs import Output
from broadsheet.story.model import Author, Body, PictureUse
from broadsheet.views.composer import Composer


@dataclass(frozen=True)
class Text:
    """A content file, as far as other files can lie beside its page.

    path: a content path. picture: its main one, None where it has none. is_portrait: whether that
    shows the author of whom the file tells.
    """

    path: str
    body: Body
    picture: PictureUse | None = None
    is_portrait: bool = False


FilesOfText = Callable[[Composer, Text], Iterable[Output]]
"""Yields the files that belong beside the page of a text."""


def planners_of_texts(files: FilesOfText) -> Mapping[str, Planner]:
    """Return the planners, by families, that plan the files beside the pages of all texts."""

    def of_story(composer: Composer, path: str) -> Iterator[Output]:
        picture = composer.story_at(path).picture
        yield from files(composer, Text(path, composer.text(path), picture))

    def of_page(composer: Composer, path: str) -> Iterator[Output]:
        yield from files(composer, Text(path, composer.text(path)))

    def of_author(composer: Composer, key: str) -> Iterator[Output]:
        author: Author = composer.ask("author", key)
        if author.path:  # else nobody has written of them
            text = Text(author.path, composer.text(author.path), author.picture, True)
            yield from files(composer, text)

    return {"story": of_story, "page": of_page, "author": of_author}
