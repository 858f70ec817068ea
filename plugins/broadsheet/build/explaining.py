"""Explaining: why a file of the site was or was not rebuilt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from broadsheet.build.staleness import Staleness
from broadsheet.content.edition import Edition
from broadsheet.content.memory import Printed
from broadsheet.content.static_paths import StaticFiles
from broadsheet.incremental.digests import digests_of
from broadsheet.incremental.fingerprints import changed
from broadsheet.incremental.queries import Changes
from broadsheet.site.addresses import file_of
from broadsheet.site.outputs import Copy, Derivative, Made, Output
from broadsheet.story.model import Story


class Causes(Struct, frozen=True):
    """The possible reasons why a file is rebuilt.

    changes: compares the answers with those of the last build, even if its settings were others.
    common: the names of changed settings, templates and messages. outdated: the reasons why nothing
    of the last build could be used, if there are any.
    """

    changes: Changes
    common: Sequence[str]
    outdated: Sequence[str]

    @property
    def settings(self) -> list[str]:
        """The settings that have changed, in words."""
        return [each for each in self.common if each.startswith("the setting ")]

    def queries(self, dependencies: bytes) -> list[str]:
        """Return, in words, which of the answers that a page asked for have changed."""
        names = self.changes.changed_names(dependencies)
        # A changed file changes both its story and its text: one of the two is enough to name.
        told = {f"text {name.removeprefix('story ')}" for name in names}
        return [_in_a_line(name) for name in names if name not in told]


def _in_a_line(name: str) -> str:
    """Return a question, or the name of a setting, template or message, on one line."""
    return name.replace("\n", "/").replace("\x04", "/").strip()


def names_of(wanted: str, folders: Iterable[Path]) -> set[str]:
    """Return the paths that a user may mean by `wanted`.

    wanted: the path of an output or content file, relative to the current folder or to one of
    `folders`, or full; or a web address. folders: the content and the output folder.
    """
    path = unquote(urlsplit(wanted).path) if "://" in wanted else wanted
    path = path.strip().removeprefix("./")
    names = {path, path.removeprefix("/"), file_of(path)}
    for folder in folders:
        place = Path(path).absolute()
        if place.is_relative_to(folder.absolute()):
            names.add(place.relative_to(folder.absolute()).as_posix())
    return names


def explain(
    wanted: str,
    names: set[str],
    outputs: Sequence[Output],
    staleness: Staleness,
    causes: Causes,
    hidden: Mapping[str, str],
) -> list[str]:
    """Return lines on why the wanted file is rebuilt or not; called before the site is printed.

    wanted: as the user wrote it. names: see `names_of`. hidden: why files are not published, by
    their content paths.
    """
    found = [each for each in outputs if each.path in names or each.origin in names]
    if found:
        return [line for each in found for line in _explain(each, staleness, causes)]
    for name in sorted(names & hidden.keys()):
        return [f"{name}: not published: {hidden[name]}"]
    for name in sorted(names & staleness.printed.keys()):
        return [f"{name}: deleted: nothing of that name is planned any more"]
    return [f"{wanted}: nothing of that name is planned"]


def reasons_to_hide(edition: Edition) -> dict[str, str]:
    """Return the reasons why stories are not published, by their files."""
    stories = (story for story in edition.loaded.stories if story.path in edition.hidden)
    return {story.path: _reason_to_hide(story, edition) for story in stories}


def _reason_to_hide(story: Story, edition: Edition) -> str:
    if story.draft:
        return "it is a draft"
    if story.path in edition.withdrawn:
        return "it is withdrawn"
    return f"it is under embargo until {story.public_from.isoformat()}"


def reasons_to_hold_back(
    statics: StaticFiles, held: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """Return the reasons why files of STATIC_PATHS are not published, by their content paths."""
    confidential = {path: f"it is {what}" for path, what in statics.withheld.items()}
    waiting = {path: f"only hidden stories use it: {', '.join(of)}" for path, of in held.items()}
    return {**confidential, **waiting}


def _explain(output: Output, staleness: Staleness, causes: Causes) -> list[str]:
    before = staleness.printed.get(output.path)
    if before is None and causes.outdated:
        lines = [f"{output.path}: rebuilt: of the last build nothing could be used"]
        return lines + [f"  changed: {name}" for name in causes.outdated]
    if before is None:
        return [f"{output.path}: rebuilt: the last build knew nothing of it"]
    if staleness.on_disk(output.path) != before.file:
        return [f"{output.path}: rebuilt: it does not lie in the output folder as it was printed"]
    if isinstance(output, Copy):
        return _copied(output, before, staleness)
    if isinstance(output, Derivative):
        return _derived(output, before, staleness)
    if staleness.is_current(output, before):
        return [f"{output.path}: left as it is: nothing that it is made of has changed"]
    return _compared(output, before, staleness, causes)


def _copied(copy: Copy, before: Printed, staleness: Staleness) -> list[str]:
    if before.is_copy_of(staleness.source(copy.source)):
        return [f"{copy.path}: left as it is: a copy of {copy.source.name}, which is as it was"]
    return [f"{copy.path}: rebuilt", f"  changed: {copy.source.name}, of which it is a copy"]


def _derived(derivative: Derivative, before: Printed, staleness: Staleness) -> list[str]:
    sources = ", ".join(derivative.sources)
    if before.is_copy_of(staleness.effort_for(derivative).key):
        return [f"{derivative.path}: left as it is: made of {sources}, which is as it was"]
    recipe = derivative.recipe.name
    return [f"{derivative.path}: rebuilt", f"  changed: {sources}, or the recipe {recipe}"]


def _compared(page: Made, before: Printed, staleness: Staleness, causes: Causes) -> list[str]:
    due = staleness.compose(page)
    now = due.printed
    inputs = changed(before.inputs, digests_of(due.layout.inputs))
    is_same = not inputs and now.template == before.template
    lines = [f"{page.path}: {'left as it is' if is_same else 'rebuilt'}"]
    lines += [f"  its input `{name}` is another" for name in inputs]
    if now.template != before.template:
        family = staleness.template_dependencies.members(page.template)
        said = set(staleness.template_dependencies.words(page.template))
        named = [each for each in causes.common if each.removeprefix("the template ") in family]
        named += [each for each in causes.common if each.removeprefix("the words for ") in said]
        named = named or [f"the template {page.template}"]
        lines += [f"  changed: {_in_a_line(name)}" for name in named]
    queries, settings = causes.queries(before.dependencies), causes.settings
    lines += [f"  changed: {name}" for name in [*settings, *queries]]
    if before.fingerprint != now.fingerprint and not settings:
        lines.append("  its plan is another")
    if is_same:
        lines.append("  yet what it shows is the same")
    return lines
