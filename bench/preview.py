"""The live preview of an archive, as a writer meets it: from the save to the page that shows it.

The preview runs as `inv serve` runs it, in a process of its own. A reader's browser is played by
a client that waits for the preview's word of a new build, and then asks for the page again.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from bench import broadsheet_site, trees
from bench.archive import Story
from bench.broadsheet_site import story_text
from bench.measure import memory_of, tree
from bench.results import Run
from bench.writing import write

_HOST = "127.0.0.1"
_PATIENCE = 600.0  # seconds for the first build, which is a cold one


def saves(site: Path, story: Story, times: int) -> list[Run]:
    """Save a story a number of times under a preview; return how long each took to be seen.

    site: the Broadsheet site of an archive. The story is what it was afterwards. Raises
    RuntimeError where a page does not show what was saved.
    """
    output, store = site / "preview", site / "store" / "preview.store"
    trees.remove(output)
    store.unlink(missing_ok=True)
    file = broadsheet_site.story_file(site, story.heading)
    try:
        with _previewing(site, output) as (process, port):
            return [_save(process.pid, port, file, story, number) for number in range(times)]
    finally:
        write(file, story_text(story))
        trees.remove(output)
        store.unlink(missing_ok=True)


def _save(server: int, port: int, file: Path, story: Story, number: int) -> Run:
    page = broadsheet_site.story_path(story.heading)
    word = f"version{number}"  # no typography changes it
    events = _events(port)
    build = next(events)
    begun = time.perf_counter()
    write(file, story_text(story).rstrip("\n") + f"\n\nThis is {word} of the story.\n")
    while next(events) == build:
        pass
    shown = _get(port, page).read().decode()
    seconds = time.perf_counter() - begun
    events.close()
    if word not in shown:
        raise RuntimeError(f"{page} does not show what was saved")
    return Run(
        seconds=round(seconds, 3),
        processor=0.0,
        memory=memory_of(tree(server)),
        files=1,
        size=len(shown.encode()),
    )


@contextmanager
def _previewing(site: Path, output: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as free:
        free.bind((_HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bench.preview", str(site / "conf.py"), str(output), str(port)]
    project = Path(__file__).parents[1]
    with (site / "preview.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - a program of our own
            command, cwd=project, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        _wait(process, port, site / "preview.log")
        yield process, port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the first build is done and served; raise RuntimeError where it is not."""
    deadline = time.perf_counter() + _PATIENCE
    while time.perf_counter() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the preview ended: {log.read_text('utf-8')[-2000:]}")
        try:
            _get(port, "/").read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the preview took too long")


def _get(port: int, path: str) -> HTTPResponse:
    connection = HTTPConnection(_HOST, port, timeout=_PATIENCE)
    connection.request("GET", path)
    return connection.getresponse()


def _events(port: int) -> Generator[str, None, None]:
    """Yield the name of the build whenever the preview tells it."""
    response = _get(port, "/_preview/events")
    for line in response:
        if line.startswith(b"data: "):
            state = json.loads(line.removeprefix(b"data: "))
            if state["faults"]:
                raise RuntimeError(f"the preview has faults: {state['faults']}")
            yield state["build"]


def _serve(settings: str, output: str, port: str) -> None:
    from broadsheet.commands.preview import listen, serve
    from broadsheet.commands.preview_desk import Preview

    listener = listen(_HOST, int(port))
    url = f"http://{_HOST}:{port}"
    preview = Preview(Path(settings), {"SITEURL": url, "OUTPUT_PATH": output})
    preview.rebuild()
    serve(preview, Path(output), listener)


if __name__ == "__main__":
    _serve(*sys.argv[1:])
