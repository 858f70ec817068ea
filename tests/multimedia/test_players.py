"""Recordings in stories: what readers, feeds and writers get of `[audio](…)` and `[video](…)`."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import Tag
from lxml import etree

from tests.multimedia.recording_makers import VTT, box, jpeg, mp3, mp4, track, wav
from tests.support.small_paper import MakeSite, Paper, story, without_mark

PAGE = "2024/06/harbour-reopens/index.html"
AUDIO = "Words.\n\n[audio](talk.wav)\n\nWords."
VIDEO = "Words.\n\n[video](/media/clip.mp4)\n\nWords."


def built(site: MakeSite, body: str, files: dict[str, Any], **settings: Any) -> Paper:
    paper = site({"articles/a.md": story(body), **files}, **settings)
    assert paper.faults == []
    return paper


def prose(paper: Paper) -> Tag:
    found = paper.html(PAGE).select_one(".prose")
    assert found is not None
    return found


def test_a_line_of_its_own_becomes_a_player_of_the_browsers(site: MakeSite) -> None:
    """With the type of the file; the file lies where the player asks for it."""
    paper = built(site, AUDIO, {"articles/talk.wav": wav()})
    player = prose(paper).select_one("figure.player > audio[controls]")
    assert player is not None and player.source is not None
    assert player.source["type"] == "audio/wav"
    assert (paper.output / str(player.source["src"]).lstrip("/")).read_bytes() == wav()
    assert paper.html(PAGE).select("script[src]") == []


def test_a_film_has_its_size_its_still_and_its_captions(site: MakeSite) -> None:
    """All of what lies beside it; with a still nothing is loaded before somebody plays it."""
    files = {
        "media/clip.mp4": mp4(),
        "media/clip.jpg": jpeg(),
        "media/clip.vtt": VTT,
        "media/clip.de.vtt": VTT,
        "media/clip-2.vtt": VTT,
    }
    paper = built(site, VIDEO, files)
    film = prose(paper).video
    assert film is not None
    shown = [without_mark(film[name]) for name in ("width", "height", "poster", "preload")]
    assert shown == [
        "1280",
        "720",
        "/media/clip.jpg",
        "none",
    ]
    tracks = [(each["src"], each["srclang"], each["label"]) for each in film.select("track")]
    assert tracks == [
        ("/media/clip.vtt", "en-gb", "English (United Kingdom)"),
        ("/media/clip.de.vtt", "de", "Deutsch"),
    ]
    printed = {path for path in paper.files() if path.startswith("media/")}
    assert printed == {f"media/clip.{end}" for end in ("mp4", "jpg", "vtt", "de.vtt")}
    (told,) = paper.warnings
    assert told.startswith("media/clip-2.vtt: nothing uses it")


def test_captions_speak_the_language_of_the_story(site: MakeSite) -> None:
    """A file of captions without a language of its own is in that."""
    files = {"media/clip.mp4": mp4(), "media/clip.vtt": VTT}
    paper = site({"articles/a.md": story(VIDEO, lang="fr"), **files})
    track_ = prose(paper).select_one("track")
    assert track_ is not None and (track_["srclang"], track_["label"]) == ("fr", "français")


def test_the_title_is_the_caption_with_its_credit(site: MakeSite) -> None:
    """As with pictures; its links are finished, and it is the player's name."""
    body = '[audio](talk.wav "Rena on the *Aurora*, [here]({filename}a.md) (Jane Doe/AFP)")'
    caption = prose(built(site, body, {"articles/talk.wav": wav()}))
    words, credit = caption.select_one(".caption"), caption.select_one(".credit")
    assert words is not None and words.decode_contents() == (
        'Rena on the <em>Aurora</em>, <a href="/2024/06/harbour-reopens/">here</a>'
    )
    assert credit is not None and credit.text == "Jane Doe/AFP"
    assert caption.audio is not None and caption.audio["aria-label"] == "Rena on the Aurora, here"


def test_a_dead_link_in_a_caption_is_told(site: MakeSite) -> None:
    """At the line of the recording."""
    body = 'Words.\n\n[audio](talk.wav "See [there]({filename}no.md)")'
    paper = site({"articles/a.md": story(body), "articles/talk.wav": wav()})
    assert paper.faults == [
        "articles/a.md:9: the link to articles/no.md does not exist (correct the path)"
    ]


