"""Drafts and stories of the future leave no trace for readers, and show in a preview."""

from __future__ import annotations

import pytest

from tests.support.small_paper import MakeSite, Paper, story

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><title>t</title></svg>"
WORDS = ("xyzzy", "Xyzzy", "XYZZY")


def secret(**state: str) -> str:
    """Return a story in which everything that could show has the secret word in it."""
    return story(
        'Body xyzzy1 with ![alt xyzzy2](/images/xyzzy3.svg "caption xyzzy4 (xyzzy5)")\n\n'
        "[file]({static}/files/xyzzy6.pdf)\n\n"
        '![alt](/images/xyzzy3.svg "caption xyzzy4 (xyzzy5)")\n\n[newsletter]',
        title="Headline xyzzy7",
        slug="slug-xyzzy8",
        summary="Standfirst xyzzy9",
        kicker="Kicker xyzzy10",
        dateline="XYZZY",
        key_facts="[Fact xyzzy18]",
        tags="[Topic Xyzzy11, Ports]",
        authors="[Author Xyzzy12]",
        image="{src: /images/lead-xyzzy13.svg, alt: a, credit: Credit xyzzy14}",
        corrections="[{date: 2024-06-12, text: xyzzy15}]",
        aliases="[/old-xyzzy16/]",
        rights="open",
        **state,
    )


def files(text: str) -> dict[str, str | bytes]:
    return {
        "articles/2024/secret-xyzzy17.md": text,
        "articles/2024/public.md": story(
            "See [the other story]({filename}secret-xyzzy17.md) and [again](secret-xyzzy17.md#p).",
            tags="[Ports]",
            authors="[Jane Doe]",
        ),
        "images/xyzzy3.svg": SVG,
        "images/xyzzy3.svg.yaml": "credit: xyzzy18",
        "images/lead-xyzzy13.svg": SVG,
        "files/xyzzy6.pdf": b"%PDF xyzzy19",
    }


HIDDEN = {
    "draft": {"status": "draft"},
    "future": {"date": "2026-11-22T12:00:01+00:00"},
    "embargo": {"embargo": "2026-11-22T12:00:01+00:00"},
    "zone": {"embargo": "2026-11-22T12:30:00"},
    "draft embargo": {"status": "draft", "embargo": "2020-01-01"},
}


def traces(paper: Paper) -> list[str]:
    """Return where in the output, names and bytes, a secret word is."""
    found = []
    for path, data in paper.files().items():
        for word in WORDS:
            if word in path or word.encode() in data:
                found.append(f"{path}: {word}")
    return found


class TestNoTrace:
    @pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)
    def test_a_hidden_story_is_nowhere_in_the_output(
        self, site: MakeSite, state: dict[str, str]
    ) -> None:
        """No word, slug, topic, author, picture or file of it, though a public story links it."""
        paper = site(files(secret(**state)))
        assert paper.stopped is None, paper.faults
        assert traces(paper) == []

    def test_a_hidden_section_is_not_there_either(self, site: MakeSite) -> None:
        """Where sections are taken from the content, they are taken from public stories."""
        text = secret(status="draft").replace("category: World", "category: Section Xyzzy20")
        paper = site(files(text), SECTIONS=None, NEWSLETTERS=[])
        assert paper.stopped is None, paper.faults
        assert traces(paper) == [] and (paper.output / "world" / "index.html").exists()

    def test_a_story_that_is_taken_back_takes_its_traces_with_it(self, site: MakeSite) -> None:
        """What was public yesterday and is a draft today is gone from the folder."""
        assert traces(site(files(secret())))
        assert traces(site(files(secret(status="draft")))) == []

    def test_a_link_to_a_hidden_story_is_plain_text_and_a_warning(self, site: MakeSite) -> None:
        """The words stay, without an address; the editor is told."""
        paper = site(files(secret(status="draft")))
        prose = paper.html("2024/06/harbour-reopens/index.html").select_one(".prose")
        assert prose is not None and "See the other story and again." in prose.get_text()
        assert all("href" not in link.attrs for link in prose.find_all("a", string="again"))
        assert any("readers cannot see that story yet" in line for line in paper.warnings)

    def test_a_story_appears_at_the_very_moment(self, site: MakeSite) -> None:
        """An embargo ends when it says, not a build later."""
        paper = site(files(secret(embargo="2026-11-22T12:00:00+00:00")))
        assert (paper.output / "2024/06/slug-xyzzy8/index.html").exists()


