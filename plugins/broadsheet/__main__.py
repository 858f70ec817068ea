"""The command `broadsheet`, also as `python -m broadsheet`.

It imports nothing before it can answer to Ctrl+C: imports take most of the time of a short task.
"""


def main() -> None:
    """Run the task that the command line names; end the process with its exit status."""
    import sys

    try:
        from broadsheet.commands.program import main as run

        try:
            run()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # as behind `| head`, of a list of tasks
        from broadsheet.commands.tasks import UNREAD, nobody_reads

        sys.exit(UNREAD if nobody_reads() else 1)
    except KeyboardInterrupt:
        print("interrupted; nothing was written", file=sys.stderr)  # noqa: T201 - its own words
        sys.exit(130)


if __name__ == "__main__":
    main()
