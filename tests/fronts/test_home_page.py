"""The home page: what leads, what stands second, and what stands apart."""

from __future__ import annotations

from collections import Counter

import pytest
from front_desk import PICTURE, WITH_PICTURE, day, files, found, of_width, slugs, with_widths
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.small_paper import MakeSite, Paper

LEAD, SECOND, LATEST = "article.lead", ".front-second", ".latest"
OPINION, BLOCKS = ".voices", ".block:not(.voices)"
PLACES = (LEAD, SECOND, OPINION, BLOCKS, LATEST)


def opinion(front: dict[str, str]) -> dict[str, str]:
    """Return the front matter of a story as one of the section Opinion."""
    return {"category": "Opinion", **front}


def home(paper: Paper, part: str) -> list[str]:
    """Return the slugs of the stories in a part of the home page."""
    assert paper.stopped is None, paper.faults
    return slugs(paper.html("index.html"), part)


def news(count: int, *pictured: int) -> list[tuple[str, dict[str, str]]]:
    """Return news of a section: n0 is the newest; some have a picture."""
    return [
        (f"n{n}", {"date": day(100 - n), **({"image": WITH_PICTURE} if n in pictured else {})})
        for n in range(count)
    ]


class TestLead:
    @pytest.mark.parametrize(
        ("pictured", "lead"),
        [((), "n0"), ((0, 1), "n0"), ((1, 3), "n1"), ((3,), "n3"), ((4,), "n0"), ((5,), "n0")],
    )
    def test_the_newest_of_four_that_has_a_picture_leads(
        self, site: MakeSite, pictured: tuple[int, ...], lead: str
    ) -> None:
        """Where none of the newest four has one, the newest leads; the next four stand second."""
        paper = site({**PICTURE, **files(*news(7, *pictured))})
        assert home(paper, LEAD) == [lead]
        assert home(paper, SECOND) == [f"n{n}" for n in range(5) if f"n{n}" != lead]

    def test_news_of_all_sections_stand_on_top(self, site: MakeSite) -> None:
        """The top of the page is by time, not by section."""
        science = ("s", {"date": day(99.5), "category": "Science"})
        paper = site(files(*news(3), science))
        assert home(paper, LEAD) == ["n0"] and home(paper, SECOND) == ["s", "n1", "n2"]


class TestPixels:
    """A picture of few pixels stands nowhere so large that it would be blurred."""

    @pytest.mark.parametrize(
        ("widths", "lead", "shape"),
        [
            ((400, 900, 0), "n1", "front-alone"),
            ((899, 400, 0), "n0", "front-quiet"),
            ((0, 400, 0), "n1", "front-quiet"),
            ((0, 0, 0), "n0", "front-words"),
        ],
    )
    def test_a_lead_has_pixels_enough_or_a_smaller_place(
        self, site: MakeSite, widths: tuple[int, ...], lead: str, shape: str
    ) -> None:
        """Rather one of the newest four that has them leads; editors may want it otherwise."""
        content = {**of_width(*filter(None, widths)), **files(*with_widths(*widths))}
        paper = site(content)
        assert home(paper, LEAD) == [lead]
        assert paper.html("index.html").select(f".front-page.{shape}")
        content["fronts/home.yaml"] = "layout: major"
        assert site(content).html("index.html").select(".front-page.front-major")

    @pytest.mark.parametrize(
        ("widths", "layout", "first"),
        [
            ((599, 600, 0, 0), "feature", "n6"),
            ((599, 400, 0, 0), "words", "n5"),
            ((599, 400, 400, 400), "row", "n5"),
        ],
    )
    def test_the_big_story_of_a_block_has_pixels_enough(
        self, site: MakeSite, widths: tuple[int, ...], layout: str, first: str
    ) -> None:
        """Where no picture has them, all are small, or there is none."""
        told = with_widths(0, 0, 0, 0, 0, *widths)
        paper = site({**of_width(*filter(None, widths)), **files(*told)})
        assert paper.html("index.html").select(f".block-{layout}")
        assert home(paper, BLOCKS)[0] == first

    def test_what_editors_put_first_decides_whether_a_story_is_big(self, site: MakeSite) -> None:
        """It stays first, so it is its picture that needs the pixels."""
        told = with_widths(0, 0, 0, 0, 0, 400, 600, 600)
        content = {**of_width(400, 600), **files(*told)}
        for first, layout in (("n5", "row"), ("n6", "feature")):
            order = f"blocks: [{{section: World, stories: [articles/{first}.md]}}]\n"
            made = site({**content, "fronts/home.yaml": order})
            assert made.html("index.html").select(f".block-{layout}")
            assert home(made, BLOCKS)[0] == first
            assert not [each for each in made.warnings if "fronts/" in each]

    @pytest.mark.parametrize(("width", "shape"), [(719, "quiet"), (720, "section"), (0, "section")])
    def test_so_has_the_lead_of_another_front(self, site: MakeSite, width: int, shape: str) -> None:
        """Or its place is smaller; editors may want it otherwise."""
        told = [(slug, {**front, "tags": "[Boats]"}) for slug, front in with_widths(width)]
        content = {**of_width(*filter(None, (width,))), **files(*told)}
        for page in ("world/index.html", "topics/boats/index.html"):
            assert site(content).html(page).select(f".section-lead.front-{shape}")
        content["fronts/world.yaml"] = "layout: major"
        assert site(content).html("world/index.html").select(".section-lead.front-major")


