"""Translations: which story is the original of another one.

They share a slug; but so may the months of a column, which are no translations of each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.story.model import Story


def original_of(story: Story, namesakes: Iterable[Story]) -> Story:
    """Return what a story translates: of the stories with its slug the nearest in time.

    The story itself where it is no translation, or where there is none. namesakes: those that have
    its slug.
    """
    if not story.translation:
        return story
    originals = (other for other in namesakes if not other.translation)
    return min(
        originals, key=lambda other: (abs(other.date - story.date), other.path), default=story
    )
