"""Stories: Pelican's articles as the records on which decisions are made."""

from __future__ import annotations

from markupsafe import Markup

from broadsheet.in_pelican.text import Text
from broadsheet.site.settings import Section
from broadsheet.story.front import StoryKeys
from broadsheet.story.model import Story

_AUTHORS = ("authors", "author")


def story_of(text: Text, keys: type[StoryKeys]) -> Story:
    """Return an article as a story: its section is the category, its topics are the tags.

    keys: those of the plugin that asks. It has no lead picture: there is no such thing in Pelican.
    """
    content = text.content
    title = str(content.title)
    names = {key: (key,) for key in keys.model_fields} | {"authors": _AUTHORS}
    return Story(
        path=text.path,
        title=Markup(title).striptags(),  # noqa: S704 - taken apart
        slug=content.slug,
        headline=title,
        date=content.date,
        category=str(getattr(content, "category", "")) or None,
        tags=tuple(map(str, getattr(content, "tags", ()))),
        authors=tuple(map(str, getattr(content, "authors", ()))),
        lang=content.lang,
        draft=content.status == "draft",
        own={key: said for key in keys.model_fields if (said := text.said(key)) is not None},
        lines={
            key: text.line(*spelt)
            for key, spelt in names.items()
            if any(name in content.metadata for name in spelt)
        },
    )


def section_of(text: Text) -> Section:
    """Return the section of an article: its category, by Pelican's name and slug."""
    category = getattr(text.content, "category", None)
    return Section(name=str(category), slug=category.slug) if category else Section(name="")
