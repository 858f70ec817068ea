"""Search as a capability: tells pages whom their form asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from broadsheet.api import Capability, Composer, Inputs, Page, printed_address
from broadsheet.site_search.settings import SearchForm, SearchSettings


class SearchView(Struct, frozen=True):
    """The form as pages show it.

    host: whose search it is, empty where that is the paper's. hidden: names and values of what is
    sent besides the reader's words.
    """

    action: str
    host: str
    field: str
    hidden: tuple[tuple[str, str], ...]


class SiteSearch(Capability[SearchSettings]):
    """Adds the input `search` to each page, for the places `search` of its template."""

    added_inputs = ("search",)

    def page_inputs(self, page: Page, inputs: Inputs, composer: Composer) -> Mapping[str, Any]:
        """Return the form, None where the paper has none."""
        form = self.settings.form
        return {"search": _view(form, composer) if form else None}


def _view(form: SearchForm, composer: Composer) -> SearchView:
    action = printed_address(form.action, composer.addresses)
    host, own = (urlsplit(each).hostname or "" for each in (form.action, composer.paper.url))
    named = host.removeprefix("www.") if host != own else ""
    return SearchView(action, named, form.field, tuple(form.hidden.items()))
