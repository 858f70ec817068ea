"""Standing pages: about, contact, privacy, the page for lost readers, and the lists of names."""

from __future__ import annotations

import pytest
from front_desk import PICTURE, WITH_PICTURE, addresses, files, found, names, pages

from tests.support.small_paper import MakeSite

PUBLISHER = {
    "name": "Halyard Press",
    "sentence": "The Halyard is a paper of the sea.",
    "email": "editors@halyard.example",
}
ONE = files(("story", {}))


class TestStaticPages:
    def test_an_unwritten_page_says_what_the_settings_know(self, site: MakeSite) -> None:
        """The footer's links lead somewhere from the first day on."""
        paper = site(ONE, PUBLISHER=PUBLISHER)
        for slug, heading, words in (
            ("about", "About us", PUBLISHER["sentence"]),
            ("contact", "Contact", PUBLISHER["email"]),
            ("privacy", "Privacy", "no cookies"),
        ):
            page = paper.html(f"{slug}/index.html")
            assert found(page, "h1").get_text() == heading
            assert words in found(page, "main").get_text()
            assert f"/{slug}/" in addresses(page, "footer a")

    def test_a_publisher_without_an_address_has_a_contact_page_too(self, site: MakeSite) -> None:
        """It asks to write to the editors; it does not print “None”."""
        publisher = {key: value for key, value in PUBLISHER.items() if key != "email"}
        text = found(site(ONE, PUBLISHER=publisher).html("contact/index.html"), "main").get_text()
        assert "Write to the editors" in text and "None" not in text

    def test_a_name_that_ends_with_a_full_stop_ends_a_sentence(self, site: MakeSite) -> None:
        """“Published by Halyard Press Inc.”, not “Inc..”, in the text as at the foot."""
        page = site(ONE, PUBLISHER={**PUBLISHER, "name": "Halyard e. V."}).html("about/index.html")
        assert found(page, ".imprint").get_text() == "Published by Halyard e. V."
        assert "Published by Halyard e. V." in found(page, "main").get_text()
        assert ".." not in page.get_text()

    def test_a_written_page_takes_the_place_of_the_unwritten_one(self, site: MakeSite) -> None:
        """Its heading, summary and body, with its links finished."""
        text = (
            "---\ntitle: Who we are\nsummary: A paper of the sea\nslug: about\n---\n\n"
            "We *sail*. [A story]({filename}../articles/story.md), [a note](#n).\n\n## N {#n}\n"
        )
        paper = site({**ONE, "pages/us.md": text})
        page = paper.html("about/index.html")
        assert found(page, "h1").get_text() == "Who we are"
        assert found(page, ".standfirst").get_text().replace("\xa0", " ") == "A paper of the sea"
        assert addresses(page, ".prose a") == ["/2024/06/story/", "#n"]
        assert "Published by" not in found(page, "main").get_text()
        description = found(page, "meta[name=description]")
        assert description["content"] == "A paper of the sea"

    def test_a_page_of_the_papers_own_is_printed_at_its_slug(self, site: MakeSite) -> None:
        """A paper may have a page on its standards."""
        paper = site({**ONE, "pages/standards.md": "---\ntitle: Our standards\n---\n\nTruth.\n"})
        (path,) = pages(paper, r"(our-)?standards/")
        page = paper.html(f"{path}index.html")
        assert "Truth." in found(page, ".prose").get_text()


class TestLostReaders:
    def test_the_page_for_lost_readers_leads_home_and_stays_out_of_search(
        self, site: MakeSite
    ) -> None:
        """Servers look for /404.html; its addresses hold wherever it is shown."""
        paper = site(ONE, SITEURL="https://halyard.example/paper")
        page = paper.html("404.html")
        assert "noindex" in str(found(page, "meta[name=robots]")["content"])
        assert addresses(page, "main .onward a") == ["/paper/"]
        for element in page.select("[href], [src]"):
            address = str(element.get("href") or element.get("src"))
            assert address.startswith(("/paper", "https://", "#")), element

    def test_lost_readers_find_the_sections_and_what_is_new(self, site: MakeSite) -> None:
        """A mistyped address is no dead end."""
        page = site(files(*((slug, {}) for slug in "abcde"))).html("404.html")
        assert "/world/" in addresses(page, "main .lost a")
        assert len(page.select("main .card")) == 4


