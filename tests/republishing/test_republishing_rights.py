"""Which policy a story falls under."""

from __future__ import annotations

import pytest
from republishing_desk import (
    capability_of,
    edition_of,
    republishing_composer,
    site_of,
    story_of,
    terms_of,
)

from broadsheet.plan.texts import CheckContext
from broadsheet.republishing.capability import Republishing
from broadsheet.republishing.rights import decide
from broadsheet.story.model import Body, Story

FINGERPRINTS = [
    {"credit": "AFP", "policy": "agency"},
    {"author": "Noor Siddiqui", "policy": "open"},
    {"section": "Science & Sky", "policy": "open"},
]


def decided(story: Story, rules: list[dict[str, str]] = FINGERPRINTS) -> str:
    """Return the id of the policy that these rules give to a story."""
    return decide(story, edition_of(story).section_of(story), terms_of(rules=rules)).id


def test_a_story_of_no_rule_falls_under_the_default() -> None:
    """Where nothing else applies, the default does."""
    assert decided(story_of()) == "fee"


def test_front_matter_beats_every_rule() -> None:
    """`rights:` is the writer's word, and the last one."""
    story = story_of("rights: fee\nauthors: [AFP]\ncategory: Science & Sky")
    assert decided(story) == "fee"


def test_the_first_rule_that_fits_wins() -> None:
    """Rules are read from the top."""
    story = story_of("authors: [AFP, Noor Siddiqui]\ncategory: Science & Sky")
    assert decided(story) == "agency"
    assert decided(story, FINGERPRINTS[::-1]) == "open"


@pytest.mark.parametrize("name", ["Science & Sky", "science & SKY", "science"])
def test_a_section_is_known_by_its_name_or_its_slug(name: str) -> None:
    """Case does not matter, and the slug is as good as the name."""
    rules = [{"section": name, "policy": "open"}]
    assert decided(story_of("category: Science & Sky"), rules) == "open"
    assert decided(story_of("category: World"), rules) == "fee"


@pytest.mark.parametrize(
    "front",
    [
        "authors: [AFP]",
        "authors: [Jane Doe, afp]",
        "image: {src: a.jpg, credit: AFP}",
        "image: {src: a.jpg, credit: afp}",
        "image: {src: a.jpg, credit: Jane Doe/AFP}",
        "image: {src: a.jpg, credit: Jane Doe / AFP / Getty Images}",
    ],
)
def test_a_credit_is_a_name_of_the_byline_or_the_lead_pictures_credit_or_a_part_of_it(
    front: str,
) -> None:
    """An agency signs the text, the lead picture, or both."""
    assert decided(story_of(front)) == "agency"


@pytest.mark.parametrize(
    "front",
    ["authors: [AFP Fan]", "image: {src: a.jpg, credit: AFPhoto}", "image: {src: a.jpg}"],
)
def test_a_credit_is_not_a_word_somewhere_in_a_name(front: str) -> None:
    """Whole names are compared, so that no stranger is taken for an agency."""
    assert decided(story_of(front)) == "fee"


def test_an_author_rule_looks_at_the_byline_alone() -> None:
    """The photographer of the lead picture is not an author."""
    rules = [{"author": "Jane Doe", "policy": "open"}]
    assert decided(story_of("image: {src: a.jpg, credit: Jane Doe}"), rules) == "fee"
    assert decided(story_of("authors: [JANE DOE]"), rules) == "open"


def test_a_rule_with_two_conditions_wants_both() -> None:
    """Conditions of one rule narrow it."""
    rules = [{"section": "World", "author": "Jane Doe", "policy": "open"}]
    assert decided(story_of("authors: [Jane Doe]\ncategory: World"), rules) == "open"
    assert decided(story_of("authors: [Jane Doe]\ncategory: Science & Sky"), rules) == "fee"
    assert decided(story_of("authors: [Ann Lee]\ncategory: World"), rules) == "fee"


def test_unknown_rights_are_reported_with_their_line_in_hidden_stories_too() -> None:
    """A misspelt policy stops the build before the story is ever seen."""
    seen = story_of("rights: opne", name="seen")
    draft = story_of("status: draft\nrights: mine", name="draft")
    capability, edition = capability_of(), edition_of(seen, draft)
    composer = republishing_composer(edition, capability)
    assert edition.hidden == {draft.path}
    contexts = [
        CheckContext(story, Body(), story.path not in edition.hidden, composer)
        for story in (seen, draft)
    ]
    faults = [str(fault) for context in contexts for fault in capability.check_file(context)]
    assert faults == [
        "articles/seen.md:6: unknown rights policy “opne” (did you mean `open`?)",
        "articles/draft.md:7: unknown rights policy “mine” (use one of: agency, fee, open)",
    ]


def test_rights_in_a_paper_without_terms_are_reported_with_their_line() -> None:
    """Whoever names a policy believes that it is told to readers."""
    story = story_of("rights: open")
    silent = Republishing({})
    composer = republishing_composer(edition_of(story), silent)
    context = CheckContext(story, Body(), visible=True, composer=composer)
    assert [str(fault) for fault in silent.check_file(context)] == [
        "articles/a.md:6: this paper has no terms of republishing "
        "(set REPUBLISHING, or take the key out)"
    ]


def test_a_rule_on_a_section_that_the_settings_do_not_name_is_reported() -> None:
    """A rule that can never fit is a slip of the pen."""
    capability = capability_of(rules=[{"section": "Wrold", "policy": "open"}])
    assert [str(fault) for fault in capability.check(edition_of())] == [
        "settings: REPUBLISHING.rules.0.section: unknown section “Wrold” (did you mean `World`?)"
    ]


def test_sections_taken_from_the_content_make_no_rule_wrong() -> None:
    """A section without a story today may have one tomorrow."""
    capability = capability_of(rules=[{"section": "Wrold", "policy": "open"}])
    edition = edition_of(story_of(), site=site_of(SECTIONS=None))
    assert list(capability.check(edition)) == []
