"""What writers note for one another in comments reaches no reader, wherever it stands."""

from __future__ import annotations

import re
import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from story_desk import READING, body_of, good, html, read

from broadsheet.story.comments import clean_body, clean_value
from broadsheet.story.keeping import Keeper
from broadsheet.story.reading import read_author, read_page

HIDDEN = "Zzsecretzz"
NOTE = f"<!-- {HIDDEN} -->"
LONG = f"<!-- {HIDDEN}\n\n    {HIDDEN}: do not name\n\n- {HIDDEN}\n-->"
NOT_CLOSED = "a comment is not closed (close it with -->)"
NESTED = "a comment within a comment (close the first one, or take the inner one out)"
LIKE_CODE = (
    "a comment that is indented like code, and would be shown"
    " (begin it at the start of the line; to show it, put it between lines of ```)"
)
APOSTROPHES = (
    "a comment between two backticks, one of them within a word"
    " (write apostrophes as ', or leave a space on the outer sides of code)"
)
EMPTY_ITEM = (
    "an item of a list that begins with nothing but a comment"
    " (begin it with its words, and put the comment behind them)"
)
NO_COMMENT = "`<!` that begins no comment (write `<!-- … -->`, or `\\<!` to show it)"


def kept(body: str, **front: str) -> tuple[str, list[str]]:
    """Return all that is kept of a story, of which every page and feed is made, and its faults."""
    found, faults = read(body, **front)
    item = Keeper.pack(found.item) if found.item else b""
    return (item + Keeper.pack(found.body)).decode("utf-8", "replace"), faults


INSTRUCTION = (
    "`<? … ?>` is for programs, and is not shown (take it out, or write `\\<?` to show it)"
)


