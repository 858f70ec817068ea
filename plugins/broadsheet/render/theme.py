"""The theme: its templates and everything else that rendering depends on, but for inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from broadsheet.incremental.digests import digest_of
from broadsheet.incremental.fingerprints import setting_digest
from broadsheet.site.settings import Settings
from broadsheet.words.translating import Words

_UNTRANSLATED = Words()


@dataclass(frozen=True)
class Theme:
    """The theme's templates, what the settings add to their language, and the paper's words.

    texts: the templates' texts at the beginning of the build, by name. Of Pelican's settings for
    Jinja, extensions, filters and tests are used, and those that pass data are not. additions: the
    digest of these settings. words: the translations of the templates' messages. files: the file of
    each template, by name. overrides: the folders of the paper's own templates.
    """

    texts: Mapping[str, str]
    extensions: tuple[Any, ...] = ()
    filters: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    tests: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    additions: bytes = b""
    words: Words = _UNTRANSLATED
    files: Mapping[str, str] = field(default_factory=dict)
    overrides: tuple[str, ...] = ()

    @classmethod
    def from_settings(
        cls, settings: Settings, words: Words = _UNTRANSLATED, more: Sequence[Path] = ()
    ) -> Theme:
        """Read the templates of the theme, those that override them, and those of capabilities.

        more: the folders of capabilities' templates. The theme overrides these by the same name.
        """
        own = Path(settings["THEME"]) / "templates"
        overrides = tuple(map(str, settings["THEME_TEMPLATES_OVERRIDES"]))
        folders = [*map(Path, overrides), own, *more]
        texts: dict[str, str] = {}
        files: dict[str, str] = {}
        for folder in folders:
            for name, file in templates_in(folder).items():
                if name not in texts:
                    with suppress(UnicodeDecodeError):  # a binary file is no template
                        texts[name] = file.read_text("utf-8")
                        files[name] = str(file)
        extensions = tuple(settings["JINJA_ENVIRONMENT"].get("extensions", ()))
        filters, tests = settings["JINJA_FILTERS"], settings["JINJA_TESTS"]
        additions = setting_digest([extensions, filters, tests])
        return cls(texts, extensions, filters, tests, additions, words, files, overrides)

    @cached_property
    def digest(self) -> bytes:
        """The digest of all that rendering depends on besides a page's inputs.

        And that of the places that faults name.
        """
        places = [self.files, self.overrides]
        return digest_of([self.texts, self.additions, self.words.digest, places])

    def __getstate__(self) -> dict[str, Any]:
        # The digest stays where it is when a theme goes to another process.
        return {each.name: getattr(self, each.name) for each in fields(self)}


def templates_in(folder: Path) -> dict[str, Path]:
    """Return the files of a folder of templates, by their paths below it."""
    return {
        file.relative_to(folder).as_posix(): file
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
