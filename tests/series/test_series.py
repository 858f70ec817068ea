"""Series: fronts of stories that belong together, and the way from part to part."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup, Tag

from broadsheet.defaults import PLUGINS
from tests.support.small_paper import MakeSite, Paper, story

FRONT = "series/the-long-war/index.html"
NAME = "The long war"


def part(number: int, series: str | None = NAME, **more: str) -> dict[str, str | bytes]:
    """Return the file of a story, each a day younger than the one before."""
    slug = f"p{number}"
    front = {"title": slug.upper(), "slug": slug, "date": f"2024-06-{number:02d}", "series": series}
    text = story(**{**front, **more})
    return {f"articles/{slug}.md": text}


def parts(count: int) -> dict[str, str | bytes]:
    """Return the files of the first stories of a series, and one of no series."""
    files = part(20, None)
    for number in range(1, count + 1):
        files |= part(number)
    return files


def listed(paper: Paper) -> list[tuple[str, str]]:
    """Return what the front says: the number and the headline of each part."""
    assert paper.stopped is None, paper.faults
    items = paper.html(FRONT).select(".series-parts > li")
    return [(str(each["value"]), text_of(each, ".headline")) for each in items]


def text_of(page: BeautifulSoup | Tag, selector: str) -> str:
    """Return the words of the one element that a selector finds."""
    (found,) = page.select(selector)
    return found.get_text(" ", strip=True)


def page(paper: Paper, slug: str) -> BeautifulSoup:
    """Return the page of a story."""
    assert paper.stopped is None, paper.faults
    return paper.html(f"2024/06/{slug}/index.html")


def way(paper: Paper, slug: str) -> dict[str, str]:
    """Return where a part leads: by `prev` and `next`."""
    links = page(paper, slug).select("nav.series a[rel]")
    return {" ".join(link["rel"]): str(link["href"]) for link in links}


class TestFront:
    def test_it_lists_the_parts_in_their_order(self, site: MakeSite) -> None:
        """The first one first; with a heading, and a description for search engines."""
        made = site(parts(3))
        assert listed(made) == [("1", "P1"), ("2", "P2"), ("3", "P3")]
        assert text_of(made.html(FRONT), "h1") == NAME
        assert NAME in str(made.html(FRONT).select_one('meta[name="description"]'))
        maps = [data for path, data in made.files().items() if path.startswith("sitemap")]
        assert sum(b"/series/the-long-war/" in data for data in maps) == 1

    def test_numbers_go_before_dates(self, site: MakeSite) -> None:
        """A part without one stands behind those that have one."""
        files = {
            **part(1, "{name: The long war, part: 4}"),
            **part(2, "{name: The Long War, part: 2}"),
            **part(3),
        }
        assert listed(site(files)) == [("2", "P2"), ("4", "P1"), ("3", "P3")]

    def test_the_settings_describe_a_series(self, site: MakeSite) -> None:
        """By its name, in whatever capitals; with an address of its own."""
        told = [{"name": "The Long War", "slug": "war", "description": "Ten years."}, "Others"]
        made = site(parts(2), SERIES=told)
        front = made.html("series/war/index.html")
        assert text_of(front, "h1") == "The Long War" and text_of(front, ".page-head .standfirst")
        assert not (made.output / "series/others").exists()


class TestParts:
    def test_each_leads_to_its_neighbours(self, site: MakeSite) -> None:
        """And to the front, from its head and its end, with the number of the part."""
        made = site(parts(3))
        first, second = "/2024/06/p1/", "/2024/06/p2/"
        assert way(made, "p1") == {"next": second}
        assert way(made, "p2") == {"prev": first, "next": "/2024/06/p3/"}
        assert way(made, "p3") == {"prev": second}
        assert text_of(page(made, "p2"), ".part") == "The long war Part 2"
        fronts = page(made, "p2").select('a[href="/series/the-long-war/"]')
        assert len(fronts) == 2

    def test_a_story_of_no_series_says_nothing_of_one(self, site: MakeSite) -> None:
        """Nor do feeds, of any."""
        assert not page(site(parts(2)), "p20").select(".part, nav.series")

    def test_search_engines_are_told(self, site: MakeSite) -> None:
        """In the words of schema.org."""
        script = page(site(parts(2)), "p2").select_one('script[type="application/ld+json"]')
        assert script
        (article,) = [
            each for each in json.loads(script.text)["@graph"] if each["@type"] == "NewsArticle"
        ]
        assert article["position"] == 2 and article["isPartOf"]["@type"] == "CreativeWorkSeries"
        assert article["isPartOf"]["name"] == NAME
        assert article["isPartOf"]["url"].endswith("/series/the-long-war/")

    def test_a_new_part_changes_one_older_one(self, site: MakeSite) -> None:
        """However long the series is."""
        files = parts(5)
        before = site(files).files()
        after = site({**files, **part(6)}).files()
        changed = {path for path in before if way_of(before[path]) != way_of(after[path])}
        assert changed == {"2024/06/p5/index.html"} and before[FRONT] != after[FRONT]

    @pytest.mark.parametrize("more", [{"status": "draft"}, {"date": "2040-01-01"}])
    def test_a_part_that_readers_cannot_see_is_not_mentioned(
        self, site: MakeSite, more: dict[str, str]
    ) -> None:
        """Nowhere, and a series of such alone has no front."""
        made = site({**parts(2), **part(3, **more)})
        assert listed(made) == [("1", "P1"), ("2", "P2")] and way(made, "p2").keys() == {"prev"}
        alone = site({**part(20, None), **part(1, **more)})
        assert alone.stopped is None
        assert not any(b"long-war" in data for data in alone.files().values())


class TestTranslations:
    def translated(self, number: int, **more: str) -> dict[str, str | bytes]:
        """Return the file of a part in Spanish."""
        told = {"title": f"Es {number}", "lang": "es", "translation": "true", **more}
        (text,) = part(number, **told).values()
        return {f"articles/p{number}.es.md": text}

    def test_the_front_lists_the_originals_alone(self, site: MakeSite) -> None:
        """A translation is the same part, and neither another one nor its own neighbour."""
        made = site({**parts(3), **self.translated(1), **self.translated(3)})
        assert listed(made) == [("1", "P1"), ("2", "P2"), ("3", "P3")]
        assert way(made, "p1") == {"next": "/2024/06/p2/"}

    def test_they_lead_to_each_other(self, site: MakeSite) -> None:
        """Where a part is not translated, to its original; and each has its original's number."""
        made = site({**parts(4), **self.translated(1), **self.translated(2), **self.translated(4)})
        found = {number: made.html(f"es/2024/06/p{number}/index.html") for number in (1, 2, 4)}
        links = {
            number: [str(link["href"]) for link in each.select("nav.series a[rel]")]
            for number, each in found.items()
        }
        assert links[1] == ["/es/2024/06/p2/"]
        assert links[2] == ["/es/2024/06/p1/", "/2024/06/p3/"]
        assert links[4] == ["/2024/06/p3/"]
        assert "4" in text_of(found[4], ".part")

    def test_one_whose_original_is_in_no_such_series_is_told(self, site: MakeSite) -> None:
        """It would have no place there."""
        made = site({**parts(1), **part(5, None), **self.translated(5)})
        assert made.faults == [
            "articles/p5.es.md:6: the story that this translates is in no series “The long war” "
            "(write the same `series:` there, or take it out here)"
        ]