class TestBodies:
    @pytest.mark.parametrize("note", [NOTE, LONG, "<!---->", f"<? {HIDDEN}\n\n?>"])
    @pytest.mark.parametrize(
        ("body", "as_if"),
        [
            ("One. {} Two.", "One. Two."),
            ("One{}two.", "Onetwo."),
            ("One {}.", "One."),
            ("One (two {}), three", "One (two), three"),
            ("One {}![two](two.jpg)", "One ![two](two.jpg)"),
            ("One  {}\ntwo", "One\ntwo"),
            ("One {}  \ntwo", "One  \ntwo"),
            ("{}    One.", "One."),
            ("One.\n\n{}\n\nTwo.", "One.\n\nTwo."),
            ("One.\n{}\nTwo.", "One.\n\nTwo."),
            ("One\n{} two", "One\ntwo"),
            ("**One {}** *{} two* _{}three_", "**One** *two* _three_"),
            ("[One {}](https://x.org/)", "[One](https://x.org/)"),
            ('"One {}" two {}"three"', '"One" two "three"'),
            ("- One {}\n- Two", "- One\n- Two"),
            ("- One\n{}\n{}\n- Two", "- One\n- Two"),
            ("- One\n- {}\n- Two", "- One\n- Two"),
            ("1. One\n1. {}\n1. Two", "1. One\n1. Two"),
            ("- One\n    - Two {}\n    {}\n    - Three", "- One\n    - Two\n    - Three"),
            ("- One\n\n    {} two\n", "- One\n\n    two\n"),
            ("> One {}\n> two", "> One\n> two"),
            ("> One\n> {}\n> two", "> One\n>\n> two"),
            ("## One {}", "## One"),
            ("One\n\n## {}\n\nTwo", "One\n\nTwo"),
            ("Text\n- {}", "Text"),
            ("One\n{}", "One"),
            ("[a]\n\n[a]: https://x.org {}", "[a]\n\n[a]: https://x.org"),
            ("`One` {}", "`One`"),
            ("[^1]: One.\n\n    {}\n\n    Two.\n\nx[^1]", "[^1]: One.\n\n    Two.\n\nx[^1]"),
        ],
    )
    def test_the_text_is_what_it_would_be_without_the_comment(
        self, body: str, note: str, as_if: str
    ) -> None:
        """Paragraphs, lists, headings, emphasis and links stand as if nobody had noted anything."""
        (with_notes, faults), (without, more) = read(body.replace("{}", note)), read(as_if)
        faults = [
            fault for fault in faults if not note.startswith("<?") or INSTRUCTION not in fault
        ]
        assert (html(with_notes.body), faults) == (html(without.body), more)

    @pytest.mark.parametrize("note", [NOTE, LONG])
    def test_rows_and_notes_hold_comments(self, note: str) -> None:
        """In a cell, between rows, in a footnote, in a definition."""
        body = (
            f"| a {NOTE} | b |\n|--|--|\n| 1 {NOTE} | 2 |\n{note}\n| 3 | 4 |\n\nOne.[^1]\n\n"
            f"[^1]: Note {note} more\n\n    below {note}\n\nTerm\n:   Meaning {note}\n"
        )
        page = BeautifulSoup(html(body_of(body)), "lxml")
        assert HIDDEN not in page.get_text()
        assert [row.get_text(" ", strip=True) for row in page.find_all("tr")] == [
            "a b",
            "1 2",
            "3 4",
        ]
        assert "Note more" in page.get_text() and page.find("dd").get_text() == "Meaning"

    @pytest.mark.parametrize("note", [NOTE, LONG])
    @pytest.mark.parametrize(
        "body",
        [
            '![alt {}](/images/a.jpg "caption {} (AFP {})")',
            '<img src="/images/a.jpg" alt="a {} c" title="{}">',
            '![alt](/images/a.jpg){{title="x {}" credit="{}"}}',
            "[text](https://x.org/{})",
            '<div class="{}">x</div>',
            "<div>\n{}\n<p>x</p>\n</div>",
            '<div markdown="1">\nx {} y\n\n- z {}\n</div>',
            '[a]\n\n[a]: https://x.org "{}"',
            "*[One]: {}\n\nOne",
            "{}![b](/images/b.jpg){}",
        ],
    )
    def test_it_is_in_no_attribute_and_in_no_html(self, body: str, note: str) -> None:
        """Alt texts, captions, titles, addresses, boxes."""
        text, faults = kept(body.replace("{}", note))
        assert HIDDEN not in text and "<!--" not in text
        assert not any("comment" in fault for fault in faults)

    @pytest.mark.parametrize(
        "hidden",
        ["![x](/images/hidden.jpg)", "[x](nowhere.md)", "[newsletter]", "<script>", "# H", "`"],
    )
    def test_nothing_in_a_comment_does_anything(self, hidden: str) -> None:
        """No picture is wanted, no link checked, no tag reported, no place taken."""
        body = f"One.\n\n<!--\n{hidden}\n\n{hidden}\n-->\n\nTwo."
        assert body_of(body) == body_of("One.\n\nTwo.")

    @pytest.mark.parametrize(
        "body",
        [
            f"One.\n\nTwo {LONG} three.\n\n[x](y:z)",
            f"One.\n\n{LONG}\n\n[x](y:z)",
            f"- One\n{LONG}\n{LONG}\n- Two\n\n[x](y:z)",
            f"{LONG} [x](y:z)",
            f"[x](y:z) {LONG} two",
            f"- {LONG}\n\n```\n<!--\n```\n\n{NOTE} [x](y:z)",
        ],
    )
    def test_faults_name_the_lines_of_the_file(self, body: str) -> None:
        """Though the comments before them are gone, with the line ends in them."""
        line = 5 + body[: body.index("[x]")].count("\n")
        mend = "(link to a page or an address, or have its kind added to LINK_SCHEMES)"
        assert read(body)[1] == [f"{line}: a link of the kind `y:` {mend}"]


