"""Placement: finds the place of the block in a body without a marker.

The rule ("A rule that beats both" in the facts about blocks): a short story has the block after
its body. Any other has it at the gap nearest to 50 to 60 % of the words, provided that plain
paragraphs alone stand within two blocks of it, and that the two beside it read as running text:
neither a heading in bold type nor words that announce, with a colon, what follows. We add one
limit to that rule: a gap near the first or the last lines, however plain its neighbours, is no
place in the middle of a story, and a block after the body serves the reader better.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

FEWEST_WORDS = 250
FEWEST_PARAGRAPHS = 8
TARGET = (50, 60)
"""Per cent of the words above the block, both ends included."""
REACH = (30, 80)
"""Per cent of the words above the block beyond which a gap is not in the middle of a story."""
CLEARANCE = 2
"""How many blocks on either side must be plain paragraphs."""

PARAGRAPH = "paragraph"


class Block(Struct, frozen=True):
    """A top-level block of a body.

    kind: "paragraph" for a plain one; any other word is something to keep clear of.
    wholly_bold: all its words are bold. ends_with_colon: it announces what follows.
    """

    kind: str
    words: int = 0
    wholly_bold: bool = False
    ends_with_colon: bool = False

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a plain paragraph."""
        return self.kind == PARAGRAPH

    @property
    def is_running_text(self) -> bool:
        """Whether a block may stand beside it."""
        return self.is_paragraph and not self.wholly_bold and not self.ends_with_colon


class Placement(Struct, frozen=True):
    """Where the block stands: after the block of that index, or, with None, after the body."""

    after: int | None
    reason: str


def place(blocks: Sequence[Block]) -> Placement:
    """Return where among the blocks of a body the newsletter block stands, and why."""
    words = sum(block.words for block in blocks)
    paragraphs = sum(block.is_paragraph for block in blocks)
    if words < FEWEST_WORDS:
        return _at_end(f"{words} words, fewer than {FEWEST_WORDS}")
    if paragraphs < FEWEST_PARAGRAPHS:
        return _at_end(f"{paragraphs} paragraphs, fewer than {FEWEST_PARAGRAPHS}")
    best: tuple[int, int, int] | None = None
    above = 0
    for index, block in enumerate(blocks):
        above += block.words
        if _is_in(REACH, above, words) and _qualifies(blocks, index):
            # Of two gaps equally near, the later one: it has kept the reader longer.
            candidate = (_distance(above, words), -index, above)
            best = candidate if best is None else min(best, candidate)
    if best is None:
        low, high = REACH
        return _at_end(f"no gap from {low} to {high} % of the words has plain paragraphs around it")
    return _inside(blocks, -best[1], best[2], words)


def _qualifies(blocks: Sequence[Block], index: int) -> bool:
    """Say whether the gap below the block `index` may hold the newsletter block."""
    if index + 1 >= len(blocks):
        return False
    near = blocks[max(0, index + 1 - CLEARANCE) : index + 1 + CLEARANCE]
    beside = blocks[index : index + 2]
    return all(block.is_paragraph for block in near) and all(
        block.is_running_text for block in beside
    )


def _is_in(bounds: tuple[int, int], above: int, words: int) -> bool:
    """Say whether a gap lies within two per cents of the words."""
    return bounds[0] * words <= 100 * above <= bounds[1] * words


def _distance(above: int, words: int) -> int:
    """Return how far a gap is from the target, in hundredths of a word; 0 inside it."""
    low, high = TARGET
    return max(low * words - 100 * above, 100 * above - high * words, 0)


def _inside(blocks: Sequence[Block], index: int, above: int, words: int) -> Placement:
    number = sum(block.is_paragraph for block in blocks[: index + 1])
    total = sum(block.is_paragraph for block in blocks)
    share = (200 * above + words) // (2 * words)
    return Placement(index, f"after paragraph {number} of {total}, {share} % of the words")


def _at_end(why: str) -> Placement:
    return Placement(None, f"after the body: {why}")
