"""Typography: how long a story of 600 words takes to be set, beside typogrify and smartypants.

Run it with `uv run python -m bench.typography`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter

from typogrify.filters import typogrify

from broadsheet.story.typography import Typography

_PARAGRAPH = """<p>He said "no" -- twice over -- and "yes" when the <em>Times</em>' editor asked;
it's the '90s again, they're told. The harbour board met on Monday to hear what the engineers,
whose report runs to four hundred pages, had found beneath the <a href="/pier/">old pier</a> in the
winter of the year before last. Nobody expected the answer.</p>"""
_WORDS, _RUNS = 600, 200
_LANGUAGES = ("en", "de", "fr", "ja", "ar")


def main() -> None:
    """Print the median and the least of the times, in milliseconds."""
    story = "\n".join([_PARAGRAPH] * round(_WORDS / len(_PARAGRAPH.split())))
    usual = Typography(omit=("caps", "initial_quotes"))
    for lang in _LANGUAGES:
        _say(f"Broadsheet, {lang}", partial(usual.html, story, lang))
    _say("typogrify", partial(typogrify, story, caps=False, initial_quotes=False))


def _say(name: str, work: Callable[[], object]) -> None:
    times = []
    for _ in range(_RUNS):
        start = perf_counter()
        work()
        times.append((perf_counter() - start) * 1000)
    sys.stdout.write(f"{name}: {median(times):.2f} ms, at least {min(times):.2f} ms\n")


if __name__ == "__main__":
    main()
