"""Which files of the house face a page fetches: those that its letters need."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

ORDINARY = "newsreader.woff2"
OTHER_LATIN = "newsreader-ext.woff2"


@pytest.mark.parametrize(
    ("text", "files"),
    {
        "English": ("“Plain” words – naïve, œuvre, ½, €5, ʻOkina…", [ORDINARY]),
        "a dotless i": ("Kadıköy", [ORDINARY]),
        "Turkish": ("Erdoğan", [OTHER_LATIN, ORDINARY]),
        "Polish": ("Łódź", [OTHER_LATIN, ORDINARY]),
        "Welsh": ("Ẁ ŵ ỳ", [OTHER_LATIN, ORDINARY]),
        "letters of other fonts": ("Ελλάδα, Москва, Việt Nam", [ORDINARY]),
    }.values(),
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_page_fetches_the_faces_of_its_letters(
    page: Page, address: str, text: str, files: list[str]
) -> None:
    """The file of the other Latin alphabets comes only where one of its letters is written."""
    fetched = set()
    page.on("request", lambda request: fetched.add(request.url.rpartition("/")[2]))
    page.goto(f"{address}/robots.txt")
    style = '<link rel="stylesheet" href="/theme/site.css">'
    paragraph = f'<p style="font-family: Newsreader">{text}</p>'
    page.set_content(style + paragraph, wait_until="networkidle")
    assert sorted(name for name in fetched if name.endswith("woff2")) == files
