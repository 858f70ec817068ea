"""Golden table: for each shape of a body, where the newsletter block stands and why.

A letter is a block (see `newsletter_desk`): p P s paragraphs of 40, 120 and 8 words; b B bold
ones; c one that ends in a colon; i one with a picture; x one with a class; n N ones with a
footnote; h heading; f figure; q quote; l o lists; t table; k code; d definitions; e embed;
m details; r rule; a an anchor without words. `^` is the newsletter block; `$` after the body.
"""

from __future__ import annotations

import pytest
from newsletter_desk import blocks_before, body_of, html_around, newsletter_slots, read

NO_GAP = "after the body: no gap from 30 to 80 % of the words has plain paragraphs around it"

SHAPES = [
    # Short stories have it after the body.
    ("p$", "after the body: 40 words, fewer than 250"),
    ("pppppp$", "after the body: 240 words, fewer than 250"),
    ("PPPPPPP$", "after the body: 7 paragraphs, fewer than 8"),
    ("ssssssssss$", "after the body: 80 words, fewer than 250"),
    ("PPPPPPPqll$", "after the body: 7 paragraphs, fewer than 8"),
    # Between 50 and 60 % of the words; of several such gaps the last.
    ("pppp^pppp", "after paragraph 4 of 8, 50 % of the words"),
    ("ppppp^pppp", "after paragraph 5 of 9, 56 % of the words"),
    ("pppppp^pppp", "after paragraph 6 of 10, 60 % of the words"),
    ("pppppppppppp^pppppppp", "after paragraph 12 of 20, 60 % of the words"),
    # Words count, not paragraphs.
    ("PPP^pppppp", "after paragraph 3 of 9, 60 % of the words"),
    ("ppppppP^PP", "after paragraph 7 of 9, 60 % of the words"),
    ("sssssssssP^P", "after paragraph 10 of 11, 62 % of the words"),
    # Two blocks clear of headings, figures, quotes, lists and everything else that is no text.
    ("ppppphpp^pppp", "after paragraph 7 of 11, 64 % of the words"),
    ("pppppphpp^ppp", "after paragraph 8 of 11, 73 % of the words"),
    ("pppp^pphpppp", "after paragraph 4 of 10, 40 % of the words"),
    ("hpppphpphpphpp$", NO_GAP),
    ("pphpp^pphpphpp", "after paragraph 4 of 10, 40 % of the words"),
    ("ppppp^ppfpppp", "after paragraph 5 of 11, 45 % of the words"),
    ("pppppfpp^pppp", "after paragraph 7 of 11, 64 % of the words"),
    ("ppppp^ppqppp", "after paragraph 5 of 10, 45 % of the words"),
    ("ppppp^pplppp", "after paragraph 5 of 10, 48 % of the words"),
    ("ppppp^ppoppp", "after paragraph 5 of 10, 48 % of the words"),
    ("ppppp^pptppp", "after paragraph 5 of 10, 50 % of the words"),
    ("ppppp^ppkppp", "after paragraph 5 of 10, 49 % of the words"),
    ("ppppp^ppdppp", "after paragraph 5 of 10, 49 % of the words"),
    ("ppppp^ppeppp", "after paragraph 5 of 10, 50 % of the words"),
    ("ppppp^ppmppp", "after paragraph 5 of 10, 49 % of the words"),
    ("ppppp^pprppp", "after paragraph 5 of 10, 50 % of the words"),
    ("ppppp^ppippp", "after paragraph 5 of 10, 45 % of the words"),
    ("ppppp^ppxppp", "after paragraph 5 of 10, 45 % of the words"),
    ("pphpphpphpphpphpp$", NO_GAP),
    ("ppfppqpplpptpp$", NO_GAP),
    # Not beside a heading in bold type or words that announce something.
    ("pppppbp^pppp", "after paragraph 7 of 11, 61 % of the words"),
    ("pppp^pbpppp", "after paragraph 4 of 10, 43 % of the words"),
    ("pppp^pBpppp", "after paragraph 4 of 10, 43 % of the words"),
    ("pppppcp^ppp", "after paragraph 7 of 10, 70 % of the words"),
    ("pppppcp^pppp", "after paragraph 7 of 11, 64 % of the words"),
    ("pppppNp^pppp", "after paragraph 7 of 11, 64 % of the words"),
    ("bpbpbpbpbpbpbpbpbp$", NO_GAP),
    ("cpcpcpcpcp$", NO_GAP),
    # Nothing to see is no block.
    ("pppp^apppp", "after paragraph 4 of 8, 50 % of the words"),
    # Footnotes are behind the end of the text.
    ("ppnppp^pppp", "after paragraph 6 of 10, 60 % of the words"),
    ("nphpphpphpphpp$", NO_GAP),
    ("ppn$", "after the body: 120 words, fewer than 250"),
]


@pytest.mark.parametrize(("shape", "reason"), SHAPES)
def test_each_shape_has_the_block_in_its_place(shape: str, reason: str) -> None:
    """The block stands at the `^` of the shape, and the reason says why."""
    letters = shape.replace("^", "").replace("$", "")
    story = read(body_of(letters))
    slots = newsletter_slots(story)
    position = "inside" if "inside" in slots else "end"
    count = blocks_before(story, position)
    shown = f"{letters[:count]}{'^' if position == 'inside' else '$'}{letters[count:]}"
    assert (shown, slots[position].data.reason) == (shape, reason)


@pytest.mark.parametrize("shape", ["pppppppp", "hp", "pq", "pnp", "nnnnnnnnnn"])
def test_the_slot_at_the_end_stands_behind_all_text_and_its_footnotes(shape: str) -> None:
    """Notes stay with their text; nothing comes after the end slot."""
    story = read(body_of(shape))
    above, below = html_around(story, "end")
    assert blocks_before(story, "end") == len(shape)
    assert ("footnote-backref" in above) == ("n" in shape)
    assert below.strip() == ""
