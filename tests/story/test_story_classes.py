"""Classes in a text: a documented few, the paper's own, and none that the theme could take for its."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story_desk import READING, body_of, html, read

from broadsheet.reporting.faults import Gravity
from broadsheet.story.classes import DOCUMENTED, OWN
from broadsheet.story.reading_settings import ReadingSettings
from tests.support.halyard import ROOT
from tests.support.small_paper import MakeSite, story

MEND = "(write `own-row` and have the paper's CSS say how it looks, or take it out)"


def classes(text: str) -> set[str]:
    """Return the classes of a body, whatever is wrong with it."""
    found = re.findall(r'class="([^"]*)"', html(read(text)[0].body))
    return {name for names in found for name in names.split()}


@pytest.mark.parametrize(
    "text",
    [
        "> Words.\n> {: .pull }",
        "Words.\n{: .own-box }",
        "Words.\n{: .own-box .own-b_2 #place }",
        "## Words {.own-wide}",
        "*Words*{: .own-tint}",
        '<div class="own-box">Words</div>',
        "Words.[^1]\n\n[^1]: A note.",
        "```python\nx = 1\n```",
        "| a | b |\n|:--|--:|\n| 1 | 2 |",
        "*Words*{: .x{ .row }",
        'Words `{: .row }` and `<p class="lead">`.',
        "    {: .row }\n",
        "Words (see .row) and {braces}.",
    ],
)
def test_what_may_stand_in_a_text(text: str) -> None:
    """What the guide names, the paper's own, what Markdown makes itself, and what is only shown."""
    body_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Words.\n{: .row }",
        "Words.\n{: .own-box .row }",
        "Words.\n{: .row}",
        "## Words {.row}",
        "*Words*{.row}",
        "*Words*{: class=row }",
        '*Words*{: class="own-a row" }',
        '*Words*{: x="1".row }',
        "- Words\n{: .row }",
        '<div class="row">Words</div>',
        "<div class=row>Words</div>",
        "<DIV CLASS='\nrow'>Words</DIV>",
        '<div class="&#114;ow">Words</div>',
        '<div class="own-a\nrow">Words</div>',
        "*Words*{: .ro\\w }",
        "```{.python .row}\nx = 1\n```",
        "Words.[^1]\n{: .row }\n\n[^1]: A note.",
    ],
)
def test_a_class_of_the_themes_is_a_fault_and_never_printed(text: str) -> None:
    """However it is written: a paragraph would become a grid."""
    found, faults = read(text)
    if r"\w" in text:  # what Markdown does with that is its own affair
        assert "row" not in classes(text)
        return
    told = [fault for fault in faults if "“row”" in fault]
    assert len(told) == 1 and told[0].endswith(f": the class “row” is not for texts {MEND}")
    assert "row" not in classes(text)
    assert all(fault.gravity is Gravity.CARE for fault in found.faults)


def test_the_line_is_that_of_the_class() -> None:
    """Each class is told once, where it is first written."""
    text = "Words.\n\nMore.\n{: .row }\n\n<p class='lead'>x</p>\n\nMore.\n{: .row }"
    _, faults = read(text)
    assert [fault.partition(" ")[0] for fault in faults] == ["8:", "10:"]


def test_a_class_that_is_nearly_one_of_the_guides_is_told_with_it() -> None:
    """A slip would be printed as a class that nobody knows."""
    _, faults = read("> Words.\n> {: .pul }")
    assert faults == [
        "6: the class “pul” is not for texts"
        " (did you mean `pull`? one of the paper's own begins with `own-`)"
    ]


def test_a_bare_beginning_is_no_class_of_the_papers_own() -> None:
    """It says nothing."""
    assert len(read("Words.\n{: .own- }")[1]) == 1


def test_what_an_extension_makes_stays() -> None:
    """Here the classes of code in colours, and a table of contents."""
    more = {"extensions": ["extra", "codehilite", "toc"], "extension_configs": {}}
    text = "[TOC]\n\n## Words\n\n    :::python\n    x = 1\n"
    reading = ReadingSettings(markdown=more, typography=READING.typography)
    found, faults = read(text, reading)
    assert faults == []
    assert 'class="codehilite"' in html(found.body) and 'class="toc"' in html(found.body)


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9_:.-]{0,12}", fullmatch=True))
def test_no_class_gets_through_but_by_the_rule(name: str) -> None:
    """Whatever it is called; and nothing of it is lost."""
    printed = classes(f'<p class="{name}">Words</p>')
    is_fit = name in DOCUMENTED or (name.startswith(OWN) and name != OWN)
    assert printed == {name if is_fit else OWN + name}


def test_many_classes_cost_no_more_than_their_number() -> None:
    """A hostile text keeps no build waiting."""
    begun = time.process_time()
    text = "".join(f'<p class="a{number}">x</p>\n' for number in range(20_000))
    found, _ = read(text + "class=" * 50_000 + "{: ." * 50_000)
    assert len(found.faults) >= 20_000
    assert time.process_time() - begun < 30


def test_the_theme_has_no_class_of_the_papers_own() -> None:
    """What begins with `own-` is free for good; what the guide names, the theme knows."""
    sheets = "".join(file.read_text("utf-8") for file in (ROOT / "theme/static/css").glob("*.css"))
    assert f".{OWN}" not in sheets and ".pull" in sheets
    guide = (ROOT / "docs/writers.md").read_text("utf-8")
    assert all(f"`{name}`" in guide for name in DOCUMENTED)


def test_in_an_old_story_and_in_a_draft_it_is_a_warning(site: MakeSite) -> None:
    """An archive is taken over as it is, and its classes are printed as the paper's own."""
    text = story("Words.\n{: .lead }", slug="s")
    (fault,) = site({"articles/s.md": text}).faults
    assert fault.startswith("articles/s.md:9: the class “lead” is not for texts (write `own-lead`")
    for changes in ({"STRICT_SINCE": "2100-01-01"}, {"DRAFTS": True}):
        files = {"articles/s.md": story("Words.\n{: .lead }", slug="s", status="draft")}
        paper = site(files if "DRAFTS" in changes else {"articles/s.md": text}, **changes)
        assert paper.stopped is None and len(paper.warnings) == 1
        (paragraph,) = paper.html("2024/06/s/index.html").select(".prose > p")
        assert paragraph["class"] == ["own-lead"]


def test_a_look_of_a_picture_is_the_themes_affair(site: MakeSite) -> None:
    """`decorative` and a class of the paper's own are heeded or kept, and never printed."""
    body = '![](../images/p.svg){.decorative .own-left credit="Jane"}'
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    files = {"articles/s.md": story(body, slug="s"), "images/p.svg": svg}
    paper = site(files)
    assert (paper.faults, paper.warnings) == ([], [])
    page = paper.html("2024/06/s/index.html")
    assert page.select(".prose figure img") and not page.select(".own-left, .decorative")
