"""What Markdown makes of signs that people type for their own ends: headings, braces, items."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story_desk import body_of, html, read

from broadsheet.reporting.faults import Gravity
from broadsheet.story.item_indents import in_steps


def printed(text: str) -> str:
    """The HTML of a body without faults, without the spaces that hold words together."""
    return html(body_of(text)).replace("&nbsp;", " ").replace("\n", "")


class TestHeadings:
    @pytest.mark.parametrize(
        "text",
        [
            "#PressFreedom is what they wrote on their banners.",
            "The port is now the coast's\n#2 landing place for herring.",
            "###",
            "# # #",
            "#",
            "####### Seven",
            "> #PressFreedom",
            "- #PressFreedom",
        ],
    )
    def test_a_sign_without_a_space_and_words_is_text(self, text: str) -> None:
        """Hashtags, numbers and the end mark of a press release are printed as they are typed."""
        found, _ = read(text)
        page = html(found.body)
        assert re.search("<h[1-6]", page) is None
        assert page.count("#") - page.count("&#") == text.count("#")

    @pytest.mark.parametrize(
        "text, heading",
        [
            ("## Writing C#", '<h2 id="writing-c">Writing C#</h2>'),
            ("## Ports ##", '<h2 id="ports">Ports</h2>'),
            ("## Writing C# ##", '<h2 id="writing-c">Writing C#</h2>'),
            ("## Writing C# {#c}", '<h2 id="c">Writing C#</h2>'),
            ("## Ports ## {#p}", '<h2 id="p">Ports</h2>'),
            ("##\tPorts", '<h2 id="ports">Ports</h2>'),
            (r"## Ports \##", r'<h2 id="ports">Ports ##</h2>'),
        ],
    )
    def test_closing_signs_have_a_space_before_them(self, text: str, heading: str) -> None:
        """The sign of a name stays with its name."""
        assert printed(text) == heading

    def test_words_around_a_heading_stay_around_it(self) -> None:
        """A heading needs no empty lines, not even in an item of a list."""
        assert printed("One\n## Two\nthree") == '<p>One</p><h2 id="two">Two</h2><p>three</p>'
        page = printed("- One\n\n    ## Two\n    three\n- Four")
        assert re.sub("<.*?>", " ", page).split() == ["One", "Two", "three", "Four"]


class TestIdsOfHeadings:
    @pytest.mark.parametrize(
        "words, name",
        [
            ("Порт: новости", "порт-новости"),
            ("Größe & Maß", "größe-maß"),
            ("港口", "港口"),
            ("समाचार में", "समाचार-में"),
            ("Mais où ?", "mais-où"),
            ("Don't look — now", "dont-look-now"),
            ("⚓", "u2693"),
            ("*Two* [ports](https://a.example) in `code`", "two-ports-in-code"),
        ],
    )
    def test_an_id_is_made_of_the_words_of_every_script(self, words: str, name: str) -> None:
        """A link can be written with the words that one reads."""
        assert f'<h2 id="{name}">' in html(body_of(f"## {words}"))
        assert read(f"## {words}\n\n[Up](#{name})")[1] == []

    def test_ids_stay_when_a_heading_is_added_before(self) -> None:
        """Of equal headings alone the second one is numbered."""
        before = re.findall(
            'id="(.*?)"', html(body_of("## Гавань\n\n## 港\n\n## Ports\n\n## Ports"))
        )
        after = html(body_of("## Новая\n\n## Гавань\n\n## 港\n\n## Ports\n\n## Ports"))
        assert before == ["гавань", "港", "ports", "ports_1"]
        assert re.findall('id="(.*?)"', after)[1:] == before

    def test_a_setting_that_makes_ids_is_believed(self) -> None:
        """A paper may bring a function of its own."""
        from dataclasses import replace

        from markdown.extensions.toc import slugify_unicode
        from story_desk import READING

        markdown = {
            "extensions": ["toc"],
            "extension_configs": {"toc": {"marker": "", "slugify": slugify_unicode}},
        }
        body = body_of("## समाचार", reading=replace(READING, markdown=markdown))
        assert 'id="समाचार"' not in html(body)


class TestBraces:
    @pytest.mark.parametrize(
        "text",
        [
            "## The pair {tug, barge}",
            "## Where {x=1}",
            "*recieved*{sic} by post",
            "*recieved*{: } by post",
            "**Two**{a} and {b}",
            "`x`{1}",
            "Words\n{as they stood}",
            "| a {b} |\n|--|\n| c {d} |",
            "*a*{.own-x b} and *c*{onclick=x}",
        ],
    )
    def test_braces_that_hold_no_attributes_are_text(self, text: str) -> None:
        """No word in braces is lost."""
        page = re.sub("<.*?>", " ", printed(text))
        words = re.sub(r"^##|--|[*`|\s]", "", text)
        assert re.sub(r"[\s]", "", page) == words

    @pytest.mark.parametrize(
        "text, tag",
        [
            ("## Ports {.own-wide}", '<h2 class="own-wide"'),
            ("## Ports {#p .own-wide}", '<h2 class="own-wide" id="p">'),
            ("Words\n{: .own-box }", '<p class="own-box">'),
            ("Words\n{: .own-box lang=fr }", '<p class="own-box" lang="fr">'),
            ('*mot*{: lang="fr" title="A {word}"}', '<em lang="fr" title="A {word}">'),
            ("*mot*{lang=fr}", '<em lang="fr">'),
            ("*mot*{:lang=fr}", '<em lang="fr">'),
            ("| a {.own-x} |\n|--|\n| b |", '<th class="own-x">'),
        ],
    )
    def test_attributes_are_attributes(self, text: str, tag: str) -> None:
        """What the guide for writers shows works as before."""
        assert tag in printed(text)

    def test_words_behind_a_list_of_attributes_keep_their_order(self) -> None:
        """A later brace in the line does not move the words between."""
        assert printed("*a*{.own-x} b {c} d} e") == '<p><em class="own-x">a</em> b {c} d} e</p>'


NESTED = "<ul><li>Ports<ul><li>Oslo</li><li>Bergen</li></ul></li><li>Ships</li></ul>"


class TestItems:
    @pytest.mark.parametrize(
        "text",
        [
            "- Ports\n  - Oslo\n  - Bergen\n- Ships",
            "- Ports\n    - Oslo\n    - Bergen\n- Ships",
            "* Ports\n   + Oslo\n   + Bergen\n* Ships",
            "-   Ports\n    -   Oslo\n    -   Bergen\n-   Ships",
            " - Ports\n   - Oslo\n   - Bergen\n - Ships",
            "-\tPorts\n\t-\tOslo\n\t-\tBergen\n-\tShips",
        ],
    )
    def test_what_is_indented_as_far_as_an_items_words_belongs_to_it(self, text: str) -> None:
        """Two spaces are enough behind a dash, and four still do."""
        assert printed(text) == NESTED
        quoted = "\n".join(f"> {line}" for line in text.expandtabs(4).split("\n"))
        assert printed(quoted) == f"<blockquote>{NESTED}</blockquote>"
        noted = "Ports.[^1]\n\n[^1]: These:\n\n" + re.sub("(?m)^", "    ", text.expandtabs(4))
        assert NESTED in printed(noted)

    def test_a_numbered_item_wants_as_much_as_its_number_is_wide(self) -> None:
        """Three behind `1.`, four behind `10.`."""
        assert printed("1. One\n   - in\n2. Two") == (
            "<ol><li>One<ul><li>in</li></ul></li><li>Two</li></ol>"
        )
        assert "<li>Ten<ul><li>in</li></ul></li>" in printed("10. Ten\n    - in\n11. Eleven")
        assert "<li>One<ul>" not in printed("1. One\n  - out")

    def test_paragraphs_and_pictures_stay_with_their_item(self) -> None:
        """And the next item is one, with or without an empty line before it."""
        assert printed("- One\n\n  more\n- Two\n\n  > Said\n\nEnd") == (
            "<ul><li><p>One</p><p>more</p></li>"
            "<li><p>Two</p><blockquote><p>Said</p></blockquote></li></ul><p>End</p>"
        )

    def test_three_levels(self) -> None:
        """Each item counts from its own words."""
        assert printed("1. a\n   - b\n     - c\n   - d\n2. e") == (
            "<ol><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li><li>e</li></ol>"
        )

    @pytest.mark.parametrize("indent", [6, 8])
    def test_code_in_an_item_keeps_its_own_indents(self, indent: int) -> None:
        """As the standard counts, and as Python-Markdown does."""
        margin = " " * indent
        text = f"- One\n\n{margin}if x:\n{margin}    - y\n\n- Two"
        assert "<pre><code>if x:\n    - y\n</code></pre>" in html(body_of(text))

    def test_a_rule_of_stars_is_no_item(self) -> None:
        """What follows it is not moved."""
        assert printed("* * *\n\n  text") == "<hr/><p>text</p>"

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 8), st.sampled_from(["- a", "1. b", "c", "* d", "", "> e", "- - f"])
            ),
            max_size=12,
        )
    )
    def test_nothing_but_blanks_is_changed(self, written: list[tuple[int, str]]) -> None:
        """Whatever the indents, each word stays in its order."""
        lines = ["- x", *(" " * indent + words if words else "" for indent, words in written)]
        moved = in_steps(lines)
        assert [line.split() for line in moved if line] == [
            line.split() for line in lines if line.strip()
        ]


class TestLooseEnds:
    @pytest.mark.parametrize(
        ("body", "line", "what"),
        [
            ("One.\n\nTwo[^2].", 7, "no note `[^2]:`"),
            ("One[^the log].", 5, "no note `[^the log]:`"),
            ("| a |\n|--|\n| b[^x] |", 7, "no note `[^x]:`"),
            ("A[^1]\n\n[^1]: Note[^2].", 7, "no note `[^2]:`"),
            ("A\n\n[^3]: Never.", 7, "nothing refers to the note `[^3]`"),
            ("A[^1]\n\n[^1]: One.\n\n[^1]: Two.", 9, "`[^1]:` stands twice, and the first is not"),
            ("One.\nThe [log][l].", 6, "no address for `[log][l]`"),
            ("One.\nThe [*ship's* log][l].", 6, "no address for `[ship's log][l]`"),
            ("The [log][].", 5, "no address for `[log][]`"),
            ("The ![log][l].", 5, "no address for `![log][l]`"),
            ("A\n\n[l]: https://a.example", 7, "nothing refers to `[l]:`, and it is not shown"),
            ("A\n\n[Jane]: Yes", 7, "nothing refers to `[Jane]:`, and it is not shown"),
            (
                "A [l]\n\n[l]: https://a.example\n[l]: https://b.example",
                8,
                "`[l]:` stands twice, and the first is not shown",
            ),
            ("See [it] (https://a.example).", 5, "a space within the link `[it] (https://a.ex"),
            ("See\n[it] ({filename}b.md).", 6, "a space within the link `[it] ({filename}b.md)`"),
            ("One\n\n##Ports and ships", 7, "`##Ports` begins no heading"),
            ("See [it] (b.md) too.", 5, "a space within the link `[it] (b.md)` (take it out)"),
            (
                'One\n\n![A ship] (a.jpg "At sea (AFP)")',
                7,
                "a space within the link `[A ship] (a.jpg`",
            ),
            (
                "One\n(see *it*)[https://a.example/x]",
                6,
                "the brackets of the link `(see it)[https://a.example/x]` are the wrong way round"
                " (write `[see it](https://a.example/x)`)",
            ),
            ("!(A ship)[a.jpg]", 5, "the brackets of the link `(A ship)[a.jpg]` are the wrong"),
            (
                "One\n[it](https://a.example/x and more.",
                6,
                "the link `[it](https://a.example/x` is not closed"
                " (write `[it](https://a.example/x)`)",
            ),
        ],
    )
    def test_what_leads_nowhere_is_told_with_its_line(
        self, body: str, line: int, what: str
    ) -> None:
        """Readers would see the signs, or not see the words."""
        found, faults = read(body)
        assert len(faults) == 1 and faults[0].startswith(f"{line}: {what}"), faults
        assert found.faults[0].gravity is Gravity.CARE

    @pytest.mark.parametrize(
        "body",
        [
            "A[^1] b[^1] c[^x]\n\n[^1]: One.\n[^x]: Two.",
            "The [log][l], the [*Log*][l], [l] and [L][].\n\n[L]: https://a.example 'A title'",
            r"As \[^1], \[a][b], \[a] (https://a.example) and \##Ports stand.",
            "`[^1]` and `[a][b]`\n\n    ##Ports\n\n```\n##Ports\n[^1]: x\n```",
            "He said [sic] (twice) that [the] [port] is open.",
            "(see)[sic] and (https://a.example)[so], f(x)[0], (A)[^1]\n\n[^1]: x",
            r"`(a)[b.md]` and \(a)[b.md] and `[a](b.md`",
            "2**3 and 9.99** and a ** b and \\*\\*so",
            "-5 degrees\n-6 degrees",
            "-one\n\n-two",
            "– Are you there?\n– I am.",
            "– 5 degrees\n– 6 degrees",
            "*one* and\n*two* more",
            "| a | b |\n|--|--|\n| 1 | 2 |",
            "| one bar |\n\n| another |",
            "    port --log | sort\n    Return the four words here.",
            "- Ports\n\n    A second paragraph of this item.",
            "```\n    Words of four and more here.\n```",
            "## Ports",
            "#Ports",
        ],
    )
    def test_what_leads_somewhere_or_is_only_shown_is_fine(self, body: str) -> None:
        """Nothing is told of what readers get as it is meant."""
        assert read(body)[1] == []

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            ("One.\n\n-Oslo\n-Rome", "7: `-Oslo` begins no list (write `- Oslo`, and so on)"),
            ("*Oslo\n*Rome", "5: `*Oslo` begins no list (write `- Oslo`, and so on)"),
            ("• Oslo\n• Rome", "5: `• Oslo` begins no list (write `- Oslo`, and so on)"),
            ("– Oslo\n– Rome", "5: `– Oslo` begins no list (write `- Oslo`, and so on)"),
            ("–Öl\n–Äpfel", "5: `–Öl` begins no list (write `- Öl`, and so on)"),
            ("1.Oslo\n2.Rome", "5: `1.Oslo` begins no list (write `1. Oslo`, and so on)"),
            (
                "Two:\n\n| Oslo | 1 |\n| Rome | 2 |",
                "7: `| Oslo | 1 |` begins no table (write a line `|---|---|` below it)",
            ),
            (
                "One.\n\n    The ships came in late.\n\n\tThe port was open by then.",
                "7: `The ships came in late.` is shown as code, for the spaces before it (take them"
                " out; where it is code, put it between two lines of three backticks)",
            ),
            (
                "One.\n\nThis **was bold.",
                "7: `**was` has no other `**`, and its signs are shown"
                " (put `**` before and behind the words, or take it out)",
            ),
        ],
    )
    def test_a_sign_that_is_forgotten_is_told_once(self, body: str, told: str) -> None:
        """As advice: it may be meant."""
        found, faults = read(body)
        assert faults == [told]
        assert found.faults[0].gravity is Gravity.ADVICE

    def test_one_text_does_not_see_the_last_ones(self) -> None:
        """The printer serves many texts."""
        assert read("-a\n-b\n\n    The port was open by then.")[1] != []
        assert read("A[^2]\n\n[^3]: x\n\n##Ports")[1] != []
        assert read("A")[1] == []


class TestPullQuotes:
    @pytest.mark.parametrize(
        ("quotation", "is_read"),
        [
            ("> It had become “a burden”.\n> {: .pull }", False),
            ("> Nobody had said so.\n> {: .pull }", True),
            ("> It had become [a burden](https://x.example).\n> {: .pull }", True),
            ("> It had become a burden.", True),
        ],
    )
    def test_a_screen_reader_reads_its_words_once(self, quotation: str, is_read: bool) -> None:
        """Where it repeats the text it is for the eye alone; nothing is lost to the ear."""
        page = printed(f"They say it had become a burden, and paid.\n\n{quotation}")
        assert page.count("<blockquote") == 1
        assert ("<blockquote>" in page) == is_read
        assert ('aria-hidden="true"' in page) != is_read
