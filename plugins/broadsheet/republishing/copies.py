"""Copy pages: an openly licensed story as a kit that another publisher can take along."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import Any

from babel.lists import format_list
from msgspec import Struct

from broadsheet.republishing.terms import Licence
from broadsheet.site.settings import Site
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer
from broadsheet.views.records import BodyParts, Figure, Filled, Link
from broadsheet.words.translating import Translator


class Picture(Struct, frozen=True):
    """A picture of a story. may_travel: whether it may be printed along with a copy."""

    figure: Figure
    may_travel: bool


def copy_path(story_path: str) -> str:
    """Return the path of a story's copy page, below the story's own where that is a folder.

    `/a/` and `/a` give `/a/republish/`, and so does `/a.html`. Any other ending is a file, which
    can be no folder as well: `/a.txt` gives `/a.txt-republish/`.
    """
    path = story_path.rstrip("/")
    if not story_path.endswith("/"):
        path = path.removesuffix(".html")
        if "." in posixpath.basename(path):
            return f"{path}-republish/"
    return f"{path}/republish/"


def copy_inputs(story: Story, licence: Licence, composer: Composer) -> Mapping[str, Any]:
    """Return the inputs of a story's copy page."""
    view = composer.story(story)
    site = composer.paper
    # Links inside the body lead to the story itself, wherever the copy is printed.
    body = composer.body(story.path, view.url, "copy", story)
    figures = [composer.figure(story.lead, story.path, "copy"), *_figures(body)]
    return {
        "page": composer.meta(
            copy_path(composer.path_of(story)),
            composer.words.gettext("Republish: %(headline)s", headline=view.headline_text),
            canonical=None,
            robots="noindex",
            section_url=view.section.url,
            lang=view.lang,
        ),
        "story": view,
        "body": tuple(part for part in body if _may_stand(part, site)),
        "licence": Link(licence.name, licence.url),
        "credit_line": credit_line(
            [link.label for link in view.byline], site, view.absolute_url, licence, composer.words
        ),
        "corrections": composer.corrections(story.path, "copy"),
        "pictures": pictures(figures, site),
    }


def credit_line(
    byline: Iterable[str], site: Site, url: str, licence: Licence, words: Translator
) -> str:
    """Return the plain line that must stand with a copy: names, paper, address, licence."""
    names = format_list(list(byline), locale=site.locale)
    source = f"{site.name}: {url} ({licence.code or licence.name})"
    if not names:
        return source
    return words.gettext("By %(names)s, %(source)s", names=names, source=source)


def pictures(figures: Iterable[Figure | None], site: Site) -> tuple[Picture, ...]:
    """Return the pictures of a story, each once, and whether each may travel."""
    once: dict[str, Figure] = {}
    for figure in figures:
        if figure:
            once.setdefault(figure.url, figure)
    return tuple(Picture(figure, site.owns(figure.credit)) for figure in once.values())


def _figures(body: BodyParts) -> list[Figure]:
    data = (part.data for part in body if isinstance(part, Filled))
    return [each for each in data if isinstance(each, Figure)]


def _may_stand(part: str | Filled, site: Site) -> bool:
    """Say whether a part goes into the copy: a picture that must stay is not even shown there."""
    if isinstance(part, Filled) and isinstance(part.data, Figure):
        return site.owns(part.data.credit)
    return True
