"""The three plugins in ordinary Pelican sites: themes, languages, caches, and beside each other."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.in_pelican.pelican_desk import (
    CREDITED_TUG,
    PARAGRAPHS,
    PLUGINS,
    PRIVACY,
    THEMES,
    TUG,
    BuildSite,
    markdown,
    picture,
    rst,
    run_pelican,
    write,
)
from tests.support.halyard import ROOT

MARKDOWN = markdown(f'![A tug]({{static}}/images/tug.png "At *work*")\n\n{PARAGRAPHS}')
RST = rst(".. figure:: {static}/images/tug.png\n   :alt: A tug\n\n   At *work*\n\n" + PARAGRAPHS)
LANGUAGES = {"storm.md": MARKDOWN, "storm.rst": RST}
ALL = {**PRIVACY, **CREDITED_TUG}
CACHES = {
    "no cache": {},
    "reader": {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True},
}


def _is_whole(page: BeautifulSoup) -> None:
    (figure,) = page.find_all("figure")
    assert figure.img["alt"] == "A tug"
    assert figure.img["src"] == "https://blog.example/images/tug.png"
    assert (figure.img["width"], figure.img["height"]) == ("40", "30")
    assert figure.figcaption.get_text() == "At work (Jane Doe/Reuters)"
    assert figure.figcaption.em
    (block,) = page.find_all("aside", class_="newsletter-signup")
    assert block.find_previous("p").get_text().startswith("Paragraph 7.")
    assert block.form["action"] == "https://buttondown.com/api/emails/embed-subscribe/blog"
    (notice,) = page.find_all("aside", class_="republishing")
    assert "You may republish for a fee." in notice.get_text()
    assert notice.find_previous("p", string=re.compile(r"Paragraph 12\.")) is not None


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("cache", CACHES)
def test_a_site_is_the_same_with_and_without_a_cache(
    build: BuildSite, theme: str, name: str, cache: str
) -> None:
    """Both languages, two themes: figure, block and notice stand once, at each further build too."""
    files = {**ALL, name: LANGUAGES[name]}
    settings: dict[str, Any] = {"THEME": THEMES[theme], **CACHES[cache]}
    first = build(files, **settings)
    assert (first.errors, first.warnings) == ([], [])
    _is_whole(first.html())
    before = first.files()
    assert build(files, **settings).files() == before
    assert build(files, **settings, DELETE_OUTPUT_DIRECTORY=True).files() == before


@pytest.mark.parametrize("plugins", [[], PLUGINS])
def test_pelicans_cache_of_whole_articles_loses_addresses(
    build: BuildSite, plugins: list[str]
) -> None:
    """With CONTENT_CACHING_LAYER of "generator" it does so without any plugin, as the guide says."""
    settings: dict[str, Any] = {"PLUGINS": plugins, "CONTENT_CACHING_LAYER": "generator"}
    files = {**ALL, "storm.md": MARKDOWN}
    addresses = [build(files, **CACHES["reader"], **settings).html().img["src"] for _ in range(2)]
    assert addresses == ["https://blog.example/images/tug.png", "{static}/images/tug.png"]


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_cached_site_heeds_another_sidecar_and_other_settings(
    build: BuildSite, name: str
) -> None:
    """Neither is part of the article, which Pelican takes from its cache."""
    files, cache = {**ALL, name: LANGUAGES[name]}, CACHES["reader"]
    build(files, **cache)
    others = {**files, "images/tug.png.yaml": "credit: Ann Other\n"}
    page = build(others, **cache, NEWSLETTERS=[]).html()
    assert page.figcaption.get_text() == "At work (Ann Other)"
    assert page.find("aside", class_="newsletter-signup") is None


def test_a_cached_site_heeds_another_picture(build: BuildSite) -> None:
    """Its size is that of the file as it lies there."""
    cache = {**CACHES["reader"], "CHECK_MODIFIED_METHOD": "md5"}
    files = {**ALL, "storm.md": MARKDOWN}
    build(files, **cache)
    assert (
        build({**files, "images/tug.png": picture((80, 30))}, **cache).html().img["width"] == "80"
    )


def test_a_damaged_cache_of_pictures_counts_for_nothing(build: BuildSite, tmp_path: Path) -> None:
    """Pictures are read again, and nobody is told."""
    files, cache = {**ALL, "storm.md": MARKDOWN}, CACHES["reader"]
    before = build(files, **cache).files()
    (kept,) = tmp_path.glob("cache/Broadsheet-Pictures")
    assert kept.stat().st_size
    kept.write_bytes(kept.read_bytes()[:-9])
    built = build(files, **cache)
    assert (built.errors, built.files()) == ([], before)


@pytest.mark.parametrize("plugin", PLUGINS)
def test_each_plugin_works_alone(build: BuildSite, plugin: str) -> None:
    """And does not do what the others do."""
    page = build({**ALL, "storm.md": MARKDOWN}, PLUGINS=[plugin]).html()
    found = {
        "broadsheet.image_captions": page.find("figure"),
        "broadsheet.newsletter_signup": page.find("aside", class_="newsletter-signup"),
        "broadsheet.republishing": page.find("aside", class_="republishing"),
    }
    assert [name for name, element in found.items() if element] == [plugin]


def test_the_order_of_plugins_does_not_matter(build: BuildSite) -> None:
    """Sites that name them in any order are the same byte for byte.

    The words of a long caption would otherwise be counted, or not, for the place of the block.
    """
    caption = " ".join(["caption"] * 300)
    body = f".. figure:: {{static}}/images/tug.png\n   :alt: A tug\n\n   {caption}\n\n"
    short = "\n\n".join(f"Paragraph {number}." + " word" * 13 for number in range(12))
    files = {**ALL, "storm.rst": rst(f"{short}\n\n{body}")}
    pages = {build(files, PLUGINS=list(order)).text() for order in permutations(PLUGINS)}
    assert len(pages) == 1


@pytest.mark.parametrize("page", ["feeds/all.atom.xml", "feeds/all.rss.xml", "index.html"])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", LANGUAGES)
def test_lists_and_feeds_have_pictures_and_neither_form_nor_notice(
    build: BuildSite, page: str, theme: str, name: str
) -> None:
    """They show an article that is read elsewhere; its credits go along."""
    files = {**ALL, name: LANGUAGES[name], "zebra.md": markdown("Short.", Title="Zebra")}
    text = build(files, THEME=THEMES[theme]).text(page)
    assert "newsletter-signup" not in text
    assert "You may republish" not in text
    assert "slot-" not in text
    if page.startswith("feeds"):
        assert "(Jane Doe/Reuters)" in text


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("length", [12, 500])
def test_summaries_are_those_of_a_site_without_the_plugins(
    build: BuildSite, name: str, length: int
) -> None:
    """No word of a caption, a form or a notice comes into the beginning of an article."""
    files = {**ALL, name: LANGUAGES[name]}
    settings: dict[str, Any] = {"SUMMARY_MAX_LENGTH": length, "THEME": THEMES["reflex"]}
    plain = build(files, **settings, PLUGINS=[]).html("index.html")
    found = build(files, **settings).html("index.html")
    assert found.get_text().split() == plain.get_text().split()
    own = build(files, **settings).html().find("meta", attrs={"name": "description"})
    assert "Sign up" not in own["content"]


def test_a_summary_that_is_the_whole_article_has_its_captions(build: BuildSite) -> None:
    """Themes and feeds ask whether summary and text are the same; they still are."""
    built = build({**ALL, "storm.md": MARKDOWN}, SUMMARY_MAX_LENGTH=None, THEME=THEMES["simple"])
    assert "(Jane Doe/Reuters)" in built.html("index.html").get_text()
    assert "<summary" not in built.text("feeds/all.atom.xml")


def test_relative_addresses_are_those_of_each_page(build: BuildSite) -> None:
    """A picture and the privacy notice are found from folders of any depth."""
    page = build(
        {**ALL, "storm.md": MARKDOWN},
        RELATIVE_URLS=True,
        ARTICLE_URL="{date:%Y}/{slug}.html",
        ARTICLE_SAVE_AS="{date:%Y}/{slug}.html",
    ).html("2024/storm.html")
    assert page.find("figure").img["src"] == "../images/tug.png"
    privacy = page.find("p", id="signup:weekly-privacy")
    assert privacy.a["href"] == "../pages/privacy.html"


def test_drafts_translations_and_hidden_articles_are_articles(build: BuildSite) -> None:
    """All of them have figure, block and notice on their own page."""
    files = {
        **ALL,
        "storm.md": MARKDOWN,
        "draft.md": MARKDOWN.replace("Title: Storm", "Title: Draft\nStatus: draft"),
        "hidden.md": MARKDOWN.replace("Title: Storm", "Title: Hidden\nStatus: hidden"),
        "sturm.md": MARKDOWN.replace("Title: Storm", "Title: Sturm\nSlug: storm\nLang: de"),
    }
    built = build(files)
    for path in ("storm.html", "drafts/draft.html", "hidden.html", "storm-de.html"):
        _is_whole(built.html(path))


def test_pages_have_captions_and_nothing_else(build: BuildSite) -> None:
    """A page is no article: nobody signs up on it, and nobody republishes it."""
    body = f'![A tug]({{static}}/images/tug.png "At work")\n\n{PARAGRAPHS}\n\n[newsletter]\n'
    page = build({**ALL, "pages/about.md": f"Title: About\n\n{body}"}).html("pages/about.html")
    assert page.figcaption.get_text() == "At work (Jane Doe/Reuters)"
    assert page.find("aside") is None
    assert "[newsletter]" in page.get_text()


def test_an_overridden_template_prints_in_its_place(build: BuildSite, tmp_path: Path) -> None:
    """It is found as a theme's own templates are, and what it prints is escaped."""
    overrides = tmp_path / "overrides/broadsheet"
    overrides.mkdir(parents=True)
    (overrides / "figure.html").write_text("<div class=mine>{{ image }}{{ credit }}</div>")
    (overrides / "newsletter.html").write_text("<b>{{ newsletter.pitch }}</b>")
    (overrides / "notice.html").write_text("<i>{{ statement }} {{ SITEURL }}</i>")
    files = {**TUG, **PRIVACY, "images/tug.png.yaml": 'credit: "<Jane>"\n'}
    files["storm.md"] = markdown(
        f"![A tug]({{static}}/images/tug.png)\n\n{PARAGRAPHS}", Tags="Ships"
    )
    page = build(files, THEME_TEMPLATES_OVERRIDES=[str(overrides.parent)])
    assert page.html().find(class_="mine").get_text() == "<Jane>"
    assert "<b>Ships &amp; tides.</b>" in page.text()
    assert "<i>You may republish for a fee. </i>" in page.text()


