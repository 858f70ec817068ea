"""The language of parts: on a page in another language, each word of the paper's own says its own.

Source: WCAG 2.2, 3.1.2 (https://www.w3.org/TR/WCAG22/#language-of-parts). Each word of the
catalogues is put into brackets, so that none is overlooked.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup, Tag

from tests.pictures.makers import file_of, moving_file, photograph
from tests.support.halyard import ROOT
from tests.support.small_paper import MakeSite, story

OPEN, CLOSE = "⟦", "⟧"
BODY = """Words.[^1]

![A tug](/images/tug.jpg "The tug (Ann Lee)")
![A tug](/images/tug.jpg "The tug (Ann Lee)")

| Port | Ships |
|:--|--:|
| Leiden | 7 |

[embed](https://www.youtube.com/watch?v=dQw4w9WgXcQ "The storm (BBC)")

![A curve](/images/curve.svg "A curve (Ann Lee)")

![A tug](/images/tug.gif "A tug (Ann Lee)")

## One

## Two

[^1]: A note.
"""


@pytest.fixture
def brackets(tmp_path: Path) -> str:
    """A folder with a catalogue that puts each word of the paper's own into brackets."""
    whole = Catalog("en_GB")
    for file in sorted([*ROOT.glob("plugins/**/*.pot"), *ROOT.glob("theme/**/*.pot")]):
        for message in read_po(BytesIO(file.read_bytes())):
            if message.id:
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                said = tuple(f"{OPEN}{each}{CLOSE}" for each in ids)
                whole.add(message.id, said if len(said) > 1 else said[0], context=message.context)
    file = tmp_path / "words/en_GB/LC_MESSAGES/all.po"
    file.parent.mkdir(parents=True)
    with file.open("wb") as into:
        write_po(into, whole)
    return str(tmp_path / "words")


def lang_of(element: Tag) -> str:
    """Return the language in which the words and the attributes of an element are."""
    return next(str(each["lang"]) for each in (element, *element.parents) if each.get("lang"))


def told(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Yield what the paper says itself on a page, each with its language."""
    for text in page.body.find_all(string=lambda each: OPEN in each):  # type: ignore[union-attr]
        yield str(text), lang_of(text.parent)
    for element in page.body.find_all(True):  # type: ignore[union-attr]
        for name in ("aria-label", "alt", "title", "placeholder", "value"):
            if OPEN in str(element.get(name, "")):
                yield f"{element.name} {name} {element[name]}", lang_of(element)


KEYS = {
    "image": "{src: images/tug.jpg, alt: A tug, kind: map, credit: Ann Lee}",
    "corrections": "[{date: 2024-06-12, text: So it was., first: yes}, {date: 2024-06-13, text: A.}]",
    "tags": "[Ports]",
    "series": "The long war",
    "key_facts": "[One, Two]",
    "backstory": "We asked.",
    "modified": "2024-06-12",
}
FILES = {
    "articles/other.md": story(slug="other", series="The long war", tags="[Ports]"),
    "images/tug.jpg": file_of(photograph(1300, 800)),
    "images/tug.gif": moving_file("GIF"),
    "images/curve.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 400'/>",
    "images/curve.svg.yaml": "chart: {title: Ships, source: Canal Authority, data: ships.csv}",
    "images/ships.csv": "Port,Ships\nLeiden,7\n",
}


@pytest.mark.parametrize("lang", ["es", "ar"])
def test_what_the_paper_says_itself_is_marked(site: MakeSite, brackets: str, lang: str) -> None:
    """So that voices pronounce it, and punctuation stands where it belongs."""
    files = {
        "articles/a.md": story(BODY + "word " * 1600, slug="a", lang=lang, **KEYS),
        "articles/draft.md": story(slug="draft", lang=lang, status="draft", series="The long war"),
    }
    paper = site({**FILES, **files}, LOCALE_PATHS=[brackets], DRAFTS=True)
    assert paper.stopped is None, paper.faults
    for name in ("a", "draft"):
        page = paper.html(f"2024/06/{name}/index.html")
        assert str(page.html["lang"]) == lang  # type: ignore[index]
        said = list(told(page))
        assert len(said) > 20
        assert [each for each, of in said if of != "en-gb"] == []


def test_nothing_is_marked_on_a_page_in_the_papers_own_language(
    site: MakeSite, brackets: str
) -> None:
    """There it would be noise."""
    files = {"articles/a.md": story(BODY + "word " * 1600, slug="a", **KEYS)}
    paper = site({**FILES, **files}, LOCALE_PATHS=[brackets])
    assert paper.stopped is None, paper.faults
    assert paper.html("2024/06/a/index.html").body.select("[lang]") == []  # type: ignore[union-attr]
