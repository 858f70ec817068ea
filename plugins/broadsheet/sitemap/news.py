"""The sitemap of news: the stories of the last two days, for Google News.

Form: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap. Which
stories these are depends on the clock, and is asked as a question: when the answer changes by time
alone, this file is the only one that is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from broadsheet.api import Composer, Edition, Inputs, Output, Query, Templates, document
from broadsheet.sitemap.writing import written_news

NEWS = "/sitemap/news.xml"
RECENT = "recent"
"""The query for the files of the stories of the last two days, the latest first."""

_AGE = timedelta(days=2)
_MOST = 1_000


@dataclass(frozen=True)
class Recent(Query):
    """The files of the stories that readers see and that appeared within two days of the build."""

    edition: Edition

    def value(self, key: str) -> tuple[str, ...]:
        """Return the files, the latest story first; no more than such a sitemap may hold."""
        del key
        begin = self.edition.now - _AGE
        recent = [
            story
            for story in self.edition.stories
            if story.public_from >= begin and not story.draft and not self.edition.is_future(story)
        ]
        recent.sort(key=lambda story: story.public_from, reverse=True)
        return tuple(story.path for story in recent[:_MOST])


def news_sitemap(composer: Composer, _: str) -> Iterator[Output]:
    """Yield the sitemap of news; without any it is empty, which is allowed."""
    paths: Sequence[str] = composer.ask(RECENT, "")
    yield document(NEWS, write_news, news_inputs, tuple(paths), origin=f"the sitemap {NEWS}")


def news_inputs(composer: Composer, paths: Sequence[str]) -> Mapping[str, Any]:
    """Return the paper's name, and what is said of each story. paths: their files."""
    addresses, dates, paper = composer.addresses, composer.dates, composer.paper
    stories = map(composer.story_at, paths)
    return {
        "publication": paper.name,
        "entries": tuple(
            (
                addresses.absolute(composer.story_url(story)),
                _language(story.lang or paper.lang),
                dates.iso(story.public_from),
                story.title,
            )
            for story in stories
        ),
    }


def _language(lang: str) -> str:
    """Return a language as Google News names it: by its code alone, but for Chinese."""
    code, *more = lang.lower().split("-")
    if code != "zh":
        return code
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(more) else "zh-cn"


def write_news(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return the sitemap of news."""
    del templates, template
    return written_news(inputs["publication"], inputs["entries"])
