"""What capabilities are given: the settings that pages may be made by, and no others."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from plugins.edition.capability import Capability, capabilities_of
from plugins.edition.site import Settings, Site, seen

SETTINGS = {"PLUGINS": ["nosy"], "FRONT_LENGTH": 3, "NOW": "2024-01-01", "OUTPUT_PATH": "output"}


class Nosy(Capability):
    """Wants to know where and when it is printed."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.length, self.place = settings["FRONT_LENGTH"], settings["OUTPUT_PATH"]


@pytest.mark.parametrize("name", ["NOW", "OUTPUT_PATH", "THEME", "DEBUG", "PORT"])
def test_a_capability_is_not_given_what_no_fingerprint_covers(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Its pages would go stale: so whoever asks for a place or a clock fails at once."""
    monkeypatch.setitem(sys.modules, "nosy", SimpleNamespace(CAPABILITY=Capability))
    (capability,) = capabilities_of({**SETTINGS, name: "there"})
    assert capability.settings["FRONT_LENGTH"] == 3
    assert name not in capability.settings
    monkeypatch.setitem(sys.modules, "nosy", SimpleNamespace(CAPABILITY=Nosy))
    with pytest.raises(KeyError, match="OUTPUT_PATH"):
        capabilities_of(SETTINGS)


def test_what_the_paper_tells_of_itself_is_what_pages_are_made_by() -> None:
    """Every setting that a page can look up in `composer.paper` makes pages anew when it changes."""
    names = {field.alias for field in Site.model_fields.values()}
    assert seen(dict.fromkeys(names)).keys() == names
