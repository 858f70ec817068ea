"""The typed models of the setting `REPUBLISHING`: policies, who falls under which, and fees."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from broadsheet.site.models import Sentence, StrictSettings
from broadsheet.story.fields import Email, Text
from broadsheet.views.records import InFeeds
from broadsheet.words import N_
from broadsheet.words.translating import Translator

Kind = Literal["fee", "agency", "open"]

_LINK_TEXTS: dict[Kind, str] = {
    "fee": N_("Ask to republish this story"),
    "agency": "",
    "open": N_("Republish this story"),
}

# The paper's own stories go out whole. For agencies' stories the paper has bought the right to
# print them, but not to let others print them from its feed.
_IN_FEEDS: dict[Kind, InFeeds] = {"fee": "full", "agency": "excerpt", "open": "full"}


class Licence(StrictSettings):
    """A public licence."""

    name: Text
    """Its whole name."""

    url: Text
    """Where it can be read, by https."""

    code: Text | None = None
    """Its short name, such as CC BY 4.0, for credit lines."""


class Policy(StrictSettings):
    """One set of terms."""

    id: Text
    """The name by which stories and rules call it."""

    kind: Kind
    """“fee” (ours, for money), “agency” (another's, not ours to offer), “open” (free under a
    licence).
    """

    name: Sentence
    """Its name on the republishing page."""

    statement: Sentence
    """The sentence that readers see; an agency's may hold {owner}."""

    owner: Text | None = None
    """The agency to which stories belong."""

    licence: Licence | None = None
    """The licence of an open policy."""

    link_text: Sentence | None = None
    """The words of the link to the form (fee) or to the story's copy (open)."""

    feed: InFeeds | None = None
    """How much of a story goes out in feeds; None for what is usual of the kind."""

    @property
    def sentence(self) -> str:
        """The statement with its owner named."""
        return self.statement.replace("{owner}", self.owner) if self.owner else self.statement

    def link_words(self, words: Translator) -> str:
        """Return the words of the link, the kind's usual ones where the settings give none."""
        return self.link_text or words.gettext(_LINK_TEXTS[self.kind])

    @property
    def in_feeds(self) -> InFeeds:
        """How much of a story goes out in feeds, the kind's usual part where nothing is set."""
        return self.feed or _IN_FEEDS[self.kind]


class Rule(StrictSettings):
    """A policy for the stories that meet every condition given.

    A name of the byline and a credit are compared whole and in parts, as in “Jane Doe/Reuters”;
    neither case nor punctuation matters, nor the full stops of “A.F.P.” (see `names.py`).
    """

    section: Text | None = None
    """The name or the slug of a section."""

    author: Text | None = None
    """One of the byline's names."""

    credit: Text | None = None
    """An agency as it signs: one of the byline's names, or the credit of the lead picture as the
    story itself writes it (`image.credit`; sidecars and embedded credits do not count).
    """

    policy: Text
    """The id of the policy."""


class Form(StrictSettings):
    """The form on the republishing page: a plain post to `action`."""

    action: Text
    """An https address or a path of the site."""

    hidden: dict[str, str] = Field(default_factory=dict)
    """Fixed fields that the receiver wants."""

    honeypot: Text | None = None
    """The name of a field that people leave empty."""


class Request(StrictSettings):
    """How to ask for a story: by the built-in form, at the publisher's own, or by e-mail."""

    example: ClassVar[str] = '{"email": "rights@…"}'

    form: Form | None = None
    """The built-in form."""

    url: Text | None = None
    """https, with the placeholders {url}, {title} and {id} where the story shall stand."""

    email: Email | None = None
    """The mailbox to which readers write; it needs no outside service."""


class FeeRow(StrictSettings):
    """The fees for one kind of use, by currency; a currency left out means "on request"."""

    use: Sentence
    """What the story is used for."""

    note: Sentence | None = None
    """A sentence below it."""

    amounts: dict[str, Annotated[Decimal, Field(ge=0)]] = Field(default_factory=dict)
    """The fees by currency."""


class Fees(StrictSettings):
    """The price list."""

    currencies: tuple[str, ...]
    """ISO 4217 codes, in the order of the columns."""

    rows: tuple[FeeRow, ...]
    """The kinds of use, in their order."""


class Terms(StrictSettings):
    """The whole of `REPUBLISHING`."""

    policies: tuple[Policy, ...]
    """The sets of terms that there are."""

    default: Text
    """The id of the policy for stories that no rule fits."""

    rules: tuple[Rule, ...] = ()
    """Which stories fall under which policy; the first that fits a story wins."""

    request: Request | None = None
    """How to ask for a story under a fee policy."""

    fees: Fees | None = None
    """The price list."""

    more: Text | None = "/about/"
    """An https address or a path of the site about the publisher; None leaves the link out."""

    @property
    def by_id(self) -> dict[str, Policy]:
        """The policies by their ids."""
        return {policy.id: policy for policy in self.policies}

    @cached_property
    def agencies(self) -> dict[str, str]:
        """The ids of agencies' policies by the names that a byline has under the rules."""
        return self._agencies("author")

    @cached_property
    def crediting_agencies(self) -> dict[str, str]:
        """The same by the names that a byline or a lead picture's credit has."""
        return self._agencies("credit")

    def _agencies(self, condition: Literal["author", "credit"]) -> dict[str, str]:
        found: dict[str, str] = {}
        for rule in self.rules:
            name = getattr(rule, condition)
            if name is not None and self.by_id[rule.policy].kind == "agency":
                found.setdefault(name, rule.policy)
        return found
