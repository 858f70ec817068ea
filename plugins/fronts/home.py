"""The home page: which story leads, which stand second, and what each section shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.edition.edition import Edition
from plugins.edition.site import Section
from plugins.story.model import Story

_SECONDARY = 4
_BLOCK = 4
_OPINION = 4
_LATEST = 8
_LEAD_AMONG = 4


@dataclass(frozen=True)
class HomeLayout:
    """The stories of the home page by their places. latest: the newest of all, for a list."""

    lead: Story | None
    secondary: tuple[Story, ...]
    blocks: tuple[tuple[Section, tuple[Story, ...]], ...]
    opinion: tuple[Section, tuple[Story, ...]] | None
    latest: tuple[Story, ...]


def lay_out(edition: Edition) -> HomeLayout:
    """Lay out the home page.

    The lead is the newest news story that has a picture, if one of the newest four has; opinion
    stands apart; no story stands twice but in the list of the latest.
    """
    opinion = next((section for section in edition.sections if section.opinion), None)
    news = _news(edition.originals, edition)
    lead = _lead(news[:_LEAD_AMONG])
    secondary = tuple(story for story in news if story is not lead)[:_SECONDARY]
    shown = {story.path for story in (*secondary, *((lead,) if lead else ()))}
    blocks = []
    for section in edition.sections:
        rest = [s for s in edition.by_section[section.slug] if s.path not in shown]
        if rest and not section.opinion:
            blocks.append((section, tuple(rest[:_BLOCK])))
    columns = edition.by_section[opinion.slug][:_OPINION] if opinion else ()
    return HomeLayout(
        lead=lead,
        secondary=secondary,
        blocks=tuple(blocks),
        opinion=(opinion, columns) if opinion and columns else None,
        latest=edition.originals[:_LATEST],
    )


def _news(stories: Sequence[Story], edition: Edition) -> list[Story]:
    """Return the newest stories that are no opinion, as many as the top of the page needs."""
    news: list[Story] = []
    for story in stories:
        if not edition.section_of(story).opinion:
            news.append(story)
        if len(news) > _SECONDARY:
            break
    return news


def _lead(newest: Sequence[Story]) -> Story | None:
    with_picture = (story for story in newest if story.lead)
    return next(with_picture, newest[0] if newest else None)
