"""What other services show: stills in stories, links in feeds, and nothing asked for before."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import Tag
from lxml import etree

from tests.multimedia.recording_makers import jpeg
from tests.support.lasting_names import plain_name
from tests.support.small_paper import MakeSite, Paper, story, without_mark

PAGE = "2024/06/harbour-reopens/index.html"
FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
SCRIPT = "/theme/multimedia/embeds.js"


def embed_in(paper: Paper) -> Tag:
    assert paper.faults == []
    found = paper.html(PAGE).select_one(".prose > figure.embed")
    assert found is not None
    return found


def scripts(paper: Paper, path: str = PAGE) -> list[str]:
    return [plain_name(str(each["src"])) for each in paper.html(path).select("script[src]")]


def test_an_embed_is_a_link_with_its_title_and_credit(site: MakeSite) -> None:
    """The frame waits in an attribute, for the script of this page."""
    paper = site({"articles/a.md": story(f'[embed]({FILM} "The storm (BBC/Jane Doe)")')})
    embed = embed_in(paper)
    assert embed.a is not None and embed.figcaption is not None
    assert embed.a["href"] == FILM
    assert embed.a.text == "View on YouTube"
    assert embed.figcaption.text == "The storm (BBC/Jane Doe)"
    assert embed["data-frame"] == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
    assert embed["data-title"] == "The storm"
    assert scripts(paper) == [SCRIPT]
    assert SCRIPT.lstrip("/") in paper.files()


def test_nothing_of_another_host_is_in_the_page(site: MakeSite) -> None:
    """No frame, picture, script or hint that a browser would follow by itself."""
    paper = site({"articles/a.md": story(f"[embed]({FILM})")})
    html = paper.html(PAGE)
    loading = html.select("[src], [srcset], [poster], link[href], iframe, object, embed")
    assert [
        tag for tag in loading if "youtube" in str(tag) or tag.name in ("iframe", "object", "embed")
    ] == []


def test_only_pages_with_an_embed_have_the_script(site: MakeSite) -> None:
    """Stories and static pages alike; all others go without."""
    page = f"---\ntitle: Films\n---\n\n[embed]({FILM} 'A')\n"
    paper = site({"articles/a.md": story(), "pages/films.md": page})
    assert scripts(paper, "films/index.html") == [SCRIPT]
    assert scripts(paper) == [] and scripts(paper, "index.html") == []


def test_the_writer_gives_a_still(site: MakeSite) -> None:
    """A picture of the paper's own, sized, with its own credit beside that of the film."""
    files = {
        "articles/a.md": story(f'[embed]({FILM} "The storm (BBC)"){{poster="storm.jpg"}}'),
        "articles/storm.jpg": jpeg(),
        "articles/storm.jpg.yaml": "credit: Ann Lee/AFP\n",
    }
    paper = site(files)
    still, credit = embed_in(paper).img, embed_in(paper).select_one(".credit")
    assert still is not None and credit is not None
    shown = [without_mark(still[name]) for name in ("src", "alt", "width")]
    assert shown == ["/articles/storm.jpg", "", "64"]
    assert credit.text == "BBC; still: Ann Lee/AFP"
    assert str(still["src"]).lstrip("/") in paper.files()


def test_a_still_needs_a_credit(site: MakeSite) -> None:
    """As every picture does: in the title, beside the file or in it."""
    files = {
        "articles/a.md": story(f'[embed]({FILM} "The storm"){{poster="storm.jpg"}}'),
        "articles/storm.jpg": jpeg(),
    }
    assert site(files).warnings == [
        "articles/a.md:7: a still without a credit (end the title with `(Name)`, or write "
        "`credit:` into articles/storm.jpg.yaml)"
    ]
    assert len(site(files, PRODUCTION=True, SITEURL="https://halyard.example").faults) == 1


def test_feeds_and_copies_have_a_link(site: MakeSite) -> None:
    """No frame goes out, and none of what would load one."""
    paper = site({"articles/a.md": story(f'[embed]({FILM} "The storm (BBC)")')})
    feed = etree.fromstring(paper.files()["feeds/all.atom.xml"])
    (content,) = feed.iterfind(".//{*}entry/{*}content")
    link = f'<p><a href="{FILM}">View on YouTube</a>: The storm (BBC)</p>'
    assert (content.text or "").startswith(link)
    assert "nocookie" not in (content.text or "")


def test_a_copy_for_other_publishers_needs_no_script(site: MakeSite) -> None:
    """The page that offers the copy has the link, and no frame that a script could load."""
    body = f'Words.\n\n[embed]({FILM} "The storm (BBC)")'
    paper = site({"articles/a.md": story(body, rights="open")})
    assert paper.faults == []
    path = "2024/06/harbour-reopens/republish/index.html"
    assert "View on YouTube" in str(paper.html(path))
    assert "nocookie" not in str(paper.html(path))
    assert scripts(paper, path) == []


def test_an_address_that_is_no_embed_stops_the_build(site: MakeSite) -> None:
    """With the services that there are."""
    paper = site({"articles/a.md": story("[embed](https://tracker.example/a)")})
    assert len(paper.faults) == 1
    assert paper.faults[0].startswith(
        "articles/a.md:7: tracker.example is no service that this paper embeds "
        "(link to it, or use one of: YouTube, Vimeo, X, Instagram, Facebook, TikTok, Bluesky, "
        "Mastodon, SoundCloud, Spotify, Datawrapper, Flourish, Google Maps, OpenStreetMap)"
    )


def test_the_settings_say_what_may_be_embedded(site: MakeSite) -> None:
    """Services switched off, and hosts added; a change of either is seen in the next build."""
    files = {"articles/a.md": story(f"[embed]({FILM} 'A')")}
    assert site(files).faults == []
    assert "nothing of YouTube" in site(files, MULTIMEDIA_SERVICES=["vimeo"]).faults[0]
    own = {"articles/a.md": story("[embed](https://maps.example/oslo 'A')")}
    embed = embed_in(site(own, MULTIMEDIA_HOSTS={"maps.example": "frame"}))
    assert embed["data-frame"] == "https://maps.example/oslo"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            {"MULTIMEDIA_SERVICES": ["yuotube"]},
            "unknown service “yuotube” (did you mean `youtube`?)",
        ),
        ({"MULTIMEDIA_HOSTS": {"https://a.example": "frame"}}, "“https://a.example” is no host"),
        ({"MULTIMEDIA_LARGE_MB": 200}, "above MULTIMEDIA_LARGEST_MB (lower it)"),
    ],
)
def test_wrong_settings_are_told(site: MakeSite, settings: dict[str, Any], told: str) -> None:
    """With the nearest word, where there is one."""
    paper = site({"articles/a.md": story()}, **settings)
    assert any(told in fault for fault in paper.faults), paper.faults


def test_a_writer_is_told_of_an_embed_that_is_only_a_link(site: MakeSite) -> None:
    """And of one that no reader of screens would know."""
    paper = site({"articles/a.md": story(f"See [embed]({FILM}).\n\n[embed]({FILM})")})
    assert paper.warnings == [
        "articles/a.md:7: `[embed](…)` beside other words is only a link (put it on a line of its "
        "own, with an empty line before and after it)",
        "articles/a.md:9: an embed without a title (say in a title what it shows: "
        '`[embed](https://… "Title")`)',
    ]
