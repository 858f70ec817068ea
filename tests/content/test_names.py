"""Whose name it is: bylines and topics are printed as they are spelt, and nobody is another."""

from __future__ import annotations

import unicodedata

import pytest

from tests.support.small_paper import MakeSite, Paper, story


def stories(key: str, *names: str) -> dict[str, str]:
    """Return a story for each name, a day apart; the files are named 0, 1 and so on."""
    return {
        f"articles/{n}.md": story(slug=f"s{n}", date=f"2024-06-{11 + n}", **{key: f"['{name}']"})
        for n, name in enumerate(names)
    }


def shown(paper: Paper, number: int, where: str) -> list[tuple[str, str]]:
    """Return the words and the addresses of links on a story's page."""
    page = paper.html(f"2024/06/s{number}/index.html")
    return [(link.get_text(), str(link["href"])) for link in page.select(where)]


def author(name: str, **front: str) -> str:
    """Return an author's file."""
    lines = [f"{key}: {value}" for key, value in {"name": name, **front}.items()]
    return "\n".join(["---", *lines, "---", "Writes.", ""])


ALIKE = [
    ("张伟", "章伟"),
    ("José Núñez", "Jose Nunez"),
    ("Anna Müller", "Anna Muller"),
    ("Иван Петров", "Ivan Petrov"),
    ("Rena Oʼlee", "Rena Olee"),
]


class TestTwoPeople:
    @pytest.mark.parametrize(("one", "other"), ALIKE)
    def test_each_has_the_byline_and_a_page(self, site: MakeSite, one: str, other: str) -> None:
        """In the page, in its data, in the feed and on the page of the author."""
        paper = site(stories("authors", one, other))
        (first,), (second,) = shown(paper, 0, ".byline a"), shown(paper, 1, ".byline a")
        assert (first[0], second[0]) == (one, other) and first[1] != second[1]
        for number, (name, url) in enumerate((first, second)):
            page = paper.html(f"{url.strip('/')}/index.html")
            assert page.select_one("h1").get_text() == name  # type: ignore[union-attr]  # without a headline the test fails
            assert [str(a["href"]) for a in page.select("main article a")] == [
                f"/2024/06/s{number}/"
            ]
            feed = (paper.output / f"feeds/author/{url.split('/')[2]}.atom.xml").read_text()
            assert f"<name>{name}</name>" in feed

    def test_the_older_name_keeps_its_address(self, site: MakeSite) -> None:
        """A newer one, and more stories of each, move nothing."""
        alone = site(stories("authors", "José Núñez"))
        assert shown(alone, 0, ".byline a") == [("José Núñez", "/authors/jose-nunez/")]
        paper = site(stories("authors", "José Núñez", "Jose Nunez", "Jose Nunez"))
        assert shown(paper, 0, ".byline a") == [("José Núñez", "/authors/jose-nunez/")]
        assert shown(paper, 2, ".byline a") == [("Jose Nunez", "/authors/jose-nunez-037b0c/")]

    def test_a_file_comes_first_and_says_the_address(self, site: MakeSite) -> None:
        """Whoever has written before."""
        files = stories("authors", "José Núñez", "Jose Nunez")
        paper = site({**files, "authors/j.md": author("Jose Nunez")})
        assert shown(paper, 1, ".byline a") == [("Jose Nunez", "/authors/jose-nunez/")]
        assert shown(paper, 0, ".byline a")[0][1].startswith("/authors/jose-nunez-")
        paper = site({**files, "authors/j.md": author("Jose Nunez", slug="jn")})
        assert shown(paper, 0, ".byline a") == [("José Núñez", "/authors/jose-nunez/")]

    def test_two_files_of_one_address_are_an_error(self, site: MakeSite) -> None:
        """Both are named."""
        files = {"authors/a.md": author("José"), "authors/b.md": author("Jose")}
        assert site({**stories("authors", "José"), **files}).faults == [
            "authors/b.md:1: duplicate address /authors/jose/"
            " (authors/a.md has it; write another, such as `slug: jose-2`, in one of the two)"
        ]


