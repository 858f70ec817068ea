"""What the preview answers: nothing that a browser may keep, and never a bare page."""

from __future__ import annotations

import json
from contextlib import aclosing
from pathlib import Path

import pytest
from starlette.staticfiles import StaticFiles

from broadsheet.commands.preview import application
from broadsheet.commands.preview_desk import Preview
from tests.support.previews import Answer, Newsroom, ask, run_apart


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A paper of one story."""
    made = Newsroom(tmp_path)
    made.furnish()
    return made


@pytest.fixture
def preview(newsroom: Newsroom) -> Preview:
    """Its preview, built once."""
    made = newsroom.preview()
    made.rebuild()
    made.close()
    assert made.troubles == []
    return made


def answer(preview: Preview, output: Path, path: str, method: str = "GET", **more: str) -> Answer:
    """Return what the preview answers; of the stream of events no more than its beginning."""
    preview.ending.set()

    async def asked() -> Answer:
        return await ask(application(preview, output), path, method, **more)

    return run_apart(asked)


@pytest.mark.parametrize(
    ("path", "status", "method"),
    [
        ("/", 200, "GET"),
        ("/", 200, "HEAD"),
        ("/2024/06/harbour-reopens", 307, "GET"),
        ("/theme/site.css", 200, "GET"),
        ("/feeds/all.atom.xml", 200, "GET"),
        ("/nowhere/", 404, "GET"),
        ("/", 405, "POST"),
        ("/_preview/preview.js", 200, "GET"),
        ("/_preview/preview.js", 405, "POST"),
        ("/_preview/events", 200, "GET"),
    ],
)
def test_no_answer_is_kept_by_a_browser(
    preview: Preview, newsroom: Newsroom, path: str, status: int, method: str
) -> None:
    """Whatever it is: the next build may have another."""
    found = answer(preview, newsroom.output, path, method)
    assert (found.status, found.headers["cache-control"]) == (status, "no-store")


@pytest.mark.parametrize("path", ["/", "/theme/site.css"])
def test_a_browser_that_has_kept_a_page_gets_it_anew(
    preview: Preview, newsroom: Newsroom, path: str
) -> None:
    """It may be from another server at this address, and 304 would have it shown again."""
    kept = {"if_none_match": "*", "if_modified_since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    found = answer(preview, newsroom.output, path, **kept)
    assert (found.status, found.headers["cache-control"]) == (200, "no-store")


def test_an_answer_that_fails_is_not_kept_either(
    preview: Preview, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the fault is the server's own."""

    def fail(*_: object) -> None:
        raise OSError(5, "the disk fails")

    monkeypatch.setattr(StaticFiles, "lookup_path", fail)
    found = answer(preview, newsroom.output, "/")
    assert (found.status, found.headers["cache-control"]) == (500, "no-store")


def test_a_missing_page_is_the_papers_own_and_reloads(preview: Preview, newsroom: Newsroom) -> None:
    """The one that readers get, with the script."""
    found = answer(preview, newsroom.output, "/nowhere/")
    assert found.text.startswith((newsroom.output / "404.html").read_text("utf-8"))
    assert found.text.endswith(f'preview.js?build={preview.build}" defer></script>\n')


def test_where_nothing_was_built_the_faults_are_shown_escaped(newsroom: Newsroom) -> None:
    """For every address, since there is no page to show them on."""
    newsroom.save(newsroom.settings, newsroom.settings_text("raise ValueError('</pre><script>')"))
    preview = newsroom.preview()
    preview.rebuild()
    for path in ("/", "/2024/06/harbour-reopens/", "/theme/site.css"):
        found = answer(preview, newsroom.output, path)
        assert (found.status, found.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert "ValueError: &lt;/pre&gt;&lt;script&gt;" in found.text
        assert found.text.count("<script") == 1
        assert f"preview.js?build={preview.build}" in found.text


def test_a_page_shows_the_warnings_of_its_file(newsroom: Newsroom) -> None:
    """Again after another build, which has counted them as known."""
    text = newsroom.story.read_text("utf-8")
    newsroom.save(newsroom.story, f"{text}\n[x](#nowhere)\n")
    preview = newsroom.preview()
    preview.rebuild()
    preview.rebuild()
    (own,) = preview.notices.on("/2024/06/harbour-reopens/")
    assert "harbour-reopens.md:10: the link `#nowhere`" in own and own.startswith("warning: ")
    (elsewhere,) = preview.notices.on("/")
    assert elsewhere == "1 warning elsewhere: 1 fragment-unknown (`broadsheet check` lists them)"

    async def told() -> bytes:
        async with aclosing(preview.events("/2024/06/harbour-reopens/")) as events:
            return await anext(events)

    assert json.loads(run_apart(told).removeprefix(b"data: "))["notices"] == [own]
    preview.close()


def test_the_address_of_a_draft_says_how_to_see_it(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    """A preview without drafts says how many it hides, too."""
    text = newsroom.story.read_text("utf-8")
    draft = text.replace("harbour-reopens", "tide").replace("slug:", "status: draft\nslug:")
    newsroom.save(newsroom.story.with_name("tide.md"), draft)
    preview = newsroom.preview()
    preview.rebuild()
    mend = "(`broadsheet serve --drafts` shows all stories, these marked)"
    assert preview.notices.on("/2024/06/tide/") == [
        f"articles/tide.md is a draft, and not shown {mend}"
    ]
    assert preview.notices.on("/2024/06/elsewhere/") == []
    assert f"not shown: 1 draft {mend}\n" in capsys.readouterr().err
    preview.close()
    shown = newsroom.preview(DRAFTS=True)
    shown.rebuild()
    assert shown.notices.on("/2024/06/tide/") == []
    assert "not shown" not in capsys.readouterr().err
    shown.close()
