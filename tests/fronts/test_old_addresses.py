"""Old addresses: pages that lead from where readers knew something to where it is now."""

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
    """At once, without a script, and for search engines as well, which must be let in for that."""
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
    assert page.select("meta[name=robots]") == []
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


def test_pages_and_authors_have_old_addresses_too(site: MakeSite) -> None:
    """Also a page that a capability prints."""
    paper = site(
        {
            **files(("story", {"authors": "[Ann Lee]"})),
            "pages/about.md": "---\ntitle: About\naliases: [/about-us/]\n---\n\nUs.\n",
            "pages/newsletters.md": "---\ntitle: Mail\naliases: [/mail/]\n---\n\nMail.\n",
            "authors/ann.md": "---\nname: Ann Lee\naliases: [/authors/ann-roe/]\n---\n\nHer.\n",
        }
    )
    assert paper.stopped is None, paper.faults
    old = ["about-us", "mail", "authors/ann-roe"]
    assert [addresses(paper.html(f"{each}/index.html"), "main a") for each in old] == [
        ["/about/"],
        ["/newsletters/"],
        ["/authors/ann-lee/"],
    ]


def test_the_archive_of_a_front_moves_with_it(site: MakeSite) -> None:
    """Of a section, a topic and an author, but for what the settings or the file say otherwise."""
    written = {"tags": "[Ports]", "authors": "[Ann Lee, Bo Olsen]"}
    aliases = {
        "/globe/": "/world/",
        "/planet/": "/world/",
        "/planet/*": None,
        "/topics/shipping/": "/topics/ports/",
        "/authors/bo/": "/authors/bo-olsen/",
        "/authors/bo/2024/": "/about/",
        "/somewhere/else/": "/world/",
    }
    author = "---\nname: Ann Lee\naliases: [/authors/ann-roe/]\n---\n\nHer.\n"
    paper = site({**files(("story", written)), "authors/ann.md": author}, ALIASES=aliases)
    assert paper.stopped is None, paper.faults
    leads = {
        "globe/2024/06": "/world/2024/06/",
        "topics/shipping/2024": "/topics/ports/2024/",
        "authors/ann-roe/2024": "/authors/ann-lee/2024/",
        "authors/bo/2024": "/about/",
    }
    for old, to in leads.items():
        assert addresses(paper.html(f"{old}/index.html"), "main a") == [to]
    for old in ("planet/2024/06", "somewhere/else/2024/06"):
        assert f"{old}/index.html" not in paper.files()


def test_the_settings_lead_from_the_old_addresses_of_what_has_no_file(site: MakeSite) -> None:
    """Of a topic, a section or anything else, to a page or a place on it."""
    aliases = {"/topics/shipping/": "/topics/ports/", "/globe": "/world/#top"}
    paper = site(files(("story", {"tags": "[Ports]"})), ALIASES=aliases)
    assert paper.stopped is None, paper.faults
    assert addresses(paper.html("topics/shipping/index.html"), "main a") == ["/topics/ports/"]
    assert addresses(paper.html("globe/index.html"), "main a") == ["/world/#top"]


@pytest.mark.parametrize(
    ("aliases", "what"),
    [
        ({"/old/": "/nowhere/"}, "ALIASES./old/: the link /nowhere/ leads nowhere on this site"),
        ({"/world/": "/about/"}, "ALIASES./world/: duplicate address /world/ (the front of the"),
        ({"/2024/06/story/": "/about/"}, "duplicate address /2024/06/story/ (articles/story.md:"),
        ({"old": "/about/"}, "ALIASES.old: “old” is no old address of this site"),
        ({"/old/": "https://x.example/"}, "ALIASES./old/: “https://x.example/” is no address of"),
        ({"/../x/": "/about/"}, "ALIASES./../x/: “/../x/” is no old address of this site"),
        ({"/a/": "/b/", "/b/": "/a/"}, "ALIASES./a/: /b/ is an old address itself"),
        ({"/a/": "/a"}, "ALIASES./a/: /a is an old address itself"),
        ({"/a/*": "/about/"}, "ALIASES./a/*: with a `*` it can only be given up"),
        ({"/a/": 5}, "ALIASES./a/: where it leads is neither a path of this site nor None"),
        ({3: "/about/"}, "ALIASES.3: an old address is a text"),
        (["/a/"], "ALIASES: not a group of addresses"),
    ],
)
def test_what_cannot_lead_anywhere_is_told(site: MakeSite, aliases: object, what: str) -> None:
    """With the key at which it stands; of two that claim an address, both are named."""
    paper = site(files(("story", {})), ALIASES=aliases)
    assert any(what in fault for fault in paper.faults), paper.faults


def test_an_address_that_is_given_up_makes_no_page(site: MakeSite) -> None:
    """It is a note for those who publish."""
    paper = site(files(("story", {})), ALIASES={"/old/": None, "/older/*": None})
    assert paper.stopped is None, paper.faults
    assert not any(path.startswith("old") for path in paper.files())