def test_a_broken_override_is_told_with_its_line(build: BuildSite, tmp_path: Path) -> None:
    """The build stops; the template is named once, whatever the number of articles."""
    overrides = tmp_path / "overrides/broadsheet"
    overrides.mkdir(parents=True)
    (overrides / "notice.html").write_text("<p>\n{{ statement }\n</p>")
    files = {**ALL, "storm.md": MARKDOWN, "b.md": markdown("Short.", Title="B")}
    built = build(files, THEME_TEMPLATES_OVERRIDES=[str(overrides.parent)])
    assert built.stopped
    assert built.errors == [
        "overrides/broadsheet/notice.html:2: the template cannot be printed: "
        "TemplateSyntaxError: unexpected '}' (correct it)",
        "1 error, 0 warnings; nothing was written",
    ]
    (overrides / "notice.html").write_text("<p>\n{{ statement.owner.name }}\n</p>")
    built = build(files, THEME_TEMPLATES_OVERRIDES=[str(overrides.parent)])
    assert built.errors[0].startswith("overrides/broadsheet/notice.html:2: the template cannot be")


def test_the_guide_names_the_settings_of_these_sites(build: BuildSite) -> None:
    """Its lines for pelicanconf.py are all that a site needs to have its plugins at work."""
    guide = (ROOT / "docs" / "any-pelican-site.md").read_text("utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    settings: dict[str, Any] = {}
    exec(code, {}, settings)  # noqa: S102 - the guide's own
    assert settings == {"PLUGINS": PLUGINS}
    _is_whole(build({**ALL, "storm.md": MARKDOWN}, **settings).html())


@pytest.mark.parametrize("theme", THEMES)
def test_pelicans_command_line_builds_it(tmp_path: Path, theme: str) -> None:
    """Its plugins are named in PLUGINS; it has neither PLUGIN_PATHS nor PELICAN_CLASS."""
    write(tmp_path, {**ALL, "storm.md": MARKDOWN, "r.rst": RST.replace("Storm", "Rough", 1)})
    done = run_pelican(tmp_path, THEME=THEMES[theme])
    assert done.returncode == 0, done.stdout + done.stderr
    for path in ("storm.html", "rough.html"):
        _is_whole(BeautifulSoup((tmp_path / "output" / path).read_bytes(), "lxml"))
