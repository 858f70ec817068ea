"""Copy pages: the kit for another publisher."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from bs4 import BeautifulSoup
from republishing_desk import (
    OPEN,
    capability_of,
    edition_of,
    inputs_of,
    read_of,
    republishing_composer,
    site_of,
    story_of,
)

from broadsheet.republishing.copies import Picture, copy_path
from broadsheet.site.collisions import collisions
from broadsheet.site.outputs import Output, page
from broadsheet.site.settings import Site
from broadsheet.story.model import Body, PictureUse, Story
from broadsheet.story.slots import Slot
from broadsheet.views.records import Filled, Link
from tests.support.desk import outputs_of
from tests.support.small_paper import MakeSite, story


def copies_of(*stories: Story, **changes: Any) -> list[Output]:
    return outputs_of(edition_of(*stories), capability_of(**changes))


def copy(
    story: Story, body: Body | None = None, site: Site | None = None, **changes: Any
) -> Mapping[str, Any]:
    bodies = {} if body is None else {story.path: body}
    edition = edition_of(story, site=site, bodies=bodies)
    capability = capability_of(**changes)
    outputs = outputs_of(edition, capability)
    composer = republishing_composer(edition, capability)
    return inputs_of(outputs, composer, "2024/06/a/republish/index.html")


def with_pictures(*credits_: str | None, kind: str = "figure") -> Body:
    """Return a body with a picture for each credit."""
    parts: list[str | Slot] = ["<p>One.</p>"]
    for number, credit in enumerate(credits_):
        parts.append(Slot(kind, PictureUse(f"{number}.jpg", 1, alt="", credit=credit)))
    return Body((*parts, "<p>Two.</p>"), 2)


def test_only_open_stories_that_readers_may_see_have_a_copy_page() -> None:
    """Nothing is handed out that is for sale, another's, or not published yet."""
    stories = [
        story_of("rights: open", name="free"),
        story_of("rights: fee", name="paid"),
        story_of("rights: agency", name="agency"),
        story_of("rights: open\nstatus: draft", name="draft"),
        story_of("rights: open\nembargo: 2030-01-01", name="later"),
    ]
    assert {output.path for output in copies_of(*stories)} == {
        "republishing/index.html",
        "2024/06/free/republish/index.html",
    }


def test_a_rule_opens_a_story_as_well_as_its_own_word() -> None:
    """Copy pages go by the policy, wherever it comes from."""
    rules = [{"section": "World", "policy": "open"}]
    assert len(copies_of(story_of(), rules=rules)) == 2


@pytest.mark.parametrize(
    ("story", "copy_page"),
    [
        ("/2024/06/a/", "/2024/06/a/republish/"),
        ("/2024/06/a", "/2024/06/a/republish/"),
        ("/2024/06/a.html", "/2024/06/a/republish/"),
        ("/2024.06/a.html", "/2024.06/a/republish/"),
        ("/2024.06/", "/2024.06/republish/"),
        ("/2024.06-a", "/2024.06-a-republish/"),
        ("/a.txt", "/a.txt-republish/"),
    ],
)
def test_a_copy_page_stands_below_its_story(story: str, copy_page: str) -> None:
    """Whether the story's address is a folder or a file."""
    assert copy_path(story) == copy_page


@pytest.mark.parametrize(
    "pattern",
    ["{date:%Y}/{slug}/", "{slug}", "{slug}.html", "{date:%Y}.{date:%m}-{slug}", "{slug}.txt"],
)
def test_a_copy_page_never_collides_with_its_story(pattern: str) -> None:
    """Whatever ARTICLE_URL looks like, both can be written, and the notice finds the copy."""
    story = story_of("rights: open", name="free")
    site = site_of(ARTICLE_URL=pattern)
    edition = edition_of(story, site=site)
    capability = capability_of()
    composer = republishing_composer(edition, capability)
    outputs = outputs_of(edition, capability)
    own = page(composer.path_of(story), "article.html", dict, origin=story.path)
    assert collisions([own, *outputs]) == []
    notice = capability.story_inputs(story, composer)["notice"]
    assert notice.link.url.strip("/") + "/index.html" in {each.path for each in outputs}


def test_the_copy_names_its_story_licence_and_terms_and_stays_out_of_search() -> None:
    """It is a tool for publishers, not a second story."""
    inputs = copy(story_of("rights: open\nauthors: [Jane Doe, Ann Lee]", title="A & B"))
    assert inputs["story"].headline_text == "A & B"
    assert inputs["licence"] == Link(OPEN["licence"]["name"], OPEN["licence"]["url"])
    assert (inputs["page"].title, inputs["page"].robots) == ("Republish: A & B", "noindex")
    assert inputs["page"].canonical is None


