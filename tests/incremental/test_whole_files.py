"""Files are written whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.incremental.whole_files import write_whole


def test_a_file_that_cannot_be_written_is_named_itself(tmp_path: Path) -> None:
    """And not the one beside it, in which it is made ready."""
    with pytest.raises(FileNotFoundError) as caught:
        write_whole(tmp_path / "nowhere/file.txt", b"text")
    assert caught.value.filename == str(tmp_path / "nowhere/file.txt")


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """A folder stands where it is to go."""
    (tmp_path / "file.txt").mkdir()
    with pytest.raises(OSError, match=r"'[^']*/file\.txt'$"):
        write_whole(tmp_path / "file.txt", b"text")
    assert [each.name for each in tmp_path.iterdir()] == ["file.txt"]
