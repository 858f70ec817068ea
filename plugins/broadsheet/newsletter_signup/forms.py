"""Forms: what a provider's sign-up form must post, and the block that shows it.

Actions, field names and decoys are those of the table "Sign-up forms of the common providers"
in the facts about blocks. All values are plain text; the theme escapes them.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from msgspec import Struct

from broadsheet.newsletter_signup.providers import (
    Beehiiv,
    Brevo,
    Buttondown,
    Generic,
    Kit,
    Listmonk,
    Mailchimp,
    Provider,
    SignupPage,
)
from broadsheet.views.records import Link
from broadsheet.words.translating import Translator


class SignupForm(Struct, frozen=True):
    """A plain form post.

    hidden: names and values, a name as often as it has values. honeypot: the name of a text
    field that people never see and robots fill in.
    """

    action: str
    email_field: str
    hidden: tuple[tuple[str, str], ...] = ()
    honeypot: str | None = None


class Signup(Struct, frozen=True):
    """The newsletter block as templates get it.

    dom_id: unique in its page. link: a page to sign up at, where there is no form.
    page_url: the full address of this newsletter on the site's page of newsletters.
    """

    dom_id: str
    heading: str
    name: str
    pitch: str
    frequency: str
    form: SignupForm | None
    link: str | None
    privacy: Link
    page_url: str


def form_of(provider: Provider, slug: str | None = None) -> SignupForm | None:
    """Return the form of a provider, None for one that has none.

    slug: of the story in which the form stands, for providers that keep where a reader came from.
    """
    match provider:
        case Mailchimp():
            return _mailchimp(provider)
        case Buttondown():
            tags = tuple(("tag", tag) for tag in provider.tags)
            origin = (("metadata__slug", slug),) if slug else ()
            action = "https://buttondown.com/api/emails/embed-subscribe/" + _part(provider.user)
            return SignupForm(action, "email", (*tags, *origin, ("embed", "1")))
        case Listmonk():
            lists = tuple(("l", each) for each in provider.lists)
            onward = (("next", provider.next),) if provider.next else ()
            action = f"{provider.root}/subscription/form"
            return SignupForm(action, "email", (*lists, *onward), honeypot="nonce")
        case Kit():
            action = f"https://app.convertkit.com/forms/{provider.id}/subscriptions"
            return SignupForm(action, "email_address")
        case Brevo():
            action = f"https://{provider.hash}.sibforms.com/serve/{_part(provider.token)}"
            locale = (("locale", provider.locale),)
            return SignupForm(action, "EMAIL", locale, honeypot="email_address_check")
        case Generic():
            return SignupForm(
                provider.action, provider.email_field, provider.hidden, provider.honeypot
            )
        case Beehiiv() | SignupPage():
            return None


def link_of(provider: Provider) -> str | None:
    """Return the page to sign up at, None for a provider with a form."""
    return provider.url if isinstance(provider, (Beehiiv, SignupPage)) else None


def _mailchimp(provider: Mailchimp) -> SignupForm:
    query = [("u", provider.u), ("id", provider.id)]
    if provider.f_id:
        query.append(("f_id", provider.f_id))
    host = f"{provider.account}.{provider.dc}.list-manage.com"
    action = f"https://{host}/subscribe/post?{urlencode(query)}"
    return SignupForm(action, "EMAIL", honeypot=f"b_{provider.u}_{provider.id}")


def _part(text: str) -> str:
    """Return a text as one part of an address's path."""
    return quote(text, safe="")


def heading_of(own: str | None, site: str, featured: str | None, words: Translator) -> str:
    """Return the heading of the block in a story, in the paper's own words or in ours.

    site: the name of the paper. featured: that of the newsletter which the usual one features.
    """
    if own is not None:
        heading = own.replace("{site}", site)
    else:
        heading = words.gettext("Stay informed with %(site)s’s newsletters", site=site)
    if featured is None:
        return heading
    return words.gettext(
        "%(heading)s, starting with %(newsletter)s", heading=heading, newsletter=featured
    )
