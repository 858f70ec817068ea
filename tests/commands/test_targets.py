"""Targets: which folder, of which server, somebody means, and which nobody may mean."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from broadsheet.commands.editions import CannotPublish
from broadsheet.commands.targets import Remote, read_target, refuse_our_own


@pytest.mark.parametrize(
    ("target", "remote"),
    [
        ("host:www", Remote(None, "host", "./www")),
        ("host:/srv/www/", Remote(None, "host", "/srv/www")),
        ("host:/", Remote(None, "host", "/")),
        ("host:", Remote(None, "host", ".")),
        ("host:~", Remote(None, "host", ".")),
        ("host:~/", Remote(None, "host", ".")),
        ("host:~/paper", Remote(None, "host", "./paper")),
        ("host:-x", Remote(None, "host", "./-x")),
        ("host:my www/it's", Remote(None, "host", "./my www/it's")),
        ("me@host:a:b", Remote("me", "host", "./a:b")),
        ("me@lan@host:www", Remote("me@lan", "host", "./www")),
        ("[::1]:/srv/x", Remote(None, "::1", "/srv/x")),
        ("me@[fe80::1%eth0]:~/x", Remote("me", "fe80::1%eth0", "./x")),
        ("w:/srv/x", Remote(None, "w", "/srv/x")),
    ],
)
def test_a_colon_before_any_slash_is_that_of_a_host(target: str, remote: Remote) -> None:
    """As rsync tells them apart; a folder that is not full lies at home, where ssh begins."""
    assert read_target(target, Path("/desk")) == remote


def test_ssh_and_rsync_are_told_the_host_in_their_own_ways() -> None:
    """Only rsync looks for a colon."""
    assert Remote("me", "::1", ".").login == "me@::1"
    assert Remote("me", "::1", ".").rsync_login == "me@[::1]"
    assert Remote(None, "host", ".").login == Remote(None, "host", ".").rsync_login == "host"


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("ssh://me@host/srv", "an address with :// is not understood (write it as host:folder)"),
        ("rsync://host/www", "an address with :// is not understood (write it as host:folder)"),
        ("host::www", "rsync's own servers are not supported (write it as host:folder, for ssh)"),
        ("host:~other/x", "whose home that is only the server knows (write its full path, as"),
        ("C:\\paper", "a folder of Windows (write it as host:folder)"),
        ("-oProxyCommand=x:www", "no name of a host or user looks like that"),
        ("-l@host:www", "no name of a host or user looks like that"),
        ("me@-oX:www", "no name of a host or user looks like that"),
        ("a host:www", "no name of a host or user looks like that"),
        (":/srv", "which host is that? (write it as host:folder, an address of IPv6 in brackets"),
        ("::1:/srv", "which host is that? (write it as host:folder, an address of IPv6 in"),
        ("@host:/srv", "which host is that?"),
        ("[::1:/srv", "which host is that?"),
        ("/srv/a\nb", "a sign in it cannot be printed"),
        ("host:a\x1b[2J", "a sign in it cannot be printed"),
        ("/srv/\0", "a sign in it cannot be printed"),
        ("~nobody-of-that-name/x", "there is no such user here"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(target: str, what: str) -> None:
    """With what to write in its place."""
    with pytest.raises(CannotPublish) as caught:
        read_target(target, Path("/desk"))
    assert what in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_local_path_leads_from_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """But for one that is full, or begins at home."""
    monkeypatch.setenv("HOME", "/home/ann")
    given = ("www", "../www", "/srv/www", "~/www", "~", "./a:b")
    paths = [str(read_target(each, Path("/desk"))) for each in given]
    assert paths == [
        "/desk/www",
        "/www",
        "/srv/www",
        "/home/ann/www",
        "/home/ann",
        "/desk/a:b",
    ]


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    """A paper whose output lies in a folder of its own, beside the sources."""
    for name in ("paper/content/extra", "paper/theme", "paper/plugins/own", "built/published"):
        (tmp_path / name).mkdir(parents=True)
    return {
        "OUTPUT_PATH": str(tmp_path / "built/published"),
        "PATH": str(tmp_path / "paper/content"),
        "THEME": str(tmp_path / "paper/theme"),
        "THEME_TEMPLATES_OVERRIDES": [str(tmp_path / "paper/more")],
        "PLUGIN_PATHS": [str(tmp_path / "paper")],
        "PLUGINS": ["plugins.own", object()],
        "CACHE_PATH": str(tmp_path / "paper/.cache"),
    }


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("built/published", "it is the output folder"),
        ("built/published/live", "it lies in the output folder"),
        ("built/published/not/yet/there", "it lies in the output folder"),
        ("built", "it holds the output folder"),
        (".", "it holds the output folder"),
        ("link", "it is the output folder"),
        ("link/live", "it lies in the output folder"),
        ("up", "it holds the output folder"),
        ("elsewhere", "it lies in the output folder"),
        ("paper/content", "it lies in the folder of articles"),
        ("paper/content/extra", "it lies in the folder of articles"),
        ("paper/theme/static", "it lies in the theme"),
        ("paper/more", "it lies in the theme"),
        ("paper/plugins/own/www", "it lies in a folder of plugins"),
        ("paper/.cache/www", "it lies in the folder of the store"),
    ],
)
def test_the_output_folder_and_the_sources_are_no_targets(
    tmp_path: Path, settings: dict[str, Any], target: str, what: str
) -> None:
    """By any name: a link to it, or one in it that leads there."""
    (tmp_path / "link").symlink_to("built/published")
    (tmp_path / "up").symlink_to("built")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/editions").symlink_to(tmp_path / "built/published/editions")
    with pytest.raises(CannotPublish) as caught:
        refuse_our_own(tmp_path / target, settings)
    assert f"target {tmp_path / target}: {what}" in str(caught.value)
    assert str(caught.value).endswith("(publish to a folder of its own)")


def test_a_second_name_of_the_disk_is_seen_through(
    tmp_path: Path, settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is mounted twice, or a name in other letters where these do not matter."""
    twin = tmp_path / "BUILT"
    twin.mkdir()
    stat = Path.stat

    def by_either_name(path: Path, **how: Any) -> os.stat_result:
        return stat(Path(str(path).replace("BUILT", "built/published")), **how)

    monkeypatch.setattr(Path, "stat", by_either_name)
    with pytest.raises(CannotPublish, match="it lies in the output folder"):
        refuse_our_own(twin / "live", settings)


@pytest.mark.parametrize(
    "target", ["built/www", "paper/public", "paper", "built/published-2", "circle/www"]
)
def test_a_folder_beside_them_is_one(tmp_path: Path, settings: dict[str, Any], target: str) -> None:
    """The repository, too, and a link that leads in a circle is for the disk to refuse."""
    (tmp_path / "circle").symlink_to("circle")
    refuse_our_own(tmp_path / target, settings)
