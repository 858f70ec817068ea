"""PO files: what is wrong with one is told with its line, before any page is rendered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.words.po_files import read_po_file
from broadsheet.words.translating import Translation, Words

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);\\n"

"""


def read(text: str, language: str = "cs") -> Words:
    """Return the words of a file without any fault."""
    rows, faults = read_po_file(text.encode(), "a.po", language)
    assert faults == ()
    return Words({key: translation for _, key, translation in rows})


def faults_of(text: str | bytes) -> list[str]:
    """Return what is wrong with a file, with which nothing of it is used."""
    rows, faults = read_po_file(text if isinstance(text, bytes) else text.encode(), "a.po", "de")
    assert not faults or rows == ()
    return [str(fault) for fault in faults]


def test_messages_plurals_and_contexts_are_translated() -> None:
    """By gettext's four functions, with values filled in by name."""
    words = read(
        HEADER
        + 'msgid "Feed"\nmsgstr "Kanál"\n\n'
        + 'msgctxt "verb"\nmsgid "Feed"\nmsgstr "Krmit"\n\n'
        + 'msgid "%(num)s story by %(name)s"\nmsgid_plural "%(num)s stories by %(name)s"\n'
        + 'msgstr[0] "jeden článek, %(name)s"\nmsgstr[1] "%(num)s články, %(name)s"\n'
        + 'msgstr[2] "%(num)s článků, %(name)s"\n\n'
        + 'msgid "Half: 50%% of %(all)s"\nmsgstr "50%% z "\n"%(all)s"\n'
    ).translator
    assert words.gettext("Feed") == "Kanál"
    assert words.pgettext("verb", "Feed") == "Krmit"
    assert words.gettext("Half: 50%% of %(all)s", all=8) == "50% z 8"
    stories = ("%(num)s story by %(name)s", "%(num)s stories by %(name)s")
    said = [words.ngettext(*stories, number, name="Ann") for number in (1, 3, 5)]
    assert said == ["jeden článek, Ann", "3 články, Ann", "5 článků, Ann"]


def test_what_has_no_translation_stays_english() -> None:
    """Not translated, fuzzy, obsolete, or not there at all."""
    words = read(
        HEADER
        + 'msgid "Feed"\nmsgstr ""\n\n#, fuzzy\nmsgid "Home"\nmsgstr "Dům"\n\n'
        + '#~ msgid "Topics"\n#~ msgstr "Témata"\n'
    ).translator
    assert [words.gettext(each) for each in ("Feed", "Home", "Topics", "50%%")] == [
        "Feed",
        "Home",
        "Topics",
        "50%",
    ]
    assert words.ngettext("%(num)s story", "%(num)s stories", 2) == "2 stories"
    assert words.npgettext("a", "%(num)s story", "%(num)s stories", 1) == "1 story"


def test_a_language_brings_its_own_plural() -> None:
    """A header that says nothing of plurals, or no header, is enough for most languages."""
    words = read('msgid "one"\nmsgid_plural "many"\nmsgstr[0] "un"\nmsgstr[1] "des"\n', "fr")
    assert [words.translator.ngettext("one", "many", number) for number in (0, 1, 2)] == [
        "un",
        "un",
        "des",
    ]


