"""The archive that all tools build."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from types import ModuleType

import pytest
import yaml

from bench import archive, broadsheet_site, hugo_site, pelican_site, prose, words

STORIES = list(archive.stories(400))


def test_the_same_size_gives_the_same_archive() -> None:
    """Nothing of a story depends on a clock, on chance or on what was made before it."""
    assert list(archive.stories(400)) == STORIES
    assert archive.story(7, 400) == STORIES[7]


def test_a_larger_archive_tells_the_same_stories_on_other_days() -> None:
    """The words of a story do not depend on how many there are."""
    small, large = archive.story(3, 10), archive.story(3, 10_000)
    assert (small.body, small.topics, small.heading.slug) == (
        large.body,
        large.topics,
        large.heading.slug,
    )
    assert small.heading.date > large.heading.date


def test_stories_follow_each_other_over_fifteen_years() -> None:
    """Dates rise, and lie in the past of whoever runs the benchmark."""
    dates = [story.heading.date for story in STORIES]
    assert all(earlier < later for earlier, later in pairwise(dates))
    assert {date.year for date in dates} == set(range(2011, 2026))


def test_a_published_story_is_the_newest_in_the_month_of_the_last() -> None:
    """It joins a month that has begun, as most new stories do."""
    for turn in range(20):
        date = archive.heading(400 + turn, 400).date
        assert STORIES[-1].heading.date < date
        assert (date.year, date.month) == (2025, 12)


def test_addresses_are_unique() -> None:
    """No two stories share a slug."""
    assert len({story.heading.slug for story in STORIES}) == len(STORIES)


def test_stories_are_as_rich_as_promised() -> None:
    """About 600 words, 40 per cent with a picture, a third with a link to an earlier story."""
    count = len(STORIES)
    assert 600 <= sum(len(story.body.split()) for story in STORIES) / count <= 700
    assert 0.35 <= sum(story.picture is not None for story in STORIES) / count <= 0.45
    assert 0.28 <= sum(story.earlier is not None for story in STORIES) / count <= 0.38
    assert all(2 <= len(set(story.topics)) <= 4 for story in STORIES)
    assert all(1 <= len(set(story.authors)) <= 2 for story in STORIES)


def test_names_are_as_many_as_promised() -> None:
    """8 sections, 200 topics and 60 authors, each of them once."""
    for names, count in ((words.SECTIONS, 8), (words.TOPICS, 200), (words.AUTHORS, 60)):
        assert len(set(names)) == len(names) == count


def test_some_topics_have_more_stories_than_others() -> None:
    """A popular topic stands on several times as many stories as a rare one."""
    found = Counter(topic for story in archive.stories(2_000) for topic in story.topics)
    often, seldom = found.most_common(20), found.most_common()[-20:]
    assert sum(count for _, count in often) > 2 * sum(count for _, count in seldom)


def test_links_lead_to_earlier_stories() -> None:
    """A link never leads forward in time."""
    linked = [(story.earlier, story.heading) for story in STORIES if story.earlier]
    assert all(earlier.number < heading.number for earlier, heading in linked)


@pytest.mark.parametrize("site", [broadsheet_site, hugo_site, pelican_site])
def test_every_tool_gets_the_whole_story(site: ModuleType) -> None:
    """Front matter is sound YAML with the title, and the link has an address."""
    for story in STORIES[:50]:
        text = site.story_text(story)
        _, front_matter, body = text.split("---\n", 2)
        assert yaml.safe_load(front_matter)["title"] == story.heading.title
        assert prose.EARLIER not in text
        last_words = story.body.split()[-1]
        assert last_words in body
