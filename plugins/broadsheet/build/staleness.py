"""Staleness: which files of the plan are rebuilt.

A file is left as it is if nothing that it was made of has changed, and if its bytes in the output
folder are those that were printed. For each page, the digests of its plan and of the answers that
it asked for are compared first. Only if one of them has changed are its inputs made, and only if
these differ is the page rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.build.derivatives import Effort, effort_for
from broadsheet.content.memory import Printed
from broadsheet.incremental.digests import digest_of, digests_of
from broadsheet.incremental.queries import Changes
from broadsheet.render.rendering import Layout
from broadsheet.render.template_dependencies import TemplateDependencies
from broadsheet.site.outputs import Copy, Derivative, Made, Output
from broadsheet.views.composer import Composer


class Due(Struct, frozen=True):
    """A page that must be rendered.

    layout: what rendering needs. printed: what to remember, but for the digests of the inputs and
    of the file, which are known once it is rendered.
    """

    path: str
    layout: Layout
    printed: Printed


@dataclass
class NotRendered:
    """Collects the files that are not rendered, and what to do with them.

    copies: files to copy. derivatives: files that a recipe has to make. kept: what to remember anew
    of pages that stay as they are, by path. skipped: how many files stay as they are.
    """

    copies: list[Copy] = field(default_factory=list)
    derivatives: list[Effort] = field(default_factory=list)
    kept: dict[str, Printed] = field(default_factory=dict)
    skipped: int = 0


class Staleness(Struct, frozen=True):
    """Compares a plan with the files that were printed last.

    printed: the remembered files, by path. on_disk: gives the digest of a file in the output
    folder. settings: the digest of the settings that pages are made by. source: gives the digest of
    a file that is copied, or that a recipe uses. content: the content folder.
    """

    composer: Composer
    changes: Changes
    template_dependencies: TemplateDependencies
    printed: Mapping[str, Printed]
    on_disk: Callable[[str], bytes]
    settings: bytes
    source: Callable[[Path], bytes]
    content: Path

    def due(self, outputs: Iterable[Output], not_rendered: NotRendered) -> Iterator[Due]:
        """Yield the pages that must be rendered; add all other outputs to `not_rendered`."""
        for output in outputs:
            if isinstance(output, Copy):
                self._due_copy(output, not_rendered)
            elif isinstance(output, Derivative):
                self._due_derivative(output, not_rendered)
            else:
                due = self._due_page(output, not_rendered)
                if due is not None:
                    yield due

    def outdated(self, paths: Iterable[str]) -> list[str]:
        """Return the paths of kept pages (`SitePlan.kept`) that may have to be rebuilt."""
        template_dependencies = self.template_dependencies.all()
        printed, on_disk, is_current = self.printed, self.on_disk, self.changes.is_current
        return [
            path
            for path in paths
            if (before := printed.get(path)) is None
            or on_disk(path) != before.file
            or before.template not in template_dependencies
            or not is_current(before.dependencies)
        ]

    def is_current(self, page: Made, before: Printed) -> bool:
        """Say whether neither a page's plan nor an answer that it asked for has changed."""
        return (
            before.fingerprint == self.fingerprint(page)
            and before.template == self.template_dependencies.digest(page.template)
            and self.changes.is_current(before.dependencies)
        )

    def is_on_disk(self, page: Made, before: Printed) -> bool:
        """Say whether a page in the output folder has the bytes that were printed."""
        return self.on_disk(page.path) == before.file

    def fingerprint(self, page: Made) -> bytes:
        """Return the digest of a page's plan and of the settings."""
        names = [f"{each.__module__}.{each.__qualname__}" for each in (page.make, page.write)]
        return digest_of([self.settings, page.template, names, page.arguments])

    def compose(self, page: Made) -> Due:
        """Make a page's inputs."""
        inputs, names = self.composer.inputs(page)
        printed = Printed(
            fingerprint=self.fingerprint(page),
            template=self.template_dependencies.digest(page.template),
            inputs={},
            dependencies=self.changes.dependencies(names),
            file=b"",
        )
        return Due(page.path, Layout.of(page, inputs), printed)

    def effort_for(self, derivative: Derivative) -> Effort:
        """Return the effort that makes a derivative of files as they are now."""
        sources = (self.source(self.content / each) for each in derivative.sources)
        return effort_for(derivative, sources)

    def due_derivatives(self, outputs: Iterable[Output]) -> list[Effort]:
        """Return the efforts for those derivatives of a plan that must be made."""
        not_rendered = NotRendered()
        for output in outputs:
            if isinstance(output, Derivative):
                self._due_derivative(output, not_rendered)
        return not_rendered.derivatives

    def _due_page(self, page: Made, not_rendered: NotRendered) -> Due | None:
        before = self.printed.get(page.path)
        if before is None or not self.is_on_disk(page, before):
            return self.compose(page)
        if self.is_current(page, before):
            not_rendered.skipped += 1
            return None
        due = self.compose(page)
        if due.printed.template != before.template:
            return due
        inputs = digests_of(due.layout.inputs)
        if inputs != before.inputs:
            return due
        not_rendered.kept[page.path] = replace(due.printed, inputs=inputs, file=before.file)
        not_rendered.skipped += 1
        return None

    def _due_copy(self, copy: Copy, not_rendered: NotRendered) -> None:
        before = self.printed.get(copy.path)
        is_known = before is not None and before.is_copy_of(self.source(copy.source))
        if is_known and before is not None and self.on_disk(copy.path) == before.file:
            not_rendered.skipped += 1
        else:
            not_rendered.copies.append(copy)

    def _due_derivative(self, derivative: Derivative, not_rendered: NotRendered) -> None:
        effort, before = self.effort_for(derivative), self.printed.get(derivative.path)
        is_known = before is not None and before.is_copy_of(effort.key)
        if is_known and before is not None and self.on_disk(derivative.path) == before.file:
            not_rendered.skipped += 1
        else:
            not_rendered.derivatives.append(effort)
