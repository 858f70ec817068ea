"""Publishing: readers see the whole last edition or the whole new one, or are held at an older."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from invoke import Context, Exit
from PIL import Image

import tasks
from broadsheet.commands.disk import DiskPlace
from broadsheet.commands.edition_listing import editions_as_json, editions_in
from broadsheet.commands.edition_lists import Changes
from broadsheet.commands.editions import CannotPublish, Keeping, Place, Switch, TargetState
from broadsheet.commands.publish import (
    Destination,
    go_back,
    put_in_place,
    read_destination,
    seen_words,
)
from broadsheet.commands.release import release
from broadsheet.commands.settings_file import load
from broadsheet.incremental.file_digests import file_digest
from broadsheet.reporting.errors import BuildStopped, Interrupted
from broadsheet.reporting.faults import Fault
from tests.commands.conftest import STORY
from tests.commands.servers import start, tool
from tests.support.halyard import PUBLISHCONF

Settings = Callable[[Mapping[str, Any]], Path]
PAGE = "current/2024/06/harbour-reopens/index.html"
STORY_FILE = "articles/2024/harbour-reopens.md"


def edit(paper: Path, text: str) -> None:
    """Have the story say something else."""
    (paper / STORY_FILE).write_text(f"{STORY}\n{text}\n", "utf-8")


def names_in(target: Path) -> list[str]:
    return sorted(each.name for each in (target / "editions").iterdir() if each.name[0] != ".")


def last_line(capsys: pytest.CaptureFixture[str], number: int = -3) -> str:
    """Return the line before those of the time and of the stories, which says what came of it."""
    return capsys.readouterr().err.splitlines()[number]


# A release from beginning to end


def test_a_release_is_what_readers_see(
    tmp_path: Path, settings_file: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """After publishing, `current` leads to the new edition, without the press's own list."""
    target = tmp_path / "www"
    release(settings_file({}), str(target))
    assert (target / "current").is_symlink()
    assert "Harbour reopens" in (target / PAGE).read_text("utf-8")
    assert not (target / "current/.broadsheet").exists()
    *_, published, seen, _, _ = capsys.readouterr().err.splitlines()
    assert published == f"published {names_in(target)[0]} to {target}"
    assert re.fullmatch(
        r"readers now see the edition of 2026-11-22 12:00 GMT, the first: "
        r"\d+ pages new, \d+ other files",
        seen,
    )
    assert names_in(target)[0].startswith("20261122T120000Z-")


