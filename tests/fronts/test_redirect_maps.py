"""Redirect maps: old addresses in the form of web servers, which then answer 301."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from front_desk import files

from broadsheet.fronts.redirect_maps import (
    write_for_cloudflare,
    write_for_netlify,
    write_for_nginx,
)
from tests.support.small_paper import MakeSite, Paper

Writer = Callable[[Any, str, Any], bytes]

URL = "https://halyard.example"
STORIES = files(
    ("story", {"aliases": "[/old-name/, /story.php, /2014/x.html, /Old-Name/]"}),
    ("other", {"aliases": "['/caf%C3%A9 one/', '/a\"b$c:d*/']"}),
    ("draft", {"aliases": "[/secret/]", "status": "draft"}),
)
ALIASES = {"/topics/shipping/": "/about/#team"}


def built(site: MakeSite, server: str | None, **settings: object) -> Paper:
    paper = site(STORIES, **{"SITEURL": URL, "REDIRECTS": server, "ALIASES": ALIASES, **settings})
    assert paper.stopped is None, paper.faults
    return paper


def written(write: Writer, moves: list[tuple[str, str]]) -> list[str]:
    templates: Any = None  # the writers make their lines themselves
    return write(templates, "", {"moves": moves}).decode().splitlines()


def lines(paper: Paper, path: str) -> list[str]:
    return (paper.output / path).read_text("utf-8").splitlines()


def test_nginx_reads_a_map(site: MakeSite) -> None:
    """Decoded, quoted, with and without a slash, and no two that differ in their case alone."""
    found = lines(built(site, "nginx"), "redirects.map")
    assert '"/story.php" "/2024/06/story/";' in found
    assert '"/story.php/" "/2024/06/story/";' in found
    assert '"/Old-Name" "/2024/06/story/";' in found
    assert '"/2014/x.html" "/2024/06/story/";' in found
    assert '"/café one/" "/2024/06/other/";' in found
    assert '"/a\\"b$c:d*/" "/2024/06/other/";' in found
    assert '"/topics/shipping/" "/about/#team";' in found
    keys = [re.findall(r'^"((?:[^"\\]|\\.)*)" "[^"$]+";$', line)[0] for line in found]
    assert len({key.lower() for key in keys}) == len(keys)
    assert not any("secret" in line for line in found)


@pytest.mark.parametrize(("server", "code"), [("netlify", "301!"), ("cloudflare", "301")])
def test_hosts_read_redirects(site: MakeSite, server: str, code: str) -> None:
    """Encoded, so that no sign of a pattern is left; Netlify is told to pass over the pages."""
    found = lines(built(site, server), "_redirects")
    assert f"/old-name/ /2024/06/story/ {code}" in found
    assert f"/Old-Name /2024/06/story/ {code}" in found
    assert f"/caf%C3%A9%20one/ /2024/06/other/ {code}" in found
    assert f"/a%22b%24c%3Ad%2A/ /2024/06/other/ {code}" in found
    for line in found:
        assert re.fullmatch(r"/[^\s:*]* /[^\s:*]* 301!?", line), line
    assert len({line.split()[0] for line in found}) == len(found)


@pytest.mark.parametrize(
    ("write", "line"),
    [
        (write_for_nginx, '"/old/" "/a%24b/#c:d*";'),
        (write_for_netlify, "/old/ /a$b/#c%3Ad%2A 301!"),
        (write_for_cloudflare, "/old/ /a$b/#c%3Ad%2A 301"),
    ],
)
def test_no_sign_of_a_target_means_anything_to_the_server(write: Writer, line: str) -> None:
    """A variable of nginx, or a pattern of hosts, would lead elsewhere."""
    assert written(write, [("/old/", "/a$b/#c:d*")]) == [line]


def test_cloudflare_gets_no_more_than_it_reads() -> None:
    """Else it refuses the whole file; the pages lead on from the rest."""
    moves = [(f"/{number}/", "/") for number in range(2_001)]
    assert len(written(write_for_cloudflare, moves)) == 2_000
    assert len(written(write_for_netlify, moves)) == 2_001


def test_below_a_folder_addresses_are_those_of_the_host(site: MakeSite) -> None:
    """Servers look at the whole path."""
    found = lines(built(site, "nginx", SITEURL=f"{URL}/paper"), "redirects.map")
    assert '"/paper/story.php" "/paper/2024/06/story/";' in found


def test_pages_stay_at_old_addresses_and_nobody_gets_a_map_unasked(site: MakeSite) -> None:
    """A host that reads no map needs the pages, and nothing else."""
    mapped = built(site, "nginx").files()
    plain = built(site, None).files()
    assert mapped.keys() - plain.keys() == {"redirects.map"}
    assert "old-name/index.html" in plain


def test_a_new_alias_changes_the_map(site: MakeSite) -> None:
    """As in a clean build; an edit of the text leaves it alone."""
    built(site, "nginx")
    more = {**STORIES, **files(("story", {"aliases": "[/another/]"}))}
    given = {"SITEURL": URL, "REDIRECTS": "nginx", "ALIASES": ALIASES}
    paper = site(more, **given)
    assert '"/another/" "/2024/06/story/";' in lines(paper, "redirects.map")
    incremental = paper.files()
    stamp = (paper.output / "redirects.map").stat().st_mtime_ns
    edited = {path: f"{text}\nMore of it.\n" for path, text in more.items()}
    site(edited, **given)
    assert (paper.output / "redirects.map").stat().st_mtime_ns == stamp
    assert site(more, **given, LOAD_CONTENT_CACHE=False).files() == incremental