class TestOpinion:
    def test_opinion_is_not_among_the_news(self, site: MakeSite) -> None:
        """However new and well pictured, it leads nothing, and stands in a part of its own."""
        voices = [
            (f"o{n}", opinion({"date": day(200 - n), "image": WITH_PICTURE})) for n in range(3)
        ]
        paper = site({**PICTURE, **files(*news(7), *voices)})
        assert home(paper, LEAD) == ["n0"]
        assert home(paper, SECOND) == ["n1", "n2", "n3", "n4"]
        assert home(paper, BLOCKS) == ["n5", "n6"]
        assert home(paper, OPINION) == ["o0", "o1", "o2"]

    def test_every_opinion_section_has_its_part(self, site: MakeSite) -> None:
        """A paper may have editorials and letters."""
        sections = [
            "World",
            {"name": "Editorials", "opinion": True},
            {"name": "Letters", "opinion": True},
        ]
        told = [("e", {"category": "Editorials"}), ("l", {"category": "Letters"}), ("w", {})]
        paper = site(files(*told), SECTIONS=sections, NEWSLETTERS=[])
        assert home(paper, OPINION) == ["e", "l"] and home(paper, BLOCKS) == []
        headings = [each.get_text() for each in paper.html("index.html").select(".voices h2")]
        assert headings == ["Editorials", "Letters"]


class TestLatest:
    def test_it_says_what_else_is_new(self, site: MakeSite) -> None:
        """Opinion too; eight at most, the newest first, and nothing that stands on the page."""
        voices = [(f"o{n}", opinion({"date": day(99.97 - n / 50)})) for n in range(6)]
        paper = site(files(*busy(20), *voices))
        assert home(paper, SECOND) + home(paper, BLOCKS) == [f"n{n}" for n in range(1, 9)]
        assert home(paper, OPINION) == ["o0", "o1", "o2", "o3"]
        shown = {*home(paper, SECOND), *home(paper, BLOCKS), *home(paper, OPINION)}
        latest = home(paper, LATEST)
        assert len(latest) == 8 and not shown & set(latest)
        assert {"o4", "o5"} < set(latest) <= {"o4", "o5", *(f"n{n}" for n in range(9, 15))}
        assert paper.html("index.html").select_one(f"{LATEST} time")

    def test_it_marks_what_was_corrected(self, site: MakeSite) -> None:
        """As cards do."""
        told = [
            (slug, {**front, "corrections": "[{date: 2025-01-02, text: Wrong.}]"})
            for slug, front in busy(14)
        ]
        lines = site(files(*told)).html("index.html").select(f"{LATEST} li")
        assert lines and all(line.select_one(".card-corrected") for line in lines)

    @pytest.mark.parametrize("count", [1, 9, 12])
    def test_there_is_none_of_few(self, site: MakeSite, count: int) -> None:
        """Three lines beside a page of pictures would be a hole."""
        assert home(site(files(*busy(count))), LATEST) == []

    def test_what_is_old_is_not_the_latest(self, site: MakeSite) -> None:
        """Where a paper prints a story a day, all that is new stands on the page."""
        assert home(site(files(*news(20))), LATEST) == []


def busy(count: int) -> list[tuple[str, dict[str, str]]]:
    """Return the news of a busy day: n0 is the newest."""
    return [(f"n{n}", {"date": day(100 - n / 50)}) for n in range(count)]


