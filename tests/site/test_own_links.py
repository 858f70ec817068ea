"""Own links: what leads into the site, and to which of its files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.site.own_links import Landing, OwnLinks, file_at
from broadsheet.site.uris import uri_of

PAPER = "https://paper.example"
IN_A_FOLDER = "https://host.example/paper"


@pytest.mark.parametrize(
    ("site", "link", "path"),
    [
        (PAPER, "https://paper.example", "/"),
        (PAPER, "https://paper.example/", "/"),
        (PAPER, "http://paper.example/a/", "/a/"),
        (PAPER, "https://PAPER.example:443/a/", "/a/"),
        (PAPER, "//paper.example/a/", "/a/"),
        (PAPER, "https://paper.example./a/", "/a/"),
        (PAPER, "/a/b?x=1#y", "/a/b"),
        (PAPER, "/%C3%BC/", "/ü/"),
        (PAPER, "https://other.example/", None),
        (PAPER, "https://paper.example:8443/a/", None),
        (PAPER, "https://paper.example.evil.example/", None),
        (PAPER, "https://paper.example@evil.example/", None),
        (PAPER, "mailto:a@paper.example", None),
        (PAPER, "https://[broken/", None),
        (PAPER, "https://paper.example:port/", None),
        (IN_A_FOLDER, "https://host.example/paper", "/"),
        (IN_A_FOLDER, "https://host.example/paper/a/", "/a/"),
        (IN_A_FOLDER, "https://host.example/", None),
        (IN_A_FOLDER, "https://host.example/papers/", None),
        (IN_A_FOLDER, "/other/", None),
    ],
)
def test_a_link_lands_on_the_site_or_leads_elsewhere(
    site: str, link: str, path: str | None
) -> None:
    """What lies beside the paper on its host is somebody else's."""
    landing = OwnLinks(site).landing(link)
    assert (landing.path if landing else None) == path


def test_a_relative_link_lands_as_seen_from_its_page() -> None:
    """Templates of others may print such links."""
    assert OwnLinks(IN_A_FOLDER).landing("../b/#x", "/a/c/") == Landing("/a/b/", "x")


@pytest.mark.parametrize(
    "host", ["zeitung-österreich.example", "xn--zeitung-sterreich-6zb.example"]
)
def test_a_host_is_known_in_both_of_its_spellings(host: str) -> None:
    """Writers type the one, address bars give the other."""
    own = OwnLinks(uri_of("https://Zeitung-Österreich.example"))
    assert own.may_be_own(f"https://{host}/a/")
    assert own.landing(f"https://{host}/a/") == Landing("/a/", "")


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/a", "a/index.html"),
        ("/a/", "a/index.html"),
        ("/a/index.html", "a/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/old.php", "old.php/index.html"),
        ("/b/", None),
        ("/feed.xml/", None),
    ],
)
def test_a_path_is_answered_by_a_file_or_by_the_index_of_a_folder(
    path: str, file: str | None
) -> None:
    """As static servers do it."""
    files = {"index.html", "a/index.html", "feed.xml", "old.php/index.html"}
    assert file_at(path, files) == file


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTPS://Example.ORG:443/A", "https://example.org/A"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
        ("http://192.168.0.7/x", "http://192.168.0.7/x"),
        ("https://my_paper.example/", "https://my_paper.example/"),
        ("https://zeitung-österreich.example", "https://xn--zeitung-sterreich-6zb.example"),
        ("https://x.example/fünf Uhr", "https://x.example/f%C3%BCnf%20Uhr"),
        ("https://x.example/f%C3%BCnf%20Uhr", "https://x.example/f%C3%BCnf%20Uhr"),
        ("https://x.example//evil.example", "https://x.example/evil.example"),
        ("https://x.example/100%", "https://x.example/100%25"),
    ],
)
def test_an_address_is_written_as_machines_take_it(written: str, uri: str) -> None:
    """The host in punycode, the path encoded, once."""
    assert uri_of(written) == uri


@pytest.mark.parametrize(
    "written",
    [
        "",
        "paper",
        "paper.example",
        "ftp://x.example",
        "https://",
        "https:///x",
        "https://a b.example",
        "https://-ü-.example",
        "https://x.example:port",
        "https://x.example:99999",
        "https://[::1",
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    """With nothing but a ValueError."""
    with pytest.raises(ValueError):
        uri_of(written)


@given(st.text())
def test_any_text_is_an_address_for_machines_or_refused(text: str) -> None:
    """What comes out is ASCII without white space, and stays as it is when read again."""
    try:
        uri = uri_of(f"https://{text}")
    except ValueError:
        return
    assert uri.isascii()
    assert not any(char.isspace() for char in uri)
    assert uri_of(uri) == uri


@given(st.text())
def test_no_link_breaks_the_search(text: str) -> None:
    """A text is a link into the site or not, and a cheap no is never wrong."""
    own = OwnLinks(PAPER)
    if own.landing(text) and "://" in text:
        assert own.may_be_own(text)


@given(
    st.lists(st.sampled_from(["/", ".", "..", "a", "http:", "x:", "//", "#b", "?c", " "])).map(
        "".join
    )
)
def test_what_is_remembered_of_a_link_holds_on_every_page(link: str) -> None:
    """A link that means another file on another page is not taken for the same."""
    own = OwnLinks(IN_A_FOLDER)
    for here in ("/a/c/", "/", "/b.html"):
        assert own.landing(link, here) == own.find_landing(link, here)
