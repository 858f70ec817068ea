"""The preview: builds on every save, serves the result, and has open pages reload themselves.

A build that fails leaves the last good pages in place; its faults appear in the terminal and on
every open page. Preview pages carry a script for that, added while they are served: nothing of
it is ever written to the built site.
"""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import socket
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from watchfiles import awatch

from newsroom.settings import newspaper
from plugins.edition.newspaper import Newspaper
from plugins.edition.report import Reporter, Stopwatch
from plugins.edition.workroom import Workroom, workroom
from plugins.incremental.store import StoreDamaged
from plugins.story.faults import BuildStopped

logger = logging.getLogger(__name__)

_SCRIPT = Path(__file__).with_name("preview.js")
_TAG = '<script src="/_preview/preview.js?build={build}" defer></script>\n'
_HEARTBEAT = 15  # seconds; keeps proxies from closing a quiet stream


class CannotServe(Exception):
    """An address at which no preview can be served."""


@dataclass
class Preview:
    """The state of a preview.

    The workroom stays open from one build to the next, so that nothing is read from the disk but
    what somebody has saved. A change of the settings opens a new one.

    good: the number of the last build that succeeded, the one whose pages are served; faults:
    what was wrong with the latest.
    """

    settings_file: Path
    overrides: Mapping[str, Any]
    good: int = 0
    faults: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    ending: asyncio.Event = field(default_factory=asyncio.Event)
    _open: ExitStack = field(default_factory=ExitStack)
    _desk: tuple[Newspaper, Workroom] | None = None

    def rebuild(self, saved: Iterable[Path] = ()) -> None:
        """Build the site; keep the faults, whatever they are, for those who look at it.

        saved: the files and folders that have changed since the last build.
        """
        try:
            self._build(list(saved))
        except BuildStopped as stop:
            reporter = Reporter(Path(self._paper().path))
            self.faults = [reporter.line(fault) for fault in stop.faults] or [str(stop)]
        except Exception as error:  # whatever went wrong, the preview must outlive it
            logger.exception("the build failed")
            self.faults = [f"the build failed: {type(error).__name__}: {error}"]
            self.close()
        else:
            self.faults = []
            self.good += 1

    def close(self) -> None:
        """Close the workroom; the next build opens it again."""
        self._desk = None
        self._open.close()

    def _build(self, saved: list[Path]) -> None:
        if any(path.suffix == ".py" for path in saved):
            self.close()
        try:
            paper, room = self._desk or self._opened()
            paper.reporter.begin()
            room.content.forget_below(paper.path, saved)
            paper.guarded(lambda: paper.build(room, Stopwatch()))
        except StoreDamaged:  # a build by itself mends it, and a new workroom goes on from there
            self.close()
            self._paper().run()
        except BuildStopped as stop:
            # The disk or a worker failed: what the workroom knows may no longer be so.
            if not stop.faults:
                self.close()
            raise

    def _opened(self) -> tuple[Newspaper, Workroom]:
        paper = self._paper()
        room = paper.guarded(
            lambda: self._open.enter_context(workroom(paper.settings, paper.reporter))
        )
        self._desk = paper, room
        return self._desk

    def _paper(self) -> Newspaper:
        return newspaper(str(self.settings_file), self.overrides)

    def watched(self) -> list[Path]:
        """Return what a change of which calls for a new build."""
        paper = self._paper()
        places = [Path(paper.path), Path(paper.theme), *self.settings_file.parent.glob("*conf.py")]
        return [place for place in places if place.exists()]

    async def watch(self) -> None:
        """Rebuild after every save, until the end; a build that is running is finished."""
        async for changes in awatch(*self.watched(), debounce=50, step=10, stop_event=self.ending):
            saved = {Path(path) for _, path in changes}
            await asyncio.to_thread(self.rebuild, sorted(saved))
            self.announce()

    def announce(self) -> None:
        """Wake everyone who waits for the next build."""
        self.changed.set()
        self.changed = asyncio.Event()

    def end(self) -> None:
        """Have nothing more built, and nobody wait for it."""
        self.ending.set()
        self.announce()

    async def events(self) -> AsyncIterator[bytes]:
        """Yield the state now and after each build, as server-sent events, until the end."""
        while not self.ending.is_set():
            changed = self.changed
            state = json.dumps({"build": self.good, "faults": self.faults})
            yield f"data: {state}\n\n".encode()
            while not changed.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), _HEARTBEAT)
                if not changed.is_set():
                    yield b": still here\n\n"


class _Pages(StaticFiles):
    """The built site; pages get the script that reloads them, and nothing is cached."""

    def __init__(self, preview: Preview, output: Path) -> None:
        super().__init__(directory=output, html=True, check_dir=False)
        self.config_checked = True  # a first build that is refused has made no folder
        self.preview = preview

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) and response.media_type == "text/html":
            page = await asyncio.to_thread(Path(response.path).read_bytes)
            tag = _TAG.format(build=self.preview.good).encode()
            response = HTMLResponse(page + tag, status_code=response.status_code)
        response.headers["cache-control"] = "no-store"
        return response


def application(preview: Preview, output: Path) -> Starlette:
    """Return the preview's web application over a built site; building is up to the caller."""

    async def events(_: Request) -> StreamingResponse:
        return StreamingResponse(preview.events(), media_type="text/event-stream")

    async def script(_: Request) -> FileResponse:
        return FileResponse(_SCRIPT, media_type="text/javascript")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(preview.watch())
        yield
        preview.end()
        await asyncio.wait([watching])  # a build works with what is closed next
        preview.close()

    return Starlette(
        lifespan=lifespan,
        routes=[
            Route("/_preview/events", events),
            Route("/_preview/preview.js", script),
            Mount("/", _Pages(preview, output)),
        ],
    )


def listen(bind: str, port: int) -> socket.socket:
    """Return a socket that listens at an address; raise CannotServe, with what to do about it.

    Whoever asks at once waits there until the first build is done.
    """
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    try:
        return socket.create_server((bind, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        what = f"cannot serve at port {port} of {bind}: {reason.lower()}"
        mend = "choose another `--port` or `--bind`"
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            what = f"port {port} is taken, perhaps by another `inv serve`"
            mend = f"stop that one, or choose another, such as `--port {port + 1}`"
        raise CannotServe(f"{what}; {mend}") from error


class PreviewServer(uvicorn.Server):
    """Serves a preview; open pages, which wait for builds, do not keep it from ending."""

    def __init__(self, preview: Preview, output: Path) -> None:
        super().__init__(uvicorn.Config(application(preview, output), log_level="warning"))
        self.preview = preview

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.preview.end()
        await super().shutdown(sockets)


def serve(preview: Preview, output: Path, listener: socket.socket) -> None:
    """Serve until Ctrl+C; a build that is running then is finished first."""
    with suppress(KeyboardInterrupt):
        PreviewServer(preview, output).run(sockets=[listener])
