"""`inv check --external`: links to other sites, asked on demand, politely, and never by a build."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult

import pytest
import trustme

from broadsheet.commands import checking
from broadsheet.commands.external import asking
from broadsheet.commands.external.answers import Answer, AnswerCache
from broadsheet.commands.external.asking import Asker, user_agent
from broadsheet.commands.external.checking import ExternalCheck
from broadsheet.commands.external.connecting import is_public
from broadsheet.commands.external.links import answers_to
from broadsheet.commands.external.pacing import Pace, Stopped
from broadsheet.commands.release import release
from broadsheet.commands.settings_file import newspaper
from broadsheet.reporting.errors import Interrupted
from tests.commands.conftest import STORY

Settings = Callable[[Mapping[str, Any]], Path]
Reply = tuple[int, dict[str, str]]
NOW = datetime(2024, 6, 20, tzinfo=UTC)


class Elsewhere:
    """Another site, on this machine: what it is asked, and what it says."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.replies: dict[str, list[Reply]] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                line = f"{self.command} {self.path}"
                site.asked.append(line)
                site.agents.add(self.headers["User-Agent"])
                said = site.replies.get(line, [(200, {})])
                status, fields = said.pop(0) if len(said) > 1 else said[0]
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.end_headers()

            do_GET = do_HEAD  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def says(self, path: str, *replies: Reply, get: Reply | None = None) -> None:
        """Have HEAD for a path answered so, one after the other, and GET as well."""
        self.replies[f"HEAD {path}"] = list(replies)
        self.replies[f"GET {path}"] = [get or replies[-1]]


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """Another site."""
    site = Elsewhere()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture(autouse=True)
