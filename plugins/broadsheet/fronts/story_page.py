"""The page of a story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from broadsheet.fronts.old_addresses import redirects
from broadsheet.fronts.related import related_to
from broadsheet.site.outputs import Output, page
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer
from broadsheet.views.records import Link, PageMeta, SharedPictures, StoryView


def story_pages(composer: Composer, path: str) -> Iterator[Output]:
    """Yield the page of a file's story, and a redirect for each of its aliases."""
    story = composer.story_at(path)
    yield page(
        composer.path_of(story),
        "article.html",
        article_inputs,
        path,
        composer.ask("namesakes", story.slug),
        origin=story.path,
        line=story.line("slug"),
        listing=composer.story_listing(story),
    )
    yield from redirects(story, composer.path_of(story))


def article_inputs(composer: Composer, path: str, namesakes: Sequence[str]) -> Mapping[str, Any]:
    """Return the inputs of a story's page. namesakes: the files of stories with its slug."""
    story = composer.story_at(path)
    view = composer.story(story)
    translations = _translations(story, [composer.story_at(each) for each in namesakes], composer)
    own = {
        "page": _meta(story, view, translations, composer),
        "story": view,
        "lead": composer.figure(story.lead, path),
        "body": composer.body(path, view.url, "page", story),
        "related": composer.cards(related_to(path, composer)),
        "translations": translations,
    }
    return composer.story_inputs(story, own)


def _meta(
    story: Story, view: StoryView, translations: tuple[Link, ...], composer: Composer
) -> PageMeta:
    addresses = composer.addresses
    alternates = [(link.lang or "", addresses.absolute(link.url)) for link in translations]
    if alternates:
        alternates.append((view.lang, view.absolute_url))
    shared = composer.main_picture(SharedPictures, story)
    return composer.meta(
        composer.path_of(story),
        story.title,
        description=story.summary,
        kind="article",
        image=shared.shared if shared else composer.social_card,
        robots="noindex" if view.state else None,
        alternates=tuple(sorted(alternates)),
        section_url=view.section.url,
        published=view.date,
        modified=view.modified,
        section=view.section.label,
        authors=tuple(link.label for link in view.byline),
        topics=tuple(link.label for link in view.topics),
        lang=view.lang,
    )


def _translations(story: Story, namesakes: Sequence[Story], composer: Composer) -> tuple[Link, ...]:
    """Return links to the same story in other languages."""
    original = _original_of(story, namesakes)
    family = [other for other in namesakes if _original_of(other, namesakes) is original]
    default = composer.paper.lang
    others = ((other.lang or default, other) for other in family if other.path != story.path)
    return tuple(
        Link(other.title, composer.story_url(other), lang)
        for lang, other in sorted(others, key=lambda pair: (pair[0], pair[1].path))
        if lang != (story.lang or default)
    )


def _original_of(story: Story, namesakes: Sequence[Story]) -> Story:
    """Return what a story translates: of those with its slug the nearest in time; else itself.

    A column may use one slug again every month.
    """
    if not story.translation:
        return story
    originals = (other for other in namesakes if not other.translation)
    return min(
        originals, key=lambda other: (abs(other.date - story.date), other.path), default=story
    )
