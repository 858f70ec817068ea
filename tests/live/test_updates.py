"""Live coverage: headings with times become updates, newest first, and the site tells of them."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.live.times import Timed, Undecided, with_days
from broadsheet.story.moments import moment
from tests.support.lasting_names import plain_name
from tests.support.small_paper import MakeSite, Paper, story

PAGE = "2024/06/harbour-reopens/index.html"
FRAGMENT = "2024/06/harbour-reopens/updates.html"
TOLD = """What is known so far.

## 08:10 The gates are open

The first *tug* is out.

## 08:10

A second one follows.

## 07:45: Divers go down

They look for the anchor.
"""


def live(body: str = TOLD, **front: str | None) -> str:
    return story(body, **{"live": "yes", "date": "2024-06-11 07:30", **front})


def paper_of(site: MakeSite, body: str = TOLD, **front: str | None) -> Paper:
    paper = site({"articles/a.md": live(body, **front)})
    assert paper.faults == []
    return paper


def ids(html: BeautifulSoup) -> list[str]:
    return [str(each["id"]) for each in html.select(".updates > article.update")]


def test_updates_stand_newest_first_below_the_text(site: MakeSite) -> None:
    """Each with its time, its headline without the time, and an address of its own."""
    html = paper_of(site).html(PAGE)
    prose = html.select_one(".prose")
    assert prose
    assert prose.get_text().split()[0:2] == ["What", "is"]
    updates = html.select(".updates > article.update")
    assert ids(html) == ["update-20240611-0810-2", "update-20240611-0810", "update-20240611-0745"]
    assert [each.h2 and each.h2.text for each in updates] == [
        "The gates are open",
        None,
        "Divers go down",
    ]
    times = [each.select_one("time") for each in updates]
    assert [time and time["datetime"] for time in times][::2] == [
        "2024-06-11T08:10:00+01:00",
        "2024-06-11T07:45:00+01:00",
    ]
    assert updates[2].select_one('.update-time a[href="#update-20240611-0745"]')


def test_an_anchor_stays_when_updates_are_added(site: MakeSite) -> None:
    """Of one minute the one that was written first keeps its name, wherever new ones are put."""
    before = paper_of(site).html(PAGE)
    after = paper_of(site, TOLD.replace("## 08:10 The", "## 08:10\n\nThird.\n\n## 08:10 The"))
    kept = {str(each["id"]): each.get_text() for each in before.select("article.update")}.items()
    now = {str(each["id"]): each.get_text() for each in after.html(PAGE).select("article.update")}
    assert kept < now.items()


def test_the_order_of_the_file_does_not_matter(site: MakeSite) -> None:
    """Whether writers put the newest first or last, readers see the same."""
    oldest_first = "## 07:45 One\n\nA.\n\n## 08:10 Two\n\nB."
    newest_first = "## 08:10 Two\n\nB.\n\n## 07:45 One\n\nA."
    pages = [
        paper_of(site, body).html(PAGE).select_one(".prose")
        for body in (oldest_first, newest_first)
    ]
    assert str(pages[0]) == str(pages[1])


def test_without_the_key_a_time_is_a_heading_like_any_other(site: MakeSite) -> None:
    """A programme with times is no live coverage."""
    html = paper_of(site, live=None).html(PAGE)
    assert len(html.select(".prose > h2")) == 3
    assert html.select(".update, .live-mark, script[src*=live]") == []


def test_the_latest_update_counts_as_a_change_everywhere(site: MakeSite) -> None:
    """On the page, in feeds, in the sitemap and for search engines."""
    paper = paper_of(site)
    assert "08:10" in paper.html(PAGE).select_one(".times").text  # type: ignore[union-attr]
    at = "2024-06-11T08:10:00+01:00"
    files = {path: data.decode("utf-8", "replace") for path, data in paper.files().items()}
    assert f"<updated>{at}</updated>" in files["feeds/all.atom.xml"]
    assert f"<lastmod>{at}</lastmod>" in files["sitemap/2024-06.xml"]
    assert f'article:modified_time" content="{at}"' in files[PAGE]
    assert FRAGMENT not in files["sitemap/2024-06.xml"]
    assert "noindex" in files[FRAGMENT]


def test_search_engines_are_told_of_the_coverage(site: MakeSite) -> None:
    """As a LiveBlogPosting with each update, and with its end when there is one."""
    graph = {"yes": None, "ended": "2024-06-11T08:10:00+01:00"}
    for state, end in graph.items():
        html = paper_of(site, live=state).html(PAGE)
        data = json.loads(html.select_one('script[type="application/ld+json"]').text)  # type: ignore[union-attr]
        (blog,) = (each for each in data["@graph"] if each["@type"] == "LiveBlogPosting")
        assert blog["coverageStartTime"] == "2024-06-11T07:30:00+01:00"
        assert blog.get("coverageEndTime") == end
        latest, first = blog["liveBlogUpdate"][0], blog["liveBlogUpdate"][2]
        assert latest["articleBody"] == "The first tug is out."
        assert (first["headline"], first["datePublished"]) == (
            "Divers go down",
            "2024-06-11T07:45:00+01:00",
        )
        assert first["url"].endswith("/2024/06/harbour-reopens/#update-20240611-0745")
        (article,) = (each for each in data["@graph"] if each["@type"] == "NewsArticle")
        assert article["dateModified"] == "2024-06-11T08:10:00+01:00"


def test_the_fragment_has_the_same_updates_and_nothing_else(site: MakeSite) -> None:
    """A script may ask for it; the page has a link to itself for readers without one."""
    paper = paper_of(site)
    page, fragment = paper.html(PAGE), paper.html(FRAGMENT)
    assert str(page.select_one(".updates")) == str(fragment.select_one(".updates"))
    assert "What is known" not in fragment.text
    assert page.select_one('.live-reload a[href$="/2024/06/harbour-reopens/"]')
    state = page.select_one(".live-state")
    assert state
    assert str(state["data-updates"]).endswith("/" + FRAGMENT)
    scripts = [plain_name(str(each["src"])) for each in page.select("script[src]")]
    assert scripts == ["/theme/live/live.js"]
    assert not fragment.select("script")


def test_what_has_ended_is_asked_for_no_more(site: MakeSite) -> None:
    """The page says so, without a script, a mark or a link to reload; the fragment tells others."""
    paper = paper_of(site, live="ended")
    html = paper.html(PAGE)
    assert "has ended" in html.select_one(".live-state").text  # type: ignore[union-attr]
    assert html.select(".live-mark, .live-reload, script[src*=live], [data-updates]") == []
    assert paper.html(FRAGMENT).select('.live-state[data-state="ended"]')
    assert not paper.html("index.html").select(".live-mark")


def test_fronts_mark_a_live_story(site: MakeSite) -> None:
    """Wherever it stands as a card."""
    paper = paper_of(site)
    for front in ("index.html", "world/index.html"):
        assert paper.html(front).select(".card .live-mark")


def test_feeds_print_the_updates_with_their_times(site: MakeSite) -> None:
    """Newest first, with full addresses, and nothing that only a page can do."""
    feed = BeautifulSoup(paper_of(site).files()["feeds/all.atom.xml"], "xml")
    body = BeautifulSoup(feed.select_one("entry > content").text, "lxml")  # type: ignore[union-attr]
    links = [str(a["href"]) for a in body.select("article strong a")]
    assert [link.partition("#")[2] for link in links][-1] == "update-20240611-0745"
    assert all(link.startswith("http") for link in links)
    assert not body.select(".live-state")


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("## 25:70 Late", "begins with no time that can be read"),
        ("## 3:40 pm Late", "begins with no time that can be read"),
        ("## 3 pm Late", "begins with no time that can be read"),
        ("## 2024-06-31 10:00 Late", "begins with no time that can be read"),
        ("## Background", "stands among the updates, and has no time"),
        ("## 19:30 Too early", "an update is timed 2024-06-12 19:30, in the future"),
    ],
)
def test_a_time_that_cannot_be_is_told_at_its_line(site: MakeSite, heading: str, what: str) -> None:
    """No update is lost, and none is printed before its time."""
    body = f"## 07:45 One\n\nWords.\n\n{heading}\n\nWords."
    now = {"NOW": "2024-06-12T12:00:00+01:00"}
    paper = site({"articles/a.md": live(body, date="2024-06-12 07:30")}, **now)
    (fault,) = paper.faults
    assert fault.startswith("articles/a.md:12: ")
    assert what in fault


def test_a_number_is_no_time(site: MakeSite) -> None:
    """Before the first update any heading may stand."""
    html = paper_of(site, f"## 3.5 million affected\n\nMany.\n\n{TOLD}").html(PAGE)
    assert html.select_one(".prose > h2").text == "3.5 million affected"  # type: ignore[union-attr]


def test_machines_are_told_the_words_without_the_marks_of_notes(site: MakeSite) -> None:
    """“Boats adrift.2” is nobody's sentence."""
    html = paper_of(site, "## 08:10 One\n\nBoats adrift.[^1]\n\n[^1]: Told.").html(PAGE)
    told = html.select_one('script[type="application/ld+json"]').text  # type: ignore[union-attr]
    assert '"Boats adrift."' in told


