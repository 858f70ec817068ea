"""Which addresses settings may name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from broadsheet.site.addresses import Addresses
from broadsheet.site.settings import read_site
from broadsheet.site.web_addresses import (
    is_path,
    is_web_address,
    linked_address,
    printed_address,
    web_address,
    web_address_or_path,
)
from broadsheet.story.fields import Unfit

FULL = [
    "https://example.org",
    "https://example.org/a?b=c#d",
    "https://example.org:8443/",
    "https://forms.example/?s={url}",
    "http://localhost:9000/",
    "http://[::1]/",
]
PATHS = ["/", "/privacy/", "/about/#us", "/a?b=c"]
NEITHER = [
    "",
    "privacy",
    "http://example.org/",
    "ftp://example.org/",
    "javascript:alert(1)",
    "//evil.example/",
    "/\\evil.example/",
    "/a b",
    "https://",
    "https://[x",
    "https://example.org:port/",
    "https://example.org/a b",
    'https://example.org/"',
    "https://{id}.example.org/",
    "https:/\\example.org/",
]


@pytest.mark.parametrize("value", FULL)
def test_a_full_address_begins_with_https_or_is_on_this_machine(value: str) -> None:
    """It is kept as it was written."""
    assert web_address(value) == web_address_or_path(value) == value
    assert is_web_address(value) and not is_path(value)


@pytest.mark.parametrize("value", PATHS)
def test_a_path_of_this_site_begins_with_one_slash(value: str) -> None:
    """It is taken only where a path may stand."""
    assert web_address_or_path(value) == value
    assert is_path(value) and not is_web_address(value)


@pytest.mark.parametrize("value", NEITHER)
def test_what_is_neither_is_refused(value: str) -> None:
    """No other scheme, no other host in disguise, nothing that breaks out of an attribute."""
    assert not is_web_address(value) and not is_path(value)
    with pytest.raises(ValueError, match="“"):
        web_address_or_path(value)


@pytest.mark.parametrize("check", [web_address, web_address_or_path, linked_address])
@pytest.mark.parametrize(
    "value",
    [
        "https://user:secret@hub.example/",
        "https://secret@hub.example",
        "https://user:secret@hub.example:port/",
        "https://user:sec ret@[x",
    ],
)
def test_an_address_with_a_password_is_refused(check: Callable[[str], str], value: str) -> None:
    """Pages and feeds would show it to everybody; the message does not repeat it."""
    with pytest.raises(Unfit) as caught:
        check(value)
    assert "password" in str(caught.value) and "secret" not in str(caught.value)
    assert caught.value.mend == "take out what stands before the @"


def test_an_at_sign_elsewhere_in_an_address_is_no_password() -> None:
    """Profiles have one in their paths."""
    assert linked_address("https://social.example/@halyard") == "https://social.example/@halyard"
    assert linked_address("mailto:desk@halyard.example") == "mailto:desk@halyard.example"


def test_a_path_is_printed_below_the_path_of_siteurl() -> None:
    """A full address stays as it is."""
    site, _ = read_site(
        {
            "SITENAME": "The Halyard",
            "SITEURL": "https://example.org/news",
            "PUBLISHER": {"name": "Halyard", "sentence": "A paper."},
        }
    )
    assert site is not None
    assert printed_address("/about/", Addresses(site)) == "/news/about/"
    assert printed_address("https://example.org/x", Addresses(site)) == "https://example.org/x"
