"""Every sign that a writer types is printed, or told as a fault with its line."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from story_desk import body_of, html, read

from broadsheet.reporting.faults import Gravity


def cells(text: str) -> list[list[str]]:
    """The words of a printed table, row by row."""
    rows = BeautifulSoup(html(body_of(text)), "lxml").find_all("tr")
    return [[cell.text for cell in row.find_all(["th", "td"])] for row in rows]


class TestTables:
    @pytest.mark.parametrize(
        ("text", "line", "told"),
        [
            ("| Ship | Port |\n|--|--|\n| Aurora | Ellery | from Oslo |", 7, "from Oslo"),
            ("Ship | Port\n-- | --\nAurora | Ellery\nBoreas | Bergen | 3 | 4", 8, "3 | 4"),
            ("> | Ship |\n> |--|\n> | Aurora | Ellery |", 7, "Ellery"),
            ("- One\n\n  | Ship |\n  |--|\n  | Aurora | Ellery |", 9, "Ellery"),
        ],
    )
    def test_a_row_with_more_cells_than_the_head_is_told(
        self, text: str, line: int, told: str
    ) -> None:
        """The cells have no column, and readers do not see them."""
        (fault,) = read(text)[1]
        assert fault.startswith(f"{line}: a row of ") and f": `{told}` is not shown (" in fault

    @pytest.mark.parametrize("row", ["| 1 | 2 |", "| 1 |", "| 1 | 2 | |", r"| 1 \| one | 2 |"])
    def test_rows_of_which_nothing_is_lost_are_not_told(self, row: str) -> None:
        """A row may have fewer cells, and empty ones beyond the head."""
        assert read(f"| a | b |\n|--|--|\n{row}")[1] == []

    @pytest.mark.parametrize(
        "cell",
        [
            '[log](https://a.example/ "wind|waves")',
            "[log](https://a.example/ 'wind|waves')",
            "[log](https://a.example/wind|waves)",
            '*log*{title="wind|waves"}',
        ],
    )
    def test_a_bar_in_a_title_an_address_or_braces_divides_no_cells(self, cell: str) -> None:
        """It belongs to the link, or to the attribute."""
        table = f"| a | b |\n|--|--|\n| {cell} | 2 |"
        assert cells(table)[1] == ["log", "2"]
        assert "wind|waves" in html(body_of(table)).replace("%7C", "|")


class TestNumberedItems:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("1. One\n\n3. Three", "7: the item `3. Three` gets the number 2"),
            ("1. One\n\n10. Ten", "7: the item `10. Ten` gets the number 2"),
            ("1. One\n2. Two\n4. Four\n5. Five", "7: the item `4. Four` gets the number 3"),
            ("4. Four\n5. Five\n7. Seven", "7: the item `7. Seven` gets the number 6"),
            ("- A\n    1. One\n    3. Three", "7: the item `3. Three` gets the number 2"),
        ],
    )
    def test_an_item_that_gets_another_number_is_told(self, text: str, told: str) -> None:
        """As advice: a list counts on from its first number."""
        found, (fault,) = read(text)
        assert fault.startswith(told)
        assert [each.gravity for each in found.faults] == [Gravity.ADVICE]

    @pytest.mark.parametrize(
        "text",
        ["1. One\n2. Two\n3. Three", "1. One\n1. Two\n1. Three", "7. Seven\n8. Eight",
         "1. One\n\n    More\n\n2. Two", "1. One\n    1. A\n    2. B\n2. Two"],
    )  # fmt: skip
    def test_lists_that_count_on_or_number_all_alike_are_not(self, text: str) -> None:
        """The second is how people have Markdown count."""
        assert read(text)[1] == []


class TestNotes:
    def test_an_empty_note_is_told(self) -> None:
        """Its number would lead to nothing."""
        assert read("One[^e] two.\n\n[^e]:")[1] == ["7: the note `[^e]` is empty (write it)"]

    def test_notes_to_which_only_notes_refer_are_told(self) -> None:
        """Nothing in the text leads to them."""
        faults = read("One.\n\n[^n]: In[^m]\n\n[^m]: Of[^n]")[1]
        assert [fault.split(",")[0] for fault in faults] == [
            "7: only notes refer to the note `[^n]`",
            "9: only notes refer to the note `[^m]`",
        ]

    def test_a_note_of_a_note_is_read(self) -> None:
        """The text leads to the first, and that to the second."""
        assert read("One[^n].\n\n[^n]: In[^m]\n\n[^m]: Of")[1] == []

    def test_the_id_of_a_note_holds_no_space(self) -> None:
        """Its name may; the links there and back lead to the id."""
        page = BeautifulSoup(html(body_of("One[^a b].\n\n[^a b]: Note")), "lxml")
        assert [tag["id"] for tag in page.select("[id]")] == ["fnref:a-b", "fn:a-b"]
        assert read("One[^a b].\n\n[^a b]: Note")[1] == []

    def test_an_abbreviation_that_is_not_in_the_text_is_told(self) -> None:
        """What it says would be nowhere."""
        (fault,) = read("The port.\n\n*[IMO]: Maritime Organization")[1]
        assert fault.startswith("7: `IMO` is not in the text, and what `*[IMO]:` says is not shown")
        assert read("The IMO.\n\n*[IMO]: Maritime Organization")[1] == []


class TestUnseen:
    @pytest.mark.parametrize(
        ("body", "line", "told"),
        [
            ("One\n\n<dialog>Ports</dialog>", 7, "“Ports” within `<dialog>`"),
            ("<canvas>Ports</canvas>", 5, "“Ports” within `<canvas>`"),
            ("One <datalist>Ports</datalist>", 5, "“Ports” within `<datalist>`"),
            ("One <meter value=1>Ports</meter>", 5, "“Ports” within `<meter>`"),
            ("<progress>Ports</progress>", 5, "“Ports” within `<progress>`"),
            ("One <rp>Ports</rp>", 5, "“Ports” within `<rp>`"),
            ("One\n\n<p hidden>Ports</p>", 7, "the attribute `hidden` of `<p>`"),
            ('<div popover="auto">Ports</div>', 5, "the attribute `popover` of `<div>`"),
            ("One </b> two", 5, "`</b>` ends no tag"),
            ("One <b>two</b>\n\nthree</b>", 7, "`</b>` ends no tag"),
            ("<div>\nOne\n</div>\n</div>", 8, "`</div>` ends no tag"),
            ("One </own-map> two", 5, "`</own-map>` ends no tag"),
        ],
    )
    def test_what_browsers_know_and_do_not_show_is_told(
        self, body: str, line: int, told: str
    ) -> None:
        """The words are on the page, and no reader sees them."""
        found, faults = read(body)
        assert faults[0].startswith(f"{line}: {told}") and len(faults) == 1
        assert found.faults[0].gravity is Gravity.CARE

    @pytest.mark.parametrize(
        "body",
        [
            "<ruby>港<rp>(</rp><rt>minato</rt><rp>)</rp></ruby>",
            '<meter value="0.5"></meter>',
            "<b>One</b> two<br/> <i>three</i>",
            "One `</b>` two",
            "<details>\n<summary>One</summary>\n\nTwo\n</details>",
            "<b>One\n\nTwo</b>",
        ],
    )
    def test_what_is_seen_is_not(self, body: str) -> None:
        """The brackets of a reading are for browsers that know none."""
        assert read(body)[1] == []


class TestCrossedEmphasis:
    @pytest.mark.parametrize(
        ("body", "line"),
        [
            ("*The <i>**Times*</i>* said", 5),
            ("One.\n\n- Two\n- *Ships <b>**Aurora*</b> sail", 8),
            ("One.\n\n*<span>**a*</span>*\n\nTwo.", 7),
        ],
    )
    def test_emphasis_that_crosses_a_tag_is_told_at_its_line(self, body: str, line: int) -> None:
        """Markdown's own marks come out of it, which are in no text."""
        found, faults = read(body)
        assert [fault.split(":")[0] for fault in faults] == [str(line)]
        assert "emphasis that begins within a tag" in faults[0]
        assert not re.search("klzz|[\x02\x03]", html(found.body))


