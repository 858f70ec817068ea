"""Own pictures of fronts: another of the story's, with its credit, and told where it is none."""

from __future__ import annotations

import re

import pytest

from tests.pictures.makers import file_of, photograph
from tests.support.small_paper import MakeSite, Paper, story

LEAD = "{src: images/tug.jpg, alt: A tug, credit: Ann Lee}"
BODY = '![Planks in the fog](/images/pier.jpg "The pier (Omar Said)")'
FILE = "fronts/home.yaml"
NAMED = re.compile(r"/images/[^ ,]+")


def paper(site: MakeSite, picture: str, name: str = "home", **more: str) -> Paper:
    """Return a paper whose front shows a picture of a story's that is not its main one."""
    files: dict[str, str | bytes] = {
        "articles/a.md": story(BODY, image=LEAD, **more),
        "articles/b.md": story(slug="b", title="B", date="2024-01-01"),
        f"fronts/{name}.yaml": f"lead:\n  story: articles/a.md\n  picture: {picture}\n",
        "images/tug.jpg": file_of(photograph()),
        "images/pier.jpg": file_of(photograph(1200, 500)),
    }
    return site(files)


@pytest.mark.parametrize(("name", "page"), [("home", "index.html"), ("world", "world/index.html")])
@pytest.mark.parametrize("picture", ["images/pier.jpg", "/images/pier.jpg"])
def test_a_front_shows_another_picture_of_a_story(
    site: MakeSite, name: str, page: str, picture: str
) -> None:
    """With its own credit; each file that the page names is published."""
    made = paper(site, picture, name)
    assert (made.faults, made.warnings) == ([], [])
    lead = made.html(page).select_one(".lead")
    assert lead
    named = set(NAMED.findall(str(lead.select_one("picture"))))
    assert named and all("pier" in each for each in named)
    assert all((made.output / each[1:].rstrip('"')).is_file() for each in named)
    credit = lead.select_one(".credit")
    assert credit and credit.text == "Omar Said"


def test_all_other_pages_show_the_main_picture(site: MakeSite) -> None:
    """And so do other sites and search engines."""
    made = paper(site, "images/pier.jpg")
    assert "tug" in str(made.html("world/index.html").select_one(".lead picture"))
    page = made.html("2024/06/harbour-reopens/index.html")
    assert "tug" in str(page.select_one("meta[property='og:image']"))
    assert "tug" in str(page.select_one(".lead-figure"))


@pytest.mark.parametrize(
    ("picture", "mend"),
    [
        ("images/peer.jpg", "did you mean `images/pier.jpg`?"),
        ("maps/of-the-world.png", "use one of: images/pier.jpg, images/tug.jpg"),
        ("../../etc/passwd", "use one of: images/pier.jpg, images/tug.jpg"),
    ],
)
def test_a_picture_that_the_story_does_not_show_is_told(
    site: MakeSite, picture: str, mend: str
) -> None:
    """Nobody would know whose it is."""
    told = f"{FILE}:3: articles/a.md does not show the picture {picture} ({mend})"
    assert paper(site, picture).faults == [told]


def test_a_story_that_readers_cannot_see_shows_no_picture_there(site: MakeSite) -> None:
    """The file of its picture is not published either."""
    made = paper(site, "images/pier.jpg", status="draft")
    assert made.faults == [
        f"{FILE}:2: readers cannot see articles/a.md: it is a draft, or its moment has not come "
        "(take it out, or give the place a `from`, or write `missing: skip` above)"
    ]


NARROW = "what cards show of {} is {} pixels wide, too few for a large place (give it in {} or"


