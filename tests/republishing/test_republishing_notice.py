"""The notice at the end of a story."""

from __future__ import annotations

from typing import Any

import pytest
from republishing_desk import (
    AGENCY,
    FEE,
    OPEN,
    capability_of,
    edition_of,
    notice_of,
    republishing_composer,
    site_of,
    story_of,
)

from broadsheet.plan.texts import CheckContext
from broadsheet.republishing.capability import Republishing
from broadsheet.republishing.notice import Notice
from broadsheet.story.model import Body
from broadsheet.views.records import Link
from tests.support.desk import outputs_of

MORE = Link("More about Halyard Press", "/about/")


def notice(front: str = "", **changes: Any) -> Notice:
    return notice_of(story_of(front), **changes)


def test_a_story_for_a_fee_leads_to_the_request_form() -> None:
    """The publisher, the terms, the form with the story filled in, and who we are."""
    assert notice() == Notice(
        kind="fee",
        publisher="The Halyard is independent.",
        statement="It costs a fee.",
        link=Link(
            "Ask to republish this story",
            "/republishing/?story=https%3A%2F%2Fhalyard.example%2F2024%2F06%2Fa%2F"
            "&title=A%20story&id=2024%2F06%2Fa#page:request",
        ),
        licence=None,
        more=MORE,
    )


def test_agency_copy_says_whose_it_is_and_offers_nothing() -> None:
    """What is not ours cannot be asked for here."""
    assert notice("rights: agency") == Notice(
        kind="agency",
        publisher="The Halyard is independent.",
        statement="This story belongs to AFP.",
        link=None,
        licence=None,
        more=MORE,
    )


def test_an_open_story_leads_to_its_copy_and_to_its_licence() -> None:
    """Free to take: here it is, and these are the terms."""
    assert notice("rights: open") == Notice(
        kind="open",
        publisher="The Halyard is independent.",
        statement="Take it.",
        link=Link("Republish this story", "/2024/06/a/republish/"),
        licence=Link(
            "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"
        ),
        more=MORE,
    )


@pytest.mark.parametrize("policy", [FEE, OPEN])
def test_the_settings_may_choose_the_words_of_the_link(policy: dict[str, object]) -> None:
    """`link_text` takes the place of the usual words."""
    found = notice(
        f"rights: {policy['id']}", policies=[{**policy, "link_text": "Here"}], default=policy["id"]
    )
    assert found.link is not None
    assert found.link.label == "Here"


@pytest.mark.parametrize(
    ("more", "url"),
    [
        ("/about/#us", "/news/about/#us"),
        ("https://press.example/", "https://press.example/"),
        (None, None),
    ],
)
def test_more_about_the_publisher_is_a_page_of_ours_or_elsewhere(
    more: str | None, url: str | None
) -> None:
    """The link gets the site's own path in front; without the setting there is none."""
    site = site_of(SITEURL="https://example.org/news")
    found = notice_of(story_of(), site, more=more).more
    assert (found.url if found else None) == url


def test_braces_in_an_owners_name_are_left_alone() -> None:
    """The owner is filled in once, as it stands, and a lone brace of the statement stays."""
    policy = {**AGENCY, "owner": "A {owner} B", "statement": "{ is {owner}'s."}
    found = notice("rights: agency", policies=[FEE, policy])
    assert found.statement == "{ is A {owner} B's."


def test_without_the_setting_there_is_no_notice_no_page_and_no_fault() -> None:
    """A site that says nothing of republishing gets nothing of it."""
    story = story_of()
    edition = edition_of(story)
    silent = Republishing({})
    composer = republishing_composer(edition, silent)
    assert silent.story_inputs(story, composer) == {"notice": None}
    assert outputs_of(edition, silent) == []
    context = CheckContext(story, Body(), visible=True, composer=composer)
    faults = (list(silent.check(edition)), list(silent.check_file(context)), silent.faults)
    assert faults == ([], [], [])
    assert (silent.footer_links, silent.page_slugs) == ((), frozenset())


def test_with_the_setting_every_page_leads_to_the_terms() -> None:
    """The footer has the link, and the static page of that name is printed here."""
    assert capability_of().footer_links == (("Republishing", "/republishing/"),)
    assert capability_of().page_slugs == {"republishing"}
