"""Related stories: which, how many, and how few pages a new story changes."""

from __future__ import annotations

from front_desk import (
    PICTURE,
    WITH_PICTURE,
    day,
    edition,
    files,
    found,
    names,
    read,
    related,
    slugs,
    translated,
)
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.story.model import Story
from tests.support.small_paper import MakeSite

TOPICS = ("ports", "ships", "tides")
MOST, NEIGHBOURS = 6, 6

tellings = st.tuples(
    st.integers(0, 60),
    st.sets(st.sampled_from(TOPICS)).map(lambda chosen: tuple(sorted(chosen))),
    st.sampled_from(["World", "Science"]),
)


@st.composite
def papers(draw: st.DrawFn) -> list[Story]:
    """Stories of two months, some on the same day, some translated."""
    told = draw(st.lists(tellings, min_size=1, max_size=40))
    stories = [
        read(f"s{number}", day(when), topics, section)
        for number, (when, topics, section) in enumerate(told)
    ]
    chosen = draw(st.sets(st.sampled_from(range(len(stories))), max_size=3))
    return stories + [translated(stories[number]) for number in sorted(chosen)]


def shared(one: Story, other: Story) -> int:
    """Return how many topics two stories share."""
    return len(set(one.tags) & set(other.tags))


class TestWhich:
    @given(papers())
    def test_at_most_six_once_each_never_itself_nor_its_translation(
        self, stories: list[Story]
    ) -> None:
        """Whatever the paper, a list is short and leads away from the story, and to originals."""
        by_path = {story.path: story for story in stories}
        for path, others in related(stories).items():
            assert len(others) <= MOST and len(set(others)) == len(others)
            assert by_path[path].slug not in {by_path[other].slug for other in others}
            assert not any(by_path[other].translation for other in others)

    @given(papers())
    def test_all_have_a_topic_or_the_section_in_common(self, stories: list[Story]) -> None:
        """Nothing is related for want of anything better."""
        by_path = {story.path: story for story in stories}
        for path, others in related(stories).items():
            for other in (by_path[other] for other in others):
                same = other.category == by_path[path].category
                assert same or shared(by_path[path], other)

    @given(papers())
    def test_the_more_topics_are_shared_the_further_up(self, stories: list[Story]) -> None:
        """The list begins with what has most in common with the story."""
        by_path = {story.path: story for story in stories}
        for path, others in related(stories).items():
            counts = [shared(by_path[path], by_path[other]) for other in others]
            assert counts == sorted(counts, reverse=True)

    @given(st.data())
    def test_the_order_in_which_files_are_read_does_not_matter(self, data: st.DataObject) -> None:
        """Stories of the same moment too stand in the same order in every build."""
        stories = data.draw(papers())
        assert related(data.draw(st.permutations(stories))) == related(stories)

    def test_those_that_share_most_topics_push_the_others_out(self) -> None:
        """Six of two shared topics leave no room for nearer ones that share one or none."""
        near = [read(f"near{n}", day(10 + n / 10), ("ports",)) for n in range(1, 4)]
        close = [read(f"close{n}", day(n), ("ports", "ships")) for n in range(1, 7)]
        section = [read("same-section", day(10.05))]
        story = read("story", day(10), ("ports", "ships", "tides"))
        expected = [f"articles/close{n}.md" for n in (6, 5, 4, 3, 2, 1)]
        assert related([*near, *close, *section, story])[story.path] == expected

    def test_the_section_decides_between_stories_that_share_as_many_topics(self) -> None:
        """World readers get the World story first, though the other is nearer."""
        story = read("story", day(10), ("ports",))
        other = read("other", day(11), ("ports",), "Science")
        same = read("same", day(13), ("ports",))
        assert related([story, other, same])[story.path] == [same.path, other.path]

    def test_the_nearest_in_time_come_first_older_and_newer_alike(self) -> None:
        """Readers want the same affair rather than the same word years ago."""
        story = read("story", day(10), ("ports",))
        others = [read(f"d{n}", day(n), ("ports",)) for n in (7, 9, 12, 15, 400)]
        expected = [f"articles/d{n}.md" for n in (9, 12, 7, 15, 400)]
        assert related([story, *others])[story.path] == expected

    def test_topics_are_the_same_however_they_are_spelt(self) -> None:
        """“Deep Sea” and “deep sea” are one topic."""
        story = read("story", day(10), ("Deep Sea",))
        other = read("other", day(20), ("deep sea",), "Science")
        assert related([story, other])[story.path] == [other.path]

    def test_another_month_of_a_column_with_the_same_slug_is_related(self) -> None:
        """“Letters” of June and of July are two stories, at two addresses."""
        june = read("letters", day(160), path="articles/june.md")
        july = read("letters", day(190), path="articles/july.md")
        assert related([june, july]) == {june.path: [july.path], july.path: [june.path]}

    def test_a_story_that_stands_alone_has_none(self) -> None:
        """No topic and no section in common: no list."""
        assert related([read("a", day(1)), read("b", day(2), (), "Science")]) == {
            "articles/a.md": [],
            "articles/b.md": [],
        }


