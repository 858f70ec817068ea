"""Fingerprints of what all pages are made by: the settings, the templates and the translations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from broadsheet.incremental.digests import digest_of
from broadsheet.incremental.fingerprints import Fingerprint, changed, settings_fingerprint
from broadsheet.site.settings import Settings, seen
from broadsheet.words.translating import Words

_TEMPLATE = "the template "  # stands before the name of a template
_WORDS = "the words for "  # stands before a message


@dataclass(frozen=True)
class CommonFingerprints:
    """The fingerprints of what all pages are made by, now and at the last build.

    settings: the digests of the settings that pages may be made by. now: these digests and those of
    templates and messages. last: the same as `now`, of the last build.
    """

    settings: Fingerprint
    now: Fingerprint
    last: Mapping[str, bytes]

    @classmethod
    def of(
        cls,
        settings: Settings,
        templates: Mapping[str, str],
        words: Words,
        last: Mapping[str, bytes],
    ) -> CommonFingerprints:
        """templates: the text of each. words: the translations of the paper."""
        own = settings_fingerprint(seen(settings))
        texts = {f"{_TEMPLATE}{name}": digest_of(text) for name, text in templates.items()}
        translations = words.translations.items()
        messages = {f"{_WORDS}{key}": digest_of(each) for key, each in translations}
        return cls(own, {**own, **texts, **messages}, last)

    @cached_property
    def has_same_settings(self) -> bool:
        """Whether the last build had these settings."""
        last = self.last.items()
        return self.settings == {
            name: of for name, of in last if not name.startswith((_TEMPLATE, _WORDS))
        }

    @cached_property
    def changed(self) -> list[str]:
        """The names of what is new, changed or gone since the last build."""
        return changed(self.last, self.now)

    @property
    def to_remember(self) -> Fingerprint:
        """The fingerprints that are new or have changed since the last build."""
        return {name: self.now[name] for name in self.changed if name in self.now}

    @property
    def to_forget(self) -> Collection[str]:
        """The names of what is gone since the last build."""
        return self.last.keys() - self.now.keys()
