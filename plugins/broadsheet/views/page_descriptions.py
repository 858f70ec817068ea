"""Page descriptions: what is said of a page in its head, and in indexes such as a sitemap."""

from __future__ import annotations

import re
from typing import Any

from babel.core import get_global

from broadsheet.site.outputs import Listing
from broadsheet.story.model import Story
from broadsheet.views.answers import Answers
from broadsheet.views.records import Figure, PageMeta
from broadsheet.views.stories import state_of

DEFAULT_ALTERNATE = "x-default"
"""What stands for the language of a page for readers of any other language (hreflang)."""

_COUNTRY = re.compile("[A-Za-z]{2}")


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
    fields = {**defaults, **more}
    own = locale_of(fields["lang"], paper.lang)
    others = (lang for lang, _ in fields.get("alternates", ()) if lang != DEFAULT_ALTERNATE)
    found = dict.fromkeys(locale_of(lang, paper.lang) for lang in others)
    fields["locale"] = own
    fields["other_locales"] = tuple(each for each in found if each and each != own)
    return PageMeta(title=title, url=url, absolute_url=absolute, **fields)


def locale_of(lang: str, of_paper: str) -> str:
    """Return a language with a country, as Open Graph wants it, "" where none is known.

    A language that names no country is spoken as in the paper, or else where most speak it.
    """
    language, *more = lang.split("-")
    likely = get_global("likely_subtags")
    spoken = likely.get("_".join((language, *more)), likely.get(language, ""))
    of_paper = of_paper if of_paper.split("-")[0] == language else ""
    for tag in (lang, of_paper, spoken.replace("_", "-")):
        country = next((each for each in tag.split("-")[1:] if _COUNTRY.fullmatch(each)), None)
        if country:
            return f"{language}_{country.upper()}"
    return ""


def social_card(answers: Answers) -> Figure | None:
    """Return the picture that stands for a page without one of its own: 1200 by 630 pixels.

    None where the theme has no such file.
    """
    url = answers.site.social_card
    if url is None:
        return None
    absolute = answers.addresses.absolute(url)
    return Figure(url, absolute, 1200, 630, "image/png", alt=answers.paper.name)


def all_stories_of(answers: Answers, name: str) -> str:
    """Return what is said of the stories of a section, a topic, an author or a series."""
    return answers.words.gettext(
        "%(subject)s: all stories in %(paper)s", subject=name, paper=answers.paper.name
    )


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
        published=dates.iso(story.date),
        modified=dates.iso(story.last_changed),
        indexable=state_of(answers, story) is None,
        pictures=pictures,
    )
