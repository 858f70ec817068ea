"""Front files: what editors say of the home page and of the fronts of sections."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from front_desk import PICTURE, WITH_PICTURE, day, files, found, slugs

from tests.support.small_paper import MakeSite, Paper

HOME, WORLD = "fronts/home.yaml", "fronts/world.yaml"
SECTIONS = ["World", "Science", {"name": "Opinion", "opinion": True}]
Told = tuple[str, dict[str, str]]


def told(count: int, section: str = "World", *, pictured: int = 0) -> list[Told]:
    """Return stories of a section, the newest first, the first of them with a picture."""
    return [
        (
            f"{section[0].lower()}{n}",
            {
                "date": day(100 - n / 10),
                "category": section,
                **({"image": WITH_PICTURE} if n < pictured else {}),
            },
        )
        for n in range(count)
    ]


@pytest.fixture
def paper(site: MakeSite) -> MakeSite:
    """A maker of papers with front files and stories, ten of the world where none are given."""

    def make(fronts: Mapping[str, str], *stories: Told, **settings: object) -> Paper:
        return site(
            {**PICTURE, **fronts, **files(*(stories or told(10)))},
            **{"SECTIONS": SECTIONS, "NEWSLETTERS": [], **settings},
        )

    return make


def shown(paper: Paper, part: str, page: str = "index.html") -> list[str]:
    """Return the slugs of the stories in a part of a page."""
    assert paper.stopped is None, paper.faults
    return slugs(paper.html(page), part)


class TestTop:
    ORDER = "lead: articles/w7.md\nseconds: [articles/w9.md, articles/w2.md]\n"

    def test_editors_choose_what_leads_and_what_follows(self, paper: MakeSite) -> None:
        """The rules fill what they leave open, and no story stands twice."""
        made = paper({HOME: self.ORDER})
        assert shown(made, ".lead") == ["w7"]
        assert shown(made, ".front-second") == ["w9", "w2", "w0", "w1"]
        assert shown(made, ".block") == ["w3", "w4", "w5", "w6"]

    def test_so_they_do_for_a_section(self, paper: MakeSite) -> None:
        """In the file with its slug; the home page is left as it is."""
        made = paper({WORLD: self.ORDER})
        assert shown(made, "main", "world/index.html")[:4] == ["w7", "w9", "w2", "w0"]
        assert shown(made, ".lead") == ["w0"]

    def test_a_front_has_words_of_its_own(self, paper: MakeSite) -> None:
        """Set as texts are, and harmless whatever signs they have; the story keeps its own."""
        order = "lead: {story: articles/w7.md, headline: '\"Open\" <b>', standfirst: At last.}\n"
        made = paper({HOME: order, WORLD: order})
        for page in ("index.html", "world/index.html"):
            lead = found(made.html(page), ".lead")
            assert found(lead, ".headline").get_text(strip=True) == "“Open” <b>"
            assert found(lead, ".standfirst").get_text(strip=True) == "At last."
        headline = made.html("2024/04/w7/index.html").h1
        assert headline and headline.get_text(strip=True) == "W7"

    def test_stories_on_the_same_matter_are_linked_below_the_lead(self, paper: MakeSite) -> None:
        """They stand nowhere else on the page."""
        order = "lead: {story: articles/w7.md, below: [articles/w0.md, articles/w1.md]}\n"
        made = paper({HOME: order, WORLD: order})
        for page in ("index.html", "world/index.html"):
            assert shown(made, ".lead-below", page) == ["w0", "w1"]
            assert sorted(shown(made, "main", page)).count("w0") == 1

    def test_a_story_keeps_its_place_until_a_moment(self, paper: MakeSite) -> None:
        """Then the page is as if the line were not there; no other page changes."""
        order = "lead: {story: articles/w7.md, until: '2024-06-12T18:00:00+00:00'}\nseconds: [articles/w9.md]\n"
        before = paper({HOME: order}, NOW="2024-06-12T17:59:00+00:00")
        assert shown(before, ".lead") == ["w7"]
        kept = before.files()
        after = paper({HOME: order}, NOW="2024-06-12T18:00:00+00:00")
        assert shown(after, ".lead") == ["w0"] and shown(after, ".front-second")[0] == "w9"
        changed = {path for path, data in after.files().items() if kept.get(path) != data}
        assert changed == {"index.html"}

    def test_a_day_as_the_end_counts_to_its_end(self, paper: MakeSite) -> None:
        """Of a place as of an announcement."""
        order = "lead: {story: articles/w7.md, until: 2024-06-12}\n"
        last = paper({HOME: order}, NOW="2024-06-12T20:00:00+00:00")
        assert shown(last, ".lead") == ["w7"]
        over = paper({HOME: order}, NOW="2024-06-13T00:00:00+00:00")
        assert shown(over, ".lead") == ["w0"]
        said = f"{HOME}:1: the time of articles/w7.md at this place is over (take it out)"
        assert said in over.warnings

    def test_a_story_comes_to_its_place_at_a_moment(self, paper: MakeSite) -> None:
        """Before that it may be hidden; it is laid out as all others are, and nothing is told."""
        order = "lead: {story: articles/soon.md, from: '2024-06-12T06:00:00+00:00', headline: It is out}\n"
        soon = ("soon", {"date": "2024-06-12T06:00:00+00:00"})
        before = paper({HOME: order}, *told(9), soon, NOW="2024-06-12T05:59:00+00:00")
        assert shown(before, ".lead") == ["w0"]
        assert not [each for each in before.warnings if HOME in each]
        assert not any(b"It is out" in data for data in before.files().values())
        after = paper({HOME: order}, *told(9), soon, NOW="2024-06-12T06:00:00+00:00")
        assert shown(after, ".lead") == ["soon"]

    @pytest.mark.parametrize("layout", ["major", "quiet"])
    def test_a_day_has_its_layout(self, paper: MakeSite, layout: str) -> None:
        """Major news, or a day without any."""
        made = paper({HOME: f"layout: {layout}\n", WORLD: f"layout: {layout}\n"})
        for page in ("index.html", "world/index.html"):
            assert made.html(page).select_one(f".front-{layout} .lead")

    def test_a_front_announces_for_a_time(self, paper: MakeSite) -> None:
        """Above that page alone, beside what the paper announces."""
        order = (
            "announcement: {text: Polls close at 22:00, link: [Live, /world/], until: 2024-06-12}\n"
        )
        told = [{"text": "We are on strike."}]
        now = {"NOW": "2024-06-12T12:00:00+00:00", "ANNOUNCEMENTS": told}
        made = paper({HOME: order}, **now)
        lines = [p.get_text(strip=True) for p in made.html("index.html").select(".announcements p")]
        assert lines == ["Polls close at 22:00Live", "We are on strike."]
        assert "Polls" not in made.html("world/index.html").get_text()
        over = paper({HOME: order}, **{**now, "NOW": "2024-06-13T00:00:00+00:00"})
        assert "Polls" not in over.html("index.html").get_text()


class TestBlocks:
    def test_editors_order_the_sections(self, paper: MakeSite) -> None:
        """Those that they do not name follow; one can be left out, whatever is in it."""
        order = "blocks:\n- section: Science\n  stories: [articles/s2.md]\n- {section: opinion, shown: no}\n"
        made = paper({HOME: order}, *told(9), *told(3, "Science"), *told(2, "Opinion"))
        headings = [
            each.get_text(strip=True) for each in made.html("index.html").select(".block h2")
        ]
        assert headings == ["Science", "World"]
        assert shown(made, ".block")[0] == "s2"

    @pytest.mark.parametrize(
        ("pictured", "layouts"),
        [
            ((0, 0, 0), ["words", "words", "words"]),
            ((1, 1, 1), ["feature", "feature", "feature"]),
            ((4, 4, 4), ["feature", "pair", "row"]),
            ((2, 4, 0), ["feature", "pair", "words"]),
        ],
    )
    def test_blocks_that_follow_each_other_do_not_look_alike(
        self, paper: MakeSite, pictured: tuple[int, ...], layouts: list[str]
    ) -> None:
        """As far as their pictures allow: the one used for the longest time no more is next."""
        names = ["News", "World", "Science", "Culture"]
        stories = [each for name in names for each in told(5 if name == "News" else 4, name)]
        for name, count in zip(names[1:], pictured, strict=True):
            stories += told(4, name, pictured=count)
        by_slug = dict(stories)
        for n in range(5):
            by_slug[f"n{n}"] |= {"date": day(200)}
        made = paper({}, *by_slug.items(), SECTIONS=names)
        blocks = made.html("index.html").select(".block")
        kinds = [str(block["class"][1]).removeprefix("block-") for block in blocks]
        assert kinds == layouts

    def test_pictures_that_are_not_shown_small_make_no_row(self, paper: MakeSite) -> None:
        """A block of four charts of which none would be seen."""
        chart = {"image": WITH_PICTURE.replace("}", ", small: no}")}
        stories = [
            (f"s{n}", {"date": day(50 - n), "category": "Science", **chart}) for n in range(8)
        ]
        order = "blocks: [{section: World, layout: feature}, {section: Culture, layout: pair}]\n"
        sections = ["World", "Culture", "Science"]
        others = [*told(9, pictured=9), *told(8, "Culture", pictured=8)]
        for small, layout in ((stories, "feature"), (told(8, "Science", pictured=8), "row")):
            page = paper({HOME: order}, *others, *small, SECTIONS=sections).html("index.html")
            assert f"block-{layout}" in page.select(".block")[2]["class"]

    def test_stories_of_a_section_that_is_left_out_may_stand_elsewhere(
        self, paper: MakeSite
    ) -> None:
        """Nothing that editors name is lost."""
        order = "blocks: [{section: World, shown: no, stories: [articles/w0.md]}]\n"
        assert shown(paper({HOME: order}), ".lead") == ["w0"]

    def test_a_story_from_another_section_says_so(self, paper: MakeSite) -> None:
        """In a block; those of its own section need not."""
        order = "blocks: [{section: World, stories: [articles/s1.md]}]\n"
        made = paper({HOME: order}, *told(12), *told(8, "Science"))
        world = made.html("index.html").select(".block")[0]
        assert [each.get_text() for each in world.select(".kicker")] == ["Science"]

    def test_editors_choose_a_layout(self, paper: MakeSite) -> None:
        """Whatever the stories would have by themselves."""
        order = "blocks: [{section: World, layout: words}]\n"
        made = paper({HOME: order}, *told(9, pictured=9))
        block = found(made.html("index.html"), ".block-words")
        assert not block.select("img") and len(block.select("article")) == 4

    def test_opinion_has_faces(self, paper: MakeSite) -> None:
        """The portrait of whoever wrote it alone; screen readers pass over it."""
        author = f"---\nname: Ann Lee\nimage: {WITH_PICTURE}\n---\n\nShe writes.\n"
        voices = [
            ("lead", {"category": "Opinion", "date": day(50)}),
            ("o0", {"category": "Opinion", "authors": "[Ann Lee]"}),
            ("o1", {"category": "Opinion", "authors": "[Ann Lee, Bo Ek]"}),
        ]
        made = paper({"authors/ann-lee.md": author}, *told(3), *voices)
        for page, place in (("index.html", ".voices"), ("opinion/index.html", "main")):
            faces = made.html(page).select(f"{place} .card-face img")
            assert [face["alt"] for face in faces] == [""], page


class TestTheDay:
    def test_the_home_page_tells_the_day_of_the_newest_story(self, paper: MakeSite) -> None:
        """And not that of the build, which would change the page every day."""
        stamp = found(
            paper({}, ("w", {"date": "2024-06-11"})).html("index.html"), ".masthead-day time"
        )
        assert stamp["datetime"] == "2024-06-11" and stamp.get_text() == "Tuesday, 11 June 2024"


class TestFaults:
    @pytest.mark.parametrize(
        ("order", "line", "said"),
        [
            ("leed: articles/w1.md", 1, "did you mean `lead`?"),
            ("layout: loud", 1, "`layout`: not `major` or `quiet`"),
            ("seconds: articles/w1.md", 1, "write `seconds: [articles/w1.md]`"),
            ("blocks: World", 1, "write `blocks: [World]`"),
            ("lead: [articles/w1.md, articles/w2.md]", 1, "a list, where one is meant"),
            ("seconds:\n- articles/w1.md\n-\n", 3, "nothing stands here"),
            (
                "lead:\n  story: articles/w1.md\n  below: [{story: articles/w2.md}]",
                3,
                "name the story's file alone",
            ),
            (
                "seconds:\n- articles/w1.md\n- articles/nowhere.md",
                3,
                "there is no story articles/nowhere.md",
            ),
            ("lead:\n  story: articles/w11.md", 2, "write `articles/w1.md`"),
            ("lead: /2024/04/w3/", 1, "write `articles/w3.md`"),
            (
                "lead: articles/w1.md\nseconds: [articles/w1.md]",
                2,
                "has a place on this front already",
            ),
            ("blocks: [Wolrd]", 1, "did you mean `World`?"),
            ("blocks: [World, world]", 1, "stands here twice"),
            ("lead: articles/draft.md", 1, "give the place a `from`"),
            (
                "lead: {story: articles/w1.md, below: [articles/late.md]}",
                1,
                "its moment has not come",
            ),
            ("lead: articles/gone.md", 1, "was withdrawn"),
            ("lead: {story: articles/w1.md, below: [articles/w1.md]}", 1, "a place on this front"),
            (
                "lead:\n  story: articles/w1.md\n  below: [articles/w2.md, articles/w2.md]",
                3,
                "a place on this front",
            ),
            ("lead: articles/nowhere.md", 1, "name the story's file"),
            ("lead: {story: articles/nowhere.md, until: 2024-01-01}", 1, "there is no story"),
            (
                "lead:\n  story: articles/w1.md\n  from: 2024-06-12\n  until: 2024-06-11",
                4,
                "over before it begins",
            ),
            (
                "announcement: {text: A, from: 2024-06-12,\n  until: 2024-06-11}",
                2,
                "over before it begins",
            ),
            ("lead: {story: articles/w1.md, headline: We are #1}", 1, "front-matter"),
            ("lead:\n  story: articles/w1.md\n  headline: We are #1 again", 3, "is left out"),
            ("announcement: {text: A,\n  link: [B, /nope/]}", 2, "the link /nope/ leads nowhere"),
            (
                "announcement: {text: A, link: [B, /2024/06/draft/]}",
                1,
                "take it out until readers can see articles/draft.md",
            ),
            ("lead: [a, b", 1, "front-matter"),
            ("announcement: Hello", 1, "`text:`, `link:`, `from:`, `until:`"),
        ],
    )
    def test_what_cannot_stand_there_is_told_with_its_line(
        self, paper: MakeSite, order: str, line: int, said: str
    ) -> None:
        """And with what is meant, where that can be known."""
        made = paper({HOME: order + "\n"}, *told(9), *HIDDEN)
        (fault,) = made.faults
        assert fault.startswith(f"{HOME}:{line}: ") and (said in fault or said == "front-matter")

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("A *bold* move", "“*bold*” is shown as it stands"),
            ("A <b>bold</b> move", "“<b>bold</b>” is shown as it stands"),
            ("Tom &amp; Jerry", "“&amp;” is HTML"),
            ("The mayor TK", "“TK” stands for words that are missing"),
            ("Evil \u202egnp.exe", "an invisible sign (U+202E) turns the letters"),
            ("Open \u2067", "an invisible sign (U+2067) turns the words that follow the line"),
        ],
    )
    def test_words_of_a_front_are_looked_at_as_those_of_a_story(
        self, paper: MakeSite, words: str, said: str
    ) -> None:
        """In headlines, standfirsts and announcements; they are printed all the same."""
        order = f"lead:\n  story: articles/w1.md\n  headline: {words}\n  standfirst: {words}\n"
        made = paper({HOME: f"{order}announcement:\n  text: {words}\n"})
        assert made.stopped is None
        lines = [each for each in made.warnings if said in each]
        assert [each.split(": ")[0] for each in lines] == [f"{HOME}:{n}" for n in (3, 4, 6)]
        assert "&amp;amp;" not in str(made.html("index.html"))

    def test_a_headline_of_a_story_that_turns_what_follows_is_told(self, paper: MakeSite) -> None:
        """A right-to-left name between isolates is as it should be."""
        evil = ("w", {"title": '"Evil \u202etxt"'})
        fine = ("v", {"title": '"\u2067\u05d0\u05d1\u2069 wins"'})
        found = paper({}, evil, fine).warnings
        (warning,) = [each for each in found if "invisible" in each]
        assert warning.startswith("articles/w.md:2: `title`: an invisible sign (U+202E)")

    def test_all_that_is_wrong_in_a_file_is_told_at_once(self, paper: MakeSite) -> None:
        """A key that is misspelt hides no story that is not there."""
        made = paper({HOME: "layuot: major\nlead: articles/nowhere.md\n"})
        misspelt, missing = made.faults
        assert misspelt.startswith(f"{HOME}:1: ") and "did you mean `layout`?" in misspelt
        assert missing.startswith(f"{HOME}:2: there is no story articles/nowhere.md")

    def test_a_story_with_a_fault_of_its_own_is_not_told_twice(self, paper: MakeSite) -> None:
        """The file is there; what is wrong with it is told at its own line."""
        wrong = ("w", {"date": "soon"})
        (fault,) = paper({HOME: "lead: articles/w.md\n"}, wrong, *told(3, "Science")).faults
        assert fault.startswith("articles/w.md:")

    def test_a_file_for_no_section_is_told(self, paper: MakeSite) -> None:
        """So is one whose ending is not read."""
        (fault,) = paper({"fronts/wrold.yaml": "layout: quiet\n"}).faults
        assert fault == (
            "fronts/wrold.yaml: no section has the slug “wrold” (did you mean `world.yaml`?)"
        )
        for name in ("home.yml", "home.YAML", "sub/home.yaml"):
            (fault,) = paper({f"fronts/{name}": "layout: quiet\n"}).faults
            assert fault == (
                f"fronts/{name}: a front file of another name is not read "
                "(call it fronts/home.yaml)"
            )
        (fault,) = paper({"fronts/notes.txt": "Call Ann"}).faults
        assert "nothing reads it (put it somewhere else)" in fault

    def test_the_lines_that_begin_a_story_may_stand_around_it(self, paper: MakeSite) -> None:
        """Writers are used to them."""
        made = paper({HOME: "---\nlead: articles/w7.md\n---\n"})
        assert shown(made, ".lead") == ["w7"]

    def test_a_file_may_allow_that_a_story_is_missing(self, paper: MakeSite) -> None:
        """It is told, and nothing that the front says of the story gets out."""
        order = "missing: skip\nlead: {story: articles/late.md, headline: Mayor resigns}\n"
        made = paper({HOME: order}, *told(9), *HIDDEN)
        assert shown(made, ".lead") == ["w0"]
        assert [each for each in made.warnings if each.startswith(f"{HOME}:2: ")]
        for path, data in made.files().items():
            assert b"Mayor resigns" not in data and not path.startswith("fronts/"), path

    def test_a_story_whose_file_is_gone_may_be_missing_too(self, paper: MakeSite) -> None:
        """It is told with the file that may be meant: its name may be a slip."""
        made = paper({HOME: "missing: skip\nlead: articles/w11.md\n"})
        assert shown(made, ".lead") == ["w0"] and made.faults == []
        told = f"{HOME}:2: there is no story articles/w11.md (write `articles/w1.md`)"
        assert told in made.warnings

    def test_an_announcement_that_is_over_is_told(self, paper: MakeSite) -> None:
        """As a story is whose time at a place is over."""
        made = paper({HOME: "announcement:\n  text: Polls are open\n  until: 2020-01-01\n"})
        assert made.html("index.html").select(".announcements p") == []
        told = f"{HOME}:3: the time of this announcement is over (take it out)"
        assert made.faults == [] and told in made.warnings


HIDDEN: list[Told] = [
    ("draft", {"status": "draft"}),
    ("late", {"date": "2040-01-01"}),
    ("gone", {"withdrawn": "Wrong."}),
]
