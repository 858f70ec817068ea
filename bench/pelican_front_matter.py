"""A plugin for stock Pelican: front matter in YAML, the body with Pelican's own Markdown."""

from __future__ import annotations

from typing import Any

import yaml
from markdown import Markdown
from pelican.plugins import signals
from pelican.readers import MarkdownReader
from pelican.utils import pelican_open


class FrontMatterReader(MarkdownReader):  # type: ignore[misc]  # Pelican carries no types
    """Reads files whose front matter is YAML between two lines `---`."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the body as HTML, and the front matter in the types of Pelican's metadata."""
        with pelican_open(source_path) as text:
            _, front_matter, body = text.split("---\n", 2)
        facts = yaml.load(front_matter, Loader=yaml.CSafeLoader)
        metadata = {key: self.process_metadata(key, _plain(facts[key])) for key in facts}
        return Markdown(**self.settings["MARKDOWN"]).convert(body), metadata


def _plain(value: Any) -> Any:
    """Return a value as Pelican expects it: lists and texts, and dates as texts."""
    return value if isinstance(value, list) else str(value)


def register() -> None:
    """Pelican's call to a plugin."""
    signals.readers_init.connect(_add_reader)


def _add_reader(readers: Any) -> None:
    readers.reader_classes["md"] = FrontMatterReader
