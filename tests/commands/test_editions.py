"""Editions: which are whole, which are kept, and to which readers go back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.commands.editions import (
    CannotPublish,
    Keeping,
    TargetState,
    edition_name,
    hold_text,
    moment_of,
    partial_name,
    read_state,
)

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)


def name_of(number: int, digits: int = 16) -> str:
    return f"{BEGIN + timedelta(days=number):%Y%m%dT%H%M%SZ}-{number:0{digits}x}"


def names_of(*numbers: int) -> tuple[str, ...]:
    return tuple(map(name_of, numbers))


def test_editions_are_named_by_moment_and_content() -> None:
    """Two editions with one name are the same; the moment is that of Greenwich."""
    moment = datetime(2024, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))
    one = edition_name({"a": b"x", "b": b"y"}, moment)
    assert one == edition_name({"b": b"y", "a": b"x"}, BEGIN)
    assert one != edition_name({"a": b"x", "b": b"z"}, BEGIN)
    assert one.startswith("20240101T000000Z-")
    assert moment_of(one) == BEGIN


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "lost+found",
        "20240101T000000Z-0123",
        "20241301T000000Z-0123456789abcdef",
        "20240101T000000Z-0123456789abcdef.bak",
        "20240101T000000Z-0123456789abcdef/..",
        pytest.param(partial_name("20240101T000000Z-0123456789abcdef"), id="partial"),
    ],
)
def test_other_names_are_no_editions(name: str) -> None:
    """They are neither counted nor deleted."""
    assert moment_of(name) is None


def test_the_same_files_are_the_same_whenever_they_were_built() -> None:
    """So that no new edition is made of them."""
    state = TargetState(
        whole=("20240101T000000Z-0123456789abcdef",), current="20240101T000000Z-0123456789abcdef"
    )
    assert state.shows("20250101T000000Z-0123456789abcdef")
    assert not state.shows("20240101T000000Z-0123456789abcdee")
    assert not TargetState(whole=state.whole).shows("20240101T000000Z-0123456789abcdef")


def cleared(state: TargetState, newest: int, number: int = 3, days: float = 0) -> tuple[str, ...]:
    now = BEGIN + timedelta(days=newest)
    return state.to_clear(name_of(newest), now, Keeping(number, days))


def test_the_last_few_are_kept() -> None:
    """The new one is one of them."""
    state = TargetState(whole=names_of(1, 2, 3, 4), current=name_of(4), previous=name_of(3))
    assert cleared(state, 5) == names_of(1, 2)


def test_younger_ones_are_kept_however_many_they_are() -> None:
    """An edition goes when it is neither among the last few nor young."""
    state = TargetState(whole=names_of(1, 2, 3, 4), current=name_of(4))
    assert cleared(state, 5, days=3.5) == names_of(1)
    assert cleared(state, 5, days=float("inf")) == ()


def test_what_readers_see_and_saw_is_never_cleared() -> None:
    """However old it is: after a rollback, or where the clock of a machine is wrong."""
    back = TargetState(whole=names_of(1, 2, 3, 4, 5), current=name_of(1), previous=name_of(5))
    assert cleared(back, 6, number=2) == names_of(2, 3, 4)
    assert back.to_clear(name_of(1), BEGIN, Keeping(2)) == names_of(2, 3)


def test_what_may_be_half_takes_the_place_of_no_whole_edition() -> None:
    """It goes once there are enough of those."""
    half = tuple(name_of(number, digits=8) for number in (5, 6, 7))
    few = TargetState(whole=names_of(1), uncertain=half, current=name_of(1))
    assert cleared(few, 8) == ()
    enough = TargetState(whole=names_of(1, 2), uncertain=half, current=name_of(2))
    assert cleared(enough, 8) == half


def test_leftovers_always_go() -> None:
    """They are no editions."""
    left = (partial_name(name_of(9)), ".gone.x.partial")
    assert cleared(TargetState(leftovers=left), 1) == left


SHELVES = st.builds(
    lambda whole, uncertain, at: TargetState(
        whole=names_of(*sorted(whole)),
        uncertain=tuple(name_of(number, 8) for number in sorted(uncertain)),
        current=name_of(sorted(whole)[at % len(whole)]) if whole else None,
        previous=name_of(sorted(whole)[at // 7 % len(whole)]) if whole else None,
    ),
    st.sets(st.integers(0, 40), max_size=12),
    st.sets(st.integers(0, 40), max_size=4),
    st.integers(0, 100),
)


@given(SHELVES, st.integers(0, 45), st.integers(2, 6), st.integers(0, 20))
def test_what_is_cleared_is_never_missed(
    state: TargetState, new: int, number: int, days: int
) -> None:
    """Enough editions stay, readers' own and the way back among them, and no more than asked."""
    newest, now = name_of(new), BEGIN + timedelta(days=45)
    gone = state.to_clear(newest, now, Keeping(number, days))
    whole = {*state.whole, newest}
    stay = whole - set(gone)
    assert {newest, state.current or newest} <= stay
    assert len(stay) >= min(number, len(whole))
    assert set(gone) <= whole | set(state.uncertain)
    young = {each for each in stay if now - (moment_of(each) or now) < timedelta(days=days)}
    assert len(stay - young) <= number + 2


