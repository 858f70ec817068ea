"""Making a paper: what it is asked, what it refuses, and that what it makes is safe."""

from __future__ import annotations

import ast
import builtins
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from invoke import Context, Exit

from broadsheet.commands import tasks
from broadsheet.commands.finding import PREVIEW, PRODUCTION
from broadsheet.commands.init import dependency
from broadsheet.commands.init.dependency import requirement
from broadsheet.commands.init.errors import CannotInit
from broadsheet.commands.init.making import make_paper
from broadsheet.commands.init.texts import SKELETON, languages
from broadsheet.commands.publish import read_publishing
from broadsheet.commands.settings_file import load
from broadsheet.reporting.current_folder import seen_from_here
from tests.package.installed import ANSWERS, files_of
from tests.support.halyard import ROOT

DEMO = ("Halyard", "Port Ellery", "Calloway", "Morning Line", "Northern Wire", "open sea")
GIVEN = {name.removeprefix("--"): of for name, of in zip(ANSWERS[::2], ANSWERS[1::2], strict=True)}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock, stopped, and no terminal."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795338000")
    monkeypatch.setattr(sys, "stdin", None)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """A terminal at which somebody answers; returns the questions."""

    def answer(*answers: str) -> list[str]:
        asked: list[str] = []
        given_ = iter(answers)

        def said(question: str) -> str:
            asked.append(question)
            found = next(given_, None)
            if found is None:
                raise EOFError
            return found

        monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
        monkeypatch.setattr(builtins, "input", said)
        return asked

    return answer


def literals(file: Path) -> dict[str, object]:
    """Return what a settings file sets to plain values."""
    found = {}
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError:
                continue
    return found


def read_workflow(text: str) -> dict[str, Any]:
    """Return a workflow's data, texts only: YAML takes the key `on` for true."""
    found: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes no objects
    return found


def test_a_paper_has_all_that_it_takes(tmp_path: Path) -> None:
    """Settings, content, an empty place for the looks, tasks, a test, a workflow, a manifest."""
    make_paper(tmp_path / "post", GIVEN)
    assert sorted(files_of(tmp_path / "post")) == [
        ".github/workflows/site.yml",
        ".gitignore",
        "README.md",
        "content/articles/2026/first-story.md",
        "content/authors/die-redaktion.md",
        "content/pages/about.md",
        "content/pages/contact.md",
        "content/pages/imprint.md",
        "content/pages/privacy.md",
        "overrides/static/css/.gitkeep",
        "overrides/static/identity/.gitkeep",
        "overrides/templates/.gitkeep",
        PREVIEW,
        PRODUCTION,
        "pyproject.toml",
        "tasks.py",
        "tests/test_paper.py",
    ]
    assert len((tmp_path / "post/pelicanconf.py").read_text("utf-8").splitlines()) < 55


def test_the_answers_arrive(tmp_path: Path) -> None:
    """Umlauts, quotation marks and all."""
    make_paper(tmp_path / "post", GIVEN)
    found = literals(tmp_path / "post/pelicanconf.py")
    assert found["SITENAME"] == "Die „Große“ Post"
    assert found["SECTIONS"] == ["Übersee", "Kultur & Leben"]
    assert found["TIMEZONE"] == "Europe/Berlin" and found["DEFAULT_LANG"] == "de"
    assert found["PUBLISHER"] == {
        "name": 'Verein O\'Neil "Süd"',
        "sentence": 'Die „Große“ Post wird von Verein O\'Neil "Süd" herausgegeben.',
        "email": "post@post.example",
    }
    assert '"https://post.example"' in (tmp_path / "post/publishconf.py").read_text("utf-8")


def test_no_word_of_the_demo_paper_is_in_it(tmp_path: Path) -> None:
    """Nor anywhere in what papers are made of, nor in the theme that they use."""
    make_paper(tmp_path / "post", GIVEN)
    folders = (tmp_path / "post", SKELETON, ROOT / "theme")
    for path, data in (row for folder in folders for row in files_of(folder).items()):
        assert [word for word in DEMO if word.encode() in data] == [], path


