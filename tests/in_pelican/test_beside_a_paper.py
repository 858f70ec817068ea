"""A paper does not notice what its plugins can do in other sites; hostile HTML is borne there."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from pelican.plugins import signals

from broadsheet.in_pelican import connecting, editing
from broadsheet.in_pelican.showing import Block
from broadsheet.in_pelican.text import Text
from broadsheet.newsletter_signup.blocks import blocks_of
from broadsheet.story.slots import SlotMaker
from tests.support.halyard import ROOT
from tests.support.small_paper import MakeSite, story

SIGNALS = ("all_generators_finalized", "article_generator_write_article", "content_written")


def test_a_paper_is_the_same_byte_for_byte(site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the plugins connected to Pelican's signals and without; nothing of theirs is called."""
    called: list[Any] = []
    monkeypatch.setattr(editing, "edit", lambda *arguments: called.append(arguments))
    files = {"articles/harbour.md": story("The harbour is open again.\n\n[newsletter]")}
    connected = site(files).files()
    assert all(getattr(signals, name).receivers for name in SIGNALS)
    for name in SIGNALS:
        monkeypatch.setattr(getattr(signals, name), "receivers", {})
    monkeypatch.setattr(connecting, "connect", lambda *_: None)
    assert site(files).files() == connected
    assert called == []


def test_a_paper_loads_none_of_it() -> None:
    """Its start takes no longer for what other sites need."""
    code = (
        "import sys; from broadsheet.commands.settings_file import newspaper; newspaper('pelicanconf.py');"
        "print([name for name in sys.modules if name == 'bs4' or name.endswith('in_pelican')"
        " or name.startswith('broadsheet.in_pelican.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['broadsheet.in_pelican', 'broadsheet.in_pelican.connecting']"


PIECES = [
    "<p>", "</p>", "<div class='section'>", "</div>", "<p><img src=x alt=y></p>", "<b>", "</b>", "[newsletter]",
    "\n", "\n\n", "<!-- ", " -->", "<script>", "</script>", "&amp;lt;", "&#0;", "<x:y @z='\"'>", "<![CDATA[", "]]>",
    "<?php", "<table><tr><td>", "<figure>", "<p/>", "Words.", "\x0c", "<a href='{static}/x'>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30))
def test_no_html_is_too_odd_and_no_word_of_it_is_lost(pieces: list[str]) -> None:
    """Whatever another plugin makes: it can be looked at, and comes out with all of its words."""
    html = "".join(pieces)
    content = SimpleNamespace(
        _content=html,
        metadata={},
        source_path="",
        status="published",
        get_relative_source_path=lambda: "a.md",
        get_summary=lambda _: "",
        get_siteurl=lambda: "",
        _update_content=lambda text, _: text,
    )
    text = Text(content)
    before = text.soup.get_text()
    blocks_of(text.likeness().root, SlotMaker.for_body(html))
    text.soup.append(text.hold(Block("<aside>block</aside>")))
    text.close()
    assert BeautifulSoup(content._content, "html.parser").get_text() == before
    elsewhere = content.get_content("https://blog.example")
    assert "slot-" not in elsewhere
    assert "block" not in elsewhere or "block" in html
    content.showing.on_its_page = True
    assert content.get_content("https://blog.example").count("<aside>block</aside>") == 1


def test_a_thousand_tags_in_each_other_are_no_trouble() -> None:
    """Nothing here calls itself for each of them."""
    deep = "<div>" * 5000 + "Words." + "</div>" * 5000
    content = SimpleNamespace(_content=deep, get_relative_source_path=lambda: "a.md")
    text = Text(content)
    assert "".join(text.likeness().root.itertext()) == "Words."
    text.is_changed = True
    text.close()
    assert content._content == deep
