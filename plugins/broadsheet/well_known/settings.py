"""The settings of files at known addresses: ROBOTS, TRUST and SECURITY."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator

from broadsheet.api import CapabilitySettings, Moment, StrictSettings, WebAddressOrPath
from broadsheet.site.web_addresses import LinkedAddress
from broadsheet.story.fields import Text, Unfit
from broadsheet.story.front import Language


def _agent(value: str) -> str:
    if any(sign in value for sign in ":#\n"):
        raise ValueError(f"“{value}” is no name of a program")
    return value


def _rule(value: str) -> str:
    if not value.startswith("/") or any(sign.isspace() or sign == "#" for sign in value):
        raise Unfit(f"“{value}” is no path of this site", "write one such as /search/")
    return value


def _contact(value: str) -> str:
    if value.startswith("http:"):
        raise ValueError(f"“{value}” does not begin with https://")
    return value


Agent = Annotated[Text, AfterValidator(_agent)]
Rule = Annotated[Text, AfterValidator(_rule)]
Contact = Annotated[LinkedAddress, AfterValidator(_contact)]


class Robots(StrictSettings):
    """What some programs may fetch. Where several groups fit a program, its own name decides."""

    agents: tuple[Agent, ...] = ("*",)
    """The names by which the programs know themselves; `*` stands for all that have no group."""

    disallow: tuple[Rule, ...] = ()
    """Paths of this site that they are not to fetch; `*` stands for anything, `$` ends a path."""

    allow: tuple[Rule, ...] = ()
    """Paths below these that they may fetch all the same."""


class Trust(StrictSettings):
    """Whom the paper belongs with, as trust.txt tells it: full addresses, or paths of this site."""

    member: tuple[WebAddressOrPath, ...] = ()
    """Its members, if it is an association."""

    belongto: tuple[WebAddressOrPath, ...] = ()
    """The associations that it belongs to."""

    control: tuple[WebAddressOrPath, ...] = ()
    """The sites that it controls."""

    controlledby: tuple[WebAddressOrPath, ...] = ()
    """Who controls it."""

    social: tuple[WebAddressOrPath, ...] = ()
    """Its pages on social networks, besides those of SOCIAL."""

    vendor: tuple[WebAddressOrPath, ...] = ()
    """Those who work for it, such as its advertising agency."""

    customer: tuple[WebAddressOrPath, ...] = ()
    """Those for whom it works, such as buyers of its reports."""

    disclosure: tuple[WebAddressOrPath, ...] = ()
    """Pages on its owners, its principles and its privacy."""

    contact: tuple[Contact, ...] = ()
    """Where it can be reached; where there is none, the publisher's mailbox is told."""

    data_training_allowed: bool | None = None
    """Whether its texts may train models; None says nothing."""


class Security(StrictSettings):
    """Where to report a hole in the site's security, as security.txt tells it."""

    contact: tuple[Contact, ...]
    """Where to write: full https addresses, mailto: or tel:, the best first."""

    expires: Moment
    """The moment after which nobody shall rely on the file, less than a year ahead."""

    encryption: tuple[WebAddressOrPath, ...] = ()
    """Keys for letters."""

    acknowledgments: tuple[WebAddressOrPath, ...] = ()
    """The page that thanks those who reported something."""

    languages: tuple[Language, ...] = ()
    """The languages in which it may be written; where there is none, any will do."""

    policy: tuple[WebAddressOrPath, ...] = ()
    """The page that says how reports are treated."""

    hiring: tuple[WebAddressOrPath, ...] = ()
    """Posts that are open in this field."""

    @field_validator("contact")
    @classmethod
    def _some(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("there must be one")
        return value


class WellKnownSettings(CapabilitySettings):
    """What programs are told at known addresses."""

    robots: tuple[Robots, ...] = Field((), alias="ROBOTS")
    """What programs may fetch, group by group; where none is for `*`, all others may fetch all."""

    trust: Trust | None = Field(None, alias="TRUST")
    """Whom the paper belongs with; None for no trust.txt."""

    security: Security | None = Field(None, alias="SECURITY")
    """Where to report a hole in the site's security; None for no security.txt."""

    @field_validator("robots")
    @classmethod
    def _apart(cls, value: tuple[Robots, ...]) -> tuple[Robots, ...]:
        names = [agent.casefold() for group in value for agent in group.agents]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise Unfit(f"“{twice}” stands in two groups", "write all its rules into one")
        return value

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        """The addresses of TRUST and SECURITY, each with its place."""
        for name, group in (("TRUST", self.trust), ("SECURITY", self.security)):
            for key, value in group or ():
                if isinstance(value, tuple) and key != "languages":
                    yield from ((f"{name}.{key}.{n}", link) for n, link in enumerate(value))
