"""Making a paper: `broadsheet init`.

What is made comes from the files in `skeleton/`: those of any paper, and texts by language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from shlex import quote

from broadsheet.commands.finding import PRODUCTION
from broadsheet.commands.init.dependency import is_local
from broadsheet.commands.init.files import files_of
from broadsheet.commands.init.placing import place_of, put_in_place, refuse_to_overwrite
from broadsheet.commands.init.questions import SOMEWHERE, answers_for
from broadsheet.commands.init.texts import Texts, languages
from broadsheet.words.catalogues import languages_of

LEFT = {
    "README.md": "what can be run in a paper stands in Broadsheet's guides.",
    ".gitignore": "have it name .venv/, output/, published/ and .cache/.",
}
"""What a new repository has before there is anything in it, and what to know where it stays."""


def make_paper(folder: Path, given: Mapping[str, str]) -> list[str]:
    """Make a paper and return the lines that say what was made and what comes next.

    folder: may exist, but none of the files that are to be made, but for those in `LEFT`, which
    stay as they are. given: answers, by the names of
    the options without their hyphens, "" where there is none: these are asked for at a terminal.
    Raises CannotInit.
    """
    folder = place_of(folder)
    answers = answers_for(folder, given)
    lang = answers["lang"]
    texts = Texts.of(lang)
    files = files_of(answers, texts)
    left = [name for name in LEFT if (folder / name).is_file()]
    wanted = files.keys() - set(left)
    refuse_to_overwrite(folder, sorted(wanted))
    theme = put_in_place(folder, files, wanted)
    return [
        *_closing_lines(folder, answers, texts, theme),
        *(f"{folder / name} was there, and stays as it is: {LEFT[name]}" for name in left),
    ]


def _closing_lines(
    folder: Path, answers: Mapping[str, str], texts: Texts, theme: Path
) -> Iterator[str]:
    """Yield what was made, what is left to say, and what to run next."""
    yield f"{folder}: {answers['name']} is ready."
    if answers["lang"].partition("-")[0] != texts.code:
        known = ", ".join(languages())
        yield (
            f"Its texts are in English: there are none yet for “{answers['lang']}” (only: {known})."
        )
    if not any(_has_words(theme, each) for each in languages_of(answers["lang"])):
        yield (
            "The words of the theme, such as “Topics”, are in English as yet: "
            "`broadsheet guide settings --chapter words` says how to bring others."
        )
    if answers["url"] == SOMEWHERE:
        yield f"Its address is {SOMEWHERE} as yet: write yours into {folder / PRODUCTION}."
    if is_local():
        yield (
            "Its pyproject.toml takes Broadsheet from this machine: before a CI can build "
            "the paper, write an address that it can reach there, under [tool.uv.sources]."
        )
    yield "`broadsheet guide editors` leads from here to public pages."
    here = folder.absolute() == Path.cwd()
    yield f"Next: {'' if here else f'cd {quote(str(folder))} && '}uv run broadsheet serve"


def _has_words(theme: Path, language: str) -> bool:
    """Say whether the theme speaks a language."""
    return language == "en" or any((theme / "locale" / language).rglob("*.po"))