class TestBraces:
    @pytest.mark.parametrize(
        ("body", "line", "braces"),
        [
            ("One\n{: lost words }", 6, "{: lost words }"),
            ("One\n\n*two*{: lost words }", 7, "{: lost words }"),
            ("Lost words.\n\n- One\n{: some words }", 8, "{: some words }"),
            ("## Ports {: more }", 5, "{: more }"),
            ('One\n{: .own-x "quoted words" }', 6, '{: .own-x "quoted words" }'),
        ],
    )
    def test_words_in_braces_that_are_no_attributes_are_told(
        self, body: str, line: int, braces: str
    ) -> None:
        """At the braces, which is what the writer typed."""
        (fault,) = read(body)[1]
        assert fault.startswith(f"{line}: ") and f"the braces `{braces}`" in fault

    @pytest.mark.parametrize("braces", ["{: .own-x }", "{: #place lang=la }", "{: hidden=no }"])
    def test_classes_ids_and_attributes_are_not(self, braces: str) -> None:
        """They do what they say."""
        assert not any("the braces" in fault for fault in read(f"One\n{braces}")[1])


@pytest.mark.parametrize("text", [" ## Ports", "   ## Ports", "One\n  ## Ports\nTwo"])
def test_up_to_three_spaces_may_stand_before_a_heading(text: str) -> None:
    """As in CommonMark; four make code, or go on with a paragraph."""
    assert '<h2 id="ports">Ports</h2>' in html(body_of(text))
    assert "<h2" not in html(body_of(f"One\n{' ' * 4}## Ports"))


