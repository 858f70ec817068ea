"""Facts: who looked at what, and whether it has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from broadsheet.incremental.digests import digest_of
from broadsheet.incremental.queries import Changes, PlainQuery, Queries, Query
from broadsheet.incremental.store import StoreDamaged


def queries(**values: Any) -> Queries:
    """Return facts of one kind, `word`."""
    return Queries({"word": PlainQuery(values.get)})


def test_what_is_looked_at_is_noted() -> None:
    """Once, however often, and only while somebody takes notes."""
    known = queries(a=1, b=2)
    assert known.ask("word", "a") == 1
    with known.recording() as names:
        known.ask("word", "b")
        known.ask("word", "b")
    assert names == {"word b"}


def test_notes_within_notes_belong_to_the_inner_ones() -> None:
    """A page that is made while another one is has notes of its own."""
    known = queries(a=1, b=2)
    with known.recording() as outer:
        known.ask("word", "a")
        with known.recording() as inner:
            known.ask("word", "b")
    assert (outer, inner) == ({"word a"}, {"word b"})


def changes(now: dict[str, Any], last: dict[str, Any], **more: bytes) -> Changes:
    """Return what compares facts with those of the last build."""
    known = queries(**last)
    digests = {f"word {name}": known.digest(f"word {name}") for name in last}
    return Changes(queries(**now), {**digests, **more})


def test_notes_are_current_until_one_of_their_facts_changes() -> None:
    """Others may change as they like."""
    found = changes({"a": 1, "b": 3}, {"a": 1, "b": 2})
    assert found.is_current(found.dependencies(["word a"]))
    assert not found.is_current(found.dependencies(["word a", "word b"]))
    assert found.changed_names(found.dependencies(["word a", "word b"])) == ["word b"]


def test_notes_that_are_cut_off_are_damage() -> None:
    """Whatever is asked of them."""
    found = changes({"a": 1}, {"a": 1})
    dependencies = found.dependencies(["word a"])[:-1]
    for ask in (found.is_current, found.changed_names, lambda each: found.unused([each])):
        with pytest.raises(StoreDamaged):
            ask(dependencies)


def test_a_fact_that_is_gone_has_changed() -> None:
    """And so has one of a kind that there is no more."""
    found = changes({}, {"a": 1}, **{"colour a": b"x"})
    assert not found.is_current(found.dependencies(["word a"]))
    assert not found.is_current(found.dependencies(["colour a"]))


def test_what_is_to_be_remembered_is_what_is_new_or_has_changed() -> None:
    """A fact that nobody has looked at is not."""
    found = changes({"a": 1, "b": 3, "c": 4, "d": 5}, {"a": 1, "b": 2})
    found.dependencies(["word a", "word c"])
    assert found.to_remember() == {"word b": digest_of(3), "word c": digest_of(4)}


def test_a_fact_may_rest_on_others() -> None:
    """It is compared only where those have changed, which may cost less."""

    class Length(Query):
        def value(self, key: str) -> int:
            return len(key)

        def suspects(self, changes: Changes, last: Mapping[str, bytes]) -> Iterable[str]:
            return changes.changed("word") & last.keys()

    known = Queries({**queries(a=1, b=3).queries, "length": Length()})
    last = {"word a": digest_of(1), "word b": digest_of(2)}
    found = Changes(known, {**last, "length a": b"of another", "length b": b"of another"})
    assert found.changed("length") == {"b"}


def test_digests_may_be_kept_elsewhere() -> None:
    """A kind that is not remembered is told by what the ledger is given."""

    class Given(Query):
        is_remembered = False

        def value(self, key: str) -> str:
            return key

        def changed(self, changes: Changes, last: Mapping[str, bytes]) -> Iterable[str]:
            return (key for key in ("a", "b") if last.get(key) != key.encode())

    found = Changes(Queries({"given": Given()}), {}, {"given": {"a": b"a", "b": b"x"}})
    dependencies = found.dependencies(["given a", "given b"])
    assert found.changed_names(dependencies) == ["given b"] and found.to_remember() == {}


def test_unused_facts_are_those_in_no_note() -> None:
    """So that what nobody looks at any more can be forgotten."""
    found = changes({"a": 1, "b": 2}, {"a": 1, "b": 2})
    assert found.unused([found.dependencies(["word b"]), b""]) == ["word a"]


def test_a_kind_with_a_space_in_its_name_is_refused() -> None:
    """In notes a space parts the kind from the key: such a fact would never count as changed."""
    with pytest.raises(TypeError, match="has a space in its name"):
        Queries({"two words": PlainQuery(str)})
