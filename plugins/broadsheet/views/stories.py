"""Stories as templates get them: on their own page, and as cards on fronts and in lists."""

from __future__ import annotations

from markupsafe import Markup

from broadsheet.story.model import Story
from broadsheet.views.answers import Answers
from broadsheet.views.links import byline_links, section_link, story_url, topic_link
from broadsheet.views.records import (
    Card,
    CardPicture,
    CorrectionView,
    Link,
    StoryView,
    When,
)
from broadsheet.views.shortening import first_sentences


def story_view(
    answers: Answers, story: Story, corrections: tuple[CorrectionView, ...]
) -> StoryView:
    """Return a story as its own page shows it. corrections: those of its body, finished."""
    addresses, dates = answers.addresses, answers.dates
    changed = dates.changed(story)
    section = answers.section_of(story)
    url = story_url(answers, story)
    return StoryView(
        id=addresses.story_id(answers.path_of(story)),
        url=url,
        absolute_url=addresses.absolute(url),
        headline=_safe(story.headline),
        headline_text=story.title,
        standfirst=_safe(story.standfirst) if story.standfirst else None,
        kicker=story.kicker,
        dateline=story.dateline,
        key_facts=story.key_facts,
        section=section_link(addresses, section),
        breadcrumb=(
            Link(answers.words.gettext("Home"), addresses.site_url("/")),
            section_link(addresses, section),
        ),
        byline=byline_links(answers, story),
        date=dates.when(dates.appeared(story)),
        modified=dates.when(changed) if changed else None,
        lang=story.lang or answers.paper.lang,
        topics=tuple(dict.fromkeys(topic_link(answers, name) for name in story.tags)),
        corrections=corrections,
        corrected=_corrected(answers, story),
        opinion=section.opinion,
        state=state_of(answers, story),
    )


def card_of(
    answers: Answers, story: Story, picture: CardPicture | None, *, is_live: bool = False
) -> Card:
    """Return a story as fronts show it. picture: its main one, ready to print."""
    section = answers.section_of(story)
    return Card(
        url=story_url(answers, story),
        headline=_safe(story.headline),
        standfirst=_safe(first_sentences(story.standfirst)) if story.standfirst else None,
        kicker=story.kicker,
        section=section_link(answers.addresses, section),
        byline=byline_links(answers, story),
        date=answers.dates.when(answers.dates.appeared(story)),
        picture=picture.figure if picture else None,
        thumbnail=picture.figure if picture and picture.is_small else None,
        opinion=section.opinion,
        state=state_of(answers, story),
        corrected=_corrected(answers, story),
        is_live=is_live,
        lang=story.lang if story.lang != answers.paper.lang else None,
    )


def _corrected(answers: Answers, story: Story) -> When | None:
    """Return when a story was corrected for the last time."""
    latest = story.last_corrected
    return answers.dates.when(latest.written) if latest else None


def state_of(answers: Answers, story: Story) -> str | None:
    """Return what a preview says of a story that readers cannot see, None for one they can."""
    if story.draft:
        return answers.words.gettext("Draft")
    if answers.is_future(story):
        until = answers.dates.when(story.public_from)
        return answers.words.gettext(
            "Embargoed until %(day)s, %(clock)s", day=until.day, clock=until.clock
        )
    return None


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - reading made it safe
