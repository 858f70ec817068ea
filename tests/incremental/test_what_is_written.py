"""An edit writes the files that show it, and no others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.edited_paper import SECTIONS, Desk, EditedPaper, fingerprints, lead
from tests.support.lasting_names import plain_name

STORIES = 60
OLD = "s10"
NEWEST = "s59"


def archive() -> Desk:
    """Return the desk of a paper with sixty stories, one every fifteen days."""
    loaded = Desk.of_the_paper()
    loaded.stories.clear()
    first = datetime(2022, 1, 10, 9, tzinfo=UTC)
    for number in range(STORIES):
        loaded.write(
            f"s{number:02}",
            f"The words of story {number}.",
            title=f"Story {number}",
            date=(first + timedelta(days=15 * number)).isoformat(),
            category=SECTIONS[number % 4],
            slug=f"s{number:02}",
            tags=f"[Topic {number % 12}, Topic {number * 5 % 12}]",
            authors=f"[Writer {number % 6}]",
        )
    loaded.change("s20", "rights", "open")
    loaded.change("s30", "image", lead("images/harbour.png"))
    del loaded.files["authors/jane.md"]
    loaded.files["authors/one.md"] = b"---\nname: Writer 1\n---\n\nWrites.\n"
    loaded.files["pages/about.md"] = b"---\ntitle: About\n---\n\nOurs.\n"
    # So that most of the archive is neither in a feed nor on a front, as in a real one.
    loaded.settings.update(FRONT_LENGTH=4, FEED_LENGTH=3)
    return loaded


@dataclass(frozen=True)
class Archive:
    """The paper of sixty stories, built."""

    paper: EditedPaper

    def after(self, edit: Callable[[Desk], object]) -> tuple[set[str], set[str]]:
        """Edit, build, and return the files that were written and those removed."""
        before = fingerprints(self.paper.output)
        edit(self.paper.loaded)
        assert self.paper.build().stopped is None
        now = fingerprints(self.paper.output)
        written = {path for path, fingerprint in now.items() if before.get(path) != fingerprint}
        return written - {".broadsheet"}, set(before) - set(now)

    def written(self, edit: Callable[[Desk], object]) -> set[str]:
        """Edit, build, and return what was written; nothing is removed."""
        written, removed = self.after(edit)
        assert not removed
        return written


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> EditedPaper:
    """The paper of sixty stories, built once for all tests of this module."""
    paper = EditedPaper(tmp_path_factory.mktemp("archive"), archive())
    assert paper.build().stopped is None
    paper.keep()
    return paper


@pytest.fixture
def site(printed: EditedPaper) -> Iterator[Archive]:
    """The paper as it was after its first build."""
    printed.loaded = archive()
    printed.lay_out()
    printed.bring_back()
    yield Archive(printed)


def nothing(loaded: Desk) -> None:
    """Edit nothing."""


def page_of(name: str, loaded: Desk) -> str:
    """Return the file of a story's page."""
    date = datetime.fromisoformat(loaded.stories[name].date)
    return f"{date:%Y/%m}/{name}/index.html"


def test_no_edit_writes_nothing(site: Archive) -> None:
    """A second build leaves every file alone."""
    assert site.written(nothing) == set()


def test_new_times_write_nothing(site: Archive) -> None:
    """A fresh clone has other times than the last build saw."""
    site.paper.set_times([1_700_000_000, 1_800_000_000])
    assert site.written(nothing) == set()


def test_time_that_passes_writes_nothing(site: Archive) -> None:
    """A build every quarter of an hour touches the site only when a story is due."""
    assert site.written(lambda loaded: loaded.settings.update(NOW="2026-11-23T12:00:00Z")) == set()


def test_where_nothing_is_new_the_store_is_left_as_it_was(site: Archive) -> None:
    """To the byte, for a CI tells by it whether there is anything to deploy."""
    store = site.paper.store / "output.store"
    before = store.read_bytes()
    site.written(lambda loaded: loaded.settings.update(NOW="2026-11-23T12:00:00Z"))
    assert store.read_bytes() == before
    site.written(lambda loaded: loaded.change(OLD, "body", "New words."))
    assert store.read_bytes() != before