MEND = "(correct it; `msgfmt --check` and editors such as Poedit help)"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('msgid "a"\nmsgstr b\n', f"a.po:2: neither a comment, nor a keyword with a text in quotation marks {MEND}"),
        ('msgid "a"\nmsgstr "b\n', f"a.po:2: neither a comment, nor a keyword with a text in quotation marks {MEND}"),
        ('msgid "a"\nmsgstr "b"c"\n', f"a.po:2: neither a comment, nor a keyword with a text in quotation marks {MEND}"),
        ('\nmsgstr "b"\n', f"a.po:2: `msgstr` cannot stand after `nothing` {MEND}"),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"\n', f"a.po:2: `msgid` cannot stand after `msgid` {MEND}"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', f"a.po:3: `msgstr[1]` cannot stand after `msgid_plural` {MEND}"),
        ('"a"\n', f"a.po:1: a text that belongs to nothing {MEND}"),
        ('msgid "a"', f"a.po:1: the file ends after `msgid` {MEND}"),
        ('msgid "a"\nmsgstr "\x07"\n', f"a.po:2: control character U+0007 {MEND}"),
        (b'msgid "a"\nmsgstr "\xff"\n', "a.po:2: not UTF-8 (save the file as UTF-8)"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', f"a.po:4: the message “a” stands twice {MEND}"),
        ('msgid "by %(name)s"\nmsgstr "von %(nmae)s"\n', "a.po:1: “by %(name)s”: its translation has %(nmae)s, which nobody fills in (the placeholders here: %(name)s)"),
        ('\nmsgid "by %(name)s"\nmsgstr "von"\n', "a.po:2: “by %(name)s”: its translation lacks %(name)s (write where it stands)"),
        ('msgid "all"\nmsgstr "100 %"\n', "a.po:1: “all”: its translation has a % that is no placeholder (write %% for a %)"),
        ('msgid "a %(n)s"\nmsgstr "b %(n)s %(n)d"\n', "a.po:1: “a %(n)s”: its translation has a % that is no placeholder (write %% for a %)"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "a.po:1: “a” has 1 plural forms of 2 (write them all)"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] ""\n', "a.po:1: “a” has 1 plural forms of 2 (write them all)"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\nmsgstr[2] "e"\n', f"a.po:1: msg has more translations than num_plurals of catalog {MEND}"),
        ('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n;\\n"\n', f"a.po:3: Plural-Forms: (n: ValueError: unbalanced parenthesis in plural form {MEND}"),
        ('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=1/(n-1);\\n"\n', f"a.po:3: Plural-Forms: 1/(n-1): ZeroDivisionError: integer division or modulo by zero {MEND}"),
        ('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=n%3;\\n"\n', f"a.po:3: Plural-Forms: the rule gives a form that nplurals=2 has not {MEND}"),
        ('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=two; plural=n;\\n"\n', f"a.po:3: ValueError: invalid literal for int() with base 10: 'two' {MEND}"),
    ],
)  # fmt: skip
def test_a_broken_file_is_a_fault_with_its_line(text: str | bytes, fault: str) -> None:
    """Whatever gettext's own tools refuse, and what could not be filled in."""
    assert faults_of(text) == [fault]


def test_all_faults_of_a_file_are_told_together() -> None:
    """A translator mends them in one go."""
    text = 'msgid "a %(x)s"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "%(y)s"\n'
    assert [fault.partition(": ")[0] for fault in faults_of(text)] == ["a.po:1", "a.po:4"]


KEYWORDS = st.sampled_from(
    ["msgid", "msgstr", "msgctxt", "msgid_plural", "msgstr[0]", "msgstr[1]", "#~ msgid", "#,", "#:"]
)
TEXTS = st.text(alphabet='ab%()sd"\\n ⁨\x85 ', max_size=9)


@given(st.lists(st.tuples(KEYWORDS, TEXTS, st.booleans()), max_size=9), st.booleans())
def test_no_file_makes_a_build_fail_but_by_a_fault(
    lines: list[tuple[str, str, bool]], headed: bool
) -> None:
    """And what is read without one can be said, whatever is filled in."""
    written = [
        f'{keyword} "{text}"' if quoted else f"{keyword} {text}" for keyword, text, quoted in lines
    ]
    data = ((HEADER if headed else "") + "\n".join(written)).encode()
    rows, _ = read_po_file(data, "a.po", "de")
    for _, _, translation in rows:
        assert isinstance(translation, Translation)
        for form in translation.forms:
            assert isinstance(
                form % dict.fromkeys(["a", "b", "ab", "ba", "s", "d", "num"], ""), str
            )


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    """A file that is no catalogue at all is one more fault."""
    read_po_file(data, "a.po", "de")
