"""A paper that tells a server of this machine what it has changed, and that server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs

from broadsheet.commands.release import release
from tests.support.small_paper import story

Settings = Callable[[Mapping[str, Any]], Path]
KEY = "0123456789abcdef"
URL = "https://halyard.example"
QUAY = f"{URL}/2024/06/quay/"
PIER = f"{URL}/2024/06/pier/"


class Loopback:
    """A server on this machine that keeps what it is told, and answers as it is told to.

    status: of its answers. refused: the statuses of those to messages that name an address. raw:
    what it answers in the place of HTTP. drips: the end of an answer that comes sign by sign, and
    never ends before that. got: the paths and bodies of the messages that it took, in their order;
    asked: all addresses that it was told, taken or not. heard: called before each answer.
    """

    def __init__(self) -> None:
        self.status = 202
        self.refused: dict[str, int] = {}
        self.raw = b""
        self.drips: Event | None = None
        self.got: list[tuple[str, bytes]] = []
        self.asked: list[str] = []
        self.heard: Callable[[], None] = lambda: None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                urls = _urls(self.path, body)
                outer.asked += urls
                outer.heard()
                if outer.drips is not None:
                    self._drip(outer.drips)
                    return
                if outer.raw:
                    self.wfile.write(outer.raw)
                    return
                status = next((outer.refused[url] for url in urls if url in outer.refused), None)
                status = status or outer.status
                if status < 300:
                    outer.got.append((self.path, body))
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def _drip(self, ends: Event) -> None:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Wait: ")
                while not ends.wait(0.05):
                    self.wfile.write(b".")

            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def pages(self) -> list[str]:
        """Return the pages of which it was told since it was last asked; their order is known."""
        messages = [json.loads(body) for path, body in self.got if path == "/indexnow"]
        for each in messages:
            assert each["host"] == "halyard.example" and each["key"] == KEY
            assert each["keyLocation"] == f"{URL}/{KEY}.txt"
        return self._taken("/indexnow")

    def feeds(self) -> list[str]:
        """Return the feeds likewise."""
        messages = [parse_qs(body.decode()) for path, body in self.got if path == "/hub"]
        assert all(each["hub.mode"] == ["publish"] for each in messages)
        return self._taken("/hub")

    def _taken(self, at: str) -> list[str]:
        found = [url for path, body in self.got if path == at for url in _urls(path, body)]
        self.got = [one for one in self.got if one[0] != at]
        return found


def _urls(path: str, body: bytes) -> list[str]:
    if path == "/indexnow":
        return list(json.loads(body)["urlList"])
    return parse_qs(body.decode())["hub.url"]


@contextmanager
def serving(loopback: Loopback) -> Iterator[None]:
    """Have the server answer in this context."""
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
        self._settings = settings
        self.change()

    def change(self, **changes: Any) -> None:
        """Set settings in the place of those that the paper has."""
        said = {"INDEXNOW_KEY": KEY, "INDEXNOW_ENDPOINT": f"{self.to.url}/indexnow"}
        said |= {"FEED_HUB": f"{self.to.url}/hub", "PUBLISH_TARGET": str(self.target)}
        self.settings = self._settings({**said, "SITEURL": URL, **changes})

    @property
    def told(self) -> Path:
        """The file of what others were told."""
        return self.content.parent / "cache/published.told"

    def write(self, path: str, text: str) -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def write_pier(self) -> None:
        """Write one more story, which changes feeds and pages."""
        self.write("articles/pier.md", story(title="Pier", slug="pier"))

    def publish(self, **options: Any) -> None:
        release(self.settings, **options)

    def files(self) -> dict[str, bytes]:
        """Return what readers see."""
        root = (self.target / "current").resolve()
        files = (file for file in root.rglob("*") if file.is_file())
        return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


@contextmanager
def published(content: Path, settings: Settings, target: Path) -> Iterator[Desk]:
    """A paper with two stories, published, of which nobody has been asked yet."""
    loopback = Loopback()
    with serving(loopback):
        desk = Desk(content, settings, target, loopback)
        desk.write("articles/quay.md", story(title="Quay", slug="quay", tags="[Ports]"))
        desk.publish()
        yield desk
