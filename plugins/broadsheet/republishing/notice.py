"""The notice at the end of a story: who publishes it, and on what terms others may."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.republishing.copies import copy_path
from broadsheet.republishing.request import request_url
from broadsheet.republishing.request_mail import mail_url
from broadsheet.republishing.rights import decide
from broadsheet.republishing.terms import Kind, Licence, Policy, Terms
from broadsheet.site.web_addresses import printed_address
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer
from broadsheet.views.records import Link, Rights


class Notice(Struct, frozen=True):
    """What readers are told about republishing a story.

    publisher: the sentence on who publishes it. statement: the sentence on the terms.
    link: to the request form with the story filled in (fee) or to the story's copy page (open);
    None for agency copy. address: the mailbox to which that link leads, for readers on paper.
    licence: the licence's own page (open). more: about the publisher.
    """

    kind: Kind
    publisher: str
    statement: str
    link: Link | None
    licence: Link | None
    more: Link | None
    address: str | None = None


def notice_of(story: Story, composer: Composer, terms: Terms) -> Notice:
    """Return the notice of a story."""
    policy = decide(story, composer.section_of(story), terms)
    return Notice(
        kind=policy.kind,
        publisher=composer.paper.publisher.sentence,
        statement=policy.sentence,
        link=_link(policy, story, composer, terms),
        licence=licence_link(policy.licence) if policy.licence else None,
        more=_more(composer, terms),
        address=terms.request.email if policy.kind == "fee" and terms.request else None,
    )


def rights_of(story: Story, composer: Composer, terms: Terms) -> Rights:
    """Return the rights of a story for whatever takes it out of the site."""
    policy = decide(story, composer.section_of(story), terms)
    link = _link(policy, story, composer, terms)
    return Rights(
        statement=policy.sentence,
        link=Link(link.label, composer.addresses.absolute(link.url)) if link else None,
        licence=licence_link(policy.licence) if policy.licence else None,
        in_feeds=policy.in_feeds,
    )


def licence_link(licence: Licence) -> Link:
    """Return the link to the text of a licence."""
    return Link(licence.name, licence.url)


def _link(policy: Policy, story: Story, composer: Composer, terms: Terms) -> Link | None:
    addresses = composer.addresses
    path = composer.path_of(story)
    if policy.kind == "open":
        return Link(policy.link_words(composer.words), addresses.site_url(copy_path(path)))
    if policy.kind == "fee" and terms.request:
        url = addresses.absolute(addresses.site_url(path))
        if terms.request.email:
            asked = mail_url(terms.request.email, composer.words, story.title, url)
        else:
            id_ = addresses.story_id(path)
            asked = request_url(terms.request, addresses, url, story.title, id_)
        return Link(policy.link_words(composer.words), asked)
    return None


def _more(composer: Composer, terms: Terms) -> Link | None:
    if terms.more is None:
        return None
    publisher = composer.paper.publisher.name
    words = composer.words.gettext("More about %(publisher)s", publisher=publisher)
    return Link(words, printed_address(terms.more, composer.addresses))
