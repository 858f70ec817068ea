"""What stops a release: nothing that is right, and nothing that a check has not told before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from broadsheet.commands.publish import CannotPublish
from broadsheet.commands.release import release
from broadsheet.commands.settings_file import newspaper
from broadsheet.reporting.errors import BuildStopped
from tests.commands.conftest import STORY
from tests.support.halyard import ROOT

Settings = Callable[[Mapping[str, Any]], Path]
PAGE = "current/2024/06/harbour-reopens/index.html"
IN_A_FOLDER = {"SITEURL": "https://host.example/paper"}


def page_of(target: Path, path: str = PAGE) -> BeautifulSoup:
    return BeautifulSoup((target / path).read_bytes(), "lxml")


@pytest.fixture
def write(paper: Path) -> Callable[[str], None]:
    """What adds words to the one story of the paper."""

    def add(text: str) -> None:
        (paper / "articles/2024/harbour-reopens.md").write_text(f"{STORY}\n{text}\n", "utf-8")

    return add


@pytest.mark.parametrize(
    ("settings", "text", "href"),
    [
        ({}, "[us](https://halyard.example)", "https://halyard.example"),
        ({}, "[us](https://halyard.example/?ref=x)", "https://halyard.example/?ref=x"),
        (IN_A_FOLDER, "[us](https://host.example/paper)", "https://host.example/paper"),
        (IN_A_FOLDER, "[other](https://host.example/other/)", "https://host.example/other/"),
        (IN_A_FOLDER, "[about](/about/)", "/paper/about/"),
        ({}, "[elsewhere](//example.org/)", "https://example.org/"),
        ({}, "[app](https://halyard.example:8443/app)", "https://halyard.example:8443/app"),
        ({}, '<q cite="/about/">Q</q> [us](/about/) [top](#top)', "/about/"),
        ({}, '`<a href="/no/such/">` and [us](/about/)', "/about/"),
        ({}, '`<img src="https://halyard.example/no.png">` [us](/about/)', "/about/"),
    ],
)
def test_a_link_that_is_right_is_published(
    tmp_path: Path,
    write: Callable[[str], None],
    settings_file: Settings,
    settings: dict[str, Any],
    text: str,
    href: str,
) -> None:
    """The paper's own address without its last slash, and its neighbours on the same host."""
    write(text)
    release(settings_file(settings), str(tmp_path / "www"))
    assert href in [a.get("href") for a in page_of(tmp_path / "www").select(".prose a")]


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://x.example/zeitung-für-alle", "https://x.example/zeitung-f%C3%BCr-alle"),
        ("https://x.example/our paper/", "https://x.example/our%20paper"),
        ("https://zeitung-österreich.example", "https://xn--zeitung-sterreich-6zb.example"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_any_address_of_a_paper_can_be_published(
    tmp_path: Path, settings_file: Settings, url: str, canonical: str
) -> None:
    """Links and tags say it as machines take it."""
    release(settings_file({"SITEURL": url}), str(tmp_path / "www"))
    page, own = page_of(tmp_path / "www"), f"{canonical}/2024/06/harbour-reopens/"
    assert page.select_one("link[rel=canonical]")["href"] == own
    assert page.select_one("meta[property='og:url']")["content"] == own
    assert own in (tmp_path / "www/current/feeds/all.atom.xml").read_text("utf-8")


@pytest.mark.parametrize(
    "url",
    [
        "https://user:secret@x.example",
        "https://x.example/#top",
        "https://x.example/?a",
        "https://a b",
    ],
)
def test_an_address_that_no_paper_can_have_is_a_fault_of_the_settings(
    settings_file: Settings, url: str
) -> None:
    """It is named before anything is read."""
    with pytest.raises(BuildStopped) as stop:
        newspaper(str(settings_file({"SITEURL": url}))).check()
    assert [fault for fault in stop.value.faults if fault.what.startswith("SITEURL: ")]


@pytest.mark.parametrize("control", ["\ufffe", "\x07", "\ud800"])
def test_a_sign_that_no_feed_can_hold_is_a_fault_of_the_settings(
    settings_file: Settings, control: str
) -> None:
    """In the paper's name as anywhere else in the settings."""
    publisher = {"name": "x", "sentence": f"We{control} print."}
    settings = {"SITENAME": f"The{control} Halyard", "PUBLISHER": publisher}
    with pytest.raises(BuildStopped) as stop:
        newspaper(str(settings_file(settings))).check()
    code = f"control character U+{ord(control):04X} (take it out)"
    assert sorted(map(str, stop.value.faults)) == [
        f"settings: PUBLISHER.sentence: {code}",
        f"settings: SITENAME: {code}",
    ]


@pytest.mark.parametrize("task", ["build", "check", "publish"])
def test_a_locale_that_cannot_name_files_is_told_in_one_line(
    tmp_path: Path, settings_file: Settings, task: str
) -> None:
    """Names with umlauts would become others, and so would addresses."""
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    file = settings_file(
        {"PUBLISH_TARGET": str(tmp_path / "www"), "OUTPUT_PATH": str(tmp_path / "site")}
    )
    done = subprocess.run(
        [sys.executable, "-m", "invoke", task, "--settings", str(file)],
        cwd=ROOT,
        env={**os.environ, **locale},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 1
    assert "names of files are read as ascii here" in done.stderr
    assert "set PYTHONUTF8=1" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_may_have_any_heading(tmp_path: Path, paper: Path, settings_file: Settings) -> None:
    """The ids of the page around the text are others than those of headings."""
    (paper / "pages").mkdir()
    text = "---\ntitle: Republishing\n---\n\n## Request\n\n## Fees\n\n## Policies\n\n## Terms\n"
    (paper / "pages/republishing.md").write_text(text, "utf-8")
    release(settings_file({}), str(tmp_path / "www"))
    page = page_of(tmp_path / "www", "current/republishing/index.html")
    assert page.select_one("form") is not None
    assert page.find(id="request").name == "h2"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[x](/no/such/)", "harbour-reopens.md:9: the link /no/such/ leads nowhere on this site"),
        (
            "One.\n\n[x](https://halyard.example/no/such/?a=b)",
            "harbour-reopens.md:11: the link https://halyard.example/no/such/?a=b leads nowhere",
        ),
        ('<q cite="/no/such/">Q</q>', "harbour-reopens.md:9: the link /no/such/ leads nowhere"),
        ("## A {#a}\n\n## B {#a}", "harbour-reopens.md:11: the id “a” stands twice"),
    ],
)
def test_what_publishing_would_find_is_found_by_a_check_once_and_at_its_line(
    tmp_path: Path,
    write: Callable[[str], None],
    settings_file: Settings,
    capsys: pytest.CaptureFixture[str],
    text: str,
    fault: str,
) -> None:
    """Not in a page and in each of its feeds."""
    write(text)
    for work in (
        newspaper(str(settings_file({}))).check,
        lambda: release(settings_file({}), "www"),
    ):
        with pytest.raises(BuildStopped):
            work()
        (line,) = [each for each in capsys.readouterr().err.splitlines() if "error: " in each]
        assert fault in line
    assert not (tmp_path / "www").exists()


