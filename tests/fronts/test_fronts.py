"""Fronts of sections, topics and authors: the latest stories, and the way to the rest."""

from __future__ import annotations

import pytest
from front_desk import (
    PICTURE,
    WITH_PICTURE,
    addresses,
    day,
    files,
    found,
    names,
    slugs,
)

from tests.support.small_paper import MakeSite, without_mark


def five_months(topic: str = "Ports", author: str = "Jane Doe") -> dict[str, str | bytes]:
    """Return five stories, a month apart, over the turn of a year."""
    dates = ["2023-10-05", "2023-11-05", "2023-12-05", "2024-01-05", "2024-02-05"]
    front = {"tags": names([topic]), "authors": names([author])}
    return files(*[(f"s{n}", {"date": date, **front}) for n, date in enumerate(dates)])


class TestLength:
    @pytest.mark.parametrize("front", ["world", "topics/ports", "authors/jane-doe"])
    def test_a_front_shows_the_latest_and_links_to_the_archive_of_all(
        self, site: MakeSite, front: str
    ) -> None:
        """FRONT_LENGTH stories, the latest first; what is older stands below them by its time."""
        page = site(five_months(), FRONT_LENGTH=3).html(f"{front}/index.html")
        assert slugs(page) == ["s4", "s3", "s2"]
        periods = ["2024/02", "2024/01", "2023"] if front == "world" else ["2024", "2023"]
        assert addresses(page, ".archives a") == [f"/{front}/{period}/" for period in periods]

    def test_without_a_setting_a_front_shows_twenty_four(self, site: MakeSite) -> None:
        """The default of FRONT_LENGTH."""
        paper = site(files(*[(f"s{n}", {"date": day(n)}) for n in range(26)]))
        expected = [f"s{n}" for n in range(25, 1, -1)]
        assert slugs(paper.html("world/index.html")) == expected

    def test_a_section_sorts_its_months_under_their_years(self, site: MakeSite) -> None:
        """A long archive can be looked through."""
        page = site(five_months()).html("world/index.html")
        years = page.select(".archives .year")
        assert [each.get_text() for each in page.select(".archives .year-label")] == ["2024"]
        assert addresses(years[0], "a") == ["/world/2024/02/", "/world/2024/01/"]
        assert addresses(years[1], "a") == ["/world/2023/"]


class TestSections:
    def test_a_front_names_its_section_and_its_feed(self, site: MakeSite) -> None:
        """Heading, description, mark in the navigation, and the feed for readers and programs."""
        sections = [{"name": "World", "description": "From everywhere."}, "Science"]
        paper = site(files(("s", {})), SECTIONS=sections, NEWSLETTERS=[])
        page = paper.html("world/index.html")
        assert found(page, "h1").get_text() == "World"
        assert found(page, "main .standfirst").get_text() == "From everywhere."
        assert addresses(page, "nav.sections [aria-current]") == ["/world/"]
        feeds = addresses(page, "link[type='application/atom+xml']")
        assert "/feeds/world.atom.xml" in feeds
        assert addresses(page, "main .feed-link a") == ["/feeds/world.atom.xml"]

    def test_an_empty_section_has_an_empty_front(self, site: MakeSite) -> None:
        """The navigation leads there from the first day on."""
        page = site(files(("s", {}))).html("science/index.html")
        assert found(page, "h1").get_text() == "Science"
        assert slugs(page) == [] and page.select(".archives") == []

    def test_each_story_is_on_the_front_of_its_own_section(self, site: MakeSite) -> None:
        """And on no other."""
        paper = site(files(("w", {}), ("s", {"category": "Science"})))
        assert slugs(paper.html("world/index.html")) == ["w"]
        assert slugs(paper.html("science/index.html")) == ["s"]


