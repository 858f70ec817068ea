"""Which addresses are embedded, and with which frame."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.multimedia.services import SERVICES, Embed, NoEmbed, embed_of

NOTHING: dict[str, str] = {}


def embedded(address: str, hosts: dict[str, str] = NOTHING) -> Embed:
    found = embed_of(address, SERVICES, hosts)
    assert isinstance(found, Embed), found
    return found


def refused(address: str, services: tuple[str, ...] = tuple(SERVICES)) -> NoEmbed:
    found = embed_of(address, services, NOTHING)
    assert isinstance(found, NoEmbed), found
    return found


NOCOOKIE = "https://www.youtube-nocookie.com/embed/"
FRAMES = [
    ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", f"{NOCOOKIE}dQw4w9WgXcQ?autoplay=1"),
    ("https://m.youtube.com/watch?app=m&v=dQw4w9WgXcQ", f"{NOCOOKIE}dQw4w9WgXcQ?autoplay=1"),
    ("https://youtu.be/dQw4w9WgXcQ?si=x&t=1m5s", f"{NOCOOKIE}dQw4w9WgXcQ?autoplay=1&start=65"),
    ("http://youtube.com/shorts/dQw4w9WgXcQ", f"{NOCOOKIE}dQw4w9WgXcQ?autoplay=1"),
    ("https://www.youtube.com/live/dQw4w9WgXcQ/", f"{NOCOOKIE}dQw4w9WgXcQ?autoplay=1"),
    ("https://www.youtube.com/playlist?list=PL1-2", f"{NOCOOKIE}videoseries?autoplay=1&list=PL1-2"),
    ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1"),
    (
        "https://vimeo.com/123456789/0a1b2c",
        "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1&h=0a1b2c",
    ),
    (
        "https://x.com/name/status/1234567890",
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890",
    ),
    (
        "https://twitter.com/jack/status/20",
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20",
    ),
    (
        "https://mobile.twitter.com/name/status/1234567890?s=20",
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890",
    ),
    (
        "https://www.instagram.com/reel/AbCdEfGhIjK/?igsh=x",
        "https://www.instagram.com/reel/AbCdEfGhIjK/embed/",
    ),
    (
        "https://www.facebook.com/name/posts/123",
        "https://www.facebook.com/plugins/post.php"
        "?href=https%3A%2F%2Fwww.facebook.com%2Fname%2Fposts%2F123&show_text=true",
    ),
    (
        "https://www.facebook.com/watch/?v=123",
        "https://www.facebook.com/plugins/video.php"
        "?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D123&show_text=false",
    ),
    (
        "https://www.tiktok.com/@na.me/video/7123456789012345678",
        "https://www.tiktok.com/player/v1/7123456789012345678",
    ),
    (
        "https://bsky.app/profile/rena.bsky.social/post/3lbf3etdjxc24",
        "https://embed.bsky.app/embed/rena.bsky.social/app.bsky.feed.post/3lbf3etdjxc24",
    ),
    (
        "https://mastodon.social/@name/112345678901234567",
        "https://mastodon.social/@name/112345678901234567/embed",
    ),
    (
        "https://soundcloud.com/name/a-piece?utm=x",
        "https://w.soundcloud.com/player/"
        "?url=https%3A%2F%2Fsoundcloud.com%2Fname%2Fa-piece&auto_play=true&show_teaser=false",
    ),
    (
        "https://open.spotify.com/intl-de/episode/0123456789abcdefABCDEF?si=x",
        "https://open.spotify.com/embed/episode/0123456789abcdefABCDEF",
    ),
    ("https://datawrapper.dwcdn.net/AbC12/3/", "https://datawrapper.dwcdn.net/AbC12/"),
    ("https://www.datawrapper.de/_/AbC12/", "https://datawrapper.dwcdn.net/AbC12/"),
    (
        "https://public.flourish.studio/visualisation/1234567/",
        "https://flo.uri.sh/visualisation/1234567/embed",
    ),
    (
        "https://www.google.com/maps/place/Oslo+S/@59.91,10.75,12z/data=!3m1",
        "https://www.google.com/maps?q=Oslo%20S&ll=59.91,10.75&z=12&output=embed",
    ),
    (
        "https://www.google.com/maps/embed?pb=!1m18!2sOslo",
        "https://www.google.com/maps/embed?pb=%211m18%212sOslo",
    ),
    (
        "https://www.openstreetmap.org/?mlat=59.9&mlon=10.7#map=13/0/10",
        "https://www.openstreetmap.org/export/embed.html?bbox=9.93408%2C-0.04944%2C10.06592%2C0.04944"
        "&layer=mapnik&marker=59.9%2C10.7",
    ),
]


@pytest.mark.parametrize(("address", "frame"), FRAMES)
def test_an_address_as_readers_copy_it_gets_the_services_frame(address: str, frame: str) -> None:
    """Whatever the browser's address carries along, and from the most private of its hosts."""
    assert embedded(address).frame.src == frame


