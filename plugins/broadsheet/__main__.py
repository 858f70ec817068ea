"""`python -m broadsheet`: the command `broadsheet`."""

from broadsheet.commands.program import main

if __name__ == "__main__":
    main()