class TestTopics:
    def test_spellings_that_differ_in_case_are_one_topic(self, site: MakeSite) -> None:
        """One front, under the name that most stories use, and every story links to it by that."""
        spellings = {"a": "deep sea", "b": "Deep Sea", "c": "DEEP SEA", "d": "Deep Sea"}
        told = [(slug, {"tags": names([name])}) for slug, name in spellings.items()]
        paper = site(files(*told))
        page = paper.html("topics/deep-sea/index.html")
        assert found(page, "h1").get_text() == "Deep Sea"
        assert sorted(slugs(page)) == ["a", "b", "c", "d"]
        assert [path.name for path in (paper.output / "topics").iterdir() if path.is_dir()] == [
            "deep-sea"
        ]
        for slug in spellings:
            link = found(paper.html(f"2024/06/{slug}/index.html"), "section.topics a")
            assert (link.get_text(), link["href"]) == ("Deep Sea", "/topics/deep-sea/")


class TestAuthors:
    PAGE = (
        "---\nname: Jane Doe\nslug: jane\nrole: World editor\nemail: jane@halyard.example\n"
        "image: {src: /images/tug.svg, alt: Jane at sea, credit: Ann Lee}\n"
        "links: [{label: Mastodon, url: 'https://example.org/@jane'}]\n---\n\n"
        "Jane has *sailed*. See [her start]({filename}../articles/s.md).\n"
    )

    def test_an_author_without_a_page_gets_a_plain_one(self, site: MakeSite) -> None:
        """Name, feed and stories; no empty box for what nobody has written."""
        page = site(files(("s", {"authors": "[Jane Doe]"}))).html("authors/jane-doe/index.html")
        assert found(page, "h1").get_text() == "Jane Doe"
        assert slugs(page) == ["s"]
        assert addresses(page, "main .feed-link a") == ["/feeds/author/jane-doe.atom.xml"]
        assert page.select("main .role, main .prose, main .portrait, main .contact") == []

    def test_a_written_page_shows_what_is_written(self, site: MakeSite) -> None:
        """Role, biography with links, portrait with its credit, addresses, and the stories."""
        story = files(("s", {"authors": "[Jane Doe]"}))
        paper = site({"authors/jane.md": self.PAGE, **PICTURE, **story})
        page = paper.html("authors/jane/index.html")
        assert found(page, "h1").get_text() == "Jane Doe"
        assert found(page, ".role").get_text() == "World editor"
        bio = found(page, "main .prose")
        assert "Jane has sailed." in bio.get_text().replace("\xa0", " ") and bio.select("em")
        assert slugs(bio, "p") == ["s"]
        portrait = found(page, ".portrait img")
        assert without_mark(portrait["src"]) == "/images/tug.svg"
        assert portrait["alt"] == "Jane at sea"
        assert found(page, ".portrait .credit").get_text() == "Ann Lee"
        contact = ["mailto:jane@halyard.example", "https://example.org/@jane"]
        assert addresses(page, ".contact a") == contact
        assert slugs(page, ".river") == ["s"]
        byline = addresses(paper.html("2024/06/s/index.html"), ".byline a")
        assert byline == ["/authors/jane/"]

    def test_an_author_who_has_not_written_yet_has_a_page(self, site: MakeSite) -> None:
        """The biography stands; the list of stories is empty."""
        text = self.PAGE.replace("{filename}../articles/s.md", "/about/")
        page = site({"authors/jane.md": text, **PICTURE, **files(("s", {}))}).html(
            "authors/jane/index.html"
        )
        assert page.select(".role") and slugs(page) == [] and page.select(".archives") == []

    def test_a_story_of_several_authors_is_on_the_page_of_each(self, site: MakeSite) -> None:
        """And its byline links to all of them."""
        paper = site(files(("s", {"authors": "[Jane Doe, Ann Lee, José Oña]"})))
        paths = ["/authors/jane-doe/", "/authors/ann-lee/", "/authors/jose-ona/"]
        story = paper.html("2024/06/s/index.html")
        assert addresses(story, ".byline a") == paths
        assert found(story, ".byline").get_text() == "By Jane Doe, Ann Lee and José Oña"
        for path in paths:
            assert slugs(paper.html(f"{path.strip('/')}/index.html")) == ["s"]


