"""Services: which address of a post, a film or a map is framed how.

Each service says which hosts are its own, and turns an address, as readers copy it out of their
browsers, into that of a frame. Only names, numbers and the like are taken out of an address, and
each is matched whole: nothing else of what is written gets into a frame.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal
from urllib.parse import SplitResult, parse_qs, quote, urlencode, urlsplit

from msgspec import Struct

Shape = Literal["wide", "tall", "post", "strip", "list", "chart", "map"]
"""What space a frame needs: a film on its side or upright, a post, a player of one or of several
pieces, a chart, a map."""


class Frame(Struct, frozen=True):
    """What a click loads. src: its address."""

    src: str
    shape: Shape


class Address(Struct, frozen=True):
    """An address, taken apart. path: without the slash at its end."""

    host: str
    path: str
    query: Mapping[str, str]
    fragment: str
    whole: str


class Service(Struct, frozen=True):
    """A service whose content stories may embed.

    hosts: where its addresses lead, without `www.`. example: an address of the kind that is
    embedded. frame: returns the frame of an address at one of the hosts, None where it has none.
    frames_from: the hosts of its frames, for a Content-Security-Policy. shares: how its short
    addresses begin, which buttons for sharing hand out: without the scheme and `www.`.
    """

    id: str
    name: str
    hosts: tuple[str, ...]
    example: str
    frame: Callable[[Address], Frame | None]
    frames_from: tuple[str, ...]
    shares: tuple[str, ...] = ()


class Embed(Struct, frozen=True):
    """An address that was understood. url: the address itself, by https."""

    service: str
    url: str
    frame: Frame


class NoEmbed(Struct, frozen=True):
    """Why an address is not embedded, in the words of `Fault`."""

    what: str
    mend: str


def embed_of(written: str, services: Iterable[str], hosts: Mapping[str, str]) -> Embed | NoEmbed:
    """Return what an address embeds, or why it embeds nothing.

    services: the ids of those that the paper allows. hosts: further hosts, and what runs there.
    """
    allowed = [SERVICES[each] for each in SERVICES if each in services]
    address = _taken_apart(written)
    if address is None:
        mend = "write the address of a page, such as https://www.youtube.com/watch?v=…"
        return NoEmbed(f"“{written}” is no address", mend)
    own = hosts.get(address.host)
    if not own and (short := _short(address)):
        return short
    service = _RUNNING[own] if own else _service_at(address.host)
    if service is None:
        if _MASTODON_POST.fullmatch(address.path):
            mend = f"link to it, or have `{address.host}` added to MULTIMEDIA_HOSTS"
            return NoEmbed(f"{address.host} is no server of Mastodon that this paper embeds", mend)
        return NoEmbed(f"{address.host} is no service that this paper embeds", _choice(allowed))
    if not own and service not in allowed:
        mend = f"link to it, or have `{service.id}` added to MULTIMEDIA_SERVICES"
        return NoEmbed(f"this paper embeds nothing of {service.name}", mend)
    frame = service.frame(address)
    if frame is None:
        mend = f"write one such as {service.example}"
        return NoEmbed(f"nothing at this address of {service.name} can be embedded", mend)
    return Embed(service.name or address.host, address.whole, frame)


def is_of_service(written: str) -> bool:
    """Say whether an address leads to a service that is known, at its own or a short address."""
    address = _taken_apart(written)
    return address is not None and bool(_service_at(address.host) or _short(address))


def _short(address: Address) -> NoEmbed | None:
    """Return why a short address is not embedded, None for any other address.

    What it stands for is known to the service alone, and a build asks nobody.
    """
    whole = f"{address.host}{address.path}/"
    service = next((each for each in _ALL if whole.startswith(each.shares)), None)
    if service is None and address.host not in _SHORTENERS:
        return None
    such = f", such as {service.example}" if service else ""
    what = f"https://{whole.rstrip('/')} is a short address, and does not say what it leads to"
    mend = "open it in a browser, and write the long address that is then shown at the top"
    return NoEmbed(what, f"{mend}{such}")


def _choice(services: Iterable[Service]) -> str:
    names = ", ".join(service.name for service in services)
    return f"link to it, or use one of: {names}" if names else "link to it"


def _taken_apart(written: str) -> Address | None:
    """Return an address, None for one that is not of the web, or names a user or a port."""
    if re.search(r"[\x00-\x20\\<>\"]", written):
        return None
    try:
        parts: SplitResult = urlsplit(written)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    except ValueError:
        return None
    host = parts.netloc.lower()
    if parts.scheme.lower() not in ("http", "https") or not re.fullmatch(r"[\w.-]+", host):
        return None
    whole = parts._replace(scheme="https").geturl()
    bare = re.sub(r"^(?:www|m|mobile)\.", "", host)
    return Address(bare, parts.path.rstrip("/"), query, parts.fragment, whole)


def _by_path(pattern: str, make: Callable[[re.Match[str], Address], Frame | None]) -> _Framer:
    """Return a framer of addresses whose whole path is like the pattern."""
    compiled = re.compile(pattern)

    def frame(address: Address) -> Frame | None:
        match = compiled.fullmatch(address.path)
        return make(match, address) if match else None

    return frame


_Framer = Callable[[Address], Frame | None]


def _seconds(written: str) -> int:
    """Return how many seconds `90`, `90s` or `1h2m3s` are, 0 for anything else."""
    match = re.fullmatch(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?", written)
    hours, minutes, seconds = (int(each or 0) for each in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _youtube(address: Address) -> Frame | None:
    is_short = address.host == "youtu.be"
    match = re.fullmatch(r"/(?:(shorts|live|embed|v)/)?([\w-]{11})", address.path)
    if match and (match[1] or is_short):
        film, shape = match[2], "tall" if match[1] == "shorts" else "wide"
    elif address.path == "/watch" and re.fullmatch(r"[\w-]{11}", address.query.get("v", "")):
        film, shape = address.query["v"], "wide"
    elif address.path == "/playlist" and re.fullmatch(r"[\w-]+", address.query.get("list", "")):
        film, shape = "videoseries", "wide"
    else:
        return None
    asks: dict[str, str | int] = {"autoplay": 1}
    start = _seconds(address.query.get("t") or address.query.get("start") or "")
    if start:
        asks["start"] = start
    if film == "videoseries":
        asks["list"] = address.query["list"]
    src = f"https://www.youtube-nocookie.com/embed/{film}?{urlencode(asks)}"
    return Frame(src, "tall" if shape == "tall" else "wide")


def _vimeo(match: re.Match[str], address: Address) -> Frame:
    asks = {"dnt": "1", "autoplay": "1"}
    secret = match[2] or address.query.get("h", "")
    if re.fullmatch(r"[0-9a-f]+", secret):
        asks["h"] = secret
    return Frame(f"https://player.vimeo.com/video/{match[1]}?{urlencode(asks)}", "wide")


def _facebook(address: Address) -> Frame | None:
    is_film = re.fullmatch(r"/(?:[\w.%-]+/videos(?:/[\w.%-]+)?/\d+|reel/\d+)", address.path)
    is_watched = address.path == "/watch" and address.query.get("v", "").isdigit()
    is_post = re.fullmatch(
        r"/[\w.%-]+/(?:posts|photos)/[\w.%/-]+|/(?:permalink|photo|story)\.php|/photo", address.path
    )
    if is_film or is_watched:
        asks = urlencode({"href": address.whole, "show_text": "false"})
        return Frame(f"https://www.facebook.com/plugins/video.php?{asks}", "wide")
    if is_post:
        asks = urlencode({"href": address.whole, "show_text": "true"})
        return Frame(f"https://www.facebook.com/plugins/post.php?{asks}", "post")
    return None


def _soundcloud(match: re.Match[str], address: Address) -> Frame:
    # Without the query, in which readers are tracked.
    href = f"https://soundcloud.com{address.path}"
    asks = urlencode({"url": href, "auto_play": "true", "show_teaser": "false"})
    return Frame(f"https://w.soundcloud.com/player/?{asks}", "list" if match[1] else "strip")


def _spotify(match: re.Match[str], _: Address) -> Frame:
    src = f"https://open.spotify.com/embed/{match[1]}/{match[2]}"
    return Frame(src, "strip" if match[1] in ("track", "episode") else "list")


_PLACE = re.compile(r"(?:/place/([^/@]+))?/@(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(\d+)(?:\.\d+)?z.*")


def _google_maps(address: Address) -> Frame | None:
    path = address.path.removeprefix("/maps")
    if path == address.path:
        return None
    if path == "/embed" and re.fullmatch(r"[\w!.:%+~*' -]+", address.query.get("pb", "")):
        asks = urlencode({"pb": address.query["pb"]})
        return Frame(f"https://www.google.com/maps/embed?{asks}", "map")
    at = _PLACE.fullmatch(path)
    if at:
        where = at[1].replace("+", " ") if at[1] else f"{at[2]},{at[3]}"
        asks = f"q={quote(where, safe='%')}&ll={at[2]},{at[3]}&z={at[4]}&output=embed"
        return Frame(f"https://www.google.com/maps?{asks}", "map")
    if path == "" and address.query.get("q"):
        asks = urlencode({"q": address.query["q"], "output": "embed"})
        return Frame(f"https://www.google.com/maps?{asks}", "map")
    return None


_NUMBER = r"-?\d{1,3}(?:\.\d+)?"
_MAP = re.compile(rf"map=(\d{{1,2}})(?:\.\d+)?/({_NUMBER})/({_NUMBER})")


def _open_street_map(address: Address) -> Frame | None:
    """Frame what a map shows: its address has a centre and a zoom, the frame's wants the edges.

    https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames: a step of zoom halves the degrees.
    """
    match = _MAP.search(address.fragment)
    if match is None or address.path not in ("", "/search", "/node", "/way", "/relation"):
        return None
    zoom, latitude, longitude = int(match[1]), float(match[2]), float(match[3])
    if zoom > 20 or abs(latitude) > 85 or abs(longitude) > 180:
        return None
    across = 360 / 2**zoom * 1.5
    down = across * 0.75 * math.cos(math.radians(latitude))
    edges = (longitude - across, latitude - down, longitude + across, latitude + down)
    asks = f"bbox={'%2C'.join(f'{edge:.5f}' for edge in edges)}&layer=mapnik"
    marks = (address.query.get("mlat", ""), address.query.get("mlon", ""))
    if all(re.fullmatch(_NUMBER, mark) for mark in marks):
        asks += f"&marker={marks[0]}%2C{marks[1]}"
    return Frame(f"https://www.openstreetmap.org/export/embed.html?{asks}", "map")


_MASTODON_POST = re.compile(r"/(?:web/)?@[\w.-]+(?:@[\w.-]+)?/(\d{8,20})(?:/embed)?")


def _mastodon(address: Address) -> Frame | None:
    match = _MASTODON_POST.fullmatch(address.path)
    # A post of another server, shown by this one, can be framed at home only.
    if match is None or address.path.count("@") > 1:
        return None
    user = address.path.removeprefix("/web").split("/")[1]
    return Frame(f"https://{address.host}/{user}/{match[1]}/embed", "post")


def _as_it_is(address: Address) -> Frame:
    return Frame(address.whole, "chart")


_ALL = (
    Service(
        "youtube",
        "YouTube",
        ("youtube.com", "youtu.be", "youtube-nocookie.com"),
        "https://www.youtube.com/watch?v=…",
        _youtube,
        ("www.youtube-nocookie.com",),
    ),
    Service(
        "vimeo",
        "Vimeo",
        ("vimeo.com", "player.vimeo.com"),
        "https://vimeo.com/123456789",
        _by_path(r"/(?:video/|channels/[\w-]+/)?(\d{5,12})(?:/([0-9a-f]+))?", _vimeo),
        ("player.vimeo.com",),
    ),
    Service(
        "x",
        "X",
        ("x.com", "twitter.com"),
        "https://x.com/name/status/1234567890",
        _by_path(
            r"/\w{1,20}/status(?:es)?/(\d{1,20})(?:/(?:photo|video)/\d)?",
            lambda match, _: Frame(
                f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={match[1]}", "post"
            ),
        ),
        ("platform.twitter.com",),
        ("t.co/",),
    ),
    Service(
        "instagram",
        "Instagram",
        ("instagram.com",),
        "https://www.instagram.com/p/AbCdEfGhIjK/",
        _by_path(
            r"(?:/[\w.]+)?/(p|reel|tv)/([\w-]{5,40})(?:/embed)?",
            lambda match, _: Frame(
                f"https://www.instagram.com/{match[1]}/{match[2]}/embed/", "post"
            ),
        ),
        ("www.instagram.com",),
        ("instagr.am/", "instagram.com/share/"),
    ),
    Service(
        "facebook",
        "Facebook",
        ("facebook.com",),
        "https://www.facebook.com/name/posts/123456789",
        _facebook,
        ("www.facebook.com",),
        ("fb.watch/", "fb.me/", "facebook.com/share/"),
    ),
    Service(
        "tiktok",
        "TikTok",
        ("tiktok.com",),
        "https://www.tiktok.com/@name/video/1234567890123456789",
        _by_path(
            r"/@[\w.-]+/video/(\d{8,22})",
            lambda match, _: Frame(f"https://www.tiktok.com/player/v1/{match[1]}", "tall"),
        ),
        ("www.tiktok.com",),
        ("vm.tiktok.com/", "vt.tiktok.com/", "tiktok.com/t/"),
    ),
    Service(
        "bluesky",
        "Bluesky",
        ("bsky.app",),
        "https://bsky.app/profile/name.bsky.social/post/3abcdefghij2k",
        _by_path(
            r"/profile/((?:did:[a-z]+:)?[\w.-]+)/post/(\w{5,30})",
            lambda match, _: Frame(
                f"https://embed.bsky.app/embed/{match[1]}/app.bsky.feed.post/{match[2]}", "post"
            ),
        ),
        ("embed.bsky.app",),
    ),
    Service(
        "mastodon",
        "Mastodon",
        (
            "mastodon.social",
            "mastodon.online",
            "mastodon.world",
            "mstdn.social",
            "mas.to",
            "chaos.social",
            "fosstodon.org",
            "hachyderm.io",
            "infosec.exchange",
            "journa.host",
            "newsie.social",
            "social.bund.de",
        ),
        "https://mastodon.social/@name/123456789012345678",
        _mastodon,
        ("mastodon.social",),
    ),
    Service(
        "soundcloud",
        "SoundCloud",
        ("soundcloud.com",),
        "https://soundcloud.com/name/piece",
        _by_path(r"/[\w-]+(/sets)?/[\w-]+(?:/s-\w+)?", _soundcloud),
        ("w.soundcloud.com",),
        ("on.soundcloud.com/", "soundcloud.app.goo.gl/"),
    ),
    Service(
        "spotify",
        "Spotify",
        ("open.spotify.com",),
        "https://open.spotify.com/episode/…",
        _by_path(
            r"(?:/intl-[a-z]{2})?(?:/embed)?"
            r"/(track|album|playlist|episode|show|artist)/([0-9A-Za-z]{22})",
            _spotify,
        ),
        ("open.spotify.com",),
        ("spotify.link/", "spoti.fi/"),
    ),
    Service(
        "datawrapper",
        "Datawrapper",
        ("datawrapper.dwcdn.net", "datawrapper.de"),
        "https://datawrapper.dwcdn.net/AbCdE/1/",
        _by_path(
            r"/(?:_/)?([0-9A-Za-z]{5})(?:/\d+)?",
            lambda match, _: Frame(f"https://datawrapper.dwcdn.net/{match[1]}/", "chart"),
        ),
        ("datawrapper.dwcdn.net",),
    ),
    Service(
        "flourish",
        "Flourish",
        ("public.flourish.studio", "flo.uri.sh"),
        "https://public.flourish.studio/visualisation/1234567/",
        _by_path(
            r"/(visualisation|story)/(\d{3,12})(?:/embed)?",
            lambda match, _: Frame(f"https://flo.uri.sh/{match[1]}/{match[2]}/embed", "chart"),
        ),
        ("flo.uri.sh",),
    ),
    Service(
        "google-maps",
        "Google Maps",
        ("google.com", "maps.google.com"),
        "https://www.google.com/maps/place/Oslo/@59.91,10.75,12z",
        _google_maps,
        ("www.google.com",),
        ("maps.app.goo.gl/", "goo.gl/maps/"),
    ),
    Service(
        "openstreetmap",
        "OpenStreetMap",
        ("openstreetmap.org", "osm.org"),
        "https://www.openstreetmap.org/#map=13/59.91/10.75",
        _open_street_map,
        ("www.openstreetmap.org",),
    ),
)

_SHORTENERS = frozenset({"bit.ly", "goo.gl", "tinyurl.com", "ow.ly", "buff.ly", "is.gd", "lnkd.in"})
"""Hosts whose short addresses may lead anywhere."""

SERVICES: Mapping[str, Service] = {service.id: service for service in _ALL}
"""The services that are known, by their ids."""

_RUNNING: Mapping[str, Service] = {
    "mastodon": SERVICES["mastodon"],
    "peertube": Service(
        "peertube",
        "PeerTube",
        (),
        "https://video.example.org/w/AbCdEfGhIjKlMnOpQrStUv",
        _by_path(
            r"/(?:w|videos/watch|videos/embed)/([\w-]{22,36})",
            lambda match, address: Frame(
                f"https://{address.host}/videos/embed/{match[1]}?p2p=0&autoplay=1", "wide"
            ),
        ),
        (),
    ),
    "frame": Service("frame", "", (), "", _as_it_is, ()),
}
"""What may run at a host that the paper adds."""


def _service_at(host: str) -> Service | None:
    return next((each for each in _ALL if host in each.hosts), None)