def test_its_workflow_runs_on_changes_alone(tmp_path: Path) -> None:
    """It is YAML, has no schedule until somebody wants one, and installs no developers' tools."""
    make_paper(tmp_path / "post", GIVEN)
    text = (tmp_path / "post/.github/workflows/site.yml").read_text("utf-8")
    workflow = read_workflow(text)
    assert set(workflow["on"]) == {"push", "pull_request", "workflow_dispatch"}
    wanted = text.replace("  # schedule", "  schedule").replace("  #   - cron", "    - cron")
    assert read_workflow(wanted)["on"]["schedule"] == [{"cron": "*/15 * * * *"}]
    assert ".ci/run" not in text and "inv test" not in text


def test_its_workflow_tells_others_of_what_readers_see(tmp_path: Path) -> None:
    """Only after it is deployed; what they were told is kept from one run to the next."""
    make_paper(tmp_path / "post", GIVEN)
    workflow = read_workflow((tmp_path / "post/.github/workflows/site.yml").read_text("utf-8"))
    steps = workflow["jobs"]["publish"]["steps"]

    def number(what: str) -> int:
        (found,) = (at for at, each in enumerate(steps) if what in f"{each}")
        return found

    order = ["cache/restore", "broadsheet publish --no-pings", "deploy-pages", "broadsheet pings"]
    at = [number(what) for what in (*order, "cache/save")]
    assert at == sorted(at)
    restoring, building, deploying, telling, saving = (steps[each] for each in at)
    assert telling["if"] == deploying["if"]
    assert telling["env"]["SITEURL"] == building["env"]["SITEURL"]
    kept = restoring["with"]["path"].split()
    assert saving["with"]["path"].split() == kept
    assert {".cache/published.told", ".cache/published.addresses"} <= {*kept}


def test_its_workflow_publishes_to_a_target_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a publication elsewhere, on somebody's own machine, is a trial or tells nobody."""
    make_paper(tmp_path / "post", GIVEN)
    workflow = read_workflow((tmp_path / "post/.github/workflows/site.yml").read_text("utf-8"))
    (building,) = (
        each for each in workflow["jobs"]["publish"]["steps"] if each.get("id") == "build"
    )
    production = tmp_path / "post" / PRODUCTION
    assert read_publishing(load(str(production))).target == ""
    monkeypatch.setenv("PUBLISH_TARGET", building["env"]["PUBLISH_TARGET"])
    assert read_publishing(load(str(production))).target == "public"


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    """All that are in the way are named, and nothing is written beside them."""
    paper = tmp_path / "post"
    (paper / "content").mkdir(parents=True)
    (paper / "content/articles").write_text("a file in the place of a folder")
    (paper / "pyproject.toml").write_text("mine")
    (paper / "tasks.py").symlink_to("nowhere")
    before = files_of(paper)
    with pytest.raises(CannotInit) as refused:
        make_paper(paper, GIVEN)
    for name in ("pyproject.toml", "content/articles", "tasks.py"):
        assert seen_from_here(paper / name) in str(refused.value)
    assert files_of(paper) == before
    assert [each.name for each in tmp_path.iterdir()] == ["post"]


def test_files_of_others_stay_beside_it(tmp_path: Path) -> None:
    """A folder that git has begun, for example, or an empty one."""
    (tmp_path / "post/.git").mkdir(parents=True)
    (tmp_path / "post/.git/HEAD").write_text("ref")
    make_paper(tmp_path / "post", GIVEN)
    assert {".git/HEAD", "pelicanconf.py"} <= files_of(tmp_path / "post").keys()
    (tmp_path / "empty").mkdir()
    make_paper(tmp_path / "empty", GIVEN)


