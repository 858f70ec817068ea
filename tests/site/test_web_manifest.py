"""The web manifest, and the icons for the home screens of phones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.small_paper import MakeSite, story

STORY = {"articles/a.md": story()}


def test_icons_of_the_paper_are_offered_to_phones(site: MakeSite, tmp_path: Path) -> None:
    """A manifest names those that there are, with the paper's name, colour and front page."""
    identity = tmp_path / "looks" / "identity"
    identity.mkdir(parents=True)
    for name in ("apple-touch-icon", "icon-192", "icon-maskable"):
        (identity / f"{name}.png").write_bytes(b"")
    paper = site(STORY, THEME_STATIC_OVERRIDES=[str(identity.parent)], SITEURL="https://h.ex/p")
    page = paper.html("index.html")
    (touch,) = page.select("link[rel=apple-touch-icon]")
    (link,) = page.select("link[rel=manifest]")
    assert touch["href"] == "/p/theme/identity/apple-touch-icon.png"
    assert link["href"] == "/p/site.webmanifest"
    told = json.loads((paper.output / "site.webmanifest").read_text("utf-8"))
    assert (told["name"], told["start_url"]) == ("The Halyard", "/p/")
    assert told["background_color"] == "#f7f4ec"
    assert [(icon["src"], icon["purpose"]) for icon in told["icons"]] == [
        ("/p/theme/identity/icon-192.png", "any"),
        ("/p/theme/identity/icon-maskable.png", "maskable"),
    ]


@pytest.mark.parametrize("path", ["index.html", "404.html"])
def test_a_paper_without_icons_has_no_manifest(site: MakeSite, path: str) -> None:
    """Nothing is named that is not there."""
    paper = site(STORY, THEME_STATIC_OVERRIDES=[])
    assert paper.html(path).select("link[rel=manifest], link[rel=apple-touch-icon]") == []
    assert "site.webmanifest" not in paper.files()
