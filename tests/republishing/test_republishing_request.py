"""The link to the request form, with the story filled in."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from republishing_desk import notice_of, site_of, story_of

from broadsheet.republishing.request import request_url
from broadsheet.republishing.terms import Form, Request
from broadsheet.site.addresses import Addresses

BUILT_IN = Request(form=Form(action="/ask"))
OWN = Request(url="https://forms.example/ask?desk=a%26b&story={url}&title={title}&id={id}#top")
ADDRESSES = Addresses(site_of())

HARD_TITLES = [
    "Salt & pepper",
    "“Quoted”, 'quoted' and \"quoted\"",
    "#1 in the world",
    "100% sure, 50%25 not",
    "Cœur 北京 مرحبا Ελλάδα 🚀",
    "<script>alert(1)</script> & <b>bold</b>",
    "a=b&c=d;e=f+g h",
    "{url} {title} {nothing}",
    "Back\\slash / slash ? question",
]


def values_in(link: str) -> dict[str, str]:
    query = parse_qs(urlsplit(link).query, keep_blank_values=True, strict_parsing=True)
    assert all(len(values) == 1 for values in query.values())
    return {name: values[0] for name, values in query.items()}


@pytest.mark.parametrize("title", HARD_TITLES)
def test_a_notice_carries_any_headline_unharmed_to_the_form(title: str) -> None:
    """What the rights desk reads is what the story says."""
    story = story_of(title=title, name="hard")
    link = notice_of(story).link
    assert link is not None
    assert link.url.startswith("/republishing/?story=https%3A%2F%2Fhalyard.example%2F2024%2F06%2F")
    assert urlsplit(link.url).fragment == "page:request"
    assert values_in(link.url) == {
        "story": "https://halyard.example/2024/06/hard/",
        "title": story.title,
        "id": "2024/06/hard",
    }


@pytest.mark.parametrize(
    ("path", "id_"),
    [("/2024/06/a/", "2024/06/a"), ("/2024/a.html", "2024/a"), ("/html/", "html")],
)
def test_a_story_has_one_id_whatever_the_form_of_its_address(path: str, id_: str) -> None:
    """Rights desks file by it; an ending is no part of it."""
    assert ADDRESSES.story_id(path) == id_


@pytest.mark.parametrize("title", HARD_TITLES)
def test_the_publishers_own_form_gets_the_same(title: str) -> None:
    """The address in the settings keeps its own parameters and its fragment."""
    story = story_of(title=title, name="hard")
    link = notice_of(story, request={"url": OWN.url}).link
    assert link is not None
    assert link.url.startswith("https://forms.example/ask?desk=a%26b&story=")
    assert urlsplit(link.url).fragment == "top"
    assert values_in(link.url) == {
        "desk": "a&b",
        "story": "https://halyard.example/2024/06/hard/",
        "title": story.title,
        "id": "2024/06/hard",
    }


def test_a_site_below_a_path_keeps_its_path_in_the_link_and_in_the_storys_address() -> None:
    """SITEURL may end in a folder."""
    link = notice_of(story_of(name="a"), site_of(SITEURL="https://example.org/news")).link
    assert link is not None
    assert link.url.startswith("/news/republishing/?")
    assert values_in(link.url)["story"] == "https://example.org/news/2024/06/a/"


@given(url=st.text(), title=st.text(), id_=st.text(), own=st.booleans())
def test_any_title_and_address_come_out_of_the_link_as_they_went_in(
    url: str, title: str, id_: str, own: bool
) -> None:
    """Nothing in a value ends it, adds another, or changes the address around it."""
    link = request_url(OWN if own else BUILT_IN, ADDRESSES, url, title, id_)
    fixed = {"desk": "a&b"} if own else {}
    assert values_in(link) == {**fixed, "story": url, "title": title, "id": id_}


@given(title=st.text())
def test_a_link_holds_only_characters_that_are_safe_in_an_attribute(title: str) -> None:
    """No quote, bracket or white space of a headline is left bare."""
    link = request_url(BUILT_IN, ADDRESSES, title, title, title)
    assert link.isascii()
    assert not set(link) & set("\"'<>` \t\n{}")
