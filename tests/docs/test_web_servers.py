"""The web servers of docs/servers: each is asked what a paper's readers ask; skipped if not here."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from stat import S_IXOTH
from tempfile import gettempdir

import pytest

SERVERS = Path(__file__).parents[2] / "docs/servers"
FILES = {
    "index.html": "home",
    "404.html": "nothing here",
    "world/index.html": "world " * 500,
    "topics/k%C3%B6ln/index.html": "percent",
    "topics/köln/index.html": "umlaut",
    "feeds/all.atom.xml": "<feed/>",
    "sitemap.xml": "<urlset/>",
    "sitemap/2024-06.xml": "<urlset/>",
    "theme/site.css": "a{}",
    "theme/site.9f86d08188.css": "b{}",
    "images/a.9f86d08188.800.avif": "small",
    "images/a.9f86d08188.1200x630.jpg": "shared",
    "images/a.JPG": "picture",
    "robots.txt": "text",
}
NGINX = """
daemon off; pid {run}/pid; error_log {run}/error.log; {user}
events {{ }}
http {{
    access_log off;
    include /etc/nginx/mime.types;
    client_body_temp_path {run}/a; proxy_temp_path {run}/b; fastcgi_temp_path {run}/c;
    uwsgi_temp_path {run}/d; scgi_temp_path {run}/e;
    include {config};
}}
"""
MODULES = "mpm_event authz_core authn_core dir mime headers filter deflate unixd"
APACHE = """
ServerRoot {run}
ServerName localhost
PidFile {run}/pid
ErrorLog {run}/error.log
TypesConfig /etc/mime.types
Listen 127.0.0.1:{port}
{user}
<Directory />
    Require all denied
</Directory>
Include {config}
"""

pytestmark = pytest.mark.slow


def program(name: str) -> str:
    """Return the path of a server; skip the test where it is not installed."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip(f"no {name} on this machine")
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def adapted(name: str, root: Path, run: Path, **changes: str) -> Path:
    """Write a configuration of the guide for another folder and other changes; return its file."""
    text = (SERVERS / name).read_text("utf-8")
    for old, new in {"/srv/paper": str(root), **changes}.items():
        assert old in text
        text = text.replace(old, new)
    (run / name).write_text(text, "utf-8")
    return run / name


def nginx(root: Path, run: Path, port: int) -> list[str]:
    config = adapted("nginx.conf", root, run, **{"listen 80;": f"listen 127.0.0.1:{port};"})
    user = "user root;" if os.geteuid() == 0 else ""
    (run / "main.conf").write_text(NGINX.format(run=run, config=config, user=user), "utf-8")
    return [program("nginx"), "-p", str(run), "-c", str(run / "main.conf")]


def apache(root: Path, run: Path, port: int) -> list[str]:
    folder = Path("/usr/lib/apache2/modules")
    if not folder.is_dir():
        pytest.skip("no modules of Apache on this machine")
    loaded = [f"LoadModule {each}_module {folder}/mod_{each}.so" for each in MODULES.split()]
    loaded = [line for line in loaded if Path(line.split()[-1]).is_file()]
    config = adapted("apache.conf", root, run, **{"*:80": f"127.0.0.1:{port}"})
    user = "User nobody\nGroup nogroup" if os.geteuid() == 0 else ""
    text = APACHE.format(run=run, config=config, port=port, user=user)
    (run / "main.conf").write_text("\n".join((*loaded, text)), "utf-8")
    return [program("apache2"), "-d", str(run), "-f", str(run / "main.conf"), "-DFOREGROUND"]


def caddy(root: Path, run: Path, port: int) -> list[str]:
    config = adapted("Caddyfile", root, run, **{"www.example.org {": f"http://127.0.0.1:{port} {{"})
    config.write_text("{\n\tadmin off\n}\n" + config.read_text("utf-8"), "utf-8")
    return [program("caddy"), "run", "--config", str(config), "--adapter", "caddyfile"]


FOR_EVER = "max-age=31536000, immutable"
KINDS = {"nginx": nginx, "apache": apache, "caddy": caddy}