def test_an_edition_of_another_moment_says_so(
    tmp_path: Path,
    settings_file: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the environment says when it is, as one that somebody has forgotten there does."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    release(settings_file({"NOW": None}), str(tmp_path / "www"))
    told = capsys.readouterr().err
    assert "the moment of this edition is 2026-09-21 15:13 BST, that of SOURCE_DATE_EPOCH" in told


def test_a_rehearsal_leaves_the_papers_own_folders_alone(
    tmp_path: Path, settings_file: Settings
) -> None:
    """What it builds and keeps lies where the overrides say."""
    apart = {"OUTPUT_PATH": str(tmp_path / "try"), "CACHE_PATH": str(tmp_path / "try-store")}
    release(settings_file({}), str(tmp_path / "www"), overrides=apart)
    assert (tmp_path / PAGE.replace("current", "try")).is_file()
    assert (tmp_path / "www" / PAGE).is_file()
    assert not (tmp_path / "published").exists() and not (tmp_path / "cache").exists()


def test_an_open_page_finds_its_pictures_for_a_day(
    tmp_path: Path, paper: Path, settings_file: Settings
) -> None:
    """Under the names that it knows; not one that was replaced."""
    target, picture = tmp_path / "www", paper / "images/tug.png"
    picture.parent.mkdir()

    def publish(colour: str, credit: str) -> dict[str, bytes]:
        """Return the sizes of the picture that readers could load then."""
        Image.new("RGB", (400, 300), colour).save(picture)
        picture.with_name("tug.png.yaml").write_text(f"credit: {credit}", "utf-8")
        edit(paper, f"![A tug]({{static}}/images/tug.png)\n\n{credit}")
        release(settings_file({}), str(target))
        found = sorted((target / "current/images").iterdir())
        return {each.name: each.read_bytes() for each in found}

    first = publish("teal", "Ann Lee")
    assert first and all(name.startswith("tug.") for name in first)
    second = publish("teal", "Ann Leigh")
    assert first.items() < second.items() and len(second) == 2 * len(first)
    third = publish("teal", "Ann Leigh")
    assert third == second  # there was no new edition
    fourth = publish("teal", "Bo Lee")
    assert second.items() < fourth.items() and len(fourth) == 3 * len(first)
    replaced = publish("navy", "Bo Lee")
    assert fourth.keys().isdisjoint(replaced) and len(replaced) == len(first)


def test_faulty_content_leaves_readers_the_last_edition(
    tmp_path: Path, paper: Path, settings_file: Settings
) -> None:
    """A fault stops the release before anything is copied."""
    target = tmp_path / "www"
    release(settings_file({}), str(target))
    before = (target / "current").readlink()
    (paper / "articles/2024/bad.md").write_text("no front matter", "utf-8")
    with pytest.raises(BuildStopped):
        release(settings_file({}), str(target))
    assert (target / "current").readlink() == before
    assert len(names_in(target)) == 1


def test_under_another_address_everything_is_inspected_again(
    tmp_path: Path, settings_file: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which links lead into the site depends on it."""
    sound: list[int] = []

    def inspect(*given: Any) -> list[Fault]:
        sound.append(len(given[3]))
        return []

    monkeypatch.setattr("broadsheet.commands.release.inspect", inspect)
    monkeypatch.setattr("broadsheet.build.staleness.digest_of", lambda _: b"the same pages")
    for url in ("https://a.example", "https://a.example", "https://b.example"):
        release(settings_file({"SITEURL": url}), str(tmp_path / "www"))
    assert (sound[0], sound[1] > 0, sound[2]) == (0, True, 0)


def test_a_release_that_is_interrupted_says_so(
    tmp_path: Path,
    settings_file: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It ends as an interrupted build does, and readers keep what they have."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("broadsheet.commands.release.inspect", interrupt)
    with pytest.raises(Interrupted, match=r"^interrupted; some files may be new$"):
        release(settings_file({}), str(tmp_path / "www"))
    assert not (tmp_path / "www").exists()


def test_a_release_that_is_interrupted_while_it_is_copied_is_no_edition(
    tmp_path: Path, paper: Path, settings_file: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers keep the last one, and nothing of the new one is left."""
    target = tmp_path / "www"
    release(settings_file({}), str(target))
    before = sorted(each.name for each in (target / "editions").iterdir())
    edit(paper, "It is really open.")
    copy2 = shutil.copy2

    def interrupt(source: Path, place: Path) -> None:
        copy2(source, place)
        raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "copy2", interrupt)
    with pytest.raises(Interrupted):
        release(settings_file({}), str(target))
    assert sorted(each.name for each in (target / "editions").iterdir()) == before
    assert "really" not in (target / PAGE).read_text("utf-8")


def test_where_nothing_has_changed_there_is_no_new_edition(
    tmp_path: Path, paper: Path, settings_file: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Time goes on, and readers keep what they have until a file of the site is another."""
    target = tmp_path / "www"
    release(settings_file({}), str(target))
    first = names_in(target)
    release(settings_file({"NOW": "2026-11-22T12:15:00+00:00"}), str(target))
    assert last_line(capsys) == f"nothing has changed: readers keep {first[0]} at {target}"
    assert names_in(target) == first
    edit(paper, "It is really open.")
    release(settings_file({"NOW": "2026-11-22T12:30:00+00:00"}), str(target))
    assert len(names_in(target)) == 2
    assert "really" in (target / PAGE).read_text("utf-8")


def test_how_many_are_kept_makes_no_page_anew(
    tmp_path: Path, settings_file: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """No page is made of it."""
    release(settings_file({}), str(tmp_path / "www"))
    capsys.readouterr()
    changes = {"PUBLISH_KEEP": 7, "PUBLISH_KEEP_DAYS": 2, "PUBLISH_TARGET": "www"}
    release(settings_file(changes))
    assert " 0 rendered, 0 copied," in capsys.readouterr().err


# Where to


def test_a_release_needs_a_target(settings_file: Settings) -> None:
    """Without a place to publish to, the message says how to name one."""
    with pytest.raises(CannotPublish, match="give --target, or set PUBLISH_TARGET"):
        release(settings_file({}))


def test_a_target_of_the_settings_leads_from_their_folder(
    tmp_path: Path, settings_file: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one of the command line from where somebody stands; `~` is home in both."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    release(settings_file({"PUBLISH_TARGET": "www"}))
    release(settings_file({"PUBLISH_TARGET": "~/www"}))
    release(settings_file({"PUBLISH_TARGET": "www"}), "here")
    for folder in ("www", "home/www", "elsewhere/here"):
        assert (tmp_path / folder / PAGE).is_file()
    assert {each.name for each in (tmp_path / "elsewhere").iterdir()} == {"here"}


def test_a_target_of_the_settings_may_be_a_path(settings_file: Settings, tmp_path: Path) -> None:
    """Settings are Python."""
    settings = load(str(settings_file({}))) | {"PUBLISH_TARGET": Path("www")}
    place = read_destination(settings, tmp_path / "paperconf.py").place
    assert place == DiskPlace(tmp_path / "www")


@pytest.mark.parametrize("target", ["published", "published/live", ".", "link", "content"])
def test_a_target_within_or_around_the_site_is_refused_before_the_build(
    tmp_path: Path, settings_file: Settings, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    """Nothing is made, and so nothing stands in the way of the next publication."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to("published")
    settings = settings_file({})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CannotPublish, match="publish to a folder of its own"):
        release(settings, target)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_target_with_somebody_elses_things_is_refused_before_the_build(
    tmp_path: Path, settings_file: Settings
) -> None:
    """A site that was copied to `current` by hand stays there."""
    target = tmp_path / "www"
    (target / "current").mkdir(parents=True)
    with pytest.raises(CannotPublish) as caught:
        release(settings_file({}), str(target))
    assert str(caught.value) == (
        f"{target}/current is no link (publish to another folder, or move it away)"
    )
    assert [each.name for each in target.iterdir()] == ["current"]
    assert not list((tmp_path / "published").glob("*.html"))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"PUBLISH_KEEP": 1}, "PUBLISH_KEEP: less than 2"),
        ({"PUBLISH_KEEP": "many"}, "PUBLISH_KEEP: not a whole number"),
        ({"PUBLISH_KEEP_DAYS": -1}, "PUBLISH_KEEP_DAYS: less than 0"),
        ({"PUBLISH_TARGET": ["www"]}, "PUBLISH_TARGET: input should be a valid string"),
    ],
)
def test_a_wrong_setting_is_one_line(
    settings_file: Settings, changes: dict[str, Any], what: str
) -> None:
    """Before anything is built."""
    with pytest.raises(CannotPublish) as caught:
        release(settings_file(changes), "www")
    place, _, told = str(caught.value).partition(": ")
    assert re.fullmatch(r"\S+\.py:\d+", place) and told.startswith(what)
    assert "\n" not in str(caught.value)


