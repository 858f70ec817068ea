"""The live preview as the benchmark meets it: from a save to the page that shows it."""

from __future__ import annotations

from pathlib import Path

from bench import preview
from bench.broadsheet_site import story_file
from bench.edits import Edits
from bench.workplace import Workplace

ROOT = Path(__file__).parents[2]


def test_saves_are_seen_and_leave_nothing_behind(tmp_path: Path) -> None:
    """Each is timed until the page shows it; then the story and the site are what they were."""
    place = Workplace(ROOT, tmp_path, 10)
    place.prepare()
    story = Edits(place).saved
    file = story_file(place.broadsheet, story.heading)
    before = file.read_bytes()
    runs = preview.saves(place.broadsheet, story, 2)
    assert len(runs) == 2 and all(run.seconds > 0 and run.memory > 0 for run in runs)
    assert file.read_bytes() == before
    assert not (place.broadsheet / "preview").exists()
