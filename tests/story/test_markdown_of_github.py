"""What people who know Markdown from GitHub write, read as there or told with its line."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story_desk import READING, body_of, html, read

from broadsheet.story.bare_addresses import without_end


def printed(body: str) -> str:
    """Return the HTML of a body on one line, without what only lays it out."""
    return re.sub(r"\s*\n\s*| class=\"spelled-out\"", "", html(body_of(body)))


def told(body: str) -> str:
    """Return the one fault of a body."""
    (fault,) = read(body)[1]
    return fault


class TestWithinALine:
    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("It is ~~shut~~ open", "It is <del>shut</del> open"),
            ("~~a *b* **c**~~ **~~d~~**", "<del>a <em>b</em> <strong>c</strong></del> "
             "<strong><del>d</del></strong>"),
            ("It is ==new== here", "It is <mark>new</mark> here"),
            ("==a `b`== *==c==*", "<mark>a <code>b</code></mark> <em><mark>c</mark></em>"),
            ("漢字==東京==です", "漢字<mark>東京</mark>です"),
            (r"one\
two", "one<br/>two"),
            (r"\~~a~~ \==b== \:c: https\://d.example e\@f.example", "~~a~~ ==b== :c: "
             "https://d.example e@f.example"),
        ],
    )  # fmt: skip
    def test_struck_and_marked_words_breaks_and_escapes(self, typed: str, shown: str) -> None:
        """They work within each other, within emphasis, and in scripts without spaces."""
        assert printed(typed) == f"<p>{shown}</p>"

    @pytest.mark.parametrize(
        "typed",
        ["a == b and c == d", "x==1 and y==2", "10~~20", "`~~a~~ ==b== https://c.example`",
         "H~2~O", "~5 to ~10", "====", "a ~~ b ~~ c"],
    )  # fmt: skip
    def test_what_only_looks_alike_stays(self, typed: str) -> None:
        """Comparisons, ranges and code are no signs, and nothing is told of them."""
        assert not re.search("<(?:del|mark|a)", printed(typed))

    def test_captions_are_read_alike(self) -> None:
        """What holds for the text holds for the words below a picture."""
        words = READING.inline("~~Old~~ ==new== www.a.example", "a.md", 1)[0]
        link = '<a href="https://www.a.example">www.a.example</a>'
        assert "".join(map(str, words)) == f"<del>Old</del> <mark>new</mark> {link}"

    @pytest.mark.parametrize(
        ("body", "fault"),
        [
            ("One.\n\n~~old and", "7: `~~old` has no other `~~`"),
            ("One.\n\n==old and", "7: `==old` has no other `==`"),
            ("One.\n\nA ~word~ here", "7: `~word~` strikes nothing out"),
            ("One.\n\nFine :smile: here", "7: `:smile:` is shown as it stands"),
            ("One.\n\n> [!NOTE]\n> Two", "7: `[!NOTE]` makes no box here"),
            ("One.\n\n```mermaid\na\n```", "7: what follows `` ```mermaid `` is shown as code"),
            ("One.\n\n```\na", "7: the code that begins with `` ``` `` is not closed"),
            ("One.\n\n- a\n\n  ```\n  b", "9: the code that begins with `` ``` `` is not closed"),
        ],
    )
    def test_what_is_not_read_is_told(self, body: str, fault: str) -> None:
        """Signs of which nothing is made never reach readers in silence."""
        assert told(body).startswith(fault)

    @pytest.mark.parametrize("typed", ["10:30:15", "a:b:c", "At 3:15: x", "Note: see :", "::x::"])
    def test_colons_of_prose_are_no_pictures(self, typed: str) -> None:
        """Times and speakers are left alone."""
        assert read(typed)[1] == []


class TestBareAddresses:
    @pytest.mark.parametrize(
        ("typed", "address", "rest"),
        [
            ("See https://a.example/x_y_z.", "https://a.example/x_y_z", "."),
            ("(see https://a.example/x_(y))", "https://a.example/x_(y)", ")"),
            ("https://a.example/?a=1&b=2", "https://a.example/?a=1&amp;b=2", ""),
            ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&amp;b=2", ""),
            ("https://a.example/a*b*c/__d__/e", "https://a.example/a*b*c/__d__/e", ""),
            (r"https://a.example/a\_b\_c", "https://a.example/a_b_c", ""),
            ("https://a.example's harbour", "https://a.example", "’s harbour"),
            ("见https://a.example/x。然后", "https://a.example/x", "。然后"),
            ("“https://a.example/x”", "https://a.example/x", "”"),
            ("x<b>https://a.example</b>", "https://a.example", "</b>"),
            ("ftp://a.example/tides.txt, and", "ftp://a.example/tides.txt", ", and"),
        ],
    )
    def test_an_address_is_a_link_to_its_end(self, typed: str, address: str, rest: str) -> None:
        """The signs of the sentence around it are none of its own."""
        assert f'<a href="{address}">{address}</a>{rest}' in printed(typed)

    @pytest.mark.parametrize(
        ("typed", "link"),
        [
            ("www.a.example/x!", '<a href="https://www.a.example/x">www.a.example/x</a>!'),
            ("me@a.example.", '<a href="mailto:me@a.example">me@a.example</a>.'),
            ("mailto:me@a.example", '<a href="mailto:me@a.example">mailto:me@a.example</a>'),
            ("*https://a.example*", '<em><a href="https://a.example">https://a.example</a></em>'),
        ],
    )
    def test_what_lacks_its_beginning_gets_one(self, typed: str, link: str) -> None:
        """A host is reached safely, an address of e-mail by mail."""
        assert link in printed(typed)

    @pytest.mark.parametrize(
        "typed",
        [
            '<a href="https://b.example">see https://a.example</a>',
            '<a href="https://b.example">*https://a.example*</a>',
            "[see https://a.example](https://b.example)",
            "[*www.a.example*](https://b.example)",
        ],
    )
    def test_no_link_stands_in_a_link(self, typed: str) -> None:
        """Browsers would end the outer one, and lead elsewhere than the writer."""
        assert printed(typed).count("<a ") == 1
        assert 'href="https://b.example"' in printed(typed)

    def test_behind_a_link_an_address_is_one_again(self) -> None:
        """Only what stands between the tags is within."""
        body = '<a href="https://b.example">see</a> https://a.example'
        assert printed(body).count("<a ") == 2

    @pytest.mark.parametrize(
        "typed",
        ["@jane@social.example", "5@3.50", "http://localhost/", "www.a", "a/www.b.example", "x@y",
         "o'hara@a.example", "l'info@a.example",
         "    https://a.example", "```\nhttps://a.example\n```"],
    )  # fmt: skip
    def test_what_only_looks_alike_is_no_link(self, typed: str) -> None:
        """Handles, prices, code and what may begin by an elision stay words."""
        assert "<a " not in printed(typed)

    @pytest.mark.parametrize(
        ("typed", "marked"),
        [
            ("https://a.example", 1),
            ("www.a.example and a@b.example", 2),
            ("<https://a.example>", 1),
            ("[https://a.example](https://b.example) and [a](https://a.example)", 0),
        ],
    )
    def test_links_that_spell_their_address_are_marked(self, typed: str, marked: int) -> None:
        """Paper, which spells out addresses behind links, does not say these twice."""
        assert html(body_of(typed)).count('class="spelled-out"') == marked

    def test_a_space_within_a_link_is_still_told(self) -> None:
        """Though its address is a link by itself."""
        what = "7: a space within the link `[it] (https://a.example/x)` (take it out)"
        assert told("One.\n\nSee [it] (https://a.example/x) now.") == what
        assert read("See [it] (`code`) now.")[1] == []

    @given(st.text(alphabet="a.,;:!?'*_~|()[]{}&=/", min_size=1, max_size=30))
    def test_an_end_is_always_found(self, rest: str) -> None:
        """Whatever follows, an address keeps its host, and is a beginning of what was typed."""
        typed = f"https://a.example/x{rest}"
        assert typed.startswith(found := without_end(typed)) and found.startswith("https://a.ex")


class TestBlocksBelowParagraphs:
    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("Ports:\n- a\n- b", "<p>Ports:</p><ul><li>a</li><li>b</li></ul>"),
            ("Ports:\n* a\nb", "<p>Ports:</p><ul><li>ab</li></ul>"),
            ("Ports:\n1. a\n2. b", "<p>Ports:</p><ol><li>a</li><li>b</li></ol>"),
            ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
            ("> Ports:\n> - a", "<blockquote><p>Ports:</p><ul><li>a</li></ul></blockquote>"),
            ("- a\n\n  Ports:\n  - b", "<ul><li><p>a</p><p>Ports:</p><ul><li>b</li></ul></li></ul>"),
            ("One\n* * *\ntwo", "<p>One</p><hr/><p>two</p>"),
        ],
    )  # fmt: skip
    def test_a_list_needs_no_empty_line_above(self, typed: str, shown: str) -> None:
        """Nor in a quotation, nor in an item of another list."""
        assert printed(typed) == shown

    @pytest.mark.parametrize(
        "typed", ["It was in\n1984. Then", "A range of 3\n-5 degrees", "- a\n\n  In\n  1984. Then"]
    )
    def test_a_line_may_begin_with_a_number(self, typed: str) -> None:
        """Only a list that begins with 1 ends a paragraph, and a sign needs a space."""
        assert "1984." in printed(typed) or "-5" in printed(typed)
        assert printed(typed).count("<li>") == typed.count("- ")

    @pytest.mark.parametrize(
        "typed", ["Times\n| a | b |\n|--|--|\n| c | d |", "- Times\n\n  | a | b |\n  |--|--|\n  | c | d |",
                  "- x\n\n  Times\n  a | b\n  --|--\n  c | d"]
    )  # fmt: skip
    def test_a_table_needs_none_either(self, typed: str) -> None:
        """In a list too; and the words above it stay a paragraph."""
        shown = printed(typed)
        assert "<th>a</th>" in shown and "<td>d</td>" in shown and "|" not in shown

    def test_a_table_keeps_its_rows(self) -> None:
        """What looks like the heads of another one within a table is a row."""
        assert printed("| a | b |\n|--|--|\n| c | d |\n|--|--|").count("<table") == 1


class TestTaskItems:
    def test_boxes_are_signs_with_names(self) -> None:
        """Readers of feeds and mail see what is done, and readers who listen hear it."""
        shown = printed("- [ ] call\n- [x] *write*\n- [X] send")
        todo, done, sent = shown.removeprefix("<ul>").split("</li>")[:3]
        assert 'class="task"' in todo and 'aria-label="To do"' in todo and "☐" in todo
        assert 'aria-label="Done"' in done and "☑" in done and "<em>write</em>" in done
        assert "☑" in sent and "<input" not in shown and "[" not in shown

    @pytest.mark.parametrize("typed", ["1. [x] a", "- [x] a\n\n  b\n- c", "- z\n  - [x] a"])
    def test_they_stand_in_every_kind_of_list(self, typed: str) -> None:
        """Numbered, loose and nested."""
        assert printed(typed).count("☑") == 1

    @pytest.mark.parametrize(
        "typed", ["- [x](https://a.example)", r"- \[x] a", "[x] a", "- a [x] b", "- [x]", "- [y] a"]
    )
    def test_other_brackets_are_words_and_links(self, typed: str) -> None:
        """A box begins an item, and words follow it."""
        assert "☑" not in printed(typed)


class TestCodeFences:
    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("- a\n\n  ```\n  x < 1\n\n    y\n  ```\n- b", "x &lt; 1\n\n  y\n"),
            ("1. a\n   ```py\n   x\n   ```", "x\n"),
            ("- ```\n  x\n  ```\n- b", "x\n"),
            ("- a\n  - b\n\n    ~~~\n    x\n    ~~~", "x\n"),
            ("> ```\n> x\n>\n> y\n> ```\n> after", "x\n\ny\n"),
            ('```py title="a.py"\nx\n```', "x\n"),
            ("````\n```\nx\n```\n````", "```\nx\n```\n"),
            ("```\n- a\n  ~~~\n```", "- a\n  ~~~\n"),
        ],
    )
    def test_code_stands_where_its_fence_does(self, typed: str, code: str) -> None:
        """In items and quotations, with whatever is written behind the fence."""
        assert f">{code}</code></pre>" in html(body_of(typed))

    @pytest.mark.parametrize("after", ["", "\n\nafter", "\n> after", "\n>\n> after", "\nafter"])
    def test_code_in_a_quotation_is_all_that_stands_there(self, after: str) -> None:
        """No empty paragraph is left around it."""
        shown = printed(f"> ```\n> x\n> ```{after}")
        assert shown.startswith("<blockquote><pre><code>x</code></pre>") and "<p></p>" not in shown
        assert ("after" in shown) == ("after" in after)

    def test_a_fence_in_indented_code_is_code(self) -> None:
        """So that a text can show how one is written."""
        assert "<pre><code>```\nx\n```\n</code></pre>" in html(body_of("    ```\n    x\n    ```"))

    def test_what_follows_code_in_an_item_stays_in_it(self) -> None:
        """And the list goes on."""
        shown = printed("1. a\n\n   ```\n   x\n   ```\n\n   more\n2. b")
        assert shown == (
            "<ol><li><p>a</p><pre><code>x</code></pre><p>more</p></li><li><p>b</p></li></ol>"
        )


@pytest.mark.parametrize(
    "sign", ["~~a ", "==a ", "```a\n", "  ```a\n", "> ```a\n", "a@", "https://a.b ", ":a ", "- [ ] ",
             "[it] (", "- a\n  b\n", "~a ", "<b>www.a.b "]
)  # fmt: skip
def test_no_text_takes_long_to_read(sign: str) -> None:
    """Twenty thousand of any sign are read in seconds: nobody can hold up a build with one file."""
    start = time.process_time()
    read(sign * (20_000 // len(sign)))
    assert time.process_time() - start < 10
