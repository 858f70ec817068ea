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
    """Yield the sitemap of news.

    A sitemap names one page at least. Where there are no news, it is the latest story, of which
    nothing is said but its address: as Google has it, it is none of the news then.
    """
    news: Sequence[str] = composer.ask(RECENT, "")
    latest = () if news else tuple(story.path for story in composer.stories()[:1])
    yield document(NEWS, write_news, news_inputs, tuple(news), latest, origin=f"the sitemap {NEWS}")


def news_inputs(
    composer: Composer, news: Sequence[str], others: Sequence[str]
) -> Mapping[str, Any]:
    """Return the paper's name, what is said of each story, and the addresses of others.

    news, others: the files of stories.
    """
    addresses, dates, paper = composer.addresses, composer.dates, composer.paper
    stories = map(composer.story_at, news)
    return {
        "publication": paper.name,
        "others": tuple(
            addresses.absolute(composer.story_url(story))
            for story in map(composer.story_at, others)
        ),
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
    return written_news(inputs["publication"], inputs["entries"], inputs["others"])
