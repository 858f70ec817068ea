"""Feeds: which stories stand in them, and what each entry says about its story."""

from __future__ import annotations

import pytest
from feed_reader import SVG, breaches, entries, entry, feed

from tests.support.small_paper import MakeSite, story, without_mark

URL = "https://halyard.example/paper"
FEEDS = ("feeds/all.atom.xml", "feeds/world.atom.xml", "feeds/author/jane-doe.atom.xml")


def paper_of(count: int) -> dict[str, str | bytes]:
    """Return stories of one section and one author, s0 the oldest."""
    return {
        f"articles/s{n}.md": story(
            slug=f"s{n}", date=f"2024-03-{n + 1:02d}T07:30:00+00:00", authors="[Jane Doe]"
        )
        for n in range(count)
    }


class TestFeeds:
    def test_every_feed_is_valid_and_says_whose_it_is(self, site: MakeSite) -> None:
        """Atom's musts; a title, the page it belongs to, and its own address."""
        rich = story(summary="A summary", authors="[Jane Doe]", tags="[Ports]")
        paper = site({**paper_of(3), "articles/rich.md": rich}, SITEURL=URL)
        found = sorted(path for path in paper.files() if path.endswith(".atom.xml"))
        assert set(FEEDS) < set(found)
        for path in found:
            root = feed(paper, path)
            assert breaches(root) == [], path
            assert root.text("a:link[@rel='self']/@href") == f"{URL}/{path}"
        pages = {"world": "World | The Halyard", "author/jane-doe": "Jane Doe | The Halyard"}
        fronts = {"world": "world/", "author/jane-doe": "authors/jane-doe/"}
        for name, title in pages.items():
            root = feed(paper, f"feeds/{name}.atom.xml")
            assert root.text("a:title") == title
            assert root.text("a:link[@rel='alternate']/@href") == f"{URL}/{fronts[name]}"
        assert feed(paper).text("a:title") == "The Halyard"

    @pytest.mark.parametrize("path", FEEDS)
    def test_a_feed_has_the_latest_stories_newest_first(self, site: MakeSite, path: str) -> None:
        """FEED_LENGTH of them."""
        paper = site(paper_of(5), FEED_LENGTH=3)
        ends = [one.text("a:link/@href")[-4:] for one in entries(paper, path)]
        assert ends == ["/s4/", "/s3/", "/s2/"]

    def test_a_feed_stays_where_it_was_when_its_front_moves(self, site: MakeSite) -> None:
        """The same bytes, which name the new address; where the settings say nothing else."""
        aliases = {
            "/globe/": "/world/",
            "/planet/": "/world/",
            "/feeds/planet.atom.xml": None,
            "/feeds/planet.json": None,
            "/far/off/": "/world/",
        }
        author = "---\nname: Jane Doe\naliases: [/authors/jane-roe/, /jane.php]\n---\n\nHer.\n"
        paper = site({**paper_of(2), "authors/jane.md": author}, SITEURL=URL, ALIASES=aliases)
        assert paper.stopped is None, paper.faults
        files = paper.files()
        assert files["feeds/globe.atom.xml"] == files["feeds/world.atom.xml"]
        assert files["feeds/author/jane-roe.atom.xml"] == files["feeds/author/jane-doe.atom.xml"]
        old = ("globe", "planet", "off", "far", "jane", "jane-roe")
        names = {path: path.rpartition("/")[2].partition(".")[0] for path in files}
        kept = [path for path in sorted(files) if path.startswith("feeds/") and names[path] in old]
        assert kept == [
            f"feeds/{name}.{ending}"
            for name in ("author/jane-roe", "globe")
            for ending in ("atom.xml", "json")
        ]

    def test_without_a_setting_a_feed_has_twenty(self, site: MakeSite) -> None:
        """The default of FEED_LENGTH."""
        assert len(entries(site(paper_of(22)))) == 20

    def test_a_story_stands_in_the_feeds_of_its_section_and_authors_only(
        self, site: MakeSite
    ) -> None:
        """And in that of the site."""
        paper = site(
            {
                "articles/w.md": story(slug="w", authors="[Jane Doe, Ann Lee]"),
                "articles/s.md": story(slug="s", category="Science", authors="[Ann Lee]"),
            }
        )
        expected = {
            "all": {"w", "s"},
            "world": {"w"},
            "science": {"s"},
            "author/jane-doe": {"w"},
            "author/ann-lee": {"w", "s"},
        }
        for name, slugs in expected.items():
            links = [one.text("a:link/@href") for one in entries(paper, f"feeds/{name}.atom.xml")]
            assert {link.strip("/").rpartition("/")[2] for link in links} == slugs

    def test_the_feed_of_an_empty_section_is_the_same_on_every_day(self, site: MakeSite) -> None:
        """It has no entry, is valid, and knows no clock."""
        first = site(paper_of(1), NOW="2026-01-01T00:00:00+00:00")
        path = "feeds/science.atom.xml"
        before = first.files()[path]
        assert entries(first, path) == [] and breaches(feed(first, path)) == []
        again = site(paper_of(2), NOW="2026-06-01T00:00:00+00:00")
        assert again.files()[path] == before

    def test_a_paper_may_go_without_feeds(self, site: MakeSite) -> None:
        """Then no page speaks of one."""
        kinds = ("FEED_ALL", "CATEGORY_FEED", "AUTHOR_FEED", "TAG_FEED")
        none = {f"{kind}_ATOM": None for kind in kinds}
        paper = site(paper_of(1), **none)
        assert paper.stopped is None, paper.faults
        files = paper.files()
        xml = [path for path in files if path.endswith(".xml")]
        assert [path for path in xml if not path.startswith("sitemap")] == []
        assert [path for path, data in files.items() if b"atom" in data] == []

    def test_translations_are_not_listed(self, site: MakeSite) -> None:
        """The original stands for all languages, in every feed."""
        shared = {"slug": "s", "authors": "[Jane Doe]"}
        translation = story(lang="es", translation="true", title="Puerto", **shared)
        paper = site({"articles/s.md": story(**shared), "articles/s.es.md": translation})
        for path in FEEDS:
            assert entry(paper, path).text("a:title") == "Harbour reopens"


