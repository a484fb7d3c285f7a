"""`python -m planner`: without arguments or with one file the window, otherwise the command line."""

import sys
from pathlib import Path


def main() -> int:
    """Start what the arguments ask for and return the exit status."""
    arguments = sys.argv[1:]
    if arguments == ["--read-worker"]:
        from planner.importing.reading_process import main as read_one_file

        return read_one_file()
    if not arguments or (len(arguments) == 1 and Path(arguments[0]).is_file()):
        from planner.app import run

        return run(arguments)
    from planner.cli import main as command_line

    return command_line(arguments)


if __name__ == "__main__":
    sys.exit(main())
