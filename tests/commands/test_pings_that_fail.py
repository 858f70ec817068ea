"""Pings that fail: the publication stands, one line says why, and what is left is told later."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread

import msgspec
import pytest
from invoke import Context

import tasks
from broadsheet.commands import announcing
from broadsheet.commands.announcing import Announcements, Told
from broadsheet.commands.settings_file import load
from broadsheet.pings import sending
from broadsheet.pings.sending import web_sub
from broadsheet.plan.announcing import Announcer, Refused
from broadsheet.reporting.errors import Interrupted
from broadsheet.site.addresses import Addresses
from broadsheet.site.settings import read_site
from tests.commands.pings_desk import PIER, URL, Desk, Loopback, Settings, published, serving
from tests.support.halyard import ROOT

A, B, C, D = FEEDS = [f"{URL}/{name}.json" for name in "abcd"]
AGAIN = "(the next publication tries again, or run `broadsheet pings`)"

Answers = Callable[[str], object]
"""What somebody answers to an address: raises an error, or takes it."""


class Line:
    """Somebody who is to be told of four feeds: `gone` and all others. asked: of what, so far."""

    def __init__(self, file: Path, addresses: Addresses) -> None:
        self.file, self.addresses = file, addresses
        self.asked: list[str] = []
        self.due(a="1", b="1", c="1", d="1")

    def due(self, **digests: str) -> None:
        """Have readers see other digests than it was told of; "" for what is gone."""
        now = {f"/{name}.json": digest for name, digest in digests.items()}
        known = {"Somebody": Told(now=now, told=dict.fromkeys(now, "0"))}
        self.file.write_bytes(msgspec.msgpack.encode(known))

    def tell(self, answers: Answers = lambda _: None, most: int = 1) -> list[str]:
        """Tell it what is due, and return what is said of that."""

        def send(urls: Sequence[str], seconds: float) -> None:
            del seconds
            self.asked += urls
            for url in urls:
                answers(url)

        who = Announcer("Somebody", "feeds", most, send)
        return [*Announcements(self.file, [who], self.addresses).send()]

    def rest(self) -> list[str]:
        """Return of what it is told the next time, when it takes everything."""
        self.asked.clear()
        self.tell()
        return self.asked


def failing(at: Sequence[str], error: OSError) -> Answers:
    """Answer with an error to some addresses."""

    def answers(url: str) -> None:
        if url in at:
            raise error

    return answers


@pytest.fixture
def line(tmp_path: Path, settings_file: Settings) -> Line:
    """Somebody who is to be told of four feeds."""
    site, _ = read_site(load(str(settings_file({"SITEURL": URL}))))
    assert site is not None
    return Line(tmp_path / "published.told", Addresses(site))


@pytest.fixture
def desk(tmp_path: Path, paper: Path, settings_file: Settings) -> Iterator[Desk]:
    """A paper with two stories, published, whose server has forgotten what it was told."""
    with published(paper, settings_file, tmp_path / "www") as found:
        found.to.got.clear()
        found.to.asked.clear()
        yield found


def test_a_failure_is_told_and_made_good_by_the_next_publication(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """The publication itself succeeds, and who is busy is asked no more until then."""
    desk.to.status = 503
    capsys.readouterr()
    desk.write_pier()
    desk.publish()
    said = capsys.readouterr().err
    assert "2024/06/pier/index.html" in desk.files()
    assert "IndexNow was not told of " in said and "WebSub was not told of " in said
    assert "503" in said and "Traceback" not in said and desk.to.got == []
    assert len([url for url in desk.to.asked if "/feeds/" in url]) == 1
    desk.to.status = 200
    desk.publish()
    assert PIER in desk.to.pages() and desk.to.feeds()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_no_answer(status: int) -> None:
    """Where it leads nobody gets the message: followed, it would be a question without a body."""
    loopback = Loopback()
    loopback.status = status
    with serving(loopback), pytest.raises(OSError, match=str(status)):
        web_sub(f"{loopback.url}/hub").send([A], 5)


@pytest.mark.parametrize("drips", [False, True])
@pytest.mark.parametrize(("seconds", "wait"), [(0.3, 60), (60, 0.3)])
def test_a_server_whose_answer_never_ends_is_left(
    monkeypatch: pytest.MonkeyPatch, drips: bool, seconds: float, wait: float
) -> None:
    """Whether it says nothing, or a sign now and then."""
    monkeypatch.setattr(sending, "_WAIT", wait)
    loopback, ends = Loopback(), Event()
    if drips:
        loopback.drips = ends
    else:
        loopback.heard = lambda: bool(ends.wait(5))
    began = time.monotonic()
    with serving(loopback):
        with pytest.raises(TimeoutError, match="no answer in time"):
            web_sub(f"{loopback.url}/hub").send([A], seconds)
        assert time.monotonic() - began < 3
        ends.set()


def test_nobody_holds_a_publication_up_for_more_than_a_minute(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many messages there are; what is left then is told the next time."""
    clock = [0]
    monkeypatch.setattr(announcing, "monotonic", lambda: clock[0])
    said = line.tell(lambda _: clock.append(clock.pop() + 25))
    assert line.asked == [A, B, C]
    assert said == [
        "Somebody was told of 3 changed feeds",
        f"Somebody was not told of 1 changed feed: it took longer than 60 seconds {AGAIN}",
    ]
    assert line.rest() == [D]