class TestEntries:
    def test_all_authors_are_named_in_their_order(self, site: MakeSite) -> None:
        """Not the first alone."""
        text = story(authors="[Jane Doe, Ann Lee, José Oña]")
        names = entry(site({"articles/s.md": text})).texts("a:author/a:name")
        assert names == ["Jane Doe", "Ann Lee", "José Oña"]

    def test_a_story_without_a_byline_is_the_papers(self, site: MakeSite) -> None:
        """Atom asks for an author of the feed then."""
        paper = site({"articles/s.md": story()})
        assert entry(paper).texts("a:author") == []
        assert feed(paper).text("a:author/a:name") == "The Halyard"

    def test_the_section_and_the_topics_are_its_categories(self, site: MakeSite) -> None:
        """In this order."""
        terms = entry(site({"articles/s.md": story(tags="[Ports, Deep Sea]")}))
        assert terms.texts("a:category/@term") == ["World", "Ports", "Deep Sea"]

    def test_a_name_spelt_in_two_ways_is_named_once(self, site: MakeSite) -> None:
        """On the page and in the feed, by the spelling that most stories use."""
        twice = story(tags="[ports, Ports]", authors="[Jane Doe, JANE DOE]", slug="twice")
        usual = story(tags="[Ports]", authors="[Jane Doe]", slug="usual", date="2020-01-01")
        paper = site({"articles/a.md": twice, "articles/b.md": usual})
        newest = entries(paper)[0]
        assert newest.texts("a:author/a:name") == ["Jane Doe"]
        assert newest.texts("a:category/@term") == ["World", "Ports"]
        page = paper.html("2024/06/twice/index.html")
        assert [link.get_text() for link in page.select(".byline a")] == ["Jane Doe"]
        assert [link.get_text() for link in page.select("section.topics a")] == ["Ports"]

    def test_a_changed_story_says_when(self, site: MakeSite) -> None:
        """`updated` of the entry, and of a feed whose latest change it is."""
        old = story(
            slug="old", date="2024-01-01T07:00:00+00:00", modified="2024-05-01T09:00:00+02:00"
        )
        new = story(slug="new", date="2024-04-01T07:00:00+00:00")
        paper = site({"articles/old.md": old, "articles/new.md": new})
        assert feed(paper).text("a:updated") == "2024-05-01T09:00:00+02:00"
        newer, older = entries(paper)
        assert older.text("a:published") == "2024-01-01T07:00:00+00:00"
        assert older.text("a:updated") == "2024-05-01T09:00:00+02:00"
        assert newer.text("a:updated") == newer.text("a:published") == "2024-04-01T07:00:00+00:00"

    def test_a_moment_stays_as_it_was_written_in_later_builds(self, site: MakeSite) -> None:
        """Its time zone too."""
        late = {"articles/s.md": story(slug="s", date="2024-06-11T00:30:00+02:00")}
        before = entry(site(late))
        assert before.text("a:published") == "2024-06-11T00:30:00+02:00"
        newer = story(slug="newer", date="2024-07-01T07:30:00+00:00")
        _, after = entries(site({**late, "articles/newer.md": newer}))
        for path in ("a:published", "a:updated", "a:id"):
            assert after.text(path) == before.text(path)

    def test_a_moment_written_for_another_time_zone_is_printed_so(self, site: MakeSite) -> None:
        """Though it is the same moment, the feed says it in the new words."""
        site({"articles/s.md": story(slug="s", date="2024-06-11T12:00:00+02:00")})
        again = site({"articles/s.md": story(slug="s", date="2024-06-11T10:00:00+00:00")})
        assert entry(again).text("a:published") == "2024-06-11T10:00:00+00:00"

    def test_a_story_of_the_days_before_time_zones_keeps_its_day(self, site: MakeSite) -> None:
        """New York's own time was 4:56:02 behind; a feed can say whole minutes only."""
        old = story(slug="s", date="1880-01-01T00:00:00")
        paper = site({"articles/s.md": old}, TIMEZONE="America/New_York")
        assert entry(paper).text("a:link/@href").endswith("/1880/01/s/")
        assert entry(paper).text("a:published") == "1880-01-01T00:00:02-04:56"

    def test_an_id_outlives_a_new_headline(self, site: MakeSite) -> None:
        """A corrected story is not shown to subscribers as a new one."""
        before = entry(site({"articles/s.md": story(slug="s", title="Harbour opens")}))
        text = story(
            "New text.", slug="s", title="Port opens", tags="[A]", modified="2024-07-01T00:00:00"
        )
        after = entry(site({"articles/s.md": text}))
        assert after.text("a:title") == "Port opens"
        assert after.text("a:id") == before.text("a:id")

    def test_the_lead_picture_comes_with_its_credit(self, site: MakeSite) -> None:
        """As Media RSS: full address, size, type, alt text and whose it is; and in the text."""
        image = "{src: /images/tug.svg, alt: A tug & a ship, credit: Ann Lee/AFP, caption: Off *Ellery*}"
        paper = site({"articles/s.md": story(image=image), "images/tug.svg": SVG}, SITEURL=URL)
        (media,) = entry(paper).nodes("m:content")
        url = media.element.attrib["url"]
        assert without_mark(url) == f"{URL}/images/tug.svg"
        assert {**media.element.attrib} == {
            "url": url,
            "medium": "image",
            "type": "image/svg+xml",
            "width": "90",
            "height": "60",
        }
        assert media.text("m:credit") == "Ann Lee/AFP"
        assert media.text("m:description") == "A tug & a ship"
        figure = entry(paper).content.figure
        assert figure is not None and figure.img is not None
        assert figure.img["src"] == url
        assert figure.get_text() == "Off Ellery (Ann Lee/AFP)"

    def test_a_story_without_a_lead_picture_has_none(self, site: MakeSite) -> None:
        """No stand-in."""
        assert entry(site({"articles/s.md": story()})).nodes("m:content") == []