class TestNames:
    TOPICS = ("ships", "Ports", "éclairs", "Zebras", "3D", "piers", "Quays")

    def test_the_list_of_topics_names_each_once_under_its_first_letter(
        self, site: MakeSite
    ) -> None:
        """Capitals and small letters stand together; every topic's front is linked, with a count."""
        many = [*self.TOPICS, *(f"Piece {number}" for number in range(40))]
        paper = site(files(("story", {"tags": names(many)}), ("b", {"tags": "[ports]"})))
        page = paper.html("topics/index.html")
        groups = {
            found(group, ".year-label").get_text(): [link.get_text() for link in group.select("a")]
            for group in page.select("main .year")
        }
        assert len(page.select("main .year")) == len(groups)
        assert groups["P"][::41] == ["Piece 0 1", "Ports 2"] and groups["S"] == ["ships 1"]
        assert groups["0–9"] == ["3D 1"] and groups["Z"] == ["Zebras 1"]
        letters = [each.get_text() for each in page.select("main .beside a")]
        assert letters == list(groups) and len(letters) > 5
        for link, letter in zip(addresses(page, "main .beside a"), letters, strict=True):
            assert page.find(id=link.removeprefix("#")).get_text() == letter  # type: ignore[union-attr]
        linked = addresses(page, "main .year li a")
        assert sorted(linked) == sorted(f"/{path}" for path in pages(paper, r"topics/[^/]+/"))

    @pytest.mark.parametrize(
        ("lang", "order"),
        [
            ("de", {"A": ["Ärzte", "Asyl"], "O": ["Oper", "Österreich"], "Z": ["Zug"]}),
            (
                "sv",
                {"A": ["Asyl"], "O": ["Oper"], "Z": ["Zug"], "Ä": ["Ärzte"], "Ö": ["Österreich"]},
            ),
        ],
    )
    def test_a_letter_with_a_mark_stands_where_the_language_has_it(
        self, site: MakeSite, lang: str, order: dict[str, list[str]]
    ) -> None:
        """In German an Ä is found under A, in Swedish it is a letter behind Z."""
        topics = names(["Zug", "Österreich", "Oper", "Asyl", "Ärzte"])
        page = site(files(("story", {"tags": topics})), DEFAULT_LANG=lang).html("topics/index.html")
        groups = {
            found(group, ".year-label").get_text(): [
                link.get_text().partition(" ")[0] for link in group.select("a")
            ]
            for group in page.select("main .year")
        }
        assert list(groups.items()) == list(order.items())

    def test_authors_have_their_portrait_and_their_role(self, site: MakeSite) -> None:
        """As far as their file says them; the portrait is silent beside the name."""
        jane = f"---\nname: Jane Doe\nslug: jane\nrole: Editor\nimage: {WITH_PICTURE}\n---\n"
        told = files(("a", {"authors": "[Jane Doe, Ann Lee]"}))
        page = site({**PICTURE, "authors/jane.md": jane, **told}).html("authors/index.html")
        entries = {found(each, "a").get_text(): each for each in page.select(".face")}
        assert found(entries["Jane Doe"], ".role").get_text() == "Editor"
        assert found(entries["Jane Doe"], "img")["alt"] == ""
        assert entries["Ann Lee"].select("img, .role") == []

    def test_a_file_says_by_what_a_name_is_found(self, site: MakeSite) -> None:
        """Where that is not its last word; an organization is found by its first."""
        told = {
            "authors/cruz.md": "---\nname: Maria de la Cruz Jr.\nsort: Cruz\n---\n",
            "authors/ap.md": "---\nname: Associated Press\nkind: organization\n---\n",
            **files(("a", {"authors": "[Maria de la Cruz Jr., Associated Press, Jane Doe]"})),
        }
        page = site(told).html("authors/index.html")
        letters = [each.get_text() for each in page.select("main .year-label")]
        assert letters == ["A", "C", "D"]

    def test_the_list_of_authors_names_those_with_and_without_a_page(self, site: MakeSite) -> None:
        """Everyone who has a page of stories, at its address, by their family name."""
        paper = site(
            {
                "authors/jane.md": "---\nname: Jane Doe\nslug: jane\n---\n",
                **files(("a", {"authors": "[Jane Doe, Ann Lee]"})),
            }
        )
        page = paper.html("authors/index.html")
        shown = [(link.get_text(), link["href"]) for link in page.select("main li a")]
        assert shown == [("Jane Doe", "/authors/jane/"), ("Ann Lee", "/authors/ann-lee/")]
        assert [label.get_text() for label in page.select(".year-label")] == ["D", "L"]

    def test_a_paper_without_topics_and_bylines_has_empty_lists(self, site: MakeSite) -> None:
        """The footer links to them all the same."""
        paper = site(ONE)
        for path in ("topics/index.html", "authors/index.html"):
            assert addresses(paper.html(path), "main a") == []