@pytest.mark.parametrize("link", ["/no/such/", "https://halyard.example/no/such/"])
@pytest.mark.parametrize(
    "front",
    [
        "image:\n  src: images/tug.svg\n  alt: A tug\n  caption: 'The [tug]({link}) (AFP)'",
        "corrections:\n  - date: 2024-06-12\n    text: 'See [this]({link}).'",
    ],
)
def test_a_dead_link_of_front_matter_is_found_by_a_check(
    paper: Path, settings_file: Settings, front: str, link: str
) -> None:
    """A caption and a correction stand on pages, too."""
    (paper / "images").mkdir()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="6"/>'
    (paper / "images/tug.svg").write_text(drawing, "utf-8")
    text = STORY.replace("---\n\n", f"{front.replace('{link}', link)}\n---\n\n")
    (paper / "articles/2024/harbour-reopens.md").write_text(text, "utf-8")
    with pytest.raises(BuildStopped) as stop:
        newspaper(str(settings_file({}))).check()
    (fault,) = stop.value.faults
    assert fault.what == f"the link {link} leads nowhere on this site"
    assert text.splitlines()[fault.line - 1].count(link) == 1


@pytest.mark.parametrize(
    "link",
    [
        "/team/#nobody",
        "https://halyard.example/team#nobody",
        "{filename}/pages/team.md#nobody",
        "#nobody",
        "#fn:nobody",
        "#page:nobody",
        "/team/#page:nobody",
        "/#nobody",
        "/world/#nobody",
    ],
)
def test_a_link_to_no_place_of_a_page_is_advice_and_told_once(
    tmp_path: Path,
    write: Callable[[str], None],
    paper: Path,
    settings_file: Settings,
    capsys: pytest.CaptureFixture[str],
    link: str,
) -> None:
    """By a check and by a release, at the line where it is written."""
    (paper / "pages").mkdir()
    (paper / "pages/team.md").write_text("---\ntitle: Team\n---\n\n## Desk\n\nUs.\n", "utf-8")
    write(f"[x]({link}) and [right](/team/#desk), [too]({{filename}}/pages/team.md#desk)")
    for work in (
        newspaper(str(settings_file({}))).check,
        lambda: release(settings_file({}), str(tmp_path / "www")),
    ):
        work()
        (line,) = [each for each in capsys.readouterr().err.splitlines() if "warning: " in each]
        assert "harbour-reopens.md:9: the link" in line and "nobody" in line