def way_of(data: bytes) -> str:
    """Return what a page says of its series."""
    return str(BeautifulSoup(data, "lxml").select("nav.series, .part"))


class TestFaults:
    def test_two_parts_of_one_number_are_told(self, site: MakeSite) -> None:
        """At the younger one."""
        files = {
            **part(1, "{name: The long war, part: 2}"),
            **part(2, "{name: the long war, part: 2}"),
        }
        (fault,) = site(files).faults
        assert fault.startswith("articles/p2.md:6: part 2 of this series is articles/p1.md already")

    def test_a_series_that_the_settings_do_not_know_is_told(self, site: MakeSite) -> None:
        """With the one that is meant."""
        (fault,) = site(part(1, "The long wax"), SERIES=[NAME]).faults
        assert fault.startswith("articles/p1.md:6: there is no series “The long wax” (did you mean")

    def test_names_that_are_nearly_alike_are_told(self, site: MakeSite) -> None:
        """As those of topics are; both stay as they are written."""
        made = site({**part(1), **part(2, "The long wax")})
        assert any("is nearly “The long war”" in each for each in made.warnings)

    @pytest.mark.parametrize(
        "written", ["{part: 2}", "{name: A, part: 0}", "{name: A, prat: 1}", "[A]"]
    )
    def test_what_names_no_series_is_told(self, site: MakeSite, written: str) -> None:
        """As all front matter is."""
        (fault,) = site(part(1, written)).faults
        assert fault.startswith("articles/p1.md:6: ")


class TestFeed:
    def test_a_series_has_a_feed(self, site: MakeSite) -> None:
        """In both formats, the latest part first, which its front names; as the settings want."""
        made = site(parts(3))
        feed = made.files()["feeds/series/the-long-war.atom.xml"].decode()
        assert feed.index("P3") < feed.index("P2") < feed.index("P1") and "P20" not in feed
        assert "feeds/series/the-long-war.json" in made.files()
        named = made.html(FRONT).select('link[type="application/atom+xml"]')
        assert any("/feeds/series/the-long-war.atom.xml" in str(each["href"]) for each in named)
        none = site(parts(3), SERIES_FEED_ATOM=None)
        assert not any(path.startswith("feeds/series") for path in none.files())

    def test_a_paper_without_series_has_no_feed_of_one(self, site: MakeSite) -> None:
        """Nor one without the plugin."""
        plugins = [each for each in PLUGINS if each != "broadsheet.series"]
        for made in (site(part(20, None)), site(part(20, None), PLUGINS=plugins)):
            assert made.stopped is None, made.faults
            assert not any("series" in path for path in made.files())
