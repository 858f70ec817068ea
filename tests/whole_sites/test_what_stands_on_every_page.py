"""What a paper puts on every page by its settings: menu, foot, support, announcements."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from broadsheet.site.settings import read_site
from tests.support.small_paper import MakeSite, Paper, story

STORY = {"articles/a.md": story(), "images/none.txt": "x"}
IMPRINT = "---\ntitle: Imprint\n---\n\nHalyard Press, Port Ellery.\n"
MORNING, NIGHT = "2026-12-01T06:00:00+00:00", "2026-12-01T23:00:00+00:00"
STRIKE = {"text": "We are on strike.", "link": ("Why", "/about/")}


def links(page: BeautifulSoup, selector: str) -> list[tuple[str, str]]:
    """Return words and addresses of links."""
    return [(each.get_text(), str(each["href"])) for each in page.select(selector)]


def refused(paper: Paper) -> list[str]:
    """Return the faults of settings, without the place that tells where they are written."""
    return [fault.partition(": ")[2] for fault in paper.faults]


def test_the_foot_says_who_publishes_the_paper(site: MakeSite) -> None:
    """On every page, as laws on the press ask in many countries."""
    publisher = {"name": "Halyard Press", "sentence": "The Halyard is a paper of the sea."}
    page = site(STORY, PUBLISHER=publisher).html("world/index.html")
    (imprint,) = page.select("footer .imprint")
    assert imprint.get_text() == "Published by Halyard Press."


class TestMenu:
    def test_links_of_ones_own_follow_the_sections(self, site: MakeSite) -> None:
        """At the head and at the foot; the page that is open is marked."""
        paper = site(
            {**STORY, "pages/imprint.md": IMPRINT},
            MENUITEMS=(("Imprint", "/imprint/"), ("Jobs", "https://jobs.example/")),
        )
        page = paper.html("imprint/index.html")
        menu = links(page, ".masthead .sections a")
        assert menu[0] == ("World", "/world/")
        assert menu[-2:] == [("Imprint", "/imprint/"), ("Jobs", "https://jobs.example/")]
        assert links(page, ".colophon-links > div:first-child a") == menu
        (current,) = page.select(".sections [aria-current]")
        assert current.get_text() == "Imprint"

    def test_a_menu_can_do_without_the_sections(self, site: MakeSite) -> None:
        """Then it holds the paper's own links, in their order, and nothing else."""
        menu = [["News", "/world/"], {"name": "Write to us", "url": "mailto:a@b.example"}]
        paper = site(STORY, DISPLAY_CATEGORIES_ON_MENU=False, MENUITEMS=menu)
        shown = links(paper.html("index.html"), ".masthead .sections a")
        assert shown == [("News", "/world/"), ("Write to us", "mailto:a@b.example")]

    def test_paths_are_those_below_the_papers_own_address(self, site: MakeSite) -> None:
        """A paper may stand in a folder of a server."""
        settings: dict[str, Any] = {
            "MENUITEMS": [("About", "/about/")],
            "SITEURL": "https://h.example/p",
        }
        page = site(STORY, **settings).html("index.html")
        assert ("About", "/p/about/") in links(page, ".masthead .sections a")