def test_a_draft_writes_nothing(site: Archive) -> None:
    """Readers cannot see it."""
    assert site.written(lambda loaded: loaded.write("draft", status="draft")) == set()


def test_a_file_that_says_the_same_in_other_bytes_writes_nothing(site: Archive) -> None:
    """Quotation marks around a value change the file and not the story."""
    assert site.written(lambda loaded: loaded.change(NEWEST, "slug", f'"{NEWEST}"')) == set()


def test_the_body_of_an_old_story_is_on_its_page_alone(site: Archive) -> None:
    """It is in no feed any more, and cards do not show bodies."""
    page = page_of(OLD, site.paper.loaded)
    assert site.written(lambda loaded: loaded.change(OLD, "body", "New words.")) == {page}


def test_the_body_of_an_open_story_is_on_its_copy_page_too(site: Archive) -> None:
    """Others copy what readers read."""
    page = page_of("s20", site.paper.loaded)
    written = site.written(lambda loaded: loaded.change("s20", "body", "New words."))
    assert written == {page, page.replace("index.html", "republish/index.html")}


def test_the_body_of_the_newest_story_is_in_its_feeds(site: Archive) -> None:
    """Feeds carry the whole story: those of the site, its section, its topics and its author."""
    lists = ("all", "opinion", "author/writer-5", "topic/topic-11", "topic/topic-7")
    feeds = {f"feeds/{of}.{ending}" for of in lists for ending in ("atom.xml", "json")}
    written = site.written(lambda loaded: loaded.change(NEWEST, "body", "New words."))
    assert written == {page_of(NEWEST, site.paper.loaded), *feeds}


def test_the_title_of_an_old_story_is_where_its_card_is(site: Archive) -> None:
    """Its page, its archives and the stories to which it is related; no front and no feed."""
    title = "Capstans"
    written = site.written(lambda loaded: loaded.change(OLD, "title", title))
    assert page_of(OLD, site.paper.loaded) in written
    for path in written:
        assert title in (site.paper.output / path).read_text("utf-8"), path
    assert not {path for path in written if path == "index.html" or path.endswith(".xml")}


def publish(loaded: Desk) -> None:
    """Publish a story of today."""
    loaded.write(
        "news",
        "News.",
        date="2026-11-20T09:00:00+00:00",
        tags="[Topic 1, Topic 2]",
        authors="[Writer 1]",
    )


def test_a_new_story_writes_few_files(site: Archive) -> None:
    """What a publication costs depends on the story and not on the archive."""
    written = site.written(publish)
    assert "2026/11/news/index.html" in written and "index.html" in written
    assert len(written) <= 40


def test_a_new_story_leaves_closed_archives_alone(site: Archive) -> None:
    """Of months and years the story's own, and once those of the year that is over with it.

    Its small months join then.
    """
    archives = re.compile(r"(?:\w+/\d{4}(?:/\d{2})?|(?:topics|authors)/[\w-]+/\d{4})/index\.html")
    written = {path for path in site.written(publish) if archives.fullmatch(path)}
    over = {path for path in written if re.match(r"(?:archive|world|science)/2024/", path)}
    assert written - over == {
        "archive/2026/11/index.html",
        "world/2026/11/index.html",
        "topics/topic-1/2026/index.html",
        "topics/topic-2/2026/index.html",
        "authors/writer-1/2026/index.html",
    }


def test_a_deleted_story_takes_its_own_page_and_no_old_one(site: Archive) -> None:
    """The newest story goes with its page; pages of other years stay as they are."""
    page = page_of(NEWEST, site.paper.loaded)
    written, removed = site.after(lambda loaded: loaded.delete(NEWEST, follow=True))
    assert page in removed and "index.html" in written
    assert len(written) <= 40 and not {path for path in written if "/2022/" in path}