class TestOnePerson:
    def test_case_and_unicode_form_make_nobody_else(self, site: MakeSite) -> None:
        """All stand on one page, each story with its own spelling."""
        names = ["José Oña", unicodedata.normalize("NFD", "José Oña"), "JOSÉ OÑA"]
        paper = site(stories("authors", *names))
        for number, name in enumerate(names):
            assert shown(paper, number, ".byline a") == [(name, "/authors/jose-ona/")]
        assert paper.warnings == []

    def test_an_authors_file_says_who_else_it_is(self, site: MakeSite) -> None:
        """The page is the author's, and the byline what the story says."""
        files = stories("authors", "Jane Doe", "J. Doe", "Jane Doe-Said")
        file = author("Jane Doe", also="[J. Doe, Jane Doe-Said]")
        paper = site({**files, "authors/jane.md": file})
        for number, name in enumerate(["Jane Doe", "J. Doe", "Jane Doe-Said"]):
            assert shown(paper, number, ".byline a") == [(name, "/authors/jane-doe/")]
        listed = paper.html("authors/jane-doe/index.html").select("main article")
        assert len(listed) == 3 and paper.warnings == []
        assert not (paper.output / "authors/j-doe").exists()

    def test_a_name_that_stands_twice_is_told(self, site: MakeSite) -> None:
        """Readers see one person once; two names in one byline may be meant as two people."""
        files = {
            "articles/a.md": story(
                authors="[Ann Lee, Bo, A. Lee]", tags="[Ports, PORTS]", slug="a"
            ),
            "authors/ann.md": author("Ann Lee", also="[A. Lee]"),
        }
        assert site(files).warnings == [
            "articles/a.md:5: `authors`: “A. Lee” is “Ann Lee”, and is shown once"
            " (take one of the two out)",
            "articles/a.md:6: `tags`: “PORTS” is “Ports”, and is shown once"
            " (take one of the two out)",
        ]

    def test_a_spelling_is_one_authors(self, site: MakeSite) -> None:
        """Whether as the name of another or as a second spelling."""
        files = {
            **stories("authors", "Jane Doe"),
            "authors/a.md": author("Jane Doe", also="[J. Doe]"),
            "authors/b.md": author("Jim Doe", also="[j. doe]"),
        }
        assert site(files).faults == [
            "authors/b.md:3: `also`: “j. doe” is the name of another author"
            " (take it out here or in authors/a.md)"
        ]


class TestNearNames:
    def test_a_pair_is_told_once_with_both_places(self, site: MakeSite) -> None:
        """At the newer one; another story of it says nothing more."""
        told = site(stories("authors", "José Núñez", "Jose Nunez", "Jose Nunez")).warnings
        assert told == [
            "articles/1.md:6: “Jose Nunez” is nearly “José Núñez” of articles/0.md:6 (write an"
            " author's file with `name: José Núñez` and `also: [Jose Nunez]` if they are one, else"
            " a file for each)"
        ]

    def test_a_name_near_that_of_a_file_is_told_with_the_file(self, site: MakeSite) -> None:
        """It is the file that can be mended."""
        files = {**stories("authors", "Jane Dow"), "authors/j.md": author("Jane Doe")}
        assert site(files).warnings == [
            "articles/0.md:6: “Jane Dow” is nearly “Jane Doe” of authors/j.md:2"
            " (write `also: [Jane Dow]` there if they are one, else a file for the other)"
        ]

    def test_two_with_a_file_each_are_two(self, site: MakeSite) -> None:
        """Nothing is said of what has been decided."""
        files = {
            **stories("authors", "José Núñez", "Jose Nunez"),
            "authors/a.md": author("José Núñez"),
            "authors/b.md": author("Jose Nunez", slug="jose"),
        }
        assert site(files).warnings == []

    def test_topics_of_the_settings_are_right(self, site: MakeSite) -> None:
        """Else the newer one is told."""
        files = stories("tags", "Disney+", "Disney")
        assert site(files).warnings == [
            "articles/1.md:6: “Disney” is nearly “Disney+” of articles/0.md:6"
            " (spell them alike if they are one, else name both in TOPICS)"
        ]
        paper = site(files, TOPICS=["Disney", "Disney+"])
        assert paper.warnings == []
        assert shown(paper, 1, "section.topics a") == [("Disney", "/topics/disney/")]


class TestTopics:
    @pytest.mark.parametrize(
        ("one", "other"), [("Disney", "Disney+"), ("C++", "C#"), ("公式", "攻势")]
    )
    def test_topics_that_sound_alike_are_two(self, site: MakeSite, one: str, other: str) -> None:
        """Each as it is written, with a front of its own; links find each by its name."""
        paper = site(stories("tags", one, other))
        ((first, here),) = shown(paper, 0, "section.topics a")
        ((second, there),) = shown(paper, 1, "section.topics a")
        assert (first, second) == (one, other) and here != there
        heading = paper.html(f"{there.strip('/')}/index.html").select_one("h1")
        assert heading is not None and heading.get_text() == other

    def test_sections_of_the_stories_are_two_as_well(self, site: MakeSite) -> None:
        """Where the settings name none."""
        files = {
            f"articles/{n}.md": story(slug=f"s{n}", date=f"2024-06-{11 + n}", category=f"'{name}'")
            for n, name in enumerate(["C++", "C#"])
        }
        paper = site(files, SECTIONS=None, NEWSLETTERS=[], REPUBLISHING=None)
        fronts = ["/c/", "/c-951a4d/"]
        assert [shown(paper, n, "nav.sections [aria-current]") for n in (0, 1)] == [
            [("C++", fronts[0])],
            [("C#", fronts[1])],
        ]
        assert [warning.partition(" (")[0] for warning in paper.warnings] == [
            "articles/1.md:4: “C#” is nearly “C++” of articles/0.md:4"
        ]


