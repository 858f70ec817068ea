"""Feeds: how much of a story goes out, and on what terms others may print it."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from bs4 import Tag
from feed_reader import SVG, Node, breaches, entries, entry, feed

from broadsheet.commands.settings_file import load
from tests.support.halyard import PELICANCONF
from tests.support.small_paper import MakeSite, Paper, story

URL = "https://halyard.example/paper"
FEEDS = ("feeds/all.atom.xml", "feeds/world.atom.xml", "feeds/author/afp.atom.xml")
TERMS = (
    "This story belongs to Agence France-Presse: The Halyard cannot offer it to other publishers."
)
WORDS = "What nobody but a client may print."
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@cache
def _republishing() -> dict[str, Any]:
    found: dict[str, Any] = load(str(PELICANCONF))["REPUBLISHING"]
    return found


def terms(policy: str = "", **changes: Any) -> dict[str, Any]:
    """Return The Halyard's REPUBLISHING with one of its policies changed."""
    found = deepcopy(_republishing())
    for each in found["policies"]:
        if each["id"] == policy:
            each.update(changes)
    return found


def agency(body: str = WORDS, **front: str) -> str:
    return story(body, authors="[AFP]", slug="s", **front)


def last(one: Node) -> Tag:
    """Return the last element of an entry's content."""
    assert one.content.body is not None
    found = one.content.body.find_all(recursive=False)[-1]
    assert isinstance(found, Tag)
    return found


class TestAgencies:
    @pytest.mark.parametrize("path", FEEDS)
    def test_the_text_of_an_agency_stays_out_of_every_feed(self, site: MakeSite, path: str) -> None:
        """The standfirst, a link to the whole story, and whose it is."""
        body = f"One.\n\n![A tug](/images/tug.svg)\n\n{WORDS}"
        files = {
            "articles/s.md": agency(body, summary="Ships sail again"),
            "images/tug.svg": SVG,
            "images/tug.svg.yaml": "credit: The Halyard",
        }
        paper = site(files, SITEURL=URL)
        one = entry(paper, path)
        texts = [each.get_text() for each in one.content.find_all("p")]
        assert texts == ["Ships sail again", "Read the whole story", TERMS]
        link = one.content.find("a")
        assert isinstance(link, Tag) and link["href"] == f"{URL}/2024/06/s/"
        assert one.content.img is None
        assert WORDS.encode() not in (paper.output / path).read_bytes()
        assert one.texts("a:summary") == []  # it would say the same again
        assert breaches(feed(paper, path)) == []

    def test_without_a_standfirst_the_beginning_stands_for_the_story(self, site: MakeSite) -> None:
        """Whole paragraphs, then whole sentences."""
        start = "The harbour opened at 6.30 a.m. on Monday."
        body = f"{start}\n\n{'A long line. ' * 40}\n\n{WORDS}"
        one = entry(site({"articles/s.md": agency(body)}))
        texts = [each.get_text() for each in one.content.find_all("p")]
        assert texts == [start, "Read the whole story", TERMS]

    def test_a_picture_goes_along_with_an_excerpt_only_if_it_is_the_papers_own(
        self, site: MakeSite
    ) -> None:
        """In the text and as Media RSS, with its credit."""
        for credit, count in (("AFP", 0), ("Jane Doe/Reuters", 0), ("The Halyard", 1)):
            image = f"{{src: /images/tug.svg, alt: A tug, credit: {credit}}}"
            one = entry(site({"articles/s.md": agency(image=image), "images/tug.svg": SVG}))
            assert len(one.nodes("m:content")) == len(one.content.find_all("img")) == count
            if count:
                assert one.text("m:content/m:credit") == credit
                assert f"({credit})" in one.content.get_text()

    def test_what_a_story_says_of_its_rights_counts(self, site: MakeSite) -> None:
        """As on its page."""
        files = {"articles/s.md": story(WORDS, rights="agency")}
        assert WORDS not in entry(site(files)).content.get_text()

    @pytest.mark.parametrize(
        ("part", "shown"), [("full", True), ("excerpt", False), ("none", None)]
    )
    def test_the_settings_say_how_much_goes_out(
        self, site: MakeSite, part: str, shown: bool | None
    ) -> None:
        """`feed` of a policy: all, an excerpt, or nothing."""
        files = {
            "articles/s.md": agency("It begins.\n\n" + "Filler. " * 40 + f"\n\n{WORDS}"),
            "articles/own.md": story("Ours.", slug="own", date="2020-01-01"),
        }
        paper = site(files, REPUBLISHING=terms("afp", feed=part), FEED_LENGTH=1)
        (newest,) = entries(paper)
        if shown is None:
            assert newest.text("a:link/@href").endswith("/own/")
            assert entries(paper, "feeds/author/afp.atom.xml") == []
            assert breaches(feed(paper, "feeds/author/afp.atom.xml")) == []
        else:
            assert (WORDS in newest.content.get_text().replace("\xa0", " ")) is shown
            assert newest.text("a:rights") == TERMS

    def test_a_part_that_there_is_not_is_a_fault(self, site: MakeSite) -> None:
        """In one sentence."""
        paper = site({"articles/s.md": agency()}, REPUBLISHING=terms("afp", feed="half"))
        (fault,) = paper.faults
        assert fault.startswith("settings: REPUBLISHING.policies.afp.feed: ")

    def test_the_page_still_has_the_whole_story(self, site: MakeSite) -> None:
        """The paper has bought the right to print it."""
        paper = site({"articles/s.md": agency()})
        assert WORDS in paper.html("2024/06/s/index.html").get_text().replace("\xa0", " ")


