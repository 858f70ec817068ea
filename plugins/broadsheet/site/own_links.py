"""Own links: which file of this site a link leads to, as browsers and servers find it.

Known by the paths of the site's files alone, so that it can be asked of a plan before anything is
printed, and of a folder when it is.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from broadsheet.site.uris import USUAL_PORTS, decoded_path, server_of
from broadsheet.story.targets import PASSAGE

_SPACES = re.compile(r"[\t\n\r]")
# What leads to the same place from every page.
_FROM_ANYWHERE = re.compile(r"/(?!/)|(?:[a-z][a-z0-9+.-]*:)?//\w", re.IGNORECASE)
_REMEMBERED = 1 << 14  # links; those of menus and feet stand on every page


class Landing(Struct, frozen=True):
    """Where a link lands on the site. path: from the site's root, decoded; fragment: decoded."""

    path: str
    fragment: str


@dataclass(frozen=True)
class OwnLinks:
    """Tells the links of a site from those that lead elsewhere. site_url: see `Site.url`.

    A host may hold more than the site: if SITEURL has a path, addresses outside that path do not
    belong to this site.
    """

    site_url: str

    def landing(self, link: str, here: str = "/") -> Landing | None:
        """Return where a link lands, None where it leaves the site or is no address.

        link: as it stands in a page; here: the path of that page, from the site's root.
        """
        return _landing(self, link, "/" if _FROM_ANYWHERE.match(link) else here)

    def find_landing(self, link: str, here: str) -> Landing | None:
        """Find out what `landing` returns."""
        try:
            full = urlsplit(urljoin(self.site_url + here, _SPACES.sub("", link.strip())))
            if full.scheme not in USUAL_PORTS or server_of(full) != self._server:
                return None
        except ValueError:
            return None
        path = decoded_path(full) or "/"
        if path == self._base:
            path += "/"  # to which servers lead on
        if not path.startswith(f"{self._base}/"):
            return None
        fragment = unquote(full.fragment.partition(PASSAGE)[0])
        return Landing(path.removeprefix(self._base), fragment)

    def may_be_own(self, link: str) -> bool:
        """Say whether a full address names the site's host, at a fraction of the cost of `landing`.

        It never says no of one that does.
        """
        host = self._server[0]
        # A host in punycode can be written in many ways.
        return host.startswith("xn--") or ".xn--" in host or host in link.lower()

    @cached_property
    def _server(self) -> tuple[str, int | None]:
        return server_of(urlsplit(self.site_url))

    @cached_property
    def _base(self) -> str:
        return decoded_path(urlsplit(self.site_url)).rstrip("/")


@lru_cache(_REMEMBERED)
def _landing(own: OwnLinks, link: str, here: str) -> Landing | None:
    return own.find_landing(link, here)


def file_at(path: str, files: Container[str]) -> str | None:
    """Return the file that a server shows at a path of the site, None where there is none.

    It is the file of that name, or the `index.html` in the folder of that name.
    """
    file = path.removeprefix("/")
    if file in files:
        return file
    index = f"{file.rstrip('/')}/index.html" if file else "index.html"
    return index if index in files else None
