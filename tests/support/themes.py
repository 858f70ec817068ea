"""Themes between builds: what a build makes of templates is kept for the next one in this process.

A product that begins anew compiles its theme and finds out what the templates name. That is most
of a small build, and a test run makes thousands of these with the same few themes.
"""

from __future__ import annotations

from collections import defaultdict
from types import CodeType
from typing import Any

import pytest
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from broadsheet.render import missing_names, template_dependencies, templates
from broadsheet.render.theme import Theme


class Compiled(BytecodeCache):
    """Compiled templates, by their names and texts, and whether they are without state."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], tuple[CodeType, bool]] = {}

    def get_bucket(self, environment: Any, name: str, filename: str | None, source: str) -> Bucket:
        """Return a bucket with the code of a template, if there is any."""
        bucket = Bucket(environment, name, source)
        if (name, source) in self.kept:
            bucket.code, lasts = self.kept[name, source]
            if lasts:
                environment.lasting.add(name)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        assert bucket.code is not None
        lasting: Any = bucket.environment
        self.kept[bucket.key, bucket.checksum] = bucket.code, bucket.key in lasting.lasting


def keep_themes(patch: pytest.MonkeyPatch) -> None:
    """Compile each template, and find out what it names and wants, but once for the same language.

    Its language is what the settings add to Jinja's, and the words, which become part of the code.
    """
    make = templates.environment_of
    parse = template_dependencies.TemplateDependencies._parse
    read = missing_names._read
    compiled: dict[tuple[bytes, bytes], Compiled] = defaultdict(Compiled)
    namings: dict[tuple[bytes, str], template_dependencies.Naming] = {}
    names: dict[tuple[bytes, str], missing_names.Names] = {}

    def make_with_cache(theme: Theme) -> Any:
        environment = make(theme)
        environment.bytecode_cache = compiled[theme.additions, theme.words.digest]
        return environment

    def parse_once(
        self: template_dependencies.TemplateDependencies, text: str
    ) -> template_dependencies.Naming:
        key = (self.theme.additions, text)
        if key not in namings:
            namings[key] = parse(self, text)
        return namings[key]

    def read_once(theme: Theme, text: str) -> missing_names.Names:
        key = (theme.additions, text)
        if key not in names:
            names[key] = read(theme, text)
        return names[key]

    patch.setattr(missing_names, "_read", read_once)
    patch.setattr(templates, "environment_of", make_with_cache)
    patch.setattr(template_dependencies.TemplateDependencies, "_parse", parse_once)