def nobody_beyond_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paper's settings link to other sites: their names are not even looked up."""
    look_up = socket.getaddrinfo

    def only_here(host: str, *rest: Any, **more: Any) -> Any:
        if host not in ("127.0.0.1", "localhost", "::1", "a..b"):
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return look_up(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", only_here)


class Clock:
    """A clock that goes on only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def wait(self, seconds: float) -> bool:
        self.now += seconds
        return False

    @property
    def pace(self) -> Pace:
        return Pace(1.0, lambda: self.now, self.wait)


def asker(clock: Clock | None = None) -> Asker:
    return Asker("Paper (+https://paper.example/)", (clock or Clock()).pace, lambda _: True)


def check(file: Path, tmp_path: Path, **options: Any) -> tuple[int, dict[str, Any]]:
    """Return what a check with other sites says, and its exit status."""
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking.sys.stdout, "write", told.append)
        external = ExternalCheck(
            **{"may_ask": lambda _: True, "pace": Clock().pace, "now": NOW, **options}
        )
        status = checking.check_paper(file, {}, (), "", "json", external)
    return status, json.loads("".join(told))


def found(report: dict[str, Any]) -> list[tuple[str, int, str, str]]:
    """Return the warnings of links to other sites: file, line, what and what to do."""
    return [
        (Path(each["path"]).name, each["line"], each["what"], each["mend"])
        for each in report["faults"]
        if each["kind"] == "link-external" and "127.0.0.1" in each["what"]
    ]


def test_a_dead_link_is_a_warning_at_its_line(
    tmp_path: Path, paper: Path, settings_file: Settings, elsewhere: Elsewhere
) -> None:
    """Wherever it stands in the text, with the reason in plain words; links that work are not."""
    elsewhere.says("/gone", (404, {}))
    url = elsewhere.url
    words = f"Read [this]({url}/gone#part) and <q cite='{url}/gone'>it</q>."
    text = f"{STORY}\n[well]({url}/well)\n\n{words}\n"
    (paper / "articles/2024/harbour-reopens.md").write_text(text, "utf-8")
    status, report = check(settings_file({}), tmp_path)
    assert status == 0
    why, mend = (
        "the site has no such page any more (404)",
        "correct it, or link to a copy that an archive keeps",
    )
    assert found(report) == [
        ("harbour-reopens.md", 11, f"the link {url}/gone#part: {why}", mend),
        ("harbour-reopens.md", 11, f"the link {url}/gone: {why}", mend),
    ]
    assert sorted(elsewhere.asked) == ["GET /gone", "HEAD /gone", "HEAD /well"]
    (agent,) = elsewhere.agents
    assert "Broadsheet/" in agent and "+https://halyard.example/" in agent


def test_links_of_settings_and_authors_are_asked_for_and_those_of_drafts_are_not(
    tmp_path: Path, paper: Path, settings_file: Settings, elsewhere: Elsewhere
) -> None:
    """A setting is named; what readers cannot see gives nothing away."""
    for path in ("/menu", "/author", "/draft"):
        elsewhere.says(path, (404, {}))
    url = elsewhere.url
    draft = STORY.replace("---\n\n", "status: draft\n---\n\n") + f"[x]({url}/draft)\n"
    (paper / "articles/2024/draft.md").write_text(draft.replace("Harbour", "Storm"), "utf-8")
    (paper / "authors").mkdir()
    author = f"---\nname: Ada Finch\n---\n\nReports for [it]({url}/author).\n"
    (paper / "authors/ada.md").write_text(author, "utf-8")
    file = settings_file({"LINKS": [["Partner", f"{url}/menu"]]})
    _, report = check(file, tmp_path)
    places = [(name, line) for name, line, _, _ in found(report)]
    assert ("ada.md", 5) in places
    assert "LINKS.0" in [each["setting"] for each in report["faults"]]
    assert not [line for line in elsewhere.asked if "draft" in line]


def test_a_build_a_check_and_a_release_ask_nobody(
    tmp_path: Path, paper: Path, settings_file: Settings, elsewhere: Elsewhere
) -> None:
    """Other sites are asked on demand only."""
    (paper / "articles/2024/harbour-reopens.md").write_text(
        f"{STORY}\n[x]({elsewhere.url}/)\n", "utf-8"
    )
    newspaper(str(settings_file({}))).check()
    release(settings_file({}), str(tmp_path / "www"))
    assert elsewhere.asked == []


def test_a_page_that_moved_for_good_is_told_with_its_address(
    tmp_path: Path, paper: Path, settings_file: Settings, elsewhere: Elsewhere
) -> None:
    """What follows a # stays. A redirect for now says nothing."""
    elsewhere.says("/old", (301, {"Location": "/newer"}))
    elsewhere.says("/newer", (308, {"Location": "/new"}))
    elsewhere.says("/new", (302, {"Location": "/today"}))
    elsewhere.says("/now", (302, {"Location": "/newer"}))
    url = elsewhere.url
    text = f"{STORY}\n[x]({url}/old#a) [y]({url}/now)\n"
    (paper / "articles/2024/harbour-reopens.md").write_text(text, "utf-8")
    _, report = check(settings_file({}), tmp_path)
    assert found(report) == [
        (
            "harbour-reopens.md",
            9,
            f"the link {url}/old#a: the site has moved that page for good",
            f"write {url}/new#a",
        )
    ]


@pytest.mark.parametrize(
    ("replies", "get", "problem"),
    [
        ([(405, {})], (200, {}), ""),
        ([(405, {})], (405, {}), ""),
        ([(403, {})], (200, {}), ""),
        ([(404, {})], (200, {}), ""),
        ([(410, {})], (410, {}), "no such page"),
        ([(403, {})], (403, {}), "does not let programs look"),
        ([(401, {})], (401, {}), "signs in"),
        ([(500, {})], (500, {}), "a fault of its own"),
        ([(429, {"Retry-After": "7"}), (200, {})], None, ""),
        ([(503, {}), (503, {}), (503, {})], None, "too busy"),
        ([(301, {"Location": "/a"})], None, "in circles"),
        ([(302, {})], None, "does not say where"),
        ([(302, {"Location": "file:///etc/passwd"})], None, "no address"),
        ([(301, {"Location": "/\x1b[31mred"})], None, "does not say where"),
    ],
)
def test_what_a_site_says_is_understood(
    elsewhere: Elsewhere, replies: list[Reply], get: Reply | None, problem: str
) -> None:
    """HEAD that is refused is followed by GET, and a site that is busy is asked again."""
    elsewhere.says("/a", *replies, get=get)
    answer = asker().ask(f"{elsewhere.url}/a")
    assert problem in answer.problem
    assert bool(answer.problem) == bool(problem)


def test_a_site_that_wants_a_pause_gets_it(elsewhere: Elsewhere) -> None:
    """As long as it says, in seconds; one that wants an hour is left alone at once."""
    elsewhere.says("/a", (429, {"Retry-After": "7"}), (200, {}))
    clock = Clock()
    assert not asker(clock).ask(f"{elsewhere.url}/a").problem
    assert clock.now == 7
    elsewhere.says("/b", (429, {"Retry-After": "3600"}))
    assert "too busy" in asker(clock).ask(f"{elsewhere.url}/b").problem
    assert elsewhere.asked.count("HEAD /b") == 1


def test_a_host_that_wants_to_be_left_alone_is(elsewhere: Elsewhere) -> None:
    """All its other links are told at once, and not asked for; tomorrow they are asked for anew."""
    elsewhere.says("/0", (429, {"Retry-After": "3600"}))
    asks = asker()
    answers = [asks.ask(f"{elsewhere.url}/{number}") for number in range(9)]
    assert elsewhere.asked == ["HEAD /0"]
    assert all("too busy" in each.problem and not each.is_lasting for each in answers)


def test_a_host_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand links to one would take hours; one silence alone may be chance."""
    asked: list[str] = []

    def silent(_: str, parts: SplitResult, *__: object) -> None:
        asked.append(parts.path)
        raise TimeoutError

    monkeypatch.setattr(asking, "request", silent)
    asks = asker()
    answers = [asks.ask(f"https://a.example/{number}") for number in range(9)]
    assert asked == ["/0", "/1"]
    assert {each.problem for each in answers} == {"the site does not answer in time"}


def test_a_certificate_that_browsers_refuse_is_told_as_such(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The address is right, and the site is there."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                context.wrap_socket(connection, server_side=True).close()

        threading.Thread(target=serve, daemon=True).start()
        answer = asker().ask(f"https://127.0.0.1:{listening.getsockname()[1]}/")
    assert "browsers warn of the site: its certificate is not valid" in answer.problem
    assert answer.mend == "open it yourself"


def test_without_a_connection_no_link_is_blamed(
    tmp_path: Path, paper: Path, settings_file: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """A desk would delete what is right; where one host is found, the others are blamed."""
    text = f"{STORY}\n[a](https://a.example/) [b](https://b.example/)\n"
    (paper / "articles/2024/harbour-reopens.md").write_text(text, "utf-8")
    asks = ExternalCheck(may_ask=lambda _: True, pace=Clock().pace, now=NOW)
    checking.check_paper(settings_file({}), {}, ["link-external"], "", "text", asks)
    told = "".join(capsys.readouterr())
    assert "no other site can be found, and nothing is said of" in told
    assert "there is no such site" not in told


def test_a_preview_introduces_itself_without_its_address() -> None:
    """Which would lead those who ask to their own machine."""
    assert "localhost" not in user_agent("http://localhost:8000")
    assert user_agent("https://a.example").endswith("(checks links; +https://a.example/)")


def test_a_host_is_asked_once_a_second() -> None:
    """Whoever asks, and however many addresses it has; others need not wait for it."""
    clock = Clock()
    pace = clock.pace
    for _ in range(4):
        pace.turn("a.example")
    assert clock.now == 3
    pace.turn("b.example")
    assert clock.now == 3


def test_who_waits_for_a_turn_stops_at_once() -> None:
    """Ctrl+C does not wait for a host that wants a pause."""
    pace = Pace(3600)
    pace.turn("a.example")
    pace.stop()
    with pytest.raises(Stopped):
        pace.turn("a.example")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1",
        "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2001:0:53aa:64c:0:0:80ff:fffe",
    ],
)  # fmt: skip
def test_an_address_within_a_network_is_not_public(address: str) -> None:
    """Nor is one that is hidden in an address of the new Internet Protocol."""
    assert not is_public(ip_address(address))


def test_an_address_of_the_internet_is_public() -> None:
    """In both versions of the protocol."""
    assert is_public(ip_address("1.1.1.1")) and is_public(ip_address("2606:4700::1111"))
    assert is_public(ip_address("64:ff9b::101:101"))


@pytest.mark.parametrize("way", ["straight", "by a redirect"])
def test_nobody_within_the_network_is_asked(elsewhere: Elsewhere, way: str) -> None:
    """Neither by a link nor by what another site leads on to; readers could not open it either."""
    inner = elsewhere.url.replace("127.0.0.1", "localhost")
    elsewhere.says("/out", (302, {"Location": f"{inner}/secret"}))
    seen: list[bool] = []

    def may_ask(_: object) -> bool:
        seen.append(way == "by a redirect" and not seen)
        return seen[-1]

    asks = Asker("x", Clock().pace, may_ask)
    url = f"{elsewhere.url}/out" if way == "by a redirect" else f"{inner}/secret"
    assert "readers cannot open it" in asks.ask(url).problem
    assert not [line for line in elsewhere.asked if "secret" in line]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/", "http://[::1/", "http://a..b/", "https://x.example:99999/"]
)
def test_what_cannot_be_asked_is_told_and_stops_nothing(address: str) -> None:
    """Nobody listens there, or it is no address."""
    assert asker().ask(address).problem


def test_answers_are_kept_for_some_days(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """Those that would be the same tomorrow; a site that was busy is asked again."""
    elsewhere.says("/gone", (404, {}))
    elsewhere.says("/ill", (500, {}))
    addresses = [f"{elsewhere.url}/{name}" for name in ("well", "gone", "ill")]

    def ask(now: datetime, days: float = 7) -> int:
        before = len(elsewhere.asked)
        cache = AnswerCache(tmp_path / "answers.json", now, days)
        answers = answers_to(addresses, asker(), cache, lambda items, *_: items)
        assert [bool(answers[each].problem) for each in addresses] == [False, True, True]
        return len(elsewhere.asked) - before

    assert ask(NOW) == 5
    assert ask(NOW + timedelta(days=6)) == 2  # the one with a fault of its own
    assert ask(NOW + timedelta(days=6), days=1) == 5
    assert ask(NOW + timedelta(days=20)) == 5


def test_a_damaged_cache_counts_as_none(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """It is written anew."""
    (tmp_path / "answers.json").write_bytes(b"\xff{")
    cache = AnswerCache(tmp_path / "answers.json", NOW, 7)
    assert cache.known([elsewhere.url]) == {}
    cache.note(elsewhere.url, Answer())
    cache.write()
    again = AnswerCache(tmp_path / "answers.json", NOW, 7)
    assert again.known([elsewhere.url]) == {elsewhere.url: Answer()}


def test_ctrl_c_keeps_the_answers_so_far(
    tmp_path: Path, paper: Path, settings_file: Settings, elsewhere: Elsewhere,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The next check goes on from there."""
    links = " ".join(f"[x]({elsewhere.url}/{number})" for number in range(5))
    (paper / "articles/2024/harbour-reopens.md").write_text(f"{STORY}\n{links}\n", "utf-8")

    def interrupted(items: Any, *_: object) -> Iterator[Any]:
        ours = 0
        for item in items:
            yield item
            ours += item[0].startswith(elsewhere.url)
            if ours == 2:
                raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("broadsheet.commands.external.checking.track", interrupted)
        with pytest.raises(Interrupted, match="the answers so far are kept"):
            check(settings_file({}), tmp_path)
    kept = json.loads((tmp_path / "cache/external-links.json").read_bytes())
    assert len([each for each in kept if each.startswith(elsewhere.url)]) == 2
