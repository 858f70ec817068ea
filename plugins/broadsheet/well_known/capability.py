"""The capability: plans robots.txt, trust.txt and security.txt, and tells when one is in vain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import urljoin

from broadsheet.api import (
    Addresses,
    Capability,
    Composer,
    Edition,
    Fault,
    Gravity,
    Inputs,
    Output,
    Planner,
    Settings,
    Site,
    Sitemaps,
    Templates,
    document,
    printed_address,
    setting_fault,
)
from broadsheet.story.moments import placed
from broadsheet.well_known.settings import Robots, Security, Trust, WellKnownSettings

ROBOTS = "/robots.txt"
TRUST = "/trust.txt"
SECURITY = "/.well-known/security.txt"

_SOON = timedelta(days=30)
_OF_TRUST = {
    name: name.replace("_", "") for name in Trust.model_fields if name != "data_training_allowed"
}
_OF_SECURITY = {
    "encryption": "Encryption",
    "acknowledgments": "Acknowledgments",
    "policy": "Policy",
    "hiring": "Hiring",
}

Line = tuple[str, str]
"""A word and what stands behind it."""


class WellKnown(Capability[WellKnownSettings]):
    """Prints each file for which there is something to say and that the paper has not itself."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.links = tuple(self.settings.links)

    def planners(self) -> Mapping[str, Planner]:
        """Return the planner of the files."""
        return {"well-known": self.files}

    def check(self, edition: Edition) -> Iterable[Fault]:
        """Advise of a security.txt that is or will be outdated, and of files that nobody finds."""
        yield from self._out_of_sight(edition.site)
        security = self.settings.security
        if security and _end_of(security, edition.site.zone) - _SOON < edition.now:
            yield setting_fault(
                "SECURITY.expires",
                "security.txt is not to be relied on after this moment, which is near or past",
                "look whether all of it is still right, and write a later moment",
                Gravity.ADVICE,
                kind="security-expires",
            )

    def _out_of_sight(self, site: Site) -> Iterator[Fault]:
        """Advise of what the settings say in vain where SITEURL has a path."""
        addresses, own = Addresses(site), self.settings
        if not addresses.base or site.preview_ends is not None:
            return
        told = (("ROBOTS", ROBOTS, own.robots), ("TRUST", TRUST, own.trust))
        for name, path, value in (*told, ("SECURITY", SECURITY, own.security)):
            if value:
                wanted, here = urljoin(site.url, path), addresses.site_url(path)
                what = f"programs look for {wanted} alone, and the paper publishes {here}"
                mend = "have whoever looks after that host publish it there, or take this out"
                yield setting_fault(name, what, mend, Gravity.ADVICE, kind="setting-idle")

    def files(self, composer: Composer, _: str) -> Iterator[Output]:
        """Yield the files; none for a link to drafts, which nobody shall find."""
        if composer.paper.preview_ends is not None:
            return
        own = self.settings
        makers = (
            (ROBOTS, self.robots_inputs, True),
            (TRUST, self.trust_inputs, own.trust is not None),
            (SECURITY, self.security_inputs, own.security is not None),
        )
        for path, make, is_wanted in makers:
            if is_wanted and not composer.ask("published_as_is", path):
                yield document(path, write_lines, make, origin=path.removeprefix("/"))

    def robots_inputs(self, composer: Composer) -> Mapping[str, Any]:
        """Return the groups of robots.txt, and where the sitemaps lie."""
        groups = self.settings.robots
        if not any("*" in group.agents for group in groups):
            groups = (*groups, Robots())
        sitemaps = composer.contribution(Sitemaps, composer.paper)
        told = tuple(("Sitemap", url) for url in sitemaps.urls) if sitemaps else ()
        blocks = (*(_group(each, composer) for each in groups), told)
        return {"blocks": tuple(filter(None, blocks)), "form": "{}: {}"}

    def trust_inputs(self, composer: Composer) -> Mapping[str, Any]:
        """Return the lines of trust.txt."""
        trust, paper = self.settings.trust, composer.paper
        assert trust is not None  # noqa: S101 - else it was not planned
        found = {name: getattr(trust, name) for name in _OF_TRUST}
        found["social"] = (*found["social"], *(each.url for each in paper.profiles))
        if not found["contact"] and paper.publisher.email:
            found["contact"] = (f"mailto:{paper.publisher.email}",)
        lines = [
            (word, _full(link, composer))
            for name, word in _OF_TRUST.items()
            for link in dict.fromkeys(found[name])
        ]
        if trust.data_training_allowed is not None:
            lines.append(("datatrainingallowed", "yes" if trust.data_training_allowed else "no"))
        return {"blocks": (tuple(lines),), "form": "{}={}"}

    def security_inputs(self, composer: Composer) -> Mapping[str, Any]:
        """Return the lines of security.txt. It names itself only by https, as it has to be."""
        security = self.settings.security
        assert security is not None  # noqa: S101 - else it was not planned
        here = _full(SECURITY, composer)
        expires = _end_of(security, composer.paper.zone).astimezone(UTC)
        lines = [("Contact", _full(link, composer)) for link in security.contact]
        lines.append(("Expires", expires.strftime("%Y-%m-%dT%H:%M:%SZ")))
        for name, word in _OF_SECURITY.items():
            lines += [(word, _full(link, composer)) for link in getattr(security, name)]
        if security.languages:
            lines.append(("Preferred-Languages", ", ".join(security.languages)))
        if here.startswith("https:"):
            lines.append(("Canonical", here))
        return {"blocks": (tuple(lines),), "form": "{}: {}"}


def _end_of(security: Security, zone: tzinfo) -> datetime:
    return placed(security.expires, zone)


def _group(group: Robots, composer: Composer) -> tuple[Line, ...]:
    """Return a group of robots.txt; one that forbids nothing says so."""
    site_url = composer.addresses.site_url
    return (
        *(("User-agent", agent) for agent in group.agents),
        *(("Allow", site_url(path)) for path in group.allow),
        *(("Disallow", site_url(path) if path else "") for path in group.disallow or ("",)),
    )


def _full(link: str, composer: Composer) -> str:
    return composer.addresses.absolute(printed_address(link, composer.addresses))


def write_lines(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return blocks of lines with an empty line between them."""
    del templates, template
    form = inputs["form"]
    blocks = ("\n".join(form.format(*line).rstrip() for line in of) for of in inputs["blocks"])
    return ("\n\n".join(blocks) + "\n").encode()
