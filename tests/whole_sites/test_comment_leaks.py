"""A comment is on no page, in no feed, on no copy and in no head, whatever file it stands in."""

from __future__ import annotations

import pytest

from tests.support.small_paper import MakeSite, story

NOTE = "<!-- xyzzy: ask\n\n  xyzzy -->"
LINE = "<!-- xyzzy -->"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><title>t</title></svg>"


def test_a_comment_is_nowhere_in_the_output(site: MakeSite) -> None:
    """Stories, their front matter, pictures, sidecars, authors and pages: all media."""
    full = story(
        f"One. {NOTE} Two.\n\n- Three {NOTE}\n- Four\n\n"
        f'![alt {LINE}](/images/a.svg "caption {LINE} (Jane {LINE})")\n\n'
        f"{NOTE}\n\n<!-- ![x](/images/xyzzy.svg) [newsletter xyzzy] [x](xyzzy.md) -->\n\n"
        f"[newsletter {LINE}]\n\n## Five {NOTE}\n\n[six {LINE}](https://example.org/{LINE})\n",
        title=f'"Harbour {LINE} reopens"',
        summary=f'"Standfirst {LINE}"',
        kicker=f'"Kicker {LINE}"',
        dateline=f'"OSLO {LINE}"',
        key_facts=f'["Fact {LINE}"]',
        tags=f'["Ports {LINE}"]',
        authors=f'["Jane Doe {LINE}"]',
        image=f'{{src: /images/a.svg, alt: "a {LINE}", caption: "c {LINE}", credit: "J {LINE}"}}',
        corrections=f'[{{date: 2024-06-12, text: "Wrong {LINE}"}}]',
        rights="open",
    )
    paper = site(
        {
            "articles/a.md": full,
            "authors/jane.md": f"---\nname: Jane Doe {LINE}\nrole: R {LINE}\n---\nBio {NOTE}\n",
            "pages/about.md": f"---\ntitle: About {LINE}\nsummary: S {LINE}\n---\nText {NOTE}\n",
            "images/a.svg": SVG,
            "images/a.svg.yaml": f'credit: "Jane {LINE}"\nalt: "b {LINE}"\n',
            "images/xyzzy.svg": SVG,
        }
    )
    assert paper.faults == []
    assert paper.html("2024/06/harbour-reopens/index.html").find("h1").get_text() == (
        "Harbour reopens"
    )
    for path, data in paper.files().items():
        assert "xyzzy" not in path and b"xyzzy" not in data, path


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"articles/a.md": story("One <!-- xyzzy")}, "articles/a.md:7"),
        ({"articles/a.md": story(summary="One <!-- xyzzy")}, "articles/a.md:5"),
        (
            {"articles/a.md": story(), "pages/b.md": "---\ntitle: B\n---\n\n<!-- xyzzy\n\nOne"},
            "pages/b.md:5",
        ),
        (
            {
                "articles/a.md": story(image="{src: /images/a.svg, alt: a}"),
                "images/a.svg": SVG,
                "images/a.svg.yaml": "alt: b\ncredit: Jane <!-- xyzzy\n",
            },
            "images/a.svg.yaml:2",
        ),
    ],
    ids=["body", "front matter", "page", "sidecar"],
)
def test_a_comment_that_is_not_closed_stops_the_build(
    site: MakeSite, files: dict[str, str | bytes], fault: str
) -> None:
    """With the line on which it begins."""
    paper = site(files)
    assert paper.faults == [f"{fault}: a comment is not closed (close it with -->)"]
    assert not paper.output.exists()
