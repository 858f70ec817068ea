"""Reprinting: equal cards are printed once, and others never for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from markupsafe import Markup
from msgspec import Struct

from broadsheet.render import reprinting
from broadsheet.render.template_faults import TemplateFault
from broadsheet.render.templates import ThemeTemplates
from broadsheet.render.theme import Theme

CARDS = (
    "{% macro part(card) %}<b>{{ card.headline }}</b>{% endmacro %}"
    "{% macro row(card, level=2, by=true) %}"
    "{{ level }}{{ by }}{{ part(card) }}{{ card.headline | seen }}"
    "{% endmacro %}"
)


class Card(Struct, frozen=True):
    headline: Any
    more: tuple[str, ...] = ()


class Notice(Struct, frozen=True):
    headline: Any
    more: tuple[str, ...] = ()


@pytest.fixture
def printed() -> list[str]:
    """The headlines that the macro `row` has printed, in order."""
    return []


@pytest.fixture
def page(printed: list[str]) -> Callable[..., str]:
    """Returns a page with the macro called as written. cards: the text of its template."""
    made: dict[tuple[str, str], ThemeTemplates] = {}

    def seen(text: str) -> str:
        printed.append(str(text))
        return ""

    def render(call: str, card: Any, cards: str = CARDS) -> str:
        if (call, cards) not in made:
            texts = {"t.html": "{% from 'cards.html' import row %}" + call, "cards.html": cards}
            made[call, cards] = ThemeTemplates(Theme(texts, filters={"seen": seen}))
        return made[call, cards].render("t.html", {"card": card})

    return render


def test_an_equal_card_is_printed_once_for_all_pages(
    page: Callable[..., str], printed: list[str]
) -> None:
    """A story stands on some thirty fronts."""
    pages = {page("{{ row(card) }}", Card("A < B")) for _ in range(3)}
    assert pages == {"2True<b>A &lt; B</b>"}
    assert printed == ["A < B"]


def test_a_card_that_has_changed_is_printed_anew(page: Callable[..., str]) -> None:
    """Whatever in it has changed."""
    assert page("{{ row(card) }}", Card("A")) == "2True<b>A</b>"
    assert page("{{ row(card) }}", Card("B")) == "2True<b>B</b>"
    assert page("{{ row(card) }}", Card("A")) == "2True<b>A</b>"


@pytest.mark.parametrize(
    ("one", "other", "texts"),
    [
        (Card("<i>"), Card(Markup("<i>")), ("&lt;i&gt;", "<i>")),
        (Card(Markup("<i>")), Card("<i>"), ("<i>", "&lt;i&gt;")),
        (Card(1), Card(True), ("1", "True")),
        (Card(1), Card(1.0), ("1", "1.0")),
    ],
)
def test_safe_html_and_a_text_of_the_same_letters_are_printed_each_in_its_way(
    page: Callable[..., str], one: Card, other: Card, texts: tuple[str, str]
) -> None:
    """Python calls them equal, and numbers and truths as well."""
    assert one == other
    assert [page("{{ row(card) }}", each) for each in (one, other)] == [
        f"2True<b>{text}</b>" for text in texts
    ]


def test_other_arguments_are_printed_in_their_way(
    page: Callable[..., str], printed: list[str]
) -> None:
    """By their kinds too, for 1, 1.0 and `true` are equal to Python."""
    call = (
        "{{ row(card, 1) }} {{ row(card, true) }} {{ row(card, level=1.0) }} {{ row(card, '1') }}"
    )
    assert page(f"{call} {{{{ row(card, by=1) }}}}", Card("A")) == (
        "1True<b>A</b> TrueTrue<b>A</b> 1.0True<b>A</b> 1True<b>A</b> 21<b>A</b>"
    )
    assert len(printed) == 5


def test_records_of_other_kinds_are_never_taken_for_each_other(page: Callable[..., str]) -> None:
    """A template may use what one kind alone knows."""
    cards = "{% macro row(card) %}{{ card.headline }}{{ card is noticed }}{% endmacro %}"
    texts = {"t.html": "{% from 'cards.html' import row %}{{ row(card) }}", "cards.html": cards}
    theme = Theme(texts, tests={"noticed": lambda each: isinstance(each, Notice)})
    templates = ThemeTemplates(theme)
    pages = [templates.render("t.html", {"card": kind("A")}) for kind in (Card, Notice)]
    assert pages == ["AFalse", "ATrue"]


def test_a_macro_that_is_handed_more_than_plain_values_is_printed_each_time(
    page: Callable[..., str],
) -> None:
    """What a block hands it, say, or a list."""
    cards = "{% macro row(card) %}{{ card.headline }}{{ caller() }}{% endmacro %}"
    call = "{% for n in (1, 2) %}{% call row(card) %}{{ n }}{% endcall %}{% endfor %}"
    assert page(call, Card("A"), cards) == "A1A2"
    cards = "{% macro row(card, xs) %}{{ card.headline }}{{ xs | join }}{% endmacro %}"
    assert page("{{ row(card, [1]) }}{{ row(card, [2]) }}", Card("A"), cards) == "A1A2"
    cards = "{% macro row() %}{{ varargs[0].headline }}{{ kwargs.n }}{% endmacro %}"
    assert page("{{ row(card, n=1) }}{{ row(card, n=2) }}", Card("A"), cards) == "A1A2"
    assert page("{{ row() }}", Card("A"), "{% macro row() %}live{% endmacro %}") == "live"


def test_no_more_than_so_many_texts_are_kept(
    page: Callable[..., str], printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that was longest not used is printed anew, and the others are not."""
    monkeypatch.setattr(reprinting, "MOST", 2)
    for headline in "ABACAB":
        page("{{ row(card) }}", Card(headline))
    assert printed == ["A", "B", "C", "B"]


