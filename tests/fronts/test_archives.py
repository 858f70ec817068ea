"""Archives: every story in one page of each, and old pages that stay as they are."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from front_desk import addresses, edition, files, found, names, pages, read, slugs
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.fronts.archives import Period, volumes
from tests.support.small_paper import MakeSite, Paper

SECTION_PAGES = r"(archive|world|science)/\d{4}/(\d\d/)?"
YEAR_PAGES = r"(topics|authors)/[a-z-]+/\d{4}/"

DATES = {
    "a": "2022-03-01",
    "b": "2022-03-31",
    "c": "2022-11-05",
    "d": "2023-01-01",
    "e": "2023-12-31",
    "f": "2024-02-29",
    "g": "2024-02-10",
    "h": "2024-06-11",
}


def stories_of_years() -> dict[str, str | bytes]:
    """Return eight stories of three years, every second one in another section."""
    told = []
    for place, (slug, date) in enumerate(DATES.items()):
        front = {
            "date": f"{date}T12:00:00+00:00",
            "category": ("World", "Science")[place % 2],
            "tags": names(["Ports", "Deep Sea"][: 1 + place % 2]),
            "authors": names(["Jane Doe", "Ann Lee"][place % 3 == 0 :]),
        }
        told.append((slug, front))
    return files(*told)


def shelves(paper: Paper, pattern: str = SECTION_PAGES) -> dict[str, BeautifulSoup]:
    """Return the pages of archives, without those that only lead on."""
    found = pages(paper, pattern)
    return {path: page for path, page in found.items() if not page.select("meta[http-equiv]")}


def archives(paper: Paper) -> dict[str, bytes]:
    """Return the bytes of all pages of archives."""
    pattern = f"({SECTION_PAGES}|{YEAR_PAGES})index.html"
    return {path: data for path, data in paper.files().items() if re.fullmatch(pattern, path)}


class TestVolumes:
    @given(
        st.lists(
            st.integers(0, 2_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)),
            max_size=30,
        ),
        st.sampled_from(["month", "year"]),
        st.sampled_from(["UTC", "Pacific/Auckland", "America/New_York", "Asia/Kathmandu"]),
    )
    def test_every_story_stands_in_the_one_volume_of_its_day(
        self, moments: list[datetime], period: Period, zone: str
    ) -> None:
        """Each period once, the latest first, and in it the stories of its days in the site's zone."""
        stories = [read(f"s{n}", moment.isoformat()) for n, moment in enumerate(moments)]
        stories.sort(key=lambda story: story.date, reverse=True)
        shelf = volumes(stories, period, edition(stories, zone).day_of)
        assert [story for volume in shelf for story in volume.stories] == stories
        paths = [volume.place.path for volume in shelf]
        assert len(set(paths)) == len(paths) and paths == sorted(paths, reverse=True)
        for volume in shelf:
            form = "%Y/%m/" if period == "month" else "%Y/"
            assert {
                story.date.astimezone(ZoneInfo(zone)).strftime(form) for story in volume.stories
            } == {volume.place.path}