def test_links_to_places_of_the_page_lead_there_from_the_fragment(site: MakeSite) -> None:
    """The fragment has neither the notes nor what stands above the updates."""
    body = "## Known {#known}\n\n## 08:10 One\n\nA.[^1] [Before](#known)\n\n[^1]: Told."
    links = paper_of(site, body).html(FRAGMENT).select(".update p:not(.update-time) a")
    page = "/2024/06/harbour-reopens/"
    assert [str(a["href"]).partition(page)[2] for a in links] == ["#fn:1", "#known"]


def test_neither_yes_nor_ended_is_told(site: MakeSite) -> None:
    """A slip in the key must not pass for yes."""
    (fault,) = site({"articles/a.md": live(live="maybe")}).faults
    assert "articles/a.md:5: `live`: “maybe” is neither yes nor ended" in fault


def test_a_live_story_without_updates_is_advised(site: MakeSite) -> None:
    """It may just have begun, or its times may have been forgotten."""
    paper = paper_of(site, "Words.")
    assert any("the story is live, and has no update" in each for each in paper.warnings)


DATE = "2024-06-11 20:00"


@pytest.mark.parametrize(
    ("clocks", "days"),
    [
        ("20:10 23:50 00:10", "11 11 12"),
        ("00:10 23:50 20:10", "12 11 11"),
        ("00:10 23:50", "12 11"),
        ("23:50 00:10", "11 12"),
        ("20:10 20:40 20:30", "11 11 11"),
        ("2024-06-13T09:00 08:30 21:00", "13 13 12"),
        ("08:30 2024-06-13T08:00 23:00", "13 13 12"),
        ("20:10 2024-06-13T08:00 09:00", "11 13 13"),
    ],
)
def test_days_follow_from_the_order(clocks: str, days: str) -> None:
    """A night passes in either order, and a day that is written holds for those after it."""
    times = [
        Timed(moment(each if "T" in each else f"2000-01-01 {each}"), "T" in each)
        for each in clocks.split()
    ]
    found = with_days(times, moment(DATE), is_day=False)
    assert [f"{each.day}" for each in found] == days.split()


