"""Names of agencies in bylines and credits: seen by rules however they are written, or told of."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from republishing_desk import AGENCY, FEE, OPEN, capability_of, edition_of, story_of, terms_of

from broadsheet.reporting.faults import Gravity
from broadsheet.republishing.names import holds, signs, spelling
from broadsheet.republishing.rights import decide
from tests.support.desk import results_of
from tests.support.small_paper import MakeSite, story

BY_AUTHOR = [{"author": "AFP", "policy": "agency"}]
BY_CREDIT = [{"credit": "A.F.P.", "policy": "agency"}]


def decided(front: str, rules: list[dict[str, str]]) -> str:
    story = story_of(front)
    return decide(story, edition_of(story).section_of(story), terms_of(rules=rules)).id


def advice(front: str, rules: list[dict[str, str]], **changes: object) -> list[str]:
    """Return what is said of a story whose rights are in doubt."""
    told = story_of(front)
    edition = edition_of(told)
    result = results_of(edition, capability_of(rules=rules, **changes))[told.path]
    assert all(fault.gravity is Gravity.ADVICE for fault in result.faults)
    return [str(fault) for fault in result.faults]


SIGNED = [
    "AFP",
    "A.F.P.",
    "A.F.P",
    "a. f. p.",
    "A F P",
    "Ａ．Ｆ．Ｐ．",
    "AFP/Reuters",
    "Jane Doe/AFP",
    "Jane Doe / A.F.P.",
    "Jane Doe ⁄ AFP",
    "AFP, Reuters",
    "Jane Doe (AFP)",
    "[AFP]",
    "AFP & Reuters",
    "Jane Doe – AFP",
    "Jane Doe | AFP",
    "AFP; dpa",
]


@pytest.mark.parametrize("name", SIGNED)
@pytest.mark.parametrize("rules", [BY_AUTHOR, BY_CREDIT])
def test_an_agency_is_known_in_a_byline(name: str, rules: list[dict[str, str]]) -> None:
    """By itself or beside others, with and without full stops; and nothing is said of it."""
    front = f"authors: ['{name}']"
    assert decided(front, rules) == "agency"
    assert advice(front, rules) == []


@pytest.mark.parametrize("name", SIGNED)
def test_an_agency_is_known_in_a_credit(name: str) -> None:
    """In the same ways."""
    front = f"image: {{src: a.jpg, alt: x, credit: '{name}'}}"
    assert decided(front, BY_CREDIT) == "agency"
    assert decided(front, BY_AUTHOR) == "fee"


def test_letters_that_are_written_in_two_ways_are_the_same() -> None:
    """É as one sign or as two."""
    name = "Agencia É.F.É."
    rules = [{"author": unicodedata.normalize("NFD", name), "policy": "agency"}]
    assert decided(f"authors: ['{unicodedata.normalize('NFC', name)}']", rules) == "agency"


MENTIONED = [
    "AFP correspondents",
    "By AFP in Paris",
    "By A.F.P. in Paris",
    "Jane Doe with AFP",
    "Jane Doe and afp",
    "AFP’s Paris bureau",
    "Avec l’AFP",
    "AFP-Services",
    "Jane Doe/AFP Paris",
]


@pytest.mark.parametrize("name", MENTIONED)
@pytest.mark.parametrize("rules", [BY_AUTHOR, BY_CREDIT])
def test_a_byline_that_mentions_an_agency_in_vain_gets_advice(
    name: str, rules: list[dict[str, str]]
) -> None:
    """Where it stands, and what to do."""
    agency = next(iter(rules[0].values()))
    assert advice(f"authors: ['{name}']", rules) == [
        f"articles/a.md:6: “{name}” holds the name “{agency}”, and no rule sees it there "
        f"(write `{agency}` as a name by itself, or say `rights:`)"
    ]


@pytest.mark.parametrize("name", ["Agence France-Presse", "By Agence France-Presse in Paris"])
def test_a_byline_that_names_the_owner_of_a_policy_in_vain_gets_advice(name: str) -> None:
    """The full name of an agency, which no rule knows."""
    owned = {"policies": [FEE, {**AGENCY, "owner": "Agence France-Presse"}, OPEN]}
    assert advice(f"authors: ['{name}']", BY_AUTHOR, **owned) == [
        f"articles/a.md:6: “{name}” names the owner of the policy “agency”, and no rule sees it "
        "(say `rights: agency`, or have a rule made for “Agence France-Presse”)"
    ]
    assert advice(f"authors: ['{name}']\nrights: agency", BY_AUTHOR, **owned) == []


@pytest.mark.parametrize("name", MENTIONED)
def test_a_credit_that_mentions_an_agency_in_vain_gets_advice(name: str) -> None:
    """Where rules look at credits."""
    front = f"image: {{src: a.jpg, alt: x, credit: '{name}'}}"
    (told,) = advice(front, BY_CREDIT)
    assert told.startswith(f"articles/a.md:6: “{name}” holds the name “A.F.P.”")
    assert advice(front, BY_AUTHOR) == []


@pytest.mark.parametrize(
    "front",
    [
        "authors: [AFPhoto, Wafp, Jane Doe]",
        "authors: [AFP correspondents]\nrights: fee",
        "authors: [AFP correspondents, AFP]",
    ],
)
def test_nothing_is_said_where_all_is_well(front: str) -> None:
    """Other words, rights that the writer names, and a story that is the agency's all the same."""
    assert advice(front, BY_AUTHOR) == []


def test_names_under_other_policies_need_no_advice() -> None:
    """A colleague's name among others gives nothing away."""
    rules = [{"author": "Jane Doe", "policy": "open"}]
    assert advice("authors: [Jane Doe and others]", rules, policies=[FEE, AGENCY, OPEN]) == []


def test_a_rule_that_comes_first_does_not_hide_the_agency() -> None:
    """The story falls under a rule, but not under the agency's."""
    rules = [{"section": "World", "policy": "fee"}, *BY_AUTHOR]
    assert len(advice("authors: [AFP correspondents]", rules)) == 1


def test_a_build_warns_and_goes_on_for_hidden_stories_too(site: MakeSite) -> None:
    """Before they are out; a section of their own is no hindrance."""
    files = {
        "articles/a.md": story(authors="[By AFP in Paris]", slug="a"),
        "articles/b.md": story(
            authors="[By AFP in Paris]", slug="b", status="draft", category="Elsewhere"
        ),
    }
    paper = site(files, SECTIONS=None)
    assert paper.stopped is None
    told = (line for line in paper.warnings if "no rule sees it" in line)
    assert sorted(line.partition(":")[0] for line in told) == ["articles/a.md", "articles/b.md"]


NAMES = st.text(st.sampled_from("aAfFpP. /-é’&"), max_size=12)


@given(NAMES, NAMES)
def test_a_name_is_seen_in_every_case_form_and_place(name: str, other: str) -> None:
    """Whatever the name is."""
    if spelling(name):
        for written in (name.upper(), unicodedata.normalize("NFD", name)):
            assert signs(written, name)
            assert signs(f"x/{written}/{other}", name)
        assert holds(f"The {name} there", name)
