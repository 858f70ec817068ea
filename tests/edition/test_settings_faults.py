"""How what is wrong inside a setting is told."""

from __future__ import annotations

from plugins.edition.site import read_site


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
