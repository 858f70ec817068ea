"""The page of a story, and the pages at its old addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from plugins.edition.compose import Composer
from plugins.edition.outputs import Output
from plugins.edition.views import Link, PageMeta, StoryView
from plugins.fronts.related import Related
from plugins.story.model import Story


def story_pages(story: Story, composer: Composer, related: Related) -> Iterator[Output]:
    """Yield a story's page, and a redirect for each of its aliases."""
    path = composer.path_of(story)

    def inputs() -> dict[str, Any]:
        view = composer.story(story)
        translations = _translations(story, composer)
        return {
            "page": _meta(story, view, translations, composer),
            "story": view,
            "lead": composer.figure(story.lead, story.path),
            "body": composer.body(story.body, story.path, view.url, "page", story),
            "related": composer.cards(related.to(story)),
            "translations": translations,
            **composer.story_inputs(story),
        }

    yield composer.page(path, "article.html", inputs, story.path, story.line("slug"))
    for alias in story.front.aliases:
        yield _redirect(alias, story, composer)


def _meta(
    story: Story, view: StoryView, translations: tuple[Link, ...], composer: Composer
) -> PageMeta:
    addresses = composer.edition.addresses
    alternates = [(link.lang or "", addresses.absolute(link.url)) for link in translations]
    if alternates:
        alternates.append((view.lang, view.absolute_url))
    return composer.meta(
        composer.path_of(story),
        story.front.title,
        description=story.front.summary,
        kind="article",
        image=composer.figure(story.lead, story.path) or composer.social_card,
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


def _translations(story: Story, composer: Composer) -> tuple[Link, ...]:
    """Return links to the same story in other languages."""
    namesakes = composer.edition.by_slug[story.slug]
    original = _original_of(story, namesakes)
    family = [other for other in namesakes if _original_of(other, namesakes) is original]
    default = composer.edition.site.lang
    others = ((other.front.lang or default, other) for other in family if other is not story)
    return tuple(
        Link(other.front.title, composer.story_url(other), lang)
        for lang, other in sorted(others, key=lambda pair: (pair[0], pair[1].path))
        if lang != (story.front.lang or default)
    )


def _original_of(story: Story, namesakes: Sequence[Story]) -> Story:
    """Return what a story translates: of those with its slug the nearest in time; else itself.

    A column may use one slug again every month.
    """
    if not story.front.translation:
        return story
    originals = (other for other in namesakes if not other.front.translation)
    return min(
        originals, key=lambda other: (abs(other.date - story.date), other.path), default=story
    )


def _redirect(alias: str, story: Story, composer: Composer) -> Output:
    url = composer.story_url(story)
    inputs = {
        "target": url,
        "canonical": composer.edition.addresses.absolute(url),
    }
    return composer.page(alias, "redirect.html", lambda: inputs, story.path, story.line("aliases"))