def test_a_new_style_is_named_by_every_page_and_by_nothing_else(site: Archive) -> None:
    """No feed and no sitemap changes by it."""

    def edit(loaded: Desk) -> None:
        loaded.append(loaded.theme, "static/css/30-story.css", "p { margin: 0 }")

    written, removed = site.after(edit)
    sheets = {path for path in written if path.endswith(".css")}
    assert {plain_name(path) for path in sheets} == {"theme/site.css"} and len(sheets) == 2
    assert [plain_name(path) for path in removed] == ["theme/site.css"]
    assert {path.rpartition(".")[2] for path in written - sheets} == {"html"}


def test_a_biography_is_on_its_authors_page_alone(site: Archive) -> None:
    """Bylines show the name."""
    written = site.written(
        lambda loaded: loaded.append(loaded.files, "authors/one.md", "And more.")
    )
    assert written == {"authors/writer-1/index.html"}


def test_a_page_of_plain_words_is_one_file(site: Archive) -> None:
    """Other pages link to it by its address."""
    written = site.written(
        lambda loaded: loaded.append(loaded.files, "pages/about.md", "And more.")
    )
    assert written == {"about/index.html"}


def test_the_template_of_the_home_page_is_no_other_pages(site: Archive) -> None:
    """A template counts for the pages that are printed with it."""

    def edit(loaded: Desk) -> None:
        begin = "{% block content %}"
        loaded.replace(loaded.theme, "templates/home.html", begin, f"{begin}<!-- new -->")

    assert site.written(edit) == {"index.html"}


def test_a_partial_of_fronts_writes_no_story(site: Archive) -> None:
    """A partial counts for the templates that include it."""

    def edit(loaded: Desk) -> None:
        loaded.replace(loaded.theme, "templates/partials/archives.html", "year-label", "year-name")
        loaded.replace(loaded.theme, "templates/partials/archives.html", "<ul>", '<ul class="x">')

    written = site.written(edit)
    stories = {page_of(name, site.paper.loaded) for name in site.paper.loaded.stories}
    assert "world/index.html" in written and not written & stories


def test_the_template_of_feeds_writes_feeds_alone(site: Archive) -> None:
    """Pages are printed without it."""
    written = site.written(
        lambda loaded: loaded.append(loaded.theme, "templates/feed/body.html", "<!-- new -->")
    )
    assert written and all(path.endswith((".atom.xml", ".json")) for path in written)


def test_a_sections_description_is_on_its_front_and_in_its_feed(site: Archive) -> None:
    """The menu shows the name."""
    written = site.written(lambda loaded: loaded.setting("SECTIONS")[1].update(description="New"))
    assert written == {"economy/index.html", "feeds/economy.atom.xml", "feeds/economy.json"}


def test_a_sidecar_is_written_where_its_picture_stands(site: Archive) -> None:
    """A credit lives with its picture: pages without the picture do not change."""
    sidecar = b"credit: Ann Lee\nalt: Else\n"
    loaded = site.paper.loaded
    loaded.stories["s30"].front["image"] = "\n  src: images/harbour.png"
    site.paper.build()
    written = site.written(lambda loaded: loaded.files.update({"images/harbour.png.yaml": sidecar}))
    assert page_of("s30", loaded) in written
    for path in written:
        assert b"harbour.png" in (site.paper.output / path).read_bytes(), path


def test_a_replaced_picture_is_one_file(site: Archive) -> None:
    """Pages name it, and its size has not changed."""
    other = site.paper.loaded.files["images/sealed.png"]
    written = site.written(lambda loaded: loaded.files.update({"images/harbour.png": other}))
    assert written == {"images/harbour.png"}


def test_an_altered_file_of_the_output_is_written_alone(site: Archive) -> None:
    """Putting one file right touches no other."""
    file = site.paper.output / page_of(OLD, site.paper.loaded)
    file.write_bytes(b"x" * file.stat().st_size)
    before = fingerprints(site.paper.output)
    site.paper.build()
    now = fingerprints(site.paper.output)
    changed = {path for path in now if now[path] != before[path]} - {".broadsheet"}
    assert changed == {page_of(OLD, site.paper.loaded)}