class TestCode:
    @pytest.mark.parametrize(
        "body",
        [
            "`{}`",
            "A `` ` {} ` `` b",
            "```\n{}\n\n{}\n```",
            "~~~ html\n{}\n~~~",
            "    x {}\n\n    {}",
            "One.\n\n    x {}",
            "## Head\n\n    x {}\n    {}",
            "> One.\n>\n>     x {}",
            "- One.\n\n        x {}",
            "[^1]: One.\n\n        x {}\n\nText[^1]",
            "- `{}`",
            "`a\n{}\nb`",
            "**`{}`** {note} and `{}`",
            "{note}\n\n    x {}",
        ],
    )
    def test_a_comment_in_code_is_shown(self, body: str) -> None:
        """Whoever explains HTML can show it."""
        shown = "<!-- shown -->"
        text = html(body_of(body.replace("{}", shown).replace("{note}", NOTE)))
        page = BeautifulSoup(text, "lxml")
        found = [code.get_text() for code in page.find_all("code")]
        assert "".join(found).count(shown) == body.count("{}")
        assert HIDDEN not in text and not _strangers(text)

    def test_the_two_ends_of_a_comment_can_be_explained(self) -> None:
        """Each in code of its own."""
        text = html(body_of("A comment begins with `<!--` and ends with `-->`."))
        assert "<code>&lt;!--</code>" in text and "<code>--&gt;</code>" in text

    def test_behind_a_backslash_it_is_text(self) -> None:
        """As anything else in Markdown."""
        assert "a &lt;!" in html(body_of(r"a \<!-- b"))
        assert good(title=r"'a \<!-- b'").title == "a <!-- b"
        text = html(body_of(rf"a \\{NOTE} b"))
        assert HIDDEN not in text

    def test_a_heading_keeps_its_place(self) -> None:
        """What stands for a mark in code leaves no trace in the addresses of headings."""
        assert 'id="the-mark"' in html(body_of("## The `<!--` mark"))


class TestFaults:
    @pytest.mark.parametrize(
        ("body", "fault"),
        [
            (f"One.\n\n<!-- {HIDDEN}\n\nTwo.", f"7: {NOT_CLOSED}"),
            (f"One <!-- {HIDDEN} -- > two", f"5: {NOT_CLOSED}"),
            (f"One <!-- {HIDDEN} --!> two", f"5: {NOT_CLOSED}"),
            ("One <!--> two", f"5: {NOT_CLOSED}"),
            ("One <!---> two", f"5: {NOT_CLOSED}"),
            (f"One\n<!-- a {NOTE} {HIDDEN} -->", f"6: {NESTED}"),
            (f"<!-- {HIDDEN} --!> two {NOTE}", f"5: {NESTED}"),
            (f"One <!— {HIDDEN} —> two", f"5: {NO_COMMENT}"),
            (f"One <!- {HIDDEN} ->\n\ntwo", f"5: {NO_COMMENT}"),
            (f"One <!note {HIDDEN}\n\n> two", f"5: {NO_COMMENT}"),
            (
                f"One.\n\n<? {HIDDEN}",
                "7: `<?` is not closed (close it with ?>, or write `\\<?` to show it)",
            ),
            (
                f"One `a <!-- b` {HIDDEN} -->",
                "5: a comment that begins in code and ends outside it"
                " (mind the backticks around it, or take it out)",
            ),
            (
                f"<div>\n\n    {NOTE}\n\n</div>",
                f"7: {LIKE_CODE}",
            ),
            (f"One.\n\n    {NOTE}", f"7: {LIKE_CODE}"),
            (f"1. {NOTE}\n\n    One {NOTE}", f"5: {EMPTY_ITEM}"),
            (f"Term\n:   {NOTE}\n\n    One {NOTE}", f"6: {EMPTY_ITEM}"),
            (f"- One.\n\n        {NOTE}", f"7: {LIKE_CODE}"),
            (f"Don`t {NOTE} won`t", f"5: {APOSTROPHES}"),
            (f"The `90s {NOTE} and `80s", f"5: {APOSTROPHES}"),
            (f"中文`{NOTE}`中文", f"5: {APOSTROPHES}"),
            (f"One <!it {HIDDEN} and 3 > two", f"5: {NO_COMMENT}"),
            (
                f'<span title="`">a</span> {NOTE} <span title="`">b</span>',
                "5: a comment in a tag (mend the quotation marks of the tag)",
            ),
            (
                "One <![CDATA[x]]>",
                "5: `<![CDATA[` in the body: readers do not see what stands in it"
                " (take it out, or show it as `code`)",
            ),
        ],
    )
    def test_what_could_be_shown_is_an_error_where_it_begins(self, body: str, fault: str) -> None:
        """A build says so and prints nothing, rather than show or lose a word."""
        assert read(body)[1] == [fault]

    def test_comments_cannot_be_put_together_of_others(self) -> None:
        """What stands around a comment makes no new one."""
        _, faults = kept(f"One <!<!-- a -->-- {HIDDEN} -->")
        assert faults

    @pytest.mark.parametrize(
        ("body", "line", "fault"),
        [
            ("One <?php echo $words ?> two", 5, INSTRUCTION),
            ("One\n\n| a |\n|--|\n| <?words?> |", 9, INSTRUCTION),
            ("One <!DOCTYPE of ships> two", 5, NO_COMMENT),
            ("One\n\n<!ELEMENT of surprise>", 7, NO_COMMENT),
        ],
    )
    def test_words_for_other_programs_are_told(self, body: str, line: int, fault: str) -> None:
        """No reader sees them, and the writer may have meant them."""
        assert read(body)[1] == [f"{line}: {fault}"]

    @pytest.mark.parametrize("declaration", ["<!DOCTYPE html>", "<![if !vml]>", "<![endif]>"])
    def test_declarations_are_dropped(self, declaration: str) -> None:
        """Word processors leave them in what is pasted."""
        assert html(body_of(f"One {declaration} two")).replace("&nbsp;", " ") == "<p>One two</p>"


