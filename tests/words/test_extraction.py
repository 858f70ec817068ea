"""`inv words`: the messages of templates and code, the same from the same sources."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from invoke.context import Context
from invoke.exceptions import Exit

from broadsheet.commands import tasks
from broadsheet.commands.settings_file import newspaper
from broadsheet.commands.words import (
    CannotExtract,
    Domain,
    domains,
    template_of,
    updated,
    write_words,
)
from tests.support.halyard import PELICANCONF, ROOT, beginning_with

PACKAGE = ROOT / "plugins" / "broadsheet"
OURS = [
    Domain("theme", ROOT / "theme" / "locale", (ROOT / "theme" / "templates",)),
    *domains(newspaper(str(PELICANCONF)).settings, PACKAGE),
]


@pytest.mark.parametrize("domain", OURS, ids=lambda domain: domain.name)
def test_the_templates_of_catalogues_are_up_to_date(domain: Domain) -> None:
    """Run `inv words` where they are not."""
    written = domain.file.read_text("utf-8") if domain.file.exists() else ""
    assert template_of(domain) == written


def test_no_template_of_catalogues_belongs_to_nobody() -> None:
    """What is extracted no more would be translated for ever."""
    written = {*ROOT.glob("theme/locale/*.pot"), *PACKAGE.rglob("*.pot")}
    assert written == {domain.file for domain in OURS if domain.file.exists()}


def test_every_message_can_be_filled_in() -> None:
    """A lone % would fail on each page that says the message, in any language."""
    for domain in OURS:
        for message in read_po(template_of(domain).encode().splitlines()):
            for text in [message.id] if isinstance(message.id, str) else message.id:
                assert text % _Anything() is not None


class _Anything(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return name


def plugin(folder: Path, code: str = "", template: str = "") -> Domain:
    """Lay out a plugin with a module and a template."""
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text(code, "utf-8")
    (folder / "templates" / "a.html").write_text(template, "utf-8")
    return Domain("reading", folder / "locale", (folder / "templates",), (folder,))


CODE = """
FOOTER = N_("Feed")

def f(words, n):
    # NOTE: of a story
    words.gettext("By %(name)s", name=n)
    words.ngettext("%(num)s minute", "%(num)s minutes", n)
    _(
        "In two "
        "lines"
    )
"""
TEMPLATE = """{{ _("Feed") }} {{ pgettext("verb", "Feed") }}
{% trans count=xs | length %}
  One story
{% pluralize %}
  {{ count }} stories
{% endtrans %}
{% trans %}
  Half: 50%
  of all
{% endtrans %}
"""
EXPECTED = """\
# The words of reading, for translators. Written by `broadsheet words`.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

#: reading/__init__.py
#, python-format
msgid "%(num)s minute"
msgid_plural "%(num)s minutes"
msgstr[0] ""
msgstr[1] ""

#. NOTE: of a story
#: reading/__init__.py
#, python-format
msgid "By %(name)s"
msgstr ""

#: reading/__init__.py templates/a.html
msgid "Feed"
msgstr ""

#: templates/a.html
msgctxt "verb"
msgid "Feed"
msgstr ""

#: templates/a.html
#, python-format
msgid "Half: 50%% of all"
msgstr ""

#: reading/__init__.py
msgid "In two lines"
msgstr ""

#: templates/a.html
#, python-format
msgid "One story"
msgid_plural "%(count)s stories"
msgstr[0] ""
msgstr[1] ""
"""


def test_messages_of_code_and_templates_are_found(tmp_path: Path) -> None:
    """By gettext's functions and the tag `trans`, in order, and without any date."""
    domain = plugin(tmp_path / "reading", CODE, TEMPLATE)
    assert template_of(domain) == EXPECTED
    assert list(write_words([domain])) == [domain.file]
    assert domain.file.read_text("utf-8") == EXPECTED
    assert list(write_words([domain])) == []


def test_a_catalogue_gets_the_new_messages_and_keeps_its_own(tmp_path: Path) -> None:
    """Its header and its translations stay; what nobody says any more goes to its end."""
    domain = plugin(tmp_path / "reading", 'N_("Feed")\nN_("Feeds")\n')
    file = domain.catalogues / "de" / "LC_MESSAGES" / "reading.po"
    file.parent.mkdir(parents=True)
    head = '# By Ann.\n\n# Of Ann.\nmsgid ""\nmsgstr ""\n"Language: de\\n"\n'
    text = f'{head}\nmsgid "Home"\nmsgstr "Start"\n\nmsgid "Feed"\nmsgstr "Abo"\n'
    file.write_text(text, "utf-8")
    assert list(write_words([domain])) == [domain.file, file]
    assert file.read_text("utf-8") == (
        f'{head}\n#: reading/__init__.py\nmsgid "Feed"\nmsgstr "Abo"\n\n'
        '#: reading/__init__.py\nmsgid "Feeds"\nmsgstr ""\n\n#~ msgid "Home"\n#~ msgstr "Start"\n'
    )
    assert list(write_words([domain])) == []


