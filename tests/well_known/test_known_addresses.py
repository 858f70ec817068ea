"""Files at known addresses: robots.txt, trust.txt and security.txt, out of the settings."""

from __future__ import annotations

import re

import pytest

from tests.support.small_paper import MakeSite, Paper, story

PLUGINS = [
    "broadsheet.image_captions",
    "broadsheet.newsletter_signup",
    "broadsheet.republishing",
    "broadsheet.fronts",
    "broadsheet.syndication",
    "broadsheet.sitemap",
    "broadsheet.well_known",
]
HOST = "https://halyard.example"
FILES = {"articles/a.md": story(), "pages/about.md": "---\ntitle: About\n---\nWe are.\n"}
SECURITY = {"contact": ["mailto:security@halyard.example"], "expires": "2027-06-01T00:00:00+02:00"}


def built(site: MakeSite, files: dict[str, str] = FILES, **settings: object) -> Paper:
    given = {"PLUGINS": PLUGINS, "SITEURL": HOST, "STATIC_PATHS": [], **settings}
    paper = site(files, **{"EXTRA_PATH_METADATA": {}, **given})
    assert not paper.faults
    return paper


def lines(paper: Paper, path: str) -> list[str]:
    return (paper.output / path).read_text("utf-8").split("\n")


def test_robots_may_fetch_all_and_are_told_of_the_sitemaps(site: MakeSite) -> None:
    """Where the settings say nothing else; without the plugin of sitemaps none is named."""
    assert lines(built(site), "robots.txt") == [
        "User-agent: *",
        "Disallow:",
        "",
        f"Sitemap: {HOST}/sitemap.xml",
        f"Sitemap: {HOST}/sitemap/news.xml",
        "",
    ]
    alone = [name for name in PLUGINS if name != "broadsheet.sitemap"]
    assert lines(built(site, PLUGINS=alone), "robots.txt") == ["User-agent: *", "Disallow:", ""]


def test_groups_of_robots_have_their_own_rules(site: MakeSite) -> None:
    """All others may fetch all, unless a group is for them; paths are those of this site."""
    groups = [{"agents": ["GPTBot", "CCBot"], "disallow": ["/"], "allow": ["/about/"]}]
    found = lines(built(site, ROBOTS=groups, SITEURL=f"{HOST}/paper"), "robots.txt")
    assert found[:8] == [
        "User-agent: GPTBot",
        "User-agent: CCBot",
        "Allow: /paper/about/",
        "Disallow: /paper/",
        "",
        "User-agent: *",
        "Disallow:",
        "",
    ]
    for_all = [{"disallow": ["/search/*.json$"]}]
    found = lines(built(site, ROBOTS=for_all), "robots.txt")
    assert found[:3] == ["User-agent: *", "Disallow: /search/*.json$", ""]


def test_a_file_of_the_papers_own_takes_the_place(site: MakeSite) -> None:
    """From one build to the next, and back again as soon as it goes."""
    own = {**FILES, "extra/robots.txt": "User-agent: me\n", "extra/security.txt": "Contact: x\n"}
    placed = {
        "extra/robots.txt": {"path": "robots.txt"},
        "extra/security.txt": {"path": ".well-known/security.txt"},
    }
    static = {"STATIC_PATHS": ["extra"], "EXTRA_PATH_METADATA": placed}
    before = built(site, SECURITY=SECURITY).files()
    paper = built(site, own, SECURITY=SECURITY, **static)
    assert lines(paper, "robots.txt") == ["User-agent: me", ""]
    assert lines(paper, ".well-known/security.txt") == ["Contact: x", ""]
    assert built(site, SECURITY=SECURITY).files() == before


def test_security_txt_follows_its_rfc(site: MakeSite) -> None:
    """One Expires in UTC, contacts as addresses, itself as canonical (RFC 9116, section 2.5)."""
    more = {"policy": ["/about/"], "languages": ["en", "fr-CH"]}
    paper = built(site, SECURITY={**SECURITY, **more})
    assert lines(paper, ".well-known/security.txt") == [
        "Contact: mailto:security@halyard.example",
        "Expires: 2027-05-31T22:00:00Z",
        f"Policy: {HOST}/about/",
        "Preferred-Languages: en, fr-CH",
        f"Canonical: {HOST}/.well-known/security.txt",
        "",
    ]


