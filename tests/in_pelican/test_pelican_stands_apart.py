"""Pelican is imported where import-linter allows it, and the contract leaves nobody out."""

from __future__ import annotations

import pkgutil
import tomllib

import broadsheet
from tests.support.halyard import ROOT

WITH_PELICAN = {"broadsheet.pelican_api", "broadsheet.pelican_app", "broadsheet.in_pelican"}


def test_the_contract_names_all_modules_but_those_that_work_with_pelican() -> None:
    """A new capability or room is forbidden to import Pelican as all others are."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = (
        each
        for each in settings["tool"]["importlinter"]["contracts"]
        if each["type"] == "forbidden" and each["forbidden_modules"] == ["pelican"]
    )
    there = {each.name for each in pkgutil.iter_modules(broadsheet.__path__, "broadsheet.")}
    assert set(contract["source_modules"]) == there - WITH_PELICAN