def test_a_macro_that_fails_fails_on_each_page(page: Callable[..., str]) -> None:
    """With its own line, and a page that it does not fail for is printed between the two."""
    cards = "{% macro row(card) %}\n{{ card.headline.nope }}\n{% endmacro %}"
    for _ in range(2):
        with pytest.raises(TemplateFault) as caught:
            page("{{ row(card) }}", Card("A"), cards)
        assert (caught.value.fault.path, caught.value.fault.line) == ("cards.html", 2)
        assert page("{{ row(card) }}", Card({"nope": 1}), cards) == "1\n"


def test_a_place_in_memory_is_blamed_on_the_line_of_the_macro(page: Callable[..., str]) -> None:
    """Also on the second page, for which the macro is not printed by itself."""
    cards = "{% macro row(card) %}\n{{ card.headline.upper ~ '' }}\n{% endmacro %}"
    for _ in range(2):
        with pytest.raises(TemplateFault) as caught:
            page("{{ row(card) }}", Card("A"), cards)
        assert (caught.value.fault.path, caught.value.fault.line) == ("cards.html", 2)


def test_a_macro_with_state_is_printed_each_time(page: Callable[..., str]) -> None:
    """What it counts begins anew with each page."""
    count = "{% set kept = namespace(n=0) %}"
    count += "{% macro row(card) %}{% set kept.n = kept.n + 1 %}{{ kept.n }}{% endmacro %}"
    for _ in range(2):
        assert page("{{ row(card) }}{{ row(card) }}", Card("A"), count) == "12"


def test_an_edited_macro_is_printed_anew() -> None:
    """Each theme has its own prints."""
    for text in ("one", "two"):
        cards = f"{{% macro row(card) %}}{text}{{% endmacro %}}"
        texts = {"t.html": "{% from 'cards.html' import row %}{{ row(card) }}", "cards.html": cards}
        assert ThemeTemplates(Theme(texts)).render("t.html", {"card": Card("A")}) == text
