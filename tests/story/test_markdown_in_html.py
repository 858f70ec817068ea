"""Markdown within blocks of HTML is read, or told with its line."""

from __future__ import annotations

import re

import pytest
from story_desk import body_of, html, read


def printed(body: str) -> str:
    """Return the HTML of a body on one line, without what only lays it out."""
    return re.sub(r"\s*\n\s*", "", html(body_of(body)))


class TestDetails:
    @pytest.mark.parametrize(
        "typed",
        [
            "<details><summary>A *b*</summary>\n\n**c** and\n\n- d\n\n</details>",
            "<details>\n<summary>A *b*</summary>\n\n**c** and\n- d\n</details>",
            "<details>\n    <summary>A *b*</summary>\n    **c** and\n    - d\n</details>",
            '<details markdown="1">\n<summary markdown="span">A *b*</summary>\n\n**c** and\n\n- d\n</details>',
        ],
    )
    def test_words_and_summary_are_read(self, typed: str) -> None:
        """With empty lines or without, and however they are indented."""
        assert printed(f"{typed}\n\nafter") == (
            "<details><summary>A <em>b</em></summary>"
            "<p><strong>c</strong> and</p><ul><li>d</li></ul></details><p>after</p>"
        )

    def test_they_may_stand_within_each_other(self) -> None:
        """Whatever the inner one holds."""
        inner = "    <details>\n        <summary>B</summary>\n        *c*\n    </details>"
        shown = printed(f"<details>\n    <summary>A</summary>\n{inner}\n</details>")
        assert shown.count("<details>") == 2 and "<p><em>c</em></p></details></details>" in shown

    @pytest.mark.parametrize(
        "inside",
        ["<p>a <b>c</b></p>", "<ul><li>a</li></ul>", "<pre>**c**</pre>"],
    )
    def test_html_within_stays_html(self, inside: str) -> None:
        """As old archives have it."""
        shown = printed(f"<details>\n<summary>A</summary>\n{inside}\n</details>")
        assert printed(inside) in shown

    @pytest.mark.parametrize("typed", ["`<details>`", "```\n<details>\n**x**\n</details>\n```"])
    def test_in_code_they_are_shown(self, typed: str) -> None:
        """The tag stands on the page as it was typed."""
        shown = html(body_of(typed))
        assert "&lt;details&gt;" in shown and "markdown=" not in shown

    @pytest.mark.parametrize(
        "typed",
        ["> <details><summary>A</summary>\n>\n> **b**\n>\n> </details>", "So <details>b</details>"],
    )
    def test_within_a_line_they_are_told(self, typed: str) -> None:
        """There they would hold nothing, and the words would stand below."""
        (fault,) = read(f"One.\n\n{typed}")[1]
        assert fault.startswith("7: `<details>` that begins no line")


class TestOtherBlocks:
    @pytest.mark.parametrize(
        ("body", "sign", "tag"),
        [
            ("<div>\n\n**x y**\n\n</div>", "**x y**", "div"),
            ("<div>\n[a](https://b.example)\n</div>", "[a](https://b.example)", "div"),
            ("<section>\n\n## Ports\n\n</section>", "## Ports", "section"),
            ("<div>\n<details><summary>A</summary>\n\n**b**\n</details>\n</div>", "**b**", "div"),
        ],
    )
    def test_markdown_that_is_shown_is_told(self, body: str, sign: str, tag: str) -> None:
        """What Python-Markdown does not read, the writer mends."""
        (fault,) = read(f"One.\n\n{body}")[1]
        assert re.match(r"\d+: ", fault) and int(fault.partition(":")[0]) >= 8
        what = f"`{sign}` is shown as it stands within `<{tag}>`"
        assert fault.partition(": ")[2] == f'{what} (write `<{tag} markdown="1">`, or HTML)'
        assert "markdown=" not in html(read(body)[0].body)

    @pytest.mark.parametrize(
        "body",
        ['<div markdown="1">\n**x**\n</div>', "<pre>**x**</pre>", "<div><code>**x**</code></div>",
         "<p>2 ** 3 ** 4</p>", "<div title='**x**'>y</div>"],
    )  # fmt: skip
    def test_nothing_is_told_of_what_is_meant(self, body: str) -> None:
        """Code, sums and what is read."""
        assert read(body)[1] == []
