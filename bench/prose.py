"""Made-up prose: plausible sentences from the vocabulary, the same for the same random source."""

from __future__ import annotations

from random import Random

from bench import words

EARLIER = "EARLIER-STORY"  # stands for the address of an earlier story until a tool is known
_WORDS = 600


def seeded(purpose: str) -> Random:
    """Return a random source that is the same for the same purpose, everywhere."""
    return Random(purpose)  # noqa: S311 - it keeps no secret


def headline(chance: Random) -> str:
    """Return a headline of five to ten words, as plain text."""
    who, does, what = (
        chance.choice(each)
        for each in (words.HEADLINE_WHO, words.HEADLINE_DOES, words.HEADLINE_WHAT)
    )
    return f"{who} {does} {what}"


def summary(chance: Random) -> str:
    """Return a standfirst: one sentence without its full stop."""
    return _sentence(chance).rstrip(".")


def body(chance: Random, *, links_back: bool) -> str:
    """Return a story's text in Markdown, about 600 words.

    links_back: whether it links to an earlier story, at the address EARLIER.
    """
    blocks: list[str] = []
    written = 0
    while written < _WORDS:
        block = _paragraph(chance)
        written += block.count(" ") + 1
        blocks.append(block)
    if chance.random() < 0.6:
        _insert(blocks, 0.35, f"## {chance.choice(words.CROSSHEADS)}")
    if chance.random() < 0.3:
        _insert(blocks, 0.7, _list(chance) if chance.random() < 0.5 else _quotation(chance))
    if chance.random() < 0.8:
        blocks[1] += f" Its {_outside_link(chance)} is public."
    if links_back:
        blocks[-1] += f" An [earlier story]({EARLIER}) told how it began."
    return "\n\n".join(blocks) + "\n"


def _insert(blocks: list[str], share: float, block: str) -> None:
    blocks.insert(max(1, int(len(blocks) * share)), block)


def _paragraph(chance: Random) -> str:
    sentences = [_sentence(chance) for _ in range(chance.randint(2, 4))]
    if chance.random() < 0.3:
        sentences.append(_remark(chance))
    return " ".join(sentences)


def _sentence(chance: Random) -> str:
    subject = chance.choice(words.SUBJECTS)
    verb = chance.choice(words.VERBS)
    thing = chance.choice(words.OBJECTS)
    kind = chance.random()
    if kind < 0.3:
        return f"{chance.choice(words.OPENINGS)} {subject} {verb} {thing}."
    start = subject[0].upper() + subject[1:]
    if kind < 0.45:
        return f"{start} -- {chance.choice(words.ASIDES)} -- {verb} {thing}."
    if kind < 0.55:
        return f"{start} has *{chance.choice(words.STRESSED)}* had to answer for {thing}."
    return f"{start} {verb} {thing}, {chance.choice(words.TAILS)}."


def _remark(chance: Random) -> str:
    said = chance.choice(words.REMARKS)
    return f'"{said}," said {chance.choice(words.PEOPLE)}, {chance.choice(words.ROLES)}.'


def _list(chance: Random) -> str:
    things = chance.sample(words.OBJECTS, 3)
    return "\n".join(f"- {thing[0].upper()}{thing[1:]};" for thing in things)


def _quotation(chance: Random) -> str:
    return f"> {chance.choice(words.REMARKS)}.\n>\n> -- {chance.choice(words.PEOPLE)}"


def _outside_link(chance: Random) -> str:
    number = chance.randint(100, 999)
    return f"[report no. {number}](https://records.example/reports/{number}?lang=en&page=1)"
