"""The settings of reading: everything but its file on which a story may depend.

They are plain data, so that they can be digested and sent to another process. The Markdown printer
and the passes are imported when the first file is read: a build without a new story needs neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from broadsheet.reporting.faults import Fault
from broadsheet.story.moments import placed
from broadsheet.story.typography import Typography
from broadsheet.words.translating import Words

if TYPE_CHECKING:
    from broadsheet.story.draft import Draft
    from broadsheet.story.front import StoryKeys
    from broadsheet.story.markup import MarkdownPrinter
    from broadsheet.story.model import Words as Passage

_UNTRANSLATED = Words()
_SAID = (
    "Table",
    "Table %(number)s",
    "Jump back to footnote %(number)s in the text",
    "To do",
    "Done",
)
"""The messages that reading translates. Where one changes, all texts are read again."""

BodyPass = Callable[["Draft"], Iterable[Fault]]


@dataclass(frozen=True)
class ReadingSettings:
    """The only settings that a story's record may depend on, and what is made of them.

    passes: what the capabilities do to a body's tree, in order: functions of a module, or their
    full names, such as "broadsheet.image_captions.body.hang_pictures". words: the translations of
    what bodies say besides what is written in them. story_keys: the models of the front-matter
    keys that capabilities declare.
    """

    timezone: str = "UTC"
    typography: Typography = field(default_factory=Typography)
    markdown: Mapping[str, Any] = field(default_factory=dict)
    embed_hosts: frozenset[str] = frozenset()
    link_schemes: frozenset[str] = frozenset()
    passes: tuple[BodyPass | str, ...] = ()
    words: Words = _UNTRANSLATED
    story_keys: tuple[type[StoryKeys], ...] = ()

    @classmethod
    def from_settings(
        cls,
        settings: Mapping[str, Any],
        passes: Iterable[BodyPass | str],
        words: Words = _UNTRANSLATED,
        story_keys: Iterable[type[StoryKeys]] = (),
    ) -> ReadingSettings:
        """Take these settings out of Pelican's, and what they need of the words."""
        return cls(
            timezone=settings.get("TIMEZONE", "UTC"),
            typography=Typography.from_settings(settings),
            markdown=settings["MARKDOWN"],
            embed_hosts=frozenset(settings.get("EMBED_HOSTS") or ()),
            link_schemes=frozenset(settings.get("LINK_SCHEMES") or ()),
            passes=tuple(passes),
            words=words.only(_SAID),
            story_keys=tuple(story_keys),
        )

    @cached_property
    def changes(self) -> tuple[BodyPass, ...]:
        """The passes, imported."""
        return tuple(resolve_name(each) if isinstance(each, str) else each for each in self.passes)

    @cached_property
    def printer(self) -> MarkdownPrinter:
        """The Markdown printer, made once."""
        from broadsheet.story.markup import MarkdownPrinter

        return MarkdownPrinter(self.markdown, self.words)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    def moment(self, value: datetime) -> datetime:
        """Return an aware time: one without a time zone means the site's. See `placed`."""
        return placed(value, self.zone)

    def plain(self, text: str) -> str:
        """Return the words of a line of inline Markdown."""
        return str(Markup(self.printer.inline(text)).striptags())  # noqa: S704 - taken apart

    def inline(
        self, text: str, path: str, line: int, lang: str | None = None
    ) -> tuple[tuple[Passage, ...], list[Fault]]:
        """Return the set, safe HTML of a line of inline Markdown, cut at unfinished links.

        path, line: where the text stands, for its links and their faults. lang: its language,
        None for the paper's.
        """
        printed = self.printer.line(text)
        passages, faults = self.cut(printed.html, path, line, lang)
        ends = printed.loose_ends
        loose = [
            Fault(path, line, end.what, end.mend, end.gravity, kind="loose-end") for end in ends
        ]
        return passages, [*loose, *faults]

    def cut(
        self, html: str, path: str, line: int, lang: str | None = None
    ) -> tuple[tuple[Passage, ...], list[Fault]]:
        """Return HTML of a line set and safe, cut at unfinished links; nothing of none.

        path, line: where the text stands, for its links and their faults. lang: its language.
        """
        if not html:
            return (), []
        if "<a " not in html:
            return (self.typography.html(html, lang),), []
        from broadsheet.story.links import cut_inline_links

        def set_html(html: str) -> str:
            return self.typography.html(html, lang)

        return cut_inline_links(html, path, line, set_html, self.link_schemes)

    def __getstate__(self) -> dict[str, Any]:
        # The objects made from the settings are not pickled.
        return {each.name: getattr(self, each.name) for each in fields(self)}
