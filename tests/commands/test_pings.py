"""Pings: who asked for it is told exactly what an edition changes for readers, and nothing hidden."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from invoke import Context

import tasks
from broadsheet.commands.release import release_drafts
from broadsheet.pings.sending import index_now, web_sub
from broadsheet.site.addresses import file_of
from tests.commands.pings_desk import (
    KEY,
    PIER,
    QUAY,
    URL,
    Desk,
    Loopback,
    Settings,
    published,
    serving,
)
from tests.support.small_paper import MakeSite, story


@pytest.fixture
def desk(tmp_path: Path, paper: Path, settings_file: Settings) -> Iterator[Desk]:
    """A paper with two stories, published."""
    with published(paper, settings_file, tmp_path / "www") as found:
        yield found


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    paths = before.keys() | after.keys()
    return {path for path in paths if before.get(path) != after.get(path)}


def test_a_publication_tells_exactly_the_changed_addresses(desk: Desk) -> None:
    """The first all, each later one what it changes: pages to IndexNow, feeds to the hub."""
    pages, feeds = desk.to.pages(), desk.to.feeds()
    assert QUAY in pages and f"{URL}/" in pages and f"{URL}/feeds/all.json" in feeds
    assert [url for url in pages if "404" in url or "thanks" in url] == []
    desk.publish()
    assert desk.to.got == [], "nothing has changed"
    before = desk.files()
    desk.write("articles/quay.md", story("Other words.", title="Quay", slug="quay", tags="[Ports]"))
    desk.publish()
    differing = changed(before, desk.files())
    pages, feeds = desk.to.pages(), desk.to.feeds()
    assert QUAY in pages
    assert {file_of(url.removeprefix(URL)) for url in pages} == {
        path for path in differing if path.endswith(".html")
    }
    assert {url.removeprefix(f"{URL}/") for url in feeds} == {
        path for path in differing if path.startswith("feeds/")
    }
    assert len(pages) == len({*pages}) and len(feeds) == len({*feeds})


def test_another_style_is_no_change_of_a_page(desk: Desk, tmp_path: Path) -> None:
    """Its name changes in all pages, and none says anything else."""
    css = tmp_path / "own/css/own.css"
    css.parent.mkdir(parents=True)
    css.write_text("body { color: red }", "utf-8")
    desk.change(THEME_STATIC_OVERRIDES=[str(tmp_path / "own")])
    desk.publish()
    before = desk.files()
    desk.to.got.clear()
    css.write_text("body { color: teal }", "utf-8")
    desk.publish()
    assert len([path for path in changed(before, desk.files()) if path.endswith(".html")]) > 9
    assert desk.to.got == []
    css.write_text("body { color: navy }", "utf-8")
    desk.write("articles/quay.md", story("Other words.", title="Quay", slug="quay", tags="[Ports]"))
    desk.publish()
    pages = desk.to.pages()
    assert QUAY in pages and f"{URL}/about/" not in pages


def test_every_feed_is_told(desk: Desk) -> None:
    """Those of series too, and, each time, those at the former address of what was renamed."""
    desk.change(ALIASES={"/topics/docks/": "/topics/ports/"})
    for words in ("The pier is open.", "The pier is closed."):
        desk.to.got.clear()
        before = desk.files()
        front = {"title": "Pier", "slug": "pier", "series": "War", "tags": "[Ports]"}
        desk.write("articles/pier.md", story(words, **front))
        desk.publish()
        feeds = desk.to.feeds()
        assert {f"{URL}/feeds/series/war.json", f"{URL}/feeds/topic/docks.json"} <= {*feeds}
        differing = changed(before, desk.files())
        assert sorted(feeds) == sorted(f"{URL}/{at}" for at in differing if at[:6] == "feeds/")


def test_a_page_that_leads_on_is_not_told(desk: Desk) -> None:
    """It is no page; the one to which it leads is told."""
    desk.to.got.clear()
    desk.write("articles/pier.md", story(title="Pier", slug="pier", aliases="[/jetty/]"))
    desk.publish()
    pages = desk.to.pages()
    assert "jetty/index.html" in desk.files()
    assert PIER in pages and f"{URL}/jetty/" not in pages


def test_what_is_hidden_is_never_told(desk: Desk) -> None:
    """Neither drafts, nor what waits for its time, nor pages that search engines may not have."""
    desk.to.got.clear()
    desk.write("articles/draft.md", story(title="Draft", slug="draft", status="draft"))
    wait = story(title="Wait", slug="wait", date="2030-01-01T00:00:00+00:00")
    desk.write("articles/wait.md", wait)
    desk.write("articles/pier.md", story(title="Pier", slug="pier", tags="[Ports]"))
    desk.publish()
    pages = desk.to.pages()
    assert PIER in pages
    assert [url for url in pages if "draft" in url or "wait" in url] == []
    for url in pages:
        page = desk.files()[file_of(url.removeprefix(URL))].decode()
        assert 'content="noindex' not in page, url


def test_an_address_that_goes_is_told_once(desk: Desk) -> None:
    """It was public, and search engines should forget it."""
    desk.to.got.clear()
    (desk.content / "articles/quay.md").unlink()
    desk.publish()
    assert QUAY in desk.to.pages() and f"{URL}/feeds/topic/ports.json" in desk.to.feeds()
    desk.publish()
    assert desk.to.got == []


def test_going_back_tells_what_that_changes(desk: Desk) -> None:
    """Readers see the older words again, and a story that is gone."""
    first = (desk.target / "current").resolve().name
    desk.write("articles/pier.md", story(title="Pier", slug="pier"))
    desk.publish()
    after = desk.files()
    desk.to.got.clear()
    tasks.rollback(Context(), to=first, settings=str(desk.settings))
    pages = desk.to.pages()
    assert PIER in pages and f"{URL}/about/" not in pages
    told = {file_of(url.removeprefix(URL)) for url in pages}
    assert told <= changed(after, desk.files())


def test_without_pings_the_command_tells_later(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a folder that another job brings to readers."""
    desk.to.got.clear()
    desk.write("articles/pier.md", story(title="Pier", slug="pier"))
    desk.publish(tells=False)
    assert desk.to.got == []
    tasks.pings(Context(), settings=str(desk.settings))
    assert PIER in desk.to.pages()
    assert "IndexNow was told of " in capsys.readouterr().out
    tasks.pings(Context(), settings=str(desk.settings))
    assert "there is nothing to tell" in capsys.readouterr().out