@pytest.mark.parametrize("name", ["articles/talk.transcript.txt", "media/talk.txt"])
def test_a_transcript_folds_out_below(site: MakeSite, name: str) -> None:
    """As it is written, tags and all; its file is not published."""
    folder = name.partition("/")[0]
    body = f"[audio](/{folder}/talk.wav)"
    files = {f"{folder}/talk.wav": wav(), name: "Jane: <b>So?</b>\r\nRena: So.\n\n\nJane: Thanks."}
    paper = built(site, body, files)
    transcript = prose(paper).select_one("figure + details.transcript")
    assert transcript is not None and transcript.summary is not None
    assert [p.text for p in transcript.select("p")] == [
        "Jane: <b>So?</b>\nRena: So.",
        "Jane: Thanks.",
    ]
    assert [path for path in paper.files() if "talk" in path] == [f"{folder}/talk.wav"]
    assert paper.warnings == []


def test_notes_beside_a_story_are_no_transcript(site: MakeSite) -> None:
    """In a folder of stories a text file is a writer's own, whatever lies beside it."""
    files = {"articles/talk.wav": wav(), "articles/talk.txt": "My source is Rena."}
    paper = built(site, AUDIO, files)
    assert not any(b"Rena" in data for data in paper.files().values())


def test_a_story_of_the_recordings_name_is_no_transcript(site: MakeSite) -> None:
    """`a.md` beside `a.wav` is the story itself."""
    paper = built(site, "[audio](a.wav)", {"articles/a.wav": wav()})
    assert prose(paper).select("details") == []


@pytest.mark.parametrize(
    "body",
    ["Hear the [audio](https://example.org/a.mp3) here.", "`[audio](a.mp3)`", "    [audio](a.mp3)"],
)
def test_within_a_sentence_or_code_it_is_what_it_was(site: MakeSite, body: str) -> None:
    """A link, or code."""
    assert prose(built(site, body, {})).select("figure") == []


BESIDE = (
    "beside other words is only a link (put it on a line of its own, with an empty line before and "
    "after it)"
)
MISSED = "on a line of its own is no player"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('- [audio](talk.wav "So")', f"7: `[audio](…)` {BESIDE}"),
        ("- Words\n- [Audio]({static}talk.wav)", f"8: `[audio](…)` {BESIDE}"),
        ("Hear\nthe [audio](talk.wav) here.", f"8: `[audio](…)` {BESIDE}"),
        ("Hear the [video](/media/a.mp4) here.", f"7: `[video](…)` {BESIDE}"),
        (
            "[aduio](talk.wav)",
            f"7: the link `[aduio](…)` {MISSED} (did you mean `[audio](…)`? A link stands in a "
            "sentence)",
        ),
        (
            '[film](/media/a.mp4 "So (Ann Lee)")',
            f"7: the link `[film](…)` {MISSED} (did you mean `[video](…)`? A link stands in a "
            "sentence)",
        ),
        (
            '[embedd](https://youtu.be/dQw4w9WgXcQ "So")',
            f"7: the link `[embedd](…)` {MISSED} (did you mean `[embed](…)`? A link stands in a "
            "sentence)",
        ),
    ],
)
def test_a_link_that_is_meant_as_a_player_is_told(site: MakeSite, body: str, told: str) -> None:
    """Once, and not again as a link that leads nowhere."""
    paper = site({"articles/a.md": story(body), "articles/talk.wav": wav(), "media/a.mp4": mp4()})
    found = [each for each in paper.faults + paper.warnings if each.startswith("articles/a.md")]
    assert found == [f"articles/a.md:{told}"]


@pytest.mark.parametrize(
    "body",
    [
        "Hear the [audio]({static}talk.wav) here.",
        "[Hear all of it]({static}talk.wav)",
        "[Videos](/)",
        '[The storm](https://youtu.be/dQw4w9WgXcQ "So")',
    ],
)
def test_a_link_that_is_meant_as_one_stays(site: MakeSite, body: str) -> None:
    """Its words do not say that something is to be played, or its address is no recording's."""
    paper = site({"articles/a.md": story(body), "articles/talk.wav": wav()})
    assert paper.faults == []
    assert not any(each.startswith("articles/a.md") for each in paper.warnings)


def test_marks_on_following_lines_are_all_players(site: MakeSite) -> None:
    """Writers forget the empty lines between."""
    body = "[audio](a.wav)\n[audio](b.wav 'B')"
    paper = built(site, body, {"articles/a.wav": wav(), "articles/b.wav": wav()})
    assert len(prose(paper).select("figure.player > audio")) == 2