def test_readers_go_back_to_what_they_saw_before() -> None:
    """And not to an edition that they were taken away from."""
    usual = TargetState(whole=names_of(1, 2, 3), current=name_of(3), previous=name_of(2))
    assert usual.before_current() == name_of(2)
    after_hold = TargetState(whole=names_of(1, 2, 3, 4), current=name_of(4), previous=name_of(2))
    assert after_hold.before_current() == name_of(2)
    twice = TargetState(whole=names_of(1, 2, 3), current=name_of(2), previous=name_of(3))
    assert twice.before_current() == name_of(1)


def test_the_oldest_edition_has_none_before_it() -> None:
    """Nor has no edition; what may be half is for nobody to go back to unasked."""
    assert (
        TargetState(whole=names_of(1, 2), current=name_of(1), previous=name_of(2)).before_current()
        is None
    )
    assert TargetState().before_current() is None
    uncertain = TargetState(whole=names_of(3), uncertain=(name_of(1, 8),), current=name_of(3))
    assert uncertain.before_current() is None


def test_an_edition_that_is_asked_for_must_be_there() -> None:
    """Else they are listed, the newest first, and the nearest is named."""
    state = TargetState(whole=names_of(1, 2), uncertain=(name_of(3, 8),), current=name_of(2))
    assert state.find(name_of(3, 8)) == name_of(3, 8)
    with pytest.raises(CannotPublish) as caught:
        state.find(name_of(2)[:-1])
    assert str(caught.value) == (
        f"there is no edition {name_of(2)[:-1]} (did you mean {name_of(2)}?); "
        f"there are {name_of(3, 8)}, {name_of(2)}, {name_of(1)}"
    )
    with pytest.raises(CannotPublish, match="there is no edition yesterday, nor any other"):
        TargetState().find("yesterday")


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (hold_text(name_of(1), BEGIN), f"at {name_of(1)} since 2024-01-01 00:00 UTC"),
        (name_of(1), f"at {name_of(1)}"),
        (f"{name_of(1)} Monday", f"at {name_of(1)} since Monday"),
        ("", "by the file `held`"),
        ("until Monday", "by the file `held`"),
        (f"{name_of(1)} \x1b[2J", "by the file `held`"),
    ],
)
def test_a_hold_says_where_and_since_when(held: str, words: str) -> None:
    """Where somebody has written it by hand, that it is one."""
    state = TargetState(held=held)
    assert state.hold_in(UTC) == f"readers are held {words}"
    assert (state.held_at is not None) == words.startswith("at ")
    assert state.held_since == (BEGIN if "UTC" in words else None)


def test_a_link_to_an_edition_elsewhere_is_none_of_ours() -> None:
    """Although the folder has the same name."""
    facts = [
        ("current", f"/other/editions/{name_of(1)}"),
        ("shown", f"/other/editions/{name_of(1)}"),
        ("editions", "/srv/editions"),
        ("lying", name_of(1)),
    ]
    with pytest.raises(CannotPublish, match="which is no edition of ours"):
        read_state("/srv", facts)