def test_security_txt_names_itself_by_https_alone(site: MakeSite) -> None:
    """It must not be relied on from elsewhere (RFC 9116, section 2.5.2)."""
    paper = built(site, SECURITY=SECURITY, SITEURL="http://halyard.example")
    assert not any(
        each.startswith("Canonical") for each in lines(paper, ".well-known/security.txt")
    )


def test_a_link_to_drafts_has_no_files_for_those_who_look_for_them(site: MakeSite) -> None:
    """Nobody shall find it."""
    given = {"SECURITY": SECURITY, "TRUST": {"control": [f"{HOST}/"]}}
    files = built(site, **given, DRAFTS_UNTIL="2030-01-01").files()
    assert not {"robots.txt", "trust.txt", ".well-known/security.txt"} & files.keys()


def test_trust_txt_tells_whom_the_paper_belongs_with(site: MakeSite) -> None:
    """With its profiles of SOCIAL and the publisher's mailbox, each line a word and an address."""
    trust = {
        "belongto": ["https://association.example/"],
        "disclosure": ["/about/"],
        "data_training_allowed": False,
    }
    social = [("Mastodon", "https://m.example/@halyard")]
    found = lines(built(site, TRUST=trust, SOCIAL=social), "trust.txt")
    assert found == [
        "belongto=https://association.example/",
        "social=https://m.example/@halyard",
        f"disclosure={HOST}/about/",
        "contact=mailto:editors@halyard.example",
        "datatrainingallowed=no",
        "",
    ]
    assert all(re.fullmatch(r"[a-z]+=\S+", line) for line in found[:-1])


def test_what_nobody_has_set_is_not_there(site: MakeSite) -> None:
    """A file without anything to say would only mislead."""
    assert {"trust.txt", ".well-known/security.txt"}.isdisjoint(built(site).files())


def test_a_security_txt_that_ends_soon_is_told(site: MakeSite) -> None:
    """From thirty days before: after that moment nobody shall rely on it."""
    soon = {**SECURITY, "expires": "2026-12-10"}
    (warning,) = [each for each in built(site, SECURITY=soon).warnings if "SECURITY" in each]
    assert "SECURITY.expires" in warning and "near or past" in warning
    assert not [each for each in built(site, SECURITY=SECURITY).warnings if "SECURITY" in each]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"ROBOTS": [{"disallow": ["search"]}]}, "“search” is no path of this site"),
        ({"ROBOTS": [{"agents": ["a\nAllow: /"]}, {"agents": ["A#"]}]}, "is no name of a program"),
        ({"ROBOTS": [{"agents": ["a"]}, {"agents": ["A"]}]}, "“a” stands in two groups"),
        ({"SECURITY": {"contact": [], "expires": "2027-01-01"}}, "there must be one"),
        ({"SECURITY": {"contact": ["mailto:a@b.example"]}}, "SECURITY.expires"),
        ({"SECURITY": {**SECURITY, "contact": ["http://a.example/"]}}, "begin with https://"),
        ({"SECURITY": {**SECURITY, "policy": ["/no/such/"]}}, "leads nowhere on this site"),
        ({"TRUST": {"disclosure": ["/no/such/"]}}, "leads nowhere on this site"),
    ],
)
def test_what_programs_could_not_read_is_a_fault(
    site: MakeSite, settings: dict[str, object], told: str
) -> None:
    """At its setting, before anything is printed."""
    faults = site(FILES, PLUGINS=PLUGINS, SITEURL=HOST, STATIC_PATHS=[], **settings).faults
    assert any(told in fault for fault in faults), faults


def test_files_that_nobody_looks_for_below_a_folder_are_told(site: MakeSite) -> None:
    """Each for which a setting says something, with the address at which programs look."""
    said = {"ROBOTS": [{"disallow": ["/x/"]}], "TRUST": {}, "SECURITY": SECURITY}
    found = built(site, SITEURL=f"{HOST}/paper", **said).warnings
    told = (("ROBOTS", "/robots.txt"), ("SECURITY", "/.well-known/security.txt"))
    for name, path in (*told, ("TRUST", "/trust.txt")):
        what = f"programs look for {HOST}{path} alone, and the paper publishes /paper{path} "
        assert [each for each in found if f"{name}: {what}" in each], name
    for quiet in (built(site, **said), built(site, SITEURL=f"{HOST}/paper")):
        assert not [each for each in quiet.warnings if "programs look for" in each]