class TestLinks:
    @pytest.mark.parametrize(
        ("link", "mend"),
        [
            ("[x](a@b.example)", "write `mailto:a@b.example`"),
            ("[x](+49123)", "write `tel:+49123`"),
            ("[x](?q=1)", "write all of it, as in `https://example.org/ports` or `/ports`"),
            ("[x](a port)", "take out the spaces, and write all of it: `https://…`"),
            ("[x](https://exa mple.org)", "mend the link"),
            ("[x](https://a.example:99999/)", "mend the link"),
            ("[x](mailto:)", "mend the link"),
            ("[x](tel:)", "mend the link"),
        ],
    )
    def test_a_link_that_leads_nowhere_is_told_with_what_can_be_right(
        self, link: str, mend: str
    ) -> None:
        """The advice is an address that works, or says what one looks like."""
        (fault,) = read(f"One.\n\n{link}")[1]
        assert fault.startswith("7: ") and fault.endswith(f"({mend})")

    @pytest.mark.parametrize(
        ("written", "address"),
        [
            ("my port", "my%20port"),
            ("> port", "%3E%20port"),
            ("a|b{c}^d", "a%7Cb%7Bc%7D%5Ed"),
            ("a%20b?q=1&r=(2)#c", "a%20b?q=1&amp;r=(2)#c"),
        ],
    )
    def test_signs_that_no_address_holds_are_written_as_addresses_have_them(
        self, written: str, address: str
    ) -> None:
        """Browsers do so themselves; a page must not hold such, and all others stay."""
        assert f'href="https://a.example/{address}"' in html(
            body_of(f"[x](https://a.example/{written})")
        )

    @pytest.mark.parametrize(
        ("body", "line"),
        [
            ('![a](a.jpg)\n\nOne\n\n<a href="">x</a>', 9),
            ("x\n\n[x]()", 7),
            ("x\n\n[x](<>)", 7),
        ],
    )
    def test_an_empty_address_is_told_at_its_own_line(self, body: str, line: int) -> None:
        """Whatever words of the link stand elsewhere."""
        assert read(body)[1] == [f"{line}: a link without an address (give it one)"]

    def test_a_note_within_a_note_is_told_as_a_note(self) -> None:
        """At the mark that would lead to it."""
        assert read("One[^a]\n\n[^a]: x\n\n    [^b]: y\n\nTwo[^b]")[1] == [
            "11: the note `[^b]` is not shown: it stands within another note"
            " (begin its line with `[^b]:`, without spaces before it)"
        ]


class TestBegunBySigns:
    @pytest.mark.parametrize(
        ("body", "line", "told"),
        [
            (
                "The share rose to\n> 5 percent of all.",
                6,
                "`> 5 percent of all.` begins a quotation",
            ),
            ("It fell to\n- 5 degrees at night.", 6, "`- 5 degrees at night.` begins a list"),
            ("Only $9*\n\n* without tax", 7, "`* without tax` begins a list"),
        ],
    )
    def test_a_sign_that_begins_a_list_or_a_quotation_by_chance_is_told(
        self, body: str, line: int, told: str
    ) -> None:
        """As advice: Markdown does not show it."""
        found, (fault,) = read(body)
        assert fault.startswith(f"{line}: {told}, and its `")
        assert [each.gravity for each in found.faults] == [Gravity.ADVICE]

    @pytest.mark.parametrize(
        "body",
        [
            "He said:\n> five of them",
            "> 5 percent\n> of all",
            "We need\n- 5 eggs\n- 2 lemons",
            "- 5 eggs",
            "- flour\n- 5 eggs",
            "*One*\n\n* two",
            "```\nif a\n> 5\n```",
            "    if a\n    > 5",
        ],
    )
    def test_lists_and_quotations_that_are_meant_are_not(self, body: str) -> None:
        """A list has more than one item, or stands alone; code is shown as it is."""
        assert read(body)[1] == []


