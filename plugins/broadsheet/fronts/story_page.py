"""The page of a story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from broadsheet.content.translations import original_of
from broadsheet.fronts.old_addresses import redirects
from broadsheet.fronts.related import related_to
from broadsheet.site.outputs import Output, page
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer
from broadsheet.views.page_descriptions import DEFAULT_ALTERNATE
from broadsheet.views.records import (
    AuthorNote,
    Link,
    LiveCoverage,
    PageMeta,
    SharedPictures,
    StoryView,
)

_LONG = 700  # words
_FEWEST_HEADINGS = 3


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
    others = [composer.story_at(each) for each in namesakes]
    translations, original = _translations(story, others, composer), original_of(story, others)
    own = {
        "page": _meta(story, view, translations, original, composer),
        "story": view,
        "lead": composer.figure(story.lead, path),
        "body": composer.body(path, view.url, "page", story),
        "contents": _contents(story, composer),
        "related": composer.cards(related_to(story, composer)),
        "translations": translations,
        "authors": tuple(_authors(view, composer)),
    }
    return composer.story_inputs(story, own)


def _contents(story: Story, composer: Composer) -> tuple[Link, ...]:
    """Return links to the headings of a long text, none of a short one.

    Nor of one that is being added to: its headings are its updates.
    """
    body = composer.text(story.path)
    is_long = body.words >= _LONG and len(body.headings) >= _FEWEST_HEADINGS
    live = composer.contribution(LiveCoverage, story)
    if not is_long or live is not None:
        return ()
    return tuple(Link(words, f"#{place}") for place, words in body.headings)


def _meta(
    story: Story,
    view: StoryView,
    translations: tuple[Link, ...],
    original: Story,
    composer: Composer,
) -> PageMeta:
    absolute, dates = composer.addresses.absolute, composer.dates
    authors = map(composer.author_at, story.authors)
    shared = composer.main_picture(SharedPictures, story)
    return composer.meta(
        composer.path_of(story),
        story.title,
        description=story.summary or composer.beginning(story.path),
        kind="article",
        image=shared.shared if shared else composer.social_card,
        robots="noindex" if view.state else None,
        alternates=_alternates(view, translations, original, composer),
        section_url=view.section.url,
        published=dates.when(story.date),
        modified=dates.when(story.last_changed) if story.last_changed > story.date else None,
        section=view.section.label,
        authors=tuple(link.label for link in view.byline),
        author_urls=tuple(absolute(link.url) for link in view.byline),
        accounts=tuple(dict.fromkeys(each.fediverse for each in authors if each.fediverse)),
        topics=tuple(link.label for link in view.topics),
        lang=view.lang,
    )


def _alternates(
    view: StoryView, translations: tuple[Link, ...], original: Story, composer: Composer
) -> tuple[tuple[str, str], ...]:
    """Return the addresses of a story by its languages, none for one in a single language.

    original: what was translated, for readers of any other language.
    """
    if not translations:
        return ()
    absolute = composer.addresses.absolute
    found = [(link.lang or "", absolute(link.url)) for link in translations]
    default = (DEFAULT_ALTERNATE, absolute(composer.story_url(original)))
    return (*sorted([*found, (view.lang, view.absolute_url)]), default)


def _authors(view: StoryView, composer: Composer) -> Iterator[AuthorNote]:
    """Yield the authors of whom there is more to say than their names."""
    for link in view.byline:
        author = composer.author_at(link.label)
        picture = composer.figure(author.portrait, author.path)
        if author.role or picture:
            yield AuthorNote(link, author.role, picture)


def _translations(story: Story, namesakes: Sequence[Story], composer: Composer) -> tuple[Link, ...]:
    """Return links to the same story in other languages."""
    original = original_of(story, namesakes)
    family = [other for other in namesakes if original_of(other, namesakes) is original]
    default = composer.paper.lang
    others = ((other.lang or default, other) for other in family if other.path != story.path)
    return tuple(
        Link(other.title, composer.story_url(other), lang)
        for lang, other in sorted(others, key=lambda pair: (pair[0], pair[1].path))
        if lang != (story.lang or default)
    )
