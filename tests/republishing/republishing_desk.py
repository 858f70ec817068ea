"""Makes small editions and terms for the tests of republishing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from plugins.edition.capability import Capability
from plugins.edition.compose import Composer, Medium
from plugins.edition.edition import Edition
from plugins.edition.gather import Copydesk
from plugins.edition.site import Site, read_site
from plugins.edition.views import Figure
from plugins.republishing.capability import Republishing
from plugins.republishing.terms import Terms
from plugins.story.model import Story
from plugins.story.reading import Reading, read_page, read_story

FEE = {"id": "fee", "kind": "fee", "name": "For a fee", "statement": "It costs a fee."}
AGENCY = {
    "id": "agency",
    "kind": "agency",
    "name": "Agency report",
    "owner": "AFP",
    "statement": "This story belongs to {owner}.",
}
OPEN = {
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
        "NOW": "2026-11-22T12:00:00+00:00",
        "SECTIONS": ["World", {"name": "Science & Sky", "slug": "science"}],
        **changes,
    }
    site, faults = read_site(values)
    assert site is not None, faults
    return site


def story_of(
    front: str = "", title: str = "A story", body: str = "Text.", name: str = "a"
) -> Story:
    """Return a story; `front` holds more lines of front matter."""
    category = "" if "category:" in front else "category: World\n"
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    head = f'---\ntitle: "{quoted}"\ndate: 2024-06-11\nslug: {name}\n{category}{front}\n---\n'
    story, faults = read_story(f"articles/{name}.md", f"{head}\n{body}\n".encode(), Reading())
    assert story is not None, faults
    return story


def edition_of(
    *stories: Story, pages: Mapping[str, str] | None = None, site: Site | None = None
) -> Edition:
    """Return an edition of these stories, with static pages from slug to text of the file."""
    pages = {"about": "---\ntitle: About\n---\nWe.\n"} if pages is None else pages
    read = [
        read_page(f"pages/{slug}.md", text.encode(), Reading())[0] for slug, text in pages.items()
    ]
    desk = Copydesk(stories=list(stories), pages=[page for page in read if page])
    return Edition.of(desk, site or site_of(), Path("content"))


class Pictures(Capability):
    """Stands in for the plugin that prints pictures: the credit is the one the use names."""

    slots: ClassVar[frozenset[str]] = frozenset({"figure", "image"})

    def fill(
        self, slot: Any, path: str, story: Story | None, composer: Composer, medium: Medium
    ) -> Figure:
        use = slot.data
        url = f"/{use.src}"
        absolute = f"https://halyard.example{url}"
        return Figure(url, absolute, 600, 400, "image/jpeg", use.alt or "", credit=use.credit)


def capability_of(**changes: Any) -> Republishing:
    return Republishing({"REPUBLISHING": settings_of(**changes)})


def composer_of(edition: Edition, capability: Capability) -> Composer:
    return Composer(edition, [Pictures({}), capability])


def inputs_of(outputs: Sequence[Any], path: str) -> Mapping[str, Any]:
    """Return the inputs of the output with that path."""
    return next(output.inputs() for output in outputs if output.path == path)
