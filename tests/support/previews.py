"""Previews that tests follow: what is told to open pages, and what is answered to requests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from starlette.applications import Starlette

from broadsheet.commands.preview import application
from broadsheet.commands.preview_desk import Preview
from tests.support.halyard import NOW, PELICANCONF, ROOT, beginning_with

Outcome = TypeVar("Outcome")

PATIENCE = 30  # seconds, for a machine that does much else

STORY = """---
title: {title}
slug: harbour-reopens
date: 2024-06-11T07:30:00+00:00
category: World
---

The harbour is open again.
"""


@dataclass
class Newsroom:
    """The folder of a paper of one story: settings, content, and whatever tests put beside them."""

    folder: Path

    def __post_init__(self) -> None:
        self.settings = self.folder / "paperconf.py"
        self.story = self.folder / "content/articles/harbour-reopens.md"
        self.output = self.folder / "preview"

    def furnish(self) -> None:
        """Write the settings and the story."""
        self.save(self.settings, self.settings_text())
        self.save(self.story, STORY.format(title="Harbour reopens"))

    def settings_text(self, *lines: str) -> str:
        """Return the text of settings that are in order, with more lines at their end."""
        values = {
            "PATH": "content",
            "CACHE_PATH": str(self.folder / "cache"),
            "THEME": str(ROOT / "theme"),
            "PLUGIN_PATHS": [str(ROOT), str(self.folder)],
            "BUILD_WORKERS": 1,  # starting more takes longer than a small paper
            "NOW": NOW,
        }
        head = beginning_with(PELICANCONF)
        return head + "\n".join([*(f"{name} = {of!r}" for name, of in values.items()), *lines, ""])

    def save(self, file: Path, text: str) -> None:
        """Write a file; make its folder where there is none."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def preview(self, **overrides: Any) -> Preview:
        """Return a preview of the paper, which has built nothing yet."""
        return Preview(self.settings, {"OUTPUT_PATH": str(self.output), **overrides})


@dataclass(frozen=True)
class Answer:
    """What came back from a request."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Follower:
    """An open page of a preview, and a reader who asks for others."""

    preview: Preview
    app: Starlette
    events: AsyncIterator[bytes]
    good: int = field(init=False)

    def __post_init__(self) -> None:
        self.good = self.preview.good

    async def faulty(self, text: str) -> list[str]:
        """Wait until a fault is told in which a text stands; return all."""
        return await self._until(lambda told: any(text in line for line in told))

    async def mended(self) -> None:
        """Wait until a build has succeeded since the last one, and nothing is wrong."""
        await self._until(lambda told: not told and self.preview.good > self.good)
        self.good = self.preview.good

    async def shown(self, path: str, text: str) -> None:
        """Wait until a page holds a text."""

        async def holds() -> None:
            while text not in (await ask(self.app, path)).text:
                await anext(self.events)

        await asyncio.wait_for(holds(), PATIENCE)

    async def _until(self, reached: Callable[[list[str]], bool]) -> list[str]:
        async def told() -> list[str]:
            while not reached(self.preview.troubles):
                event = await anext(self.events)
                if event.startswith(b"data: "):
                    assert isinstance(json.loads(event.removeprefix(b"data: "))["build"], str)
            return self.preview.troubles

        try:
            return await asyncio.wait_for(told(), PATIENCE)
        except TimeoutError:
            raise AssertionError(f"{self.preview.good} builds; {self.preview.troubles}") from None


@asynccontextmanager
async def followed(preview: Preview, output: Path) -> AsyncIterator[Follower]:
    """Have a preview at work, as `inv serve` has it, with a page that is open."""
    app = application(preview, output)
    async with app.router.lifespan_context(app), aclosing(preview.events()) as events:
        yield Follower(preview, app, events)


def at_work(
    newsroom: Newsroom, preview: Preview, work: Callable[[Follower], Awaitable[None]]
) -> None:
    """Do work while a preview runs: what `inv serve` does, its server left out."""

    async def run() -> None:
        preview.rebuild()
        async with followed(preview, newsroom.output) as follower:
            await work(follower)

    run_apart(run)


def run_apart(work: Callable[[], Awaitable[Outcome]]) -> Outcome:
    """Run work in a loop of its own; the browser of other tests has one in this thread."""

    async def run() -> Outcome:
        return await work()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, run()).result()


async def ask(app: Starlette, path: str, method: str = "GET", **headers: str) -> Answer:
    """Send a request to an application and return what it answers."""
    sent: list[Any] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "server": ("localhost", 8000),
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [
            (name.replace("_", "-").lower().encode(), value.encode())
            for name, value in headers.items()
        ],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    with suppress(OSError):  # raised again once it has been answered
        await app(scope, receive, send)
    start = next(each for each in sent if each["type"] == "http.response.start")
    body = b"".join(each.get("body", b"") for each in sent)
    named = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], named, body.decode("utf-8", "replace"))