@pytest.mark.parametrize(
    ("body", "files", "told"),
    [
        (
            "[audio](tlak.wav)",
            {"articles/talk.wav": wav()},
            "the recording tlak.wav does not exist (did you mean `talk.wav`?)",
        ),
        (
            "[audio](talk.wav)",
            {"media/2024/Talk.wav": wav()},
            "the recording talk.wav does not exist (did you mean `/media/2024/Talk.wav`?)",
        ),
        (
            '[video](a.mp4){poster="b.jpg"}',
            {"articles/a.mp4": mp4(), "media/b.jpg": jpeg()},
            "the still b.jpg does not exist (did you mean `/media/b.jpg`?)",
        ),
        (
            "[video](https://youtu.be/dQw4w9WgXcQ)",
            {},
            "`https://youtu.be/dQw4w9WgXcQ` is a page of YouTube, and no recording of this paper "
            "(write `[embed](…)`)",
        ),
        (
            "[video](https://fb.watch/abc)",
            {},
            "`https://fb.watch/abc` is a page of another service, and no recording of this paper "
            "(write `[embed](…)`)",
        ),
        (
            "[audio](https://example.org/a.mp3)",
            {},
            "the recording `https://example.org/a.mp3` is no file of this paper "
            "(save the file in the content folder, and write its name)",
        ),
        (
            "[audio](../../a.mp3)",
            {},
            "the recording ../../a.mp3 lies outside the content folder (copy it into that folder)",
        ),
        (
            "[video](talk.wav)",
            {"articles/talk.wav": wav()},
            "articles/talk.wav is sound without a picture (write `[audio](…)`)",
        ),
        (
            "[audio](a.mp4)",
            {"articles/a.mp4": mp4()},
            "articles/a.mp4 is a film (write `[video](…)`)",
        ),
        (
            "[audio](a.mp3)",
            {"articles/a.mp3": wav()},
            "articles/a.mp3 is a file of the kind WAV under another name "
            "(rename it to `articles/a.wav`)",
        ),
        (
            "[video](a.mp4)",
            {"articles/a.mp4": mp4(), "articles/a.vtt": "1\n00:00:01,000 --> 00:00:02,000\nSo.\n"},
            "articles/a.vtt holds no captions in the format WebVTT "
            "(begin it with the line `WEBVTT`, or export it anew)",
        ),
        (
            "[audio](a.wav)",
            {"articles/a.wav": wav(), "articles/a.transcript.txt": "So.<!-- Rena -->"},
            "articles/a.transcript.txt holds a comment, which readers would see (take it out)",
        ),
        (
            "[audio](a.wav)",
            {"articles/a.wav": wav(), "articles/a.transcript.txt": b"\xff\xfe"},
            "articles/a.transcript.txt is not UTF-8 (save it as UTF-8)",
        ),
        (
            '[video](a.mp4){poster="b.jpg"}',
            {"articles/a.mp4": mp4(), "articles/c.jpg": jpeg()},
            "the still b.jpg does not exist (did you mean `c.jpg`?)",
        ),
        (
            '[video](a.mp4){poster="b.jpg"}',
            {"articles/a.mp4": mp4(), "articles/b.jpg": b"no picture"},
            "the still articles/b.jpg is damaged, or no picture "
            "(save it again as JPEG, PNG, WebP or AVIF)",
        ),
        (
            "[video](a.mp4)",
            {
                "articles/a.mp4": mp4(
                    track(b"vide", b"avc1", (16, 9)), told=box(b"udta", box(b"\xa9xyz", b"+59+010"))
                ),
                "articles/a.vtt": VTT,
            },
            "articles/a.mp4 says where it was recorded "
            "(export it without, or run `ffmpeg -i OLD -map_metadata -1 -c copy NEW`)",
        ),
    ],
)
def test_a_recording_that_cannot_be_played_stops_the_build(
    site: MakeSite, body: str, files: dict[str, Any], told: str
) -> None:
    """With its line, what is wrong, and what to do."""
    paper = site({"articles/a.md": story(body), **files})
    assert paper.faults == [f"articles/a.md:7: {told}"]


def test_a_line_that_is_shown_as_code_is_none_of_a_recording(site: MakeSite) -> None:
    """The fault has the line of the player."""
    paper = site({"articles/a.md": story("```\n[audio](a.wav)\n```\n\n[audio](a.wav)")})
    (told,) = paper.faults
    assert told.startswith("articles/a.md:11: the recording a.wav does not exist")