class TestNewStories:
    @given(papers(), tellings)
    def test_a_new_story_changes_the_lists_of_a_few_stories_only(
        self, stories: list[Story], telling: tuple[int, tuple[str, ...], str]
    ) -> None:
        """The latest story reaches six others in each of its topics and six in its section."""
        _, topics, section = telling
        before = related(stories)
        after = related([*stories, read("new", day(61), topics, section)])
        changed = [path for path in before if before[path] != after[path]]
        assert len(changed) <= NEIGHBOURS * len(topics) + NEIGHBOURS

    @given(papers(), tellings)
    def test_a_story_put_in_between_reaches_as_many_on_either_side(
        self, stories: list[Story], telling: tuple[int, tuple[str, ...], str]
    ) -> None:
        """A late entry into the archive changes twice as many at most."""
        when, topics, section = telling
        before = related(stories)
        after = related([*stories, read("new", day(when), topics, section)])
        changed = [path for path in before if before[path] != after[path]]
        assert len(changed) <= 2 * (NEIGHBOURS * len(topics) + NEIGHBOURS)

    def test_what_lies_further_back_stays_as_it_is_however_much_it_shares(self) -> None:
        """Six newer stories of each topic keep the seventh from being touched."""
        old = read("old", day(1), TOPICS)
        between = [
            read(f"{topic}{n}", day(10 + n), (topic,), section)
            for topic, section in zip(TOPICS, ("World", "World", "Science"), strict=True)
            for n in range(NEIGHBOURS)
        ]
        new = read("new", day(15.5), TOPICS)
        before, after = related([old, *between]), related([old, *between, new])
        assert after[old.path] == before[old.path]
        assert new.path in after[between[5].path]


def test_the_page_shows_the_list_in_its_order(site: MakeSite) -> None:
    """The cards under a story are those of the list, each with its headline."""
    told = [("story", 10, "ports"), ("older", 4, "ports"), ("newer", 12, "ports"), ("far", 90, "")]
    paper = site(
        files(
            *[
                (slug, {"date": day(when), "tags": names([t] if t else [])})
                for slug, when, t in told
            ]
        )
    )
    page = paper.html("2024/01/story/index.html")
    assert slugs(page, "section.related") == ["newer", "older", "far"]
    cards = found(page, "section.related").select(".headline")
    assert [card.get_text() for card in cards] == ["Newer", "Older", "Far"]
    alone = site(files(("story", {})))
    assert alone.html("2024/06/story/index.html").select("section.related") == []


def test_the_page_shows_a_row_of_four_all_with_pictures_or_none(site: MakeSite) -> None:
    """One without would look forgotten; a row that is not full would as well."""
    for pictured, expected in ((6, 4), (3, 0)):
        told = [
            (f"s{n}", {"date": day(n), **({"image": WITH_PICTURE} if n < pictured else {})})
            for n in range(6)
        ]
        page = site({**PICTURE, **files(*told)}).html("2024/01/s1/index.html")
        row = found(page, "section.related")
        assert len(row.select("article")) == 4 and len(row.select("img")) == expected


def test_the_parts_before_and_after_in_a_series_are_not_repeated(site: MakeSite) -> None:
    """The page names them anyway."""
    series = [(f"p{n}", {"date": day(n), "series": "War"}) for n in range(4)]
    others = [(f"o{n}", {"date": day(20 + n)}) for n in range(4)]
    page = site(files(*series, *others)).html("2024/01/p1/index.html")
    assert slugs(page, "section.related") == ["p3", "o0", "o1", "o2"]


def test_an_edition_of_one_finds_nothing() -> None:
    """A first story has nothing beside it."""
    assert related([read("only", day(1), TOPICS)]) == {"articles/only.md": []}
    assert edition([]).stories == ()