def test_a_catalogue_without_a_header_gets_none() -> None:
    """It is read as UTF-8 all the same."""
    template = EXPECTED.partition("#. NOTE")[0]
    assert updated(b'msgid "a"\nmsgstr "b"\n', template).startswith("#: reading/__init__.py\n")


def test_what_says_nothing_has_no_template(tmp_path: Path) -> None:
    """And one that it had is taken away."""
    domain = plugin(tmp_path / "reading", 'N_("Feed")\n')
    list(write_words([domain]))
    plugin(tmp_path / "reading")
    assert list(write_words([domain])) == []
    assert not domain.file.exists()


@pytest.mark.parametrize(
    ("code", "template", "po"),
    [("", "{% if %}", ""), ("", "", 'msgid "a"\nmsgstr b\n'), ("x = '\n(", "", "")],
)
def test_a_broken_source_stops_it_before_anything_is_written(
    tmp_path: Path, code: str, template: str, po: str
) -> None:
    """In one line, with the file to mend."""
    domain = plugin(tmp_path / "reading", f'N_("Feed")\n{code}', template)
    file = domain.catalogues / "de" / "LC_MESSAGES" / "reading.po"
    file.parent.mkdir(parents=True)
    file.write_text(po, "utf-8")
    with pytest.raises(CannotExtract, match=tmp_path.name):  # wherever the tests are run
        list(write_words([domain]))
    assert not domain.file.exists()


def test_a_papers_own_templates_have_their_words_beside_its_own(tmp_path: Path) -> None:
    """In the first folder of LOCALE_PATHS; of what is installed nothing is written."""
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks" / "article.html").write_text('{{ _("Wow") }}', "utf-8")
    own = {
        "THEME_TEMPLATES_OVERRIDES": [str(tmp_path / "looks")],
        "LOCALE_PATHS": [str(tmp_path / "words")],
    }
    (found,) = domains(newspaper(str(PELICANCONF), own).settings, tmp_path)
    assert found.file == tmp_path / "words" / "paper.pot"
    assert 'msgid "Wow"' in template_of(found)


def test_a_paper_extracts_the_words_of_its_own_plugins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """By the task, beside the code; and nothing into an environment that lies within the paper."""
    plugin(tmp_path / "plugins" / "soundings", "def register():\n    pass\n", '{{ _("Deep") }}')
    installed = tmp_path / ".venv" / "site-packages"
    plugin(installed / "borrowed", "def register():\n    pass\n", '{{ _("Shallow") }}')
    lines = [
        f"PATH = {str(tmp_path)!r}",
        f"PLUGIN_PATHS = [{str(tmp_path / 'plugins')!r}, {str(installed)!r}]",
        "PLUGINS = [*PLUGINS, 'soundings', 'borrowed']",
    ]
    text = beginning_with(PELICANCONF) + "\n".join(lines)
    (tmp_path / "ours.py").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path / "plugins")
    tasks.words.body(Context(), settings="ours.py")
    assert capfd.readouterr().out == "soundings/locale/soundings.pot\n"
    found = tmp_path / "plugins" / "soundings" / "locale" / "soundings.pot"
    assert 'msgid "Deep"' in found.read_text("utf-8")
    assert list(tmp_path.rglob("*.pot")) == [found]
    for name in ("soundings", "borrowed"):
        sys.modules.pop(name, None)


def test_a_broken_template_ends_the_task_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the file as it is seen from here, and its line."""
    plugin(tmp_path / "soundings", "def register():\n    pass\n", "\n{% if %}")
    text = f"PATH = {str(tmp_path)!r}; PLUGIN_PATHS = [PATH]; PLUGINS = ['soundings']"
    file = tmp_path / "ours.py"
    file.write_text(beginning_with(PELICANCONF) + text, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Exit) as stop:
        tasks.words.body(Context(), settings="ours.py")
    assert str(stop.value).startswith("error: soundings/templates/a.html:2: ")
    assert "\n" not in str(stop.value) and stop.value.code == 1
    sys.modules.pop("soundings", None)
