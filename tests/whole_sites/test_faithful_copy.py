"""What a writer types is what readers get: the signs of a page are those of its source, in order."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.support.edited_paper import by_effort
from tests.support.small_paper import build_paper, story
from tests.whole_sites.plain_reading import kinds, signs, visible, wanted

WORDS = {
    "en": "harbour storm it's O'Brien 1990s '90s boys' '68 27\"-screen rock-'n'-roll council 3.5 naïve e-mail C# AT&amp;T",
    "de": "Hafen Sturm Straße geht's '90er Hans' 27\"-Schirm Müller Bürgermeister 3,5 Öl über groß 2.000",
    "fr": "port tempête l'été l'«Équipe» d'(eau) '68 aujourd'hui Noël œuvre déjà 3,5 quai",
    "it": "porto l'acqua dell'«Unità» po' '90 27\"-schermo città perché",
    "nl": "haven foto's Hans' '68 zee 's coëfficiënt",
    "pl": "port burza żółć Łódź ćwierć 3,5 źdźbło",
    "ru": "порт буря Москва ещё съезд 3,5 объект",
    "ja": "港 嵐が来た 東京都 カタカナ 三・五",
    "zh": "港口 风暴 章伟 攻势 公式",
    "ar": "الميناء العاصفة مدينة ٣٫٥",
}


def words(lang: str) -> st.SearchStrategy[str]:
    some = st.sampled_from(WORDS[lang].split())
    return st.lists(some, min_size=1, max_size=4).map(" ".join)


def pieces(lang: str) -> st.SearchStrategy[str]:
    """Pieces of a paragraph: words with every kind of markup that stands within one."""
    text = words(lang)
    return st.one_of(
        text,
        text.map(lambda of: f"*{of}*"),
        text.map(lambda of: f"**{of}**"),
        text.map(lambda of: f"_{of}_"),
        text.map(lambda of: f"“{of}”"),
        text.map(lambda of: f'"{of}"'),
        text.map(lambda of: f"'{of}'"),
        text.map(lambda of: f"({of})"),
        text.map(lambda of: f"~~{of}~~"),
        text.map(lambda of: f"~~*{of}*~~"),
        text.map(lambda of: f"=={of}=="),
        text.map(lambda of: f"=={of} `x` {of}=="),
        text.map(lambda of: f"[{of}](https://example.org/)"),
        text.map(lambda of: f"[*{of}*](https://example.org/a_b)"),
        text.map(lambda of: f'<span lang="la">{of}</span>'),
        st.sampled_from(
            [
                "`a_b *c*`",
                "`<x>`",
                r"\*",
                r"\_",
                r"\#",
                r"a\*b",
                "&lt;b&gt;",
                "&amp;",
                "—",
                "--",
                "...",
                "10 %",
                "§ 3",
                "1/2",
                "a < b",
                "snake_case_word",
                "2 * 3 * 4",
                "<https://example.org/a_b?c=d>",
                "#MeToo",
                "{a, b}",
                "*so*{sic}",
                "\\<Name>",
                "C#",
                "'90s",
                "name@example.org",
                "https://example.org/a_b/*c*?d=e&amp;f=g",
                "www.example.org/a_b_c.",
                "(https://example.org/a_(b))",
                "x==1",
                "10~~20",
                r"\~~a",
                r"\==b",
                "3:2",
                "No.",
                "!",
                "€5",
                "½",
            ]
        ),
    )


def lines(lang: str) -> st.SearchStrategy[str]:
    return st.lists(pieces(lang), min_size=1, max_size=6).map(" ".join)


def blocks(lang: str) -> st.SearchStrategy[str]:
    """Blocks of a body, each with the signs that make it one."""
    line, text = lines(lang), words(lang)
    opening = text.map(lambda of: f"{of} ")  # what stands first makes no block of another kind
    paragraph = st.tuples(opening, line).map("".join)
    return st.one_of(
        paragraph,
        st.tuples(paragraph, paragraph).map("\n".join),
        text.map(lambda of: f"## {of}"),
        text.map(lambda of: f"## {of} C#"),
        text.map(lambda of: f"#{of}"),
        st.tuples(paragraph, paragraph).map(lambda of: f"- {of[0]}\n  - {of[1]}"),
        st.tuples(paragraph, paragraph).map(lambda of: f"1. {of[0]}\n   - {of[1]}"),
        st.tuples(paragraph, paragraph).map(lambda of: f"{of[0]}\n- {of[1]}"),
        st.tuples(paragraph, paragraph).map(lambda of: f"{of[0]}\n1. {of[1]}"),
        st.tuples(paragraph, paragraph).map(lambda of: f"- [ ] {of[0]}\n- [x] {of[1]}"),
        st.tuples(paragraph, text).map(lambda of: f"- {of[0]}\n\n  ```py a\n  {of[1]}\n  ```"),
        text.map(lambda of: f"> ```\n> {of}\n> ```"),
        st.tuples(text, paragraph, paragraph).map(
            lambda of: f"<details>\n<summary>{of[0]}</summary>\n\n{of[1]}\n- {of[2]}\n</details>"
        ),
        st.tuples(paragraph, text, text).map(
            lambda of: f"{of[0]}\n| {of[1]} | {of[2]} |\n|---|---|\n| {of[2]} | {of[1]} |"
        ),
        st.lists(paragraph, min_size=1, max_size=3).map(
            lambda of: "\n".join(f"- {each}" for each in of)
        ),
        st.lists(paragraph, min_size=1, max_size=3).map(
            lambda of: "\n".join(f"{number}. {each}" for number, each in enumerate(of, 1))
        ),
        paragraph.map(lambda of: f"> {of}"),
        st.tuples(text, text, text, text).map(
            lambda of: f"| {of[0]} | {of[1]} |\n|---|---|\n| {of[2]} | {of[3]} |"
        ),
        text.map(lambda of: f"```\n{of}\n```"),
        text.map(lambda of: f'```python title="a.py" {{1,3}}\n{of}\n\n# {of}\n```'),
        text.map(lambda of: f"  ## {of}"),
        st.tuples(paragraph, text).map(
            lambda of: f"{of[0]} (IMO) ahoy\n\n*[IMO]: {of[1].replace('&amp;', 'and')}"
        ),
        st.tuples(text, text).map(
            lambda of: (
                f"| {of[0]} | {of[1]} |\n|---|---|\n"
                f'| [{of[1]}](https://example.org/ "a|b") | {of[0]} | |'
            )
        ),
    )


def pictures(lang: str) -> st.SearchStrategy[str]:
    caption = words(lang).map(lambda of: of.replace("&amp;", "&").replace('"', r"\""))
    return caption.map(lambda of: f'![Ships](../../images/quay.png "{of} (Jane Doe/Reuters)")')


@st.composite
def copies(draw: st.DrawFn) -> tuple[str, str]:
    """The language of a story, and its body."""
    lang = draw(st.sampled_from(sorted(WORDS)))
    body = draw(st.lists(blocks(lang), min_size=1, max_size=5))
    if draw(st.booleans()):
        body.insert(len(body) // 2, draw(pictures(lang)))
    if draw(st.booleans()):
        body[0] = f"{draw(words(lang))}[^a] {draw(words(lang))}"
        body.append(f"[^a]: {draw(words(lang))}")
    return lang, "\n\n".join(body)


def shown(page: BeautifulSoup) -> str:
    """Return the text of a body as readers see it, without the marks that lead to notes and back."""
    (prose,) = page.select(".prose")
    for mark in prose.select("sup[id^=fnref], .footnote-backref, .hidden, aside"):
        mark.decompose()
    return prose.get_text()


@settings(
    max_examples=by_effort(12, 300),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(written=st.lists(copies(), min_size=6, max_size=12))
def test_the_signs_of_a_page_are_those_of_its_source(
    written: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In order, in ten languages and five scripts, but for dashes, dots, spaces and doubtful quotes."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder, "content")
        (content / "images").mkdir(parents=True)
        Image.new("RGB", (40, 30), "navy").save(content / "images/quay.png")
        for number, (lang, body) in enumerate(written):
            file = content / f"articles/2024/s{number}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            keys = {"title": f"S{number}", "slug": f"s{number}", "lang": lang}
            file.write_text(story(body, **keys, newsletter="none"), "utf-8")
        paper = build_paper(content, Path(folder, "output"), monkeypatch, {})
        assert paper.faults == []
        for number, (lang, body) in enumerate(written):
            seen = shown(paper.html(f"2024/06/s{number}/index.html"))
            typed = visible(body)
            assert signs(seen) == signs(typed), body
            quotes = kinds(seen)
            certain = wanted(typed, lang)
            assert {at: quotes[at] for at in certain} == certain, body
