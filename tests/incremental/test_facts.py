"""Facts: who looked at what, and whether it has changed since."""

from __future__ import annotations

from typing import Any

from plugins.incremental.digests import digest_of
from plugins.incremental.facts import Facts, Ledger, Plain, Remembered


def facts(**values: Any) -> Facts:
    """Return facts of one kind, `word`."""
    return Facts({"word": Plain(values.get)})


def test_what_is_looked_at_is_noted() -> None:
    """Once, however often, and only while somebody takes notes."""
    known = facts(a=1, b=2)
    assert known.look("word", "a") == 1
    with known.noted() as names:
        known.look("word", "b")
        known.look("word", "b")
    assert names == {"word b"}


def test_notes_within_notes_belong_to_the_inner_ones() -> None:
    """A page that is made while another one is has notes of its own."""
    known = facts(a=1, b=2)
    with known.noted() as outer:
        known.look("word", "a")
        with known.noted() as inner:
            known.look("word", "b")
    assert (outer, inner) == ({"word a"}, {"word b"})


def remembered(**values: Any) -> dict[str, Remembered]:
    """Return facts as the last build left them."""
    known = facts(**values)
    names = [f"word {name}" for name in sorted(values)]
    return {name: Remembered(n, known.digest(name)) for n, name in enumerate(names, 1)}


def test_notes_are_current_until_one_of_their_facts_changes() -> None:
    """Others may change as they like."""
    ledger = Ledger(facts(a=1, b=3), remembered(a=1, b=2))
    assert ledger.is_current(ledger.notes(["word a"]))
    assert not ledger.is_current(ledger.notes(["word a", "word b"]))
    assert ledger.changed_names(ledger.notes(["word a", "word b"])) == ["word b"]


def test_a_fact_that_is_gone_has_changed() -> None:
    """And so has one of a kind that there is no more."""
    ledger = Ledger(facts(), {**remembered(a=1), "colour a": Remembered(9, b"x")})
    assert not ledger.is_current(ledger.notes(["word a"]))
    assert not ledger.is_current(ledger.notes(["colour a"]))


def test_what_is_to_be_remembered_is_what_is_new_or_has_changed() -> None:
    """New facts get numbers that no other one has."""
    ledger = Ledger(facts(a=1, b=3, c=4), remembered(a=1, b=2))
    ledger.notes(["word a", "word c"])
    assert ledger.changes() == {
        "word b": Remembered(2, digest_of(3)),
        "word c": Remembered(3, digest_of(4)),
    }
