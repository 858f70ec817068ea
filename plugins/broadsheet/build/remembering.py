"""Remembering: writes into the store what the next build needs."""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.build.common_fingerprints import CommonFingerprints
from broadsheet.build.plan import Plan
from broadsheet.build.writing import WritingResult
from broadsheet.content.memory import (
    ANSWERS,
    CHECK_RESULTS,
    FINGERPRINTS,
    PLANS,
    PRINTED,
    WARNINGS,
    Memory,
)
from broadsheet.incremental.queries import Changes


def remember(memory: Memory, plan: Plan, run: WritingResult, common: CommonFingerprints) -> None:
    """Store the results of a build in one transaction."""
    site_plan, results, plans = plan.site_plan, memory.rows(CHECK_RESULTS), memory.rows(PLANS)
    memory.keep_cached()
    gone = memory.rows(PRINTED).keys() - site_plan.paths
    fresh = {path: kept for path, kept in plan.results.items() if results.get(path) is not kept}
    answers = plan.changes.to_remember()
    with memory.store.transaction():
        memory.remember(PRINTED, run.fresh, gone)
        memory.remember(CHECK_RESULTS, fresh, results.keys() - plan.results.keys())
        memory.remember(PLANS, site_plan.plans, plans.keys() - site_plan.known)
        memory.remember_warnings(WARNINGS, plan.verdict.warnings)
        memory.remember(FINGERPRINTS, common.to_remember, common.to_forget)
        known = {name: of for name, of in answers.items() if of}
        memory.remember(
            ANSWERS, known, _unused_questions(memory, plan.changes, answers, bool(gone))
        )


def _unused_questions(
    memory: Memory, changes: Changes, answers: Mapping[str, bytes], something_is_gone: bool
) -> list[str]:
    """Return the remembered questions that no page, plan or check depends on any more."""
    unasked = {name for name in memory.rows(ANSWERS) if not answers.get(name, b"-")}
    unasked |= memory.rows(ANSWERS).keys() - changes.remembered.keys() - answers.keys()
    if something_is_gone:
        dependencies = [row.dependencies for row in memory.rows(PRINTED).values()]
        dependencies += [row.dependencies for row in memory.rows(CHECK_RESULTS).values()]
        dependencies += [row.dependencies for row in memory.rows(PLANS).values()]
        unasked |= set(changes.unused(dependencies)) - answers.keys()
    return sorted(unasked)
