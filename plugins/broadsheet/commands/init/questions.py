"""Questions: what has to be known of a new paper, from options or asked for at a terminal.

The models of the settings say what is wrong with an answer.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from babel.localtime import LOCALTZ
from msgspec import Struct

from broadsheet.commands.init.errors import CannotInit
from broadsheet.commands.init.texts import Texts, languages
from broadsheet.reporting.faults import Fault, nearest
from broadsheet.site.settings import read_site
from broadsheet.story.slugs import slug_of

_OPTION = {
    "SITENAME": "--name",
    "SITEURL": "--url",
    "TIMEZONE": "--time-zone",
    "DEFAULT_LANG": "--lang",
    "SECTIONS": "--sections",
    "PUBLISHER.name": "--publisher",
    "PUBLISHER.sentence": "--sentence",
    "PUBLISHER.email": "--email",
}
SOMEWHERE = "https://example.org"  # reserved for examples: https://www.rfc-editor.org/rfc/rfc2606


_TAKEN = frozenset({"about", "contact", "privacy", "archive", "authors", "topics"})
"""The addresses of the pages that each new paper has."""


class Question(Struct, frozen=True):
    """What has to be known of a paper.

    option: its name on the command line. words: how it is asked for at a terminal. default: what
    holds where nobody answers, given the answers before.
    """

    option: str
    words: str
    default: Callable[[Mapping[str, str]], str]


def answers_for(folder: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Return an answer to each question; raise CannotInit for one that no paper can have."""
    answers: dict[str, str] = {}
    is_asked = sys.stdin is not None and sys.stdin.isatty()
    for question in _questions(folder):
        said = _said(question, given.get(question.option, ""))
        if said or not is_asked:
            answers[question.option] = said or question.default(answers)
            if faults := _faults(answers, question.option):
                raise CannotInit("; ".join(faults))
        else:
            answers[question.option] = _asked(question, answers)
    return answers


def _questions(folder: Path) -> tuple[Question, ...]:
    name = " ".join(re.split(r"[\W_]+", folder.absolute().name)).strip()

    def words(answers: Mapping[str, str]) -> Mapping[str, str]:
        return Texts.of(answers["lang"]).words

    def sentence(answers: Mapping[str, str]) -> str:
        is_itself = answers["publisher"] == answers["name"]
        return words(answers)["sentence" if is_itself else "published"].format(**answers)

    return (
        Question("name", "Name of the paper", lambda _: name.title() or "The Paper"),
        Question("url", "Address of its site", lambda _: SOMEWHERE),
        Question("time-zone", "Time zone", lambda _: _zone_here()),
        Question("lang", f"Language (texts: {', '.join(languages())})", lambda _: "en"),
        Question("sections", "Sections, with commas", lambda each: words(each)["section"]),
        Question("publisher", "Publisher", lambda answers: answers["name"]),
        Question("sentence", "Who they are, in one sentence", sentence),
        Question("email", "Address for readers' letters, or none", lambda _: ""),
        Question("author", "Byline of the first story", lambda each: words(each)["author"]),
    )


def _asked(question: Question, answers: Mapping[str, str]) -> str:
    """Ask at the terminal until there is an answer that a paper can have."""
    default = question.default(answers)
    while True:
        try:
            text = input(f"{question.words}{f' [{default}]' if default else ''}: ")
        except EOFError:
            raise CannotInit("no answer: nothing was written") from None
        answer = _said(question, text) or default
        faults = _faults({**answers, question.option: answer}, question.option)
        if not faults:
            return answer
        print(*faults, sep="\n")


def _faults(answers: Mapping[str, str], option: str) -> list[str]:
    """Return what the models of the settings find wrong with the answer to one question."""
    if option == "author" and not slug_of(answers["author"]):
        return ["--author: a name needs letters or digits, for the author's address"]
    if option == "sections" and not _sections(answers):
        return ["--sections: there is none (write names with commas between them)"]
    if option == "sections" and (taken := _TAKEN & set(map(slug_of, _sections(answers)))):
        return [f"--sections: /{min(taken)}/ is another page's address (write another name)"]
    _, faults = read_site(settings_of(answers))
    return [line for fault in faults if (line := _of_option(fault, option, answers))]


def settings_of(answers: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings that answers lead to; of questions to come, what is surely right."""
    name = answers["name"]
    publisher = {
        "name": answers.get("publisher", name),
        "sentence": answers.get("sentence", name),
        **({"email": answers["email"]} if answers.get("email") else {}),
    }
    return {
        "SITENAME": name,
        "SITEURL": answers.get("url", SOMEWHERE),
        "TIMEZONE": answers.get("time-zone", "UTC"),
        "DEFAULT_LANG": answers.get("lang", "en"),
        "SECTIONS": _sections(answers) or None,
        "PUBLISHER": publisher,
    }


def _meant(option: str, value: str) -> str | None:
    """Return the answer that somebody may have meant with another."""
    if option == "url" and re.fullmatch(r"[\w-]+(\.[\w-]+)+/?", value):
        return f"https://{value.rstrip('/')}"
    if option == "time-zone":
        zones = available_timezones()
        cities = {zone.rpartition("/")[2]: zone for zone in sorted(zones)}
        near = nearest(value.replace(" ", "_"), zones)
        return near or cities.get(value.title().replace(" ", "_"))
    if option == "lang" and (found := re.fullmatch(r"([a-z]{2,3})_([A-Za-z]{2,4})", value)):
        return "-".join(found.groups())
    return None


def _of_option(fault: Fault, option: str, answers: Mapping[str, str]) -> str:
    """Return what is wrong with a setting as what is wrong with the option, "" for another's."""
    value = answers[option]
    for setting, its in _OPTION.items():
        if its == f"--{option}" and re.match(rf"{re.escape(setting)}\b", fault.what):
            what = fault.what.removeprefix(setting).lstrip(": ")
            near = _meant(option, value)
            return f"{its}: {what}" + (f" (did you mean {near}?)" if near else "")
    return ""


def _sections(answers: Mapping[str, str]) -> list[str]:
    return [
        name for part in re.split("[,،、，]", answers.get("sections", "")) if (name := part.strip())
    ]


def _said(question: Question, text: str) -> str:
    """Return an answer as a setting has it: in one line, an address without the last slash."""
    said = " ".join(text.split())
    return said.rstrip("/") if question.option == "url" else said


def _zone_here() -> str:
    """Return the name of this machine's time zone, UTC where it has none."""
    return str(getattr(LOCALTZ, "key", None) or "UTC")
