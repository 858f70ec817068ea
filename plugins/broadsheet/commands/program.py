"""The command `broadsheet`: the tasks of `broadsheet.commands.tasks`, without a file of tasks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from inspect import getdoc

from invoke.collection import Collection
from invoke.exceptions import ParseError
from invoke.parser.argument import Argument
from invoke.program import Program

from broadsheet import __version__
from broadsheet.commands import tasks

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
        """Have `TASK --help` ask for help; Invoke takes that for the argument of some tasks."""
        super().normalize_argv(argv)
        program, *rest = self.argv
        asks = "--help" in rest[1:] or rest[1:] == ["-h"]
        if asks and rest[0] in tasks_by_name().task_names:
            self.argv = [program, "--help", rest[0]]

    def parse_tasks(self) -> None:
        """Tell in one line what is no value of an option, such as a port that is no number."""
        try:
            super().parse_tasks()
        except ValueError as error:
            raise ParseError(f"error: {error}") from error

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
        print(*lines, sep="\n", file=sys.stdout)  # noqa: T201


def tasks_by_name() -> Collection:
    """Return the tasks of any newsroom."""
    return Collection("tasks", *(getattr(tasks, name) for name in tasks.__all__))


def main(argv: Sequence[str] | None = None) -> None:
    """Run the task that the command line names; end the process with its exit status."""
    program = _Command(
        name="Broadsheet", binary="broadsheet", version=__version__, namespace=tasks_by_name()
    )
    program.run(list(argv) if argv is not None else None)
