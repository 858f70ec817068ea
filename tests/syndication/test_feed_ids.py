"""The ids of stories in feeds: they stay, whatever an editor corrects."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from feed_reader import breaches, entries, entry, feed
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.site.addresses import Addresses, file_of
from broadsheet.site.settings import Site
from tests.support.small_paper import MakeSite, story

LIST = "feed-ids.txt"
DEFAULT = {"FEED_IDS_SINCE": "2026-12-01"}


def id_of(site: MakeSite, text: str, listed: str | None = None, **settings: object) -> str:
    """Return the id of a story in the feed of a paper."""
    files = {"articles/s.md": text} | ({LIST: listed} if listed is not None else {})
    return entry(site(files, **settings)).text("a:id")


class TestCorrections:
    @pytest.mark.parametrize(
        "change",
        [
            {"date": "2024-06-12T07:30:00+00:00"},
            {"date": "2024-06-11T09:30:00+02:00"},
            {"date": "2024-06-11T22:30:00-09:00"},
            {"date": "2024-06-10T20:30:00-11:00"},
            {"title": "Port opens", "modified": "2024-07-01T00:00:00"},
            {"category": "Science", "authors": "[Jane Doe]", "tags": "[Ports]"},
            {"slug": "new", "aliases": "[/2024/06/s/]"},
            {"slug": "new", "date": "2024-07-01", "aliases": "[/2024/06/s/]"},
            {"slug": "third", "aliases": "[/2024/06/s/, /2024/06/second/]"},
            {"slug": "new", "aliases": "[/2024/06/s/index.html]"},
            {"slug": "new", "aliases": "[/2024/06/s]"},
            {"slug": "new", "aliases": "[/node/17, /2024/06/s/]"},
            {"aliases": "[/node/17, /node.php]"},
        ],
    )
    def test_an_id_outlives_a_correction(self, site: MakeSite, change: dict[str, str]) -> None:
        """Of the day, the zone, the headline, the section, the address; readers get nothing twice."""
        before = id_of(site, story(slug="s"))
        assert id_of(site, story(**{"slug": "s", **change})) == before

    @pytest.mark.parametrize(
        "url",
        [
            "http://halyard.example",
            "https://halyard.example/",
            "https://halyard.example:8443",
            "https://HALYARD.example",
        ],
    )
    def test_an_id_depends_on_the_host_alone(self, site: MakeSite, url: str) -> None:
        """Neither on the scheme, the port, a slash at the end, nor on case."""
        before = id_of(site, story(slug="s"), SITEURL="https://halyard.example")
        assert id_of(site, story(slug="s"), SITEURL=url) == before

    def test_a_paper_that_moves_keeps_its_old_hosts_name_in_ids(self, site: MakeSite) -> None:
        """FEED_IDS_HOST."""
        before = id_of(site, story(slug="s"), SITEURL="https://old.example")
        moved = id_of(
            site, story(slug="s"), SITEURL="https://new.example", FEED_IDS_HOST="old.example"
        )
        assert moved == before

    def test_stories_never_share_an_id(self, site: MakeSite) -> None:
        """Though one has taken the name that another had on another day."""
        files = {
            "articles/a.md": story(slug="new", aliases="[/2024/06/s/]"),
            "articles/b.md": story(slug="s", date="2024-07-11"),
            "articles/c.md": story(slug="third"),
        }
        paper = site(files)
        assert breaches(feed(paper)) == []
        assert len({one.text("a:id") for one in entries(paper)}) == 3


class TestExistingIds:
    def test_a_story_from_before_keeps_its_id(self, site: MakeSite) -> None:
        """Where the settings say nothing, as in a paper that has just been brought up to date."""
        text = story(slug="s", date="2024-06-11T23:30:00+00:00", aliases="[/2024/06/old/]")
        assert id_of(site, text, SITEURL="https://halyard.example/paper", **DEFAULT) == (
            "tag:halyard.example,2024-06-11:/paper/2024/06/s/"
        )

    def test_a_later_story_is_named_by_the_day_of_the_settings(self, site: MakeSite) -> None:
        """In the paper's own zone."""
        for day, shown in (("2024-06-10", "2024-06-10"), ("2024-06-11", "2024-06-11")):
            text = story(slug="s", date=f"{day}T23:30:00+00:00")
            settings = {"FEED_IDS_SINCE": "2024-06-11", "TIMEZONE": "UTC"}
            assert f",{shown}:" in id_of(site, text, **settings)
        text = story(slug="s", date="2024-08-01")
        assert ",2024-06-11:" in id_of(site, text, FEED_IDS_SINCE="2024-06-11")

    @pytest.mark.parametrize(
        "change",
        [
            {},
            {"date": "2024-06-12T07:30:00+00:00"},
            {"slug": "new", "aliases": "[/2024/06/s/]"},
            {"slug": "new", "aliases": "[/2024/05/older/, /2024/06/s]"},
        ],
    )
    @pytest.mark.parametrize("line", ["/2024/06/s/ 2024-06-09:/2024/06/s/", "/2024/06/s urn:x:1"])
    def test_a_listed_id_stays(self, site: MakeSite, line: str, change: dict[str, str]) -> None:
        """By any address that the story has or had, whatever the settings are."""
        listed = f"# A remark.\n\n{line}\r\n"
        expected = line.split()[1]
        if expected[0] == "2":
            expected = f"tag:localhost,{expected}"
        text = story(**{"slug": "s", **change})
        assert id_of(site, text, listed) == id_of(site, text, listed, **DEFAULT) == expected

    def test_a_listed_id_survives_another_pattern_of_addresses(self, site: MakeSite) -> None:
        """As long as the old address is an alias."""
        text = story(slug="s", aliases="[/2024/06/s/]")
        listed = "/2024/06/s/ 2019-01-01:/2024/06/s/\n"
        changed = id_of(site, text, listed, ARTICLE_URL="{category}/{slug}.html")
        assert changed == "tag:localhost,2019-01-01:/2024/06/s/"


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("/a/\n", f"{LIST}:1: no address and id (write it like"),
            ("\n# x\na/ urn:x:1\n", f"{LIST}:3: no address and id (write it like"),
            ("/a/ 2024\n", f"{LIST}:1: “2024” is no id (write it like"),
            ("/a/ urn:\ufffe\n", f"{LIST}:1: “urn:\\xfffe” is no id (write it like"),
            ("/a/ urn:x:1\n/a/index.html urn:x:2\n", f"{LIST}:2: the address /a/index.html stands"),
            ("/a/ urn:x:1\n/b/ urn:x:1\n", f"{LIST}:2: line 1 has the same id (give each story"),
            (b"/a/ urn:\xff\n", f"{LIST}: the file is not UTF-8 (save it as UTF-8)"),
        ],
    )
    def test_a_faulty_list_stops_the_build(
        self, site: MakeSite, text: str | bytes, fault: str
    ) -> None:
        """With the line, and what to do."""
        (found,) = site({"articles/s.md": story(), LIST: text}).faults
        assert found.startswith(fault)

    def test_a_list_that_is_no_file_is_a_fault(self, site: MakeSite, tmp_path: Path) -> None:
        """Nothing is waited for, and nothing outside is read."""
        (found,) = site({"articles/s.md": story(), f"{LIST}/x": "y"}).faults
        assert found == f"{LIST}: no file of the content folder (put a plain file there)"

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("FEED_IDS_SINCE", "2024-13-01"),
            ("FEED_IDS_SINCE", None),
            ("FEED_IDS_HOST", "https://a.example"),
            ("FEED_IDS_HOST", "A.example"),
            ("FEED_IDS_HOST", "a.example/paper"),
        ],
    )
    def test_a_faulty_setting_is_told(self, site: MakeSite, name: str, value: object) -> None:
        """In one sentence."""
        (found,) = site({"articles/s.md": story()}, **{name: value}).faults
        assert found.startswith(f"settings: {name}: ")


