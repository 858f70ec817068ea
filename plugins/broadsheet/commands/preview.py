"""The preview, served: the built site, with pages that reload themselves and show what is wrong.

Pages carry a script for that, added while they are served: nothing of it is ever written to the
built site. Where there is no page to carry it, one of our own does.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from html import escape
from pathlib import Path
from string import Template

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from broadsheet.commands.preview_desk import Preview
from broadsheet.reporting.errors import BroadsheetError

_SCRIPT = Path(__file__).with_name("preview.js")
_PAGE = Template(Path(__file__).with_name("preview.html").read_text("utf-8"))
_TAG = '<script src="/_preview/preview.js?build={build}" defer></script>\n'


class CannotServe(BroadsheetError):
    """An address at which no preview can be served."""


class _Uncached(Starlette):
    """An application of which no browser keeps anything: each answer holds for one build."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_uncached(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["cache-control"] = "no-store"
            await send(message)

        await super().__call__(scope, receive, send_uncached)


class _Pages(StaticFiles):
    """The built site, as far as there is one; pages get the script that reloads them."""

    def __init__(self, preview: Preview, output: Path) -> None:
        super().__init__(directory=output, html=True, check_dir=False)
        self.config_checked = True  # the folder comes with the first build that succeeds
        self.preview = preview

    def is_not_modified(self, response_headers: Headers, request_headers: Headers) -> bool:
        # What a browser may have kept is from another server at this address, or an earlier one.
        return False

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            response = await super().get_response(path, scope)
            if not (isinstance(response, FileResponse) and response.media_type == "text/html"):
                return response
            page = await asyncio.to_thread(Path(response.path).read_bytes)
        except HTTPException as error:
            if error.status_code != 404:
                raise
            return self._page(_own_page(self.preview.troubles), 404)
        except FileNotFoundError:  # a build has just removed it
            return self._page(_own_page(self.preview.troubles), 404)
        return self._page(page, response.status_code)

    def _page(self, page: bytes, status: int) -> HTMLResponse:
        tag = _TAG.format(build=self.preview.build).encode()
        return HTMLResponse(page + tag, status_code=status)


def _own_page(troubles: list[str]) -> bytes:
    """Return the page for what is not there: it shows what is wrong, if anything is."""
    title = "The site cannot be built" if troubles else "There is no such page"
    sentence = "This page reloads itself after the next build"
    sentence += " that succeeds: mend what stands below, and save." if troubles else "."
    faults = escape("\n".join(troubles))
    return _PAGE.substitute(title=title, sentence=sentence, faults=faults).encode(errors="replace")


def application(preview: Preview, output: Path) -> Starlette:
    """Return the preview's web application over a built site; building is up to the caller."""

    async def events(request: Request) -> StreamingResponse:
        address = request.query_params.get("page", "/")
        return StreamingResponse(preview.events(address), media_type="text/event-stream")

    async def script(_: Request) -> FileResponse:
        return FileResponse(_SCRIPT, media_type="text/javascript")

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(preview.watch())
        yield
        preview.end()
        await asyncio.wait([watching])  # a build works with what is closed next
        preview.close()

    return _Uncached(
        lifespan=lifespan,
        routes=[
            Route("/_preview/events", events),
            Route("/_preview/preview.js", script),
            Mount("/", _Pages(preview, output)),
        ],
    )


def listen(bind: str, port: int) -> socket.socket:
    """Return a socket that listens at an address; raise CannotServe, with what to do about it.

    Requests wait at the socket until the first build is done.
    """
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    try:
        return socket.create_server((bind, port), family=family)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        what = f"cannot serve at port {port} of {bind}: {reason.lower()}"
        mend = "choose another `--port` or `--bind`"
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            what = f"port {port} is taken, perhaps by another `broadsheet serve`"
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
