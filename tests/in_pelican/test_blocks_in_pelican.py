"""Newsletters and notices in ordinary Pelican sites: the decisions of a paper."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.in_pelican.pelican_desk import (
    NEWSLETTERS,
    PARAGRAPHS,
    PRIVACY,
    REPUBLISHING,
    WORDS,
    BuildSite,
    markdown,
    rst,
)


def _page(build: BuildSite, text: str, name: str = "storm.md", **settings: Any) -> BeautifulSoup:
    built = build({**PRIVACY, name: text}, **settings)
    assert built.errors == []
    return built.html()


def _offered(page: BeautifulSoup) -> str | None:
    block = page.find("aside", class_="newsletter-signup")
    return block["id"].removeprefix("signup:") if block else None


@pytest.mark.parametrize(
    ("keys", "body", "newsletter"),
    [
        ({}, "Words.", "weekly"),
        ({"Newsletter": "sea"}, "Words.", "sea"),
        ({"newsletter": "Sea "}, "Words.", "sea"),
        ({"Newsletter": "none"}, "Words.", None),
        ({"Newsletter": "None"}, "Words.\n\n[newsletter]", None),
        ({"Tags": "harbours, ships"}, "Words.", "sea"),
        ({"Category": "Oceans"}, "Words.", "sea"),
        ({"Tags": "ships", "Newsletter": "weekly"}, "Words.", "weekly"),
        ({}, "Words.\n\n[newsletter sea]", "sea"),
    ],
)
def test_which_newsletter_an_article_offers(
    build: BuildSite, keys: dict[str, str], body: str, newsletter: str | None
) -> None:
    """Its own word first, then its marker, its tags, its category, and the default."""
    newsletters = [NEWSLETTERS[0], {**NEWSLETTERS[1], "sections": ["oceans"]}]
    page = _page(build, markdown(body, **keys), NEWSLETTERS=newsletters)
    assert _offered(page) == newsletter
    assert "[newsletter" not in page.get_text()


def test_settings_of_pelicans_for_metadata_choose_as_well(build: BuildSite) -> None:
    """A whole folder can do without, by EXTRA_PATH_METADATA."""
    quiet = {"EXTRA_PATH_METADATA": {"quiet": {"newsletter": "none"}}}
    built = build({**PRIVACY, "quiet/storm.md": markdown("Words.")}, **quiet)
    assert _offered(built.html()) is None
    wrong = {"EXTRA_PATH_METADATA": {"quiet": {"newsletter": "nil"}}}
    built = build({**PRIVACY, "quiet/storm.md": markdown("Words.")}, **wrong)
    assert built.errors[0].startswith("content/quiet/storm.md: unknown newsletter “nil”")


def _above(page: BeautifulSoup) -> str:
    block = page.find("aside", class_="newsletter-signup")
    return block.find_previous_sibling(True).get_text()[:13]


@pytest.mark.parametrize("kind", ["md", "rst"])
def test_where_the_block_stands(build: BuildSite, kind: str) -> None:
    """In the middle of a long article, also where Docutils wraps its parts into sections."""
    make = markdown if kind == "md" else rst
    head = "## Head\n\n" if kind == "md" else "Head\n====\n\n"
    page = _page(build, make(f"First.\n\n{head}{PARAGRAPHS}"), f"storm.{kind}")
    assert _above(page) == "Paragraph 7. "


@pytest.mark.parametrize("kind", ["md", "rst"])
def test_a_block_behind_the_text_stands_behind_its_notes(build: BuildSite, kind: str) -> None:
    """Notes stay with their text, in either language."""
    notes = {
        "md": "Short.[^1] [^2]\n\n[^1]: One.\n[^2]: Two.",
        "rst": "Short. [1]_ [2]_\n\n.. [1] One.\n\n.. [2] Two.",
    }
    make = markdown if kind == "md" else rst
    text = make(notes[kind])
    page = _page(build, text, f"storm.{kind}", MARKDOWN={"extensions": ["footnotes"]})
    block = page.find("aside", class_="newsletter-signup")
    above = "".join(each.get_text() for each in block.find_previous_siblings(True))
    assert "One." in above and block.find_next_sibling(True).get("id") == "signup:weekly-end"


@pytest.mark.parametrize("kind", ["md", "rst"])
@pytest.mark.parametrize(
    "body",
    ["One.\n\n[newsletter]\n\nTwo.", "One.\n[newsletter]\nTwo.", "One.\n\n[newsletter]\nTwo."],
)
def test_a_marker_places_the_block(build: BuildSite, kind: str, body: str) -> None:
    """Also one around which the empty lines were forgotten."""
    make = markdown if kind == "md" else rst
    page = _page(build, make(body), f"storm.{kind}")
    block = page.find("aside", class_="newsletter-signup")
    assert block.find_previous_sibling("p").get_text().strip() == "One."
    assert block.find_next_sibling("p").get_text().strip() == "Two."


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (
            "[newsletter]\n\n[newsletter]",
            "content/storm.md:7: a second newsletter marker; the first is in line 5 (keep one)",
        ),
        (
            "*One\n[newsletter]*\ntwo",
            "content/storm.md:6: a newsletter marker inside a paragraph",
        ),
    ],
)
def test_markers_at_fault(build: BuildSite, body: str, fault: str) -> None:
    """Two of them, and one within other words."""
    built = build({**PRIVACY, "storm.md": markdown(body)})
    assert built.stopped
    assert built.errors[0].startswith(fault)


def test_a_marker_in_code_is_text(build: BuildSite) -> None:
    """Whoever writes about markers can show one."""
    page = _page(build, markdown("One.\n\n    [newsletter]\n\nTwo `[newsletter]`."))
    assert page.find("code").get_text() == "[newsletter]\n"


def test_markers_go_where_there_are_no_newsletters(build: BuildSite) -> None:
    """No reader sees one, on the page or in a feed."""
    built = build({**PRIVACY, "storm.md": markdown("One.\n\n[newsletter]\n\nTwo.")}, NEWSLETTERS=[])
    for path in ("storm.html", "feeds/all.atom.xml", "index.html"):
        assert "[newsletter]" not in built.text(path)


def test_markers_are_in_no_summary_and_no_feed(build: BuildSite) -> None:
    """The front shows the beginning of an article without them."""
    built = build({**PRIVACY, "storm.md": markdown("One.\n\n[newsletter]\n\nTwo.")})
    for path in ("feeds/all.atom.xml", "feeds/all.rss.xml", "index.html"):
        assert "newsletter]" not in built.text(path)


def test_a_provider_without_a_form_gets_a_link(build: BuildSite) -> None:
    """And the words of settings are text, whatever they hold."""
    page = _page(build, markdown("Words.", Newsletter="sea"), SITENAME="A <i>Blog</i>")
    block = page.find("aside", class_="newsletter-signup")
    assert block.form is None
    assert block.find("a", string="Sign up for The Sea")["href"] == "https://letters.example/sea"
    assert "Ships & tides." in block.get_text()
    said = block.find(id=block["aria-labelledby"])
    assert said.get_text() == "Stay informed with A Blog’s newsletters"
    assert not block.find(["h1", "h2", "h3"])  # the text goes on at any level


def test_a_default_presents_the_newsletter_that_it_features(build: BuildSite) -> None:
    """Under a heading that says so."""
    newsletters = [{**NEWSLETTERS[0], "feature": "sea"}, NEWSLETTERS[1]]
    page = _page(build, markdown("Words."), NEWSLETTERS=newsletters)
    assert _offered(page) == "sea"
    assert (
        page.find(id="signup:sea-heading").get_text().endswith("newsletters, starting with The Sea")
    )


@pytest.mark.parametrize(
    ("keys", "statement"),
    [
        ({}, "You may republish for a fee."),
        ({"Author": "Jane Doe/The Wire"}, "This belongs to The Wire."),
        ({"Authors": "Jane Doe; The Wire"}, "This belongs to The Wire."),
        ({"Category": "free"}, "You may republish it."),
        ({"Rights": "open"}, "You may republish it."),
        ({"Author": "The Wire", "rights": "fee"}, "You may republish for a fee."),
    ],
)
def test_which_terms_an_article_is_under(
    build: BuildSite, keys: dict[str, str], statement: str
) -> None:
    """Its own word first, then the rules, then the default."""
    page = _page(build, markdown("Words.", **keys))
    notice = page.find("aside", class_="republishing")
    assert [p.get_text() for p in notice.find_all("p")] == [
        "A Blog is written by two people.",
        statement,
    ]


def test_an_agency_that_no_rule_sees_is_a_warning(build: BuildSite) -> None:
    """Its story would be offered on terms that are not the site's to offer."""
    built = build({**PRIVACY, "storm.md": markdown("Words.", Author="Staff of The Wire in Oslo")})
    assert built.warnings == [
        "content/storm.md:4: “Staff of The Wire in Oslo” holds the name “The Wire”, and no rule sees "
        "it there (write `The Wire` as a name by itself, or say `rights:`)"
    ]


