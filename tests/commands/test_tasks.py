"""The tasks: where `inv serve` builds, what it says when it cannot serve, how `inv build` ends."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from invoke import Context, Exit

import tasks
from broadsheet import pelican_api
from broadsheet.build.building import Building
from broadsheet.commands import preview, preview_desk
from tests.support.halyard import HALYARD, PELICANCONF, PUBLISHCONF, ROOT, beginning_with


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders into which previews build, which serve nothing."""
    folders: list[str] = []

    class Idle:
        def __init__(self, _: Any, overrides: dict[str, Any]) -> None:
            self.output = overrides["OUTPUT_PATH"]

        def rebuild(self) -> None:
            folders.append(self.output)

    monkeypatch.setattr(preview_desk, "Preview", Idle)
    monkeypatch.setattr(preview, "serve", lambda *given: given[-1].close())
    return folders


def test_a_taken_port_is_told_before_anything_is_built(taken: int, built: list[str]) -> None:
    """In one line, with what to do."""
    with pytest.raises(Exit) as caught:
        tasks.serve.body(Context(), port=taken)
    assert str(caught.value) == (
        f"error: port {taken} is taken, perhaps by another `broadsheet serve`; "
        f"stop that one, or choose another, such as `--port {taken + 1}`"
    )
    assert built == []


@pytest.mark.parametrize(("bind", "port"), [("192.0.2.1", 8000), ("127.0.0.1", 65536)])
def test_an_address_that_cannot_be_is_told_as_such(bind: str, port: int) -> None:
    """Whatever the system has against it."""
    with pytest.raises(preview.CannotServe, match="choose another `--port` or `--bind`"):
        preview.listen(bind, port)


def test_two_previews_build_into_two_folders(built: list[str]) -> None:
    """Else the second would wait for the first to end."""
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as two,
    ):
        ports = [each.getsockname()[1] for each in (one, two)]
    for port in ports:
        tasks.serve.body(Context(), port=port)
    assert len(set(built)) == 2


def test_a_build_interrupted_before_it_begins_is_no_success(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pelican, which is still loading, would return from Ctrl+C as from any build."""

    def main(_: list[str]) -> None:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(pelican_api, "main", main)
    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(Exit) as caught:
            tasks.build.body(Context(), settings=str(PELICANCONF))
    finally:
        signal.signal(signal.SIGINT, before)
    assert caught.value.code == 130


def test_a_build_in_the_background_goes_on_when_ctrl_c_is_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A shell has its background jobs ignore Ctrl+C."""
    told: list[object] = []
    monkeypatch.setattr(pelican_api, "main", lambda _: told.append(signal.getsignal(signal.SIGINT)))
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        tasks.build.body(Context(), settings=str(PELICANCONF))
    finally:
        signal.signal(signal.SIGINT, before)
    assert told == [signal.SIG_IGN]


@pytest.mark.parametrize("headline", ["--help", "-h", "--section"])
def test_a_question_for_help_is_no_headline(headline: str) -> None:
    """Invoke takes what follows a task for its argument, and a story was written."""
    with pytest.raises(Exit, match="`broadsheet new --help` explains"):
        tasks.new.body(Context(), headline)


@pytest.mark.parametrize("task", ["build", "check", "publish", "rollback", "editions", "feed_ids"])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "no such settings file"),
        ("SITENAME = 'x'\nSECTIONS = [\n", "oddconf.py:2: SyntaxError: '[' was never closed"),
        ("from nowhere import *\n", "oddconf.py:1: ModuleNotFoundError: No module named 'nowhere'"),
        ("PATH = 'no-such-folder'\n", "oddconf.py:1: PATH: there is no folder"),
    ],
)
def test_settings_that_cannot_be_read_are_told_in_one_line(
    tmp_path: Path, task: str, text: str | None, told: str
) -> None:
    """By every task, with the line to mend and without a traceback."""
    file = tmp_path / "oddconf.py"
    if text is not None:
        file.write_text(text, "utf-8")
    with pytest.raises(Exit) as stop:
        getattr(tasks, task).body(Context(), settings=str(file))
    assert stop.value.code == 1
    assert told in str(stop.value) and "\n" not in str(stop.value)


@pytest.mark.parametrize("task", ["build", "check"])
def test_a_content_folder_that_is_not_there_is_told_in_one_line(tmp_path: Path, task: str) -> None:
    """A slip in its name would else be a traceback of Pelican's."""
    with pytest.raises(
        Exit, match=r"the command line: PATH: there is no folder .*nowhere \(make it"
    ):
        getattr(tasks, task).body(
            Context(), content=str(tmp_path / "nowhere"), settings=str(PELICANCONF)
        )


@pytest.mark.parametrize(
    ("refused", "told"),
    [
        ({"PUBLISH_TARGET": "site/live"}, "it lies in the output folder"),
        ({"PUBLISH_KEEP": 1}, "PUBLISH_KEEP: "),
        ({"PUBLISH_KEEP_DAYS": -1}, "PUBLISH_KEEP_DAYS: "),
    ],
)
def test_a_check_tells_that_editions_could_not_be_published(
    tmp_path: Path, refused: dict[str, Any], told: str
) -> None:
    """What publishing would refuse, it finds first."""
    file = tmp_path / "conf.py"
    places = {"PATH": str(HALYARD / "content"), "CACHE_PATH": str(tmp_path / "cache")}
    places |= {"THEME": str(ROOT / "theme"), "OUTPUT_PATH": str(tmp_path / "site")}
    places |= refused
    lines = (f"{name} = {to!r}\n" for name, to in places.items())
    file.write_text(beginning_with(PUBLISHCONF) + "".join(lines), "utf-8")
    with pytest.raises(Exit, match=told):
        tasks.check.body(Context(), settings=str(file))


def test_a_check_that_is_interrupted_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a build does, and with the same exit status."""

    def interrupt(_: Building) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Building, "examine", interrupt)
    with pytest.raises(Exit, match=r"^interrupted; nothing was written$") as stop:
        tasks.check.body(Context(), settings=str(PELICANCONF))
    assert stop.value.code == 130