def test_another_target_is_a_trial_of_which_nobody_is_told(desk: Desk, tmp_path: Path) -> None:
    """Readers do not see it."""
    desk.to.got.clear()
    desk.write("articles/pier.md", story(title="Pier", slug="pier"))
    desk.publish(target=str(tmp_path / "elsewhere"))
    assert desk.to.got == []


def test_without_a_target_of_its_own_a_paper_tells_nobody(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is published may be a trial; the publication says so, and how to have it told."""
    desk.to.got.clear()
    desk.change(PUBLISH_TARGET="")
    desk.write_pier()
    capsys.readouterr()
    desk.publish(target=str(tmp_path / "elsewhere"))
    assert desk.to.got == []
    told = "nobody is told of this edition, which may be a trial (set PUBLISH_TARGET "
    assert told in " ".join(capsys.readouterr().err.split())


def test_a_target_that_begins_anew_is_no_first_edition(desk: Desk) -> None:
    """As in a workflow, which keeps what others were told, but not the target."""
    desk.to.got.clear()
    shutil.rmtree(desk.target)
    desk.write_pier()
    desk.publish()
    pages = desk.to.pages()
    assert PIER in pages and f"{URL}/about/" not in pages


def test_a_target_that_begins_anew_tells_nobody_who_is_new_of_all(desk: Desk) -> None:
    """What readers know of the paper is kept beside the store."""
    desk.to.got.clear()
    shutil.rmtree(desk.target)
    desk.told.unlink()
    desk.publish()
    assert desk.to.got == []


def test_who_is_new_hears_only_of_what_changes_from_then_on(
    tmp_path: Path, paper: Path, settings_file: Settings
) -> None:
    """A paper that has been online for years does not announce all of it."""
    loopback = Loopback()
    with serving(loopback):
        desk = Desk(paper, settings_file, tmp_path / "www", loopback)
        desk.change(INDEXNOW_KEY=None, FEED_HUB=None)
        desk.publish()
        desk.write("articles/quay.md", story(title="Quay", slug="quay"))
        desk.change()
        desk.publish()
        pages = loopback.pages()
    assert QUAY in pages and f"{URL}/about/" not in pages


def test_a_message_has_ten_thousand_addresses_at_most() -> None:
    """As IndexNow has it; a hub is told of each feed by itself."""
    sent: list[tuple[str, bytes, str]] = []
    engines = index_now(
        "https://engine.example/", KEY, f"{URL}/{KEY}.txt", lambda *m: sent.append(m)
    )
    assert engines.most == 10_000
    engines.send([QUAY], 5)
    (message,) = sent
    assert json.loads(message[1])["urlList"] == [QUAY] and "json" in message[2]
    hub = web_sub("https://hub.example/", lambda *m: sent.append(m))
    assert hub.most == 1
    hub.send([f"{URL}/feeds/all.json"], 5)
    assert parse_qs(sent[1][1].decode())["hub.url"] == [f"{URL}/feeds/all.json"]


def test_the_key_lies_at_the_root(site: MakeSite) -> None:
    """And without one there is no such file."""
    files = {"articles/s.md": story()}
    assert site(files, INDEXNOW_KEY=KEY).files()[f"{KEY}.txt"] == KEY.encode()
    assert f"{KEY}.txt" not in site(files).files()


def test_a_link_to_drafts_has_no_key(desk: Desk, tmp_path: Path) -> None:
    """Whoever knows that could have search engines look at the drafts."""
    desk.write("articles/draft.md", story(title="Draft", slug="draft", status="draft"))
    release_drafts(desk.settings, str(tmp_path / "drafts"), f"{URL}/drafts")
    names = {file.name for file in (tmp_path / "drafts").rglob("*")}
    assert "robots.txt" not in names and "index.html" in names
    assert f"{KEY}.txt" not in names


@pytest.mark.parametrize("key", ["short", "with/slash/in/it", "a" * 129])
def test_a_key_that_is_none_is_a_fault(site: MakeSite, key: str) -> None:
    """With what it has to be."""
    (fault,) = site({"articles/s.md": story()}, INDEXNOW_KEY=key).faults
    assert fault.startswith("settings: INDEXNOW_KEY: ") and "8 to 128" in fault
