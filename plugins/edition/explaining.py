"""Explaining: why a file of the site was or was not made anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from plugins.edition.addresses import file_of
from plugins.edition.memory import Printed
from plugins.edition.outputs import Copy, Output, Page
from plugins.edition.printing import Judge
from plugins.incremental.digests import digests_of
from plugins.incremental.fingerprints import changed


def explain(
    wanted: str,
    outputs: Sequence[Output],
    judge: Judge,
    rules: Sequence[str],
    outdated: Sequence[str],
) -> list[str]:
    """Return lines on one output, before it is printed.

    wanted: its path below the output folder, its address, or the content file it comes from.
    rules: what has changed of the settings and the templates, in words. outdated: for what
    reasons nothing of the last build could be used, if so.
    """
    path = wanted.strip()
    names = {path, path.removeprefix("/"), file_of(path)}
    found = [each for each in outputs if each.path in names or each.origin == path]
    gone = sorted(names & judge.printed.keys())
    if not found and gone:
        return [f"{gone[0]}: deleted: nothing of that name is planned any more"]
    if not found:
        return [f"{wanted}: nothing of that name is planned"]
    lines = [line for each in found for line in _explain(each, judge, rules)]
    return lines + [f"  changed: {name}" for name in outdated]


def _explain(output: Output, judge: Judge, rules: Sequence[str]) -> list[str]:
    if isinstance(output, Copy):
        return [f"{output.path}: a copy of {PurePosixPath(output.source).name}, compared by digest"]
    before = judge.printed.get(output.path)
    if before is None:
        return [f"{output.path}: made anew: the last build knew nothing of it"]
    if not judge.lies(output, before):
        return [f"{output.path}: made anew: it does not lie in the output folder as it was printed"]
    if judge.is_current(output, before):
        return [f"{output.path}: left as it is: nothing that it is made of has changed"]
    return _compared(output, before, judge, rules)


def _compared(page: Page, before: Printed, judge: Judge, rules: Sequence[str]) -> list[str]:
    due = judge.compose(page)
    now = due.printed
    inputs = changed(before.inputs, digests_of(due.layout.inputs))
    is_same = not inputs and now.template == before.template
    lines = [f"{page.path}: {'left as it is' if is_same else 'made anew'}"]
    lines += [f"  its input `{name}` is another" for name in inputs]
    if now.template != before.template:
        family = judge.families.members(page.template)
        named = [rule for rule in rules if rule.removeprefix("the template ") in family]
        lines += [f"  changed: {name}" for name in named or [f"the template {page.template}"]]
    lines += [f"  changed: {name}" for name in judge.ledger.changed_names(before.notes)]
    lines += [f"  changed: {name}" for name in rules if name.startswith("the setting ")]
    if before.stamp != now.stamp:
        lines.append("  its plan is another")
    if is_same:
        lines.append("  yet what it shows is the same")
    return lines
