"""Rights: which policy a story falls under."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from broadsheet.content.edition import Edition
from broadsheet.reporting.faults import Fault, Gravity, choose_from, setting_fault
from broadsheet.republishing.keys import RightsKeys
from broadsheet.republishing.names import holds, signs, spelling
from broadsheet.republishing.terms import Policy, Rule, Terms
from broadsheet.site.names import key_of
from broadsheet.site.settings import Section
from broadsheet.story.front import keys_of
from broadsheet.story.model import Story


def decide(story: Story, section: Section, terms: Terms) -> Policy:
    """Return the policy of a story: its own `rights:`, else the first rule that fits, else default.

    An unknown id in `rights:` is passed over here; `unknown_rights` stops the build for it.
    """
    policies, said = terms.by_id, keys_of(RightsKeys, story.own).rights
    if said in policies:
        return policies[said]
    chosen = (rule.policy for rule in terms.rules if fits(rule, story, section))
    return policies[next(chosen, terms.default)]


def fits(rule: Rule, story: Story, section: Section) -> bool:
    """Say whether a story meets every condition of a rule."""
    return (
        (rule.section is None or key_of(rule.section) in (key_of(section.name), section.slug))
        and (rule.author is None or _signed(story.authors, rule.author))
        and (rule.credit is None or _signed((*story.authors, *_credit(story)), rule.credit))
    )


def agency_of(name: str, terms: Terms) -> str | None:
    """Return the policy of the agency that a whole name is, None for any other name."""
    owned = {each.owner: each.id for each in terms.policies if each.kind == "agency" and each.owner}
    names: dict[str, str] = {**owned, **terms.crediting_agencies, **terms.agencies}
    return next((id_ for each, id_ in names.items() if spelling(each) == spelling(name)), None)


def unruled_agencies(story: Story, section: Callable[[], Section], terms: Terms) -> Iterator[Fault]:
    """Report bylines and credits that hold an agency's name among other words, in vain.

    An agency is an author or a credit for which a rule gives an agency's policy. A story with such
    a name that gets another policy would be offered on terms that the paper may not offer. A story
    with its own `rights:` is not checked. section: returns the story's section; called if needed.
    """
    if keys_of(RightsKeys, story.own).rights is not None:
        return
    held, owners = list(_held(story, terms)), list(_owners(story, terms))
    if not held and not owners:
        return
    decided = decide(story, section(), terms).id
    for key, signature, name, policy in held:
        if policy != decided:
            what = f"“{signature}” holds the name “{name}”, and no rule sees it there"
            mend = f"write `{name}` as a name by itself, or say `rights:`"
            yield Fault(
                story.path, story.line(key), what, mend, Gravity.ADVICE, kind="agency-unruled"
            )
    told = {signature for _, signature, _, _ in held}
    for signature, owner, policy in owners:
        if policy != decided and signature not in told:
            what = f"“{signature}” names the owner of the policy “{policy}”, and no rule sees it"
            mend = f"say `rights: {policy}`, or have a rule made for “{owner}”"
            yield Fault(
                story.path, story.line("authors"), what, mend, Gravity.ADVICE, kind="agency-unruled"
            )


def unknown_rights(story: Story, terms: Terms | None) -> Iterator[Fault]:
    """Report a `rights:` that names no policy, as any does in a paper without terms."""
    rights = keys_of(RightsKeys, story.own).rights
    if rights is None:
        return
    if terms is None:
        what = "this paper has no terms of republishing"
        mend = "set REPUBLISHING, or take the key out"
        yield Fault(story.path, story.line("rights"), what, mend, kind="rights")
    elif rights not in terms.by_id:
        what = f"unknown rights policy “{rights}”"
        yield Fault(
            story.path, story.line("rights"), what, choose_from(rights, terms.by_id), kind="rights"
        )


def unknown_sections(place: str, edition: Edition, terms: Terms) -> Iterator[Fault]:
    """Report rules on a section that the settings do not name. place: the setting's name."""
    if edition.site.sections is None:
        return
    for index, rule in enumerate(terms.rules):
        if rule.section is not None and key_of(rule.section) not in edition.section_keys:
            what = f"unknown section “{rule.section}”"
            mend = choose_from(rule.section, (section.name for section in edition.sections))
            yield setting_fault(f"{place}.rules.{index}.section", what, mend)


def _signed(signatures: Iterable[str], name: str) -> bool:
    return any(signs(each, name) for each in signatures)


def _credit(story: Story) -> tuple[str, ...]:
    """Return the lead picture's credit as the story writes it."""
    credit = story.lead.credit_written if story.lead else None
    return (credit,) if credit else ()


def _held(story: Story, terms: Terms) -> Iterator[tuple[str, str, str, str]]:
    """Yield where agencies are named among other words: key, signature, name and policy."""
    for key, signatures, names in (
        ("authors", story.authors, terms.agencies | terms.crediting_agencies),
        ("image", _credit(story), terms.crediting_agencies),
    ):
        for signature in dict.fromkeys(signatures):
            for name, policy in names.items():
                if not signs(signature, name) and holds(signature, name):
                    yield key, signature, name, policy


def _owners(story: Story, terms: Terms) -> Iterator[tuple[str, str, str]]:
    """Yield the names of a byline that are, or hold, an owner's: name, owner and policy."""
    for policy in terms.policies:
        if policy.kind == "agency" and policy.owner:
            for signature in dict.fromkeys(story.authors):
                if signs(signature, policy.owner) or holds(signature, policy.owner):
                    yield signature, policy.owner, policy.id
