"""Printing: which files of the plan are made anew.

A file is left as it is when nothing that it was made of has changed, and when it still lies in
the output folder as it was printed. To find that out costs little for each page: its plan and the
facts that it looked at are compared by digest. Only where one of them has changed are its inputs
made, and only where these differ is it rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from plugins.edition.compose import Composer
from plugins.edition.families import Families
from plugins.edition.memory import Printed
from plugins.edition.outputs import Copy, Output, Page
from plugins.edition.templates import Layout
from plugins.incremental.digests import digest_of, digests_of
from plugins.incremental.facts import Ledger
from plugins.incremental.file_digests import file_digest


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

    copies: files to copy, with the digests of their sources. kept: files that stay as they are,
    of which there is something new to remember. skipped: how many stay as they are.
    """

    copies: list[tuple[Copy, bytes]] = field(default_factory=list)
    kept: dict[str, Printed] = field(default_factory=dict)
    skipped: int = 0


@dataclass(frozen=True)
class Judge:
    """Compares a plan with what was printed last.

    printed: what is remembered, by path. lying: gives the digest of a file that lies in the
    output folder. rules: the digest of the settings.
    """

    composer: Composer
    ledger: Ledger
    families: Families
    printed: Mapping[str, Printed]
    lying: Callable[[str], bytes]
    rules: bytes

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
        source = file_digest(str(copy.source))
        if source and self.lying(copy.path) == source:
            judgement.skipped += 1
            before = self.printed.get(copy.path)
            if before is None or before.stamp:  # a page stood here: forget what it was made of
                judgement.kept[copy.path] = Printed(b"", b"", {}, b"", source)
        else:
            judgement.copies.append((copy, source))
