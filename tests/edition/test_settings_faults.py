"""How what is wrong inside a setting is told."""

from __future__ import annotations

from datetime import UTC

import pytest

from plugins.edition.site import read_now, read_site


def test_an_unknown_key_inside_a_setting_is_told_from_the_known_ones() -> None:
    """As in front matter, the advice names the nearest key of the same group."""
    _, faults = read_site(
        {
            "SITENAME": "The Halyard",
            "SITEURL": "https://example.org",
            "PUBLISHER": {"name": "Halyard", "sentance": "A paper."},
        }
    )
    assert [str(fault) for fault in faults] == [
        "settings: PUBLISHER.sentence is missing (set it in pelicanconf.py)",
        "settings: PUBLISHER.sentance is not known (did you mean `sentence`?)",
    ]


@pytest.mark.parametrize("epoch", ["99999999999999", "9" * 30, "9" * 5000, "-99999999999", "today"])
def test_a_moment_that_cannot_be_is_told_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    """However far SOURCE_DATE_EPOCH is out of range."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    _, faults = read_now({}, UTC)
    assert [str(fault) for fault in faults] == [
        f"settings: SOURCE_DATE_EPOCH: “{epoch}” is no moment in seconds since 1970"
        " (correct it in the environment, or take it out)"
    ]


def test_the_moment_of_the_environment_counts_where_none_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """NOW goes before it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert read_now({}, UTC)[0].isoformat() == "2026-09-21T14:13:20+00:00"
    assert read_now({"NOW": "2024-01-31"}, UTC)[0].isoformat() == "2024-01-31T00:00:00+00:00"