PATTERNS = (
    "{date:%Y}/{date:%m}/{slug}/",
    "{date:%Y}.{date:%m}-{slug}",
    "{category}/{slug}.html",
    "/{lang}//{slug}",
    "{slug}/index.html",
    "a+b/{date:%Y}/{date:%d}/{slug}.txt",
)


@given(
    st.sampled_from(PATTERNS),
    st.from_regex(r"[a-z][a-z_-]{0,8}[a-z]", fullmatch=True),
    st.dates(min_value=date(1000, 1, 1)),
)
def test_an_address_by_the_pattern_is_known_as_such(pattern: str, slug: str, day: date) -> None:
    """In all ways to write it, whatever ARTICLE_URL is; others are not."""
    values = {
        "SITENAME": "A",
        "SITEURL": "https://a.example",
        "PUBLISHER": {"name": "A", "sentence": "A."},
        "ARTICLE_URL": pattern,
    }
    addresses = Addresses(Site.model_validate(values))
    path = pattern.format(slug=slug, date=day, category="world", lang="en-GB")
    path = "/" + path.replace("//", "/").removeprefix("/")
    for written in {path, path.removesuffix("/"), "/" + file_of(path)}:
        assert addresses.own_path(written) == path
    assert addresses.own_path("/node/17/x.php") is None
