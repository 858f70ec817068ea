"""The tasks: where `inv serve` builds, what it says when it cannot serve, how `inv build` ends."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pelican
import pytest
from invoke import Context, Exit

import tasks
from newsroom import preview, preview_desk
from plugins.edition.building import Building


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
        f"error: port {taken} is taken, perhaps by another `inv serve`; "
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

    monkeypatch.setattr(pelican, "main", main)
    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(Exit) as caught:
            tasks.build.body(Context())
    finally:
        signal.signal(signal.SIGINT, before)
    assert caught.value.code == 130


def test_a_build_in_the_background_goes_on_when_ctrl_c_is_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A shell has its background jobs ignore Ctrl+C."""
    told: list[object] = []
    monkeypatch.setattr(pelican, "main", lambda _: told.append(signal.getsignal(signal.SIGINT)))
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        tasks.build.body(Context())
    finally:
        signal.signal(signal.SIGINT, before)
    assert told == [signal.SIG_IGN]


@pytest.mark.parametrize("headline", ["--help", "-h", "--section"])
def test_a_question_for_help_is_no_headline(headline: str) -> None:
    """Invoke takes what follows a task for its argument, and a story was written."""
    with pytest.raises(Exit, match="inv --help new"):
        tasks.new.body(Context(), headline)


def test_a_check_that_is_interrupted_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a build does, and with the same exit status."""

    def interrupt(_: Building) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Building, "plan", interrupt)
    with pytest.raises(SystemExit) as stop:
        tasks.check.body(Context())
    assert stop.value.code == 130
    assert capsys.readouterr().err.splitlines()[-1] == "interrupted; nothing was written"
