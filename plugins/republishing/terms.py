"""The typed models of the setting `REPUBLISHING`: policies, who falls under which, and fees."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from plugins.edition.site import StrictSettings
from plugins.edition.views import InFeeds
from plugins.story.fields import Text

Kind = Literal["fee", "agency", "open"]

_LINK_TEXTS: dict[Kind, str] = {
    "fee": "Ask to republish this story",
    "agency": "",
    "open": "Republish this story",
}

# A feed is the paper's own, and carries its own stories whole. Of others' the paper has bought the
# right to print them, and not to have them printed by whoever takes up a feed.
_IN_FEEDS: dict[Kind, InFeeds] = {"fee": "full", "agency": "excerpt", "open": "full"}


class Licence(StrictSettings):
    """A public licence. code: its short name, such as CC BY 4.0, for credit lines."""

    name: Text
    url: Text
    code: Text | None = None


class Policy(StrictSettings):
    """One set of terms.

    kind: "fee" (ours, for money), "agency" (another's, not ours to offer), "open" (free under a
    licence). statement: the sentence that readers see; an agency's may hold {owner}.
    link_text: the words of the link to the form (fee) or to the story's copy (open).
    feed: how much of a story goes out in feeds; None for what is usual of the kind.
    """

    id: Text
    kind: Kind
    name: Text
    statement: Text
    owner: Text | None = None
    licence: Licence | None = None
    link_text: Text | None = None
    feed: InFeeds | None = None

    @property
    def sentence(self) -> str:
        """The statement with its owner named."""
        return self.statement.replace("{owner}", self.owner) if self.owner else self.statement

    @property
    def link_words(self) -> str:
        """The words of the link, the kind's usual ones where the settings give none."""
        return self.link_text or _LINK_TEXTS[self.kind]

    @property
    def in_feeds(self) -> InFeeds:
        """How much of a story goes out in feeds, the kind's usual part where nothing is set."""
        return self.feed or _IN_FEEDS[self.kind]


class Rule(StrictSettings):
    """A policy for the stories that meet every condition given.

    section: its name or slug. author: one of the byline's names.
    credit: an agency as it signs: one of the byline's names, or the credit of the lead picture
    as the story itself writes it (`image.credit`; sidecars and embedded credits do not count).
    A name of the byline and a credit are compared whole and in parts, as in “Jane Doe/Reuters”;
    neither case nor punctuation matters, nor the full stops of “A.F.P.” (see `names.py`).
    """

    section: Text | None = None
    author: Text | None = None
    credit: Text | None = None
    policy: Text


class Form(StrictSettings):
    """The form on the republishing page: a plain post to `action`.

    action: an https address or a path of the site. hidden: fixed fields that the receiver wants.
    honeypot: the name of a field that people leave empty.
    """

    action: Text
    hidden: dict[str, str] = Field(default_factory=dict)
    honeypot: Text | None = None


class Request(StrictSettings):
    """How to ask for a story: the built-in form, or the address of the publisher's own.

    url: https, with the placeholders {url}, {title} and {id} where the story shall stand.
    """

    form: Form | None = None
    url: Text | None = None


class FeeRow(StrictSettings):
    """The fees for one kind of use, by currency; a currency left out means "on request"."""

    use: Text
    note: Text | None = None
    amounts: dict[str, Annotated[Decimal, Field(ge=0)]] = Field(default_factory=dict)


class Fees(StrictSettings):
    """The price list. currencies: ISO 4217 codes, in the order of the columns."""

    currencies: tuple[str, ...]
    rows: tuple[FeeRow, ...]


class Terms(StrictSettings):
    """The whole of `REPUBLISHING`.

    default: the id of the policy for stories that no rule fits.
    rules: the first that fits a story wins.
    more: an https address or a path of the site about the publisher; None leaves the link out.
    """

    policies: tuple[Policy, ...]
    default: Text
    rules: tuple[Rule, ...] = ()
    request: Request | None = None
    fees: Fees | None = None
    more: Text | None = "/about/"

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