def test_a_fee_names_the_article_to_whoever_sells_it(build: BuildSite) -> None:
    """With its address, its headline as plain text, and the id that feeds have."""
    built = build(
        {
            **PRIVACY,
            "storm.md": markdown("Words.", Title="Storm & *tide* <b>{url}</b>", Slug="storm"),
        }
    )
    page = built.html()
    link = page.find("aside", class_="republishing").find("a", string="Ask to republish this story")
    asked = parse_qs(urlsplit(link["href"]).query)
    assert asked["story"] == ["https://blog.example/storm.html"]
    assert asked["title"] == ["Storm & *tide* {url}"]
    feed = BeautifulSoup(built.text("feeds/all.atom.xml"), "xml")
    assert asked["id"] == [feed.entry.id.get_text()]
    assert page.find("details").find("td").get_text() == "£90"


def test_a_fee_can_be_asked_for_by_mail(build: BuildSite) -> None:
    """Without any page or service: the notice begins a message and shows the mailbox."""
    terms = {**REPUBLISHING, "request": {"email": "rights@blog.example"}}
    page = _page(build, markdown("Words."), REPUBLISHING=terms)
    (link,) = page.select(".republishing a[href^='mailto:']")
    assert str(link["href"]).startswith("mailto:rights@blog.example?subject=")
    assert "storm.html" in str(link["href"])
    assert "rights@blog.example" in page.select(".republishing")[0].get_text()