FIELDS = ["title", "summary", "kicker", "dateline", "category"]
GROUPS = {
    "image.caption": "image: {src: a.png, alt: a, caption: 'x {}'}",
    "image.alt": "image: {src: a.png, alt: 'x {}'}",
    "image.credit": "image: {src: a.png, alt: a, credit: 'x {}'}",
    "corrections.text": "corrections: [{date: 2024-06-12, text: 'x {}'}]",
    "authors": "authors: ['x {}']",
    "tags": "tags: ['x {}']",
    **{key: f"{key}: 'x {{}}'" for key in FIELDS},
}


class TestFrontMatter:
    @pytest.mark.parametrize("written", GROUPS.values(), ids=GROUPS)
    def test_no_key_of_a_story_holds_a_comment(self, written: str) -> None:
        """The headline, its address, the standfirst, captions, corrections and names."""
        key, _, value = written.replace("{}", NOTE).partition(": ")
        text, faults = kept("Text.", **{key: value})
        assert (HIDDEN in text, faults) == (False, [])

    @pytest.mark.parametrize("written", GROUPS.values(), ids=GROUPS)
    def test_a_comment_that_is_not_closed_is_an_error_there_too(self, written: str) -> None:
        """At the line on which it begins."""
        key, _, value = written.replace("{}", f"<!-- {HIDDEN}").partition(": ")
        line = {"title": 2}.get(key, 4)
        assert read("Text.", **{key: value})[1] == [f"{line}: {NOT_CLOSED}"]

    def test_the_line_is_that_of_the_comment_within_a_long_value(self) -> None:
        """Though a folded value has lost its line ends, and letters have more than one byte."""
        value = "\n  ä 'ö' <!-- a -->\n  b\n  é <!-- c"
        for style in ("", "|", ">"):
            assert read(title="Ärger", summary=f"{style}{value}")[1] == [f"7: {NOT_CLOSED}"]

    def test_a_value_that_is_only_a_comment_is_none(self) -> None:
        """An alt text to be written later is missing, and not that of a decorative picture."""
        lead = good(image=f"{{src: a.png, alt: '{NOTE}', caption: {NOTE}}}").lead
        assert lead is not None and (lead.alt, lead.caption) == (None, ())
        assert good(summary=NOTE).summary is None

    def test_a_comment_in_code_is_shown_in_captions_and_corrections(self) -> None:
        """Inline Markdown is that of bodies."""
        body = body_of(corrections="[{date: 2024-06-12, text: 'x `<!-- y -->`'}]")
        assert body.corrections[0] == ("x <code>&lt;!-- y --&gt;</code>",)

    def test_authors_and_pages_hold_none_either(self) -> None:
        """Their front matter and their texts are read alike."""
        author = f"---\nname: Jane {NOTE}\nrole: x {NOTE}\n---\nBio {LONG}\n"
        page = f"---\ntitle: About {NOTE}\nsummary: x {NOTE}\n---\nText {LONG}\n"
        for found in (
            read_author("authors/a.md", author.encode(), READING),
            read_page("pages/a.md", page.encode(), READING),
        ):
            assert found.faults == [] and HIDDEN not in repr(found)


