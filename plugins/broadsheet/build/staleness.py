"""Printing: which files of the plan are made anew.

A file is left as it is when nothing that it was made of has changed, and when it still lies in
the output folder as it was printed. To find that out costs little for each page: its plan and the
facts that it looked at are compared by digest. Only where one of them has changed are its inputs
made, and only where these differ is it rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from broadsheet.content.memory import Printed
from broadsheet.incremental.digests import digest_of, digests_of
from broadsheet.incremental.queries import Ledger
from broadsheet.render.template_dependencies import Families
from broadsheet.render.templates import Layout
from broadsheet.site.outputs import Copy, Output, Page
from broadsheet.views.composer import Composer


@dataclass(frozen=True)
class Due:
    """A page that is about to be rendered.

    layout: what rendering needs. printed: what to remember; the digests of the inputs and of the
    file come with the rendered page.
    """

    path: str
    layout: Layout
    printed: Printed


@dataclass
class Judgement:
    """What is to be done with the files that are not rendered.

    copies: files to copy. kept: pages that stay as they are, of which there is something new to
    remember. skipped: how many files stay as they are.
    """

    copies: list[Copy] = field(default_factory=list)
    kept: dict[str, Printed] = field(default_factory=dict)
    skipped: int = 0


@dataclass(frozen=True)
class Judge:
    """Compares a plan with what was printed last.

    printed: what is remembered, by path. lying: gives the digest of a file that lies in the
    output folder. rules: the digest of the settings. source: gives the digest of a file that is
    copied.
    """

    composer: Composer
    ledger: Ledger
    families: Families
    printed: Mapping[str, Printed]
    lying: Callable[[str], bytes]
    rules: bytes
    source: Callable[[Path], bytes]

    def due(self, outputs: Iterable[Output], judgement: Judgement) -> Iterator[Due]:
        """Yield the pages that must be rendered; the rest goes into the judgement."""
        for output in outputs:
            if isinstance(output, Copy):
                self._judge_copy(output, judgement)
            else:
                due = self._judge_page(output, judgement)
                if due is not None:
                    yield due

    def outdated(self, paths: Iterable[str]) -> list[str]:
        """Return those of the pages planned as they were that may have to be made anew."""
        families = self.families.all()
        printed, lying, is_current = self.printed, self.lying, self.ledger.is_current
        return [
            path
            for path in paths
            if (before := printed.get(path)) is None
            or lying(path) != before.file
            or before.template not in families
            or not is_current(before.notes)
        ]

    def is_current(self, page: Page, before: Printed) -> bool:
        """Say whether neither a page's plan nor what it looked at has changed."""
        return (
            before.stamp == self.stamp(page)
            and before.template == self.families.digest(page.template)
            and self.ledger.is_current(before.notes)
        )

    def lies(self, page: Page, before: Printed) -> bool:
        """Say whether a page lies in the output folder as it was printed."""
        return self.lying(page.path) == before.file

    def stamp(self, page: Page) -> bytes:
        """Return the digest of a page's plan and of the settings."""
        names = [f"{each.__module__}.{each.__qualname__}" for each in (page.make, page.write)]
        return digest_of([self.rules, page.template, names, page.arguments])

    def compose(self, page: Page) -> Due:
        """Make a page's inputs."""
        inputs, names = self.composer.inputs(page)
        printed = Printed(
            stamp=self.stamp(page),
            template=self.families.digest(page.template),
            inputs={},
            notes=self.ledger.notes(names),
            file=b"",
        )
        return Due(page.path, Layout(page.template, inputs, page.write), printed)

    def _judge_page(self, page: Page, judgement: Judgement) -> Due | None:
        before = self.printed.get(page.path)
        if before is None or not self.lies(page, before):
            return self.compose(page)
        if self.is_current(page, before):
            judgement.skipped += 1
            return None
        due = self.compose(page)
        if due.printed.template != before.template:
            return due
        inputs = digests_of(due.layout.inputs)
        if inputs != before.inputs:
            return due
        judgement.kept[page.path] = replace(due.printed, inputs=inputs, file=before.file)
        judgement.skipped += 1
        return None

    def _judge_copy(self, copy: Copy, judgement: Judgement) -> None:
        before = self.printed.get(copy.path)
        is_known = before is not None and before.is_copy_of(self.source(copy.source))
        if is_known and before is not None and self.lying(copy.path) == before.file:
            judgement.skipped += 1
        else:
            judgement.copies.append(copy)
