"""Rights: which policy a story falls under."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.edition.addresses import key_of
from plugins.edition.edition import Edition
from plugins.edition.site import Section
from plugins.republishing.terms import Policy, Rule, Terms
from plugins.story.faults import Fault, choose_from
from plugins.story.model import Story


def decide(story: Story, section: Section, terms: Terms) -> Policy:
    """Return the policy of a story: its own `rights:`, else the first rule that fits, else default.

    An unknown id in `rights:` is passed over here; `unknown_rights` stops the build for it.
    """
    policies = terms.by_id
    if story.rights in policies:
        return policies[story.rights]
    chosen = (rule.policy for rule in terms.rules if fits(rule, story, section))
    return policies[next(chosen, terms.default)]


def fits(rule: Rule, story: Story, section: Section) -> bool:
    """Say whether a story meets every condition of a rule."""
    authors = {key_of(name) for name in story.authors}
    return (
        (rule.section is None or key_of(rule.section) in (key_of(section.name), section.slug))
        and (rule.author is None or key_of(rule.author) in authors)
        and (rule.credit is None or key_of(rule.credit) in authors | _lead_credits(story))
    )


def unknown_rights(story: Story, terms: Terms) -> Iterator[Fault]:
    """Report a `rights:` that names no policy."""
    rights = story.rights
    if rights is not None and rights not in terms.by_id:
        what = f"unknown rights policy “{rights}”"
        yield Fault(story.path, story.line("rights"), what, choose_from(rights, terms.by_id))


def unknown_sections(place: str, edition: Edition, terms: Terms) -> Iterator[Fault]:
    """Report rules on a section that the settings do not name. place: the setting's name."""
    if edition.site.sections is None:
        return
    for index, rule in enumerate(terms.rules):
        if rule.section is not None and key_of(rule.section) not in edition.section_keys:
            what = f"{place}.rules.{index}.section: unknown section “{rule.section}”"
            names = (section.name for section in edition.sections)
            yield Fault("settings", 0, what, choose_from(rule.section, names))


def _lead_credits(story: Story) -> set[str]:
    """Return the keys of the lead picture's credit as the story writes it, whole and in parts."""
    credit = story.lead.credit if story.lead else None
    return {key_of(part) for part in (credit, *credit.split("/"))} if credit else set()
