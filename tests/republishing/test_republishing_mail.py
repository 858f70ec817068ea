"""The request by e-mail: the message that a notice begins."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st
from republishing_desk import (
    AGENCY,
    capability_of,
    edition_of,
    notice_of,
    republishing_composer,
    site_of,
    story_of,
)

from broadsheet.republishing.notice import rights_of
from broadsheet.republishing.request_mail import mail_url
from broadsheet.words.translating import Words

MAIL = {"email": "rights@halyard.example"}
WORDS = Words().translator


def message(link: str) -> dict[str, str]:
    """Return the parts of the message that a link begins."""
    query = parse_qs(urlsplit(link).query, keep_blank_values=True, strict_parsing=True)
    assert all(len(values) == 1 for values in query.values())
    return {name: values[0] for name, values in query.items()}


def test_a_notice_begins_a_message_about_its_story() -> None:
    """Headline and address are filled in; the rest is asked for, a line each."""
    notice = notice_of(story_of(title="Salt & pepper = 100%", name="a"), request=MAIL)
    assert notice.link is not None and notice.link.label == "Ask to republish this story"
    assert notice.address == "rights@halyard.example"
    assert notice.link.url.startswith("mailto:rights@halyard.example?")
    begun = message(notice.link.url)
    assert begun["subject"] == "Ask to republish a story: Salt & pepper = 100%"
    lines = begun["body"].split("\r\n")
    assert lines[:3] == [
        "Headline: Salt & pepper = 100%",
        "Address of the story: https://halyard.example/2024/06/a/",
        "",
    ]
    assert "Where it will appear: " in lines


def test_agency_copy_has_no_mailbox() -> None:
    """It is not the paper's to offer."""
    notice = notice_of(story_of(), policies=[AGENCY], default="agency", request=MAIL)
    assert (notice.link, notice.address) == (None, None)


def test_a_feed_has_the_same_link() -> None:
    """A paper's own address does not go before one that begins with mailto:."""
    story, capability = story_of(), capability_of(request=MAIL)
    site = site_of(SITEURL="https://example.org/news")
    composer = republishing_composer(edition_of(story, site=site), capability)
    assert capability.terms is not None
    link = rights_of(story, composer, capability.terms).link
    assert link is not None and link.url.startswith("mailto:rights@halyard.example?subject=")


@given(headline=st.text(), url=st.text(), local=st.text("ab?&=%#+,/;:.", min_size=1))
def test_nothing_in_a_message_ends_it_or_adds_a_receiver(
    headline: str, url: str, local: str
) -> None:
    """Whatever a headline, an address or a mailbox holds comes out as it went in."""
    link = mail_url(f"{local}@example.org", WORDS, headline, url)
    assert link.isascii() and not set(link) & set("\"'<>` \t\n")
    parts = urlsplit(link)
    assert unquote(parts.path) == f"{local}@example.org" and not parts.fragment
    assert parts.path.count("@") == 1 and "," not in parts.path
    begun = message(link)
    assert begun.keys() == {"subject", "body"}
    assert begun["subject"].endswith(headline)
    assert begun["body"].startswith(f"Headline: {headline}\r\nAddress of the story: {url}\r\n")