class TestTerms:
    def test_every_entry_says_on_what_terms_it_may_be_printed(self, site: MakeSite) -> None:
        """At the end of the content with its links in full, and in `rights` as plain text."""
        statements = {
            "fee": "You may republish this story for a fee.",
            "afp": TERMS,
            "open": "You may republish this story free of charge under an open licence.",
        }
        for rights, statement in statements.items():
            paper = site({"articles/s.md": story(slug="s", rights=rights)}, SITEURL=URL)
            one = entry(paper)
            assert one.text("a:rights") == statement
            assert one.texts("a:rights/@type") == []
            assert last(one).get_text().startswith(statement)
            links = {str(link["href"]): link.get_text() for link in last(one).find_all("a")}
            if rights == "fee":
                (link,) = links
                assert link.startswith(f"{URL}/republishing/?story=https%3A%2F%2Fhalyard.example")
                assert links[link] == "Ask for the rights and see what they cost"
            if rights == "afp":
                assert links == {}
            if rights == "open":
                assert list(links) == [f"{URL}/2024/06/s/republish/", LICENCE]
            assert breaches(feed(paper)) == []

    def test_a_story_of_the_papers_own_goes_out_whole(self, site: MakeSite) -> None:
        """For a fee or free: it is the paper's feed."""
        for rights in ("fee", "open"):
            files = {"articles/s.md": story(f"One.\n\n{WORDS}", rights=rights, summary="Short")}
            one = entry(site(files))
            assert WORDS in one.content.get_text().replace("\xa0", " ")
            assert one.text("a:summary") == "Short"

    def test_an_open_licence_is_linked_for_programs(self, site: MakeSite) -> None:
        """RFC 4946: one link of the kind `license`, and none for other stories."""
        free = story(slug="free", rights="open", date="2024-07-01")
        newer, older = entries(site({"articles/a.md": free, "articles/b.md": agency()}))
        assert newer.texts("a:link[@rel='license']/@href") == [LICENCE]
        assert older.texts("a:link[@rel='license']/@href") == []

    def test_a_statement_with_odd_signs_is_text(self, site: MakeSite) -> None:
        """In both places."""
        odd = "Ask <us> & pay “€5”."
        paper = site({"articles/s.md": story()}, REPUBLISHING=terms("fee", statement=odd))
        assert entry(paper).text("a:rights") == odd
        assert last(entry(paper)).get_text().startswith(odd)

    @pytest.mark.parametrize("without", ["setting", "plugin"])
    def test_a_paper_without_terms_says_nothing(self, site: MakeSite, without: str) -> None:
        """Stories go out whole, and the publisher's rights stand at the head of the feed."""
        plugins = load(str(PELICANCONF))["PLUGINS"]
        fewer = [name for name in plugins if name != "broadsheet.republishing"]
        changes = {"REPUBLISHING": None, "PLUGINS": plugins if without == "setting" else fewer}
        paper = site({"articles/s.md": agency(summary="Short", newsletter="none")}, **changes)
        one = entry(paper)
        assert one.content.get_text().strip().replace("\xa0", " ") == WORDS
        assert one.text("a:summary") == "Short"
        assert one.texts("a:rights") == []
        assert feed(paper).text("a:rights") == "© The Halyard"
        assert breaches(feed(paper)) == []


def test_a_byline_with_an_agency_in_it_is_an_agencys(site: MakeSite) -> None:
    """From the byline to the feed."""
    for byline in ("AFP/Reuters", "Jane Doe/A.F.P."):
        files = {"articles/s.md": story(WORDS, authors=f"['{byline}']", summary="Short")}
        paper: Paper = site(files)
        assert entry(paper).text("a:rights") == TERMS
        assert WORDS not in entry(paper).content.get_text()
        assert entry(paper).text("a:author/a:name") == byline
