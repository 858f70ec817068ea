"""The request by e-mail: a message that is begun, with the story filled in.

https://www.rfc-editor.org/rfc/rfc6068 says how a link holds a message: its parts are
percent-encoded, and a line ends with CR and LF.
"""

from __future__ import annotations

from urllib.parse import quote

from broadsheet.words.translating import Translator


def mail_url(email: str, words: Translator, headline: str = "", url: str = "") -> str:
    """Return the link that begins a message to an address.

    headline: of the story, as plain text; url: its full address; both "" where the reader is still
    to name it.
    """
    _ = words.gettext
    subject = _("Ask to republish a story") + (f": {headline}" if headline else "")
    lines = [
        f"{_('Headline')}: {headline}",
        f"{_('Address of the story')}: {url}",
        "",
        f"{_('Publisher or organisation')}: ",
        f"{_('Country')}: ",
        f"{_('Kind of use')}: ",
        f"{_('Where it will appear')}: ",
        f"{_('Audience or circulation')}: ",
        "",
    ]
    body = "\r\n".join(lines)
    # Every sign of an address that means something in a link could add a receiver.
    mailbox = quote(email, safe="@")
    return f"mailto:{mailbox}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