def test_all_services_have_an_address_that_is_tried_here() -> None:
    """Fourteen of them, each with a frame from a host that the operators' guide names."""
    tried = {embedded(address).service: urlsplit(frame).hostname for address, frame in FRAMES}
    assert len(SERVICES) == 14
    for service in SERVICES.values():
        assert tried[service.name] in service.frames_from


@pytest.mark.parametrize("service", SERVICES.values(), ids=list(SERVICES))
def test_a_service_can_be_switched_off(service: object) -> None:
    """Its addresses are then refused, and the message says how to have it back."""
    one = next(address for address, _ in FRAMES if embedded(address).service == service.name)  # type: ignore[attr-defined]
    others = tuple(each for each in SERVICES if each != service.id)  # type: ignore[attr-defined]
    assert f"`{service.id}` added to MULTIMEDIA_SERVICES" in refused(one, others).mend  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=dQw4w9WgXc/",
        "https://vimeo.com/about",
        "https://x.com/name",
        "https://www.google.com/search?q=maps",
        "https://www.openstreetmap.org/about",
        "https://www.openstreetmap.org/#map=99/59.91/10.75",
        "https://mastodon.social/@a@other.example/112345678901234567",
        "https://open.spotify.com/episode/short",
    ],
)
def test_another_page_of_a_service_is_told_with_an_example(address: str) -> None:
    """So that a writer finds the address of the post itself."""
    assert refused(address).mend.startswith("write one such as https://")


@pytest.mark.parametrize(
    ("address", "example"),
    [
        ("https://fb.watch/abc123/", "https://www.facebook.com/name/posts/123456789"),
        ("https://www.facebook.com/share/v/1AbC/", "https://www.facebook.com/name/posts/123456789"),
        ("https://vm.tiktok.com/ZMabc/", "https://www.tiktok.com/@name/video/1234567890123456789"),
        ("https://on.soundcloud.com/aBc", "https://soundcloud.com/name/piece"),
        (
            "https://goo.gl/maps/aBc",
            "https://www.google.com/maps/place/Oslo/@59.91,10.75,12z",
        ),
        (
            "https://maps.app.goo.gl/aBc?g_st=ic",
            "https://www.google.com/maps/place/Oslo/@59.91,10.75,12z",
        ),
        ("https://t.co/aBc", "https://x.com/name/status/1234567890"),
    ],
)
def test_the_short_address_of_a_share_button_is_told_with_where_the_long_one_is(
    address: str, example: str
) -> None:
    """Only the service knows what it leads to, so the writer has to look."""
    found = refused(address)
    assert found.what.endswith(" is a short address, and does not say what it leads to")
    assert found.mend == (
        "open it in a browser, and write the long address that is then shown at the top, "
        f"such as {example}"
    )


def test_an_unknown_host_is_told_with_the_services_that_are_known() -> None:
    """All of them that the paper allows."""
    found = refused("https://tracker.example/a", ("youtube", "vimeo"))
    assert found.what == "tracker.example is no service that this paper embeds"
    assert found.mend == "link to it, or use one of: YouTube, Vimeo"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
        "https://youtube.com:8443/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com\\@evil.example/watch?v=dQw4w9WgXcQ",
        "//www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://[::1",
        "",
    ],
)
def test_what_is_no_plain_address_is_refused(address: str) -> None:
    """No user, port or backslash leads a reader's browser to another host."""
    assert "is no address" in refused(address).what


@given(st.text(), st.sampled_from([address for address, _ in FRAMES]), st.integers(0, 80))
def test_no_address_leads_to_another_host(text: str, address: str, place: int) -> None:
    """Whatever is written into the address of a service, the frame is that of a service."""
    hosts = {host for service in SERVICES.values() for host in service.frames_from}
    hosts |= set(SERVICES["mastodon"].hosts)
    found = embed_of(address[:place] + text + address[place:], SERVICES, NOTHING)
    if isinstance(found, Embed):
        parts = urlsplit(found.frame.src)
        assert parts.scheme == "https" and parts.netloc in hosts
        assert not set(found.frame.src) & set(" \"'<>\\\n\t")


def test_a_paper_adds_servers_of_its_own() -> None:
    """Mastodon and PeerTube run on many hosts; other pages are framed as they are."""
    hosts = {"social.example": "mastodon", "video.example": "peertube", "maps.example": "frame"}
    post = embedded("https://social.example/@name/112345678901234567", hosts)
    assert post.frame.src == "https://social.example/@name/112345678901234567/embed"
    film = embedded("https://video.example/w/AbCdEfGhIjKlMnOpQrStUv", hosts)
    assert film.frame.src.startswith("https://video.example/videos/embed/AbCdEfGhIjKlMnOpQrStUv?")
    other = embedded("https://maps.example/a?b=c", hosts)
    assert (other.service, other.frame.src) == ("maps.example", "https://maps.example/a?b=c")


def test_a_server_of_mastodon_is_recognised_by_its_addresses() -> None:
    """The message says which setting admits it."""
    found = refused("https://social.example/@name/112345678901234567")
    assert "`social.example` added to MULTIMEDIA_HOSTS" in found.mend