@pytest.mark.parametrize(
    ("order", "line", "told"),
    [
        ("layout: major\nlead: articles/a.md\n", 2, ("images/tug.jpg", 300, 900)),
        (
            "layout: major\nlead:\n  story: articles/a.md\n  picture: images/pier.jpg\n",
            3,
            ("images/pier.jpg", 400, 900),
        ),
        (
            "blocks:\n- section: World\n  layout: feature\n  stories: [articles/a.md]\n",
            4,
            ("images/tug.jpg", 300, 600),
        ),
        (
            "blocks:\n- section: World\n  layout: pair\n  stories:\n  - articles/a.md\n",
            5,
            ("images/tug.jpg", 300, 600),
        ),
        ("layout: quiet\nlead: articles/a.md\n", 0, None),
        ("lead: articles/a.md\n", 0, None),
        ("layout: major\nlead: articles/b.md\nseconds: [articles/a.md]\n", 0, None),
        ("blocks: [{section: World, layout: row, stories: [articles/a.md]}]\n", 0, None),
        ("blocks: [{section: World, layout: words, stories: [articles/b.md]}]\n", 0, None),
    ],
)
def test_a_picture_that_a_front_shows_larger_than_it_is_gets_a_warning(
    site: MakeSite, order: str, line: int, told: tuple[object, ...] | None
) -> None:
    """At the line that names the story; where editors leave the place to the rules none is."""
    body = BODY.replace("(Omar", "at dusk (Omar")
    made = site(
        {
            "articles/a.md": story(body, image=LEAD),
            "articles/b.md": story(slug="b", title="B", date="2024-01-01"),
            FILE: order,
            "images/tug.jpg": file_of(photograph(300, 200)),
            "images/pier.jpg": file_of(photograph(400, 300)),
        }
    )
    found = [each for each in made.warnings if FILE in each]
    assert len(found) == (told is not None)
    if told:
        assert found[0].startswith(f"{FILE}:{line}: {NARROW.format(*told)}")


@pytest.mark.parametrize(
    ("layout", "why"),
    [
        ("feature", "a story is big by its picture"),
        ("pair", "two stories are big by their pictures"),
        ("row", "all have pictures, or none has"),
    ],
)
def test_a_story_without_a_picture_in_a_layout_of_pictures_gets_a_warning(
    site: MakeSite, layout: str, why: str
) -> None:
    """At the line that names the story, once for the story whose picture is missed."""
    stories = "  stories:\n  - articles/b.md\n  - articles/a.md\n"
    made = site(
        {
            "articles/a.md": story(BODY, image=LEAD),
            "articles/b.md": story(slug="b", title="B", date="2024-01-01"),
            FILE: f"blocks:\n- section: World\n  layout: {layout}\n{stories}",
            "images/tug.jpg": file_of(photograph(900, 600)),
            "images/pier.jpg": file_of(photograph(400, 300)),
        }
    )
    assert [each for each in made.warnings if FILE in each] == [
        f"{FILE}:5: articles/b.md has no picture for the layout `{layout}`, in which {why} "
        "(name a story with one, or choose another `layout`)"
    ]


def test_a_warning_of_a_front_goes_with_the_front(site: MakeSite) -> None:
    """The story is as it was, and is looked at again all the same: what it depends on is the front."""
    files = {"articles/a.md": story(), "articles/b.md": story(slug="b", title="B")}
    order = "blocks:\n- section: World\n  layout: feature\n  stories: [articles/b.md]\n"

    def told(front: dict[str, str]) -> list[str]:
        return [each.split(" ")[0] for each in site({**files, **front}).warnings if FILE in each]

    assert told({FILE: order}) == [f"{FILE}:4:"]
    assert told({FILE: "\n" + order}) == [f"{FILE}:5:"]
    assert told({FILE: order.replace("feature", "words")}) == []
    assert told({FILE: order}) == [f"{FILE}:4:"]
    assert told({}) == []


def test_a_picture_that_must_not_be_small_is_none_for_a_row(site: MakeSite) -> None:
    """Nothing could be made out in it, so the whole row would have none."""
    made = site(
        {
            "articles/a.md": story(BODY, image=LEAD.replace("}", ", small: no}")),
            FILE: "blocks:\n- section: World\n  layout: row\n  stories: [articles/a.md]\n",
            "images/tug.jpg": file_of(photograph(900, 600)),
            "images/pier.jpg": file_of(photograph(400, 300)),
        }
    )
    [told] = [each for each in made.warnings if FILE in each]
    assert told.startswith(f"{FILE}:4: articles/a.md has no picture for the layout `row`")


def test_a_drawing_in_lines_fits_any_place_of_a_front(site: MakeSite) -> None:
    """However few pixels it says it has."""
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><path d='M0 0h9'/></svg>"
    )
    made = site(
        {
            "articles/a.md": story(image=LEAD.replace(".jpg", ".svg")),
            FILE: "layout: major\nlead: articles/a.md\n",
            "images/tug.svg": drawing,
        }
    )
    assert not [each for each in made.warnings if FILE in each]