class TestRows:
    def test_the_big_story_of_a_block_is_the_newest_with_a_picture(self, site: MakeSite) -> None:
        """Where none has one, the newest."""
        told = news(9, 0, 7)
        assert home(site({**PICTURE, **files(*told)}), BLOCKS) == ["n7", "n5", "n6", "n8"]
        assert home(site(files(*news(9))), BLOCKS) == ["n5", "n6", "n7", "n8"]

    @pytest.mark.parametrize("pictured", [(0, 1, 2, 3, 4, 5, 6, 7, 8), (0, 1, 3, 4, 5, 6, 7)])
    def test_in_a_row_all_stories_have_a_picture_or_none(
        self, site: MakeSite, pictured: tuple[int, ...]
    ) -> None:
        """One without a picture would stand as if it were forgotten."""
        page = site({**PICTURE, **files(*news(9, *pictured))}).html("index.html")
        for row, of in ((SECOND, range(1, 5)), (".block-more", range(6, 9))):
            shown = len(page.select(f"{row} .card-picture"))
            assert shown == (len(of) if set(of) <= set(pictured) else 0)

    def test_a_long_standfirst_ends_with_a_sentence(self, site: MakeSite) -> None:
        """As many as there is room for on a card; no abbreviation ends one."""
        first = "The port is open. Ships of the U.S. Navy wait outside."
        paper = site(files(("a", {"summary": f"'{first} {'Work goes on there. ' * 12}'"})))
        card = found(paper.html("index.html"), ".standfirst").get_text().strip()
        assert card.startswith(first) and card.endswith("on there.") and len(card) <= 180

    @pytest.mark.parametrize("end", ["there.", "there (or not!).", "“there”."])
    def test_a_long_first_sentence_stands_alone(self, site: MakeSite, end: str) -> None:
        """Nobody cuts a sentence, and what follows it would be too much."""
        first = f"{'Work goes on ' * 16}{end}"
        paper = site(files(("a", {"summary": f"{first} Ships wait outside. So do we."})))
        assert found(paper.html("index.html"), ".standfirst").get_text().strip() == first


class TestBlocks:
    def test_each_section_shows_its_newest_that_stand_nowhere_else(self, site: MakeSite) -> None:
        """In the order of the settings, four each, under a heading that leads to the front."""
        science = [(f"s{n}", {"date": day(n), "category": "Science"}) for n in range(6)]
        paper = site(files(*news(6), *science), SECTIONS=["Science", "World"], NEWSLETTERS=[])
        blocks = paper.html("index.html").select(BLOCKS)
        assert [slugs(block, "article") for block in blocks] == [["s5", "s4", "s3", "s2"], ["n5"]]
        heads = [found(block, "h2 a") for block in blocks]
        assert [(head.get_text(), head["href"]) for head in heads] == [
            ("Science", "/science/"),
            ("World", "/world/"),
        ]

    @settings(max_examples=6)
    @given(
        st.lists(
            st.tuples(st.sampled_from(["World", "Science", "Culture", "Opinion"]), st.booleans()),
            min_size=1,
            max_size=25,
        )
    )
    def test_no_story_stands_twice(self, site: MakeSite, told: list[tuple[str, bool]]) -> None:
        """Nor does one among the newest of its section go missing."""
        stories = [
            (
                f"s{n}",
                {
                    "date": day(n),
                    "category": section,
                    **({"image": WITH_PICTURE} if pictured else {}),
                },
            )
            for n, (section, pictured) in enumerate(told)
        ]
        paper = site({**PICTURE, **files(*stories)})
        counts = Counter(slug for place in PLACES for slug in home(paper, place))
        assert set(counts.values()) == {1}
        newest = {section: f"s{n}" for n, (section, _) in enumerate(told)}
        assert set(newest.values()) <= set(counts)


class TestEmptyParts:
    def test_a_paper_of_one_story(self, site: MakeSite) -> None:
        """It leads; nothing else stands on the page, and no empty box."""
        paper = site(files(("only", {})))
        page = paper.html("index.html")
        assert slugs(page) == ["only"]
        assert page.select(f"{SECOND}, {OPINION}, {BLOCKS}, {LATEST}") == []

    def test_a_paper_of_opinion_alone(self, site: MakeSite) -> None:
        """There is no lead; the opinion has its part."""
        paper = site(files(("o", opinion({}))))
        assert home(paper, OPINION) == ["o"]
        assert paper.html("index.html").select(f"{LEAD}, {SECOND}, {BLOCKS}") == []
