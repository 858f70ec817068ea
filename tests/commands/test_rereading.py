"""Reading settings again: what is watched, whatever the settings say."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from broadsheet.commands.rereading import SettingsReader
from broadsheet.commands.settings_file import CannotRead
from broadsheet.commands.watching import Watcher
from tests.support.previews import Newsroom


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A paper of one story."""
    made = Newsroom(tmp_path)
    made.furnish()
    return made


def read(newsroom: Newsroom, *lines: str) -> SettingsReader:
    """Return a reader that has read settings with more lines."""
    newsroom.save(newsroom.settings, newsroom.settings_text(*lines))
    reader = SettingsReader(newsroom.settings, {})
    with suppress(CannotRead):
        reader.paper()
    return reader


@pytest.mark.parametrize(
    "line",
    [
        "THEME_TEMPLATES_OVERRIDES = None",
        "THEME_TEMPLATES_OVERRIDES = [3, '\\0']",
        "PLUGINS = 3",
        "PLUGINS = [None]",
        "PLUGIN_PATHS = 'plugins'",
        "PATH = 3",
        "OUTPUT_PATH = None",
        "CACHE_PATH = None",
    ],
)
def test_settings_that_make_no_sense_are_watched_all_the_same(
    newsroom: Newsroom, line: str
) -> None:
    """Else nobody would notice that they are mended."""
    assert newsroom.settings in read(newsroom, line).places().files


@pytest.mark.parametrize("name", ["OUTPUT_PATH", "CACHE_PATH"])
@pytest.mark.parametrize("value", [".", "content"])
def test_sources_are_watched_wherever_builds_write(
    newsroom: Newsroom, name: str, value: str
) -> None:
    """Such an output folder is refused; until that is mended, saves are told."""
    watcher = Watcher(newsroom.preview().ending)
    watcher.look_at(read(newsroom, f"{name} = {value!r}").places())
    newsroom.story.touch()
    newsroom.settings.touch()
    assert watcher.wait() | watcher.wait() >= {newsroom.story, newsroom.settings}
    watcher.close()


def test_what_builds_write_calls_for_no_build(newsroom: Newsroom) -> None:
    """Even where the folder of content holds it."""
    preview = newsroom.preview(
        OUTPUT_PATH=str(newsroom.folder / "content/public"),
        CACHE_PATH=str(newsroom.folder / "content"),
    )
    watcher = Watcher(preview.ending)
    reader = SettingsReader(newsroom.settings, preview.overrides)
    reader.paper()
    watcher.look_at(reader.places())
    for name in ("public/index.html", ".public.lock", ".public.staging/a", "public.store"):
        newsroom.save(newsroom.folder / "content" / name, "made")
    newsroom.save(newsroom.story, "")
    assert watcher.wait() | watcher.wait() == {newsroom.story}
    watcher.close()