@pytest.mark.parametrize(
    "raw",
    [
        b"hello\r\n\r\n",
        b"hello \x1b[31mthere\x07\r\nand\nmore\r\n\r\n",
        b"HTTP/1.1 403 Go\x1b[31m away\r\n\r\n",
        b"x" * 5000 + b"\r\n\r\n",
    ],
)
def test_whatever_a_server_says_is_told_in_one_line(
    desk: Desk, raw: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a sensible length, without signs that work on a terminal; the publication stands."""
    desk.to.raw = raw
    desk.write_pier()
    desk.publish(tells=False)
    tasks.pings(Context(), settings=str(desk.settings))
    captured = capsys.readouterr()
    lines = captured.out.removesuffix("\n").split("\n")
    assert len(lines) == 2 and all(each.isprintable() and len(each) < 500 for each in lines)
    assert lines[0].startswith("IndexNow was not told of 6 changed pages: ")
    assert lines[1].startswith("WebSub was not told of 4 changed feeds: ")
    assert "2024/06/pier/index.html" in desk.files()


def test_a_server_that_is_not_there_is_told_in_plain_words() -> None:
    """Why it cannot be reached, and not what our library calls that."""
    loopback = Loopback()
    loopback.server.server_close()
    with pytest.raises(OSError, match=r"^no connection: Connection refused$"):
        web_sub(f"{loopback.url}/hub").send([A], 5)


@pytest.mark.parametrize("hub", ["https://hub.example/é", "https://hub..example/"])
def test_a_hub_that_cannot_be_asked_is_a_failure_like_others(hub: str) -> None:
    """Its address has signs, or a host, that no message can be sent to."""
    with pytest.raises(OSError, match="no answer in HTTP"):
        web_sub(hub).send([A], 5)


def test_an_address_that_is_refused_holds_no_other_up(line: Line) -> None:
    """It is told the next time, and the line says so."""
    said = line.tell(failing([B], Refused("HTTP Error 404: Not Found")))
    assert line.asked == FEEDS
    assert said == [
        "Somebody was told of 3 changed feeds",
        f"Somebody was not told of 1 changed feed: HTTP Error 404: Not Found {AGAIN}",
    ]
    assert line.rest() == [B]


def test_an_address_that_is_gone_and_refused_is_not_told_again(line: Line) -> None:
    """Whoever takes other messages will not hear of it the next time either."""
    line.due(a="1", b="", c="1")
    said = line.tell(failing([B], Refused("HTTP Error 404: Not Found")))
    assert said == [
        "Somebody was told of 2 changed feeds",
        "Somebody would not hear of 1 changed feed, gone by now, and need not",
    ]
    assert line.rest() == []


def test_one_who_refuses_all_is_told_all_again(line: Line) -> None:
    """As IndexNow does while it cannot find the key: what is gone is told again too."""
    line.due(a="1", b="", c="1")
    line.tell(failing(FEEDS, Refused("HTTP Error 403: Forbidden")))
    assert line.rest() == [A, B, C]


@pytest.mark.parametrize("status", [400, 404, 410, 422, 500])
def test_an_answer_of_refusal_is_about_one_message(status: int) -> None:
    """Another message to that server may be taken."""
    loopback = Loopback()
    loopback.status = status
    with serving(loopback), pytest.raises(Refused, match=str(status)):
        web_sub(f"{loopback.url}/hub").send([A], 5)


@pytest.mark.parametrize("status", [301, 429, 503])
def test_other_answers_are_about_all_messages(status: int) -> None:
    """That server takes none now, and is left in peace."""
    loopback = Loopback()
    loopback.status = status
    with serving(loopback), pytest.raises(OSError, match=str(status)) as caught:
        web_sub(f"{loopback.url}/hub").send([A], 5)
    assert not isinstance(caught.value, Refused)


def test_what_was_told_before_a_connection_is_lost_counts(line: Line) -> None:
    """Only the rest is told the next time, and nobody is asked further now."""
    said = line.tell(failing([C], ConnectionResetError("reset")), most=2)
    assert said == [
        "Somebody was told of 2 changed feeds",
        f"Somebody was not told of 2 changed feeds: reset {AGAIN}",
    ]
    assert line.rest() == [C, D]


def test_only_one_command_tells_at_a_time(line: Line) -> None:
    """Two at once would tell the same, and one would forget what the other told."""
    begun = Event()

    def answers(_: str) -> None:
        begun.set()
        time.sleep(0.1)

    first = Thread(target=line.tell, args=(answers,))
    first.start()
    begun.wait()
    assert line.tell() == []
    first.join()
    assert line.asked == FEEDS


def test_what_cannot_be_kept_is_told_in_a_line(line: Line) -> None:
    """The publication has succeeded by then."""
    Path(f"{line.file}.lock").mkdir()
    (said,) = line.tell()
    assert said.startswith("what was told could not be kept, and is told again: ")


def test_a_damaged_list_of_what_was_told_begins_anew(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what this edition changes, as for somebody who is new."""
    desk.told.write_bytes(b"damaged")
    desk.write_pier()
    desk.publish()
    pages = desk.to.pages()
    assert PIER in pages and f"{URL}/about/" not in pages
    assert "Traceback" not in capsys.readouterr().err


def test_a_publication_that_is_killed_before_it_keeps_what_changed_is_made_good(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the next one, though that finds nothing new."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    desk.write_pier()
    with monkeypatch.context() as patch, pytest.raises(Interrupted):
        patch.setattr(Announcements, "note", killed)
        desk.publish()
    assert "2024/06/pier/index.html" in desk.files() and desk.to.got == []
    desk.publish()
    assert PIER in desk.to.pages() and desk.to.feeds()


def test_pings_that_are_killed_go_on_where_they_were(desk: Desk) -> None:
    """The next ones tell exactly the rest: what was not answered, and what was not sent."""
    desk.write_pier()
    desk.publish(tells=False)

    def heard() -> None:
        if len(desk.to.got) == 3:  # one message to IndexNow, and two feeds
            desk.to.status = 500
            process.kill()

    desk.to.heard = heard
    command = [sys.executable, "-m", "broadsheet", "pings", "--settings", str(desk.settings)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    assert process.wait(60) == -signal.SIGKILL
    assert PIER in desk.to.pages()
    feeds = desk.to.feeds()
    desk.to.heard, desk.to.status = (lambda: None), 202
    tasks.pings(Context(), settings=str(desk.settings))
    assert desk.to.pages() == []
    rest = desk.to.feeds()
    assert len(feeds) == len(rest) == 2 and not {*feeds} & {*rest}


def test_what_is_gone_is_forgotten_once_it_has_been_told() -> None:
    """Else the list would grow for ever."""
    told = Told()
    told.see({"/a/": "1", "/b/": "2"}, str)
    told.hear(["/a/", "/b/"])
    told.see({"/a/": "1"}, str)
    assert told.due == ["/b/"]
    told.hear(["/b/"])
    assert (told.due, told.now, told.told) == ([], {"/a/": "/a/"}, {"/a/": "/a/"})
