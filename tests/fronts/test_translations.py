"""Translations: linked with their originals, and listed nowhere."""

from __future__ import annotations

import pytest
from bs4 import Tag
from front_desk import addresses, files, found, slugs

from tests.support.small_paper import MakeSite, Paper, story

URL = "https://halyard.example"
SHARED = {"slug": "story", "tags": "[Ports]", "authors": "[Jane Doe]"}
PAPER = files(
    ("original", {**SHARED, "title": "The harbour"}),
    ("spanish", {**SHARED, "title": "El puerto", "lang": "es", "translation": "true"}),
    ("arabic", {**SHARED, "title": "الميناء", "lang": "ar", "translation": "true"}),
    ("other", {"tags": "[Ports]"}),
)
PAGES = {"en-gb": "2024/06/story/", "es": "es/2024/06/story/", "ar": "ar/2024/06/story/"}
TITLES = {"en-gb": "The harbour", "es": "El puerto", "ar": "الميناء"}


def lang_of(element: Tag, attribute: str = "lang") -> str:
    """Return the language that an element names; capitals mean nothing in one."""
    return str(element[attribute]).lower()


@pytest.fixture
def paper(site: MakeSite) -> Paper:
    """A paper with a story in three languages, and one in one."""
    made = site(PAPER, SITEURL=URL)
    assert made.stopped is None, made.faults
    return made


def test_every_language_links_to_the_others_by_their_headlines(paper: Paper) -> None:
    """Each link says which language it leads to, and stands in it."""
    for lang, path in PAGES.items():
        links = paper.html(f"{path}index.html").select(".translations a")
        expected = [
            (TITLES[other], f"/{PAGES[other]}", other, other)
            for other in sorted(PAGES)
            if other != lang
        ]
        shown = [
            (link.get_text(), link["href"], lang_of(link, "hreflang"), lang_of(link))
            for link in links
        ]
        assert shown == expected


def test_every_head_names_all_languages_its_own_too(paper: Paper) -> None:
    """Search engines take alternates only where both sides name each other and themselves.

    Readers of any other language get the original.
    """
    expected = sorted((lang, f"{URL}/{path}") for lang, path in PAGES.items())
    expected.append(("x-default", f"{URL}/{PAGES['en-gb']}"))
    for lang, path in PAGES.items():
        page = paper.html(f"{path}index.html")
        alternates = page.select("link[rel=alternate][hreflang]")
        assert [(lang_of(link, "hreflang"), link["href"]) for link in alternates] == expected
        assert lang_of(found(page, "html")) == lang
        assert addresses(page, "link[rel=canonical]") == [f"{URL}/{path}"]


def test_a_story_in_one_language_has_neither(paper: Paper) -> None:
    """No list of one, no alternate to itself."""
    page = paper.html("2024/06/other/index.html")
    assert page.select(".translations, link[hreflang]") == []


def test_no_list_of_stories_and_no_feed_shows_a_translation(paper: Paper) -> None:
    """Home, fronts, archives, related stories, feeds: the original stands for all languages."""
    own = {f"{path}index.html" for path in PAGES.values()}
    for path, data in paper.files().items():
        elsewhere = path[:3] not in ("es/", "ar/") and not path.startswith("sitemap")
        if path.endswith((".html", ".xml")) and path not in own and elsewhere:
            assert b"/es/" not in data and b"/ar/" not in data, path
            assert b"El puerto" not in data, path
    for front in ("index.html", "world/index.html", "topics/ports/index.html"):
        assert set(slugs(paper.html(front))) == {"story", "other"}
    assert slugs(paper.html("authors/jane-doe/index.html")) == ["story"]


def test_a_topic_and_an_author_of_a_translation_alone_still_have_pages(site: MakeSite) -> None:
    """The translation links to them."""
    translation = {"slug": "story", "lang": "es", "translation": "true"}
    paper = site(
        files(
            ("original", {"slug": "story"}),
            ("spanish", {**translation, "tags": "[Puertos]", "authors": "[Ana Ruiz]"}),
        )
    )
    page = paper.html("es/2024/06/story/index.html")
    linked = addresses(page, ".byline a, section.topics a")
    assert linked == ["/authors/ana-ruiz/", "/topics/puertos/"]
    for url in linked:
        assert slugs(paper.html(f"{url.strip('/')}/index.html")) == []


def test_what_the_paper_says_itself_stands_in_its_own_language(site: MakeSite) -> None:
    """And in its direction, in one piece; on pages in the paper's language nothing is marked."""
    body = "\n\n".join(["word " * 40] * 12)
    front = {"tags": "[Ports]", "series": "The long war"}
    told = {
        f"articles/{lang}.md": story(body, slug=lang, lang=lang, **front)
        for lang in ("ar", "en-gb")
    }
    paper = site(told, SITEURL=URL)
    assert paper.stopped is None, paper.faults
    for part in (".notice", ".signup", ".series", ".part", ".topics", ".colophon"):
        said = found(paper.html("2024/06/ar/index.html"), part)
        assert (lang_of(said), said["dir"]) == ("en-gb", "ltr")
        assert not found(paper.html("2024/06/en-gb/index.html"), part).has_attr("dir")
