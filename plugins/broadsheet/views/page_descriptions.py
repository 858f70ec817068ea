"""Page descriptions: what is said of a page in its head, and in indexes such as a sitemap."""

from __future__ import annotations

from typing import Any

from broadsheet.site.outputs import Listing
from broadsheet.story.model import Story
from broadsheet.views.answers import Answers
from broadsheet.views.records import Figure, PageMeta
from broadsheet.views.stories import state_of


def page_meta(answers: Answers, path: str, title: str, **more: Any) -> PageMeta:
    """Return what the head of the page at `path` says; `more` are fields of PageMeta."""
    url = answers.addresses.site_url(path)
    absolute, paper = answers.addresses.absolute(url), answers.paper
    defaults: dict[str, Any] = {
        "canonical": absolute,
        "image": social_card(answers),
        "lang": paper.lang,
        "description": f"{title}. {paper.description or paper.publisher.sentence}",
    }
    return PageMeta(title=title, url=url, absolute_url=absolute, **{**defaults, **more})


def social_card(answers: Answers) -> Figure | None:
    """Return the picture that stands for a page without one of its own: 1200 by 630 pixels.

    None where the theme has no such file.
    """
    url = answers.site.social_card
    if url is None:
        return None
    absolute = answers.addresses.absolute(url)
    return Figure(url, absolute, 1200, 630, "image/png", alt=answers.paper.name)


def listing_of(answers: Answers, path: str, kind: str, title: str, **more: Any) -> Listing:
    """Return what indexes may say of the page at `path`; `more` are fields of Listing."""
    return Listing(path, kind, title, **{"lang": answers.paper.lang, **more})


def story_listing(answers: Answers, story: Story, pictures: tuple[str, ...]) -> Listing:
    """Return what indexes may say of a story's page. pictures: as in `Listing`."""
    dates = answers.dates
    return listing_of(
        answers,
        answers.path_of(story),
        "story",
        story.title,
        lang=story.lang or answers.paper.lang,
        published=dates.iso(dates.appeared(story)),
        modified=dates.iso(dates.last_changed(story)),
        indexable=state_of(answers, story) is None,
        pictures=pictures,
    )