class TestDoubtfulBylines:
    @pytest.mark.parametrize(
        ("names", "what"),
        [
            (
                "[Ann Lee, PhD]",
                '“PhD” is a title, and stands as an author (write `authors: ["Ann Lee, PhD"]`)',
            ),
            (
                "[Ann Lee, Jr.]",
                '“Jr.” is a title, and stands as an author (write `authors: ["Ann Lee, Jr."]`)',
            ),
            (
                "[Ann Lee and Omar Said]",
                "“Ann Lee and Omar Said” stands as one author (write"
                " `authors: [Ann Lee, Omar Said]`, or a file with this `name:` if it is one)",
            ),
            (
                "[Ann Lee & Omar Said]",
                "“Ann Lee & Omar Said” stands as one author (write"
                " `authors: [Ann Lee, Omar Said]`, or a file with this `name:` if it is one)",
            ),
            (
                "[Ann Lee, and Omar Said]",
                "“and Omar Said” begins with “and”, and stands as another author (write"
                " `authors: [Ann Lee, Omar Said]`)",
            ),
            (
                "[Cher, and Omar]",
                "“and Omar” begins with “and”, and stands as another author (write"
                " `authors: [Cher, Omar]`)",
            ),
            (
                "[Ann Lee; Omar Said; Jim O'Hara]",
                "“Ann Lee; Omar Said; Jim O'Hara” stands as one author (write"
                ' `authors: [Ann Lee, Omar Said, "Jim O\'Hara"]`)',
            ),
            ("[E Street Band, Y Combinator, And So]", None),
            ('["Ann Lee, PhD"]', None),
            ("[Ministry of Trade and Industry]", None),
            ("[José Ortega y Gasset, AFP]", None),
        ],
    )
    def test_titles_and_two_in_one_are_told(
        self, site: MakeSite, names: str, what: str | None
    ) -> None:
        """With the line, and how to write it."""
        told = site({"articles/a.md": story(authors=names)}).warnings
        assert told == ([] if what is None else [f"articles/a.md:5: {what}"])

    def test_a_name_with_a_file_is_meant(self, site: MakeSite) -> None:
        """However it looks."""
        name = "Foreign News and Business Desk"
        files = {"articles/a.md": story(authors=f"[{name}]"), "authors/a.md": author(name)}
        assert site(files).warnings == []

    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("By Jane Doe", "Jane Doe"),
            ("by jane doe", "Jane Doe"),
            ("By: Omar Said", "Omar Said"),
            ("by Jane", "Jane"),
            ("By Design", None),
            ("Von Jane Doe", "Jane Doe"),
            ("Par Jane Doe", "Jane Doe"),
            ("Por Jane Doe", "Jane Doe"),
            ("Text: Jane Doe", "Jane Doe"),
            ("von der Leyen", None),
            ("Par Lagerkvist", None),
            ("De Gaulle", None),
            ("Byron Katie", None),
        ],
    )
    def test_a_by_before_a_name_is_told(self, site: MakeSite, name: str, meant: str | None) -> None:
        """In any language where the rest is an author; a “von” that is part of a name stays."""
        files = {"articles/a.md": story(authors=f"['{name}']"), "authors/j.md": author("Jane Doe")}
        told = site(files).warnings
        if meant is None:
            assert told == []
        else:
            word = name.split(" ", maxsplit=1)[0]
            assert told == [
                f"articles/a.md:5: “{name}” begins with “{word}”, and stands as another author"
                f" (write `authors: [{meant}]`; the page says “{word}” itself)"
            ]

    @pytest.mark.parametrize(
        "name", ["Jane Do", "Jan Doe", "Jnae Doe", "Jane Deo", "JaneDoe", "Jane  Doe."]
    )
    def test_a_slip_in_the_name_of_an_author_with_a_file_is_told(
        self, site: MakeSite, name: str
    ) -> None:
        """A letter missing, one too many, two in each other's place."""
        files = {"articles/a.md": story(authors=f"['{name}']"), "authors/j.md": author("Jane Doe")}
        (told,) = site(files).warnings
        assert "is nearly “Jane Doe” of authors/j.md:2" in told