def test_a_large_recording_is_warned_of_and_a_larger_one_refused(site: MakeSite) -> None:
    """At the bounds that the paper sets."""
    files = {"media/clip.mp4": mp4(filler=1_200_000), "media/clip.vtt": VTT}
    paper = built(site, VIDEO, files, MULTIMEDIA_LARGE_MB=1)
    assert paper.warnings == [
        "articles/a.md:9: media/clip.mp4 has 1 megabytes, which readers have to load "
        "(export it smaller, or put it on a service and embed it)"
    ]
    refused = site(
        {"articles/a.md": story(VIDEO), **files}, MULTIMEDIA_LARGE_MB=1, MULTIMEDIA_LARGEST_MB=1
    )
    assert "more than the 1 allowed" in refused.faults[0]


def test_what_nobody_can_read_is_told(site: MakeSite) -> None:
    """Captions or a transcript are wanted of each recording, in a format that browsers read."""
    paper = built(site, VIDEO, {"media/clip.mp4": mp4()})
    assert paper.warnings == [
        "articles/a.md:9: nobody can read what is said in media/clip.mp4 (lay captions beside it, "
        "media/clip.vtt, or a transcript, media/clip.transcript.txt)"
    ]
    paper = built(site, VIDEO, {"media/clip.mp4": mp4(), "media/clip.srt": "1"})
    assert "media/clip.srt are not shown" in paper.warnings[0]


def test_a_hidden_story_leaves_no_trace_of_its_recordings(site: MakeSite) -> None:
    """Neither the file, nor captions, still and words, even if the settings publish the folder."""
    files = {
        "articles/a.md": story(VIDEO, status="draft"),
        "articles/b.md": story(title="Another"),
        "media/clip.mp4": mp4(),
        "media/clip.vtt": VTT,
        "media/clip.jpg": jpeg(),
        "media/clip.transcript.txt": "Rena says so.",
    }
    paper = site(files, STATIC_PATHS=["media"])
    assert paper.faults == []
    assert [path for path in paper.files() if "clip" in path] == []
    assert not any(b"Rena says so" in data for data in paper.files().values())


def test_feeds_carry_recordings_as_links_and_enclosures(site: MakeSite) -> None:
    """With size and type, as readers of feeds and podcast programs want them."""
    paper = built(site, '[audio](talk.mp3 "Rena (Jane Doe)")', {"articles/talk.mp3": mp3()})
    feed = etree.fromstring(paper.files()["feeds/all.atom.xml"])
    (link,) = feed.iterfind(".//{*}entry/{*}link[@rel='enclosure']")
    url = "http://localhost:8000/articles/talk.mp3"
    assert dict(link.attrib) == {
        "rel": "enclosure",
        "href": url,
        "type": "audio/mpeg",
        "length": str(len(mp3())),
    }
    (content,) = feed.iterfind(".//{*}entry/{*}content")
    assert f'<a href="{url}">Listen to the recording</a>: Rena (Jane Doe)' in (content.text or "")
    assert "<audio" not in (content.text or "")


def test_recordings_in_stories_of_agencies_stay_behind_in_feeds(site: MakeSite) -> None:
    """The paper may print such a story, and others may not have it from the paper."""
    policy = {"id": "afp", "kind": "agency", "name": "AFP", "owner": "AFP", "statement": "AFP's."}
    terms = {"default": "afp", "policies": [policy]}
    paper = built(site, "[audio](talk.mp3)", {"articles/talk.mp3": mp3()}, REPUBLISHING=terms)
    feeds = [data for path, data in paper.files().items() if path.startswith("feeds/")]
    assert feeds
    assert not any(b"talk.mp3" in data for data in feeds)


def test_what_lies_beside_a_recording_is_looked_at_in_each_build(site: MakeSite) -> None:
    """Captions that are new, changed or gone change the page, as a clean build would have it."""
    text, film = story(VIDEO), {"media/clip.mp4": mp4()}
    for beside in (
        {"media/clip.vtt": VTT},
        {},
        {"media/clip.txt": "So."},
        {"media/clip.txt": "No."},
    ):
        paper = site({"articles/a.md": text, **film, **beside})
        html = prose(paper)
        assert len(html.select("track")) == ("media/clip.vtt" in beside)
        words = [p.text for p in html.select("details p")]
        assert words == ([beside["media/clip.txt"]] if "media/clip.txt" in beside else [])