@pytest.mark.parametrize(
    ("front", "lang", "line"),
    [
        ("", "en-GB", "The Halyard: https://halyard.example/2024/06/a/ (CC BY 4.0)"),
        (
            "authors: [Jane Doe]",
            "en-GB",
            "By Jane Doe, The Halyard: https://halyard.example/2024/06/a/ (CC BY 4.0)",
        ),
        (
            "authors: [Jane Doe, Ann Lee, Bo <i>]",
            "en-GB",
            "By Jane Doe, Ann Lee and Bo <i>, The Halyard:"
            " https://halyard.example/2024/06/a/ (CC BY 4.0)",
        ),
    ],
)
def test_the_credit_line_is_plain_text_with_names_paper_address_and_licence(
    front: str, lang: str, line: str
) -> None:
    """Everything that must stand with a copy, in one line."""
    story = story_of(f"rights: open\n{front}")
    assert copy(story, site=site_of(DEFAULT_LANG=lang))["credit_line"] == line


def test_a_licence_without_a_code_is_credited_by_its_name() -> None:
    """The short name is a convenience."""
    licence = {"name": "Our licence", "url": "https://example.org/l"}
    policies = [{**OPEN, "licence": licence}]
    inputs = copy(story_of("rights: open"), policies=policies, default="open")
    assert inputs["credit_line"].endswith("(Our licence)")


def test_links_in_a_copy_are_complete() -> None:
    """They work on any site, and those within the story lead back to it."""
    body = "[a](/about/), [b](#part) and [c](https://example.org/)."
    read = read_of("rights: open", body=body)
    assert read.item is not None
    inputs = copy(read.item, read.body)
    assert inputs["body"] == (
        '<p><a href="https://halyard.example/about/">a</a>,'
        ' <a href="https://halyard.example/2024/06/a/#part">b</a>'
        ' and <a href="https://example.org/">c</a>.</p>',
    )


@pytest.mark.parametrize("kind", ["figure", "image"])
def test_only_the_papers_own_pictures_go_into_a_copy(kind: str) -> None:
    """All are listed with their verdict; the body holds those that may travel."""
    body = with_pictures(
        "the halyard", "Halyard Press", "Jane Doe/The Halyard", "AFP", None, kind=kind
    )
    inputs = copy(story_of("rights: open"), body)
    verdicts = [(picture.figure.url, picture.may_travel) for picture in inputs["pictures"]]
    assert verdicts == [
        ("/0.jpg", True),
        ("/1.jpg", True),
        ("/2.jpg", False),
        ("/3.jpg", False),
        ("/4.jpg", False),
    ]
    shown = [part.data.url for part in inputs["body"] if isinstance(part, Filled)]
    assert shown == ["/0.jpg", "/1.jpg"]
    assert [part for part in inputs["body"] if isinstance(part, str)] == [
        "<p>One.</p>",
        "<p>Two.</p>",
    ]


def test_the_lead_picture_comes_first_and_each_picture_once() -> None:
    """A lead that stands in the body again is one picture."""
    story = story_of("rights: open\nimage: {src: 1.jpg, alt: x, credit: The Halyard}")
    pictures = copy(story, with_pictures("AFP", "AFP"))["pictures"]
    assert [picture.figure.url for picture in pictures] == ["/1.jpg", "/0.jpg"]
    figure = pictures[0].figure
    assert pictures[0] == Picture(figure, True)
    assert (figure.alt, figure.credit) == ("x", "The Halyard")


def test_a_paper_whose_name_makes_no_key_owns_no_picture_by_accident() -> None:
    """Two names without a letter are not the same name."""
    site = site_of(SITENAME="***", PUBLISHER={"name": "***", "sentence": "We."})
    pictures = copy(story_of("rights: open"), with_pictures("!!!"), site)["pictures"]
    assert [picture.may_travel for picture in pictures] == [False]


def test_a_picture_whose_use_disagrees_about_its_owner_is_judged_use_by_use() -> None:
    """The body never shows a use that is credited to somebody else."""
    story = story_of("rights: open\nimage: {src: 0.jpg, alt: x, credit: The Halyard}")
    body = copy(story, with_pictures("AFP"))["body"]
    assert not any(isinstance(part, Filled) for part in body)


def test_a_copy_is_plain_html(site: MakeSite) -> None:
    """What only the theme's style sheets need stays here: boxes of tables, classes, pull quotes."""
    table = "| Port | Ships |\n|:--|--:|\n| Ellery | 7 |"
    quotation = "The harbour is open again.\n\n> open again\n{: .pull }"
    paper = site({"articles/a.md": story(f"{quotation}\n\n{table}\n\n## Ships", rights="open")})
    assert paper.faults == []
    (shown,) = paper.html("2024/06/harbour-reopens/republish/index.html").select("textarea")
    copied = BeautifulSoup(shown.get_text(), "lxml")
    assert copied.p and copied.p.get_text() == "The harbour is open again."
    assert copied.select("table") and copied.select("h2")
    assert copied.select("[class], [tabindex], [role], [aria-label], blockquote, div") == []
