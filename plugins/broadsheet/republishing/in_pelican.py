"""In any Pelican site: the notice behind articles, on the terms that a paper would tell.

There are no pages around it: no request form, and no copies of stories under an open licence.
"""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale, UnknownLocaleError
from feedgenerator import get_tag_uri

from broadsheet.in_pelican.desk import Desk, Turn
from broadsheet.in_pelican.showing import SITE_URL, Block
from broadsheet.in_pelican.site import PelicanSite
from broadsheet.in_pelican.stories import section_of, story_of
from broadsheet.in_pelican.text import Text
from broadsheet.reporting.faults import SETTINGS, Fault, setting_fault
from broadsheet.republishing.fees import FeesView, fees_view
from broadsheet.republishing.keys import RightsKeys
from broadsheet.republishing.request import filled
from broadsheet.republishing.request_mail import mail_url
from broadsheet.republishing.rights import decide, unknown_rights, unruled_agencies
from broadsheet.republishing.settings import SETTING, RepublishingSettings
from broadsheet.republishing.terms import Policy, Terms
from broadsheet.site.models import read_settings_model
from broadsheet.site.options import read_options
from broadsheet.site.settings import Publisher
from broadsheet.site.web_addresses import is_path
from broadsheet.story.model import Story
from broadsheet.story.typography import Typography
from broadsheet.views.records import Link


class Notices(Desk):
    """Puts a notice behind each article. Without the setting REPUBLISHING it does nothing."""

    turn = Turn.AFTER
    templates = "broadsheet.republishing"

    def __init__(self, site: PelicanSite) -> None:
        super().__init__(site)
        options, self.faults = read_options(RepublishingSettings, site.settings)
        self._terms = options.terms
        if self._terms is not None:
            self._publisher = self._read_publisher()
            self._fees = self._read_fees(self._terms)
            self.faults += _unfit(self._terms)
            self.faults += site.unfound(f"{SETTING}.more", _more(self._terms))

    def edit(self, text: Text) -> None:
        """Put the notice behind an article."""
        if not text.is_article or self._terms is None:
            return
        story, section = story_of(text, RightsKeys), section_of(text)
        text.faults += unknown_rights(story, self._terms)
        text.faults += unruled_agencies(story, lambda: section, self._terms)
        policy = decide(story, section, self._terms)
        text.reasons.append(f"rights “{policy.id}”")
        text.add_behind(Block(self._notice(policy, story, text, self._terms)))

    def _notice(self, policy: Policy, story: Story, text: Text, terms: Terms) -> str:
        more, licence = _more(terms), policy.licence
        return self.site.printer.print(
            "broadsheet/notice.html",
            kind=policy.kind,
            publisher=self._publisher,
            statement=policy.sentence,
            link=self._request(policy, story, text, terms),
            licence=Link(licence.name, licence.url) if licence else None,
            address=terms.request.email if policy.kind == "fee" and terms.request else None,
            fees=self._fees if policy.kind == "fee" else None,
            more=f"{SITE_URL}{more}" if is_path(more) else more,
        )

    def _request(self, policy: Policy, story: Story, text: Text, terms: Terms) -> Link | None:
        """Return the link to the publisher's form, or the one that begins an e-mail.

        The id is the one by which feeds call the story.
        """
        request, words = terms.request, self.site.words
        if policy.kind != "fee" or request is None:
            return None
        url = self.site.absolute(text.content.url)
        if request.email is not None:
            return Link(policy.link_words(words), mail_url(request.email, words, story.title, url))
        if request.url is None:
            return None
        values = {"url": url, "title": story.title, "id": get_tag_uri(url, story.date)}
        return Link(policy.link_words(words), filled(request.url, values))

    def _read_publisher(self) -> Publisher | None:
        value = self.site.settings.get("PUBLISHER")
        if value is None:
            what = "PUBLISHER is missing: the notice names who publishes"
            mend = "give it `name` and `sentence`"
            self.faults.append(Fault(SETTINGS, 0, what, mend, setting="PUBLISHER"))
            return None
        typography = Typography.from_settings(self.site.settings)
        publisher, faults = read_settings_model("PUBLISHER", Publisher, value, typography)
        self.faults += faults
        return publisher

    def _read_fees(self, terms: Terms) -> FeesView | None:
        language = str(self.site.settings["DEFAULT_LANG"])
        if terms.fees is None:
            return None
        try:
            locale = Locale.parse(language.replace("_", "-"), sep="-")
            return fees_view(terms.fees, locale, self.site.words)
        except (ValueError, UnknownLocaleError):
            what = f"unknown language “{language}”, in which fees are to be printed"
            mend = "write a code such as en or en-GB"
            self.faults.append(setting_fault("DEFAULT_LANG", what, mend))
            return None


def _more(terms: Terms) -> str:
    """Return the address about the publisher, "" for none: a paper's usual one is no other's."""
    return (terms.more or "") if "more" in terms.model_fields_set else ""


def _unfit(terms: Terms) -> Iterator[Fault]:
    """Report what cannot be done without the pages of a paper."""
    if terms.request is not None and terms.request.form is not None:
        what = "the form stands on a page that only a paper has"
        mend = "give `email` or `url` instead, where others can ask for a story"
        yield setting_fault(f"{SETTING}.request.form", what, mend)
