"""In what data do not fit a model, and where to look for what would."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field, field_validator

from broadsheet.story.schema_faults import KeyPath, Misfit, fit, group_in


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Owner(Strict):
    sentence: str
    email: str | None = None

    @field_validator("email")
    @classmethod
    def _at(cls, value: str) -> str:
        if "@" not in value:
            raise ValueError("no address")
        return value


class Paper(Strict):
    owner: Owner = Field(alias="OWNER")
    owners: tuple[Owner, ...] = ()
    former: dict[str, int] = Field(default_factory=dict)


OWNER = {"sentence": "We."}


def misfit(**data: Any) -> Misfit:
    found, misfits = fit(Paper, {"OWNER": OWNER, **data})
    assert found is None
    (only,) = misfits
    return only


def test_data_that_fit_fill_the_model() -> None:
    """The model and nothing to mend."""
    found, misfits = fit(Paper, {"OWNER": OWNER})
    assert (found and found.owner.sentence, misfits) == ("We.", [])


def test_everything_that_does_not_fit_is_told_at_once() -> None:
    """Nobody mends data one key at a time."""
    found, misfits = fit(Paper, {"ownr": 1, "former": 2})
    assert found is None
    assert [each.keys for each in misfits] == [("OWNER",), ("former",), ("ownr",)]


@pytest.mark.parametrize(
    ("data", "keys", "advice"),
    [
        ({"OWNR": 1}, ("OWNR",), "did you mean `OWNER`?"),
        (
            {"OWNER": {**OWNER, "sentance": 1}},
            ("OWNER", "sentance"),
            "did you mean `sentence`?",
        ),
        (
            {"owners": [OWNER, {**OWNER, "e-mail": 1}]},
            ("owners", 1, "e-mail"),
            "did you mean `email`?",
        ),
        ({"OWNER": {**OWNER, "x": 1}}, ("OWNER", "x"), "use one of: email, sentence"),
    ],
)
def test_an_unknown_key_is_told_from_those_of_its_own_group(
    data: dict[str, Any], keys: KeyPath, advice: str
) -> None:
    """In groups and in lists of groups too, by the names that the data use."""
    found = misfit(**data)
    assert (found.keys, found.is_unknown, found.known_key) == (keys, True, advice)


def test_a_missing_key_is_told_apart() -> None:
    """It has a place but no value."""
    found = misfit(owners=[{}])
    assert (found.keys, found.is_missing, found.is_unknown) == (
        ("owners", 0, "sentence"),
        True,
        False,
    )


@pytest.mark.parametrize(
    ("data", "type_", "what"),
    [
        ({"OWNER": {**OWNER, "email": "x"}}, "value_error", "no address"),
        ({"owners": "x"}, "tuple_type", "input should be a valid tuple"),
        (
            {"former": {"a": "x"}},
            "int_parsing",
            "not a whole number",
        ),
    ],
)
def test_a_wrong_value_is_told_in_the_models_words_where_it_has_any(
    data: dict[str, Any], type_: str, what: str
) -> None:
    """Else in pydantic's, whose name for the error is kept for better ones."""
    found = misfit(**data)
    assert (found.type, found.what) == (type_, what)


def test_the_field_leads_to_the_group_that_should_stand_there() -> None:
    """So that advice can name its keys; a field of mere texts has none."""
    assert group_in(misfit(owners=["x"]).field) is Owner
    assert group_in(misfit(OWNER={**OWNER, "email": "x"}).field) is None
    assert group_in(misfit(former={"a": "x"}).field) is None
