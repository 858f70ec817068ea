"""Pings: who asked for it is told exactly what an edition changes for readers, and nothing hidden."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from invoke import Context

import tasks
from broadsheet.commands.release import release
from broadsheet.pings.sending import index_now, web_sub
from broadsheet.site.addresses import file_of
from tests.support.small_paper import MakeSite, story

Settings = Callable[[Mapping[str, Any]], Path]
KEY = "0123456789abcdef"
URL = "https://halyard.example"
QUAY = f"{URL}/2024/06/quay/"


class Loopback:
    """A server on this machine that keeps what it is sent, and answers as it is told to."""

    def __init__(self) -> None:
        self.status = 202
        self.got: list[tuple[str, bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if outer.status < 300:
                    outer.got.append((self.path, body))
                self.send_response(outer.status)
                if 300 <= outer.status < 400:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def pages(self) -> list[str]:
        """Return the pages of which it was told since it was last asked; their order is known."""
        messages = [json.loads(body) for path, body in self.got if path == "/indexnow"]
        for each in messages:
            assert each["host"] == "halyard.example" and each["key"] == KEY
            assert each["keyLocation"] == f"{URL}/{KEY}.txt"
        self.got = [one for one in self.got if one[0] != "/indexnow"]
        return [url for each in messages for url in each["urlList"]]

    def feeds(self) -> list[str]:
        """Return the feeds likewise."""
        messages = [parse_qs(body.decode()) for path, body in self.got if path == "/hub"]
        assert all(each["hub.mode"] == ["publish"] for each in messages)
        self.got = [one for one in self.got if one[0] != "/hub"]
        return [url for each in messages for url in each["hub.url"]]


@contextmanager
def _serving(loopback: Loopback) -> Iterator[None]:
    thread = Thread(target=loopback.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        loopback.server.shutdown()
        loopback.server.server_close()
        thread.join()


class Desk:
    """A paper that is published and edited, and tells a server of this machine."""

    def __init__(self, content: Path, settings: Settings, target: Path, to: Loopback) -> None:
        self.content, self.target, self.to = content, target, to
        said = {"INDEXNOW_KEY": KEY, "INDEXNOW_ENDPOINT": f"{to.url}/indexnow"}
        said |= {"FEED_HUB": f"{to.url}/hub", "PUBLISH_TARGET": str(target), "SITEURL": URL}
        self.settings = settings(said)

    def write(self, path: str, text: str) -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def publish(self, **options: Any) -> None:
        release(self.settings, **options)

    def files(self) -> dict[str, bytes]:
        """Return what readers see."""
        root = (self.target / "current").resolve()
        files = (file for file in root.rglob("*") if file.is_file())
        return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def desk(tmp_path: Path, paper: Path, settings_file: Settings) -> Iterator[Desk]:
    """A paper with two stories, published."""
    loopback = Loopback()
    with _serving(loopback):
        found = Desk(paper, settings_file, tmp_path / "www", loopback)
        found.write("articles/quay.md", story(title="Quay", slug="quay", tags="[Ports]"))
        found.publish()
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


def test_what_is_hidden_is_never_told(desk: Desk) -> None:
    """Neither drafts, nor what waits for its time, nor pages that search engines may not have."""
    desk.to.got.clear()
    desk.write("articles/draft.md", story(title="Draft", slug="draft", status="draft"))
    wait = story(title="Wait", slug="wait", date="2030-01-01T00:00:00+00:00")
    desk.write("articles/wait.md", wait)
    desk.write("articles/pier.md", story(title="Pier", slug="pier", tags="[Ports]"))
    desk.publish()
    pages = desk.to.pages()
    assert f"{URL}/2024/06/pier/" in pages
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
    assert f"{URL}/2024/06/pier/" in pages and f"{URL}/about/" not in pages
    told = {file_of(url.removeprefix(URL)) for url in pages}
    assert told <= changed(after, desk.files())


def test_a_failure_is_told_and_made_good_by_the_next_publication(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """The publication itself succeeds."""
    desk.to.got.clear()
    desk.to.status = 503
    capsys.readouterr()
    desk.write("articles/pier.md", story(title="Pier", slug="pier"))
    desk.publish()
    said = capsys.readouterr().err
    assert "2024/06/pier/index.html" in desk.files()
    assert "IndexNow was not told of " in said and "WebSub was not told of " in said
    assert "503" in said and "Traceback" not in said and desk.to.got == []
    desk.to.status = 200
    desk.publish()
    assert f"{URL}/2024/06/pier/" in desk.to.pages() and desk.to.feeds()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_no_answer(status: int) -> None:
    """Where it leads nobody gets the message: followed, it would be a question without a body."""
    loopback = Loopback()
    loopback.status = status
    with _serving(loopback), pytest.raises(OSError, match=str(status)):
        web_sub(f"{loopback.url}/hub").send([f"{URL}/feeds/all.json"])


def test_without_pings_the_command_tells_later(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a folder that another job brings to readers."""
    desk.to.got.clear()
    desk.write("articles/pier.md", story(title="Pier", slug="pier"))
    desk.publish(tells=False)
    assert desk.to.got == []
    tasks.pings(Context(), settings=str(desk.settings))
    assert f"{URL}/2024/06/pier/" in desk.to.pages()
    assert "IndexNow was told of " in capsys.readouterr().out
    tasks.pings(Context(), settings=str(desk.settings))
    assert "there is nothing to tell" in capsys.readouterr().out


def test_another_target_is_a_trial_of_which_nobody_is_told(desk: Desk, tmp_path: Path) -> None:
    """Readers do not see it."""
    desk.to.got.clear()
    desk.write("articles/pier.md", story(title="Pier", slug="pier"))
    desk.publish(target=str(tmp_path / "elsewhere"))
    assert desk.to.got == []


def test_who_is_new_hears_only_of_what_changes_from_then_on(
    tmp_path: Path, paper: Path, settings_file: Settings
) -> None:
    """A paper that has been online for years does not announce all of it."""
    loopback = Loopback()
    with _serving(loopback):
        desk = Desk(paper, settings_file, tmp_path / "www", loopback)
        release(settings_file({"PUBLISH_TARGET": str(desk.target), "SITEURL": URL}))
        desk.write("articles/quay.md", story(title="Quay", slug="quay"))
        desk.settings = Desk(paper, settings_file, tmp_path / "www", loopback).settings
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
    engines.send([QUAY])
    (message,) = sent
    assert json.loads(message[1])["urlList"] == [QUAY] and "json" in message[2]
    hub = web_sub("https://hub.example/", lambda *m: sent.append(m))
    assert hub.most == 1
    hub.send([f"{URL}/feeds/all.json"])
    assert parse_qs(sent[1][1].decode())["hub.url"] == [f"{URL}/feeds/all.json"]


def test_the_key_lies_at_the_root(site: MakeSite) -> None:
    """And without one there is no such file."""
    files = {"articles/s.md": story()}
    assert site(files, INDEXNOW_KEY=KEY).files()[f"{KEY}.txt"] == KEY.encode()
    assert f"{KEY}.txt" not in site(files).files()


@pytest.mark.parametrize("key", ["short", "with/slash/in/it", "a" * 129])
def test_a_key_that_is_none_is_a_fault(site: MakeSite, key: str) -> None:
    """With what it has to be."""
    (fault,) = site({"articles/s.md": story()}, INDEXNOW_KEY=key).faults
    assert fault.startswith("settings: INDEXNOW_KEY: ") and "8 to 128" in fault
