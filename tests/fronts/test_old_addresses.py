"""Aliases: pages at a story's old addresses that lead to the new one."""

from __future__ import annotations

import pytest
from front_desk import addresses, files, found

from tests.support.small_paper import MakeSite


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/2014/old-name/", "2014/old-name/index.html"),
        ("/2014/old-name", "2014/old-name/index.html"),
        ("/news/1234.html", "news/1234.html"),
        ("/caf%C3%A9/", "café/index.html"),
    ],
)
def test_an_old_address_leads_to_the_story(site: MakeSite, alias: str, file: str) -> None:
    """At once, without a script, and for search engines as well."""
    paper = site(
        files(("story", {"aliases": f"['{alias}']"})),
        SITEURL="https://halyard.example/paper",
    )
    assert paper.stopped is None, paper.faults
    page = paper.html(file)
    refresh = found(page, "meta[http-equiv=refresh]")
    assert refresh["content"] == "0; url=/paper/2024/06/story/"
    full = "https://halyard.example/paper/2024/06/story/"
    assert addresses(page, "link[rel=canonical]") == [full]
    assert "noindex" in str(found(page, "meta[name=robots]")["content"])
    link = found(page, "main a")
    assert (link["href"], link.get_text()) == ("/paper/2024/06/story/", full)
    assert page.select("script") == []


def test_a_story_may_have_several_old_addresses_and_no_page_links_to_them(site: MakeSite) -> None:
    """They are for those who come from elsewhere."""
    paper = site(files(("story", {"aliases": "[/old-one/, /old-two/]"}), ("other", {})))
    for alias in ("old-one", "old-two"):
        assert addresses(paper.html(f"{alias}/index.html"), "main a") == ["/2024/06/story/"]
        others = {path: data for path, data in paper.files().items() if not path.startswith("old-")}
        others.pop(".broadsheet")
        assert [path for path, data in others.items() if alias.encode() in data] == []


def test_the_alias_of_a_translation_leads_to_the_translation(site: MakeSite) -> None:
    """Not to the original."""
    translation = {"slug": "story", "lang": "es", "translation": "true", "aliases": "[/viejo/]"}
    paper = site(files(("story", {}), ("spanish", translation)))
    assert addresses(paper.html("viejo/index.html"), "main a") == ["/es/2024/06/story/"]
