"""Instead: what a writer can do in the place of HTML that a text may not hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from broadsheet.reporting.faults import Fault, Gravity

USUAL = "take it out, or show it as `code`"
"""What can be done about any tag."""

FROM_WORD = "paste text from Word without its formatting"
"""What keeps Word's own tags, classes and styles out of a text."""

_ALONE = "on a line of its own"
_SOUND = f'write `[audio](talk.mp3 "Title")` {_ALONE}, or link to the recording'
_FILM = f'write `[video](film.mp4 "Title")` {_ALONE}, or link to it'
FOREIGN = (
    f'write `[embed](https://… "Title")` {_ALONE}, with the address of its page, or link to it'
)
"""What can be done about a film, a post or a map of another service."""

_POST = f'take it out; of a post write `[embed](https://… "Title")` {_ALONE}, or quote its words'
_FORM = "link to the page that has the form: `[Take part](https://…)`"
_PICTURE = "save it as a picture: `![what it shows](drawing.svg)`"
_THEME = "have the paper's theme do it, or show it as `code`"

_OF_TAGS: Mapping[str, str] = {
    "audio": _SOUND,
    "track": _SOUND,
    "video": _FILM,
    "object": FOREIGN,
    "embed": FOREIGN,
    "applet": FOREIGN,
    "frame": FOREIGN,
    "frameset": FOREIGN,
    "script": _POST,
    "noscript": _POST,
    "form": _FORM,
    "input": _FORM,
    "button": _FORM,
    "select": _FORM,
    "textarea": _FORM,
    "option": _FORM,
    "svg": _PICTURE,
    "math": _PICTURE,
    "style": _THEME,
    "link": _THEME,
}
# https://html.spec.whatwg.org/multipage/obsolete.html#non-conforming-features: what says how words
# look, and with what a writer says what they are.
LOOKS: Mapping[str, str] = {
    "font": "take it out, or write `**bold**`, `*emphasis*` or `==marked==`",
    "basefont": "take it out",
    "center": "take it out; a picture stands in a paragraph of its own",
    "big": "take it out; a pull quote is larger: `{: .pull }`",
    "blink": "take it out",
    "marquee": "take it out",
    "strike": "write `~~struck~~`",
    "tt": "write `` `code` ``",
}
"""Tags that say how words look, and what to write in their place."""

# The classes of the quotations that services hand out with a script.
_OF_POSTS = frozenset(
    {"twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed"}
    | {"mastodon-embed", "fb-post", "fb-video", "reddit-embed-bq", "text-post-media"}
)
_OF_WORD = re.compile(r"mso|xl\d+$", re.IGNORECASE)


def told_once(faults: Sequence[Fault]) -> list[Fault]:
    """Return faults with one in the place of all that a paste from Word has brought.

    Its tags, classes and styles have one cause, and go in one go.
    """
    pasted = [fault for fault in faults if FROM_WORD in fault.mend]
    if len(pasted) < 2:
        return list(faults)
    gravest = next((each for each in pasted if each.gravity is Gravity.WRONG), pasted[0])
    more = len(pasted) - 1
    what = (
        f"{gravest.what}, and {more} more {'sign' if more == 1 else 'signs'} of a paste from Word"
    )
    mend = f"{FROM_WORD}, or take out the tags, classes and styles"
    told = replace(gravest, what=what, mend=mend)
    return [
        told if each is gravest else each
        for each in faults
        if each is gravest or each not in pasted
    ]


def in_place_of(tag: str) -> str:
    """Return what to do in the place of a tag that a text may not hold."""
    return _OF_TAGS.get(tag, USUAL)


def in_place_of_class(name: str) -> str | None:
    """Return what to do in the place of a class that came with pasted HTML, None for any other."""
    if _OF_WORD.match(name):
        return f"take it out; {FROM_WORD}"
    if name in _OF_POSTS:
        return "take it out, with its script; the words stay a quotation: link to the post"
    return None