class TestPreview:
    @pytest.mark.parametrize(
        ("state", "label"),
        [
            ({"status": "draft"}, "Draft"),
            ({"embargo": "2026-12-01T07:00:00"}, "Embargoed until 1 December 2026, 07:00"),
            ({"date": "2026-12-01T07:00:00"}, "Embargoed until 1 December 2026, 07:00"),
        ],
    )
    def test_a_preview_shows_and_marks_what_is_hidden(
        self, site: MakeSite, state: dict[str, str], label: str
    ) -> None:
        """Nobody takes a draft for a published page, nor does a search engine."""
        paper = site(files(secret(**state)), DRAFTS=True)
        path = "2026/12" if "date" in state else "2024/06"
        page = paper.html(f"{path}/slug-xyzzy8/index.html")
        assert label in page.get_text()
        robots = page.select_one("meta[name=robots]")
        assert robots is not None and "noindex" in str(robots["content"])
        assert label in paper.html("world/index.html").get_text()

    def test_a_public_story_has_no_mark(self, site: MakeSite) -> None:
        """Only what is hidden has a state."""
        page = site(files(secret())).html("2024/06/slug-xyzzy8/index.html")
        assert page.select_one(".state") is None
        assert "noindex" not in str(page.select_one("meta[name=robots]"))


class TestFaultsToCome:
    """What is under embargo is checked today, not on the morning when it is to appear."""

    EMBARGO = "2026-11-23T06:00:00"

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            (
                story("[x](missing.md)", slug="b", embargo=EMBARGO),
                "articles/b.md:9: the link to articles/missing.md does not exist"
                " (correct the path)",
            ),
            (
                story(slug="taken", embargo=EMBARGO),
                "articles/a.md:5: duplicate address /2024/06/taken/"
                " (articles/b.md:5 has it; change one)",
            ),
            (
                story(newsletter="mornin", embargo=EMBARGO),
                "articles/b.md:5: unknown newsletter “mornin” (did you mean `morning`?)",
            ),
            (
                story(rights="agencies", embargo=EMBARGO),
                "articles/b.md:5: unknown rights policy “agencies” (did you mean `agency`?)",
            ),
        ],
        ids=["link", "address", "newsletter", "rights"],
    )
    def test_a_fault_under_embargo_stops_the_build_now(
        self, site: MakeSite, text: str, fault: str
    ) -> None:
        """Links, addresses, newsletters and rights, as if the story were already out."""
        paper = site({"articles/a.md": story(slug="taken"), "articles/b.md": text})
        assert paper.faults == [fault]

    def test_a_draft_may_be_unfinished(self, site: MakeSite) -> None:
        """Only what will publish itself is checked so far."""
        draft = story("[x](missing.md)", slug="taken", status="draft", embargo=self.EMBARGO)
        paper = site({"articles/a.md": story(slug="taken"), "articles/b.md": draft})
        assert paper.stopped is None

    def test_a_good_story_under_embargo_stops_nothing(self, site: MakeSite) -> None:
        """Stories of the future may link to each other and to those of today."""
        paper = site(
            {
                "articles/a.md": story("[x](b.md)", slug="a"),
                "articles/b.md": story("[x](a.md) [y](c.md)", slug="b", embargo=self.EMBARGO),
                "articles/c.md": story("[x](b.md)", slug="c", embargo="2026-12-24T06:00:00"),
            }
        )
        assert paper.stopped is None, paper.faults
        assert not (paper.output / "2024/06/b").exists()