class TestWhatStandsWhere:
    def test_every_story_is_once_in_each_archive_it_belongs_to(self, site: MakeSite) -> None:
        """One of the paper and of its section, one year page of each of its topics and authors."""
        paper = site(stories_of_years())
        months, years = shelves(paper), shelves(paper, YEAR_PAGES)
        placed = [
            (path, slug) for path, page in {**months, **years}.items() for slug in slugs(page)
        ]
        expected = []
        for place, (slug, date) in enumerate(DATES.items()):
            year, month = date.split("-")[:2]
            period = f"{year}/{month}/" if year == "2024" else f"{year}/"
            section = ("world", "science")[place % 2]
            expected += [(f"{front}/{period}", slug) for front in ("archive", section)]
            topics = ["ports", "deep-sea"][: 1 + place % 2]
            authors = ["jane-doe", "ann-lee"][place % 3 == 0 :]
            expected += [(f"topics/{topic}/{year}/", slug) for topic in topics]
            expected += [(f"authors/{author}/{year}/", slug) for author in authors]
        assert Counter(placed) == Counter(expected)
        assert slugs(months["science/2024/06/"]) == ["h"]
        assert slugs(years["topics/ports/2024/"]) == ["h", "f", "g"]

    def test_a_page_says_which_archive_it_is_and_leads_back_to_the_front(
        self, site: MakeSite
    ) -> None:
        """February 2024 of World and of the paper; 2023 of a topic."""
        paper = site(stories_of_years())
        for front, name in (("world", "World"), ("archive", "Archive")):
            page = paper.html(f"{front}/2024/02/index.html")
            assert found(page, "h1").get_text() == "February 2024"
            assert addresses(page, "main .kicker a") == [f"/{front}/"]
            assert found(page, "title").get_text().startswith(f"{name}, February 2024")
        page = paper.html("topics/deep-sea/2023/index.html")
        assert found(page, "h1").get_text() == "2023"
        assert addresses(page, "main .page-head a") == ["/topics/deep-sea/"]

    def test_only_pages_with_many_stories_are_offered_to_search_engines(
        self, site: MakeSite
    ) -> None:
        """A month of one story says no more than the story; it leads on all the same."""
        months = {"2024-01": 4, "2024-02": 5}
        told = [
            (f"s{month[-1]}{day}", {"date": f"{month}-{day:02}T12:00:00+00:00"})
            for month, count in months.items()
            for day in range(1, count + 1)
        ]
        paper = site(files(*told))
        few, many = (
            found(paper.html(f"world/2024/{month}/index.html"), "meta[name=robots]")["content"]
            for month in ("01", "02")
        )
        assert str(few).startswith("noindex, follow") and "noindex" not in many
        sitemaps = "".join(file.read_text() for file in (paper.output / "sitemap").iterdir())
        assert "/world/2024/02/" in sitemaps and "/world/2024/01/" not in sitemaps

    def test_every_page_that_search_engines_may_have_says_what_it_is(self, site: MakeSite) -> None:
        """No description is missing, and none is empty."""
        paper = site(stories_of_years())
        for path in paper.files():
            page = paper.html(path) if path.endswith(".html") else None
            robots = page.select("meta[name=robots]") if page else []  # none leads on to another
            if page is None or not robots or "noindex" in str(robots[0]["content"]):
                continue
            if page.select_one("article.story") is None:
                assert str(found(page, "meta[name=description]")["content"]).strip(), path

    def test_the_index_shows_the_whole_paper_by_years_of_twelve_months(
        self, site: MakeSite
    ) -> None:
        """Each month with how many stories it had, and where they are; sections have their own."""
        index = site(stories_of_years()).html("archive/index.html")
        years = index.select("main .year:has(.months)")
        assert [found(year, "h2").get_text() for year in years] == ["2024", "2023", "2022"]
        assert {len(year.select("li")) for year in years} == {12}
        links = index.select("main .months a")
        assert [(link["href"], link.get_text()) for link in links] == [
            ("/archive/2024/02/", "Feb 2"), ("/archive/2024/06/", "Jun 1"),
            ("/archive/2023/", "Jan 1"), ("/archive/2023/", "Dec 1"),
            ("/archive/2022/", "Mar 2"), ("/archive/2022/", "Nov 1"),
        ]  # fmt: skip
        assert addresses(index, "section.archives a") == [
            "/world/#page:archives", "/science/#page:archives"
        ]  # fmt: skip

    def test_small_months_of_years_that_are_over_join(self, site: MakeSite) -> None:
        """From five stories on a month has a page of its own, to which that of its year leads."""
        told = [(f"m{n}", {"date": f"2023-05-{n:02}"}) for n in range(1, 6)]
        told += [(f"s{n}", {"date": f"2023-{n:02}-01"}) for n in range(1, 4)]
        paper = site(files(*told, ("new", {"date": "2024-01-01"})))
        for front in ("archive", "world"):
            assert slugs(paper.html(f"{front}/2023/05/index.html"), ".river") == [
                f"m{n}" for n in range(5, 0, -1)
            ]
            year = paper.html(f"{front}/2023/index.html")
            assert slugs(year, ".river") == ["s3", "s2", "s1"]
            assert addresses(year, ".beside a") == [f"/{front}/2023/05/"]
            told = [each.get_text() for each in year.select(".beside li")]
            assert told == ["Jan 1", "Feb 1", "Mar 1", "May 5"]
            refresh = found(paper.html(f"{front}/2023/02/index.html"), "meta[http-equiv]")
            assert str(refresh["content"]).endswith(f"url=/{front}/2023/")
        foot = paper.html("world/index.html").select(".archives a")
        assert [link["href"] for link in foot] == [
            "/world/2024/01/", "/world/2023/", "/world/2023/05/"
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("zone", "month"), [("America/New_York", "2023/12"), ("Europe/London", "2024/01")]
    )
    def test_the_turn_of_a_month_is_that_of_the_sites_clock(
        self, site: MakeSite, zone: str, month: str
    ) -> None:
        """Three at night in London is still New Year's Eve in New York: month, year and address."""
        front = {"date": "2024-01-01T03:00:00+00:00", "tags": "[Ports]"}
        paper = site(files(("eve", front)), TIMEZONE=zone)
        assert slugs(paper.html(f"world/{month}/index.html")) == ["eve"]
        assert list(pages(paper, SECTION_PAGES)) == [f"archive/{month}/", f"world/{month}/"]
        assert list(pages(paper, YEAR_PAGES)) == [f"topics/ports/{month[:4]}/"]
        assert (paper.output / month / "eve" / "index.html").exists()