class TestFoot:
    def test_a_standing_page_is_at_the_foot_by_its_heading(self, site: MakeSite) -> None:
        """An imprint is there as soon as it is written, behind what every paper has."""
        contact = "---\ntitle: Contact and complaints\n---\n\nWrite.\n"
        paper = site({**STORY, "pages/imprint.md": IMPRINT, "pages/contact.md": contact})
        shown = links(paper.html("index.html"), ".colophon-paper a")
        assert ("About us", "/about/") in shown
        assert ("Contact and complaints", "/contact/") in shown
        assert [url for _, url in shown].count("/contact/") == 1
        assert shown[-1] == ("Imprint", "/imprint/")

    @pytest.mark.parametrize(
        ("setting", "key", "is_there"),
        [(True, "no", False), (False, "", False), (False, "footer: yes", True)],
    )
    def test_a_page_says_whether_it_is_there(
        self, site: MakeSite, setting: bool, key: str, is_there: bool
    ) -> None:
        """It goes before the setting for all pages; the page itself is printed in any case."""
        key = key if key in ("", "footer: yes") else f"footer: {key}"
        text = IMPRINT.replace("---\n\n", f"{key}\n---\n\n" if key else "---\n\n")
        paper = site({**STORY, "pages/imprint.md": text}, DISPLAY_PAGES_ON_MENU=setting)
        shown = links(paper.html("index.html"), ".colophon-paper a")
        assert (("Imprint", "/imprint/") in shown) == is_there
        assert ("About us", "/about/") in shown
        assert "imprint/index.html" in paper.files()

    def test_a_page_that_every_paper_has_may_stay_away_too(self, site: MakeSite) -> None:
        """One that is written, for example into the menu instead."""
        about = "---\ntitle: About\nfooter: no\n---\n\nWe.\n"
        shown = links(site({**STORY, "pages/about.md": about}).html("index.html"), ".colophon a")
        assert "/about/" not in [url for _, url in shown]

    def test_further_links_and_profiles_have_lists_of_their_own(self, site: MakeSite) -> None:
        """Profiles say that they are the paper's own; machines are told as well."""
        paper = site(
            STORY,
            LINKS=[("Press council", "http://council.example/")],
            LINKS_WIDGET_NAME="Elsewhere",
            SOCIAL=[("Mastodon", "https://social.example/@halyard")],
        )
        page = paper.html("index.html")
        assert ("Press council", "http://council.example/") in links(page, ".colophon a")
        assert links(page, ".colophon a[rel=me]") == [
            ("Mastodon", "https://social.example/@halyard")
        ]
        headings = [each.get_text() for each in page.select(".colophon h2")]
        assert headings[-2:] == ["Elsewhere", "Follow us"]
        told = "".join(
            each.get_text() for each in page.select("script[type='application/ld+json']")
        )
        assert "https://social.example/@halyard" in told

    def test_support_is_asked_for_at_the_head_and_at_the_foot(self, site: MakeSite) -> None:
        """One link, wherever readers can give money."""
        page = site(STORY, SUPPORT=("Support us", "https://give.example/")).html("index.html")
        for place in (".masthead", ".colophon"):
            assert links(page, f"{place} .support") == [("Support us", "https://give.example/")]

    @pytest.mark.parametrize(
        "settings",
        [
            {"SUPPORT": ("Give", "/imprint/")},
            {"LINKS": [("Legal notice", "/imprint/")]},
            {"MENUITEMS": [("Who we are", "/imprint/")]},
        ],
    )
    def test_a_page_that_the_settings_name_stands_there_once(
        self, site: MakeSite, settings: dict[str, object]
    ) -> None:
        """By the words of the setting, and not by its own headline as well."""
        page = site({**STORY, "pages/imprint.md": IMPRINT}, **settings).html("index.html")
        shown = [words for words, url in links(page, ".colophon a") if url == "/imprint/"]
        assert len(shown) == 1 and shown != ["Imprint"]

    def test_a_paper_that_says_nothing_has_none_of_these(self, site: MakeSite) -> None:
        """No empty list, no heading over nothing, no bar."""
        page = site(STORY).html("index.html")
        assert not page.select(".support, .announcements, [rel=me]")
        assert len(page.select(".colophon h2")) == 2