@given(st.lists(st.integers(0, 700), min_size=2, max_size=12), st.integers(0, 1439))
def test_both_orders_are_read_alike(gaps: list[int], first: int) -> None:
    """Whatever the times, as long as less than half a day lies between two."""
    from datetime import timedelta

    begin = moment("2024-06-11") + timedelta(minutes=first)
    moments = [begin]
    for gap in gaps:
        moments.append(moments[-1] + timedelta(minutes=gap))
    times = [Timed(each, has_day=False) for each in moments]
    assert with_days(times, begin, is_day=False) == moments
    assert with_days(times[::-1], begin, is_day=False) == moments[::-1]


@pytest.mark.parametrize("clocks", ["22:30 14:00", "20:10 23:00 11:30", "20:10 21:00 09:30 10:00"])
def test_a_pause_that_may_be_a_night_is_asked_about(clocks: str) -> None:
    """The morning after, or the same day long before? Nothing is dated by a guess."""
    times = [Timed(moment(f"2000-01-01 {each}"), has_day=False) for each in clocks.split()]
    with pytest.raises(Undecided) as doubt:
        with_days(times, moment(DATE), is_day=False)
    assert clocks.split()[doubt.value.place] in ("14:00", "11:30", "09:30")


def test_what_was_shortly_before_the_story_appeared_may_be_told() -> None:
    """Whoever begins a page at eight tells first of what was at seven."""
    times = [Timed(moment(f"2000-01-01 {each}"), has_day=False) for each in ("20:05", "19:00")]
    assert [each.day for each in with_days(times, moment(DATE), is_day=False)] == [11, 11]


def test_times_of_which_only_some_name_a_zone_are_put_in_order() -> None:
    """As those that name a day, and those that do not."""
    typed = [("2024-06-11 20:30Z", True), ("2024-06-11 21:10", True), ("21:30Z", False)]
    times = [Timed(moment(f"2000-01-01 {each}" if not of else each), of) for each, of in typed]
    assert len(with_days(times, moment(DATE), is_day=False)) == 3


@pytest.mark.parametrize("first", ["# 08:20 New", "08:20 New\n========="])
def test_a_heading_of_the_first_level_does_not_swallow_the_updates_below(
    site: MakeSite, first: str
) -> None:
    """They would be cross-heads of one update, without their times."""
    (fault,) = site({"articles/a.md": live(f"{first}\n\nNews.\n\n{TOLD}")}).faults
    assert "“08:20 New” is of the first level" in fault and "(write `## 08:20 New`)" in fault


def test_updates_that_become_headings_again_are_told(site: MakeSite) -> None:
    """Where `live: no` was written for `ended`."""
    (warning,) = paper_of(site, live="no").warnings
    assert "links to them lead nowhere (write `live: ended`" in warning


@pytest.mark.parametrize("newest_first", [True, False])
def test_two_of_one_minute_keep_their_anchors(site: MakeSite, newest_first: bool) -> None:
    """Whether a third is put in above them or below."""
    pair = ["## 08:10 One\n\nA.", "## 08:10 Two\n\nB."]
    later = ["## 08:30 Three\n\nC."]
    bodies = [[*reversed(pair)], [*later, *reversed(pair)]]
    if not newest_first:
        bodies = [["## 08:00 Zero\n\nZ.", *pair], ["## 08:00 Zero\n\nZ.", *pair, *later]]
    named = []
    for body in bodies:
        html = paper_of(site, "\n\n".join(body)).html(PAGE)
        named.append({each.h2.text: each["id"] for each in html.select(".update")})  # type: ignore[union-attr]
    assert named[0].items() < named[1].items()
    assert named[0]["One"] == "update-20240611-0810"
