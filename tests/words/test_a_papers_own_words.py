"""A paper changes a word, or brings its language along, with a catalogue of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag

from broadsheet.reporting.terminal import seen_from_here
from tests.support.small_paper import MakeSite, Paper, story
from tests.words.conftest import Lay

ABOUT = {"pages/about.md": "---\ntitle: Ours\n---\n\nOurs.\n"}
FILES = {
    "articles/a.md": story(title="First", slug="first", tags="[Sea]", rights="open"),
    "articles/b.md": story(title="Second", slug="second", tags="[Land]"),
    **ABOUT,
}
PAGE = "2024/06/first/index.html"


def word(message: str, translation: str) -> str:
    return f'msgid "{message}"\nmsgstr "{translation}"\n\n'


def at(paper: Paper, page: str, selector: str) -> Tag:
    """Return the first element of a page that a selector finds."""
    assert paper.stopped is None, paper.faults
    found = paper.html(page).select_one(selector)
    assert found is not None
    return found


def test_one_english_word_is_changed(site: MakeSite, own: Lay) -> None:
    """In a template and in code; all others stay as they are."""
    settings = own(word("Topics", "Threads") + word("Home", "The front"), "en-GB")
    paper = site(FILES, **settings)
    assert at(paper, PAGE, ".topics h2").text == "Threads"
    assert at(paper, PAGE, ".breadcrumb a").text == "The front"
    assert at(paper, PAGE, ".skip").text == "Skip to the main content"
    assert "Threads" in [link.text for link in paper.html(PAGE).select(".colophon a")]
    assert at(paper, "topics/index.html", "h1").text == "Threads"


def test_the_newsletter_block_speaks_the_papers_language(site: MakeSite, own: Lay) -> None:
    """Unless the settings word its heading themselves: those are no words of ours."""
    text = word("Stay informed with %(site)s’s newsletters", "Post von %(site)s")
    settings = own(
        text + word("%(heading)s, starting with %(newsletter)s", "%(newsletter)s: %(heading)s"),
        "en",
    )
    body = "\n\n".join(["Some words that tell of the harbour and its ships."] * 30)
    files = {"articles/a.md": story(body, title="First", slug="first")}
    said = at(site(files, **settings), PAGE, ".signup .label").text
    assert said.startswith("Post von The Halyard")
    heading = {"NEWSLETTER_HEADING": "Stay informed with {site}'s newsletters"}
    said = at(site(files, **settings, **heading), PAGE, ".signup .label").text
    assert said.startswith("Stay informed with The Halyard’s newsletters")


def test_words_around_tables_and_notes_are_translated_too(site: MakeSite, own: Lay) -> None:
    """They are put into the text when it is read, which is read again when they change."""
    body = "Words.[^1]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: A note.\n"
    files = {"articles/a.md": story(body, title="First", slug="first")}
    note = "Jump back to footnote %(number)s in the text"
    settings = own(word("Table", "Tabelle") + word(note, "{Zurück} zu %(number)s, 100%%"))
    for _ in range(2):
        paper = site(files, **settings)
        assert at(paper, PAGE, ".table-scroll")["aria-label"] == "Tabelle"
        assert at(paper, PAGE, ".footnote-backref")["title"] == "{Zurück} zu 1, 100%"
    own(word("Table", "Übersicht"))
    paper = site(files, **settings)
    assert at(paper, PAGE, ".table-scroll")["aria-label"] == "Übersicht"
    assert at(paper, PAGE, ".footnote-backref")["title"] == "Jump back to footnote 1 in the text"


def test_a_title_of_notes_in_the_settings_is_the_papers_own(site: MakeSite, own: Lay) -> None:
    """MARKDOWN can word it, and is believed."""
    markdown = {
        "extensions": ["footnotes"],
        "extension_configs": {"footnotes": {"BACKLINK_TITLE": "Up {}"}},
    }
    files = {"articles/a.md": story("Words.[^1]\n\n[^1]: A note.\n", title="First", slug="first")}
    settings = own(word("Jump back to footnote %(number)s in the text", "Zurück %(number)s"))
    paper = site(files, MARKDOWN=markdown, **settings)
    assert at(paper, PAGE, ".footnote-backref")["title"] == "Up 1"


ATTACK = "<script>alert(1)</script>' onmouseover='x"


def test_a_catalogue_is_text_and_no_html(site: MakeSite, own: Lay) -> None:
    """A translator cannot break a page, nor run anything in it."""
    messages = ["Topics", "Skip to the main content", "Home", "By", "Sections", "Feed"]
    placed = word("Published %(moment)s", f"{ATTACK} %(moment)s")
    text = "".join(word(message, ATTACK) for message in messages) + placed
    paper = site(FILES, **own(text))
    assert ATTACK in at(paper, PAGE, ".topics h2").text
    times = at(paper, PAGE, ".times")
    assert ATTACK in times.text and times.select_one("time") is not None
    for page in paper.files():
        if page.endswith(".html"):
            html = paper.html(page)
            for data in html.select('script[type="application/ld+json"]'):  # which nobody runs
                data.extract()
            assert not [tag for tag in html.find_all("script") if not tag.get("src")], page
            assert not [tag for tag in html.find_all(True) if "onmouseover" in tag.attrs], page


# Exactness


def pages_of(folder: Path) -> dict[str, bytes]:
    """Return the files of an output folder, without the list of them."""
    files = (file for file in folder.rglob("*") if file.is_file())
    found = {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
    return {path: data for path, data in found.items() if not path.startswith(".broadsheet")}


@pytest.mark.parametrize(
    ("message", "pages"),
    [
        ("Send the request", {"republishing/index.html"}),
        ("This page is not here", {"404.html"}),
        ("Licence", {"2024/06/first/republish/index.html"}),
        ("Home", {PAGE, "2024/06/second/index.html"}),
        ("Archive", None),  # in the footer of every page
        ("Nobody says this", set()),
    ],
)
def test_a_changed_word_changes_the_pages_that_say_it(
    site: MakeSite, own: Lay, tmp_path: Path, message: str, pages: set[str] | None
) -> None:
    """What comes of it is what a clean build makes."""
    settings = own("")
    assert site(FILES, **settings).stopped is None
    before = pages_of(tmp_path / "output")
    own(word(message, "XYZ"))
    assert site(FILES, **settings).stopped is None
    after = pages_of(tmp_path / "output")
    every = {path for path in before if path.endswith(".html")}
    assert {path for path in after if after[path] != before[path]} == (
        every if pages is None else pages
    )
    clean = {"OUTPUT_PATH": str(tmp_path / "clean"), "CACHE_PATH": str(tmp_path / "other")}
    assert site(FILES, **settings, **clean).stopped is None
    assert pages_of(tmp_path / "clean") == after
    own("")
    assert site(FILES, **settings).stopped is None
    assert pages_of(tmp_path / "output") == before


@pytest.mark.parametrize(
    ("message", "changed"),
    [
        ("Topics", "the words for Topics"),  # its template says it
        ("Home", "translation Home"),  # code says it
        ("Send the request", None),
        ("Draft", None),
        ("Nobody says this", None),
    ],
)
def test_a_page_is_made_anew_for_its_own_words_alone(
    site: MakeSite, own: Lay, message: str, changed: str | None
) -> None:
    """And `--explain` names the word."""
    settings = own("")
    site(FILES, **settings)
    own(word(message, "XYZ"))
    paper = site(FILES, BUILD_EXPLAIN=PAGE, **settings)
    assert paper.stopped is None
    if changed:
        assert paper.report[0] == f"{PAGE}: rebuilt"
        assert f"  changed: {changed}" in paper.report
    else:
        left = f"{PAGE}: left as it is: nothing that it is made of has changed"
        assert paper.report[-1] == left


# Faults


def test_a_broken_catalogue_stops_the_build_with_its_line(
    site: MakeSite, own: Lay, tmp_path: Path
) -> None:
    """Nothing is written, and no page fails while it is rendered."""
    settings = own(word("Home", "Start") + word("Published %(moment)s", "Am %(momnet)s"))
    paper = site(FILES, **settings)
    assert paper.faults == [
        f"{tmp_path}/words/en/LC_MESSAGES/own.po:4: “Published %(moment)s”: its translation has "
        "%(momnet)s, which nobody fills in (the placeholders here: %(moment)s)"
    ]
    assert paper.report == [
        "error: words/en/LC_MESSAGES/own.po:4: “Published %(moment)s”: its translation has "
        "%(momnet)s, which nobody fills in (the placeholders here: %(moment)s)"
    ]
    assert not paper.output.exists()


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (["{root}/none"], "LOCALE_PATHS: there is no folder {none} (correct it, make the folder, or take it out)"),
        (["none"], "LOCALE_PATHS: there is no folder {none} (correct it, make the folder, or take it out)"),
        ("words", "LOCALE_PATHS: no list of texts such as [\"extra\"] (correct it)"),
        ([7], "LOCALE_PATHS: something in it is no text (correct it)"),
    ],
)  # fmt: skip
def test_a_wrong_folder_of_words_is_a_fault(
    site: MakeSite, tmp_path: Path, value: Any, fault: str
) -> None:
    """A paper that is to speak its language never comes out in English instead."""
    none = seen_from_here(tmp_path / "none")
    if isinstance(value, list):
        value = [each.format(root=tmp_path) if isinstance(each, str) else each for each in value]
    assert site(FILES, LOCALE_PATHS=value).faults == [f"settings: {fault.replace('{none}', none)}"]


def test_no_build_prints_among_the_catalogues(site: MakeSite, own: Lay, tmp_path: Path) -> None:
    """They are somebody's work."""
    settings = own("")
    paper = site(FILES, **settings, OUTPUT_PATH=str(tmp_path / "words" / "output"))
    assert "the catalogues" in "".join(paper.faults)


@pytest.mark.parametrize(
    ("entry", "line", "advice"),
    [
        (word("Topcs", "Threads"), 4, "nothing here says “Topcs” (did you mean “Topics”?)"),
        (word("xyzzy", "?"), 4, "nothing here says “xyzzy” (take it out, or correct it)"),
        (
            'msgctxt "nobody"\n' + word("Topics", "Threads"),
            5,
            "“Topics” is said without a context (take msgctxt out)",
        ),
    ],
)
def test_a_message_that_nothing_says_is_advice(
    site: MakeSite, own: Lay, entry: str, line: int, advice: str
) -> None:
    """With the nearest one; what is translated besides counts all the same."""
    paper = site(FILES, **own(word("Home", "Front") + entry))
    assert paper.warnings == [f"words/en/LC_MESSAGES/own.po:{line}: {advice}"]
    assert at(paper, PAGE, ".breadcrumb a").text == "Front"