class Web:
    """What a browser sees of a server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": f"127.0.0.1:{self.port}", **named})
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        body = answer.read()
        connection.close()
        return answer.status, told, body


@contextmanager
def running(command: list[str], run: Path, port: int) -> Iterator[Web]:
    """Run a server until it is no longer needed."""
    with (run / "said").open("wb") as said:
        environment = {**os.environ, "XDG_DATA_HOME": str(run), "XDG_CONFIG_HOME": str(run)}
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
    try:
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, (run / "said").read_text("utf-8")
                assert time.monotonic() < deadline, (run / "said").read_text("utf-8")
                time.sleep(0.05)
        yield Web(port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@pytest.fixture(scope="module", params=list(KINDS))
def web(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """A server of each kind, with two editions in its target."""
    base = tmp_path_factory.mktemp(request.param)
    for folder in (base, *base.parents):
        if folder.is_relative_to(gettempdir()) and not folder.stat().st_mode & S_IXOTH:
            folder.chmod(0o755)  # a server may run as another user
    root, run, port = base / "paper", base / "run", free_port()
    run.mkdir()
    for path, text in FILES.items():
        file = root / "editions/one" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (root / "editions/.one.files").write_text("secret", "utf-8")
    (root / "editions/two").mkdir()
    (root / "editions/two/index.html").write_text("new home", "utf-8")
    (root / "current").symlink_to("editions/one")
    with running(KINDS[request.param](root, run, port), run, port) as found:
        found.root = root  # type: ignore[attr-defined]
        yield found


@pytest.mark.parametrize(
    ("path", "text", "kind", "keeping"),
    [
        ("/", "home", "text/html; charset=utf-8", "no-cache"),
        ("/world/", "world ", "text/html; charset=utf-8", "no-cache"),
        ("/topics/k%C3%B6ln/", "umlaut", "text/html; charset=utf-8", "no-cache"),
        ("/topics/k%25C3%25B6ln/", "percent", "text/html; charset=utf-8", "no-cache"),
        ("/feeds/all.atom.xml", "<feed/>", "application/xml; charset=utf-8", "no-cache"),
        ("/sitemap.xml", "<urlset/>", "application/xml; charset=utf-8", "no-cache"),
        ("/sitemap/2024-06.xml", "<urlset/>", "application/xml; charset=utf-8", "no-cache"),
        ("/theme/site.css", "a{}", "text/css; charset=utf-8", "max-age=3600"),
        ("/images/a.JPG", "picture", "image/jpeg", "max-age=3600"),
        ("/theme/site.9f86d08188.css", "b{}", "text/css; charset=utf-8", FOR_EVER),
        ("/images/a.9f86d08188.800.avif", "small", "image/avif", FOR_EVER),
        ("/images/a.9f86d08188.1200x630.jpg", "shared", "image/jpeg", FOR_EVER),
        ("/robots.txt", "text", "text/plain; charset=utf-8", "no-cache"),
    ],
)
def test_a_file_has_its_kind_and_its_time(
    web: Web, path: str, text: str, kind: str, keeping: str
) -> None:
    """Pages and feeds are asked for anew; what tells of its content in its name, never again."""
    status, told, body = web.get(path)
    assert (status, body.decode("utf-8")[: len(text)]) == (200, text)
    assert (told["content-type"], told["cache-control"]) == (kind, keeping)
    assert told["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/nothing", "/nothing/here/", "/theme/", "/theme/no.css"])
def test_what_is_not_there_is_the_papers_own_404(web: Web, path: str) -> None:
    """With the status, and kept by nobody; no folder is listed."""
    status, told, body = web.get(path)
    assert (status, body) == (404, b"nothing here") if path != "/theme/" else status in (403, 404)
    if path != "/theme/no.css":
        assert "max-age" not in told.get("cache-control", "")


@pytest.mark.parametrize("path", ["/../editions/.one.files", "/%2e%2e/editions/.one.files"])
def test_nothing_beside_the_edition_is_served(web: Web, path: str) -> None:
    """Least of all the list of its files."""
    assert web.get(path)[0] in (400, 404)


def test_a_folder_without_its_slash_leads_to_the_page(web: Web) -> None:
    """On the same host, whatever stands before the server."""
    status, told, _ = web.get("/world")
    assert status in (301, 308)
    assert told["location"] in ("/world/", f"http://127.0.0.1:{web.port}/world/")


def test_a_page_is_compressed_and_asked_for_again(web: Web) -> None:
    """And the server knows its own tag again: 304 while nothing has changed."""
    status, told, body = web.get("/world/", Accept_Encoding="gzip")
    assert (status, told["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(body).startswith(b"world")
    again = web.get("/world/", Accept_Encoding="gzip", If_None_Match=told["etag"])
    assert again[0] == 304


def test_readers_see_another_edition_at_once(web: Web) -> None:
    """The server looks at the link at each request."""
    root: Path = web.root  # type: ignore[attr-defined]
    tag = web.get("/")[1]["etag"]
    for name, text in (("two", b"new home"), ("one", b"home")):
        (root / "fresh").symlink_to(f"editions/{name}")
        (root / "fresh").replace(root / "current")
        assert web.get("/")[2] == text
    (root / "fresh").symlink_to("editions/two")
    (root / "fresh").replace(root / "current")
    assert web.get("/", If_None_Match=tag)[0] == 200
    (root / "fresh").symlink_to("editions/one")
    (root / "fresh").replace(root / "current")


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    """As `systemd-analyze verify` says."""
    analyze = program("systemd-analyze")
    for name in ("paper-publish.service", "paper-publish.timer"):
        text = (SERVERS / name).read_text("utf-8")
        text = text.replace("/srv/checkout/.venv/bin/broadsheet", "/bin/true")
        (tmp_path / name).write_text(text, "utf-8")
    units = [str(tmp_path / name) for name in ("paper-publish.service", "paper-publish.timer")]
    done = subprocess.run([analyze, "verify", *units], capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "paper-publish" in line]
    assert ours == []
