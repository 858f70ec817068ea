"""Which newsletter a story offers: its own word, then its topics, its section, the default."""

from __future__ import annotations

from newsletter_desk import capability, newsletter

from broadsheet.newsletter_signup.selection import Choice, Roster
from broadsheet.site.settings import Section

WORLD = Section(name="World", slug="world")
SEA = Section(name="Science and Sea", slug="deep")


def _roster() -> Roster:
    roster = capability(
        newsletter("weekly", default=True, feature="tide"),
        newsletter("tide", topics=["Shipping", "Ports & Harbours"], sections=["deep"]),
        newsletter("ledger", topics=["ports and harbours", "Money", "shipping"]),
        newsletter("world", sections=["WORLD"]),
        newsletter("sea", sections=["Science and Sea"]),
    ).roster
    assert roster is not None
    return roster


def _chosen(choice: Choice) -> tuple[str, str]:
    return choice.newsletter.id, choice.reason


def test_the_story_s_own_word_comes_first() -> None:
    """`newsletter:` wins over topics and section, however it is spelt."""
    for written in ("ledger", "Ledger"):
        choice = _roster().choose(written, ["Shipping"], WORLD)
        assert _chosen(choice) == ("ledger", "the story names it")


def test_the_first_topic_that_has_a_newsletter_chooses() -> None:
    """Topics are asked in the story's order, before its section."""
    choose = _roster().choose
    assert _chosen(choose(None, ["Peace", "Money", "Shipping"], WORLD)) == (
        "ledger",
        "topic “Money”",
    )
    assert _chosen(choose(None, ["shipping", "Money"], WORLD)) == ("tide", "topic “shipping”")


def test_of_two_newsletters_for_a_topic_the_first_in_the_settings_wins() -> None:
    """The order of the settings decides, not that of names."""
    assert _roster().choose(None, ["Shipping"], WORLD).newsletter.id == "tide"


def test_the_section_chooses_by_its_name_or_its_slug() -> None:
    """Where no topic does; the slug is asked first, it is the more exact."""
    choose = _roster().choose
    assert _chosen(choose(None, ["Peace"], WORLD)) == ("world", "section “World”")
    assert _chosen(choose(None, [], SEA)) == ("tide", "section “Science and Sea”")


def test_the_default_features_another_where_nothing_else_chooses() -> None:
    """The featured one is shown in place of the default, and marked as such."""
    choice = _roster().choose(None, [], Section(name="Culture"))
    assert _chosen(choice) == ("tide", "“weekly” is the default and features it")
    assert choice.featured


def test_a_default_that_is_chosen_by_name_speaks_for_itself() -> None:
    """Featuring is for stories that nothing else chose for."""
    choice = _roster().choose("weekly", [], WORLD)
    assert (_chosen(choice), choice.featured) == (("weekly", "the story names it"), False)


def test_the_plain_default() -> None:
    """Without a feature, the default is offered itself."""
    roster = capability(newsletter("weekly", default=True)).roster
    assert roster is not None
    assert _chosen(roster.choose("unheard-of", ["!"], WORLD)) == ("weekly", "the default")