class TestLines:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ("The port[^1] at dawn", "no note `[^1]` in a line (take it out)"),
            (
                "The [port][here] at dawn",
                "no address for `[port][here]` (write `[text](https://…)`)",
            ),
            ("The :anchor: at dawn", "`:anchor:` is shown as it stands (type the picture itself"),
            ("The ~~port at dawn", "`~~port` has no other `~~`, and its signs are shown"),
        ],
    )
    def test_captions_and_corrections_are_searched_as_texts_are(
        self, words: str, told: str
    ) -> None:
        """At the line on which they stand; nothing can be defined in one."""
        image = f"{{src: a.jpg, alt: A, caption: '{words}'}}"
        assert [fault.partition(told)[1] for fault in read(image=image)[1]] == [told]
        corrections = f"[{{date: 2024-06-12, text: '{words}'}}]"
        (fault,) = read(corrections=corrections)[1]
        assert fault.startswith(f"4: {told}")


class TestFrontMatter:
    @pytest.mark.parametrize(
        ("keys", "told"),
        [
            ({"tags": "[#MeToo, Ports]"}, '4: a name that begins with `#` (write `tags: ["#MeToo", Ports]`)'),
            ({"tags": "[Ports, !x]"}, '4: a name that begins with `!` (write `tags: [Ports, "!x"]`)'),
            ({"tags": "[C# 9, C #9]"}, '4: a name with ` #` in it (write `tags: [C# 9, "C #9"]`)'),
            ({"tags": '[Ports, "a" b]'}, "4: words behind a closing quotation mark (write `tags: [Ports, '\"a\" b']`)"),
            ({"authors": "[Ann Lee #1]"}, '4: a name with ` #` in it (write `authors: ["Ann Lee #1"]`)'),
            ({"tags": "\n  - Ports\n  - the sea: a life"}, '6: `tags`: a name with `: ` in it (write `"the sea: a life"`)'),
            ({"tags": "[Ports, {x}]"}, "4: `tags`: a name that begins with a bracket (put the name into double quotes)"),
            ({"status": "[draft]"}, "4: `status`: a list or a group is neither draft nor published (write `status: draft` to keep readers from it, or take the line out to publish it)"),
            ({"summary": "The movement called\n  #MeToo returns"}, "5: a line that begins with `#` is left out (put the whole value into double quotes, this line too)"),
        ],
    )  # fmt: skip
    def test_a_list_or_a_line_that_cannot_be_read_is_told_as_it_should_stand(
        self, keys: dict[str, str], told: str
    ) -> None:
        """At its line, with the sign that is to blame."""
        assert read(**keys)[1] == [told]

    def test_a_key_that_is_a_list_is_told_in_plain_words(self) -> None:
        """Nothing of the program's inside is shown."""
        assert read(kicker="Ports\n? [a, b]\n: x")[1] == [
            "5: a key that is a list or a group (write one word and a colon)"
        ]

    @pytest.mark.parametrize(
        "summary", ["Ports\n  # a note for colleagues", "Ports\n# a note", "Ports\n  #kicker: Sea"]
    )
    def test_comments_and_keys_put_aside_stay_comments(self, summary: str) -> None:
        """A line that begins with `#` and a space, or at the start of a line, is a note."""
        assert read(summary=summary)[1] == []


ODD = [
    "| {} | {} |\n|--|--|\n| {} | {} | {} |",
    "```python title={}\n{}\n```",
    "One {} IMO\n\n*[XYZ]: {} {}",
    "One {} <? {} ?> {}",
    "One {} <!{} {}> {}",
    "<dialog>{} {}</dialog>",
    "One {} </b> {}",
    "One\n{{: {} {} }}",
    "One {}[^{}]\n\n[^{}]: {}",
    "> {}\n> {}",
    "{}\n> 5 {}",
    "1. {}\n\n7. {}",
    "<figure><img src='a.jpg' alt='a'><figcaption>{}</figcaption><figure>"
    "<img src='b.jpg' alt='b'><figcaption>{}</figcaption></figure></figure>",
    "<p hidden>{}</p>",
    "*{} <i>**{}*</i>* {}",
]


@given(st.lists(st.sampled_from(ODD), min_size=1, max_size=5))
def test_each_word_is_printed_or_a_fault_stands_at_its_lines(blocks: list[str]) -> None:
    """Whatever a writer typed around it, but for the language of code."""
    number, written, places, line = 0, [], {}, 5
    for block in blocks:
        holes = block.count("{}")
        names = [f"word{number + n}x" for n in range(holes)]
        number += holes
        text = block.format(*names)
        lines = range(line, line + text.count("\n") + 2)
        places |= {} if "python" in block else dict.fromkeys(names, lines)
        written.append(text)
        line = lines[-1] + 1
    found, faults = read("\n\n".join(written))
    shown = BeautifulSoup(html(found.body), "lxml").text
    told = {int(fault.partition(":")[0]) for fault in faults}
    for name, lines in places.items():
        assert name in shown or told & set(lines), (name, faults)
