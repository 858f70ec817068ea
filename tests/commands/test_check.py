"""Checking a paper: what is listed, by kind, since when, and for other programs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from invoke import Context, Exit

import tasks
from tests.support.halyard import NOW, PELICANCONF, PUBLISHCONF, beginning_with
from tests.support.small_paper import story

PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
UNCREDITED = "![A harbour]({static}/images/a.svg)"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A paper of two stories, in the current folder: three links without a place, one picture."""
    own = f"PATH, NOW, CACHE_PATH, BUILD_WORKERS = 'content', '{NOW}', '.cache', 1\n"
    text = beginning_with(PELICANCONF) + own
    files = {
        PELICANCONF.name: text,
        PUBLISHCONF.name: f"{text}PRODUCTION = True\nOUTPUT_PATH = 'published'\n",
        "content/articles/old.md": story("[x](#a) [y](#b)", slug="old", date="2024-06-11"),
        "content/articles/new.md": story(f"[z](#c)\n\n{UNCREDITED}", slug="new", date="2026-03-01"),
        "content/articles/draft.md": story(slug="draft", status="draft"),
        "content/articles/later.md": story(slug="later", date="2026-11-26T06:00:00+00:00"),
        "content/images/a.svg": PICTURE,
    }
    for name, written in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(written, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(**options: Any) -> int:
    """Run the task, and return its exit status."""
    try:
        tasks.check.body(Context(), **options)
    except Exit as end:
        return end.code
    return 0


def listed(capfd: pytest.CaptureFixture[str], **options: Any) -> dict[str, Any]:
    """Return the JSON of a check."""
    check(format="json", **options)
    found: dict[str, Any] = json.loads(capfd.readouterr().out)
    return found


def test_all_faults_are_listed_by_kind(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The most frequent kind first, and at the end the numbers of stories."""
    assert check() == 0
    out, err = capfd.readouterr()
    lines = out.splitlines()
    assert [line for line in lines if "warning" not in line] == [
        "3 fragment-unknown: A link leads to a place within a page that is not there.",
        "1 credit-missing: A picture has no credit.",
    ]
    assert lines[1].startswith("warning: content/articles/new.md:8: the link `#c`")
    assert lines[-1].startswith("warning (stops publishing): content/articles/new.md:10: picture")
    assert err.splitlines() == [
        "checked: 0 errors, 4 warnings, 1 of which would stop publishing",
        "2 stories, 1 draft, 1 scheduled (26 Nov 06:00)",
    ]


def test_a_check_for_production_says_what_publishing_would_refuse(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """By the settings of production: there the missing credit is an error."""
    assert check(production=True) == 1
    out, err = capfd.readouterr()
    assert out.splitlines()[-2] == "1 credit-missing: A picture has no credit."
    assert out.splitlines()[-1].startswith("error: content/articles/new.md:10: picture without")
    assert "checked: 1 error, 3 warnings\n" in err


def test_only_kinds_that_are_asked_for_are_listed(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """An error of another kind still fails the check, and is counted."""
    assert check(production=True, kind="fragment-unknown,alt-missing") == 1
    out, err = capfd.readouterr()
    assert out.startswith("3 fragment-unknown: ") and len(out.splitlines()) == 4
    assert "nothing of the kind `alt-missing`" in err
    assert "1 of the errors is not listed" in err


@pytest.mark.parametrize("kind", ["alt-mising", "alt-m"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_misspelt_kind_is_an_error(
    folder: Path, capfd: pytest.CaptureFixture[str], form: str, kind: str
) -> None:
    """Or a desk's script would find nothing for years."""
    with pytest.raises(Exit) as end:
        tasks.check.body(Context(), kind=kind, format=form)
    told = f"error: --kind: there is no kind `{kind}` (did you mean `alt-missing`?)"
    assert (end.value.code, str(end.value)) == (1, told)
    assert capfd.readouterr().out == ""


def test_the_json_has_the_documented_fields(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """And nothing else stands on standard output."""
    found = listed(capfd, kind="credit-missing")
    (fault,) = found.pop("faults")
    assert found == {
        "version": 1,
        "stories": 2,
        "drafts": 1,
        "scheduled": 1,
        "next": "2026-11-26T06:00:00+00:00",
        "errors": 0,
        "warnings": 4,
        "kinds": {"credit-missing": 1},
    }
    assert fault.pop("mend")
    assert fault == {
        "kind": "credit-missing",
        "gravity": "warning",
        "stops_publishing": True,
        "new": False,
        "path": "content/articles/new.md",
        "line": 10,
        "what": "picture without a credit",
        "setting": "",
    }


def test_settings_that_cannot_be_read_are_json_too(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """With their line, so that the desk's program need not read anything else."""
    (folder / PELICANCONF.name).write_text("SITENAME = dict(a=1 b=2)\n", "utf-8")
    with pytest.raises(Exit):
        tasks.check.body(Context(), format="json")
    (fault,) = json.loads(capfd.readouterr().out)["faults"]
    assert (fault["path"], fault["line"], fault["gravity"]) == (PELICANCONF.name, 1, "error")


def test_a_warning_that_the_last_build_did_not_know_is_new(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A check remembers nothing, so it stays new until a build."""
    tasks.build.body(Context())
    text = (folder / "content/articles/old.md").read_text("utf-8")
    (folder / "content/articles/old.md").write_text(f"{text}\n\n[w](#d)\n", "utf-8")
    for _ in range(2):
        new = [each["what"] for each in listed(capfd)["faults"] if each["new"]]
        assert len(new) == 1 and "`#d`" in new[0]


def test_a_build_that_fails_says_what_it_has_read(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """As one that passes does, in the same words."""
    (folder / "content/articles/bad.md").write_text("---\ntitle: Bad\n---\n\nNo date.\n", "utf-8")
    with pytest.raises(SystemExit):
        tasks.build.body(Context())
    assert "read: 3 stories, 1 draft, 1 scheduled (26 Nov 06:00)\n" in capfd.readouterr().err


def test_a_build_shows_what_has_changed_and_counts_the_rest(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What would stop publishing is shown each time."""
    for _ in range(2):
        capfd.readouterr()
        tasks.build.body(Context())
    lines = capfd.readouterr().err.splitlines()
    assert lines[0].startswith("warning (stops publishing): content/articles/new.md:10: picture")
    assert lines[1] == "3 more warnings: 3 fragment-unknown (`broadsheet check` lists them)"
    assert lines[-1] == "2 stories, 1 draft, 1 scheduled (26 Nov 06:00)"
    text = (folder / "content/articles/old.md").read_text("utf-8")
    (folder / "content/articles/old.md").write_text(f"{text}\n\n[w](#d)\n", "utf-8")
    tasks.build.body(Context())
    told = capfd.readouterr().err
    assert "new warning: content/articles/old.md:" in told
    assert "\nwarning: content/articles/old.md:8: the link `#a`" in f"\n{told}"
    assert "1 more warning: 1 fragment-unknown" in told


def test_since_a_day_only_later_stories_are_listed(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The day itself is one of them."""
    found = listed(capfd, since="2026-03-01")
    assert {each["path"] for each in found["faults"]} == {"content/articles/new.md"}
    assert listed(capfd, since="2026-03-02")["faults"] == []


def test_since_a_revision_only_changed_files_are_listed(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Files that git does not know yet, and texts that use a changed picture, are among them."""
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    new = folder / "content/articles/new.md"
    text = new.read_text("utf-8")
    new.unlink()
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "one"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    assert listed(capfd, since="HEAD")["faults"] == []
    new.write_text(text, "utf-8")
    assert {each["path"] for each in listed(capfd, since="HEAD")["faults"]} == {
        "content/articles/new.md"
    }
    for arguments in (["add", "."], [*who, "commit", "-qm", "two"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    assert listed(capfd, since="HEAD")["faults"] == []
    (folder / "content/images/a.svg").write_text(PICTURE.replace("9", "8"), "utf-8")
    assert {each["path"] for each in listed(capfd, since="HEAD")["faults"]} == {
        "content/articles/new.md"
    }


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"since": "2026-02-30"}, "--since: there is no day 2026-02-30"),
        ({"since": "nowhere"}, "--since: git knows no revision `nowhere`"),
        ({"since": "--output=x"}, "--since: git knows no revision `--output=x`"),
        ({"format": "jsn"}, "--format: there is no `jsn` .did you mean `json`."),
    ],
    ids=str,
)
def test_what_cannot_be_listed_is_told_in_one_line(
    folder: Path, options: dict[str, str], told: str
) -> None:
    """With what to write."""
    with pytest.raises(Exit, match=told) as stop:
        tasks.check.body(Context(), **options)
    assert "\n" not in str(stop.value) and not (folder / "x").exists()