class TestAnnouncements:
    TWO = [  # noqa: RUF012 - no test changes it
        {"text": "Lines are open.", "from": MORNING, "until": NIGHT},
        STRIKE,
    ]

    @pytest.mark.parametrize(
        ("now", "shown"),
        [
            ("2026-12-01T05:59:59+00:00", "We are on strike. Why"),
            (MORNING, "Lines are open."),
            ("2026-12-01T22:59:59+00:00", "Lines are open."),
            (NIGHT, "We are on strike. Why"),
        ],
    )
    def test_the_first_that_is_due_stands_above_every_page(
        self, site: MakeSite, now: str, shown: str
    ) -> None:
        """One at a time, to the second; of the other no page has a word."""
        paper = site(STORY, ANNOUNCEMENTS=self.TWO, NOW=now)
        for path in ("index.html", "2024/06/harbour-reopens/index.html", "404.html"):
            (bar,) = paper.html(path).select(".announcements")
            assert " ".join(bar.get_text().split()) == shown
        other = b"Lines are open" if "strike" in shown else b"on strike"
        assert not any(other in data for data in paper.files().values())

    @pytest.mark.parametrize(
        ("now", "is_there"),
        [("2026-12-01T22:59:59+00:00", True), ("2026-12-01T23:00:00+00:00", False)],
    )
    def test_a_day_counts_to_its_end_where_the_paper_is(
        self, site: MakeSite, now: str, is_there: bool
    ) -> None:
        """Until a day means: that day still."""
        notes = [{"text": "Closed.", "until": "2026-12-01"}]
        paper = site(STORY, ANNOUNCEMENTS=notes, NOW=now, TIMEZONE="Europe/Paris")
        assert bool(paper.html("index.html").select(".announcements")) == is_there

    def test_time_passing_is_an_edit(self, site: MakeSite) -> None:
        """A build that keeps what it knows comes to the same as one that knows nothing."""
        notes = [{"text": "Closed.", "from": MORNING, "until": NIGHT}]
        for now in ("2026-12-01T05:00:00+00:00", MORNING, NIGHT):
            kept = site(STORY, ANNOUNCEMENTS=notes, NOW=now).files()
            clean = site(STORY, ANNOUNCEMENTS=notes, NOW=now, LOAD_CONTENT_CACHE=False).files()
            assert kept == clean
            assert (b"Closed." in kept["index.html"]) == (now == MORNING)

    def test_a_preview_of_drafts_shows_and_marks_what_is_to_come(self, site: MakeSite) -> None:
        """So that an editor sees it before readers do."""
        notes = [{"text": "Lines are open.", "from": MORNING}]
        page = site(STORY, ANNOUNCEMENTS=notes, DRAFTS=True).html("index.html")
        (state,) = page.select(".announcements .state")
        assert state.get_text() == "From 1 December 2026, 06:00"

    def test_a_link_that_leads_nowhere_yet_stops_no_build_before_its_time(
        self, site: MakeSite
    ) -> None:
        """It is told before, and an error from then on; what is over is nobody's worry."""
        notes = [
            {"text": "Read it.", "link": ("Here", "/report/"), "from": MORNING, "until": NIGHT}
        ]
        before = site(STORY, ANNOUNCEMENTS=notes)
        assert before.stopped is None
        assert any(
            "ANNOUNCEMENTS.0.link: the link /report/ leads nowhere on this site as yet" in line
            for line in before.warnings
        )
        (fault,) = refused(site(STORY, ANNOUNCEMENTS=notes, NOW=MORNING))
        assert fault.startswith("ANNOUNCEMENTS.0.link: the link /report/ leads nowhere")
        after = site(STORY, ANNOUNCEMENTS=notes, NOW=NIGHT)
        assert after.stopped is None
        assert not any("ANNOUNCEMENTS" in line for line in after.warnings)

    def test_a_file_waits_for_the_announcement_that_names_it(self, site: MakeSite) -> None:
        """A file that only a story under embargo uses does not leak by an announcement to come."""
        files = {
            "articles/a.md": story("[Report]({static}/files/leak.pdf)", embargo=MORNING),
            "files/leak.pdf": b"%PDF-1.4",
        }
        notes = [{"text": "Read it.", "link": ("Here", "/files/leak.pdf"), "from": MORNING}]
        settings: dict[str, Any] = {"ANNOUNCEMENTS": notes, "STATIC_PATHS": ["files"]}
        assert "files/leak.pdf" not in site(files, **settings).files()
        assert "files/leak.pdf" in site(files, **settings, NOW=MORNING).files()

    def test_what_nobody_could_see_is_told(self, site: MakeSite) -> None:
        """One that is over before it begins is an error, one that is always hidden a warning."""
        notes = [{"text": "A", "from": NIGHT, "until": MORNING}]
        (fault,) = refused(site(STORY, ANNOUNCEMENTS=notes))
        assert fault.startswith("ANNOUNCEMENTS.0.until: it is over before it begins")
        hidden = site(STORY, ANNOUNCEMENTS=[STRIKE, {"text": "B", "until": NIGHT}])
        assert any("ANNOUNCEMENTS.1: nobody will see it" in line for line in hidden.warnings)