# What is kept, and what is put in place


class Desk:
    """Publishes small sites, an hour after the other, to one place."""

    def __init__(self, place: Place, folder: Path, number: int = 3) -> None:
        self.place, self.folder, self.hour = place, folder, 0
        self.to = Destination(place, Keeping(number))
        folder.mkdir()

    @property
    def now(self) -> datetime:
        return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=self.hour)

    def publish(self, text: str, ends_hold: bool = False) -> str:
        """Publish a site, and return what is said of it."""
        self.hour += 1
        file = self.folder / "index.html"
        file.write_text(text, "utf-8")
        files = {"index.html": file_digest(str(file))}
        return put_in_place(self.folder, files, self.now, self.to, ends_hold).lines[0]

    def go_back(self, to: str = "") -> str:
        self.hour += 1
        return go_back(self.to, to, self.now)[-2]

    @property
    def state(self) -> TargetState:
        return self.place.look()


@pytest.fixture(params=["disk", "server"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that publishes to www/ of this machine, or of a server."""
    if request.param == "disk":
        return Desk(DiskPlace(tmp_path / "www"), tmp_path / "site")
    tool("rsync")
    server = start(tmp_path / "server", monkeypatch)
    (tmp_path / "www").symlink_to(server.home / "www")
    to = read_destination(load(str(PUBLISHCONF)), Path(), "server:~/www")
    return Desk(to.place, tmp_path / "site")


def seen(tmp_path: Path) -> str:
    """Return what readers read."""
    return (tmp_path / "www/current/index.html").read_text("utf-8")


def test_old_editions_are_kept_for_a_while_and_then_go(desk: Desk, tmp_path: Path) -> None:
    """The last few editions stay, to go back to."""
    for number in range(5):
        desk.publish(f"{number}")
    kept = [(tmp_path / "www/editions" / name / "index.html") for name in desk.state.whole]
    assert [each.read_text("utf-8") for each in kept] == ["2", "3", "4"]
    assert names_in(tmp_path / "www") == list(desk.state.whole)
    assert seen(tmp_path) == "4"


def test_what_was_cut_off_is_cleared_away_by_the_next_success(desk: Desk, tmp_path: Path) -> None:
    """Five uploads that are cut cost no edition; one that changes nothing is a success, too."""
    for number in range(3):
        desk.publish(f"{number}")
    whole = desk.state.whole
    for text in ("2", "3"):
        for number in range(5):
            half = tmp_path / f"www/editions/.20240101T1{number}0000Z-0123456789abcdef.x.partial"
            half.mkdir()
        assert desk.state.whole == whole
        desk.publish(text)
        assert desk.state.leftovers == ()
    assert desk.state.whole[:2] == whole[1:]


def test_half_editions_of_an_earlier_version_drive_out_none_that_is_whole(
    desk: Desk, tmp_path: Path
) -> None:
    """Their names look whole; nobody is taken back to one unasked."""
    desk.publish("0")
    for hour in range(2, 7):
        half = tmp_path / f"www/editions/20240101T0{hour}0000Z-0123456{hour}"
        half.mkdir()
        (half / "half.html").touch()
    desk.hour = 7
    first = desk.state.whole[0]
    desk.publish("1")
    assert first in desk.state.whole
    desk.go_back()
    assert seen(tmp_path) == "0"
    with pytest.raises(CannotPublish) as caught:
        desk.go_back()
    assert (
        "holds no older edition to go back to (an earlier version left these, whole or not; "
        in (str(caught.value))
    )
    assert "20240101T060000Z-01234566, 20240101T050000Z-01234565" in str(caught.value)
    for number in range(2, 4):
        desk.publish(f"{number}", ends_hold=True)
    assert desk.state.uncertain == ()


def test_going_back_holds_readers_until_somebody_publishes_on_purpose(
    desk: Desk, tmp_path: Path
) -> None:
    """A scheduled publication changes nothing, uploads nothing, and says how to end it."""
    desk.publish("sound")
    desk.publish("a fault")
    sound, faulty = desk.state.whole
    at = desk.place.label
    said = desk.go_back()
    assert (
        said
        == f"readers see {sound} at {at}, and are held there until `broadsheet publish --release`"
    )
    assert seen(tmp_path) == "sound"
    for text in ("a fault", "a worse fault", "sound"):
        assert desk.publish(text) == (
            f"readers are held at {sound} since 2024-01-01 03:00 UTC: nothing is published "
            f"to {at} (to end that, publish on purpose: `broadsheet publish --release`)"
        )
    assert seen(tmp_path) == "sound"
    assert names_in(tmp_path / "www") == [sound, faulty]
    assert desk.publish("mended", ends_hold=True).startswith("published ")
    assert (seen(tmp_path), desk.state.held) == ("mended", None)
    desk.publish("more")
    assert seen(tmp_path) == "more"
    assert not (tmp_path / "www/held").exists()


def test_after_a_mend_readers_go_back_to_what_was_sound(desk: Desk, tmp_path: Path) -> None:
    """And not to the edition with the fault, though it is the one built last before."""
    desk.publish("sound")
    desk.publish("a fault")
    desk.go_back()
    desk.publish("another fault", ends_hold=True)
    desk.go_back()
    assert seen(tmp_path) == "sound"


def test_a_hold_ends_where_nothing_has_changed_as_well(desk: Desk, tmp_path: Path) -> None:
    """The fault was taken out of the content, which is what readers are held at."""
    desk.publish("sound")
    desk.publish("a fault")
    desk.go_back()
    assert desk.publish("sound", ends_hold=True).startswith("nothing has changed: readers keep")
    assert desk.state.held is None
    assert len(desk.state.whole) == 2


def test_any_edition_can_be_named(desk: Desk, tmp_path: Path) -> None:
    """The one that readers see, too, to hold them there; one that is not there is refused."""
    for text in "abc":
        desk.publish(text)
    a, _, c = desk.state.whole
    desk.go_back(a)
    assert seen(tmp_path) == "a"
    desk.go_back(c)
    assert seen(tmp_path) == "c"
    desk.go_back(c)
    assert desk.publish("d").startswith(f"readers are held at {c} since")
    with pytest.raises(CannotPublish, match=rf"there is no edition {a}0 \(did you mean {a}\?\)"):
        desk.go_back(f"{a}0")
    assert seen(tmp_path) == "c"


def test_who_goes_back_while_something_is_published_wins(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor on deadline does not wait for the build that brings the fault back."""
    desk.publish("sound")
    desk.publish("a fault")
    sound = desk.state.whole[0]
    bring = type(desk.place).bring

    def slowly(place: Any, *given: Any) -> str:
        partial = bring(place, *given)
        go_back(desk.to, "", desk.now)
        return partial

    monkeypatch.setattr(type(desk.place), "bring", slowly)
    assert desk.publish("the fault again").startswith(f"readers are held at {sound}")
    assert seen(tmp_path) == "sound"
    assert desk.state.leftovers == ()


def test_an_edition_that_is_there_is_not_copied_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The same moment and the same files are the same edition."""
    desk.publish("one")
    desk.publish("two")
    one = desk.state.whole[0]
    monkeypatch.setattr(type(desk.place), "bring", None)
    desk.hour = 0
    assert desk.publish("one") == f"published {one} to {desk.place.label}"
    assert seen(tmp_path) == "one"


def test_an_edition_that_somebody_deleted_is_made_again(desk: Desk, tmp_path: Path) -> None:
    """Although nothing has changed: readers see nothing."""
    desk.publish("one")
    shutil.rmtree(tmp_path / "www/editions" / desk.state.whole[0])
    assert desk.publish("one").startswith("published ")
    assert seen(tmp_path) == "one"


def test_nobody_goes_back_where_there_is_nothing(desk: Desk) -> None:
    """In one line."""
    with pytest.raises(CannotPublish, match=r"holds no older edition to go back to$"):
        desk.go_back()


def test_editions_are_listed_the_newest_first(desk: Desk, tmp_path: Path) -> None:
    """With the one that readers see, those that may be half, and a hold."""
    assert editions_in(desk.to) == (f"nothing is published to {desk.place.label} yet",)
    desk.publish("one")
    desk.publish("two")
    (tmp_path / "www/editions/20230101T000000Z-01234567").mkdir()
    one, two = desk.state.whole
    listed = (
        f"{two}  2024-01-01 02:00 UTC  1 page changed",
        f"{one}  2024-01-01 01:00 UTC  current  1 page new",
        "20230101T000000Z-01234567  2023-01-01 00:00 UTC  perhaps not whole",
    )
    desk.place.switch(Switch(one))
    assert editions_in(desk.to) == listed
    desk.go_back(one)
    assert editions_in(desk.to)[-1].startswith(f"readers are held at {one} since")


# What an edition changes


class Pages(Desk):
    """A desk whose editions have pages and other files of given texts."""

    def put(self, ends_hold: bool = False, **texts: str) -> tuple[str, ...]:
        """Publish a site of these files, `a_html` for `a.html`; return all that is said."""
        self.hour += 1
        files = {}
        for name, text in texts.items():
            path = name.replace("_", ".")
            (self.folder / path).parent.mkdir(exist_ok=True)
            (self.folder / path).write_text(text, "utf-8")
            files[path] = file_digest(str(self.folder / path))
        return put_in_place(self.folder, files, self.now, self.to, ends_hold).lines


@pytest.fixture
def pages(desk: Desk) -> Pages:
    """The same desk, for several pages."""
    shutil.rmtree(desk.folder)
    return Pages(desk.place, desk.folder)


def test_publishing_says_what_readers_now_see(pages: Pages) -> None:
    """With the date, and what has changed against what they saw before."""
    assert pages.put(a_html="a", b_html="b", c_css="c")[1] == (
        "readers now see the edition of 2024-01-01 01:00 UTC, the first: 2 pages new, 1 other file"
    )
    assert pages.put(a_html="A", d_html="d", c_css="C")[1] == (
        "readers now see the edition of 2024-01-01 02:00 UTC; against that of 2024-01-01 01:00 UTC: "
        "1 page new, 1 page changed, 1 page gone, 1 other file"
    )
    assert len(pages.put(a_html="A", d_html="d", c_css="C")) == 1


def test_editions_of_one_minute_are_told_to_the_second() -> None:
    """As whoever tries going back makes them: one date twice would say nothing."""
    names = (f"20240101T01000{second}Z-0123456789abcdef" for second in (7, 2))
    assert seen_words(*names, Changes("", 0, 1, 0, 0), UTC) == (
        "readers now see the edition of 2024-01-01 01:00:07 UTC; "
        "against that of 2024-01-01 01:00:02 UTC: 1 page changed"
    )


def test_going_back_says_what_readers_now_see(pages: Pages) -> None:
    """Against what they saw a moment before, whichever edition they are taken to."""
    pages.put(a_html="a")
    pages.put(a_html="a", b_html="b")
    pages.put(a_html="a", b_html="B", c_html="c")
    first = pages.state.whole[0]
    assert go_back(pages.to, first, pages.now)[-1] == (
        "readers now see the edition of 2024-01-01 01:00 UTC; against that of 2024-01-01 03:00 UTC: "
        "2 pages gone"
    )
    assert go_back(pages.to, first, pages.now)[-1] == (
        "readers now see the edition of 2024-01-01 01:00 UTC, as before"
    )


def test_after_going_back_changes_count_from_what_readers_saw(pages: Pages) -> None:
    """The list says against which edition where that is not the one below."""
    pages.put(a_html="sound")
    pages.put(a_html="fault", b_html="fault")
    pages.go_back()
    pages.put(a_html="mended", ends_hold=True)
    assert editions_in(pages.to)[0].endswith("  1 page changed, against 2024-01-01 01:00 UTC")


def test_the_list_of_files_is_kept_where_no_reader_gets_it(pages: Pages, tmp_path: Path) -> None:
    """It names pages to which nothing leads; it goes when its edition goes."""
    for number in range(5):
        pages.put(a_html=f"{number}")
    www = tmp_path / "www"
    assert {each.name for each in (www / "current/").iterdir()} == {"a.html"}
    assert {each.name for each in pages.folder.iterdir()} == {"a.html"}
    lists = {f".{name}.files" for name in pages.state.whole}
    assert {each.name for each in (www / "editions").glob(".2*")} == lists


def test_where_a_list_is_missing_or_damaged_nothing_is_made_up(
    pages: Pages, tmp_path: Path
) -> None:
    """As of editions that an earlier version published; the next one is published all the same."""
    for number, damage in enumerate(
        (None, b"", b"null\n{", b"\xff\n\xff\n", b"[1]\n[2]\n", b"null\n{}\n[]\n")
    ):
        pages.put(a_html=f"{number}")
        current = tmp_path / f"www/editions/.{pages.state.current}.files"
        current.unlink()
        if damage is not None:
            current.write_bytes(damage)
        assert editions_in(pages.to)[0].endswith("current")
        said = pages.put(a_html=f"then {number}")[1]
        assert said.endswith(
            "what it changes is not known, as one of them has no list of its files"
        )
        assert pages.state.current not in pages.state.changes


def test_a_style_stays_under_its_old_name_for_a_day(pages: Pages) -> None:
    """Through all editions of that day, each of which has it from the one before."""
    old, fresh = "theme/site.0a1b2c3d4e.css", "theme/site.1a1b2c3d4e.css"
    pages.put(a_html="a", **{old: "b{}"})
    for hours, there in ((0, True), (1, True), (20, True), (2, False)):
        pages.hour += hours
        said = pages.put(a_html=f"{pages.hour}", **{fresh: "b{color:red}"})
        files = pages.place.files_of(pages.state.current or "")
        assert files is not None and (old in files.old) is there
        assert "css" not in said[1]
    assert set(files.own) == {"a.html", fresh}


def test_an_edition_can_be_named_by_its_digest(pages: Pages) -> None:
    """As `inv editions --format json` tells it."""
    pages.put(a_html="a")
    pages.put(a_html="b")
    first = pages.state.whole[0]
    go_back(pages.to, first.partition("-")[2], pages.now)
    assert pages.state.current == first


def test_editions_are_listed_as_json(pages: Pages) -> None:
    """For whatever watches over a target."""
    pages.put(a_html="a")
    pages.put(a_html="b", x_xml="x")
    first, second = pages.state.whole
    go_back(pages.to, first, pages.now)
    listed = json.loads(editions_as_json(pages.to))
    assert listed["target"] == pages.place.label
    assert listed["held"].startswith(f"readers are held at {first} since")
    assert listed["held_at"] == first
    assert listed["held_since"] == pages.now.astimezone(pages.to.zone).isoformat()
    changes = {"against": None, "new": 1, "changed": 0, "gone": 0, "other": 0}
    assert [each["name"] for each in listed["editions"]] == [second, first]
    assert listed["editions"][1] == {
        "name": first,
        "date": "2024-01-01T01:00:00+00:00",
        "digest": first.partition("-")[2],
        "current": True,
        "whole": True,
        "changes": changes,
    }
    assert listed["editions"][0]["changes"] == {
        "against": first,
        "new": 0,
        "changed": 1,
        "gone": 0,
        "other": 1,
    }


# The tasks


def test_a_quiet_publication_says_nothing_where_nothing_has_changed(
    tmp_path: Path, paper: Path, settings_file: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    """For cron, which sends all that is said by mail; a hold is no fault, and told by nobody."""
    settings, target = str(settings_file({})), str(tmp_path / "www")

    def said() -> list[str]:
        tasks.publish.body(Context(), target, settings, quiet=True)
        return "".join(capfd.readouterr()).splitlines()

    assert [line.partition(" ")[0] for line in said()[-2:]] == ["published", "readers"]
    assert said() == []
    edit(paper, "It is really open.")
    settings_file({"NOW": "2026-11-22T13:00:00+00:00"})
    assert any("1 page changed" in line for line in said())
    tasks.rollback.body(Context(), target, settings=settings)
    capfd.readouterr()
    assert said() == []
    (paper / STORY_FILE).write_text("no front matter", "utf-8")
    tasks.publish.body(Context(), target, settings, quiet=True)
    assert "".join(capfd.readouterr()) == ""
    with pytest.raises(Exit) as caught:
        tasks.publish.body(Context(), target, settings, release=True, quiet=True)
    assert caught.value.code == 1
    assert "harbour-reopens.md" in capfd.readouterr().err


def test_the_tasks_publish_go_back_and_list(
    tmp_path: Path, paper: Path, settings_file: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    """A held publication is no failure, builds nothing, and ends with the status 0."""
    target = tmp_path / "www"
    settings = str(settings_file({}))
    tasks.publish.body(Context(), str(target), settings)
    edit(paper, "A fault.")
    later = str(settings_file({"NOW": "2026-11-22T13:00:00+00:00"}))
    tasks.publish.body(Context(), str(target), later)
    first, second = names_in(target)
    capsys.readouterr()
    tasks.rollback.body(Context(), str(target), settings=later)
    assert capsys.readouterr().out == (
        f"readers see {first} at {target}, and are held there until `broadsheet publish --release`\n"
        "readers now see the edition of 2026-11-22 12:00 GMT; against that of 2026-11-22 13:00 GMT: "
        "1 page changed, 4 other files\n"
    )
    (paper / STORY_FILE).write_text("no front matter", "utf-8")
    tasks.publish.body(Context(), str(target), later)
    assert f"readers are held at {first} since 2026-11-22 13:00 GMT" in capsys.readouterr().err
    tasks.editions.body(Context(), str(target), later)
    above, below = capsys.readouterr().out.splitlines()[:2]
    assert above.startswith(f"{second}  2026-11-22 13:00 GMT  1 page changed")
    assert below.startswith(f"{first}  2026-11-22 12:00 GMT  current  ")
    edit(paper, "Mended.")
    tasks.publish.body(Context(), str(target), later, release=True)
    assert "Mended." in (target / PAGE).read_text("utf-8")


@pytest.mark.parametrize("task", ["publish", "rollback", "editions"])
def test_a_task_that_cannot_says_so_in_one_line(
    task: str, settings_file: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With the exit status 1."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Exit) as caught:
        getattr(tasks, task).body(Context(), "server:www", settings=str(settings_file({})))
    assert str(caught.value) == "error: there is no program `ssh` on this machine (install it)"
    assert caught.value.code == 1
    assert not list((tmp_path / "published").glob("*.html"))