def test_an_open_licence_is_linked_and_costs_nothing(build: BuildSite) -> None:
    """There is neither a page to copy from nor a table of fees."""
    notice = _page(build, markdown("Words.", Rights="open")).find("aside", class_="republishing")
    (link,) = notice.find_all("a")
    assert (link["href"], link["rel"]) == (
        "https://creativecommons.org/licenses/by/4.0/",
        ["license"],
    )
    assert notice.find("details") is None


def test_without_the_settings_nothing_is_done(build: BuildSite) -> None:
    """The plugins may be named before they are set up."""
    text = markdown(f"One.\n\n{WORDS}")
    files = {**PRIVACY, "storm.md": text}
    plain = build(files, PLUGINS=[]).files()
    nothing: dict[str, Any] = {"NEWSLETTERS": None, "REPUBLISHING": None, "PUBLISHER": None}
    assert build(files, **nothing).files() == plain


def test_the_fees_of_a_paper_without_a_request_are_not_lost(build: BuildSite) -> None:
    """A policy for a fee needs an address, as in a paper."""
    terms = {key: value for key, value in REPUBLISHING.items() if key != "request"}
    built = build({**PRIVACY, "storm.md": markdown("Words.")}, REPUBLISHING=terms)
    assert built.errors[0].startswith("settings: REPUBLISHING.policies.fee: a fee policy without")
