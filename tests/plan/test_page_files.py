"""What pages load of the theme, under names that tell of its content."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from tests.support.lasting_names import has_lasting_name, plain_name
from tests.support.small_paper import MakeSite, Paper, story

FILES = {"articles/a.md": story()}


@pytest.fixture
def looks(tmp_path: Path) -> Path:
    """A folder of overrides with a style sheet, a picture that it names, and one that it does not."""
    for folder in ("css", "backgrounds"):
        (tmp_path / "looks" / folder).mkdir(parents=True)
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"
    for name in ("named", "quoted", "other"):
        (tmp_path / f"looks/backgrounds/{name}.svg").write_text(svg)
    sheet = "a { background: url(backgrounds/named.svg) url( 'backgrounds/quoted.svg#a' ) }"
    (tmp_path / "looks/css/own.css").write_text(sheet)
    return tmp_path / "looks"


def loaded(paper: Paper) -> set[str]:
    """Return the addresses of the style sheet, fonts and scripts of the pages of a paper."""
    pages = [paper.html(file) for file in ("index.html", "republishing/index.html")]
    wanted = "link[rel=stylesheet], link[rel=preload], script[src]"
    return {str(each.get("href") or each["src"]) for page in pages for each in page.select(wanted)}


def test_pages_name_their_files_by_content(site: MakeSite) -> None:
    """The style sheet, the face of texts and the scripts, which lie there as they are."""
    paper = site(FILES)
    addresses = loaded(paper)
    kinds = sorted(plain_name(each) for each in addresses)
    assert kinds == ["/theme/fonts/newsreader.woff2", "/theme/request.js", "/theme/site.css"]
    for address in addresses:
        data = (paper.output / address.lstrip("/")).read_bytes()
        assert f".{hashlib.sha256(data).hexdigest()[:10]}." in address


def test_what_the_stylesheet_names_has_such_a_name_too(site: MakeSite, looks: Path) -> None:
    """Fonts and pictures; what it does not name has its own name alone."""
    paper = site(FILES, THEME_STATIC_OVERRIDES=[str(looks)])
    theme = paper.output / "theme"
    [sheet] = theme.glob("site.*.css")
    named = re.findall(r"""url\(\s*["']?([^"')?#]+)""", sheet.read_text("utf-8"))
    assert {plain_name(each) for each in named} >= {
        "fonts/newsreader.woff2",
        "fonts/newsreader-italic.woff2",
        "backgrounds/named.svg",
        "backgrounds/quoted.svg",
    }
    assert all(has_lasting_name(each) and (theme / each).is_file() for each in named)
    assert re.search(r"url\('backgrounds/quoted\.\w{10}\.svg#a'\)", sheet.read_text("utf-8"))
    assert [file.name for file in theme.glob("backgrounds/other*")] == ["other.svg"]


def test_each_has_its_own_name_as_well(site: MakeSite, looks: Path) -> None:
    """For a template or a program that names it so; the style sheet then names what it says."""
    theme = site(FILES, THEME_STATIC_OVERRIDES=[str(looks)]).output / "theme"
    for name in ("site.css", "request.js", "fonts/newsreader.woff2", "backgrounds/named.svg"):
        assert (theme / name).is_file(), name
    assert "url(backgrounds/named.svg)" in (theme / "site.css").read_text("utf-8")


def test_what_changes_has_another_name(site: MakeSite, looks: Path) -> None:
    """A file that the style sheet names changes the name of the style sheet as well."""
    before = site(FILES, THEME_STATIC_OVERRIDES=[str(looks)])
    sheets = {each for each in loaded(before) if each.endswith(".css")}
    (looks / "backgrounds/named.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 2'/>"
    )
    after = site(FILES, THEME_STATIC_OVERRIDES=[str(looks)])
    assert sheets.isdisjoint(loaded(after))
    assert not any((after.output / each.lstrip("/")).exists() for each in sheets)


def test_a_preview_names_them_plainly(site: MakeSite) -> None:
    """A new style is then seen without any page being made anew."""
    paper = site(FILES, DRAFTS=True)
    assert not any(map(has_lasting_name, loaded(paper)))
    assert list((paper.output / "theme").glob("site.*.css")) == []