def test_the_lead_of_a_front_shows_its_picture_with_the_credit(site: MakeSite) -> None:
    """A picture on a front is somebody's too."""
    paper = site({**PICTURE, **files(("s", {"image": WITH_PICTURE, "tags": "[Ports]"}))})
    for front in ("index.html", "world/index.html", "topics/ports/index.html"):
        lead = found(paper.html(front), "article.lead")
        assert without_mark(found(lead, "img")["src"]) == "/images/tug.svg"
        assert found(lead, ".credit").get_text() == "Ann Lee/AFP"


class TestDays:
    def test_a_day_without_a_time_prints_no_clock(self, site: MakeSite) -> None:
        """Neither on the page nor on a front; programs are told when the day began, with a zone."""
        paper = site(files(("s", {"date": "2024-06-11", "modified": "2024-06-12"})))
        page = paper.html("2024/06/s/index.html")
        assert [(time["datetime"], time.get_text()) for time in page.select("main time")] == [
            ("2024-06-11", "11 June 2024"),
            ("2024-06-12", "12 June 2024"),
        ]
        metas = page.select("meta[property^='article:'][property$='_time']")
        begun = ["2024-06-11T00:00:00+01:00", "2024-06-12T00:00:00+01:00"]
        assert [meta["content"] for meta in metas] == begun
        for front in ("index.html", "world/index.html"):
            assert "00:00" not in str(found(paper.html(front), "main"))
        data = str(found(page, "script[type='application/ld+json']"))
        assert f'"datePublished": "{begun[0]}"' in data
        assert f'"dateModified": "{begun[1]}"' in data
        feed = (paper.output / "feeds/all.atom.xml").read_text()
        assert f"<published>{begun[0]}<" in feed

    @pytest.mark.parametrize(
        ("zone", "told"),
        [
            ("Europe/London", "08:30\xa0BST"),
            ("Asia/Riyadh", "10:30\xa0GMT+03:00"),
            ("UTC", "07:30\xa0UTC"),
        ],
    )
    def test_a_time_says_by_which_clock_it_is(self, site: MakeSite, zone: str, told: str) -> None:
        """A story is read in other zones than its own; cards give the day alone."""
        front = {"date": "2024-06-11T07:30:00+00:00"}
        page = site(files(("s", front)), TIMEZONE=zone).html("2024/06/s/index.html")
        assert found(page, ".times time").get_text() == f"11 June 2024, {told}"

    @pytest.mark.parametrize(
        ("lang", "day", "month"),
        [
            ("en", "11 June 2024", "June 2024"),
            ("en-US", "June 11, 2024", "June 2024"),
            ("de", "11. Juni 2024", "Juni 2024"),
            ("es", "11 de junio de 2024", "junio de 2024"),
            ("ja", "2024年6月11日", "2024年6月"),
        ],
    )
    def test_a_day_and_a_month_are_written_as_the_language_writes_them(
        self, site: MakeSite, lang: str, day: str, month: str
    ) -> None:
        """The order, the full stop and the small words, not only the names of months."""
        paper = site(files(("s", {"date": "2024-06-11"})), DEFAULT_LANG=lang)
        assert found(paper.html("2024/06/s/index.html"), ".times time").get_text() == day
        assert found(paper.html("world/2024/06/index.html"), "h1").get_text() == month

    def test_a_change_on_the_day_of_the_date_is_that_day(self, site: MakeSite) -> None:
        """The time of `date` is not that of the change; a date far from the paper's is its own."""
        when = {"date": "2024-06-11T23:30:00-05:00", "modified": "2024-06-12"}
        page = site(files(("s", when))).html("2024/06/s/index.html")
        times = [time.get_text() for time in page.select("main .dates time, main time")]
        assert "12 June 2024, 05:30\xa0BST" in times and "12 June 2024" in times
