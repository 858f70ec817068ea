"""Texts: what a new paper says, by language. Another language is one more folder in `skeleton/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

import broadsheet

SKELETON = Path(broadsheet.__file__).parent / "skeleton"


class Texts(Struct, frozen=True):
    """The texts of a language. code: that of the folder. words: see `words.toml` in it."""

    code: str
    words: Mapping[str, str]

    @classmethod
    def of(cls, lang: str) -> Texts:
        """Return those of a language, the English ones where it has none."""
        known = languages()
        code = next((each for each in (lang, lang.partition("-")[0]) if each in known), "en")
        words = (SKELETON / "texts" / code / "words.toml").read_text("utf-8")
        return cls(code, tomllib.loads(words))


def languages() -> list[str]:
    """Return the codes of the languages in which there are texts."""
    return sorted(each.name for each in (SKELETON / "texts").iterdir() if each.is_dir())