class TestFaults:
    @pytest.mark.parametrize("setting", ["MENUITEMS", "LINKS"])
    def test_a_link_of_a_setting_that_leads_nowhere_is_told(
        self, site: MakeSite, setting: str
    ) -> None:
        """As one of a story is, by the name of the setting and the number of the link."""
        paper = site(STORY, **{setting: [("About", "/about/"), ("Imprint", "/imprnt/")]})
        assert refused(paper) == [
            f"{setting}.1: the link /imprnt/ leads nowhere on this site (correct it)"
        ]

    @pytest.mark.parametrize(
        ("setting", "value", "fault"),
        [
            ("MENUITEMS", [("a", "javascript:alert(1)")], "MENUITEMS.0.url: “javascript:alert(1)” is no full address such as https://example.org/ (correct it)"),
            ("MENUITEMS", [("a", "//evil.example/")], "MENUITEMS.0.url: “//evil.example/” does not begin with https:// (correct it)"),
            ("MENUITEMS", [("a", "a@b.example")], "MENUITEMS.0.url: “a@b.example” is no address of a page (write mailto:a@b.example)"),
            ("MENUITEMS", [("a", "b", "c")], 'MENUITEMS.0: not a pair of words and address (write ("Imprint", "/imprint/"))'),
            ("MENUITEMS", ("News", "/news/"), 'MENUITEMS: one pair, and a list of them is meant (write [("News", "/news/")])'),
            ("MENUITEMS", {"News": "/news/", "Arts": "/arts/"}, 'MENUITEMS: a group, and a list of pairs is meant (write [("News", "/news/"), ("Arts", "/arts/")])'),
            ("MENUITEMS", [("/news/", "News")], 'MENUITEMS.0: the address stands before the words (write ("News", "/news/"))'),
            ("MENUITEMS", [("News", "news")], "MENUITEMS.0.url: “news” is neither a path of this site nor a full address (write /news/, or an address with https://)"),
            ("MENUITEMS", [("", "/about/")], "MENUITEMS.0.name: empty (correct it)"),
            ("MENUITEMS", "about", 'MENUITEMS: not a list (write [("Imprint", "/imprint/")])'),
            ("LINKS", [{"name": "a", "ulr": "/about/"}], "LINKS.0.ulr is not known (did you mean `url`?)"),
            ("SOCIAL", [("a", "/about/")], "SOCIAL.0.url: “/about/” is no full address such as https://example.org/ (correct it)"),
            ("SOCIAL", "https://x.example/a", 'SOCIAL: not a list (write [("Mastodon", "https://mastodon.example/@tide")])'),
            ("SUPPORT", [("Give", "/give/")], 'SUPPORT: not a pair of words and address (write ("Give", "/give/"))'),
            ("SUPPORT", "/give/", 'SUPPORT: not a pair of words and address (write ("Imprint", "/imprint/"))'),
            ("SUPPORT", ("a", "ftp://x.example/"), "SUPPORT.url: “ftp://x.example/” does not begin with https:// (correct it)"),
            ("ANNOUNCEMENTS", ["x"], 'ANNOUNCEMENTS.0: not a group of keys (write {"text": "…", "until": "2030-01-31"})'),
            ("ANNOUNCEMENTS", [{"text": "x", "form": MORNING}], "ANNOUNCEMENTS.0.form is not known (did you mean `from`?)"),
            ("ANNOUNCEMENTS", [{"text": "x", "until": "soon"}], "ANNOUNCEMENTS.0.until: “soon” is no date"),
        ],
    )  # fmt: skip
    def test_what_does_not_fit_is_told(self, setting: str, value: Any, fault: str) -> None:
        """By its place within the setting, with what to do."""
        site, faults = read_site(
            {
                "SITENAME": "x",
                "SITEURL": "https://example.org",
                "PUBLISHER": {"name": "x", "sentence": "x"},
                setting: value,
            }
        )
        told = [str(each).removeprefix("settings: ") for each in faults]
        assert site is None and any(each.startswith(fault) for each in told), told

    @pytest.mark.parametrize(
        ("setting", "value", "place"),
        [
            ("SITESUBTITLE", "Read **this**", "SITESUBTITLE"),
            ("ANNOUNCEMENTS", [{"text": "Read **this**"}], "ANNOUNCEMENTS.0.text"),
            ("LINKS", [("Read **this**", "https://a.example/")], "LINKS.0.name"),
            ("LINKS_WIDGET_NAME", "Read **this**", "LINKS_WIDGET_NAME"),
        ],
    )
    def test_signs_that_readers_would_see_are_told(
        self, site: MakeSite, setting: str, value: Any, place: str
    ) -> None:
        """In words of settings as in headlines, which are plain text too."""
        told = f"{place}: “**this**” is shown as it stands (write `this`: the line is plain text)"
        warnings = site(STORY, **{setting: value}).warnings
        assert [each.partition(": ")[2] for each in warnings].count(told) == 1
