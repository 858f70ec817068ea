"""The capability in an edition: which slot is filled with what, the checks, pages and log."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from newsletter_desk import PATH, body_of, capability, edition, newsletter, newsletter_slots, read

from plugins.edition.compose import Composer
from plugins.edition.outputs import Page
from plugins.edition.views import Filled, Link
from plugins.newsletter_signup.capability import NewsletterSignup
from plugins.newsletter_signup.forms import Signup, SignupForm

LONG = body_of("pppppppppp")
SHORT = "One paragraph."
WEEKLY = newsletter("weekly", default=True)
TIDE = newsletter("tide", topics=["Shipping"], placement="end")


def _shown(made: NewsletterSignup, body: str, front: str = "") -> dict[str, Signup]:
    """Return what stands in the slots of a story, by their position."""
    story, _ = read(body, front)
    composer = Composer(edition(story), [made])
    filled = {
        position: made.fill(slot, story.path, story, composer, "page")
        for position, slot in newsletter_slots(story).items()
    }
    return {position: block for position, block in filled.items() if block}


def _ids(blocks: dict[str, Signup]) -> dict[str, str]:
    return {position: block.dom_id.removeprefix("signup:") for position, block in blocks.items()}


def test_the_block_has_all_that_the_template_needs() -> None:
    """Addresses lead through the path of SITEURL; the heading names the paper."""
    assert _shown(capability(WEEKLY), LONG)["inside"] == Signup(
        dom_id="signup:weekly",
        heading="Stay informed with The Halyard's newsletters",
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
    story, _ = read(LONG, "newsletter: weekly\n")
    paper = edition(story)
    composer = Composer(paper, [made])
    assert (made.slots, made.footer_links, made.masthead_link) == (frozenset(), (), None)
    assert list(made.outputs(paper, composer)) == []
    assert list(made.check(paper, ())) == []
    parts = composer.body(story.body, story.path, "/", "page", story)
    assert not any(isinstance(part, Filled) for part in parts)
    assert capability(WEEKLY).masthead_link == ("Newsletters", "/newsletters/")


@pytest.mark.parametrize("hide", [False, True])
def test_unknown_newsletters_are_faults_with_their_line(hide: bool) -> None:
    """In front matter and in markers, in hidden stories too."""
    body = f"{SHORT}\n\n[newsletter tude]\n"
    story, _ = read(body, "newsletter: weakly\n")
    seen, hidden = ((), (story,)) if hide else ((story,), ())
    faults = capability(WEEKLY, TIDE).check(edition(*seen), hidden)
    assert [str(fault) for fault in faults] == [
        f"{PATH}:5: unknown newsletter “weakly” (did you mean `weekly`?)",
        f"{PATH}:9: unknown newsletter “tude” (did you mean `tide`?)",
    ]


def test_the_word_none_is_known_in_front_matter_alone() -> None:
    """`newsletter: none` is no fault, and is suggested; a marker cannot take itself away."""
    made = capability(WEEKLY)
    silent, _ = read(SHORT, "newsletter: None\n")
    misspelt, _ = read(SHORT, "newsletter: nonee\n")
    marked, _ = read("[newsletter none]")
    assert list(made.check(edition(silent), ())) == []
    assert [fault.mend for fault in made.check(edition(misspelt), ())] == ["did you mean `none`?"]
    assert [fault.what for fault in made.check(edition(marked), ())] == [
        "unknown newsletter “none”"
    ]


def test_unknown_sections_are_faults_where_the_settings_name_them() -> None:
    """Names and slugs are known; with SECTIONS=None they come from content, and any may come."""
    made = capability(newsletter("weekly", default=True, sections=["world", "Scence and Sea"]))
    assert [str(fault) for fault in made.check(edition(), ())] == [
        "settings: NEWSLETTERS.weekly.sections: unknown section “Scence and Sea” "
        "(did you mean `Science and Sea`?)"
    ]
    assert list(made.check(edition(SECTIONS=None), ())) == []


def _pages(made: NewsletterSignup, **more: Any) -> dict[str, tuple[str, dict[str, Any], str]]:
    paper = edition(**more)
    found: dict[str, tuple[str, dict[str, Any], str]] = {}
    for output in made.outputs(paper, Composer(paper, [made])):
        assert isinstance(output, Page)
        found[output.path] = (output.template, dict(output.inputs()), output.origin)
    return found


def test_a_page_lists_all_newsletters() -> None:
    """Each has its form, under an id of its own that links can reach."""
    pages = _pages(capability(WEEKLY, TIDE))
    template, inputs, _ = pages["newsletters/index.html"]
    assert template == "newsletters.html"
    assert set(inputs) == {"site", "page", "heading", "summary", "body", "signups"}
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
    assert set(inputs) == {"site", "page", "heading", "paragraphs", "link"}
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
def test_the_log_says_which_newsletter_stands_where_and_why(
    body: str, front: str, account: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Once for each story, and only where somebody asked (`inv build -v`)."""
    made = capability(WEEKLY, TIDE)
    story, _ = read(body, front)
    paper = edition(story)
    with caplog.at_level(logging.WARNING):
        list(made.outputs(paper, Composer(paper, [made])))
    assert caplog.messages == []
    with caplog.at_level(logging.INFO):
        list(made.outputs(paper, Composer(paper, [made])))
    assert caplog.messages == [f"{PATH}: {account}"]


def test_pelican_finds_the_plugin() -> None:
    """The package that PLUGINS names also names the capability."""
    import plugins.newsletter_signup as plugin
    from plugins.edition.capability import capabilities_of

    plugin.register()
    found = capabilities_of({"PLUGINS": ["plugins.newsletter_signup"], "NEWSLETTERS": [WEEKLY]})
    assert [type(each) for each in found] == [NewsletterSignup]
