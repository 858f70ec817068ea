"""Names and their slugs, and names that are nearly alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.site.likeness import alike
from broadsheet.site.names import key_of, slugs_of
from broadsheet.story.slugs import slug_of

NAMES = st.lists(st.text("aáAbc -+'", min_size=1, max_size=9), max_size=8)


def pairs(*names: str) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in alike(sorted({key_of(name) for name in names}))}


class TestKeys:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Jane Doe", "JANE DOE"),
            ("José", unicodedata.normalize("NFD", "José")),
            ("Å", "\N{ANGSTROM SIGN}"),
            ("ΣΊΣΥΦΟΣ", "Σίσυφος"),
        ],
    )
    def test_case_and_unicode_form_do_not_matter(self, one: str, other: str) -> None:
        """They are not what a name says."""
        assert key_of(one) == key_of(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("张伟", "章伟"),
            ("José", "Jose"),
            ("Müller", "Mueller"),
            ("Иван", "Ivan"),
            ("Weiß", "Weiss"),
            ("O'Brien", "OBrien"),
            ("C++", "C#"),
            ("Ⅳ", "IV"),
        ],
    )
    def test_all_else_does(self, one: str, other: str) -> None:
        """Who is romanised alike, or has other letters, is somebody else."""
        assert key_of(one) != key_of(other)


class TestSlugs:
    def test_the_first_has_the_plain_slug(self) -> None:
        """The others' have a mark that nothing but their own letters makes."""
        both = slugs_of(["josé", "jose"])
        assert both["josé"] == "jose" and both["jose"].startswith("jose-")
        more = slugs_of(["jóse", "josé", "jose", "ann"])
        assert more["jose"] == both["jose"] and more["jóse"] == "jose" and more["ann"] == "ann"

    def test_a_mark_never_changes(self) -> None:
        """Readers' bookmarks hold it."""
        assert slugs_of(["disney", "disney+"])["disney+"] == "disney-f5626f"

    def test_a_slug_that_is_taken_is_nobodys(self) -> None:
        """An author's file comes before a name without one."""
        assert slugs_of(["jane"], ["jane"])["jane"].startswith("jane-")

    @given(NAMES)
    def test_no_two_are_alike(self, names: Sequence[str]) -> None:
        """Whatever the names; those that make no slug have none."""
        keys = dict.fromkeys(map(key_of, names))
        slugs = [slug for key, slug in slugs_of(keys).items() if slug_of(key)]
        assert len(slugs) == len(set(slugs)) and all(slugs)


class TestAlike:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("张伟", "章伟"),
            ("Disney", "Disney+"),
            ("C++", "C#"),
            ("Jane Doe", "Jana Doe"),
            ("Jane Doe", "Jane Dole"),
            ("Jane Doe", "Janet Doe"),
            ("Shipping", "Shiping"),
            ("Jörg Müßig", "Joerg Muessig"),
            ("Køge", "Koege"),
            ("Ålesund", "Aalesund"),
        ],
    )
    def test_names_with_one_slug_or_a_letter_apart_are(self, one: str, other: str) -> None:
        """Whichever comes first; one without umlauts is near the other, as a keyboard may want it."""
        assert pairs(one, other) == pairs(other, one) == {frozenset(map(key_of, (one, other)))}

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Iran", "Iraq"),
            ("张伟", "张华"),
            ("Election 2020", "Election 2024"),
            ("Jane E. Doe", "Jane F. Doe"),
            ("Jane Doe", "Omar Said"),
            ("Jane Doe", "JANE DOE"),
        ],
    )
    def test_names_that_differ_on_purpose_are_not(self, one: str, other: str) -> None:
        """Short ones, numbers and initials; and one name is not near itself."""
        assert pairs(one, other) == set()

    @given(NAMES)
    def test_each_that_a_comparison_of_all_finds_is_found(self, names: Sequence[str]) -> None:
        """No pair of one slug, or of one letter too many, is left out."""
        keys = sorted(set(map(key_of, names)))
        found = pairs(*keys)
        for key in keys:
            if len(key) > 5:
                for place, letter in enumerate(key):
                    around = key[max(0, place - 1) : place] + key[place + 1 : place + 2]
                    rest = key[:place] + key[place + 1 :]
                    if rest in keys and (not letter.isalpha() or around.strip(" -+'")):
                        assert frozenset((rest, key)) in found
        told = {key for pair in found for key in pair}
        assert all(
            {one, other} <= told
            for one in keys
            for other in keys
            if one != other and slug_of(one) == slug_of(other)
        )

    def test_many_names_take_no_longer_than_their_letters(self) -> None:
        """Twice the names take about twice the time, and not four times."""

        def seconds(count: int) -> float:
            names = [f"author of number {chr(97 + n % 26)}{n:x} xyz" for n in range(count)]
            begin = process_time()
            for _ in alike(names):
                pass
            return process_time() - begin

        few = min(seconds(2000) for _ in range(3))
        assert min(seconds(8000) for _ in range(2)) < 9 * few
