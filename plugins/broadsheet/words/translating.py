"""Translating: from a message of the source, in English, to the words of the paper's language.

A message is known by its text and, where one text means two things, by a context. It may hold
placeholders such as `%(name)s`, and writes a percent sign as `%%`, with or without them. All this
is gettext's: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from gettext import c2py
from typing import Any

from msgspec import Struct

from broadsheet.incremental.digests import digest_of

CONTEXT = "\x04"  # as in compiled catalogues
_TWO_STOPS = re.compile(r"(?<!\.)\.\.\Z")


class Translation(Struct, frozen=True):
    """A message in the paper's language.

    forms: one text, or one for each plural form. rule: which form a number takes, in C as the
    header of the catalogue has it; "" for a message without plural.
    """

    forms: tuple[str, ...]
    rule: str = ""

    def form_for(self, number: int) -> str:
        """Return the form that a number takes."""
        return self.forms[_compiled(self.rule)(number)] if self.rule else self.forms[0]


def key_of_message(message: str, context: str | None = None) -> str:
    """Return the key under which a message is known."""
    return message if context is None else f"{context}{CONTEXT}{message}"


@dataclass(frozen=True)
class Words:
    """The translations of a paper, by the keys of their messages.

    A message that has none is shown as it is.
    """

    translations: Mapping[str, Translation] = field(default_factory=dict)

    def find(self, key: str) -> Translation | None:
        """Return the translation of a message, None where there is none."""
        return self.translations.get(key)

    def only(self, keys: Iterable[str]) -> Words:
        """Return the translations of these messages alone."""
        return Words({key: self.translations[key] for key in keys if key in self.translations})

    @cached_property
    def translator(self) -> Translator:
        """What translates into plain text."""
        return Translator(self.find)

    @cached_property
    def digest(self) -> bytes:
        """The digest of all translations."""
        return digest_of(sorted(self.translations.items()))


class Translator(Struct, frozen=True):
    """The four functions of gettext, under its names, by which its tools find the messages.

    Each takes the values of the placeholders by name. find: returns the translation of a key, if
    there is one. form: what becomes of the words before the placeholders are filled in, such as
    `markupsafe.escape`.
    """

    find: Callable[[str], Translation | None]
    form: Callable[[str], str] = str

    def gettext(self, message: str, /, **values: Any) -> str:
        """Return a message in the paper's language."""
        return self._words(message, self.find(message), **values)

    def ngettext(self, singular: str, plural: str, number: int, /, **values: Any) -> str:
        """Return the form of a message that a number takes; `num` is the number itself."""
        words = singular if number == 1 else plural
        values.setdefault("num", number)
        return self._words(words, self.find(singular), number, **values)

    def pgettext(self, context: str, message: str, /, **values: Any) -> str:
        """Return a message that means something else in another context."""
        return self._words(message, self.find(key_of_message(message, context)), **values)

    def npgettext(
        self, context: str, singular: str, plural: str, number: int, /, **values: Any
    ) -> str:
        """Return the form that a number takes of a message with a context."""
        words = singular if number == 1 else plural
        values.setdefault("num", number)
        found = self.find(key_of_message(singular, context))
        return self._words(words, found, number, **values)

    def _words(
        self, source: str, found: Translation | None, number: int = 1, /, **values: Any
    ) -> str:
        text = self.form(found.form_for(number) if found else source) % values
        # A value such as “Halyard Press Inc.” ends the sentence by its own full stop.
        return text[:-1] if values and _TWO_STOPS.search(text) else text


@lru_cache(maxsize=64)
def _compiled(rule: str) -> Callable[[int], int]:
    return c2py(rule)