def _strangers(text: str) -> list[str]:
    """Return the letters that nobody has typed."""
    return re.findall("[\U00040000-\U000dffff]", text)


WORDS = ["one", "*two*", "**three", "_", "[four](https://x.org)", "five|six", "`seven`", "`", "``"]
LINES = [
    "\n",
    "\n\n",
    "\n- ",
    "\n1. ",
    "\n    - ",
    "\n> ",
    "\n## ",
    "\n| a | b |\n|--|--|\n| ",
    "\n\n[^1]: ",
]
LINES += [
    "\n:   ",
    "\n<div>\n",
    "\n</div>\n",
    "\n\n```\ncode\n```\n",
    "\n\n    code <!-- x -->\n\n",
]
LINES += [
    "  \n",
    "\n***\n",
    '![alt](/images/a.jpg "cap',
    '")',
    "\\\\",
    "<b>",
    "&lt;!--",
    "--",
    ">",
    "<",
]
NOTES = [
    NOTE,
    LONG,
    f"<!--{HIDDEN}-->",
    f"<!-- {HIDDEN}",
    f"<!-- ` {HIDDEN} -->",
    f"<? {HIDDEN} ?>",
]


@given(st.lists(st.sampled_from([*WORDS, *LINES, *NOTES, " "]), max_size=14))
def test_no_word_of_a_comment_is_kept_wherever_it_stands(pieces: list[str]) -> None:
    """Unless it is in code, for all to see, or a fault stops the build."""
    text, faults = kept("".join(pieces))
    if any("comment" in fault or "`<" in fault for fault in faults):
        return
    shown = re.sub(r"<code>.*?</code>", "", text, flags=re.DOTALL)
    assert HIDDEN not in shown and not _strangers(text)


@given(st.text("<!->?\\` \n\t>#|a", max_size=40))
def test_no_marks_whatever_leave_a_comment_in_a_text(marks: str) -> None:
    """However they are mixed, comments go or faults say why; and words outside stay."""
    _, faults = kept(f"begin {marks}")
    found = clean_body(f"begin {marks} end")
    assert found.flaws or faults or "begin" in found.text
    value = clean_value(marks)
    assert value.flaws or "<" not in marks or clean_value(marks + NOTE) is not None


@given(
    st.lists(st.sampled_from(["a", "\n", "\n\n", "- b", LONG, NOTE, "```\n", "<!--\n-->", "    "]))
)
def test_lines_are_counted_as_in_the_file(pieces: list[str]) -> None:
    """What is lost with comments and what is left have all the line ends of the text."""
    written = "".join(pieces)
    found = clean_body(written)
    if not found.flaws:
        assert found.text.count("\n") + len(found.lost) == written.count("\n")
        assert all(0 <= place <= len(found.text) for place in found.lost)
        assert list(found.lost) == sorted(found.lost)


@pytest.mark.parametrize(
    "piece",
    ["<!-- a -->", "`<!-- a -->` ", "<!--", "<!", "``` a\n<!-- b -->\n", "` `` <!-- a -->", "> ",
     " ", "\\<!", "~~~\n<!--x-->", "<!-- a -->\n", "- <!-- a -->\n", "|<!-- a -->\n", "<?"],
)  # fmt: skip
def test_hostile_texts_take_no_longer_than_others(piece: str) -> None:
    """The time grows as the text does."""
    text = f"<!-- a -->{piece * (200_000 // len(piece))}<!-- b -->"
    began = time.process_time()
    clean_body(text)
    assert time.process_time() - began < 5
