"""The command `broadsheet`: the tasks of `broadsheet.commands.tasks`, without a file of tasks."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from inspect import getdoc

from invoke.collection import Collection
from invoke.exceptions import Exit, ParseError
from invoke.parser.argument import Argument
from invoke.parser.context import ParserContext
from invoke.program import Program

from broadsheet import __version__
from broadsheet.commands import tasks
from broadsheet.reporting.faults import choose_from, nearest

_OURS = ("help", "list", "version", "print-completion-script", "complete")


class _Command(Program):
    """Invoke's program, which runs no commands of a shell here and so needs no options for them."""

    def core_args(self) -> list[Argument]:
        """Return the options before a task; Invoke's others stay known, so that it finds them."""
        arguments: list[Argument] = super().core_args()
        for argument in arguments:
            argument.help = argument.help if argument.name in _OURS else None
        return arguments

    def normalize_argv(self, argv: list[str] | None) -> None:
        """Have `TASK --help` ask for help, and the words of a headline be one argument.

        So are those of a correction; and `guide` alone names the guides. Ends the program where
        the words of one stand apart.
        """
        super().normalize_argv(argv)
        program, *rest = self.argv
        asks = "--help" in rest[1:] or rest[1:] == ["-h"]
        if asks and rest[0] in tasks_by_name().task_names:
            self.argv = [program, "--help", rest[0]]
        elif rest[:1] == ["new"]:
            self.argv = [program, "new", *_with_words_joined(rest[1:])]
        elif rest[:1] == ["correct"]:
            self.argv = [program, "correct", *_with_words_joined(rest[1:], behind=1)]
        elif rest == ["guide"]:
            self.argv = [program, "guide", "all"]

    def parse_tasks(self) -> None:
        """Tell in a plain line what no task can be given, such as a port that is no number."""
        try:
            super().parse_tasks()
        except ValueError as error:
            value = str(error).rpartition(": ")[2]
            raise ParseError(f"error: {value} is no whole number") from error
        except ParseError as error:
            raise ParseError(f"error: {_in_our_words(error)}") from error

    def print_help(self) -> None:
        """Print what the command is for, and its tasks."""
        self._say("Usage: broadsheet TASK [options]", "       broadsheet TASK --help", "")
        self._say("Makes a news site of a folder of Markdown articles.", "")
        self.list_tasks()
        self._say("Other options:", "")
        self.print_columns([row for row in self.initial_context.help_tuples() if row[1]])

    def print_task_help(self, name: str) -> None:
        """Print what a task does, what it must be given, and its options."""
        context = self.parser.contexts[name]
        needed = "".join(f" {each.name.upper()}" for each in context.positional_args)
        self._say(f"Usage: broadsheet {name}{needed} [options]", "")
        self._say(str(getdoc(self.collection[name])), "")
        if rows := context.help_tuples():
            self.print_columns(rows)

    def _say(self, *lines: str) -> None:
        print(*lines, sep="\n", file=sys.stdout)  # noqa: T201 - its own words


def _with_words_joined(given: Sequence[str], behind: int = 0) -> list[str]:
    """Return what a task is given, with the words that belong to no option joined.

    Each option of the task has a value. behind: how many words stand for themselves before. Raises
    Exit where the words stand on both sides of an option, as in `--author Ada Lind`: one of them
    may be meant for it.
    """
    words: list[str] = []
    options: list[str] = []
    ends_at: int | None = None
    rest = iter(enumerate(given))
    for place, word in rest:
        if not word.startswith("-") or " " in word or word == "--":
            if ends_at is not None and len(words) > behind and place > ends_at + 1:
                before = given[place - 1]
                quoted = f"`{before} {word}`"
                raise Exit(f"error: put words that belong together in quotation marks: {quoted}", 1)
            words.append(word)
            ends_at = place
            continue
        options.append(word)
        if "=" not in word and (word.startswith("--") or len(word) == 2):
            options += (value for _, value in [next(rest, (0, None))] if value is not None)
    first, joined = words[:behind], " ".join(words[behind:])
    return [*first, *([joined] if joined else []), *options]


_UNKNOWN = re.compile(r"No idea what '(.*)' is!")
_WITHOUT_VALUE = re.compile(r"Flag <Argument: (\S+).*> needed value and was not given one!")
_WITH_VALUE = re.compile(r"Flag <Argument: (\S+).*> doesn't take any value!")
_MISSING = re.compile(r"'(.*)' did not receive required positional arguments: (.*)")


def _in_our_words(error: ParseError) -> str:
    """Return what is wrong with a command line, and what to do about it."""
    said = str(error)
    names = tasks_by_name().task_names
    task = error.context if error.context is not None and error.context.name in names else None
    help_of = f"`broadsheet {f'{task.name} ' if task else ''}--help` explains"
    if found := _UNKNOWN.fullmatch(said):
        word = found[1]
        if task is None:
            return f"there is no task `{word}` ({choose_from(word, names)})"
        if word.startswith("-"):
            return f"`{task.name}` has no option `{word}` ({_meant(word, task)}{help_of})"
        mend = f"put words with spaces in quotation marks; {help_of}"
        return f"`{task.name}` takes no `{word}` ({mend})"
    if found := _MISSING.fullmatch(said):
        needed = found[2].replace("'", "").upper()
        return f"{needed} is missing (`broadsheet {found[1]} --help` explains)"
    if found := _WITHOUT_VALUE.fullmatch(said):
        return f"--{found[1]} needs a value ({help_of})"
    if found := _WITH_VALUE.fullmatch(said):
        return f"--{found[1]} takes no value ({help_of})"
    return said


def _meant(option: str, task: ParserContext) -> str:
    """Return a question for the option that may have been meant, with what separates the rest."""
    near = nearest(option.partition("=")[0], task.flags)
    return f"did you mean `{near}`? " if near else ""


def tasks_by_name() -> Collection:
    """Return the tasks of any newsroom."""
    return Collection("tasks", *(getattr(tasks, name) for name in tasks.__all__))


def main(argv: Sequence[str] | None = None) -> None:
    """Run the task that the command line names; end the process with its exit status.

    Raises KeyboardInterrupt at Ctrl+C before a task has begun; a task says itself how it ended.
    """
    program = _Command(
        name="Broadsheet", binary="broadsheet", version=__version__, namespace=tasks_by_name()
    )
    try:
        program.run(list(argv) if argv is not None else None)
    except SystemExit as end:
        if isinstance(end.__context__, KeyboardInterrupt):  # Invoke makes an error of Ctrl+C
            raise KeyboardInterrupt from None
        raise
