"""Memory: what a build knows of the last one is whole, or is not used."""

from __future__ import annotations

import gc
import sqlite3
from pathlib import Path

import pytest

from broadsheet.content.memory import AUTHORS, CHECK_RESULTS, PAGES, PLANS, PRINTED, STORIES
from tests.support.small_paper import MakeSite, story

FRAME = '<iframe src="https://video.example/1" title="x"></iframe>'
FILES = {"articles/a.md": story(), "articles/b.md": story(title="Storm ahead")}


def stored(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "cache").glob("*.store")
    return file


@pytest.mark.parametrize(
    "table", ["stories", "check_results", "plans", "printed", "answers", "fingerprints"]
)
def test_rows_that_are_lost_without_a_trace_are_missed(
    site: MakeSite, tmp_path: Path, table: str
) -> None:
    """A half of what was known must not pass for the whole; the census counts."""
    clean = site(FILES).files()
    with sqlite3.connect(stored(tmp_path)) as store:
        gone = store.execute(f"DELETE FROM {table} WHERE key = (SELECT min(key) FROM {table})")  # noqa: S608 - a table of our own
        assert gone.rowcount == 1
    paper = site(FILES)
    assert [line for line in paper.report if "the store is damaged" in line]
    assert paper.files() == clean


def test_what_is_loaded_in_masses_is_nothing_that_garbage_is_looked_for_in(
    site: MakeSite, tmp_path: Path
) -> None:
    """To go through a hundred thousand records again and again took longer than to load them."""
    body = "[the harbour]({filename}b.md) [home](/)"
    files = {
        **FILES,
        "articles/c.md": story(body, image="{src: /images/a.svg, alt: Sea}", slug="c"),
        "images/a.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='6'/>",
        "authors/jane.md": "---\nname: Jane\nslug: jane\n---\nBio",
        "pages/about.md": "---\ntitle: About\nslug: about\n---\nWords",
    }
    assert site(files).faults == []
    for table in (STORIES, AUTHORS, PAGES, CHECK_RESULTS, PLANS, PRINTED):
        with sqlite3.connect(stored(tmp_path)) as store:
            batches = store.execute(f"SELECT key, value FROM {table.name}").fetchall()  # noqa: S608 - a table of our own
        rows = [row for batch in batches for row in table.open(*batch).values()]
        assert rows
        items = [row.item for row in rows if table in (STORIES, AUTHORS, PAGES)]
        pictures = [item.picture for item in items if item.picture]
        results = [row.result for row in rows if table is CHECK_RESULTS]
        named = [each for result in results for each in result.bound]
        assert not any(map(gc.is_tracked, [*rows, *items, *pictures, *results, *named]))


def test_a_frame_whose_host_is_no_longer_allowed_is_a_fault(site: MakeSite) -> None:
    """Though the story that holds it was read, and printed, when it was."""
    files = {"articles/a.md": story(FRAME)}
    assert site(files, EMBED_HOSTS=["video.example"]).faults == []
    assert site(files, EMBED_HOSTS=["video.example"]).faults == []
    (fault,) = site(files).faults
    assert "a frame from a host that this site does not embed" in fault


def test_a_kind_of_link_that_is_no_longer_added_is_a_fault(site: MakeSite) -> None:
    """Though the story was read when it was."""
    files = {"articles/a.md": story("[Write to us](signal:desk)")}
    assert site(files, LINK_SCHEMES=["signal"]).faults == []
    (fault,) = site(files).faults
    assert "a link of the kind `signal:`" in fault
    assert site(files, LINK_SCHEMES=["signal"]).faults == []


def test_a_frame_whose_host_has_been_allowed_is_printed(site: MakeSite) -> None:
    """Though it was a fault at the last build."""
    files = {"articles/a.md": story(FRAME)}
    assert len(site(files).faults) == 1
    paper = site(files, EMBED_HOSTS=["video.example"])
    page = paper.html("2024/06/harbour-reopens/index.html")
    assert page.select_one("iframe")["src"] == "https://video.example/1"