def test_what_a_new_repository_has_stays_as_it_is(tmp_path: Path) -> None:
    """A README and a .gitignore are left alone, which is said, and all else is made beside them."""
    mine = {"README.md": b"# Post", ".gitignore": b"*.bak", ".git/HEAD": b"ref"}
    for name, data in mine.items():
        (tmp_path / "post" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "post" / name).write_bytes(data)
    lines = make_paper(tmp_path / "post", GIVEN)
    make_paper(tmp_path / "other", GIVEN)
    assert files_of(tmp_path / "post") == {**files_of(tmp_path / "other"), **mine}
    told = [line for line in lines if "stays as it is" in line]
    assert [line.partition(" was there")[0] for line in told] == [
        str(tmp_path / "post" / name) for name in ("README.md", ".gitignore")
    ]


def test_an_address_loses_its_last_slash(tmp_path: Path) -> None:
    """Else Pelican would say on every run that it has taken it off."""
    make_paper(tmp_path / "post", {**GIVEN, "url": "https://post.example/daily/"})
    assert '"https://post.example/daily"' in (tmp_path / "post/publishconf.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"time-zone": "Europe/Atlantis"}, "--time-zone: unknown time zone “Europe/Atlantis”"),
        ({"lang": "english"}, "--lang: unknown language “english”"),
        ({"url": "post.example"}, "--url: "),
        ({"url": "https://post.example/?a=b"}, "--url: not a full address"),
        ({"sections": " , "}, "--sections: there is none"),
        ({"name": "a\x07b"}, "--name: control character U+0007"),
        ({"sections": "News, news"}, "--sections: “News” and “news” have one address, /news/"),
        ({"sections": "About"}, "--sections: /about/ is another page's address"),
        ({"sections": "!!!"}, "--sections: “!!!” has no letters or digits"),
        ({"sections": "x" * 300}, "these answers make no"),
        ({"email": "nobody"}, "--email: “nobody” is no address"),
        ({"time-zone": "europe/berlin"}, "“europe/berlin” (did you mean Europe/Berlin?)"),
        ({"time-zone": "New York"}, "“New York” (did you mean America/New_York?)"),
        ({"url": "post.example"}, "(did you mean https://post.example?)"),
        ({"lang": "de_AT"}, "unknown language “de_AT” (did you mean de-AT?)"),
        ({"author": "…"}, "--author: a name needs letters"),
    ],
)
def test_an_answer_that_no_paper_can_have_is_told(
    tmp_path: Path, wrong: dict[str, str], told: str
) -> None:
    """By the option that gave it, before anything is written."""
    with pytest.raises(CannotInit) as refused:
        make_paper(tmp_path / "post", {**GIVEN, **wrong})
    assert told in str(refused.value) and "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_task_refuses_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the exit status 1."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Exit, match=r"^error: --lang: ") as stop:
        tasks.init.body(Context(), "post", lang="english")
    assert stop.value.code == 1


