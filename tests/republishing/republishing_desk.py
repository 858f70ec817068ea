"""Makes small editions and terms for the tests of republishing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from broadsheet.content.edition import Edition
from broadsheet.content.loaded import LoadedContent
from broadsheet.plan.capability import Capability
from broadsheet.plan.contributing import composer_of
from broadsheet.republishing.capability import Republishing
from broadsheet.republishing.keys import RightsKeys
from broadsheet.republishing.notice import Notice
from broadsheet.republishing.terms import Terms
from broadsheet.site.outputs import Output, Page
from broadsheet.site.settings import Site, read_site
from broadsheet.story.model import Body, PictureUse, Story
from broadsheet.story.reading import Read, read_page, read_story
from broadsheet.story.reading_settings import ReadingSettings
from broadsheet.views.composer import Composer
from broadsheet.views.media import Medium
from broadsheet.views.records import Figure

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

FEE = {"id": "fee", "kind": "fee", "name": "For a fee", "statement": "It costs a fee."}
AGENCY = {
    "id": "agency",
    "kind": "agency",
    "name": "Agency report",
    "owner": "AFP",
    "statement": "This story belongs to {owner}.",
}
OPEN: dict[str, Any] = {
    "id": "open",
    "kind": "open",
    "name": "Free",
    "statement": "Take it.",
    "licence": {
        "name": "Creative Commons Attribution 4.0",
        "code": "CC BY 4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
}
FORM = {"form": {"action": "https://forms.example/republish"}}


def settings_of(**changes: Any) -> dict[str, Any]:
    """Return REPUBLISHING with one policy of each kind, changed."""
    return {"policies": [FEE, AGENCY, OPEN], "default": "fee", "request": FORM, **changes}


def terms_of(**changes: Any) -> Terms:
    return Terms.model_validate(settings_of(**changes))


def site_of(**changes: Any) -> Site:
    values = {
        "SITENAME": "The Halyard",
        "SITEURL": "https://halyard.example",
        "PUBLISHER": {"name": "Halyard Press", "sentence": "The Halyard is independent."},
        "SECTIONS": ["World", {"name": "Science & Sky", "slug": "science"}],
        **changes,
    }
    site, faults = read_site(values)
    assert site is not None, faults
    return site


def story_of(front: str = "", title: str = "A story", name: str = "a") -> Story:
    """Return a story; `front` holds more lines of front matter."""
    story = read_of(front, title=title, name=name).item
    assert story is not None
    return story


def read_of(
    front: str = "", title: str = "A story", body: str = "Text.", name: str = "a"
) -> Read[Story]:
    """Return what is read from a story's file; `front` holds more lines of front matter."""
    category = "" if "category:" in front else "category: World\n"
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    head = f'---\ntitle: "{quoted}"\ndate: 2024-06-11\nslug: {name}\n{category}{front}\n---\n'
    reading = ReadingSettings(story_keys=(RightsKeys,))
    read = read_story(f"articles/{name}.md", f"{head}\n{body}\n".encode(), reading)
    assert read.item is not None, read.faults
    return read


def edition_of(
    *stories: Story,
    pages: Mapping[str, str] | None = None,
    site: Site | None = None,
    bodies: Mapping[str, Body] = MappingProxyType({}),
) -> Edition:
    """Return an edition of these stories, with static pages from slug to text of the file.

    bodies: those of the stories by their files; a story that is not named has an empty one.
    """
    pages = {"about": "---\ntitle: About\n---\nWe.\n"} if pages is None else pages
    read = [
        read_page(f"pages/{slug}.md", text.encode(), ReadingSettings())
        for slug, text in pages.items()
    ]
    written = {page.item.path: page.body for page in read if page.item}
    shelf = {**{story.path: Body() for story in stories}, **written, **bodies}
    loaded = LoadedContent(
        stories=list(stories),
        pages=[page.item for page in read if page.item],
        body=shelf.__getitem__,
    )
    return Edition.of(loaded, site or site_of(), NOW, Path("content"))


class Pictures(Capability):
    """Stands in for the plugin that prints pictures: the credit is the one the use names."""

    slots = MappingProxyType({"figure": PictureUse, "image": PictureUse})

    def fill(
        self, slot: Any, path: str, story: Story | None, composer: Composer, medium: Medium
    ) -> Figure:
        use = slot.data
        url = f"/{use.src}"
        absolute = f"https://halyard.example{url}"
        return Figure(url, absolute, 600, 400, "image/jpeg", use.alt or "", credit=use.credit)


def capability_of(**changes: Any) -> Republishing:
    return Republishing({"REPUBLISHING": settings_of(**changes)})


def republishing_composer(edition: Edition, capability: Capability) -> Composer:
    return composer_of(edition, [Pictures({}), capability])


def notice_of(story: Story, site: Site | None = None, **changes: Any) -> Notice:
    """Return the notice of a story. changes: to the settings."""
    capability = capability_of(**changes)
    composer = republishing_composer(edition_of(story, site=site), capability)
    found = capability.story_inputs(story, composer)["notice"]
    assert isinstance(found, Notice)
    return found


def inputs_of(outputs: Sequence[Output], composer: Composer, path: str) -> Mapping[str, Any]:
    """Return the inputs of the output with that path."""
    pages = (output for output in outputs if isinstance(output, Page))
    inputs, _ = composer.inputs(next(page for page in pages if page.path == path))
    return inputs