@pytest.mark.parametrize("link", ["#page:content", "/#page:content", "/world/#page:content"])
def test_a_place_around_a_text_can_be_linked_to(
    write: Callable[[str], None],
    settings_file: Settings,
    capsys: pytest.CaptureFixture[str],
    link: str,
) -> None:
    """The page is made to see whether it is there, whether the last build made it or not."""
    write(f"[x]({link})")
    file = settings_file({})
    for work in ("check", "run", "check"):
        getattr(newspaper(str(file)), work)()
        assert "no heading" not in capsys.readouterr().err


def test_a_place_that_a_build_left_out_is_told_though_nothing_else_changed(
    write: Callable[[str], None], settings_file: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each time a check is run, from whatever the last build has kept."""
    write("[x](/world/#nobody)")
    file = settings_file({})
    newspaper(str(file)).run()
    assert "harbour-reopens.md:9: the link /world/#nobody" in capsys.readouterr().err
    plan = newspaper(str(file)).examine()
    assert [fault.what for fault in plan.verdict.warnings if fault.kind == "fragment-unknown"] == [
        "the link /world/#nobody: no heading or note of that page has this id"
    ]


def test_a_fault_of_a_template_is_told_once(
    tmp_path: Path, settings_file: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not for each page and feed that it prints it into."""
    templates = tmp_path / "templates"
    (templates / "partials").mkdir(parents=True)
    footer = '<p><a href="/no/such/">a</a> <a href="#page:no">b</a></p>'
    (templates / "partials/footer.html").write_text(footer, "utf-8")
    settings = settings_file({"THEME_TEMPLATES_OVERRIDES": [str(templates)]})
    with pytest.raises(CannotPublish) as stop:
        release(settings, str(tmp_path / "www"))
    (fault,) = stop.value.faults
    assert fault.what == "the link /no/such/ leads nowhere, here and in other files"
    assert str(stop.value) == "1 fault in the built site; nothing was published"
    lines = capsys.readouterr().err.splitlines()
    assert len([line for line in lines if "#page:no: no such place" in line]) == 1


def test_a_link_in_settings_that_leads_nowhere_is_named_by_its_setting(
    settings_file: Settings,
) -> None:
    """It would be broken on every page."""
    letters = [
        {
            "id": "morning",
            "name": "The Morning Line",
            "pitch": "The news.",
            "frequency": "Daily",
            "provider": {"kind": "buttondown", "user": "morning"},
            "privacy": "/privacyy/",
            "default": True,
        }
    ]
    with pytest.raises(BuildStopped) as stop:
        newspaper(str(settings_file({"NEWSLETTERS": letters}))).check()
    assert [str(fault) for fault in stop.value.faults] == [
        "settings: NEWSLETTERS.morning.privacy: the link /privacyy/ leads nowhere on this site "
        "(correct it)"
    ]


def test_a_link_to_the_address_of_a_hidden_story_says_how_to_link_to_it(
    write: Callable[[str], None], paper: Path, settings_file: Settings
) -> None:
    """By its file: the link then comes to life with the story."""
    draft = STORY.replace("Harbour reopens", "Storm ahead").replace(
        "---\n\n", "status: draft\n---\n\n"
    )
    (paper / "articles/2024/storm.md").write_text(draft, "utf-8")
    write("[x](/2024/06/storm-ahead/)")
    with pytest.raises(BuildStopped) as stop:
        newspaper(str(settings_file({}))).check()
    (fault,) = stop.value.faults
    assert fault.mend == (
        "link to the file articles/2024/storm.md: readers cannot see that story yet"
    )


def test_a_link_of_a_story_to_come_is_checked_now(
    write: Callable[[str], None], paper: Path, settings_file: Settings
) -> None:
    """It would stop the build that is to publish it, at night."""
    later = STORY.replace("2024-06-11", "2099-06-11").replace("Harbour reopens", "Storm ahead")
    (paper / "articles/2024/storm.md").write_text(later + "[x](/no/such/)\n", "utf-8")
    with pytest.raises(BuildStopped) as stop:
        newspaper(str(settings_file({}))).check()
    assert [fault.path for fault in stop.value.faults] == ["articles/2024/storm.md"]


def test_a_link_that_was_kept_dies_with_the_page_that_it_leads_to(
    tmp_path: Path, write: Callable[[str], None], paper: Path, settings_file: Settings
) -> None:
    """Though nothing has changed in the file that holds it."""
    (paper / "pages").mkdir()
    (paper / "pages/team.md").write_text("---\ntitle: Team\n---\n\nUs.\n", "utf-8")
    write("[the team](/team/)")
    release(settings_file({}), str(tmp_path / "www"))
    (paper / "pages/team.md").unlink()
    with pytest.raises(BuildStopped) as stop:
        release(settings_file({}), str(tmp_path / "www"))
    assert [fault.path for fault in stop.value.faults] == ["articles/2024/harbour-reopens.md"]


def test_a_forgiven_link_stops_no_release(
    tmp_path: Path, write: Callable[[str], None], settings_file: Settings
) -> None:
    """An old story keeps the words of a link that has no address."""
    write("See [the list](example.org) and [nothing]() and [that](https:/x).")
    release(settings_file({"STRICT_SINCE": "2025-01-01"}), str(tmp_path / "www"))
    prose = page_of(tmp_path / "www").select_one(".prose")
    assert "See the list and nothing and that." in prose.get_text()
    assert not prose.select("p:not([class]) a[href]")


def test_a_paper_without_feeds_links_to_none(tmp_path: Path, settings_file: Settings) -> None:
    """Whoever leaves the capability out needs no setting besides."""
    names = ["image_captions", "newsletter_signup", "republishing", "fronts"]
    release(
        settings_file(
            {"PLUGINS": [f"broadsheet.{name}" for name in names], "FEED_IDS_SINCE": None}
        ),
        str(tmp_path / "www"),
    )
    home = page_of(tmp_path / "www", "current/index.html")
    assert not home.select("link[type='application/atom+xml']")


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/2014/story.php", "2014/story.php/index.html"),
        ("/article42.ece", "article42.ece/index.html"),
        ("/docs/version-1.2", "docs/version-1.2/index.html"),
        ("/2014/old name/", "2014/old name/index.html"),
        ("/2014/old%20name.aspx", "2014/old name.aspx/index.html"),
        ("/2014/story.html", "2014/story.html"),
        ("/2014/story.htm", "2014/story.htm"),
        ("/2014/story.xhtml", "2014/story.xhtml"),
    ],
)
def test_an_old_address_of_any_form_leads_to_the_story(
    tmp_path: Path, paper: Path, settings_file: Settings, alias: str, file: str
) -> None:
    """By a page that servers send as a page, and not as a download."""
    story = STORY.replace("---\n\n", f"aliases:\n  - {alias}\n---\n\nSee [it](<{alias}>).\n\n")
    (paper / "articles/2024/harbour-reopens.md").write_text(story, "utf-8")
    release(settings_file({}), str(tmp_path / "www"))
    page = (tmp_path / "www/current" / file).read_bytes()
    moved = etree.fromstring(page)  # one that is sent as XHTML is read as XML
    assert moved.xpath("string(//*[local-name()='a']/@href)") == "/2024/06/harbour-reopens/"
    assert BeautifulSoup(page, "lxml").select_one("meta[http-equiv=refresh]") is not None


