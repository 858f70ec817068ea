"""Planning: which subjects are planned again, and whether what is new clashes with what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.content.edition import Edition
from broadsheet.content.loaded import LoadedContent
from broadsheet.content.memory import Planned
from broadsheet.incremental.queries import Changes, PlainQuery, Query
from broadsheet.plan.capability import Capability, Planner
from broadsheet.plan.contributing import composer_of
from broadsheet.plan.planning import Planners, SitePlan, clashes, site_plan
from broadsheet.site.collisions import collisions
from broadsheet.site.outputs import Copy, Output, Page, page
from broadsheet.views.composer import Composer
from tests.build.test_writing import SITE

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def no_inputs(composer: Composer) -> Mapping[str, Any]:
    """Return no inputs."""
    del composer
    return {}


class Words(Capability):
    """Prints a page for each of the words that two facts hold, and a file if asked to."""

    def __init__(self, words: Mapping[str, str], *, copied: Path | None = None) -> None:
        super().__init__({})
        self.words, self.copied = words, copied
        self.planned: list[str] = []

    def queries(self, edition: Edition) -> Mapping[str, Query]:
        """Return the kind `word`."""
        return {"word": PlainQuery(self.words.get)}

    def planners(self) -> Mapping[str, Planner]:
        """Return the planners of two subjects."""
        return {"one": self.one, "two": self.two}

    def one(self, composer: Composer, key: str) -> Iterator[Output]:
        """Yield the page of the first word."""
        yield self.page("one", composer)
        if self.copied:
            yield Copy("robots.txt", self.copied, "robots.txt")

    def two(self, composer: Composer, key: str) -> Iterator[Output]:
        """Yield the page of the second word."""
        yield self.page("two", composer)

    def page(self, name: str, composer: Composer) -> Page:
        """Return the page of a word."""
        self.planned.append(name)
        return page(f"/{composer.ask('word', name)}/", "t.html", no_inputs, origin=name)


def plan(
    words: Words, last: SitePlan | None = None, queries: Mapping[str, bytes] | None = None
) -> tuple[SitePlan, Mapping[str, bytes]]:
    """Return the plan of an edition after another, and the facts to remember."""
    edition = Edition.of(LoadedContent(), SITE, NOW, Path())
    composer = composer_of(edition, [words])
    changes = Changes(composer.queries, queries or {})
    found = site_plan(edition, Planners(composer, [words]), changes, last.plans if last else {})
    return found, changes.to_remember()


def test_a_subject_is_planned_again_when_what_its_planner_looked_at_changes() -> None:
    """The others are kept, and known by the paths of their pages."""
    first, queries = plan(Words({"one": "a", "two": "b"}))
    assert first.paths == {"a/index.html", "b/index.html"} and not first.kept
    words = Words({"one": "a", "two": "c"})
    second, _ = plan(words, first, queries)
    assert words.planned == ["two"]
    assert second.kept == {"a/index.html": "one "}
    assert [output.path for output in second.fresh] == ["c/index.html"]


def test_a_kept_page_can_be_had_when_it_must_be_made_again() -> None:
    """Its subject is planned for that, and the page counts as fresh."""
    first, queries = plan(Words({"one": "a", "two": "b"}))
    second, _ = plan(Words({"one": "a", "two": "b"}), first, queries)
    assert [output.origin for output in second.recall(["b/index.html"])] == ["two"]
    assert second.kept == {"a/index.html": "one "}
    assert second.paths == {"a/index.html", "b/index.html"}


def test_a_file_to_copy_is_kept_with_the_plan_of_its_subject() -> None:
    """Whether its bytes have changed is seen when it is copied, without planning it again."""
    first, queries = plan(Words({"one": "a", "two": "b"}, copied=Path("robots.txt")))
    words = Words({"one": "a", "two": "b"}, copied=Path("robots.txt"))
    second, _ = plan(words, first, queries)
    assert words.planned == []
    assert second.known == {"one ", "two "}
    assert second.fresh == [Copy("robots.txt", Path("robots.txt"), "robots.txt")]


def test_a_subject_with_a_file_from_elsewhere_is_always_planned(tmp_path: Path) -> None:
    """Where it lies is another place in each clone, and not to be remembered."""
    first, queries = plan(Words({"one": "a", "two": "b"}, copied=tmp_path / "robots.txt"))
    words = Words({"one": "a", "two": "b"}, copied=tmp_path / "robots.txt")
    second, _ = plan(words, first, queries)
    assert words.planned == ["one"]
    assert second.known == {"two "}, "what is remembered of the other is to be forgotten"


def test_pages_are_made_by_functions_of_a_module_or_by_the_capability() -> None:
    """Another object could hold stories that no page may see."""

    class Other:
        def inputs(self, composer: Composer) -> Mapping[str, Any]:
            return {}

    class Sly(Words):
        def page(self, name: str, composer: Composer) -> Page:
            return page(f"/{name}/", "t.html", Other().inputs, origin=name)

    with pytest.raises(TypeError, match="functions of a module"):
        plan(Sly({}))


NAMES = st.sampled_from(["a", "A", "b", "a/b", "a/B", "A/b/c", "b/c", "c.html", "C.html", "../x"])


@given(st.lists(NAMES, max_size=5, unique=True), st.lists(NAMES, max_size=4), st.booleans())
def test_what_is_new_clashes_with_what_is_kept_as_if_all_were_planned(
    kept: list[str], new: list[str], new_first: bool
) -> None:
    """A publish that looks at few pages tells of every clash in the words of a clean build."""

    def outputs(paths: list[str], origin: str) -> list[Output]:
        return [
            Page(path, "t.html", no_inputs, (), f"{origin} {number}")
            for number, path in enumerate(paths)
        ]

    planned = {"kept ": outputs(kept, "kept"), "new ": outputs(new, "new")}
    if collisions(planned["kept "]):
        return  # such an edition was never printed

    class Known(Planners):
        def plan(self, subject: str) -> list[Output]:
            return planned[subject]

    composer = composer_of(Edition.of(LoadedContent(), SITE, NOW, Path()), [])
    subjects = sorted(planned, reverse=new_first)
    found = SitePlan(
        Known(composer, []),
        Path(),
        kept=dict.fromkeys(kept, "kept "),
        fresh=planned["new "],
        subjects=subjects,
    )
    whole = [output for subject in subjects for output in planned[subject]]
    assert clashes(found, kept) == collisions(whole)


def test_plans_to_remember_are_those_made_now() -> None:
    """With the notes of what was looked at, and the paths."""
    first, _ = plan(Words({"one": "a", "two": "b"}))
    assert {name: each.paths for name, each in first.plans.items()} == {
        "one ": ("a/index.html",),
        "two ": ("b/index.html",),
    }
    assert all(isinstance(each, Planned) and each.dependencies for each in first.plans.values())
