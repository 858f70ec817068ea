"""The paper that is audited: how it is served, and which pages stand for all."""

from __future__ import annotations

import gzip
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from audit.paper import typical_pages
from audit.serving import served

STORY = '<article class="story"><figure class="lead-figure"></figure><p>{}</p></article>'


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """The output folder of a paper of three stories."""
    pages = {
        "": '<nav class="sections"><a href="/world/">W</a><a href="/culture/">C</a></nav>',
        "world": "<h1>World</h1>",
        "about": f"<p>{'About us. ' * 90}</p>",
        "2024/01/old": STORY.format("Words. " * 90),
        "2025/06/plain": '<article class="story"><p>No picture.</p></article>',
        "2025/02/new": STORY.format("Words."),
    }
    for path, text in pages.items():
        (tmp_path / path).mkdir(parents=True, exist_ok=True)
        (tmp_path / path / "index.html").write_text(text, "utf-8")
    (tmp_path / "picture.avif").write_bytes(b"picture")
    return tmp_path


def test_the_pages_are_one_of_each_kind(output: Path) -> None:
    """Home, the first section, the latest story with a picture, the longest story."""
    assert typical_pages(output) == ["/", "/world/", "/2025/02/new/", "/2024/01/old/"]


def test_a_story_that_is_both_is_audited_once(output: Path) -> None:
    """As in a paper of a single story."""
    for path in ("2025/06/plain", "2025/02/new"):
        (output / path / "index.html").unlink()
    assert typical_pages(output) == ["/", "/world/", "/2024/01/old/"]


def test_texts_are_sent_compressed_and_pictures_as_they_are(output: Path) -> None:
    """To those who take gzip; whoever does not gets the text itself."""
    with served(output) as address:

        def answer(path: str, takes: str) -> tuple[str | None, bytes]:
            asked = urllib.request.Request(address + path, headers={"Accept-Encoding": takes})  # noqa: S310 - our own
            with urllib.request.urlopen(asked) as found:  # noqa: S310 - our own
                return found.headers["Content-Encoding"], found.read()

        text = (output / "about/index.html").read_bytes()
        encoding, sent = answer("/about/", "gzip, br")
        assert (encoding, gzip.decompress(sent)) == ("gzip", text)
        assert len(sent) < len(text) / 5
        assert answer("/about/", "identity") == (None, text)
        assert answer("/picture.avif", "gzip") == (None, b"picture")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            answer("/lost/", "gzip")
