"""Pasted addresses: what a provider's settings ask for, found in whole addresses of its forms.

People copy what they see: the address to which the provider's embed code posts, or that of the
page where readers sign up. Where either says beyond doubt what is asked for, it is taken.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Finder = Callable[[str], Mapping[str, str]]

# Pages of Buttondown's own, where newsletters have theirs.
_BUTTONDOWNS_OWN = {"api", "emails", "home", "login", "register", "settings", "subscribers"}


def take_apart(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of a provider with what stands in pasted addresses put in its place.

    Raises ValueError where an address contradicts another key.
    """
    keys, find = _FINDERS.get(kind, ((), _nothing))
    texts = {key: str(values[key]) for key in keys if isinstance(values.get(key), str)}
    found = {key: find(html.unescape(text.strip())) for key, text in texts.items()}
    taken = {key: value for key, value in values.items() if not found.get(key)}
    for key, parts in found.items():
        for name, part in parts.items():
            if taken.setdefault(name, part) != part:
                what = f"`{name}` is “{taken[name]}”, but “{part}” in the address of `{key}`"
                raise ValueError(what)
    return taken


def _nothing(text: str) -> Mapping[str, str]:
    del text
    return {}


def _host_and_path(text: str) -> tuple[str, str, dict[str, str]]:
    """Return the parts of an address, which may lack its scheme: host, path and query."""
    try:
        parts = urlsplit(re.sub(r"^(https?:)?(//)?", "https://", text, count=1))
        return parts.hostname or "", parts.path.rstrip("/"), dict(parse_qsl(parts.query))
    except ValueError:
        return "", "", {}


def _mailchimp(text: str) -> Mapping[str, str]:
    """Find `https://ACCOUNT.DC.list-manage.com/subscribe/post?u=U&id=ID&f_id=F_ID`."""
    host, path, query = _host_and_path(text)
    names = re.fullmatch(r"([^.]+)\.([^.]+)\.list-manage[0-9]?\.com", host)
    if not names or not re.fullmatch(r"(/subscribe(/post(-json)?)?)?", path):
        return {}
    found = {"account": names[1], "dc": names[2]}
    return found | {key: query[key] for key in ("u", "id", "f_id") if key in query}


def _buttondown(text: str) -> Mapping[str, str]:
    """Find `https://buttondown.com/USER`, also after /api/emails/embed-subscribe/."""
    host, path, _ = _host_and_path(text)
    if host not in ("buttondown.com", "www.buttondown.com", "buttondown.email"):
        return {}
    name = re.fullmatch(r"(?:/api/emails/embed-subscribe)?/([^/]+)", path)
    return {"user": unquote(name[1])} if name and name[1] not in _BUTTONDOWNS_OWN else {}


def _listmonk(text: str) -> Mapping[str, str]:
    """Find `ROOT/subscription/form`, and the lists that a link to that page may name."""
    address, _, query = text.partition("?")
    root = re.fullmatch(r"(.+?)/+subscription/form/*", address)
    return {"root": root[1]} if root and not query else {}


def _kit(text: str) -> Mapping[str, str]:
    """Find `https://app.kit.com/forms/ID/subscriptions`, also at Kit's old name."""
    host, path, _ = _host_and_path(text)
    number = re.fullmatch(r"/forms/(?:designers/)?([0-9]+)(?:/[a-z]+)?", path)
    is_kits = host in ("app.kit.com", "app.convertkit.com")
    return {"id": number[1]} if number and is_kits else {}


def _brevo(text: str) -> Mapping[str, str]:
    """Find `https://HASH.sibforms.com/serve/TOKEN`."""
    host, path, _ = _host_and_path(text)
    name = re.fullmatch(r"([^.]+)\.sibforms\.com", host)
    token = re.fullmatch(r"/serve/([^/]+)", path)
    if not name or (path and not token):
        return {}
    return {"hash": name[1], **({"token": unquote(token[1])} if token else {})}


_FINDERS: Mapping[str, tuple[tuple[str, ...], Finder]] = {
    "mailchimp": (("account", "dc", "u", "id", "f_id"), _mailchimp),
    "buttondown": (("user",), _buttondown),
    "listmonk": (("root",), _listmonk),
    "kit": (("id",), _kit),
    "brevo": (("hash", "token"), _brevo),
}
