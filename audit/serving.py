"""A built site on a loopback address, compressed as web servers do it."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

_TEXTS = ("text/", "application/json", "application/xml", "application/javascript")
_LEVEL = 6  # nginx's own is 1, that of files compressed beforehand 9


@functools.lru_cache(maxsize=1000)
def _compressed(file: Path, _changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), _LEVEL, mtime=0)


class _Files(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send texts compressed, to whoever takes them so, and all else as it lies there."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if self.path.endswith("/") else file
        kind = self.guess_type(str(file))
        is_text = kind.startswith(_TEXTS) or kind.endswith(("+xml", "+json"))
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (is_text and takes and file.is_file()):
            return super().send_head()
        data = _compressed(file, file.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)

    def handle(self) -> None:
        """Answer until the browser hangs up, which it may do at any time."""
        with suppress(ConnectionError):
            super().handle()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file, or as much of it as is wanted."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, and return the address at which it is found meanwhile."""
    handler = functools.partial(_Files, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
