"""The capability in an edition: which slot is filled with what, the checks, pages and log."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from newsletter_desk import (
    PATH,
    body_of,
    capability,
    edition,
    item,
    newsletter,
    newsletter_slots,
    read,
)

from broadsheet.newsletter_signup.capability import NewsletterSignup
from broadsheet.newsletter_signup.forms import Signup, SignupForm
from broadsheet.plan.contributing import composer_of
from broadsheet.plan.file_checks import check_file
from broadsheet.plan.texts import CheckContext
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.site.outputs import Page
from broadsheet.story.model import Story
from broadsheet.story.reading import Read
from broadsheet.views.records import Filled, Link
from tests.support.desk import outputs_of
from tests.support.small_paper import MakeSite
from tests.support.small_paper import story as story_text

LONG = body_of("pppppppppp")
SHORT = "One paragraph."
WEEKLY = newsletter("weekly", default=True)
TIDE = newsletter("tide", topics=["Shipping"], placement="end")


def _shown(made: NewsletterSignup, body: str, front: str = "") -> dict[str, Signup]:
    """Return what stands in the slots of a story, by their position."""
    story = read(body, front)
    composer = composer_of(edition(story), [made])
    filled = {
        position: made.fill(slot, PATH, item(story), composer, "page")
        for position, slot in newsletter_slots(story).items()
    }
    return {position: block for position, block in filled.items() if block}


def _faults(
    made: NewsletterSignup, story: Read[Story], *, visible: bool = True
) -> tuple[Fault, ...]:
    """Return what a build tells of a story and of the settings."""
    paper = edition(*([story] if visible else []))
    context = CheckContext(item(story), story.body, visible, composer_of(paper, [made]))
    return (*made.check(paper), *check_file(context, [made], frozenset()).faults)


def _ids(blocks: dict[str, Signup]) -> dict[str, str]:
    return {position: block.dom_id.removeprefix("signup:") for position, block in blocks.items()}


def test_the_block_has_all_that_the_template_needs() -> None:
    """Addresses lead through the path of SITEURL; the heading names the paper."""
    assert _shown(capability(WEEKLY), LONG)["inside"] == Signup(
        dom_id="signup:weekly",
        heading="Stay informed with The Halyard’s newsletters",
        name="Weekly",
        pitch="What weekly brings",
        frequency="Every Friday",
        form=SignupForm("https://app.convertkit.com/forms/1234567/subscriptions", "email_address"),
        link=None,
        privacy=Link("How we handle your address: the privacy notice", "/paper/privacy/"),
        page_url="https://halyard.example/paper/newsletters/#newsletter:weekly",
    )


def test_one_of_the_two_slots_is_filled() -> None:
    """Inside where there is room and the newsletter wants it, else after the body."""
    made = capability(WEEKLY, TIDE)
    assert _ids(_shown(made, LONG)) == {"inside": "weekly"}
    assert _ids(_shown(made, SHORT)) == {"end": "weekly"}
    assert _ids(_shown(made, LONG, "tags: [Shipping]\n")) == {"end": "tide"}
    assert _ids(_shown(made, SHORT, "tags: [Shipping]\n")) == {"end": "tide"}


def test_a_marker_decides_place_and_newsletter() -> None:
    """Its id wins over the front matter, its place over `placement`; without an id, the rules."""
    made = capability(WEEKLY, TIDE)
    named = f"[newsletter Tide]\n\n{LONG}"
    assert _ids(_shown(made, named, "newsletter: weekly\n")) == {"marker": "tide"}
    bare = f"[newsletter]\n\n{LONG}"
    assert _ids(_shown(made, bare, "newsletter: tide\n")) == {"marker": "tide"}
    assert _ids(_shown(made, bare)) == {"marker": "weekly"}


def test_the_featured_newsletter_is_presented_and_signed_up_to() -> None:
    """The heading says with which one it starts; its own form, privacy and place come along."""
    weekly = newsletter("weekly", default=True, feature="tide")
    tide = newsletter(
        "tide",
        placement="end",
        privacy="https://tide.example/privacy",
        provider={"kind": "link", "url": "https://tide.example/"},
    )
    made = capability(weekly, tide, NEWSLETTER_HEADING="{site} by mail")
    block = _shown(made, LONG)["end"]
    assert block.heading == "The Halyard by mail, starting with Tide"
    assert (block.name, block.pitch) == ("Tide", "What tide brings")
    assert (block.form, block.link) == (None, "https://tide.example/")
    assert block.privacy.url == "https://tide.example/privacy"


def test_the_slug_of_the_story_reaches_the_form() -> None:
    """Buttondown keeps where a reader came from."""
    made = capability(newsletter(default=True, provider={"kind": "buttondown", "user": "halyard"}))
    form = _shown(made, SHORT, "slug: the-slug\n")["end"].form
    assert form is not None and ("metadata__slug", "the-slug") in form.hidden


def test_without_newsletters_nothing_happens() -> None:
    """No slot, no page, no link, no fault."""
    made = capability()
    story = read(LONG, "newsletter: none\n")
    paper = edition(story)
    composer = composer_of(paper, [made])
    assert (made.footer_links, made.masthead_link) == ((), None)
    assert outputs_of(paper, made) == []
    assert list(made.account(item(story), composer)) == []
    assert _faults(made, story) == ()
    parts = composer.body(PATH, "/", "page", item(story))
    assert not any(isinstance(part, Filled) for part in parts)
    assert capability(WEEKLY).masthead_link == ("Newsletters", "/newsletters/")


@pytest.mark.parametrize("hide", [False, True])
def test_without_newsletters_to_ask_for_one_is_a_fault_with_its_line(hide: bool) -> None:
    """Of the key, and of a marker with a name; hidden stories are told too."""
    story = read(f"{SHORT}\n\n[newsletter tide]\n", "newsletter: weekly\n")
    faults = _faults(capability(), story, visible=not hide)
    assert [str(fault) for fault in faults] == [
        f"{PATH}:5: this paper has no newsletters (set NEWSLETTERS, or take the key out)",
        f"{PATH}:9: this paper has no newsletters (set NEWSLETTERS, or take the marker out)",
    ]
    assert {fault.gravity for fault in faults} == {Gravity.WRONG}


def test_without_newsletters_a_marker_that_names_none_is_worth_a_warning() -> None:
    """It says where a newsletter is to stand, and not that there is one."""
    (fault,) = _faults(capability(), read(f"{SHORT}\n\n[newsletter]\n"))
    assert (fault.line, fault.what) == (8, "this paper has no newsletters")
    assert fault.gravity is Gravity.ADVICE


@pytest.mark.parametrize("hide", [False, True])
def test_unknown_newsletters_are_faults_with_their_line(hide: bool) -> None:
    """In front matter and in markers, in hidden stories too."""
    body = f"{SHORT}\n\n[newsletter tude]\n"
    story = read(body, "newsletter: weakly\n")
    faults = _faults(capability(WEEKLY, TIDE), story, visible=not hide)
    assert [str(fault) for fault in faults] == [
        f"{PATH}:5: unknown newsletter “weakly” (did you mean `weekly`?)",
        f"{PATH}:9: unknown newsletter “tude” (did you mean `tide`?)",
    ]


def test_the_word_none_is_known_in_front_matter_alone() -> None:
    """`newsletter: none` is no fault, and is suggested; a marker cannot take itself away."""
    made = capability(WEEKLY)
    silent = read(SHORT, "newsletter: None\n")
    misspelt = read(SHORT, "newsletter: nonee\n")
    marked = read("[newsletter none]")
    assert _faults(made, silent) == ()
    assert [fault.mend for fault in _faults(made, misspelt)] == ["did you mean `none`?"]
    assert [fault.what for fault in _faults(made, marked)] == ["unknown newsletter “none”"]


def test_unknown_sections_are_faults_where_the_settings_name_them() -> None:
    """Names and slugs are known; with SECTIONS=None they come from content, and any may come."""
    made = capability(newsletter("weekly", default=True, sections=["world", "Scence and Sea"]))
    assert [str(fault) for fault in made.check(edition())] == [
        "settings: NEWSLETTERS.weekly.sections: unknown section “Scence and Sea” "
        "(did you mean `Science and Sea`?)"
    ]
    assert list(made.check(edition(SECTIONS=None))) == []


def _pages(made: NewsletterSignup, **more: Any) -> dict[str, tuple[str, dict[str, Any], str]]:
    paper = edition(**more)
    found: dict[str, tuple[str, dict[str, Any], str]] = {}
    composer = composer_of(paper, [made])
    for output in outputs_of(paper, made):
        assert isinstance(output, Page)
        inputs, _ = composer.inputs(output)
        found[output.path] = (output.template, dict(inputs), output.origin)
    return found


def test_a_page_lists_all_newsletters() -> None:
    """Each has its form, under an id of its own that links can reach."""
    pages = _pages(capability(WEEKLY, TIDE))
    template, inputs, _ = pages["newsletters/index.html"]
    assert template == "newsletters.html"
    assert set(inputs) == {"site", "places", "page", "heading", "summary", "body", "signups"}
    assert (inputs["heading"], inputs["summary"], inputs["body"]) == ("Newsletters", None, ())
    assert [(block.dom_id, block.name) for block in inputs["signups"]] == [
        ("newsletter:weekly", "Weekly"),
        ("newsletter:tide", "Tide"),
    ]
    assert all(
        block.page_url.endswith(f"{inputs['page'].url}#{block.dom_id}")
        for block in inputs["signups"]
    )


def test_the_words_of_the_page_come_from_the_content() -> None:
    """A page with the slug `newsletters` gives heading, summary and body."""
    source = "---\ntitle: Our letters\nsummary: All of them\n---\nHello *you*.\n"
    _, inputs, origin = _pages(capability(WEEKLY), page=source)["newsletters/index.html"]
    assert (inputs["heading"], inputs["summary"]) == ("Our letters", "All of them")
    assert inputs["body"] == ("<p>Hello <em>you</em>.</p>",)
    assert (inputs["page"].title, inputs["page"].description) == ("Our letters", "All of them")
    assert origin == "pages/newsletters.md"


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("newsletters/thanks/index.html", "Thank you"),
        ("newsletters/confirm/index.html", "Confirm your address"),
    ],
)
def test_providers_can_lead_readers_back(path: str, heading: str) -> None:
    """Two short pages that search engines leave out."""
    template, inputs, _ = _pages(capability(WEEKLY))[path]
    assert template == "notice_page.html"
    assert set(inputs) == {"site", "places", "page", "heading", "paragraphs", "link"}
    assert (inputs["heading"], inputs["page"].robots) == (heading, "noindex")
    assert inputs["link"].url == "/paper/"
    assert all(isinstance(paragraph, str) for paragraph in inputs["paragraphs"])


@pytest.mark.parametrize(
    ("body", "front", "account"),
    [
        (
            LONG,
            "",
            "newsletter “weekly” (the default), after paragraph 6 of 10, 60 % of the words",
        ),
        (
            LONG,
            "tags: [Shipping]\n",
            "newsletter “tide” (topic “Shipping”), after the body, where this newsletter always "
            "stands",
        ),
        (SHORT, "", "newsletter “weekly” (the default), after the body: 2 words, fewer than 250"),
        (
            "[newsletter tide]",
            "",
            "newsletter “tide” (its marker names it), at its marker in line 6",
        ),
        (SHORT, "newsletter: none\n", "no newsletter (`newsletter: none`)"),
        ("", "", "newsletter “weekly” (the default), after the body: 0 words, fewer than 250"),
    ],
)
def test_each_story_is_accounted_for(body: str, front: str, account: str) -> None:
    """In one line: which newsletter stands where, and why."""
    made = capability(WEEKLY, TIDE)
    story = read(body, front)
    assert list(made.account(item(story), composer_of(edition(story), [made]))) == [account]


def test_the_log_says_which_newsletter_stands_where_and_why(
    site: MakeSite, caplog: pytest.LogCaptureFixture
) -> None:
    """Once for each story, and only where somebody asked (`inv build -v`)."""
    files = {"articles/a.md": story_text(SHORT)}
    with caplog.at_level(logging.WARNING):
        assert site(files, NEWSLETTERS=[WEEKLY]).faults == []
    assert caplog.messages == []
    with caplog.at_level(logging.INFO):
        site(files, NEWSLETTERS=[WEEKLY])
    assert [line for line in caplog.messages if "newsletter" in line] == [
        "articles/a.md: newsletter “weekly” (the default), after the body: 2 words, fewer than 250"
    ]


def test_a_paper_without_newsletters_is_built(site: MakeSite) -> None:
    """Long stories, in which a newsletter would have a place, too."""
    paper = site({"articles/a.md": story_text(LONG)}, NEWSLETTERS=[])
    assert paper.faults == []
    assert paper.html("2024/06/harbour-reopens/index.html").find(id="signup:weekly") is None


def test_pelican_finds_the_plugin() -> None:
    """The package that PLUGINS names also names the capability."""
    import broadsheet.newsletter_signup as plugin
    from broadsheet.plan.capabilities import capabilities_of

    plugin.register()
    found = capabilities_of({"PLUGINS": ["broadsheet.newsletter_signup"], "NEWSLETTERS": [WEEKLY]})
    assert [type(each) for each in found] == [NewsletterSignup]