def test_pages_of_others_that_are_copied_stop_no_release(
    tmp_path: Path, paper: Path, settings_file: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is broken in them is told at their source, as advice."""
    (paper / "extra/game").mkdir(parents=True)
    (paper / "extra/game/index.html").write_text('<a href="/no/such/">x</a><i id=a></i><b id=a>')
    (paper / "extra/game/data.xml").write_text("<a><b>")
    (paper / "extra/robots.txt").write_text("User-agent: *\n")
    release(settings_file({}), str(tmp_path / "www"))
    warnings = [each for each in capsys.readouterr().err.splitlines() if "extra/game/" in each]
    assert len(warnings) == 3
    assert not [each for each in warnings if "template" in each]
    assert all(each.startswith("warning: ") for each in warnings)


def test_a_broken_template_stops_a_release_and_readers_keep_what_they_have(
    tmp_path: Path, settings_file: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """What no content says, only the finished pages tell."""
    templates = tmp_path / "templates"
    (templates / "partials").mkdir(parents=True)
    (templates / "partials/footer.html").write_text('<a href="{{ site.home }}no/such/">x</a>')
    changed = {"THEME_TEMPLATES_OVERRIDES": [str(templates)]}
    with pytest.raises(CannotPublish, match="in the built site; nothing was published"):
        release(settings_file(changed), str(tmp_path / "www"))
    assert "the link /no/such/ leads nowhere" in capsys.readouterr().err
    assert not (tmp_path / "www").exists()
