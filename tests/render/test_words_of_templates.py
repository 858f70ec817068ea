"""Templates translate: by `trans` and gettext's functions, and always into text."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from broadsheet.render.template_dependencies import TemplateDependencies
from broadsheet.render.template_faults import TemplateFault
from broadsheet.render.templates import templates_of
from broadsheet.render.theme import Theme
from broadsheet.words.translating import Translation, Words

GERMAN = Words(
    {
        "Feed": Translation(("Abo & <b>",)),
        "By %(name)s": Translation(("Von %(name)s, 100%% <i>",)),
        "%(num)s story": Translation(("eine Meldung", "%(num)s Meldungen"), "n != 1"),
        "verb\x04Feed": Translation(("Füttern",)),
        "verb\x04%(num)s feed": Translation(("füttert", "füttern %(num)s"), "n != 1"),
        "Half: 50%% of all": Translation(("Die Hälfte: 50%%",)),
    }
)


def rendered(text: str, words: Words = GERMAN, **inputs: object) -> str:
    """Return what a template prints."""
    return templates_of(Theme({"t.html": text}, words=words)).render("t.html", inputs)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('{{ _("Feed") }}', "Abo &amp; &lt;b&gt;"),
        ('{{ gettext("Feed") }}', "Abo &amp; &lt;b&gt;"),
        ("{% trans %}Feed{% endtrans %}", "Abo &amp; &lt;b&gt;"),
        ("{% trans %}\n  Feed\n{% endtrans %}", "Abo &amp; &lt;b&gt;"),
        ('{{ pgettext("verb", "Feed") }}', "Füttern"),
        ('{% trans "verb" %}Feed{% endtrans %}', "Füttern"),
        ('{{ _("By %(name)s", name=x) }}', "Von &lt;x&gt;, 100% &lt;i&gt;"),
        ('{{ _("By %(name)s", name=safe) }}', "Von <x>, 100% &lt;i&gt;"),
        ("{% trans name=x %}By {{ name }}{% endtrans %}", "Von &lt;x&gt;, 100% &lt;i&gt;"),
        ('{{ ngettext("%(num)s story", "%(num)s stories", 1) }}', "eine Meldung"),
        ('{{ ngettext("%(num)s story", "%(num)s stories", 2) }}', "2 Meldungen"),
        ("{% trans num=2 %}{{ num }} story{% pluralize %}{{ num }} stories{% endtrans %}", "2 Meldungen"),
        ('{{ npgettext("verb", "%(num)s feed", "%(num)s feeds", 3) }}', "füttern 3"),
        ("{% trans %}Half: 50% of all{% endtrans %}", "Die Hälfte: 50%"),
        ("{% trans %}Nobody's <b> 50%{% endtrans %}", "Nobody&#39;s &lt;b&gt; 50%"),
        ('{{ _("nobody\'s") }}', "nobody&#39;s"),
        ('{% autoescape false %}{{ _("By %(name)s", name=x) }}{% endautoescape %}', "Von &lt;x&gt;, 100% &lt;i&gt;"),
    ],
)  # fmt: skip
def test_words_and_values_are_text(text: str, printed: str) -> None:
    """A translator writes no HTML; a value that is safe already stays as it is."""
    assert rendered(text, x="<x>", safe=Markup("<x>")) == printed


@pytest.mark.parametrize(
    "text",
    [
        '{{ _("By %(name)s") }}',
        '{{ _("By %(name)s", name=nobody) }}',
        '{{ _("By %(name)s", name=joiner()) }}',
        '{{ _("By %(name)s", name=_) }}',
        '{{ _("100 %") }}',
        "{{ _(nobody) }}",
        "{{ _ }}",
        "{{ gettext.__self__ }}",
        '{{ ngettext("%(num)s a", "%(num)s b", joiner()) }}',
    ],
)
def test_what_cannot_be_said_is_a_fault_of_the_template(text: str) -> None:
    """With its line, and never an address in memory."""
    with pytest.raises(TemplateFault):
        rendered(text)


def test_without_catalogues_the_template_speaks_for_itself() -> None:
    """In the source's English, with its plural."""
    text = '{{ _("By %(name)s", name=x) }} {{ ngettext("%(num)s story", "%(num)s stories", n) }}'
    assert [rendered(text, Words(), x="A", n=n) for n in (1, 2)] == [
        "By A 1 story",
        "By A 2 stories",
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{% set _ = n %}{{ _("Feed") }}',
        '{% macro m(_) %}{{ _("Feed") }}{% endmacro %}{{ m(n) }}',
        '{% for _ in [n] %}{{ _("Feed") }}{% endfor %}',
    ],
)
def test_a_template_may_have_the_names_for_itself(text: str) -> None:
    """Then it does not translate."""
    assert rendered(text, n=lambda message: f"own {message}") == "own Feed"


BASE = {
    "page.html": '{% extends "base.html" %}{% from "m.html" import m %}{{ _("Own") }}',
    "base.html": "{% trans %}Base{% endtrans %}",
    "m.html": '{% macro m(n) %}{{ npgettext("c", "One", "Many", n) }}{% endmacro %}',
    "other.html": '{{ _("Other") }}',
    "any.html": "{{ _(word) }}",
    "alias.html": '{% set say = _ %}{{ say("Alias") }}',
    "mute.html": "",
}


def digests(words: Words) -> dict[str, bytes]:
    """Return the digests of all templates."""
    dependencies = TemplateDependencies(Theme(BASE, words=words), lambda _, find: find())
    return {name: dependencies.digest(name) for name in BASE}


@pytest.mark.parametrize(
    ("key", "touched"),
    [
        ("Own", {"page.html"}),
        ("Base", {"page.html", "base.html"}),
        ("c\x04One", {"page.html", "m.html"}),
        ("One", set()),  # of no context
        ("Many", set()),
        ("Other", {"other.html"}),
        ("Alias", set()),
    ],
)
def test_a_template_depends_on_what_its_family_says(key: str, touched: set[str]) -> None:
    """And where that is known to nobody before it is rendered, on all words."""
    before, after = digests(Words()), digests(Words({key: Translation(("x",))}))
    every = {"any.html", "alias.html"}
    assert {name for name in BASE if before[name] != after[name]} == touched | every
