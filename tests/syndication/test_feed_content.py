"""Feeds: the full story, right in a program that knows nothing of the site."""

from __future__ import annotations

from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from feed_reader import SVG, breaches, entry, feed
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.small_paper import MakeSite, story, without_mark

URL = "https://halyard.example/paper"

BODY = """\
A note[^1], [a heading](#below), [a page](/about/), [a story]({filename}other.md#x).

![A tug](/images/tug.svg "The tug, [here](/contact/) (AFP)")

[![A tug](/images/tug.svg)](/archive/)

A small ![tug](/images/tug.svg) in a line, [a topic]({tag}Ports), [mail](mailto:a@example.org).

## Below

More words.

[^1]: The note, with [a link](/privacy/).
"""
FILES = {
    "articles/s.md": story(BODY, image="{src: /images/tug.svg, alt: A}", tags="[Ports]"),
    "articles/other.md": story("## X\n\nText.", slug="other", date="2020-01-01"),
    "images/tug.svg": SVG,
    "images/tug.svg.yaml": "credit: Ann Lee",
}


def links(content: BeautifulSoup) -> list[str]:
    """Return all addresses in the content of an entry."""
    names = ("href", "src", "poster")
    return [str(tag[name]) for name in names for tag in content.find_all(attrs={name: True})]


def test_all_addresses_are_full(site: MakeSite) -> None:
    """Footnotes, headings, stories, pages, captions and pictures; each below SITEURL."""
    paper = site(FILES, SITEURL=URL, FEED_LENGTH=1)
    found = [without_mark(link) for link in links(entry(paper).content)]
    here = f"{URL}/2024/06/harbour-reopens/"
    for link in (
        f"{here}#fn:1",
        f"{here}#fnref:1",
        f"{here}#below",
        f"{URL}/about/",
        f"{URL}/contact/",
        f"{URL}/privacy/",
        f"{URL}/archive/",
        f"{URL}/2020/01/other/#x",
        f"{URL}/topics/ports/",
        f"{URL}/images/tug.svg",
        "mailto:a@example.org",
    ):
        assert link in found
    assert [link for link in found if not urlsplit(link).scheme] == []
    own = [link for link in found if "halyard.example" in link]
    assert [link for link in own if not link.startswith(f"{URL}/")] == []


def test_the_whole_story_is_there_with_every_credit(site: MakeSite) -> None:
    """Lead picture first, then the body to its last note."""
    content = entry(site(FILES, FEED_LENGTH=1)).content
    captions = [each.get_text() for each in content.find_all("figcaption")]
    assert captions == ["(Ann Lee)", "The tug, here (AFP)", "(Ann Lee)"]
    text = content.get_text()
    assert "More\xa0words." in text or "More words." in text
    assert text.index("A note") < text.index("Below") < text.index("The note")


def test_a_table_stands_there_without_the_box_in_which_it_scrolls(site: MakeSite) -> None:
    """A program that shows feeds has its own way, and the box would be an idle stop for keys."""
    paper = site({"articles/a.md": story("| Ship | Tons |\n|:--|--:|\n| Tug | 90 |")})
    for name in ("all.atom.xml", "all.json"):
        feed = (paper.output / "feeds" / name).read_text("utf-8")
        assert "Tug" in feed and "tabindex" not in feed and "region" not in feed


def test_a_newsletter_is_one_line_and_never_a_form(site: MakeSite) -> None:
    """A link to the page where one can sign up; no field, no button, nothing hidden."""
    body = "\n\n".join(["A plain paragraph of words."] * 3 + ["[newsletter]"] + ["More."] * 3)
    paper = site({"articles/s.md": story(body)}, SITEURL=URL)
    content = entry(paper).content
    assert content.select("form, input, button, label, aside, script") == []
    lines = [link for link in content.find_all("a") if "/newsletters/" in str(link["href"])]
    (line,) = lines
    assert str(line["href"]).startswith(f"{URL}/newsletters/")
    assert line.parent is not None and line.parent.get_text() == line.get_text()
    assert "The Morning Line" in line.get_text()


def test_what_looks_like_markup_is_text(site: MakeSite) -> None:
    """In headlines, standfirsts, names and topics: shown as written, run by nobody."""
    written = "Profit < loss & <b>more</b> ]]> &amp;lt; “so”"
    odd = written.replace("&amp;", "&")
    paper = site(
        {
            "articles/s.md": story(
                "A < b & c, `<script>`.",
                title=f"'{written}'",
                summary=f"'{written}'",
                slug="s",
                tags=f"['{written}']",
                authors=f"['{written}']",
                image=f"{{src: /images/tug.svg, alt: '{written}', credit: '{written}'}}",
            ),
            "images/tug.svg": SVG,
        }
    )
    one = entry(paper)
    assert breaches(feed(paper)) == []
    assert one.text("a:title") == odd
    assert one.texts("a:title/@type") in ([], ["text"])
    assert one.text("a:author/a:name") == odd
    assert one.texts("a:category/@term") == ["World", odd]
    assert one.text("m:content/m:credit") == one.text("m:content/m:description") == odd
    assert one.text("a:summary/@type") == "html"
    summary = BeautifulSoup(one.text("a:summary"), "lxml")
    assert summary.b is None and "<b>more</b> ]]> &lt;" in summary.get_text()
    assert one.content.script is None and one.content.b is None
    assert "<script>" in one.content.get_text() and odd in one.content.get_text()


WORDS = st.text(
    st.characters(exclude_categories=["C"], exclude_characters="\u2028\u2029'\\"), max_size=20
)


@settings(max_examples=6)
@given(WORDS)
def test_any_headline_and_any_text_arrive_as_they_were_written(site: MakeSite, odd: str) -> None:
    """Whatever signs stand in it, the feed is well-formed and the headline is the headline."""
    title = " ".join(f"A {odd} z".split())
    code = "".join(f"&#{ord(sign)};" for sign in odd)
    paper = site({"articles/s.md": story(f"<code>a{code}z</code>", title=f"'{title}'", slug="s")})
    assert entry(paper).text("a:title") == title
    assert breaches(feed(paper)) == []
    shown = entry(paper).content.code
    assert shown is not None and shown.get_text() == f"a{odd}z"


MARKS = """\
~~Tuesday~~ the ==third==, https://example.org/log and desk@example.org.

- [ ] call
- [x] ask

<details><summary>How</summary>

**So**

</details>
"""


def test_struck_words_marks_and_tasks_go_out_whole(site: MakeSite) -> None:
    """A program without the site's style sheet shows what is struck, and what is done."""
    files = {"articles/s.md": story(MARKS, rights="open", category="World")}
    paper = site(files)
    assert paper.faults == []
    copied = paper.html("2024/06/harbour-reopens/republish/index.html").select_one("textarea")
    handed_on = entry(paper).content, BeautifulSoup(copied.text if copied else "", "lxml")
    for content in handed_on:
        assert [tag.text for tag in content.find_all(["del", "mark"])] == ["Tuesday", "third"]
        boxes = content.select("li [aria-label]")
        assert [str(tag["aria-label"]) for tag in boxes] == ["To do", "Done"]
        assert [tag.text[0] for tag in boxes] == ["☐", "☑"]
        assert content.select_one("details > p > strong") is not None
        assert content.find_all(["input", "script"]) == []
        assert {"https://example.org/log", "mailto:desk@example.org"} <= set(links(content))