def test_what_is_missing_is_asked_for(
    tmp_path: Path, terminal: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong answer is told and asked for again; an empty one takes the default."""
    asked = terminal("", "Mars/Olympus", "Europe/Oslo", "", "News, Sport", "", "", "", "")
    make_paper(tmp_path / "harbour-post", {"url": "https://post.example"})
    assert asked[0] == "Name of the paper [Harbour Post]: "
    assert [each.split(" [")[0] for each in asked].count("Time zone") == 2
    assert "unknown time zone “Mars/Olympus”" in capsys.readouterr().out
    found = literals(tmp_path / "harbour-post/pelicanconf.py")
    assert (found["SITENAME"], found["TIMEZONE"]) == ("Harbour Post", "Europe/Oslo")
    assert found["SECTIONS"] == ["News", "Sport"]


def test_nothing_is_made_of_half_the_answers(
    tmp_path: Path, terminal: Callable[..., list[str]]
) -> None:
    """Whoever ends the questions gets no paper."""
    terminal("Post")
    with pytest.raises(CannotInit, match="nothing was written"):
        make_paper(tmp_path / "post", {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", ["nl", "nl-BE", "de-CH", "en", "en-GB"])
def test_languages_without_texts_are_told(tmp_path: Path, lang: str) -> None:
    """The setting holds all the same, and the texts are English."""
    lines = make_paper(tmp_path / "post", {**GIVEN, "lang": lang})
    assert any("Its texts are in English" in line for line in lines) is lang.startswith("nl")
    assert any("words of the theme" in line for line in lines) is lang.startswith("nl")
    assert literals(tmp_path / "post/pelicanconf.py")["DEFAULT_LANG"] == lang


@settings(max_examples=15)
@given(
    text=st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1
    )
    | st.sampled_from(
        ['"""', "\\", "'''\\", "# 1", "1. x", "- x", "<!-- x", "[newsletter]", "{{x}}"]
    )
)
def test_no_name_can_do_harm(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any name is itself in Python, TOML and YAML, or is refused in one line."""
    folder = tmp_path_factory.mktemp("any") / "post"
    name = " ".join(f"A{text}".split())
    try:
        make_paper(folder, {**GIVEN, "name": name, "author": name, "sections": "News"})
    except CannotInit as refused:
        assert "\n" not in str(refused)
        assert not folder.exists()
        return
    assert literals(folder / "pelicanconf.py")["SITENAME"] == name
    manifest = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    assert manifest["project"]["description"] == name


@pytest.fixture
def origin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str | None], None]]:
    """A maker of what a package manager writes down of where Broadsheet came from."""

    def come_from(text: str | None) -> None:
        told = SimpleNamespace(read_text=lambda _: text)
        monkeypatch.setattr(dependency, "distribution", lambda _: told)

    return come_from


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (None, None),
        ('{"url": "file:///a%20b/x.whl", "archive_info": {}}', {"path": "/a b/x.whl"}),
        ('{"url": "file:///b", "dir_info": {"editable": true}}', {"path": "/b"}),
        (
            '{"url": "https://git.example/b", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
            {"git": "https://git.example/b", "rev": "abc"},
        ),
        ('{"url": "https://a.example/x.whl"}', {"url": "https://a.example/x.whl"}),
    ],
)
def test_a_paper_gets_its_broadsheet_where_this_one_came_from(
    tmp_path: Path,
    origin: Callable[[str | None], None],
    text: str | None,
    source: dict[str, str] | None,
) -> None:
    """Of one from an index nothing is said; of any other uv is told where to find it."""
    origin(text)
    make_paper(tmp_path / "post", GIVEN)
    manifest = tomllib.loads((tmp_path / "post/pyproject.toml").read_text("utf-8"))
    assert manifest["tool"]["uv"].get("sources", {}).get("broadsheet") == source


@pytest.mark.parametrize(
    ("version", "wanted"),
    [("0.2.0", "broadsheet~=0.2.0"), ("0.3.4", "broadsheet~=0.3.4"), ("1.4.2", "broadsheet~=1.4")],
)
def test_a_paper_asks_for_what_changes_nothing_for_it(version: str, wanted: str) -> None:
    """See https://semver.org/: before 1.0.0, the second number may break a paper."""
    assert requirement(version) == wanted


def test_what_stands_in_the_way_is_told_before_anything_is_asked(
    tmp_path: Path, terminal: Callable[..., list[str]]
) -> None:
    """A paper that is there, and a file in the place of a folder."""
    asked = terminal("Post")
    (tmp_path / "post").mkdir()
    (tmp_path / "post/pelicanconf.py").touch()
    with pytest.raises(CannotInit, match=r"there already.*pelicanconf\.py"):
        make_paper(tmp_path / "post", {})
    (tmp_path / "file").touch()
    for place in ("file", "file/post"):
        with pytest.raises(CannotInit, match="file is a file, and no folder"):
            make_paper(tmp_path / place, {})
    assert asked == []


def test_sections_of_one_address_are_asked_for_again(
    tmp_path: Path, terminal: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """At once, so that no other answer is lost."""
    asked = terminal("News, news", "News, Sport", "", "")
    make_paper(tmp_path / "post", {name: of for name, of in GIVEN.items() if name != "sections"})
    assert len([each for each in asked if each.startswith("Sections")]) == 2
    assert "have one address" in capsys.readouterr().out


def test_a_folder_that_is_there_stays_the_same_one(tmp_path: Path) -> None:
    """With its rights, and for whoever works in it."""
    (tmp_path / "post").mkdir(mode=0o750)
    before = (tmp_path / "post").stat()
    make_paper(tmp_path / "post", GIVEN)
    after = (tmp_path / "post").stat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)


def test_nothing_is_left_where_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No folder either; what was there stays."""
    (tmp_path / "post/content").mkdir(parents=True)
    move, moved = shutil.move, []

    def fail(source: Path, target: Path) -> None:
        if len(moved) == 4:
            raise OSError(28, "No space left on device", str(target))
        moved.append(target)
        move(source, target)

    monkeypatch.setattr(shutil, "move", fail)
    with pytest.raises(CannotInit, match="No space left on device"):
        make_paper(tmp_path / "post", GIVEN)
    assert [each.relative_to(tmp_path).as_posix() for each in sorted(tmp_path.rglob("*"))] == [
        "post",
        "post/content",
    ]


def test_what_comes_next_can_be_typed_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the folder is called, and from within it."""
    monkeypatch.chdir(tmp_path)
    assert make_paper(Path("my post"), GIVEN)[-1] == (
        "Next: cd 'my post' && uv run broadsheet serve"
    )
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert make_paper(Path(), GIVEN)[-1] == "Next: uv run broadsheet serve"


def test_no_folder_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty name, such as that of a variable that is not set, is not the current folder."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Exit, match="FOLDER is empty"):
        tasks.init.body(Context(), "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", [each for each in languages() if each != "en"])
def test_each_language_has_the_texts_of_a_paper(tmp_path: Path, lang: str) -> None:
    """The same files, with the same fillings; what it makes has been checked as a paper."""
    make_paper(tmp_path / "post", {"lang": lang, "email": "post@post.example"})
    texts = SKELETON / "texts"
    for form in (texts / "en").rglob("*"):
        if form.is_file():
            theirs = (texts / lang / form.relative_to(texts / "en")).read_text("utf-8")
            assert sorted(set(re.findall(r"§?\{\w+\}", theirs))) == sorted(
                set(re.findall(r"§?\{\w+\}", form.read_text("utf-8")))
            ), form
    assert {each.name for each in (tmp_path / "post/content/pages").iterdir()} == {
        "about.md",
        "contact.md",
        "imprint.md",
        "privacy.md",
    }


@pytest.mark.parametrize("given", ["News, Sport", "News، Sport", "News、Sport", "News，Sport"])
def test_a_comma_of_any_script_divides_sections(tmp_path: Path, given: str) -> None:
    """As it is typed there."""
    make_paper(tmp_path / "post", {**GIVEN, "sections": given})
    assert literals(tmp_path / "post/pelicanconf.py")["SECTIONS"] == ["News", "Sport"]


@pytest.mark.parametrize(
    ("origin", "is_told"),
    [
        ('{"url": "file:///home/me/broadsheet.whl", "archive_info": {}}', True),
        ('{"url": "https://git.example/b", "vcs_info": {"vcs": "git", "commit_id": "a"}}', False),
        (None, False),
    ],
)
def test_init_tells_of_a_broadsheet_that_no_ci_can_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: str | None, is_told: bool
) -> None:
    """Else the first push would fail."""
    place = "broadsheet.commands.init.dependency.distribution"
    monkeypatch.setattr(place, lambda _: SimpleNamespace(read_text=lambda _: origin))
    lines = make_paper(tmp_path / "paper", GIVEN)
    assert any("before a CI can build" in line for line in lines) == is_told
