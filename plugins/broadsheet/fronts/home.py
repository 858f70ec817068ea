"""The home page: which story leads, which stand second, and what each section shows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import timedelta
from itertools import islice, takewhile

from msgspec import Struct

from broadsheet.site.settings import Section
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer

_SECONDARY = 4
_BLOCK = 4
_LATEST = 8
_FEW = 4  # stories, of which no list of the latest is made
_RECENT = timedelta(days=3)  # before the newest story; what is older is not among the latest
_LEAD_AMONG = 4


class HomeLayout(Struct, frozen=True):
    """The files of the stories of the home page by their places.

    latest: the newest that stand nowhere else, for a list. The first story of a block is its big
    one.
    """

    lead: str | None
    secondary: tuple[str, ...]
    blocks: tuple[tuple[Section, tuple[str, ...]], ...]
    opinion: tuple[tuple[Section, tuple[str, ...]], ...]
    latest: tuple[str, ...]


def lay_out(composer: Composer) -> HomeLayout:
    """Lay out the home page.

    The lead is the newest news story that has a picture, if one of the newest four has; opinion
    stands apart; no story stands twice. A list of the latest says what else is new; where that is
    little, there is none.
    """
    stories = composer.stories()
    news = _news(stories, composer)
    lead = _lead(news[:_LEAD_AMONG])
    secondary = tuple(story for story in news if story is not lead)[:_SECONDARY]
    shown = {story.path for story in (*secondary, *((lead,) if lead else ()))}
    groups = [
        (section, _unshown(composer.stories(f"section {section.slug}"), shown))
        for section in composer.sections
    ]
    shown.update(path for _, paths in groups for path in paths)
    return HomeLayout(
        lead=lead.path if lead else None,
        secondary=_paths(secondary),
        blocks=tuple(group for group in groups if group[1] and not group[0].opinion),
        opinion=tuple(group for group in groups if group[1] and group[0].opinion),
        latest=_latest(stories, shown),
    )


def _unshown(stories: Iterable[Story], shown: Container[str]) -> tuple[str, ...]:
    """Return the newest stories of a section, the newest with a picture first."""
    newest = list(islice((story for story in stories if story.path not in shown), _BLOCK))
    big = _lead(newest)
    return _paths(sorted(newest, key=lambda story: story is not big))


def _latest(stories: Sequence[Story], shown: Container[str]) -> tuple[str, ...]:
    recent = takewhile(lambda story: stories[0].date - story.date < _RECENT, stories)
    latest = _paths(islice((story for story in recent if story.path not in shown), _LATEST))
    return latest if len(latest) >= _FEW else ()


def _paths(stories: Iterable[Story]) -> tuple[str, ...]:
    return tuple(story.path for story in stories)


def _news(stories: Sequence[Story], composer: Composer) -> list[Story]:
    """Return the newest stories that are no opinion, as many as the top of the page needs."""
    news: list[Story] = []
    for story in stories:
        if not composer.section_of(story).opinion:
            news.append(story)
        if len(news) > _SECONDARY:
            break
    return news


def _lead(newest: Sequence[Story]) -> Story | None:
    with_picture = (story for story in newest if story.lead)
    return next(with_picture, newest[0] if newest else None)
