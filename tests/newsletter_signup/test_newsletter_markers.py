"""The marker: a line `[newsletter]` or `[newsletter id]` puts the block where it stands."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from newsletter_desk import body_of, html_around, newsletter_slots, read

from broadsheet.newsletter_signup.marking import mark_newsletter
from broadsheet.reporting.faults import Gravity
from broadsheet.story.reading import read_page
from broadsheet.story.reading_settings import ReadingSettings


@pytest.mark.parametrize(
    ("marker", "named"),
    [
        ("[newsletter]", None),
        ("[newsletter weekly]", "weekly"),
        ("[Newsletter]", None),
        ("[NEWSLETTER Weekly]", "Weekly"),
        ("[ newsletter  tide_table ]", "tide_table"),
        ("   [newsletter]", None),
        ("[newsletter of the week]", "of the week"),
        ("**[newsletter]**", None),
    ],
)
def test_a_marker_names_its_place_and_perhaps_a_newsletter(marker: str, named: str | None) -> None:
    """One slot stands at the marker with the id as written; the marker is not printed."""
    story = read(f"One.\n\n{marker}\n\nTwo.")
    slots = newsletter_slots(story)
    assert list(slots) == ["marker"]
    assert slots["marker"].data.newsletter_id == named
    assert (slots["marker"].line, slots["marker"].data.reason) == (8, "at its marker in line 8")
    assert [side.strip() for side in html_around(story, "marker")] == ["<p>One.</p>", "<p>Two.</p>"]
    assert story.faults == []


@pytest.mark.parametrize("shape", ["", "p", "h", "pppppppppp", "fff"])
def test_a_marker_wins_over_every_rule(shape: str) -> None:
    """The writer may put the block beside anything, and into a story of any length."""
    story = read(f"{body_of(shape)}\n\n[newsletter]\n\n## A heading\n\nEnd.")
    assert list(newsletter_slots(story)) == ["marker"]
    assert story.faults == []


def test_a_second_marker_is_a_fault_on_its_line() -> None:
    """Only the first marker places the block; none of them is printed."""
    story = read("[newsletter]\n\nOne.\n\n[newsletter weekly]\n\nTwo.")
    assert list(map(str, story.faults)) == [
        "articles/2024/a-story.md:10: a second newsletter marker; the first is in line 6 (keep one)"
    ]
    assert story.faults[0].gravity is Gravity.WRONG
    assert list(newsletter_slots(story)) == ["marker"]
    assert "[" not in "".join(html_around(story, "marker"))


def test_a_story_without_newsletter_has_no_slot() -> None:
    """`newsletter: none`, in any case, takes the block away, however long the story."""
    for word in ("none", "None", "NONE"):
        story = read(body_of("pppppppppp"), front=f"newsletter: {word}\n")
        assert newsletter_slots(story) == {}
        assert story.faults == []


def test_a_marker_in_a_story_without_newsletter_is_pointed_out() -> None:
    """The front matter wins, the marker is not printed, and the writer is told."""
    story = read("One.\n\n[newsletter]\n", front="newsletter: none\n")
    assert list(map(str, story.faults)) == [
        "articles/2024/a-story.md:9: a newsletter marker in a story with `newsletter: none` "
        "(delete one of the two; no newsletter is shown)"
    ]
    assert story.faults[0].gravity is Gravity.ADVICE
    assert newsletter_slots(story) == {}
    assert "[" not in "".join(map(str, story.body.parts))


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("- One\n- [newsletter]\n", "<li>[newsletter]</li>"),
        ("> Said.\n>\n> [newsletter]\n", "<p>[newsletter]</p>\n</blockquote>"),
    ],
)
def test_a_marker_inside_a_list_or_a_quote_stays_text(body: str, printed: str) -> None:
    """It is left alone, and the writer is advised to move it."""
    story = read(body)
    assert printed in "".join(html_around(story, "none"))
    assert list(newsletter_slots(story)) == ["end"]
    assert [(fault.line, fault.what, fault.gravity) for fault in story.faults] == [
        (
            6 + body[: body.index("[")].count("\n"),
            "a newsletter marker inside another block is printed as text",
            Gravity.ADVICE,
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        "```\n[newsletter]\n```\n",
        "    [newsletter]\n",
        "`[newsletter]`\n",
        "<!--\n[newsletter]\n-->\n\nOne.\n",
        "a | b\n--|--\n[newsletter] | c\n",
        "Write [newsletter] on a line of its own.\n",
        "Write **[newsletter]** or `[newsletter]` on a line of its own.\n",
        "[newsletter](https://halyard.example/)\n",
        "[newsletters]\n",
    ],
)
def test_code_comments_and_running_text_hold_no_marker(body: str) -> None:
    """What shows or mentions the marker is untouched, and no fault."""
    story = read(body)
    plain = read(body, passes=())
    assert list(newsletter_slots(story)) == ["end"]
    assert "".join(html_around(story, "none")) == "".join(html_around(plain, "none"))
    assert story.faults == []


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("One.\n\nTwo.\n[newsletter]\nThree.\n", ["One.", "Two.", "Three."]),
        ("One.\n[newsletter weekly]\n", ["One."]),
        ("[newsletter]\n*One* and\ntwo.\n", ["One and two."]),
        (
            "One with *stress*\n[newsletter]\n[a link](/x/) behind.\n",
            ["One with stress", "a link behind."],
        ),
    ],
)
def test_a_marker_needs_no_empty_lines_around_it(body: str, texts: list[str]) -> None:
    """Markdown joins such a line to its neighbours; the paragraph is parted there."""
    story = read(body)
    assert story.faults == []
    assert list(newsletter_slots(story)) == ["marker"]
    soup = BeautifulSoup("".join(html_around(story, "marker")), "lxml")
    assert [" ".join(p.get_text().split()) for p in soup.find_all("p")] == texts


def test_a_marker_inside_emphasis_is_a_fault() -> None:
    """Its line is not its own: readers would see it."""
    story = read("One.\n\n*Two.\n[newsletter]*\nThree.\n")
    assert list(map(str, story.faults)) == [
        "articles/2024/a-story.md:9: a newsletter marker inside a paragraph "
        "(leave an empty line before and after it)"
    ]


def test_lines_are_told_rightly_among_markers_that_are_none() -> None:
    """Markers in code, comments and lists do not shift the lines of those that count."""
    body = "```\n[newsletter]\n```\n\n- [newsletter]\n\n<!-- x\n[newsletter]\n-->\n\n"
    body += "Write `[newsletter]`, *[newsletter]*.\n\n<!-- [newsletter] -->\n\n[newsletter]\n"
    story = read(body)
    assert [fault.line for fault in story.faults] == [10]
    assert newsletter_slots(story)["marker"].line == 20


def test_a_page_that_is_no_story_gets_no_block() -> None:
    """Static pages have neither slots nor markers."""
    reading = ReadingSettings(passes=(mark_newsletter,))
    page = read_page("pages/x.md", b"---\ntitle: X\n---\n[newsletter]\n", reading)
    assert page.item is not None and page.faults == []
    assert page.body.parts == ("<p>[newsletter]</p>",)