class TestStability:
    def test_old_pages_do_not_change_when_a_story_appears_later(self, site: MakeSite) -> None:
        """Byte for byte, in years that are over; small months of the last year join then."""
        old = stories_of_years()
        found = archives(site(old))
        before = {path: data for path, data in found.items() if "/2024/" not in path}
        front = {"tags": "[Ports, Deep Sea]", "authors": "[Jane Doe, Ann Lee]"}
        later = {"date": "2025-01-01T12:00:00+00:00", **front}
        science = {"date": "2025-02-01T12:00:00+00:00", "category": "Science", **front}
        after = archives(site({**old, **files(("later", later), ("science-later", science))}))
        assert len(before) > 10 and len(after) > len(before)
        assert {path: after.get(path) for path in before} == before

    def test_other_months_of_the_same_year_do_not_change_either(self, site: MakeSite) -> None:
        """A section's archive closes with the month."""
        old = stories_of_years()
        before = archives(site(old))
        new = files(("new", {"date": "2024-07-01T12:00:00+00:00", "tags": "[Ports]"}))
        after = archives(site({**old, **new}))
        changed = {path for path in after if after[path] != before.get(path)}
        sections = {"archive/2024/07/index.html", "world/2024/07/index.html"}
        assert changed == {*sections, "topics/ports/2024/index.html"}

    def test_a_page_leads_to_the_next_earlier_one_and_to_no_later_one(self, site: MakeSite) -> None:
        """From the latest page a reader can walk back to the first."""
        paper = site(stories_of_years())
        found = shelves(paper, f"{SECTION_PAGES}|{YEAR_PAGES}")
        fronts: dict[str, list[str]] = {}
        for path in found:
            fronts.setdefault(re.sub(r"\d{4}/(\d\d/)?$", "", path), []).append(path)
        assert len(fronts) == 7
        for front, chain in fronts.items():
            for earlier, path in zip([None, *chain], chain, strict=False):
                linked = [
                    url
                    for url in addresses(found[path], "main a")
                    if re.fullmatch(rf"/{front}\d{{4}}/(\d\d/)?", url)
                ]
                assert linked == ([f"/{earlier}"] if earlier else [])
